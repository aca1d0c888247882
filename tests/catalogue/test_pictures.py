"""Pictures from the editor's desk to the reader: kept as files while a row shows them, served to whoever may see the product."""

import json
from io import BytesIO

import pytest
from django.core.files.storage import FileSystemStorage
from django.db import transaction
from django.test import Client
from django.urls import reverse
from PIL import Image

from catalogue import pictures
from catalogue.models import Product, ProductPicture
from catalogue.visibility import Access, Status
from tests import factories
from tests.admin_forms import address, errors_of, queries, typed, with_line
from tests.catalogue import images

pytestmark = pytest.mark.django_db

FOREVER = "public, max-age=31536000, immutable"


@pytest.fixture
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


@pytest.fixture
def desk(client, media):
    client.force_login(factories.editor())
    return client


def files(media):
    return sorted(str(path.relative_to(media)) for path in media.rglob("*") if path.is_file())


def bring(desk, product, content=None, **line):
    """Fill in the one empty line of pictures and save."""
    page = address(Product, "change", product.pk)
    data = typed(desk.get(page))
    place = int(data["pictures-TOTAL_FORMS"]) - 1
    sent = {"description": "A bottle on a table", **line}
    if content is not None:
        sent["file"] = images.upload(content)
    return desk.post(page, {**data, **{f"pictures-{place}-{name}": value for name, value in sent.items()}})


# The files


def test_each_width_stands_in_each_format_smaller_than_what_was_brought(media):
    content = images.saved(images.colourful((1600, 1200)))
    picture = pictures.read_picture(images.upload(content))
    pictures.write(picture)
    folder = f"pictures/{picture.sha256[:16]}"
    assert files(media) == sorted(f"{folder}/{width}.{kind}" for width in (320, 640, 960, 1280) for kind in ("avif", "webp", "jpg"))
    for name in files(media):
        image = Image.open(media / name)
        assert f"{image.width}.{image.format.lower()}" == name.rpartition("/")[2].replace("jpg", "jpeg")
        assert image.height == round(image.width * 0.75)
        assert (media / name).stat().st_size < len(content)


def test_a_machine_without_avif_leaves_it_out_and_says_so(media, monkeypatch, caplog):
    monkeypatch.setattr(pictures.features, "check", lambda name: False)
    row = factories.picture()
    assert row.widths == [{"width": 320, "formats": ["webp", "jpg"]}, {"width": 400, "formats": ["webp", "jpg"]}]
    assert [source["type"] for source in row.shown["sources"]] == ["image/webp"]
    assert len(files(media)) == 4
    assert "cannot write AVIF" in caplog.text


def test_files_stay_while_another_product_shows_the_picture(media, django_capture_on_commit_callbacks):
    first, second = factories.picture(), factories.picture()
    assert len(files(media)) == 6
    with django_capture_on_commit_callbacks(execute=True):
        first.delete()
    assert len(files(media)) == 6
    with django_capture_on_commit_callbacks(execute=True):
        second.product.delete()
    assert list(media.rglob("*.*")) == []
    assert list((media / "pictures").iterdir()) == []


def test_a_deletion_that_is_taken_back_finds_its_files_again(media, django_capture_on_commit_callbacks):
    row = factories.picture()
    with django_capture_on_commit_callbacks(execute=True), transaction.atomic():
        row.delete()
        transaction.set_rollback(True)
    assert len(files(media)) == 6


def test_a_half_file_is_written_anew(media):
    row = factories.picture()
    name = f"pictures/{row.sha256[:16]}/400.webp"
    whole = (media / name).read_bytes()
    (media / name).write_bytes(whole[:20])
    factories.picture()
    assert (media / name).read_bytes() == whole
    assert len(files(media)) == 6


def test_a_full_disk_leaves_nothing_behind(media, monkeypatch):
    saved, save = [], FileSystemStorage.save

    def until_full(storage, name, content, **rest):
        if len(saved) == 4:
            raise OSError("No space left on device")
        saved.append(name)
        return save(storage, name, content, **rest)

    monkeypatch.setattr(FileSystemStorage, "save", until_full)
    with pytest.raises(OSError, match="No space"):
        factories.picture()
    assert len(saved) == 4
    assert files(media) == []
    assert not ProductPicture.objects.exists()


# The editor's desk


