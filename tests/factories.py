"""Rows for tests, each with one call; a test names only what it is about."""

from datetime import timedelta
from itertools import count

from allauth.account.models import EmailAddress
from django.contrib.auth.models import Group
from django.utils import timezone
from PIL import Image

from accounts.models import User, Verification
from catalogue.models import (
    Article,
    ArticleSection,
    Citation,
    Claim,
    Comparator,
    Concentration,
    Discrepancy,
    Ingredient,
    Position,
    Product,
    ProductFact,
    ProductPicture,
    Question,
    UsageStep,
)
from catalogue.pictures import Picture, write
from catalogue.visibility import Access, Audience, Status, Viewer

numbers = count(1)

CONSUMER = Viewer(audience=Audience.CONSUMER)
SALON = Viewer(audience=Audience.SALON, lens=Audience.SALON, signed_in=True)
PRACTITIONER = Viewer(audience=Audience.PRACTITIONER, lens=Audience.PRACTITIONER, signed_in=True)
STAFF = Viewer(previews=True, signed_in=True)


def ingredient(**fields):
    number = next(numbers)
    published = {"slug": f"ingredient-{number}", "name": f"Ingredient {number}", "summary": "A thing.", "status": Status.PUBLISHED}
    return Ingredient.objects.create(**{**published, "access": Access.EVERYONE, **fields})


def product(**fields):
    number = next(numbers)
    published = {"slug": f"product-{number}", "name": f"Product {number}", "kind": "cream", "summary": "A cream."}
    return Product.objects.create(**{**published, "status": Status.PUBLISHED, "access": Access.EVERYONE, **fields})


def picture(on=None, *, colour="pink", size=(400, 400), **fields):
    """A picture of one colour, with its files. The same colour and size give the same files."""
    image = Picture(Image.new("RGB", size, colour))
    write(image)
    said = {"product": on or product(), "description": f"A {colour} bottle", **fields}
    return ProductPicture.objects.create(**image.as_row, **said)


def formula_line(product, **fields):
    return Concentration.objects.create(**{"product": product, "ingredient": fields.pop("ingredient", None) or ingredient(), **fields})


def comparator(**fields):
    number = next(numbers)
    shown = {"slug": f"comparator-{number}", "brand": "Brand", "name": f"Serum {number}", "summary": "A serum."}
    return Comparator.objects.create(**{**shown, "status": Status.PUBLISHED, "access": Access.EVERYONE, **fields})


def disagreement(**fields):
    number = next(numbers)
    said = {"slug": f"disagreement-{number}", "title": f"Disagreement {number}", "kind": "contradiction", "presentation": "Both are shown."}
    return Discrepancy.objects.create(**{**said, "access": Access.EVERYONE, **fields})


def position(discrepancy, **fields):
    return Position.objects.create(**{"discrepancy": discrepancy, "text": "One says so.", "access": Access.EVERYONE, **fields})


def claim(product=None, **fields):
    said = {"code": f"claim-{next(numbers)}", "text": "It helps.", "evidence": "manufacturer_claim", "access": Access.EVERYONE}
    return Claim.objects.create(product=product, **{**said, **fields})


def fact(product, **fields):
    said = {"code": f"fact-{next(numbers)}", "topic": "suits", "text": "It suits many.", "access": Access.EVERYONE}
    return ProductFact.objects.create(product=product, **{**said, **fields})


def step(product, **fields):
    said = {"code": f"step-{next(numbers)}", "setting": "home", "text": "Cleanse.", "access": Access.EVERYONE}
    return UsageStep.objects.create(product=product, **{**said, **fields})


def question(*, sourced=True, **fields):
    number = next(numbers)
    asked = {"slug": f"question-{number}", "question": f"What is {number}?", "answer": "It is a number.", "topic": "use"}
    said = {"evidence": "manufacturer_claim", "status": Status.PUBLISHED, "access": Access.EVERYONE}
    return with_source(Question.objects.create(**{**asked, **said, **fields}), sourced)


def article(**fields):
    number = next(numbers)
    written = {"slug": f"article-{number}", "title": f"Article {number}", "summary": "What it is."}
    return Article.objects.create(**{**written, "status": Status.PUBLISHED, "access": Access.EVERYONE, **fields})


def section(article, *, sourced=True, **fields):
    number = next(numbers)
    written = {"code": f"section-{number}", "heading": f"Section {number}", "body": "It is so.", "access": Access.EVERYONE}
    return with_source(ArticleSection.objects.create(article=article, **{**written, **fields}), sourced)


def with_source(row, sourced):
    if sourced:
        row.citations.add(Citation.objects.first())
    return row


def user(*, confirmed=True, **fields):
    """An account with a confirmed address."""
    person = User.objects.create_user(fields.pop("email", f"person-{next(numbers)}@example.org"), "a long enough password", **fields)
    EmailAddress.objects.create(user=person, email=person.email.lower(), primary=True, verified=confirmed)
    return person


def professional(profession=Audience.PRACTITIONER, status="verified", *, until=None, **fields):
    """An account whose profession has been checked, by default as a practitioner and for another month."""
    person = user(**fields)
    until = until or timezone.localdate() + timedelta(days=30)
    Verification.objects.create(user=person, profession=profession, status=status, verified_until=until)
    return person


def practitioner(**fields):
    return professional(**fields)


def staff(group, **fields):
    person = user(is_staff=True, **fields)
    person.groups.add(Group.objects.get(name=group))
    return person


def editor(**fields):
    return staff("Editors", **fields)


def reviewer(**fields):
    return staff("Reviewers", **fields)


def superuser(**fields):
    return user(is_staff=True, is_superuser=True, **fields)
