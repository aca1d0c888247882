"""Citations of rows, as readers and the API get them, without a query for every row."""

from collections import defaultdict

from django.db.models import Value

PASSAGE = ["citation__document__code", "citation__position", "citation__document__title", "citation__section"]


def as_dict(citation):
    return {"source": citation.document.code, "title": citation.document.title, "section": citation.section}


def cite(row):
    """The citations of one row; for a whole page use `citations_of`."""
    return [as_dict(citation) for citation in row.citations.select_related("document")]


def citations_of(*groups):
    """The citations of many rows of many kinds in one query: `{row: [citation, …]}`, keyed by (model, pk)."""
    links = [linking_rows(rows) for rows in groups if rows]
    cited = defaultdict(list)
    if not links:
        return cited
    union = links[0].union(*links[1:], all=True) if len(links) > 1 else links[0]
    for label, owner, source, _position, title, section in sorted(union):
        cited[label, owner].append({"source": source, "title": title, "section": section})
    return cited


def distinct(rows):
    """Each once, in the order they came: two sentences may rest on one passage."""
    found = []
    for row in rows:
        if row not in found:
            found.append(row)
    return found


def linking_rows(rows):
    model = type(rows[0])
    field = model._meta.get_field("citations")
    owner = field.m2m_field_name() + "_id"
    return (
        field.remote_field.through.objects.filter(**{f"{owner}__in": [row.pk for row in rows]})
        .annotate(label=Value(model._meta.label))
        .values_list("label", owner, *PASSAGE)
        .order_by()
    )
