"""The editors' desk of the protocols: drafts that may not contradict themselves, and versions that nothing can change."""

from decimal import Decimal

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse

from catalogue.models import Precaution, Product
from protocols import actions
from protocols.models import Course, DowntimeClass, Phase, Procedure, Protocol, ProtocolVersion, Safeguard
from tests import factories
from tests.admin_forms import address, enters, errors_of, queries, typed
from tests.protocols.versions import signed_version, submitted_version, withdrawn

pytestmark = pytest.mark.django_db

MODELS = [Protocol, ProtocolVersion, Procedure, DowntimeClass, Safeguard, Course, Phase]
MANY = range(120)


@pytest.fixture
def editor():
    return factories.editor()


@pytest.fixture
def desk(client, editor):
    """A browser in which an editor is signed in."""
    client.force_login(editor)
    return client


@pytest.fixture
def reader(client):
    """A browser in which a reviewer is signed in."""
    client.force_login(factories.reviewer())
    return client


@pytest.fixture
def draft(editor):
    return actions.start_new_version(protocol=Protocol.objects.get(), by=editor)


def add_many(model, signer):
    for number in MANY:
        if model in {Protocol, ProtocolVersion}:
            protocol = Protocol.objects.create(slug=f"protocol-{number}", name="Protocol", product=factories.product(), summary="How.")
            protocol.versions.create(number=1, created_by=factories.user(), signed_by=signer)
        elif model is Procedure:
            procedure = Procedure.objects.create(slug=f"procedure-{number}", name="Procedure", family="other")
            procedure.settings.create(downtime_class=DowntimeClass.objects.first(), as_printed="All")
        elif model is DowntimeClass:
            DowntimeClass.objects.create(code=f"class-{number}", name="Class", label="Class", lower_hours=number)
        elif model is Safeguard:
            precaution = Precaution.objects.create(code=f"precaution-{number}", severity="never", title="Do not.")
            Safeguard.objects.create(precaution=precaution)
        else:
            course = Course.objects.create(slug=f"course-{number}", name="Course", product=factories.product(), summary="A series.")
            course.phases.create(name="First", code="first", treatments_per_week=2, weeks_minimum=6)


@pytest.mark.parametrize("model", MODELS)
def test_a_list_costs_the_same_with_few_rows_and_with_many(desk, editor, model):
    before = queries(desk, address(model, "changelist"))
    add_many(model, editor)
    assert queries(desk, address(model, "changelist")) == before
    assert before <= 8


def first(model):
    return model.objects.order_by("pk").first()


@pytest.mark.parametrize("model", MODELS)
@pytest.mark.parametrize("browser", ["desk", "reader"])
def test_lists_and_pages_open_for_editors_and_reviewers(request, browser, model):
    client = request.getfixturevalue(browser)
    pages = [address(model, "changelist") + "?q=serum", address(model, "change", first(model).pk)]
    assert [client.get(page).status_code for page in pages] == [200, 200]


@pytest.mark.parametrize("model", [model for model in MODELS if model is not ProtocolVersion])
def test_a_form_for_a_new_one_opens(desk, model):
    assert desk.get(address(model, "add")).status_code == 200


@pytest.mark.parametrize("model", [model for model in MODELS if model is not ProtocolVersion])
def test_an_unchanged_page_is_saved_as_it_was(desk, model):
    page = address(model, "change", first(model).pk)
    response = desk.post(page, typed(desk.get(page)))
    assert response.status_code == 302, errors_of(response)


@pytest.mark.parametrize("model", [DowntimeClass, Procedure, Safeguard, Protocol])
def test_a_page_says_that_clinics_go_on_reading_the_active_version(desk, model):
    page = desk.get(address(model, "change", first(model).pk)).content.decode()
    assert "Clinics go on reading the frozen text of the active protocol version" in page


@pytest.mark.parametrize("who", [None, factories.user, factories.practitioner])
def test_nobody_but_staff_enters(client, draft, who):
    if who:
        client.force_login(who())
    for page in (address(ProtocolVersion, "changelist"), address(ProtocolVersion, "change", draft.pk)):
        assert not enters(client, page)


# A frozen version


@pytest.fixture
def everything(client):
    """A browser in which a superuser is signed in: what is frozen is frozen for all."""
    client.force_login(factories.superuser())
    return client


def rows_of(version):
    return [list(rows.values()) for rows in (version.doses, version.applications, version.technique, version.unknowns)]


