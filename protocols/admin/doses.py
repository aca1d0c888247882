"""The doses of a draft and their home applications are typed in two lists and must agree before either is saved."""

from decimal import Decimal

from django.utils.translation import gettext as _

from catalogue.admin.base import renumber
from catalogue.admin.forms import LineFormSet
from catalogue.figures import plain
from protocols import dosing, readiness
from protocols.models import Application


class DoseFormSet(LineFormSet):
    """Says each contradiction at the dose it is about. A gap, such as a dose without applications yet, may rest in a draft."""

    applications = None  # the other list, set by ProtocolVersionAdmin

    def clean(self):
        super().clean()
        applications = self.applications.typed() if self.applications is not None else []
        if applications is None or not all(form.is_valid() for form in self.kept()):
            return  # what cannot be read is said at its field; sums over it would only confuse
        doses = {form.cleaned_data["downtime_class"]: form for form in self.kept()}
        for row, form in doses.items():
            self.say_contradictions(form, [one for one in applications if one["downtime_class"] == row])
        for one in applications:
            if one["downtime_class"] not in doses:
                one["form"].add_error("downtime_class", _("There is no dose for this class: add one, or remove its applications."))

    def say_contradictions(self, form, applications):
        for problem in readiness.problems_of_dose(dose_of(form.cleaned_data, applications)):
            if problem.contradiction:
                form.add_error(None, problem.text)


def dose_of(typed, applications):
    rows = sorted(applications, key=moment)
    return dosing.Dose(
        typed["downtime_class"].code,
        figure(typed["in_clinic_ml"]),
        figure(typed["take_home_ml"]),
        tuple(
            dosing.Application(place, row["day"], row["part_of_day"], figure(row["volume_ml"]), row["inferred"])
            for place, row in enumerate(rows, start=1)
        ),
    )


def figure(value):
    """As a sentence would print it: a row of the database says 5.000 where a person typed 5."""
    return Decimal(plain(value))


def moment(row):
    return row["day"], readiness.PARTS_OF_DAY.index(row["part_of_day"])


class ApplicationFormSet(LineFormSet):
    def typed(self):
        """The applications as they will stand, or None while one of them cannot be read."""
        if not self.is_valid():
            return None
        return [{**form.cleaned_data, "form": form} for form in self.kept()]

    def number_by_time(self):
        rows = Application.objects.filter(version=self.instance)
        ordered = sorted(rows, key=lambda row: (row.day, readiness.PARTS_OF_DAY.index(row.part_of_day)))
        renumber(ordered, within="downtime_class_id")
