"""The review page of a version, as editors and reviewers get it."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from catalogue.models import Precaution
from protocols import actions
from protocols.models import DowntimeClass, Procedure, Protocol, ProtocolVersion, ReviewComment
from protocols.review_comments import write_comment
from tests import factories
from tests.admin_forms import queries
from tests.protocols.versions import draft_version, signature_for, signed_version, signing_reviewer, submitted_version

pytestmark = pytest.mark.django_db

SPACE = "\u00a0"
CHANGED = ["doses.moderate.in_clinic_ml", "doses.moderate.take_home_ml", "applications.moderate.3", "applications.moderate.4"]


def half_the_moderate_dose(version):
    """Moderate downtime: 2.5 ml in the clinic and 2.5 ml at home, in two applications instead of four."""
    version.doses.filter(downtime_class__code="moderate").update(in_clinic_ml=Decimal("2.5"), take_home_ml=Decimal("2.5"))
    version.applications.filter(downtime_class__code="moderate", day=2).delete()
    version.applications.filter(downtime_class__code="moderate", day=1, part_of_day="evening").delete()


@pytest.fixture
def author():
    return factories.editor(name="Edda Editor")


@pytest.fixture
def in_review(author):
    return submitted_version(author=author, change=half_the_moderate_dose)


@pytest.fixture
def reviewer(client):
    person = signing_reviewer()
    client.force_login(person)
    return person


def address(version, page="review"):
    return reverse(f"admin:protocols_protocolversion_{page}", args=[version.pk])


def sign_address(version):
    return reverse("protocol-sign", args=[version.pk])


def words_of(response):
    return " ".join(response.content.decode().replace(SPACE, " ").split())


def filled_in(version, **given):
    """The sign box as a browser sends it, every figure ticked."""
    return {**signature_for(version), **given}


# What stands on it


def test_each_changed_figure_stands_old_beside_new_with_a_box_to_tick(client, reviewer, in_review):
    page = client.get(address(in_review))
    assert [change.key for change in page.context["figures"]] == CHANGED
    for change in page.context["figures"]:
        assert f'form="sign-form" name="figures_checked" value="{change.key}">' in page.content.decode()
    assert (
        '<td role="cell" data-label="Version 1">5 ml</td> <td role="cell" data-label="Version 2"><strong class="review-table__new">2.5 ml'
        in words_of(page)
    )


def test_the_answers_that_change_are_named(client, reviewer, in_review):
    text = words_of(client.get(address(in_review)))
    row = text.split('<th scope="row" role="rowheader">Microneedling, 1.5 mm</th>')[1].split("</tr>")[0]
    assert "10 ml" in row.split("</td>")[0]
    assert "5 ml" in row.split("</td>")[1]
    assert '<th scope="row" role="rowheader">Microneedling, 0.5 mm</th>' not in text


def test_the_words_that_change_are_marked(client, reviewer, author):
    def firmly(version):
        step = version.technique.get(setting="clinic", code="press")
        step.text = step.text.replace("lightly", "firmly")
        step.save()

    text = words_of(client.get(address(submitted_version(author=author, change=firmly))))
    assert "press <del>lightly</del> with" in text
    assert "press <ins>firmly</ins> with" in text
    assert "No figure changes" in text
    assert "No answer changes" in text


def test_the_sign_box_says_what_a_signature_means_and_carries_what_was_read(client, reviewer, in_review):
    page = client.get(address(in_review))
    text = words_of(page)
    assert "By signing you say: “I have compared this version with the one clinics read now" in text
    assert f'<input type="hidden" name="content_sha256" value="{in_review.content_sha256}">' in text
    assert f'action="{sign_address(in_review)}"' in text
    assert "Rita Reviewer" in text
    for field in ("role", "registration", "next_review_on"):
        assert f'name="{field}"' in text
    assert "no-store" in page["Cache-Control"]


def test_the_author_sees_why_they_cannot_sign_and_no_box_to_tick(client, in_review, author):
    client.force_login(author)
    text = words_of(client.get(address(in_review)))
    assert "You cannot sign this version." in text
    assert "Only a clinical reviewer can sign a version." in text
    assert 'name="figures_checked"' not in text
    assert 'id="sign-form"' not in text


def test_a_reviewer_who_wrote_in_it_sees_why_they_cannot_sign(client, reviewer, author):
    version = draft_version(author=author)
    actions.record_contributor(version=version, by=reviewer)
    actions.submit_for_review(version=version, by=author)
    text = words_of(client.get(address(version)))
    assert "You have written in this version. Another reviewer must sign it." in text
    assert "Edda Editor, Rita Reviewer" in text
    assert 'id="sign-form"' not in text


def test_a_draft_is_shown_as_a_review_would_see_it_without_a_sign_box(client, reviewer, author):
    page = client.get(address(draft_version(author=author, change=half_the_moderate_dose)))
    assert [change.key for change in page.context["figures"]] == CHANGED
    assert 'id="sign"' not in page.content.decode()
    assert 'name="figures_checked"' not in page.content.decode()


def test_of_a_first_version_everything_is_new(client, reviewer, author):
    protocol = Protocol.objects.create(slug="other", name="Other", product=factories.product(), summary="How.")
    version = actions.start_new_version(protocol=protocol, by=author)
    page = client.get(address(version))
    assert {change.before for change in page.context["figures"]} == {"none"}
    assert "no version before it: everything is new" in words_of(page)


def test_a_signed_version_shows_its_signature_and_what_it_changed(client, reviewer, author):
    version = signed_version(author=author, change=half_the_moderate_dose)
    page = client.get(address(version))
    assert [change.key for change in page.context["figures"]] == CHANGED
    assert "Dermatologist, GMC 1234567" in words_of(page)
    assert "4 figures were ticked." in words_of(page)
    assert 'id="sign-form"' not in page.content.decode()


@pytest.mark.parametrize(
    ("break_it", "row", "link"),
    [
        (lambda version: version.doses.get(downtime_class__code="high").citations.clear(), "high", "change/#doses-group"),
        (lambda version: version.technique.get(code="cleanse").citations.clear(), "cleanse", "change/#technique-group"),
        (lambda version: version.unknowns.get(code="peel-scale").citations.clear(), "peel-scale", "change/#unknowns-group"),
        (lambda version: DowntimeClass.objects.get(code="high").citations.clear(), "high", "/admin/protocols/downtimeclass/"),
        (lambda version: Precaution.objects.get(code="topical_only").citations.clear(), "topical_only", "/admin/catalogue/precaution/"),
        (
            lambda version: Procedure.objects.get(slug="microneedling").settings.filter(maximum=2).update(maximum=3),
            "microneedling",
            "/admin/protocols/procedure/",
        ),
    ],
)
def test_what_stands_in_the_way_is_named_with_a_way_to_its_form(client, author, break_it, row, link):
    version = draft_version(author=author)
    break_it(version)
    client.force_login(author)
    page = client.get(address(version))
    (blocker,) = page.context["blockers"]
    assert blocker["problem"].where == row
    assert link in blocker["url"]
    assert client.get(blocker["url"].split("#")[0]).status_code == 200
    assert f'id="{blocker["url"].split("#")[1]}"' in client.get(blocker["url"].split("#")[0]).content.decode() if "#" in link else True
    with pytest.raises(ValidationError, match=f"{row}: {blocker['problem'].text}"):
        actions.submit_for_review(version=version, by=author)


# Signing


def test_what_is_not_ticked_is_refused_at_its_table_and_nothing_is_lost(client, reviewer, in_review):
    page = client.post(sign_address(in_review), filled_in(in_review, figures_checked=CHANGED[:3], role="Surgeon"))
    text = words_of(page)
    assert page.status_code == 400
    assert "Error:" in text.split("<title>")[1].split("</title>")[0]
    assert "Still to check: Moderate, home application 4." in text.split('id="figures"')[1].split('id="answers"')[0]
    assert 'value="Surgeon"' in text
    assert 'value="GMC 1234567"' in text
    assert f'value="{signature_for(in_review)["next_review_on"]}"' in text
    assert [key for key in CHANGED if f'value="{key}" checked>' in text] == CHANGED[:3]
    in_review.refresh_from_db()
    assert in_review.status == "in_review"


@pytest.mark.parametrize("field", ["role", "registration", "next_review_on"])
def test_what_is_not_filled_in_is_refused_at_its_field(client, reviewer, in_review, field):
    page = client.post(sign_address(in_review), filled_in(in_review, **{field: ""}))
    assert page.status_code == 400
    assert list(page.context["sign_form"].errors) == [field]
    assert f'<a href="#id_{field}">' in words_of(page)


def test_ticks_are_not_kept_for_a_content_that_was_not_read(client, reviewer, in_review):
    page = client.post(sign_address(in_review), filled_in(in_review, content_sha256="0" * 64))
    assert page.status_code == 400
    assert "The version is not the one you read. Read it again before you sign." in words_of(page)
    assert " checked>" not in words_of(page)


def test_with_every_figure_ticked_clinics_read_the_version(client, reviewer, in_review):
    page = client.post(sign_address(in_review), filled_in(in_review))
    in_review.refresh_from_db()
    assert (page.status_code, in_review.status, in_review.signed_by) == (302, "active", reviewer)
    assert in_review.sign_off.figures_checked == sorted(CHANGED)


# Comments


@pytest.mark.parametrize("who", ["author", "reviewer"])
@pytest.mark.parametrize("about", ["", "doses.moderate.in_clinic_ml"])
def test_authors_and_reviewers_comment_on_a_change_or_on_the_whole(client, in_review, author, who, about):
    client.force_login(author if who == "author" else signing_reviewer())
    answer = client.post(address(in_review, "review_comment"), {"comment-about": about, "comment-text": "Which leaflet?"})
    assert answer.status_code == 302
    text = words_of(client.get(answer["Location"])).split('id="comments"')[1].split("<form")[0]
    assert "Which leaflet?" in text
    assert ("Edda Editor" if who == "author" else "Rita Reviewer") in text
    assert ("about Moderate: in the clinic" in text) == bool(about)


@pytest.mark.parametrize(
    ("sent", "field"),
    [
        ({"comment-text": "  "}, "text"),
        ({"comment-text": "x" * 2001}, "text"),
        ({"comment-text": "Why?", "comment-about": "doses.none"}, "about"),
    ],
)
def test_a_comment_that_cannot_be_is_refused_at_its_field_and_kept(client, reviewer, in_review, sent, field):
    page = client.post(address(in_review, "review_comment"), sent)
    assert page.status_code == 400
    assert list(page.context["comment_form"].errors) == [field]
    assert f'<a href="#id_comment-{field}">' in words_of(page)
    assert sent["comment-text"].strip() in words_of(page)
    assert not ReviewComment.objects.exists()


def test_a_comment_cannot_carry_markup(client, reviewer, in_review):
    client.post(address(in_review, "review_comment"), {"comment-text": "<script>alert(1)</script>"})
    assert "<script>alert" not in client.get(address(in_review)).content.decode()


def test_a_signed_version_takes_no_comment(client, reviewer, author):
    version = signed_version(author=author)
    assert "Write the comment" not in words_of(client.get(address(version)))
    page = client.post(address(version, "review_comment"), {"comment-text": "Late."})
    assert page.status_code == 400
    assert "This version is no longer open to comments." in words_of(page)
    assert not ReviewComment.objects.exists()


# Previews


def test_the_preview_of_a_practitioner_shows_the_new_figures_and_every_answer(client, reviewer, in_review):
    text = words_of(client.get(address(in_review, "review_preview"), {"as": "practitioner"}))
    row = text.split('<th scope="row" role="rowheader">Microneedling, 1.5 mm</th>')[1].split("</tr>")[0]
    assert "2.5 ml in the clinic, 2.5 ml at home in 2 applications" in row
    assert "This version is not published. Only staff see it." in text


@pytest.mark.parametrize("audience", ["salon", "consumer"])
def test_the_preview_of_everyone_else_shows_a_refusal_and_no_figure(client, reviewer, in_review, audience):
    text = words_of(client.get(address(in_review, "review_preview"), {"as": audience}))
    assert "Nothing of this protocol." in text
    assert " ml" not in text.split("<main")[1].split("</main>")[0]


def test_a_preview_for_nobody_in_particular_is_that_of_a_practitioner(client, reviewer, in_review):
    assert "Every answer of the look-up" in words_of(client.get(address(in_review, "review_preview"), {"as": "nobody"}))


# The queue


def test_the_list_names_how_long_each_version_waits_and_leads_to_its_review(client, reviewer, in_review):
    ProtocolVersion.objects.filter(pk=in_review.pk).update(submitted_at=timezone.now() - timedelta(days=3, hours=1))
    text = words_of(client.get(reverse("admin:protocols_protocolversion_changelist"), {"status__exact": "in_review"}))
    assert f'<a href="{address(in_review)}">Waits for 3 days</a>' in text
    assert "Review page" not in text


def test_the_page_of_the_version_leads_to_its_review(client, reviewer, in_review):
    page = client.get(reverse("admin:protocols_protocolversion_change", args=[in_review.pk]))
    assert f'<a href="{address(in_review)}">Review page</a>' in words_of(page)


# Who gets there


@pytest.mark.parametrize("page", ["review", "review_preview"])
@pytest.mark.parametrize(
    ("who", "status"),
    [
        (lambda: factories.practitioner(), 302),
        (lambda: factories.user(), 302),
        (lambda: factories.user(is_staff=True), 403),
        (lambda: factories.editor(), 200),
        (lambda: factories.reviewer(), 200),
        (lambda: factories.superuser(), 200),
    ],
)
def test_editors_and_reviewers_alone_read_it(client, in_review, page, who, status):
    client.force_login(who())
    assert client.get(address(in_review, page)).status_code == status


def test_without_the_permission_nobody_comments(client, in_review):
    client.force_login(factories.user(is_staff=True))
    assert client.post(address(in_review, "review_comment"), {"comment-text": "x"}).status_code == 403


def test_reading_changes_nothing_and_a_missing_version_is_not_there(client, reviewer, in_review):
    assert client.post(address(in_review)).status_code == 405
    assert client.get(address(in_review, "review_comment")).status_code == 405
    assert client.get(reverse("admin:protocols_protocolversion_review", args=[0])).status_code == 404


def test_it_costs_the_same_with_few_comments_and_with_many(client, reviewer, in_review, author):
    write_comment(version=in_review, by=author, text="One.")
    before = queries(client, address(in_review))
    for number in range(20):
        actions.Contributor.objects.get_or_create(version=in_review, user=factories.editor(name=f"Editor {number}"))
        write_comment(version=in_review, by=author, text="One more.")
    assert queries(client, address(in_review)) == before
    assert before <= 14