def replaced(version):
    signed_version()
    return version


@pytest.mark.parametrize("bring", [lambda version: submitted_version(), lambda version: version, replaced, withdrawn])
def test_a_version_that_is_no_draft_has_nothing_to_type_into(everything, version, bring):
    version = bring(version)
    page = everything.get(address(ProtocolVersion, "change", version.pk))
    assert "This version is frozen" in page.content.decode()
    assert 'name="_save"' not in page.content.decode()
    assert "<textarea" not in page.content.decode()
    assert not [formset for formset in page.context["inline_admin_formsets"] if formset.has_change_permission]
    assert not [formset for formset in page.context["inline_admin_formsets"] if formset.has_add_permission]


def test_figures_of_a_frozen_version_are_written_as_everywhere(desk, version):
    page = desk.get(address(ProtocolVersion, "change", version.pk)).content.decode()
    assert "<p>2.5</p>" in page
    assert "<p>1.25</p>" in page
    assert "2.500" not in page


def test_a_reviewer_reads_figures_as_they_are_written_everywhere(reader):
    page = reader.get(address(DowntimeClass, "change", DowntimeClass.objects.get(code="moderate").pk)).content.decode()
    assert '<div class="readonly">72</div>' in page


def test_a_frozen_version_cannot_be_changed_by_posting(everything, version, draft):
    page = typed(everything.get(address(ProtocolVersion, "change", draft.pk)))  # the fields that a draft would send
    before, number = rows_of(version), ProtocolVersion.objects.filter(pk=version.pk).values().get()
    changed = {**page, "change_note": "Changed.", "doses-0-in_clinic_ml": "5"}
    assert everything.post(address(ProtocolVersion, "change", version.pk), changed).status_code == 403
    assert ProtocolVersion.objects.filter(pk=version.pk).values().get() == number
    assert rows_of(version) == before


def test_a_frozen_version_cannot_be_deleted(everything, version):
    everything.post(address(ProtocolVersion, "delete", version.pk), {"post": "yes"})
    many = {"action": "delete_selected", "_selected_action": [version.pk], "post": "yes"}
    everything.post(address(ProtocolVersion, "changelist"), many)
    assert ProtocolVersion.objects.filter(pk=version.pk).exists()


def test_a_draft_can_be_deleted(desk, draft):
    assert desk.post(address(ProtocolVersion, "delete", draft.pk), {"post": "yes"}).status_code == 302
    assert not ProtocolVersion.objects.filter(pk=draft.pk).exists()


# A draft


@pytest.fixture
def draft_page(draft):
    return address(ProtocolVersion, "change", draft.pk)


def test_a_draft_shows_that_it_is_ready_and_leads_to_its_page(desk, draft, draft_page):
    shown = desk.get(draft_page).content.decode()
    assert "The figures reconcile and every class has its dose" in shown
    assert "A contradiction between its figures cannot be saved" in shown
    assert "viewsitelink" in shown


def test_a_draft_shows_what_is_missing(desk, draft, draft_page):
    draft.doses.get(downtime_class__code="high").delete()
    shown = desk.get(draft_page).content.decode()
    assert "Still missing" in shown
    assert "high: This downtime class has no dose." in shown


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        # 2.5 ml and 2.5 ml are one ampoule, and two applications of 1.25 ml take 2.5 ml home.
        ("doses-0-in_clinic_ml", "3", "Clinic and home volumes add up to 5.5 ml, which is not whole 5 ml ampoules."),
        ("applications-0-volume_ml", "1", "The home applications add up to 2.25 ml, the take-home volume is 2.5 ml."),
        ("applications-0-DELETE", "on", "The home applications add up to 1.25 ml, the take-home volume is 2.5 ml."),
    ],
)
def test_a_contradiction_is_refused_at_its_dose_and_nothing_is_saved(desk, draft, draft_page, field, value, sentence):
    before = rows_of(draft)
    response = desk.post(draft_page, {**typed(desk.get(draft_page)), field: value, "change_note": "Half an idea."})
    assert errors_of(response) == {"doses-0": [sentence]}
    assert sentence in response.content.decode()
    assert "Half an idea." in response.content.decode()  # nothing typed is lost
    draft.refresh_from_db()
    assert (rows_of(draft), draft.change_note) == (before, "")