def test_an_editor_brings_a_picture_and_history_says_so(desk, media):
    product = factories.product()
    content = images.with_place(images.colourful((900, 600)))
    assert bring(desk, product, content).status_code == 302
    row = product.pictures.get()
    assert (row.description, row.width, row.height, row.position) == ("A bottle on a table", 900, 600, 0)
    assert [one["width"] for one in row.widths] == [320, 640, 900]
    assert len(files(media)) == 9
    assert row.history.earliest().history_type == "+"
    assert b"picture-thumbnail" in desk.get(address(Product, "change", product.pk)).content
    assert b'enctype="multipart/form-data"' in desk.get(address(Product, "change", product.pk)).content


def test_a_page_with_pictures_is_saved_as_it_was(desk, media):
    row = factories.picture()
    page = address(Product, "change", row.product.pk)
    assert desk.post(page, typed(desk.get(page))).status_code == 302
    again = row.product.pictures.get()
    assert (again.sha256, again.description, again.widths) == (row.sha256, row.description, row.widths)
    assert again.history.count() == 1
    assert len(files(media)) == 6


REFUSED = {
    "no picture": ({"content": b"%PDF-1.7"}, "file", "PDF"),
    "no file": ({}, "file", "Choose the file of the picture."),
    "an empty file": ({"content": b""}, "file", "The submitted file is empty."),
    "no description": ({"content": images.saved(images.colourful()), "description": ""}, "description", "This field is required."),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_is_wrong_is_said_at_its_field_and_the_rest_stays(desk, media, case):
    line, field, words = REFUSED[case]
    product = factories.product()
    response = bring(desk, product, **line)
    found = errors_of(response)
    assert list(found) == [f"pictures-0-{field}"]
    assert words in found[f"pictures-0-{field}"][0]
    if "description" not in line:
        assert 'value="A bottle on a table"' in response.content.decode()
    assert files(media) == []
    assert not product.pictures.exists()


def test_a_fault_elsewhere_on_the_page_writes_no_file(desk, media):
    product = factories.product()
    page = address(Product, "change", product.pk)
    data = {**typed(desk.get(page)), "name": "", "pictures-0-description": "A bottle"}
    assert list(errors_of(desk.post(page, {**data, "pictures-0-file": images.upload(images.saved(images.colourful()))}))) == ["name"]
    assert files(media) == []


def test_a_save_that_fails_later_takes_its_files_along(desk, media, monkeypatch):
    product = factories.product()
    monkeypatch.setattr("catalogue.admin.products.ProductAdmin.log_change", lambda *arguments: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        bring(desk, product, images.saved(images.colourful()))
    assert not product.pictures.exists()
    assert files(media) == []


def test_too_large_is_said_at_the_field_and_no_more_than_the_limit_is_kept(desk, media, settings, monkeypatch):
    settings.PICTURE_MAX_BYTES = settings.UPLOAD_KEPT_BYTES = 100_000
    kept = []
    read = pictures.read_picture
    monkeypatch.setattr(pictures, "read_picture", lambda file: kept.append((file.size, len(file.read()))) or read(file))
    content = images.saved(images.colourful((700, 700)))
    assert len(content) > 400_000
    found = errors_of(bring(desk, factories.product(), content + bytes(400_000)))
    assert "too large" in found["pictures-0-file"][0]
    assert kept[0][0] == len(content) + 400_000
    assert 100_000 <= kept[0][1] <= 100_000 + 64 * 1024


def test_the_same_picture_twice_is_said_not_crashed_on(desk, media):
    row = factories.picture()
    content = images.saved(Image.new("RGB", (400, 400), "pink"))
    assert errors_of(bring(desk, row.product, content)) == {"pictures-1-file": ["This product already has that picture."]}
    assert len(files(media)) == 6


def test_a_picture_is_replaced_in_one_save(desk, media, django_capture_on_commit_callbacks):
    row = factories.picture()
    page = address(Product, "change", row.product.pk)
    data = {**typed(desk.get(page)), "pictures-0-DELETE": "on", "pictures-1-description": "Another"}
    with django_capture_on_commit_callbacks(execute=True):
        content = images.saved(Image.new("RGB", (400, 400), "teal"))
        assert desk.post(page, {**data, "pictures-1-file": images.upload(content)}).status_code == 302
    other = row.product.pictures.get()
    assert other.description == "Another"
    assert {name.split("/")[1] for name in files(media)} == {other.sha256[:16]}


def test_deleted_and_brought_again_it_keeps_its_files(desk, media, django_capture_on_commit_callbacks):
    row = factories.picture()
    page = address(Product, "change", row.product.pk)
    data = {**typed(desk.get(page)), "pictures-0-DELETE": "on", "pictures-1-description": "The same"}
    with django_capture_on_commit_callbacks(execute=True):
        content = images.saved(Image.new("RGB", (400, 400), "pink"))
        assert desk.post(page, {**data, "pictures-1-file": images.upload(content)}).status_code == 302
    assert row.product.pictures.get().description == "The same"
    assert len(files(media)) == 6


def test_two_pictures_come_in_one_save_and_are_numbered(desk, media):
    product = factories.product()
    page = address(Product, "change", product.pk)
    data = {**typed(desk.get(page)), "pictures-0-description": "One"}
    data["pictures-0-file"] = images.upload(images.saved(Image.new("RGB", (400, 400), "pink")))
    data = with_line(data, "pictures", description="Two", file=images.upload(images.saved(Image.new("RGB", (400, 400), "teal"))))
    assert desk.post(page, data).status_code == 302
    assert list(product.pictures.values_list("description", "position")) == [("One", 0), ("Two", 1)]


def test_a_reviewer_sees_pictures_and_brings_none(client, media):
    row = factories.picture()
    client.force_login(factories.reviewer())
    page = address(Product, "change", row.product.pk)
    assert client.get(page).status_code == 200
    assert client.post(page, {}).status_code == 403


def test_the_page_of_a_product_costs_the_same_with_one_picture_and_with_many(desk):
    product = factories.product()
    factories.picture(product)
    before = queries(desk, address(Product, "change", product.pk))
    for colour in ("teal", "white", "black", "red"):
        factories.picture(product, colour=colour)
    assert queries(desk, address(Product, "change", product.pk)) == before


# Served


@pytest.mark.parametrize(("extension", "kind"), [("avif", "image/avif"), ("webp", "image/webp"), ("jpg", "image/jpeg")])
def test_a_public_picture_may_be_kept_for_good(client, media, extension, kind):
    answer = client.get(factories.picture().urls[extension][400])
    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == kind
    assert answer.headers["Cache-Control"] == FOREVER
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "Set-Cookie" not in answer.headers
    assert "Vary" not in answer.headers
    content = answer.getvalue()
    assert len(content) == int(answer.headers["Content-Length"])
    assert Image.open(BytesIO(content)).size == (400, 400)


def test_the_browser_of_who_is_signed_in_may_keep_it_and_nobody_on_the_way(clinic, media):
    answer = clinic.get(factories.picture().largest_url)
    assert answer.headers["Cache-Control"] == FOREVER.replace("public", "private")
    assert not answer.cookies


HIDDEN = {
    "draft": {"status": Status.DRAFT},
    "retired": {"status": Status.RETIRED, "retired_reason": "No longer sold."},
    "for nobody yet": {"access": ""},
}


@pytest.mark.parametrize("case", HIDDEN)
def test_what_is_not_public_is_shown_to_staff_alone_and_stored_nowhere(client, media, case):
    url = factories.picture(factories.product(**HIDDEN[case])).largest_url
    assert client.get(url).status_code == 404
    client.force_login(factories.practitioner())
    assert client.get(url).status_code == 404
    client.force_login(factories.editor(), second_factor=False)
    assert client.get(url).status_code == 404
    client.force_login(factories.editor())
    answer = client.get(url)
    assert answer.status_code == 200
    assert "no-store" in answer.headers["Cache-Control"]
    assert "private" in answer.headers["Cache-Control"]
    assert "public" not in answer.headers["Cache-Control"]


def test_a_picture_for_practitioners_is_theirs(client, media):
    url = factories.picture(factories.product(access=Access.PRACTITIONERS)).largest_url
    assert client.get(url).status_code == 404
    client.force_login(factories.practitioner())
    answer = client.get(url)
    assert answer.status_code == 200
    assert "no-store" in answer.headers["Cache-Control"]


def test_one_public_product_is_enough(client, media):
    row = factories.picture(factories.product(status=Status.DRAFT))
    assert client.get(row.largest_url).status_code == 404
    factories.picture()
    assert client.get(row.largest_url).status_code == 200


@pytest.mark.parametrize(
    "path",
    [
        "/media/pictures/{sha}/401.jpg",
        "/media/pictures/{sha}/0400.jpg",
        "/media/pictures/{sha}/400.png",
        "/media/pictures/{sha}/400.JPG",
        "/media/pictures/{sha}/400",
        "/media/pictures/{sha}/",
        "/media/pictures/{other}/400.jpg",
        "/media/pictures/{sha}/../{sha}/400.jpg",
        "/media/pictures/%2e%2e/400.jpg",
        "/media/",
    ],
)
def test_there_is_nothing_else(client, media, path):
    sha = factories.picture().sha256[:16]
    assert client.get(path.format(sha=sha, other="0" * 16)).status_code == 404


def test_a_file_that_got_lost_is_not_there(client, media):
    url = factories.picture().largest_url
    for path in media.rglob("400.jpg"):
        path.unlink()
    assert client.get(url).status_code == 404


# Shown


def test_a_product_page_shows_the_picture_in_place_of_the_drawing(client, media):
    product = factories.product()
    assert b'<svg class="drawing"' in client.get(product.get_absolute_url()).content
    row = factories.picture(product, description="A jar & its lid")
    html = client.get(product.get_absolute_url()).content.decode()
    head = html.split("product-head__picture", 1)[1].split("</picture>", 1)[0]
    assert 'alt="A jar &amp; its lid"' in head
    assert 'width="400" height="400"' in head
    assert 'fetchpriority="high"' in head
    assert "lazy" not in head
    assert f"{row.urls['avif'][320]} 320w, {row.urls['avif'][400]} 400w" in head
    assert head.index("image/avif") < head.index("image/webp") < head.index("<img")
    assert 'class="drawing"' not in html
    assert "More pictures" not in html


def test_further_pictures_stand_below_in_their_order(client, media):
    product = factories.product()
    factories.picture(product, colour="red", position=2, description="Third")
    factories.picture(product, colour="teal", position=0, description="First")
    factories.picture(product, colour="black", position=1, description="Second")
    html = client.get(product.get_absolute_url()).content.decode()
    assert html.index("First") < html.index("More pictures") < html.index("Second") < html.index("Third")


def test_a_list_shows_pictures_and_costs_the_same_with_one_and_with_many(client, media):
    first, *others = Product.objects.filter(status=Status.PUBLISHED)
    factories.picture(first, description="The first bottle")
    before = queries(client, "/products/")
    for product in others:
        factories.picture(product)
    assert queries(client, "/products/") == before
    html = client.get("/products/").content.decode()
    assert 'alt="The first bottle"' in html
    assert html.count("<picture") == len(others) + 1
    assert html.count('loading="lazy"') == len(others) + 1


def test_the_home_page_costs_the_same_with_one_picture_and_with_many(client, media):
    first, *others = Product.objects.filter(status=Status.PUBLISHED, for_consumer=True)
    factories.picture(first)
    before = queries(client, "/?profession=consumer")
    for product in others:
        factories.picture(product)
    assert queries(client, "/?profession=consumer") == before
    assert client.get("/?profession=consumer").content.count(b"<picture") == len(others) + 1


def test_the_api_names_every_file(client, media):
    row = factories.picture(description="A bottle")
    url = reverse("api-product-detail", args=[row.product.slug])
    found = client.get(url).json()["pictures"]
    assert found == [
        {
            "description": "A bottle",
            "width": 400,
            "height": 400,
            "urls": {
                extension: {str(width): f"/media/pictures/{row.sha256[:16]}/{width}.{extension}" for width in (320, 400)}
                for extension in ("avif", "webp", "jpg")
            },
        }
    ]
    assert all(client.get(address).status_code == 200 for by_width in found[0]["urls"].values() for address in by_width.values())
    assert "pictures" not in client.get(reverse("api-product-list")).json()["results"][0]
    assert client.get(reverse("api-product-detail", args=["calecim-serum"])).json()["pictures"] == []


def test_search_engines_are_told_of_the_picture(client, media):
    product = factories.product()
    assert "image" not in linked(client, product)
    row = factories.picture(product)
    assert linked(client, product)["image"] == [f"http://testserver{row.largest_url}"]


def linked(client, product):
    html = client.get(product.get_absolute_url()).content.decode()
    blocks = [json.loads(part.split("</script>")[0]) for part in html.split('<script type="application/ld+json">')[1:]]
    return next(block for block in blocks if block["@type"] == "Product")


def test_an_upload_to_any_page_is_kept_within_the_limit(settings):
    """Nobody signed in: the handler holds for every form."""
    settings.UPLOAD_KEPT_BYTES = 1000
    answer = Client().post(reverse("contact"), {"file": images.upload(bytes(300_000))})
    assert answer.status_code == 400
