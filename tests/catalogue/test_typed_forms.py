"""What visitors type, as every form reads it."""

from uuid import UUID

import pytest
from django import forms
from django.http import QueryDict

from catalogue.typed_forms import Address, FormKey, Line, Text, TypedForm


class Letter(TypedForm):
    form_key = FormKey()
    line = Line(max_length=5)
    text = Text(required=False)
    reply_to = Address(required=False)
    hidden = forms.CharField(required=False, widget=forms.HiddenInput)


def letter(query):
    return Letter(QueryDict(query, encoding="utf-8"))


@pytest.mark.parametrize(
    ("query", "field", "sentence"),
    [
        ("line=123456", "line", "Use at most 5 characters. You wrote 6."),
        ("line=a%00b", "line", "This holds a sign that is not text. Take it out."),
        ("line=a&line=b", "line", "Give one answer here."),
        ("line=a&reply_to=nobody", "reply_to", "Enter an e-mail address, such as name@example.org."),
        (f"line=a&reply_to={'a' * 300}@example.org", "reply_to", "This is too long for an e-mail address."),
    ],
)
def test_what_is_wrong_is_said_in_plain_words_at_its_field(query, field, sentence):
    errors = letter(query).errors
    assert list(errors) == [field]
    assert sentence in errors[field]


def test_what_is_right_passes_and_a_line_break_counts_once():
    form = letter("line=12345&text=a%0D%0Ab&hidden=a&hidden=b")
    assert form.is_valid()
    assert form.cleaned_data["text"] == "a\nb"


@pytest.mark.parametrize("key", ["", "nonsense", "%00"])
def test_a_damaged_key_is_replaced(key):
    form = letter(f"line=a&form_key={key}")
    assert form.is_valid()
    assert isinstance(form.cleaned_data["form_key"], UUID)


def test_halves_of_characters_are_replaced():
    data = QueryDict(mutable=True)
    data["line"] = "a\ud800b"
    form = Letter(data)
    assert form.is_valid()
    assert form.cleaned_data["line"] == "a?b"


def test_a_form_that_comes_too_soon_says_how_long_to_wait():
    form = letter("line=a")
    assert form.is_valid()
    form.refuse_for(60, "Wait a minute.")
    assert (form.wait_seconds, list(form.non_field_errors())) == (60, ["Wait a minute."])