def test_figures_that_agree_are_saved(desk, draft, draft_page):
    changed = {"doses-0-in_clinic_ml": "3", "doses-0-take_home_ml": "2", "applications-0-volume_ml": "0.75"}
    assert desk.post(draft_page, {**typed(desk.get(draft_page)), **changed}).status_code == 302
    dose = draft.doses.first()
    assert (dose.in_clinic_ml, dose.take_home_ml) == (3, 2)
    assert draft.applications.first().volume_ml == Decimal("0.75")


def test_a_dose_without_applications_yet_may_rest_in_a_draft(desk, draft, draft_page):
    deleted = {"applications-0-DELETE": "on", "applications-1-DELETE": "on"}
    assert desk.post(draft_page, {**typed(desk.get(draft_page)), **deleted}).status_code == 302
    assert draft.applications.count() == 12
    assert "Still missing" in desk.get(draft_page).content.decode()


def test_applications_of_a_class_without_a_dose_are_refused(desk, draft, draft_page):
    response = desk.post(draft_page, {**typed(desk.get(draft_page)), "doses-0-DELETE": "on"})
    sentence = ["There is no dose for this class: add one, or remove its applications."]
    assert errors_of(response) == {"applications-0-downtime_class": sentence, "applications-1-downtime_class": sentence}
    assert draft.doses.count() == 3


def test_a_figure_that_cannot_be_read_is_said_at_its_field_alone(desk, draft_page):
    response = desk.post(draft_page, {**typed(desk.get(draft_page)), "applications-0-volume_ml": "lots"})
    assert errors_of(response) == {"applications-0-volume_ml": ["Enter a number."]}


def test_an_application_of_nothing_is_refused_at_its_volume(desk, draft_page):
    response = desk.post(draft_page, {**typed(desk.get(draft_page)), "applications-0-volume_ml": "0"})
    assert errors_of(response) == {"applications-0-volume_ml": ["An application is above 0 ml."]}


def test_applications_are_numbered_by_time_whatever_order_they_stand_in(desk, draft, draft_page):
    """The evening of the day becomes the evening of the next, behind the morning that stood second."""
    assert desk.post(draft_page, {**typed(desk.get(draft_page)), "applications-0-day": "1"}).status_code == 302
    rows = draft.applications.filter(downtime_class__code="minimal").order_by("position").values_list("position", "day", "part_of_day")
    assert list(rows) == [(0, 1, "morning"), (1, 1, "evening")]
    assert actions.problems_of(draft) == []


@pytest.mark.parametrize("field", ["status", "ground", "number", "signed_by", "created_by", "content", "content_sha256"])
def test_what_an_action_sets_cannot_be_posted(desk, draft, draft_page, field):
    before = ProtocolVersion.objects.filter(pk=draft.pk).values().get()
    assert desk.post(draft_page, {**typed(desk.get(draft_page)), field: "active" if field == "status" else "9"}).status_code == 302
    assert ProtocolVersion.objects.filter(pk=draft.pk).values().get() == before


def test_a_reviewer_reads_a_draft_and_does_not_write_it(reader, draft, draft_page):
    assert reader.get(draft_page).status_code == 200
    assert reader.post(draft_page, {"change_note": "Mine."}).status_code == 403


# Starting the next version


def start_page():
    return reverse("admin:protocols_protocol_start_version", args=[Protocol.objects.get().pk])


def test_an_editor_starts_the_next_version_from_the_protocol(desk, editor):
    protocol = Protocol.objects.get()
    assert f'action="{start_page()}"' in desk.get(address(Protocol, "change", protocol.pk)).content.decode()
    response = desk.post(start_page())
    draft = protocol.versions.get(status="draft")
    assert response["Location"] == address(ProtocolVersion, "change", draft.pk)
    assert (draft.number, draft.created_by) == (2, editor)
    assert address(ProtocolVersion, "change", draft.pk) in desk.get(address(Protocol, "change", protocol.pk)).content.decode()


def test_a_second_draft_is_refused_with_a_sentence(desk, draft):
    response = desk.post(start_page())
    assert [str(message) for message in get_messages(response.wsgi_request)] == ["Version 2 is not finished: publish or delete it first."]
    assert ProtocolVersion.objects.count() == 2


def test_opening_an_address_starts_nothing(desk):
    assert desk.get(start_page()).status_code == 405
    assert ProtocolVersion.objects.count() == 1


def test_a_reviewer_starts_nothing(reader):
    assert start_page() not in reader.get(address(Protocol, "change", Protocol.objects.get().pk)).content.decode()
    assert reader.post(start_page()).status_code == 403
    assert ProtocolVersion.objects.count() == 1


