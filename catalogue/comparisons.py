"""What the documents set side by side, as plain values: stem cell sources and kinds, and what to look at in a serum.

Articles show these under a section, and pages of their own show them whole. Each costs the same queries whatever the number of rows.
"""

from .citing import citations_of
from .models import SelectionCriterion, StemCellKind, StemCellSource, StemCellTrait, StemCellValue
from .visibility import Viewer


def stem_cell_table():
    """The maker's comparison: a row for each trait, a cell for each source. A cell without a value is blank, never “No”."""
    sources = list(StemCellSource.objects.all())
    traits = list(StemCellTrait.objects.all())
    values = {(value.trait_id, value.source_id): value.value for value in StemCellValue.objects.all()}
    cited = citations_of(traits)
    rows = [
        {
            "code": trait.code,
            "name": trait.name,
            "note": trait.note,
            "cells": [{"source": source.name, "value": values.get((trait.pk, source.pk), "")} for source in sources],
            "citations": cited[trait._meta.label, trait.pk],
        }
        for trait in traits
    ]
    return {
        "sources": [{"slug": source.slug, "name": source.name} for source in sources],
        "rows": rows,
        "citations": without_repeats(citation for row in rows for citation in row["citations"]),
    }


def without_repeats(citations):
    return list({(citation["source"], citation["section"]): citation for citation in citations}.values())


def stem_cell_kinds(viewer: Viewer):
    """Groups of kinds, those without any left out. An ingredient is linked where the viewer may open it."""
    kinds = list(StemCellKind.objects.select_related("ingredient"))
    cited = citations_of(kinds)
    groups = []
    for group in StemCellKind.Group:
        rows = [kind_as_dict(kind, cited[kind._meta.label, kind.pk], viewer) for kind in kinds if kind.group == group]
        if rows:
            groups.append({"code": group.value, "label": group.label, "kinds": rows})
    return groups


def kind_as_dict(kind, citations, viewer):
    ingredient = kind.ingredient if kind.ingredient and viewer.may_open(kind.ingredient) else None
    return {
        "slug": kind.slug,
        "name": kind.name,
        "summary": kind.summary,
        "inferred": kind.inferred,
        "url": ingredient.get_absolute_url() if ingredient else None,
        "citations": citations,
    }


def criteria():
    """What to look at, in order, each with what the documents state of CALECIM Serum (`serum`, None where nothing is stated)."""
    rows = list(SelectionCriterion.objects.select_related("serum_answer"))
    answers = [row.serum_answer for row in rows if hasattr(row, "serum_answer")]
    cited = citations_of(rows, answers)
    return [
        {
            "slug": row.slug,
            "name": row.name,
            "points": row.point_list,
            "topic": row.topic,
            "citations": cited[row._meta.label, row.pk],
            "serum": serum_answer(row, cited),
        }
        for row in rows
    ]


def serum_answer(criterion, cited):
    answer = getattr(criterion, "serum_answer", None)
    return {"text": answer.text, "citations": cited[answer._meta.label, answer.pk]} if answer else None
