"""The staff groups and what each may change. Migrations bring them in; the demo accounts use them."""

from django.contrib.auth.management import create_permissions
from django.contrib.contenttypes.management import create_contenttypes

EDITOR_GROUP = "Editors"
REVIEWER_GROUP = "Reviewers"

CATALOGUE = ["citation", "claim", "concentration", "concern", "ingredient", "ingredientfunction", "pack", "precaution"]
CATALOGUE += ["product", "productfact", "productpicture", "sourcedocument", "usagestep"]
CATALOGUE += ["question", "article", "articlesection", "discrepancy", "position", "glossaryterm", "makerfact", "contact"]
CATALOGUE += ["comparator", "comparatorfact", "selectioncriterion", "serumanswer"]
CATALOGUE += ["orderrule", "routinenote"]
CATALOGUE += ["stemcellkind", "stemcellsource", "stemcelltrait", "stemcellvalue"]
PROTOCOLS = ["aftercare", "application", "checkup", "course", "coursenote", "coursestep", "dose", "downtimeclass", "phase"]
PROTOCOLS += ["procedure", "proceduresetting", "protocol", "protocolversion", "safeguard", "technique", "unknown"]
CHANGE = ["view", "add", "change", "delete"]
RULE = ["view", "change", "rule"]
SIGN = ["view", "approve", "withdraw"]
REVIEW = {("protocols", "contributor"): ["view"], ("protocols", "signoff"): ["view"], ("protocols", "reviewcomment"): ["view", "add"]}
HANDLE = ["view", "change"]  # what comes from outside is neither added nor deleted by staff

# What Django has no permission for. Catalogue's admin and `protocols.actions` ask for them by these names.
OWN_VERBS = {
    "rule": "Can rule on a disagreement",
    "approve": "Can sign a protocol version",
    "withdraw": "Can withdraw a protocol version",
}

# Editors write; reviewers read everything, mend precautions and safeguards, rule on disagreements, sign and
# withdraw versions of a protocol, and check professions.
# Both answer what people write to us, and pass on what they order.
PERMISSIONS = {
    EDITOR_GROUP: (
        {("catalogue", model): CHANGE for model in CATALOGUE}
        | {("protocols", model): CHANGE for model in PROTOCOLS}
        | REVIEW
        | {("catalogue", "importrun"): ["view", "add"]}
        | {("catalogue", "proposedchange"): HANDLE}
        | {("support", "report"): HANDLE}
        | {("orders", "orderrequest"): HANDLE, ("orders", "orderedline"): ["view"], ("orders", "distributor"): CHANGE}
    ),
    REVIEWER_GROUP: (
        {("catalogue", model): ["view"] for model in CATALOGUE}
        | {("protocols", model): ["view"] for model in PROTOCOLS}
        | {("protocols", "protocolversion"): SIGN}
        | REVIEW
        | {("catalogue", "importrun"): ["view"]}
        | {("catalogue", "proposedchange"): ["view"]}
        | {("catalogue", "precaution"): CHANGE[:3], ("protocols", "safeguard"): CHANGE[:3], ("catalogue", "discrepancy"): RULE}
        | {("accounts", "user"): ["view"], ("accounts", "verification"): HANDLE, ("accounts", "verificationevent"): ["view"]}
        | {("support", "report"): HANDLE}
        | {("orders", "orderrequest"): HANDLE, ("orders", "orderedline"): ["view"], ("orders", "distributor"): ["view"]}
    ),
}


def ensure_groups(*, group_model, permission_model, content_type_model):
    """Create the groups and give them exactly these permissions; models are passed in so that a migration can call it.

    A model that a later migration brings is passed over: that migration calls this again.
    """
    for name, models in PERMISSIONS.items():
        group, _created = group_model.objects.get_or_create(name=name)
        granted = []
        for (app_label, model), verbs in models.items():
            for content_type in content_type_model.objects.filter(app_label=app_label, model=model):
                add_own_verbs(permission_model, content_type, verbs)
                codenames = [f"{verb}_{model}" for verb in verbs]
                granted += permission_model.objects.filter(content_type=content_type, codename__in=codenames)
        group.permissions.set(granted)


def add_own_verbs(permission_model, content_type, verbs):
    for verb in OWN_VERBS.keys() & set(verbs):
        names = {"codename": f"{verb}_{content_type.model}", "defaults": {"name": OWN_VERBS[verb]}}
        permission_model.objects.get_or_create(content_type=content_type, **names)


def add_groups(apps, schema_editor):
    """For migrations. Permissions normally appear after all of them; the groups need them now.

    An app whose first migration has not run yet is passed over, as its models are.
    """
    for label in ("accounts", "catalogue", "orders", "protocols", "support"):
        if label not in apps.app_configs:
            continue
        config = apps.get_app_config(label)
        config.models_module = True
        create_contenttypes(config, apps=apps, verbosity=0)
        create_permissions(config, apps=apps, verbosity=0)
        config.models_module = None
    ensure_groups(
        group_model=apps.get_model("auth", "Group"),
        permission_model=apps.get_model("auth", "Permission"),
        content_type_model=apps.get_model("contenttypes", "ContentType"),
    )
