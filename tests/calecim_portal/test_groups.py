"""The staff groups come with the database: editors write, reviewers read and check."""

import pytest
from django.apps import apps
from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType

from calecim_portal.groups import PERMISSIONS, ensure_groups
from catalogue.history import WrittenOnce
from tests import factories

pytestmark = pytest.mark.django_db


def member(name):
    person = factories.user(is_staff=True)
    person.groups.add(Group.objects.get(name=name))
    return person


def test_there_are_two_groups():
    assert set(Group.objects.values_list("name", flat=True)) == {"Editors", "Reviewers"}


@pytest.mark.parametrize(
    ("group", "permission", "granted"),
    [
        ("Editors", "catalogue.change_product", True),
        ("Editors", "catalogue.delete_claim", True),
        ("Editors", "catalogue.add_ingredientfunction", True),
        ("Editors", "protocols.change_dose", True),
        ("Editors", "protocols.view_protocolversion", True),
        ("Editors", "catalogue.view_loadedrow", False),  # the loader's own notes
        ("Editors", "catalogue.view_searchpart", False),  # written by the search alone
        ("Editors", "catalogue.delete_question", True),
        ("Editors", "catalogue.add_articlesection", True),
        ("Editors", "catalogue.change_stemcellvalue", True),
        ("Editors", "catalogue.change_discrepancy", True),
        ("Editors", "catalogue.rule_discrepancy", False),  # who writes a disagreement down does not rule on it
        ("Editors", "accounts.change_verification", False),  # who is verified is not an editor's to say
        ("Editors", "accounts.view_user", False),
        ("Editors", "accounts.view_verificationevent", False),
        ("Editors", "support.view_report", True),
        ("Editors", "support.change_report", True),
        ("Editors", "support.add_report", False),  # a report comes from the one who writes it
        ("Editors", "support.delete_report", False),  # and stays
        ("Editors", "orders.view_orderrequest", True),
        ("Editors", "orders.change_orderrequest", True),
        ("Editors", "orders.add_orderrequest", False),  # an order comes from the one who sends it
        ("Editors", "orders.delete_orderrequest", False),
        ("Editors", "orders.change_orderedline", False),  # and is never edited
        ("Editors", "orders.change_distributor", True),
        ("Editors", "orders.view_orderlist", False),  # what is not sent yet is its owner's alone
        ("Editors", "auth.change_group", False),
        ("Reviewers", "catalogue.view_product", True),
        ("Reviewers", "catalogue.change_product", False),  # a reviewer signs what an editor wrote
        ("Reviewers", "catalogue.view_glossaryterm", True),
        ("Reviewers", "catalogue.change_question", False),
        ("Reviewers", "catalogue.rule_discrepancy", True),
        ("Reviewers", "catalogue.change_discrepancy", True),  # a ruling is written on its page
        ("Reviewers", "catalogue.change_position", False),  # and what the documents say stays as it is
        ("Reviewers", "catalogue.delete_discrepancy", False),
        ("Reviewers", "catalogue.change_precaution", True),
        ("Reviewers", "catalogue.delete_precaution", False),
        ("Reviewers", "protocols.change_safeguard", True),
        ("Reviewers", "protocols.view_dose", True),
        ("Reviewers", "protocols.change_dose", False),
        ("Reviewers", "accounts.change_verification", True),
        ("Reviewers", "accounts.add_verification", False),  # an application comes from the one whose profession it is
        ("Reviewers", "accounts.view_verificationevent", True),
        ("Reviewers", "accounts.change_verificationevent", False),  # what was decided is never altered
        ("Reviewers", "support.view_report", True),
        ("Reviewers", "support.change_report", True),
        ("Reviewers", "support.delete_report", False),
        ("Reviewers", "orders.change_orderrequest", True),
        ("Reviewers", "orders.view_distributor", True),
        ("Reviewers", "orders.change_distributor", False),
        ("Reviewers", "accounts.view_user", True),
        ("Reviewers", "accounts.change_user", False),  # nobody makes themselves an admin
    ],
)
def test_what_a_group_may_do(group, permission, granted):
    app, codename = permission.split(".")
    assert Permission.objects.filter(content_type__app_label=app, codename=codename).exists()
    assert member(group).has_perm(permission) is granted


@pytest.mark.parametrize("group", PERMISSIONS)
def test_every_permission_that_is_listed_was_granted(group):
    listed = {(app, f"{verb}_{model}") for (app, model), verbs in PERMISSIONS[group].items() for verb in verbs}
    granted = Group.objects.get(name=group).permissions.values_list("content_type__app_label", "codename")
    assert set(granted) == listed


def test_every_model_of_the_content_has_an_editor():
    """A new model that nobody may edit would be noticed late."""
    known = {model for app, model in PERMISSIONS["Editors"]}
    labels = ("catalogue", "protocols", "support", "orders")
    models = {
        model._meta.model_name
        for label in labels
        for model in apps.get_app_config(label).get_models()
        if not issubclass(model, WrittenOnce)
    }
    # What is loaded, what is found, and what somebody has not sent yet.
    assert models - known == {"loadedrow", "searchpart", "searchword", "orderlist"}


def test_setting_the_groups_up_again_gives_back_exactly_what_is_listed():
    group = Group.objects.get(name="Editors")
    before = set(group.permissions.values_list("pk", flat=True))
    group.permissions.set(Permission.objects.filter(codename="add_user"))
    ensure_groups(group_model=Group, permission_model=Permission, content_type_model=ContentType)
    assert set(group.permissions.values_list("pk", flat=True)) == before
