"""Reads the forms of an admin page as a browser would send them back: a test changes one field and posts the rest."""

from django.contrib.admin.helpers import AdminForm
from django.db import connection
from django.forms import CheckboxInput
from django.test.utils import CaptureQueriesContext
from django.urls import reverse


def address(model, page, *args):
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{page}", args=args)


def typed(response):
    """Everything that stands in the fields of a page, ready to be posted."""
    page = response.context["adminform"]
    assert isinstance(page, AdminForm)
    data = values_of(page.form) | {"seen_state": response.context.get("seen_state", "")}
    for inline in response.context["inline_admin_formsets"]:
        data |= values_of(inline.formset.management_form)
        for form in inline.formset.forms:
            data |= values_of(form)
    return data


def values_of(form):
    return {bound.html_name: sent for bound in form if (sent := value_of(bound)) is not None}


def value_of(bound):
    widget = getattr(bound.field.widget, "widget", bound.field.widget)
    value = bound.value()
    if isinstance(widget, CheckboxInput):
        return "on" if value else None
    sent = widget.format_value(value)
    return "" if sent is None else sent


def with_line(data, prefix, **fields):
    """The same page with one more line at the end of a list."""
    place = int(data[f"{prefix}-TOTAL_FORMS"])
    return {**data, f"{prefix}-TOTAL_FORMS": place + 1, **{f"{prefix}-{place}-{name}": value for name, value in fields.items()}}


def errors_of(response):
    """Every sentence on the page, by the name of the field it stands at; those over a line or a list under its name."""
    assert response.status_code == 400, "the form was accepted"
    found = at_fields("", response.context["adminform"].form)
    for inline in response.context["inline_admin_formsets"]:
        formset = inline.formset
        if formset.non_form_errors():
            found[formset.prefix] = list(formset.non_form_errors())
        for form in formset.forms:
            found |= at_fields(form.prefix, form)
    return found


def at_fields(prefix, form):
    names = {name: prefix if name == "__all__" else form.add_prefix(name) for name in form.errors}
    return {names[name]: list(sentences) for name, sentences in form.errors.items()}


def enters(client, page):
    """Whether a page of the admin opened; whom it does not open to is sent to sign-in, or is told whom it is for."""
    response = client.get(page, follow=True)
    if response.status_code == 403 or response.request["PATH_INFO"] == reverse("account_login"):
        return False
    assert response.status_code == 200
    return True


def queries(client, url):
    client.get(url)  # content types are read once in a process
    with CaptureQueriesContext(connection) as seen:
        assert client.get(url).status_code == 200
    return len(seen)
