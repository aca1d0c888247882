"""Pictures for tests, made in memory, as editors and others would send them."""

import struct
import zlib
from io import BytesIO

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image


def colourful(size=(600, 500), mode="RGB"):
    """Like a photo in that its colours flow and nothing in it repeats."""
    bands = [Image.linear_gradient("L"), Image.radial_gradient("L"), Image.linear_gradient("L").rotate(90)]
    image = Image.merge("RGB", [band.resize(size) for band in bands])
    return Image.blend(image, Image.effect_noise(size, 60).convert("RGB"), 0.15).convert(mode)


def saved(image, kind="PNG", **options):
    content = BytesIO()
    image.save(content, kind, **options)
    return content.getvalue()


def upload(content, name="bottle.png", content_type="image/png"):
    return SimpleUploadedFile(name, content, content_type)


def header_of_png(width, height):
    """A few bytes that claim a picture of this size."""
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"\0")) + chunk(b"IEND", b"")


def chunk(name, data):
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def animated(kind):
    frames = [Image.new("RGB", (500, 500), colour) for colour in ("red", "green", "blue")]
    return saved(frames[0], kind, save_all=True, append_images=frames[1:], duration=100)


def with_place(image):
    """A JPEG that says where, when and with what it was taken, and what else came to the camera's mind."""
    exif = Image.Exif()
    exif[0x010F] = "Secret camera"
    exif.get_ifd(0x8825).update({1: "N", 2: (51.0, 23.0, 1.0), 3: "W", 4: (2.0, 21.0, 1.0)})
    return saved(image, "JPEG", exif=exif, comment=b"Secret comment", xmp=b"<x:xmpmeta>Secret XMP</x:xmpmeta>", quality=90)


def turned(image, orientation):
    exif = Image.Exif()
    exif[0x0112] = orientation
    return saved(image, "JPEG", exif=exif, quality=95)
