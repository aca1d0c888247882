"""What may become a picture of a product, judged by its content, and what is left of it."""

from io import BytesIO

import pytest
from django.core.exceptions import ValidationError
from PIL import Image, ImageCms, ImageFile

from catalogue import pictures
from tests.catalogue import images

SVG = b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"></svg>'
FTYP = b"\0\0\0\x18ftyp%s\0\0\0\0mif1%s"
JPEG = images.saved(images.colourful(), "JPEG")
PNG = images.saved(images.colourful())
KIND = "Save it as JPEG, PNG, WebP or AVIF"
HIDDEN = "something else hidden"
DAMAGED = "damaged or cut short"
REFUSED = {
    "a drawing under another name": (SVG, "SVG"),
    "a drawing without a first line": (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "SVG"),
    "a PDF": (b"%PDF-1.7\n1 0 obj", "PDF"),
    "a GIF": (images.saved(images.colourful(), "GIF"), "GIF"),
    "a moving GIF": (images.animated("GIF"), "GIF"),
    "a BMP": (images.saved(images.colourful(), "BMP"), "BMP"),
    "a TIFF": (images.saved(images.colourful(), "TIFF"), "TIFF"),
    "HEIC of a telephone": (FTYP % (b"heic", b"heic"), "HEIC"),
    "HEIC by its second brand": (FTYP % (b"mif1", b"heic"), "HEIC"),
    "a film": (FTYP % (b"isom", b"mp42"), KIND),
    "a page": (b"<!doctype html><title>Not a picture</title>", KIND),
    "letters": (b"not a picture", KIND),
    "JPEG with a script behind it": (JPEG + b"<script>alert(1)</script>", HIDDEN),
    "JPEG with a page in its comment": (images.saved(images.colourful(), "JPEG", comment=b"<HTML><body>"), HIDDEN),
    "JPEG with an archive behind it": (JPEG + b"PK\5\6" + bytes(18), HIDDEN),
    "PNG with a PDF in its head": (PNG[:33] + images.chunk(b"tEXt", b"Comment\0%PDF-1.4") + PNG[33:], HIDDEN),
    "AVIF with a program": (images.saved(images.colourful(), "AVIF") + b"<?php echo 1;", HIDDEN),
    "half a JPEG": (JPEG[: len(JPEG) // 2], DAMAGED),
    "half a PNG": (PNG[: len(PNG) // 2], DAMAGED),
    "half a WebP": (images.saved(images.colourful(), "WEBP")[:2000], DAMAGED),
    "half an AVIF": (images.saved(images.colourful(), "AVIF")[:1500], DAMAGED),
    "a signature alone": (b"\x89PNG\r\n\x1a\n", DAMAGED),
    "a JPEG of three bytes": (b"\xff\xd8\xff", DAMAGED),
    "a header of 41 million pixels": (images.header_of_png(8200, 5000), "more than 40 million pixels"),
    "a header of gigabytes": (images.header_of_png(60000, 60000), "more than 40 million pixels"),
    "a moving PNG": (images.animated("PNG"), "animation"),
    "a moving WebP": (images.animated("WEBP"), "animation"),
    "a moving AVIF": (images.animated("AVIF"), "animation"),
    "399 pixels high": (images.saved(images.colourful((600, 399))), "600 × 399 pixels. It needs 400"),
    "399 pixels wide": (images.saved(images.colourful((399, 600))), "399 × 600 pixels. It needs 400"),
    "a strip": (images.saved(images.colourful((1601, 400))), "narrow strip"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_is_no_picture_is_refused_in_words(case):
    content, words = REFUSED[case]
    with pytest.raises(ValidationError) as refusal:
        pictures.read_picture(images.upload(content))
    assert words in refusal.value.messages[0]


def test_the_weight_is_compared_before_anything_is_read(settings):
    settings.PICTURE_MAX_BYTES = len(PNG) - 1
    with pytest.raises(ValidationError, match="too large"):
        pictures.read_picture(images.upload(PNG))
    settings.PICTURE_MAX_BYTES = len(PNG)
    assert pictures.read_picture(images.upload(PNG))


def test_pixels_are_compared_before_anything_is_unpacked(settings):
    settings.PICTURE_MAX_PIXELS = 600 * 500 - 1
    with pytest.raises(ValidationError, match="million pixels"):
        pictures.read_picture(images.upload(PNG))
    settings.PICTURE_MAX_PIXELS = 600 * 500
    assert pictures.read_picture(images.upload(PNG))


def sixteen_bits():
    image = Image.new("I;16", (400, 400), 40_000)  # 156 of 255
    return images.saved(image)


def palette():
    return images.saved(Image.new("RGB", (400, 400), (156, 156, 156)).quantize(4))


def inked():
    return images.saved(Image.new("CMYK", (400, 400), (0, 0, 0, 99)), "JPEG", quality=95)


TAKEN = {
    "JPEG": images.saved(Image.new("RGB", (400, 400), (156, 156, 156)), "JPEG"),
    "PNG": images.saved(Image.new("RGB", (400, 400), (156, 156, 156))),
    "WebP": images.saved(Image.new("RGB", (400, 400), (156, 156, 156)), "WEBP", quality=95),
    "AVIF": images.saved(Image.new("RGB", (400, 400), (156, 156, 156)), "AVIF", quality=95),
    "grey": images.saved(Image.new("L", (400, 400), 156)),
    "16 bits": sixteen_bits(),
    "palette": palette(),
    "printing inks": inked(),
    "a second picture in a telephone's JPEG": images.saved(
        Image.new("RGB", (400, 400), (156, 156, 156)), "MPO", save_all=True, append_images=[Image.new("RGB", (400, 400))]
    ),
    "transparent nowhere": images.saved(Image.new("RGBA", (400, 400), (156, 156, 156, 255))),
}


@pytest.mark.parametrize("case", TAKEN)
def test_every_kind_of_picture_shows_the_same_grey(case):
    image = pictures.read_picture(images.upload(TAKEN[case], name="anything.pdf", content_type="text/html")).image
    assert image.mode == "RGB"
    assert image.size == (400, 400)
    assert all(abs(value - 156) <= 2 for value in image.getpixel((200, 200)))


def test_a_profile_is_carried_out_and_left_behind():
    """A lab profile is not at hand everywhere: one whose red and green are swapped is made of sRGB's own."""
    meant = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    swapped = meant.replace(b"rXYZ", b"????").replace(b"gXYZ", b"rXYZ").replace(b"????", b"gXYZ")
    content = images.saved(Image.new("RGB", (400, 400), (250, 10, 10)), icc_profile=swapped)
    red, green, _blue = pictures.read_picture(images.upload(content)).image.getpixel((5, 5))
    assert green > red


def test_a_profile_that_cannot_be_read_says_nothing():
    content = images.saved(Image.new("RGB", (400, 400), (250, 10, 10)), icc_profile=b"no profile")
    assert pictures.read_picture(images.upload(content)).image.getpixel((5, 5)) == (250, 10, 10)


@pytest.mark.parametrize(("orientation", "corner"), [(1, (0, 0)), (3, (599, 399)), (6, (399, 0)), (8, (0, 599))])
def test_a_picture_stands_as_the_camera_was_held(orientation, corner):
    image = Image.new("RGB", (600, 400), "white")
    image.paste("blue", (0, 0, 60, 60))
    shown = pictures.read_picture(images.upload(images.turned(image, orientation))).image
    assert shown.size == ((600, 400) if orientation < 5 else (400, 600))
    red, _green, blue = shown.getpixel(corner)
    assert blue > 200
    assert red < 60


def test_place_camera_and_comment_are_gone_from_every_file():
    content = images.with_place(images.colourful())
    assert Image.open(BytesIO(content)).getexif().get_ifd(0x8825)
    picture = pictures.read_picture(images.upload(content))
    for extension in pictures.formats():
        written = pictures.encoded(picture.image, extension)
        again = Image.open(BytesIO(written))
        assert not dict(again.getexif())
        assert {"exif", "xmp", "comment", "icc_profile"}.isdisjoint(again.info)
        assert b"Secret" not in written


def test_what_is_transparent_stays_so_but_in_jpeg_where_the_ground_is_white():
    image = Image.new("RGBA", (400, 400), (0, 0, 0, 0))
    image.paste((200, 30, 60, 255), (100, 100, 300, 300))
    picture = pictures.read_picture(images.upload(images.saved(image)))
    for extension, mode in {"avif": "RGBA", "webp": "RGBA", "jpg": "RGB"}.items():
        again = Image.open(BytesIO(pictures.encoded(picture.image, extension)))
        assert again.mode == mode
        assert again.convert("RGBA").getpixel((10, 10))[3 if mode == "RGBA" else 0] == (0 if mode == "RGBA" else 255)


@pytest.mark.parametrize(
    ("size", "widths"),
    [
        ((3000, 2000), [320, 640, 960, 1280]),
        ((1280, 800), [320, 640, 960, 1280]),
        ((1279, 800), [320, 640, 960, 1279]),  # never wider than it came
        ((400, 1600), [320, 400]),
        ((640, 400), [320, 640]),
    ],
)
def test_widths_are_never_more_than_the_picture_has(size, widths):
    picture = pictures.read_picture(images.upload(images.saved(Image.new("RGB", size, "pink"))))
    assert picture.widths == widths
    assert abs(picture.image.width / picture.image.height - size[0] / size[1]) < 0.01


def test_half_a_file_is_refused_whatever_the_process_has_told_pillow(monkeypatch):
    """WeasyPrint has it read such files, from the first PDF on."""
    monkeypatch.setattr(ImageFile, "LOAD_TRUNCATED_IMAGES", True)
    with pytest.raises(ValidationError):
        pictures.read_picture(images.upload(JPEG[: len(JPEG) // 2]))
    assert ImageFile.LOAD_TRUNCATED_IMAGES
