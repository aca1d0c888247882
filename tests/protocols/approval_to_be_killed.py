"""A worker that stops in the middle of an approval and waits to be killed: the signature is written, the version not yet shown.

Run by test_signing_at_once: `python approval_to_be_killed.py VERSION SIGNER`. Only here is the door held open.
"""

import os
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "calecim_portal.settings")


def main(version_key, signer_key):
    import django

    django.setup()
    from django.contrib.auth import get_user_model

    from protocols import actions
    from protocols.models import ProtocolVersion, SignOff
    from tests.protocols.versions import signature_for

    keep = actions.save

    def stop_half_way(version, **given):
        if version.status == "active":
            assert SignOff.objects.filter(version=version).exists()
            sys.stdout.write("half way\n")
            sys.stdout.flush()
            time.sleep(120)
        keep(version, **given)

    actions.save = stop_half_way
    version = ProtocolVersion.objects.get(pk=version_key)
    signer = get_user_model().objects.get(pk=signer_key)
    actions.approve(version=version, by=signer, **signature_for(version))


if __name__ == "__main__":
    main(*sys.argv[1:])
