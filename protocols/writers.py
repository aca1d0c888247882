"""Who has written in what a version says, read from the history of its rows. None of them is its second pair of eyes."""

from django.contrib.auth import get_user_model

from catalogue.models import Citation, Precaution, ProposedChange, SourceDocument

from .models import Application, Dose, DowntimeClass, Procedure, ProcedureSetting, Protocol, ProtocolVersion, Safeguard, Technique, Unknown

OWN = [Dose, Application, Technique, Unknown]
# What a version takes in from elsewhere as it stands on the day it is frozen.
SHARED = [Protocol, Procedure, ProcedureSetting, DowntimeClass, Safeguard, Precaution, Citation, SourceDocument]


def of(version):
    """The keys of the accounts that changed a row of this version, or a row it takes in since the version that clinics read now was frozen.

    Of a change that was proposed, whoever proposed it has written it; who published it stands in the history.
    """
    entries = [model.history.filter(version_id=version.pk) for model in OWN]
    before = ProtocolVersion.objects.active().filter(protocol=version.protocol_id).first()
    frozen_at = (before.submitted_at or before.activated_at) if before else None
    entries += [model.history.filter(**later("history_date", frozen_at)) for model in SHARED]
    found = {key for rows in entries for key in rows.exclude(history_user_id=None).order_by().values_list("history_user_id", flat=True)}
    published = ProposedChange.objects.filter(status=ProposedChange.Status.PUBLISHED, model__in=[model._meta.label for model in SHARED])
    found |= set(published.filter(**later("decided_at", frozen_at)).exclude(made_by=None).values_list("made_by_id", flat=True))
    return set(get_user_model().objects.filter(pk__in=found).values_list("pk", flat=True))


def later(field, moment):
    return {f"{field}__gt": moment} if moment else {}
