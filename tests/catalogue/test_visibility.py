"""Access × viewer × status, every combination written out. `audience=` and the chosen profession direct and open nothing."""

import pytest

from catalogue.models import Claim, Ingredient, Product
from catalogue.visibility import ANYONE, Access, Audience, Status, Viewer
from tests import factories

pytestmark = pytest.mark.django_db

CONSUMER, SALON, PRACTITIONER, STAFF = factories.CONSUMER, factories.SALON, factories.PRACTITIONER, factories.STAFF

MAY_READ = [
    # access, consumer, salon, practitioner, staff
    (Access.EVERYONE, True, True, True, True),
    (Access.PROFESSIONALS, False, True, True, True),
    (Access.PRACTITIONERS, False, False, True, True),
    ("", False, False, False, True),  # nobody has decided yet
    ("everybody", False, False, False, True),  # a word that means nothing opens nothing
]
CASES = [
    pytest.param(access, viewer, expected, id=f"{access or 'blank'}-{name}")
    for access, *answers in MAY_READ
    for (name, viewer), expected in zip(
        {"consumer": CONSUMER, "salon": SALON, "practitioner": PRACTITIONER, "staff": STAFF}.items(), answers, strict=True
    )
]


@pytest.mark.parametrize(("access", "viewer", "expected"), CASES)
def test_who_may_read(access, viewer, expected):
    assert viewer.may_read(access) is expected


@pytest.mark.parametrize(("access", "viewer", "expected"), CASES)
@pytest.mark.parametrize("make", [factories.product, factories.ingredient])
def test_published_rows_are_listed_for_whoever_may_read_them(make, access, viewer, expected):
    row = make(access=access)
    assert type(row).objects.visible_to(viewer).filter(pk=row.pk).exists() is expected
    assert type(row).objects.known_to(viewer).filter(pk=row.pk).exists() is expected


@pytest.mark.parametrize(("access", "viewer", "_expected"), CASES)
def test_a_draft_is_there_for_staff_alone(access, viewer, _expected):
    draft = factories.product(access=access, status=Status.DRAFT)
    assert Product.objects.visible_to(viewer).filter(pk=draft.pk).exists() is viewer.previews
    assert Product.objects.known_to(viewer).filter(pk=draft.pk).exists() is viewer.previews


@pytest.mark.parametrize(("access", "viewer", "expected"), CASES)
def test_a_retired_row_is_known_to_its_readers_and_listed_for_staff_alone(access, viewer, expected):
    retired = factories.product(access=access, status=Status.RETIRED, retired_reason="Stopped.")
    assert Product.objects.known_to(viewer).filter(pk=retired.pk).exists() is expected
    assert Product.objects.visible_to(viewer).filter(pk=retired.pk).exists() is viewer.previews


@pytest.mark.parametrize(("access", "viewer", "expected"), CASES)
def test_a_part_without_a_status_obeys_access_alone(access, viewer, expected):
    claim = factories.claim(factories.product(), access=access)
    assert Claim.objects.visible_to(viewer).filter(pk=claim.pk).exists() is expected


def test_a_new_row_is_closed_until_somebody_decides():
    product = Product.objects.create(slug="new", name="New", kind="cream", summary="New.")
    ingredient = Ingredient.objects.create(slug="new", name="New", summary="New.")
    assert not Product.objects.visible_to(PRACTITIONER).filter(pk=product.pk).exists()
    assert not Ingredient.objects.visible_to(PRACTITIONER).filter(pk=ingredient.pk).exists()


def test_whoever_is_not_signed_in_is_a_consumer():
    assert (ANYONE.audience, ANYONE.previews, ANYONE.signed_in) == (Audience.CONSUMER, False, False)


@pytest.mark.parametrize("lens", Audience)
def test_a_chosen_profession_opens_nothing(lens):
    viewer = Viewer(lens=lens)
    assert not viewer.may_read(Access.PROFESSIONALS)
    assert not viewer.reads_protocols


@pytest.mark.parametrize(("viewer", "reads"), [(CONSUMER, False), (SALON, False), (PRACTITIONER, True), (STAFF, True)])
def test_protocols_are_for_practitioners_and_staff(viewer, reads):
    assert viewer.reads_protocols is reads


STAFF_WHO_PRACTISE = Viewer(audience=Audience.PRACTITIONER, previews=True, signed_in=True)
MAY_REQUEST = [
    # fields of the product, consumer, salon, practitioner, staff, staff who are practitioners
    ({}, True, True, True, True, True),
    ({"professional_only": True}, False, True, True, False, True),  # staff who read what professionals read are none for that
    ({"access": Access.PROFESSIONALS}, False, True, True, False, True),
    ({"access": Access.PRACTITIONERS, "professional_only": True}, False, False, True, False, True),
    ({"access": ""}, False, False, False, False, False),
    ({"status": Status.DRAFT}, False, False, False, False, False),  # what is only previewed cannot be asked for
    ({"status": Status.RETIRED}, False, False, False, False, False),
]


@pytest.mark.parametrize(("fields", "answers"), [(fields, answers) for fields, *answers in MAY_REQUEST])
def test_who_may_ask_for_a_product(fields, answers):
    product = Product(**{"status": Status.PUBLISHED, "access": Access.EVERYONE, **fields})
    viewers = [CONSUMER, SALON, PRACTITIONER, STAFF, STAFF_WHO_PRACTISE]
    assert [viewer.may_request(product) for viewer in viewers] == answers


def test_the_serum_alone_is_for_professionals_to_ask_for():
    assert [product.slug for product in Product.objects.filter(professional_only=True)] == ["calecim-serum"]


@pytest.mark.parametrize("address", ["/products/", "/api/v1/products/"])
@pytest.mark.parametrize("access", [Access.PRACTITIONERS, Access.PROFESSIONALS, ""])
def test_asking_for_an_audience_never_widens(client, address, access):
    hidden = factories.product(name="Closed thing", access=access, for_practitioner=True)
    client.cookies["profession"] = "practitioner"
    answer = client.get(address, {"audience": "practitioner"})
    assert answer.status_code == 200
    assert hidden.name not in answer.content.decode()


@pytest.mark.parametrize("address", ["/products/", "/api/v1/products/"])
def test_asking_for_an_audience_narrows_by_emphasis(client, address):
    for_salons = factories.product(name="For salons", for_consumer=False, for_salon=True)
    for_consumers = factories.product(name="For consumers")
    shown = client.get(address, {"audience": "salon"}).content.decode()
    assert for_salons.name in shown
    assert for_consumers.name not in shown
