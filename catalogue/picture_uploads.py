"""What an uploaded file must be to become a picture. Neither its name nor the type it claims is believed, only its content.

Every refusal is a ValidationError with a sentence that says what to do instead.
"""

import warnings
from contextlib import contextmanager
from io import BytesIO

from django.conf import settings
from django.core.exceptions import ValidationError
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _
from PIL import Image, ImageCms, ImageFile, ImageOps

READ_AS = ["JPEG", "PNG", "WEBP", "AVIF"]
SHORTEST_SIDE = 400  # pixels; below, it is blurred on a dense screen
LONGEST_FOR_SHORTEST = 4  # a strip is no picture of a product
# What stands at the start of what editors try, by the name they know it by.
OTHERS = {b"GIF8": "GIF", b"%PDF": "PDF", b"BM": "BMP", b"II*\0": "TIFF", b"MM\0*": "TIFF", b"PK\3\4": "ZIP"}
HEIC_BRANDS = {b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"}
# A file that is a picture and a page, a program or an archive at once is made to deceive.
MARKUP = (b"<script", b"<!doctype", b"<html", b"<iframe", b"<?php", b"<svg ")
ARCHIVE_END, ARCHIVE_END_WITHIN = b"PK\5\6", 65_557  # bytes: a comment can stand behind it


def image_of(file, *, widest):
    """The picture in an uploaded file: upright, in sRGB, 8 bits a channel, at most `widest` pixels wide, bare of everything else."""
    if file.size > settings.PICTURE_MAX_BYTES:
        raise ValidationError(
            _("The file is too large: %(size)s, and %(most)s is the most. Save the picture smaller, about 2000 pixels wide is plenty.")
            % {"size": filesizeformat(file.size), "most": filesizeformat(settings.PICTURE_MAX_BYTES)}
        )
    file.seek(0)
    data = file.read()
    check_kind(data)
    image = opened(data)
    check_shape(image)
    try:
        return bare(narrowed(in_srgb(upright(image, widest)), widest))
    except Exception as error:  # a broken file leads Pillow's readers anywhere
        raise damaged() from error


def damaged():
    return ValidationError(_("The picture cannot be read to its end: the file is damaged or cut short. Save it anew and choose it again."))


def check_kind(data):
    if not (other := other_kind(data)):
        return
    raise ValidationError(
        _("This is no picture that can be shown, but %(kind)s. Save it as JPEG, PNG, WebP or AVIF and choose it again.") % {"kind": other}
    )


def other_kind(data):
    """What the file is instead of one of the four kinds; empty for a picture and nothing else."""
    start = data[:1024]
    if not (data.startswith((b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n")) or (start[:4] == b"RIFF" and start[8:12] == b"WEBP")):
        brands = brands_of(start)
        if b"avis" in brands:
            return _("an animation")
        if b"avif" not in brands:
            return name_of(start, brands)
    low = data.lower()
    if b"%PDF-" in start or any(sign in low for sign in MARKUP) or ARCHIVE_END in data[-ARCHIVE_END_WITHIN:]:
        return _("a file with something else hidden in it")
    return ""


def brands_of(start):
    """The brands in the first box of AVIF, HEIC and films, four letters each."""
    if start[4:8] != b"ftyp":
        return set()
    box = start[8 : min(int.from_bytes(start[:4], "big"), len(start))]
    return {box[place : place + 4] for place in range(0, len(box), 4) if place != 4}  # the second four are a version


def name_of(start, brands):
    if brands & HEIC_BRANDS:
        return "HEIC"
    if b"<svg" in start.lower() or start.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<?xml"):
        return "SVG"
    known = [name for sign, name in OTHERS.items() if start.startswith(sign)]
    return known[0] if known else _("a file of another kind")


def opened(data):
    """Its header alone is read here: a file that unpacks to gigabytes is refused before."""
    try:
        with warnings.catch_warnings(action="ignore", category=Image.DecompressionBombWarning):  # `check_shape` asks for less
            return Image.open(BytesIO(data), formats=READ_AS)
    except Image.DecompressionBombError as error:
        raise too_many_pixels() from error
    except Exception as error:  # as above
        raise damaged() from error


def too_many_pixels():
    most = settings.PICTURE_MAX_PIXELS // 1_000_000
    return ValidationError(_("The picture has more than %(most)s million pixels. Save it smaller and choose it again.") % {"most": most})


def check_shape(image):
    """A photo of a telephone can hold a second one for its depth (MPO); an animation can not be meant."""
    short, long = sorted(image.size)
    if short * long > settings.PICTURE_MAX_PIXELS:
        raise too_many_pixels()
    if getattr(image, "n_frames", 1) > 1 and image.format != "MPO":
        raise ValidationError(_("This is an animation. Save one picture of it and choose that."))
    if short < SHORTEST_SIDE:
        raise ValidationError(
            _("The picture is too small: %(width)s × %(height)s pixels. It needs %(least)s on its shorter side.")
            % {"width": image.width, "height": image.height, "least": SHORTEST_SIDE}
        )
    if long > short * LONGEST_FOR_SHORTEST:
        raise ValidationError(_("The picture is a narrow strip. Cut it so that it shows the product and little else."))


@contextmanager
def nothing_missing():
    """A file that breaks off is refused. WeasyPrint sets Pillow to read such files, for the whole process, as soon as it is imported."""
    before, ImageFile.LOAD_TRUNCATED_IMAGES = ImageFile.LOAD_TRUNCATED_IMAGES, False
    try:
        yield
    finally:
        ImageFile.LOAD_TRUNCATED_IMAGES = before


def upright(image, widest):
    """Read to its end, and turned as the camera was held."""
    image.draft(image.mode, (2 * widest, 2 * widest))  # a large JPEG is read at a fraction of its size, in a fraction of the memory
    with nothing_missing():
        image.load()
    return ImageOps.exif_transpose(image)


def in_srgb(image):
    """The colours as its profile means them, in the one colour space that every screen shows; without a profile as they are."""
    profile = image.info.get("icc_profile")
    if image.mode.startswith("I"):
        image = image.point(lambda value: value * (1 / 256)).convert("L")  # 16 bits a channel: convert alone would cut off all light
    mode = "RGBA" if image.has_transparency_data else "RGB"
    if image.mode not in {mode, "CMYK", "L"}:
        image = image.convert(mode)
    if profile:
        try:
            meant = ImageCms.ImageCmsProfile(BytesIO(profile))
            return ImageCms.profileToProfile(image, meant, ImageCms.createProfile("sRGB"), outputMode=mode)
        except (ImageCms.PyCMSError, OSError):  # a profile that cannot be read says nothing
            pass
    return image.convert(mode)


def narrowed(image, widest):
    if image.mode == "RGBA" and image.getchannel("A").getextrema() == (255, 255):
        image = image.convert("RGB")  # nothing shows through
    if image.width <= widest:
        return image
    return image.resize((widest, max(1, round(image.height * widest / image.width))), Image.Resampling.LANCZOS)


def bare(image):
    """The pixels and nothing else. Pillow would carry profile, place and comments over into what it writes."""
    return Image.frombytes(image.mode, image.size, image.tobytes())
