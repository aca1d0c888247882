"""The staff groups and what each may change. A migration brings them in; the demo accounts use them."""

EDITOR_GROUP = "Editors"
REVIEWER_GROUP = "Reviewers"

CATALOGUE = ["citation", "claim", "concentration", "concern", "ingredient", "ingredientfunction", "pack", "precaution"]
CATALOGUE += ["product", "productfact", "sourcedocument", "usagestep"]
PROTOCOLS = ["aftercare", "application", "checkup", "course", "coursenote", "coursestep", "dose", "downtimeclass", "phase"]
PROTOCOLS += ["procedure", "proceduresetting", "protocol", "protocolversion", "safeguard", "technique", "unknown"]
CHANGE = ["view", "add", "change", "delete"]

# Editors write; reviewers read everything, mend precautions and safeguards, and check professions.
PERMISSIONS = {
    EDITOR_GROUP: {("catalogue", model): CHANGE for model in CATALOGUE} | {("protocols", model): CHANGE for model in PROTOCOLS},
    REVIEWER_GROUP: (
        {("catalogue", model): ["view"] for model in CATALOGUE}
        | {("protocols", model): ["view"] for model in PROTOCOLS}
        | {("catalogue", "precaution"): CHANGE[:3], ("protocols", "safeguard"): CHANGE[:3]}
        | {("accounts", "user"): ["view"], ("accounts", "verification"): CHANGE[:3]}
    ),
}


def ensure_groups(*, group_model, permission_model, content_type_model):
    """Create the groups and give them exactly these permissions; models are passed in so that a migration can call it."""
    for name, models in PERMISSIONS.items():
        group, _created = group_model.objects.get_or_create(name=name)
        granted = []
        for (app_label, model), verbs in models.items():
            content_type = content_type_model.objects.get(app_label=app_label, model=model)
            codenames = [f"{verb}_{model}" for verb in verbs]
            granted += permission_model.objects.filter(content_type=content_type, codename__in=codenames)
        group.permissions.set(granted)
