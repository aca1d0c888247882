"""A supply plan as a CSV file: the figures of the page and the API, with their units in the header."""

from django.utils.translation import gettext as _

from catalogue import spreadsheets

FIGURES = ["in_clinic_ml", "take_home_ml", "volume_ml", "opened_in_clinic", "shared_with_home", "handed_over_unopened", "ampoules"]


def csv_response(plan, protocol):
    return spreadsheets.csv_response(table(plan, protocol), filename="supplies.csv")


def table(plan, protocol):
    source = _("%(name)s, version %(version)s") % {"name": protocol["name"], "version": protocol["version"]}
    yield [
        _("Treatment"),
        _("Treatments"),
        _("Outcome"),
        _("In clinic (ml)"),
        _("At home (ml)"),
        _("In total (ml)"),
        _("Opened in clinic (ampoules of 5 ml)"),
        _("Of these shared with home (ampoules of 5 ml)"),
        _("Handed over unopened (ampoules of 5 ml)"),
        _("In all (ampoules of 5 ml)"),
        _("Remarks"),
        _("Source"),
    ]
    for line in plan["lines"]:
        figures = [line[name] for name in FIGURES]
        yield [line["treatment"]["text"], line["count"], line["outcome_text"], *figures, remarks(line), source]
    for row in plan["courses"]:
        yield [row["name"], row["treatments"], "", None, None, row["volume_ml"], None, None, None, None, row["reason"], ""]
    for row in plan["products"]:
        yield [
            _("Total, %(product)s") % {"product": row["name"]},
            "",
            _("Complete") if row["complete"] else _("Not complete"),
            *total_figures(plan, row),
            plan["counting"] if row["ampoules"] else "",
            "",
        ]
    for sentence in plan["incomplete_because"]:
        yield [_("Not in the total"), *[""] * 9, sentence, ""]


def total_figures(plan, row):
    """Of the Serum all figures; of a course's product the volume, since its ampoules cannot be counted."""
    if row["ampoules"] is not None:
        return [plan[name] for name in FIGURES]
    return [None, None, row["volume_ml"], None, None, None, None]


def remarks(line):
    """All that must be read beside the figures, or why there are none."""
    texts = [*line["notes"], *(reason["text"] for reason in line["reasons"])]
    return " ".join(texts)
