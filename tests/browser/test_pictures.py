"""A picture on its way in a real browser: an editor brings it, and the product's page and the list show it."""

from allauth.mfa.totp.internal.auth import TOTP

from catalogue.models import Product
from tests import factories
from tests.browser import pages
from tests.catalogue import images

PASSWORD = "a long enough password"


def shown(image):
    """How wide its file is, once it has come. One out of sight waits until the reader scrolls there."""
    image.scroll_into_view_if_needed()
    return image.evaluate("(image) => image.decode().then(() => image.naturalWidth)")


def test_an_editor_brings_a_picture_and_readers_see_it(page, live_server):
    base = live_server.url
    TOTP.activate(factories.editor(email="edda@example.org"), pages.SECRET)
    product = Product.objects.get(slug="multi-action-cream")
    noticed = pages.listen(page, base)
    pages.sign_in_with_code(page, base, "edda@example.org", PASSWORD)
    page.goto(f"{base}/admin/catalogue/product/{product.pk}/change/")
    content = images.with_place(images.colourful((1500, 1200)))
    page.locator("#id_pictures-0-file").set_input_files({"name": "jar.jpg", "mimeType": "image/jpeg", "buffer": content})
    page.locator("#id_pictures-0-description").fill("A jar with a grey lid")
    page.locator("[name=_continue]").first.click()
    page.wait_for_selector(".picture-thumbnail")
    assert shown(page.locator(".picture-thumbnail")) > 0

    found = []
    for path in ["/products/multi-action-cream/", "/products/"]:
        page.goto(f"{base}{path}")
        image = page.get_by_alt_text("A jar with a grey lid")
        assert shown(image) > 0
        assert image.evaluate("(image) => image.currentSrc").endswith(".avif")
        found += [f"{path} {fault}" for fault in pages.faults(page)]
    assert found + noticed == []
