"""The pictures on a product's page: another one is chosen as a file, one that stands is described, moved or taken away."""

from django import forms
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from catalogue import pictures
from catalogue.models import ProductPicture

from .base import TableInline
from .forms import LineForm, LineFormSet

ACCEPTED = "image/jpeg,image/png,image/webp,image/avif"  # what the browser offers first; what counts is what the file holds


class PictureInput(forms.FileInput):
    """The picture where there is one, else the place to choose a file. To replace one, it is deleted and another added."""

    picture = None
    needs_multipart_form = True

    def render(self, name, value, attrs=None, renderer=None):
        if self.picture is None:
            return super().render(name, None, attrs, renderer)
        shown = self.picture.shown
        return format_html(
            '<a href="{}"><img class="picture-thumbnail" src="{}" width="{}" height="{}" alt="{}" loading="lazy"></a>',
            self.picture.largest_url,
            shown["url"],
            shown["width"],
            shown["height"],
            shown["description"],
        )


class PictureForm(LineForm):
    file = forms.FileField(
        label=_("picture"),
        required=False,
        widget=PictureInput(attrs={"accept": ACCEPTED}),
        help_text=_(
            "JPEG, PNG, WebP or AVIF, at least 400 pixels on the shorter side. To replace one, delete it and add another. "
            "If the page comes back with an error, choose the file again: browsers forget it."
        ),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if not self.instance._state.adding:
            self.fields["file"].disabled = True
            self.fields["file"].widget.picture = self.instance

    def clean_file(self):
        """→ what was read of it; None for a picture that stands already."""
        if not self.instance._state.adding:
            return None
        file = self.cleaned_data["file"]
        if file is None:
            raise forms.ValidationError(_("Choose the file of the picture."))
        return pictures.read_picture(file)

    def clean(self):
        super().clean()
        picture = self.cleaned_data.get("file")
        if picture is not None:
            for name, value in picture.as_row.items():
                setattr(self.instance, name, value)

    def save(self, commit=True):
        if picture := self.cleaned_data.get("file"):
            pictures.write(picture)
        return super().save(commit)


class PictureFormSet(LineFormSet):
    def clean(self):
        """Each picture once: the form of one line does not see the others."""
        super().clean()
        seen = set()
        for form in self.kept():
            fingerprint = form.instance.sha256
            if fingerprint and fingerprint in seen:
                form.add_error("file", _("This product already has that picture."))
            seen.add(fingerprint)


class PictureInline(TableInline):
    model = ProductPicture
    form = PictureForm
    formset = PictureFormSet
    verbose_name_plural = _("pictures; without one the drawing stands")
    extra = 1  # also without JavaScript
    fields = ["file", "description", "position"]


class KeepsPictures:
    def changeform_view(self, request, *args, **kwargs):
        with pictures.as_long_as_their_rows():
            return super().changeform_view(request, *args, **kwargs)
