"""A Django form as plain values, for the component `form-fields`: pages of packages get the same fields as our own."""

from django import forms

KINDS = [
    (forms.HiddenInput, "hidden"),
    (forms.Textarea, "textarea"),
    (forms.RadioSelect, "radio"),
    (forms.CheckboxInput, "checkbox"),
    (forms.Select, "select"),
]
# What browsers and password managers are told of a field that does not say it itself.
AUTOCOMPLETE = {"email": "email", "login": "username", "oldpassword": "current-password"}


def plain_fields(form):
    """Each field with its label, value, errors and what a browser needs to know. Of a password nothing is filled in again."""
    return [plain_field(bound) for bound in form] if form is not None else []


def plain_field(bound):
    field, widget, attributes = bound.field, bound.field.widget, bound.field.widget.attrs
    kind = next((name for base, name in KINDS if isinstance(widget, base)), "input")
    value = bound.value()
    return {
        "kind": kind,
        "name": bound.html_name,
        "label": bound.label,
        "hint": field.help_text,
        "error": " ".join(bound.errors),
        "required": field.required,
        "value": "" if isinstance(widget, forms.PasswordInput) or value is None else value,
        "type": getattr(widget, "input_type", "text"),
        "autocomplete": attributes.get("autocomplete") or AUTOCOMPLETE.get(bound.name, ""),
        "inputmode": attributes.get("inputmode", ""),
        "maxlength": attributes.get("maxlength", ""),
        "rows": attributes.get("rows", 4),
        "options": options_of(field, value) if kind in {"radio", "select"} else [],
    }


def options_of(field, value):
    return [
        {"value": code, "label": label, "chosen": str(code) == str("" if value is None else value)}
        for code, label in field.choices
        if code or label
    ]


def problems(form):
    """For the error summary: each sentence, with the field that it leads to."""
    if form is None or not getattr(form, "is_bound", False):
        return []
    general = [{"text": text} for text in form.non_field_errors()]
    return general + [{"text": text, "target": f"id_{bound.html_name}"} for bound in form for text in bound.errors]