# Procedures, classes, courses


def test_settings_that_overlap_are_refused_with_a_sentence(desk):
    procedure = Procedure.objects.get(slug="microneedling")
    page = address(Procedure, "change", procedure.pk)
    response = desk.post(page, {**typed(desk.get(page)), "settings-0-maximum": "1"})
    assert errors_of(response) == {"settings": ["Its settings for minimal and moderate overlap."]}
    assert procedure.settings.first().maximum == Decimal("0.5")


def test_the_end_of_a_setting_before_its_beginning_is_refused_at_the_end(desk):
    page = address(Procedure, "change", Procedure.objects.get(slug="microneedling").pk)
    response = desk.post(page, {**typed(desk.get(page)), "settings-1-maximum": "0.9"})
    assert errors_of(response) == {"settings-1-maximum": ["“To” must not be less than “from”, and neither is below 0."]}


def test_a_class_that_ends_before_it_begins_is_refused_at_its_end(desk):
    page = address(DowntimeClass, "change", DowntimeClass.objects.get(code="moderate").pk)
    response = desk.post(page, {**typed(desk.get(page)), "upper_hours": "20"})
    assert errors_of(response) == {"upper_hours": ["“To” must be more hours than “from”, and neither is below 0."]}


@pytest.mark.parametrize(("model", "field"), [(Procedure, "slug"), (Protocol, "slug"), (Course, "slug"), (DowntimeClass, "code")])
def test_what_stands_in_addresses_and_frozen_versions_cannot_be_changed(desk, model, field):
    row = first(model)
    page = address(model, "change", row.pk)
    assert desk.post(page, {**typed(desk.get(page)), field: "another", "name": "Another"}).status_code == 302
    after = model.objects.get(pk=row.pk)
    assert (getattr(after, field), after.name) == (getattr(row, field), "Another")


def test_lists_show_figures_with_their_units(desk):
    assert "72\u00a0h (included)" in desk.get(address(DowntimeClass, "changelist")).content.decode()
    Phase.objects.filter(pk=first(Phase).pk).update(needle_min_mm="0.5", needle_max_mm="1.0")
    assert "0.5–1\u00a0mm" in desk.get(address(Phase, "changelist")).content.decode()


def test_a_list_shows_what_is_published_and_who_reads_it(desk):
    Procedure.objects.filter(slug="microneedling").update(status="draft", access="")
    shown = desk.get(address(Procedure, "changelist"), {"q": "microneedling"}).content.decode()
    assert '<span class="status-tag status-tag--caution">Draft</span>' in shown
    assert '<span class="status-tag status-tag--caution">Editors only</span>' in shown


@pytest.mark.parametrize(
    ("days", "kept"),
    [("0, 3", [0, 3]), ("0,3,5", [0, 3, 5]), ("", [])],
)
def test_the_days_of_a_phase_are_typed_with_commas(desk, days, kept):
    phase = first(Phase)
    page = address(Phase, "change", phase.pk)
    assert desk.post(page, {**typed(desk.get(page)), "days": days}).status_code == 302
    phase.refresh_from_db()
    assert phase.days == kept
    assert typed(desk.get(page))["days"] == ", ".join(map(str, kept))


@pytest.mark.parametrize("days", ["7", "monday", "[0, 3]", "0.5", "-1"])
def test_days_that_cannot_be_read_are_refused_at_their_field(desk, days):
    page = address(Phase, "change", first(Phase).pk)
    response = desk.post(page, {**typed(desk.get(page)), "days": days})
    assert errors_of(response) == {"days": ["Write days from 0 to 6 with commas between them, for example 0, 3."]}


def test_a_phase_of_weeks_and_months_is_refused_at_the_weeks(desk):
    page = address(Phase, "change", first(Phase).pk)
    response = desk.post(page, {**typed(desk.get(page)), "weeks_minimum": "6", "months": "3"})
    assert errors_of(response) == {"weeks_minimum": ["A phase lasts a number of weeks or a number of months: fill in one of them."]}


def test_a_product_in_a_protocol_is_not_deleted(desk):
    product = Product.objects.get(slug="calecim-serum")
    assert desk.post(address(Product, "delete", product.pk), {"post": "yes"}).status_code in {200, 403}
    assert Product.objects.filter(pk=product.pk).exists()
