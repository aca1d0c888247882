"""The files of `protocols/data/`: which entry becomes which row. The formats are described in docs/content.md."""

from pathlib import Path

from django.core.exceptions import ValidationError

from catalogue.content_files import Files, access, child, children, day, figure, text, texts, truth, whole, wholes
from catalogue.loading import Entry
from catalogue.models import Precaution, Product, UsageStep
from catalogue.visibility import Access, Status

from .actions import publish_maker_guideline
from .models import (
    Aftercare,
    Application,
    CheckUp,
    Course,
    CourseNote,
    CourseStep,
    Dose,
    DowntimeClass,
    Phase,
    Procedure,
    ProcedureSetting,
    Protocol,
    ProtocolVersion,
    Safeguard,
    Technique,
    Unknown,
)

DATA = Path(__file__).resolve().parent / "data"


class ProtocolFiles(Files):
    """Loads `protocols/data/`; the catalogue must be there before."""

    def load(self):
        self.load_classes()
        self.load_procedures()
        self.load_safeguards()
        for path in sorted(self.folder.glob("*-course.yaml")):
            self.load_course(self.mapping(path))
        others = {"downtime_classes.yaml", "procedures.yaml", "safeguards.yaml"}
        for path in sorted(self.folder.glob("*.yaml")):
            if path.name not in others and not path.name.endswith("-course.yaml"):
                self.load_protocol(self.mapping(path))

    def load_classes(self):
        optional = ["upper_hours", "upper_inclusive", "note"]
        for position, row in enumerate(self.list("downtime_classes.yaml")):
            row.take(required=["code", "name", "label", "lower_hours", "lower_inclusive", "cite"], optional=optional)
            values = {name: text(row, name) for name in ("name", "label", "note")}
            values |= {"lower_hours": figure(row, "lower_hours"), "lower_inclusive": truth(row, "lower_inclusive")}
            values |= {"upper_hours": figure(row, "upper_hours"), "upper_inclusive": truth(row, "upper_inclusive"), "position": position}
            self.loader.put(Entry(DowntimeClass, {"code": text(row, "code")}, values, {"citations": self.citations(row)}, origin=row))

    def load_procedures(self):
        optional = ["aliases", "setting", "cautions", "rules"]
        for position, row in enumerate(self.list("procedures.yaml")):
            row.take(required=["slug", "name", "family", "summary", "cite"], optional=optional)
            values = {name: text(row, name) for name in ("name", "family", "setting", "summary", "cautions")}
            values |= {"aliases": "\n".join(texts(row, "aliases")), "position": position}
            values |= {"status": Status.PUBLISHED.value, "access": Access.PRACTITIONERS.value}
            key = {"slug": text(row, "slug")}
            procedure = self.loader.put(Entry(Procedure, key, values, {"citations": self.citations(row)}, origin=row))
            if procedure:
                self.load_settings(row, procedure)

    def load_settings(self, row, procedure):
        optional = ["minimum", "minimum_inclusive", "maximum", "maximum_inclusive", "whole_numbers"]
        for rule in children(row, "rules"):
            rule.take(required=["downtime_class", "as_printed", "cite"], optional=optional)
            key = {"procedure": procedure, "downtime_class": self.row(rule, "downtime_class", DowntimeClass, "code")}
            values = {name: figure(rule, name) for name in ("minimum", "maximum")}
            values |= {name: truth(rule, name, default=True) for name in ("minimum_inclusive", "maximum_inclusive")}
            values |= {"whole_numbers": truth(rule, "whole_numbers"), "as_printed": text(rule, "as_printed")}
            self.loader.put(Entry(ProcedureSetting, key, values, {"citations": self.citations(rule)}, origin=rule))

    def load_safeguards(self):
        optional = ["procedures", "also_without_procedure", "downtime_classes", "house", "stop"]
        for row in self.list("safeguards.yaml"):
            row.take(required=["precaution"], optional=["travels_with_serum", *optional])
            names = ("travels_with_serum", "also_without_procedure", "house")
            values = {name: truth(row, name) for name in names} | {"stop": text(row, "stop")}
            links = {
                "procedures": self.rows(row, "procedures", Procedure),
                "downtime_classes": self.rows(row, "downtime_classes", DowntimeClass, "code"),
            }
            precaution = self.row(row, "precaution", Precaution, "code")
            if precaution:
                self.loader.put(Entry(Safeguard, {"precaution": precaution}, values, links, origin=row))

    def load_protocol(self, row):
        row.take(required=["slug", "name", "product", "summary", "cite", "versions"], optional=["intended_for", "not_for"])
        values = {name: text(row, name) for name in ("name", "summary", "intended_for", "not_for")}
        values["product"] = self.row(row, "product", Product)
        key = {"slug": text(row, "slug")}
        protocol = self.loader.put(Entry(Protocol, key, values, {"citations": self.citations(row)}, origin=row))
        for version in children(row, "versions") if protocol else []:
            self.load_version(version, protocol)

    def load_version(self, row, protocol):
        """A version that exists is never touched again: what clinics have read stays as it was."""
        required = ["number", "ground", "transcribed_on", "next_review_on", "doses"]
        row.take(required=required, optional=["change_note", "unknowns", "technique"])
        if text(row, "ground") != ProtocolVersion.Ground.MAKER_PUBLISHED:
            raise row.error("only maker_published can be loaded; any other version needs a reviewer's signature", "ground")
        number = whole(row, "number")
        if ProtocolVersion.objects.filter(protocol=protocol, number=number).exists():
            self.loader.counts["unchanged"] += 1
            return
        version = self.loader.put(
            Entry(
                ProtocolVersion,
                {"protocol": protocol, "number": number},
                {"change_note": text(row, "change_note"), "next_review_on": day(row, "next_review_on")},
                origin=row,
            )
        )
        if version:
            self.load_rows_of(row, version)
            self.publish(row, version)

    def publish(self, row, version):
        try:
            publish_maker_guideline(version=version, transcribed_on=day(row, "transcribed_on"), next_review_on=day(row, "next_review_on"))
        except ValidationError as error:
            raise row.error(" ".join(error.messages)) from error

    def load_rows_of(self, row, version):
        for dose in children(row, "doses"):
            self.load_dose(dose, version)
        technique = child(row, "technique", fields=UsageStep.Setting.values)
        for setting in UsageStep.Setting.values:
            for position, step in enumerate(children(technique, setting)):
                step.take(required=["code", "text", "cite"])
                key = {"version": version, "setting": setting, "code": text(step, "code")}
                values = {"text": text(step, "text"), "position": position}
                self.loader.put(Entry(Technique, key, values, {"citations": self.citations(step)}, origin=step))
        for position, unknown in enumerate(children(row, "unknowns")):
            unknown.take(required=["code", "text", "cite"])
            key = {"version": version, "code": text(unknown, "code")}
            values = {"text": text(unknown, "text"), "position": position}
            self.loader.put(Entry(Unknown, key, values, {"citations": self.citations(unknown)}, origin=unknown))

    def load_dose(self, row, version):
        row.take(required=["downtime_class", "in_clinic_ml", "take_home_ml", "applications", "cite"], optional=["note"])
        downtime_class = self.row(row, "downtime_class", DowntimeClass, "code")
        values = {name: figure(row, name) for name in ("in_clinic_ml", "take_home_ml")} | {"note": text(row, "note")}
        key = {"version": version, "downtime_class": downtime_class}
        self.loader.put(Entry(Dose, key, values, {"citations": self.citations(row)}, origin=row))
        for application in children(row, "applications"):
            application.take(required=["sequence", "part_of_day", "volume_ml"], optional=["day", "inferred"])
            moment = {"day": whole(application, "day"), "part_of_day": text(application, "part_of_day")}
            values = {
                "position": whole(application, "sequence"),
                "volume_ml": figure(application, "volume_ml"),
                "inferred": truth(application, "inferred"),
            }
            self.loader.put(Entry(Application, {**key, **moment}, values, origin=application))

    def load_course(self, row):
        row.take(required=["slug", "name", "product", "summary", "phases"], optional=["check_ups", "aftercare", "repeat", "gaps"])
        values = {"name": text(row, "name"), "summary": text(row, "summary"), "product": self.row(row, "product", Product)}
        values |= {"status": Status.PUBLISHED.value, "access": Access.EVERYONE.value}
        course = self.loader.put(Entry(Course, {"slug": text(row, "slug")}, values, origin=row))
        if not course:
            return
        for position, phase in enumerate(children(row, "phases")):
            self.load_phase(phase, course, position)
        self.load_check_ups(row, course)
        self.load_aftercare(row, course)
        for kind, name in ((CourseNote.Kind.REPEAT, "repeat"), (CourseNote.Kind.GAP, "gaps")):
            for position, note in enumerate(children(row, name)):
                note.take(required=["code", "text", "cite"], optional=["track", "access", "inferred"])
                values = {"text": text(note, "text")} | self.part(note, position)
                key = {"course": course, "kind": kind.value, "code": text(note, "code")}
                self.loader.put(Entry(CourseNote, key, values, {"citations": self.citations(note)}, origin=note))

    def part(self, row, position):
        return {"track": text(row, "track"), "access": access(row), "inferred": truth(row, "inferred"), "position": position}

    def load_phase(self, row, course, position):
        optional = ["access", "inferred", "weeks_minimum", "weeks_exact", "months", "days", "days_inferred", "note", "steps"]
        row.take(required=["code", "track", "name", "treatments_per_week", "cite"], optional=[*optional, "needle_min_mm", "needle_max_mm"])
        values = {"name": text(row, "name"), "note": text(row, "note"), "days": wholes(row, "days")} | self.part(row, position)
        values |= {name: whole(row, name) for name in ("treatments_per_week", "weeks_minimum", "months")}
        values |= {name: truth(row, name) for name in ("weeks_exact", "days_inferred")}
        values |= {name: figure(row, name) for name in ("needle_min_mm", "needle_max_mm")}
        key = {"course": course, "code": text(row, "code")}
        phase = self.loader.put(Entry(Phase, key, values, {"citations": self.citations(row)}, origin=row))
        for number, step in enumerate(children(row, "steps") if phase else []):
            step.take(required=["code", "place", "text", "cite"], optional=["volume_ml", "inferred"])
            values = {"place": text(step, "place"), "text": text(step, "text"), "volume_ml": figure(step, "volume_ml")}
            values |= {"inferred": truth(step, "inferred"), "position": number}
            key = {"phase": phase, "code": text(step, "code")}
            self.loader.put(Entry(CourseStep, key, values, {"citations": self.citations(step)}, origin=step))

    def load_check_ups(self, row, course):
        months = ["months_after", "every_months_min", "every_months_max"]
        for position, check_up in enumerate(children(row, "check_ups")):
            check_up.take(required=["code", "text", "cite"], optional=["track", "access", "inferred", *months])
            values = {"text": text(check_up, "text")} | {name: whole(check_up, name) for name in months} | self.part(check_up, position)
            key = {"course": course, "code": text(check_up, "code")}
            self.loader.put(Entry(CheckUp, key, values, {"citations": self.citations(check_up)}, origin=check_up))

    def load_aftercare(self, row, course):
        hours = ["hours_minimum", "hours_best"]
        for position, care in enumerate(children(row, "aftercare")):
            care.take(required=["code", "text", "cite"], optional=["track", "access", "inferred", "during_course", *hours])
            values = {"text": text(care, "text"), "during_course": truth(care, "during_course")} | self.part(care, position)
            values |= {name: whole(care, name) for name in hours}
            key = {"course": course, "code": text(care, "code")}
            self.loader.put(Entry(Aftercare, key, values, {"citations": self.citations(care)}, origin=care))
