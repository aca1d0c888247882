"""The frozen content of a protocol version: composed from the rows once, then the only thing that clinics read.

Rows are the editors' desk; a version that is shown answers from its own canonical JSON, so a later edit cannot change a figure that
was published, and the fingerprint says so.
"""

import hashlib
import json

from catalogue.citing import cite
from catalogue.figures import plain
from catalogue.visibility import Access, Status

from .frozen_rules import bounds_of, rules_of
from .models import DowntimeClass, Procedure, Safeguard

__all__ = ["bounds_of", "canonical", "compose", "fingerprint", "rules_of"]


def canonical(content) -> str:
    return json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def fingerprint(content) -> str:
    return hashlib.sha256(canonical(content).encode()).hexdigest()


def figure(value):
    return None if value is None else plain(value)


def compose(version) -> dict:
    """Everything one version says, from the rows of today. Figures are strings, never binary fractions."""
    protocol = version.protocol
    return {
        "audience": Access.PRACTITIONERS.value,
        "version": version.number,
        "protocol": {
            "slug": protocol.slug,
            "name": protocol.name,
            "product": protocol.product.slug,
            "summary": protocol.summary,
            "intended_for": protocol.intended_for,
            "not_for": protocol.not_for,
            "citations": cite(protocol),
        },
        "downtime_classes": [downtime_class(row) for row in DowntimeClass.objects.all()],
        "procedures": [procedure(row) for row in shown_procedures()],
        "doses": [dose(row, version) for row in version.doses.select_related("downtime_class")],
        "technique": {setting: [said(step) for step in version.technique.filter(setting=setting)] for setting in ("clinic", "home")},
        "unknowns": [said(unknown) for unknown in version.unknowns.all()],
        "safeguards": [safeguard(row) for row in shown_safeguards()],
    }


def shown_procedures():
    """Published ones that somebody may read: what has no readers yet is for editors alone."""
    return Procedure.objects.filter(status=Status.PUBLISHED).exclude(access="").prefetch_related("settings__downtime_class")


def shown_safeguards():
    return Safeguard.objects.filter(travels_with_serum=True).exclude(precaution__access="").select_related("precaution")


def downtime_class(row):
    return {
        "code": row.code,
        "name": row.name,
        "label": row.label,
        "lower_hours": figure(row.lower_hours),
        "lower_inclusive": row.lower_inclusive,
        "upper_hours": figure(row.upper_hours),
        "upper_inclusive": row.upper_inclusive if row.upper_hours is not None else None,
        "note": row.note,
        "citations": cite(row),
    }


def procedure(row):
    return {
        "slug": row.slug,
        "name": row.name,
        "aliases": row.alias_list,
        "family": row.family,
        "setting": row.setting or None,
        "summary": row.summary,
        "cautions": row.cautions,
        "citations": cite(row),
        "examples": [
            {
                "downtime_class": example.downtime_class.code,
                "minimum": figure(example.minimum),
                "minimum_inclusive": example.minimum_inclusive,
                "maximum": figure(example.maximum),
                "maximum_inclusive": example.maximum_inclusive,
                "whole_numbers": example.whole_numbers,
                "as_printed": example.as_printed,
                "citations": cite(example),
            }
            for example in row.settings.all()
        ],
    }


def dose(row, version):
    applications = version.applications.filter(downtime_class=row.downtime_class)
    return {
        "downtime_class": row.downtime_class.code,
        "in_clinic_ml": figure(row.in_clinic_ml),
        "take_home_ml": figure(row.take_home_ml),
        "note": row.note,
        "applications": [
            {
                "sequence": sequence,
                "day": application.day,
                "part_of_day": application.part_of_day,
                "volume_ml": figure(application.volume_ml),
                "inferred": application.inferred,
            }
            for sequence, application in enumerate(applications, start=1)
        ],
        "citations": cite(row),
    }


def said(row):
    return {"code": row.code, "text": row.text, "citations": cite(row)}


def safeguard(row):
    precaution = row.precaution
    return {
        "code": precaution.code,
        "severity": precaution.severity,
        "text": precaution.title,
        "reason": precaution.reason,
        "action": precaution.action,
        "scope_as_printed": precaution.scope_as_printed,
        "house": precaution.house or row.house,
        "procedures": [one.slug for one in row.procedures.all()],
        "also_without_procedure": row.also_without_procedure,
        "downtime_classes": [one.code for one in row.downtime_classes.all()],
        "stop": row.stop or None,
        "citations": cite(precaution),
    }
