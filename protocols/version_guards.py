# ruff: noqa: S608 - the names put into the rules are those of our own tables
"""What the database refuses of a protocol version, whatever way a change comes: the last door behind `protocols.actions`."""

from catalogue.guards import Guard

VERSION, SIGN_OFF, CONTRIBUTOR = "protocols_protocolversion", "protocols_signoff", "protocols_contributor"
UNDER_REVIEW_FROZEN = ["protocol_id", "number", "created_by_id", "submitted_by_id", "content", "content_sha256"]
SHOWN_FROZEN = [*UNDER_REVIEW_FROZEN, "ground", "signed_by_id", "activated_at", "approved_on", "transcribed_on"]


def differs(names):
    return " OR ".join(f"OLD.{name} IS DISTINCT FROM NEW.{name}" for name in names)


# The one who signs has written nothing in it, and signed this very content.
SIGNED = (
    f"EXISTS (SELECT 1 FROM {SIGN_OFF} WHERE version_id = NEW.id AND signer_id = NEW.signed_by_id AND content_sha256 = NEW.content_sha256)"
    f" AND NOT EXISTS (SELECT 1 FROM {CONTRIBUTOR} WHERE version_id = NEW.id AND user_id = NEW.signed_by_id)"
)
UNDER_REVIEW = (
    f"EXISTS (SELECT 1 FROM {VERSION} WHERE id = NEW.version_id AND status = 'in_review' AND content_sha256 = NEW.content_sha256"
    " AND created_by_id IS DISTINCT FROM NEW.signer_id AND submitted_by_id IS DISTINCT FROM NEW.signer_id)"
    f" AND NOT EXISTS (SELECT 1 FROM {CONTRIBUTOR} WHERE version_id = NEW.version_id AND user_id = NEW.signer_id)"
)
GUARDS = [
    Guard(
        "content_is_frozen",
        VERSION,
        "UPDATE",
        f"OLD.status NOT IN ('draft', 'in_review') AND ({differs(SHOWN_FROZEN)})",
        "A version that clinics have read stays as it is: start a new one.",
    ),
    Guard(
        "review_is_frozen",
        VERSION,
        "UPDATE",
        f"OLD.status = 'in_review' AND NEW.status <> 'draft' AND ({differs(UNDER_REVIEW_FROZEN)})",
        "What is under review stays as it was submitted: return it to its author first.",
    ),
    Guard(
        "way_back_is_closed",
        VERSION,
        "UPDATE",
        "OLD.status <> NEW.status AND (OLD.status = 'withdrawn' OR (OLD.status = 'retired' AND NEW.status <> 'withdrawn')"
        " OR (OLD.status = 'active' AND NEW.status NOT IN ('retired', 'withdrawn')))",
        "A version that was replaced or withdrawn does not come back: start a new one.",
    ),
    Guard(
        "clinics_read_what_is_signed",
        VERSION,
        "UPDATE",
        "NEW.status = 'active' AND OLD.status <> 'active' AND NOT ("
        "(OLD.status = 'draft' AND NEW.ground = 'maker_published' AND NEW.signed_by_id IS NULL AND NEW.created_by_id IS NULL"
        f" AND NOT EXISTS (SELECT 1 FROM {VERSION} AS other WHERE other.protocol_id = NEW.protocol_id AND other.id <> NEW.id"
        " AND other.status <> 'draft'))"
        f" OR (OLD.status = 'in_review' AND NEW.ground = 'signed_off' AND {SIGNED}))",
        "Only what a second person has signed is shown to clinics.",
    ),
    Guard(
        "its_end_stands",
        VERSION,
        "UPDATE",
        "(OLD.ended_at IS NOT NULL AND OLD.ended_at IS DISTINCT FROM NEW.ended_at)"
        " OR (OLD.end_reason <> '' AND OLD.end_reason IS DISTINCT FROM NEW.end_reason)",
        "When and why a version ended is never altered.",
    ),
    Guard(
        "not_born_signed",
        VERSION,
        "INSERT",
        "NEW.ground = 'signed_off' OR NEW.status <> 'draft'",
        "A version begins as a draft that nobody has signed.",
    ),
    Guard(
        "shown_version_stays",
        VERSION,
        "DELETE",
        "OLD.status <> 'draft'",
        "A version that left draft is never deleted.",
    ),
    Guard(
        "contributor_stays",
        CONTRIBUTOR,
        "DELETE",
        f"EXISTS (SELECT 1 FROM {VERSION} WHERE id = OLD.version_id AND status <> 'draft')",
        "Who wrote in a version stays on record.",
    ),
    Guard(
        "author_does_not_sign_off",
        SIGN_OFF,
        "INSERT",
        f"NOT ({UNDER_REVIEW})",
        "A version under review is signed by a person who has written nothing in it.",
    ),
]
