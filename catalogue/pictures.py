"""Pictures of products: checked by what they hold, written anew in several widths and formats, and kept as long as a row shows them.

Nothing of the uploaded file itself is kept: where, when and with what a picture was taken goes, and so does whatever else stood in it.
"""

import hashlib
import logging
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from io import BytesIO

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models.signals import post_delete
from PIL import Image, features

from .models.pictures import FALLBACK, LENGTH_IN_ADDRESS, ProductPicture
from .picture_uploads import image_of

logger = logging.getLogger("portal.pictures")

WIDTHS = (320, 640, 960, 1280)  # pixels; the widest place on a page is 300 px, which a dense screen shows with four times as many
# Format -> how Pillow writes it. House decision: qualities at which flat grounds show no blocks.
WRITTEN_AS = {
    "avif": {"format": "AVIF", "quality": 60, "speed": 7},
    "webp": {"format": "WEBP", "quality": 80, "method": 4},
    "jpg": {"format": "JPEG", "quality": 82, "optimize": True, "progressive": True},
}


@dataclass(frozen=True)
class Picture:
    """A picture as it will be shown: upright, sRGB, at most as wide as the widest file, nothing beside its pixels."""

    image: Image.Image

    @property
    def sha256(self):
        image = self.image
        return hashlib.sha256(f"{image.mode} {image.width} {image.height} ".encode() + image.tobytes()).hexdigest()

    @property
    def widths(self):
        """Never wider than the picture is; its own width is the last."""
        return [width for width in WIDTHS if width < self.image.width] + [self.image.width]

    @property
    def as_row(self):
        """What a row keeps of it."""
        widths = [{"width": width, "formats": formats()} for width in self.widths]
        return {"sha256": self.sha256, "width": self.image.width, "height": self.image.height, "widths": widths}


def read_picture(file):
    """An uploaded file as a `Picture`. Raises ValidationError with a sentence that says what to do."""
    return Picture(image_of(file, widest=WIDTHS[-1]))


def formats():
    """Those that this machine can write. Without AVIF the pictures are a third heavier, and nothing else is missing."""
    if features.check("avif"):
        return list(WRITTEN_AS)
    logger.warning("Pillow cannot write AVIF on this machine: pictures are kept as WebP and JPEG alone.")
    return [extension for extension in WRITTEN_AS if extension != "avif"]


def folder(sha256):
    return f"pictures/{sha256[:LENGTH_IN_ADDRESS]}"


def file_name(sha256, width, extension):
    return f"{folder(sha256)}/{width}.{extension}"


# Files and rows


written = ContextVar("written")


@contextmanager
def as_long_as_their_rows():
    """Whatever is written within stays only if a row shows it at the end: a change that is taken back takes its files along."""
    token = written.set([])
    try:
        yield
    finally:
        for sha256 in written.get():
            remove_unused(sha256)
        written.reset(token)


def write(picture):
    """Put its files into the storage, where they are not yet. All or none."""
    sha256, new = picture.sha256, []
    written.get([]).append(sha256)
    try:
        for width in picture.widths:
            image = at_width(picture.image, width)
            for extension in formats():
                new += put(file_name(sha256, width, extension), encoded(image, extension))
    except BaseException:
        for name in new:
            default_storage.delete(name)
        raise


def put(name, content):
    """→ the names of what was written: one, or none where the same file stands already."""
    if default_storage.exists(name):
        if default_storage.size(name) == len(content):
            return []
        default_storage.delete(name)  # a half one, left by a machine that was switched off
    return [default_storage.save(name, ContentFile(content))]


def at_width(image, width):
    return image.resize((width, max(1, round(image.height * width / image.width))), Image.Resampling.LANCZOS)


def encoded(image, extension):
    """JPEG alone cannot be transparent: there the ground is white."""
    if extension == FALLBACK and image.mode == "RGBA":
        ground = Image.new("RGB", image.size, "white")
        ground.paste(image, mask=image.getchannel("A"))
        image = ground
    content = BytesIO()
    image.save(content, **WRITTEN_AS[extension])
    return content.getvalue()


def remove_unused(sha256):
    """Take the files of a picture away once no row shows it."""
    if ProductPicture.objects.filter(sha256__startswith=sha256[:LENGTH_IN_ADDRESS]).exists():
        return
    try:
        _folders, names = default_storage.listdir(folder(sha256))
    except FileNotFoundError:
        return
    for name in names:
        default_storage.delete(f"{folder(sha256)}/{name}")
    default_storage.delete(folder(sha256))


def row_deleted(sender, instance, **rest):
    """Only once the row is gone for good: a deletion that is taken back must find its files again."""
    transaction.on_commit(lambda: remove_unused(instance.sha256), robust=True)


def follow_rows():
    """Called once the apps are ready."""
    post_delete.connect(row_deleted, sender=ProductPicture, dispatch_uid="files of pictures follow their rows")
