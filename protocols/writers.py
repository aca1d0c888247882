"""Who has written in what a version says, read from the history of its rows. None of them is its second pair of eyes."""

from django.contrib.auth import get_user_model

from catalogue.models import Precaution

from .models import Application, Dose, DowntimeClass, Procedure, ProcedureSetting, ProtocolVersion, Safeguard, Technique, Unknown

OWN = [Dose, Application, Technique, Unknown]
# What a version takes in from elsewhere as it stands on the day it is frozen.
SHARED = [Procedure, ProcedureSetting, DowntimeClass, Safeguard, Precaution]


def of(version):
    """The keys of the accounts that changed a row of this version, or, since the version that clinics read now, a row it takes in."""
    entries = [model.history.filter(version_id=version.pk) for model in OWN]
    before = ProtocolVersion.objects.active().filter(protocol=version.protocol_id).first()
    since = {"history_date__gt": before.activated_at} if before and before.activated_at else {}
    entries += [model.history.filter(**since) for model in SHARED]
    found = {key for rows in entries for key in rows.exclude(history_user_id=None).order_by().values_list("history_user_id", flat=True)}
    return set(get_user_model().objects.filter(pk__in=found).values_list("pk", flat=True))
