"""Light or dark: a cookie that the first paint of every page follows."""

import pytest

pytestmark = pytest.mark.django_db

PATH = "/appearance/"


def root(client, path="/products/"):
    return client.get(path).content.decode().split("<head>")[0]


def test_without_a_choice_the_device_decides(client):
    assert "data-theme" not in root(client)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_choice_stands_on_the_next_page_and_leads_back(client, theme):
    response = client.post(PATH, {"theme": theme, "next": "/products/?kind=cream"})
    assert response.status_code == 302
    assert response["Location"] == "/products/?kind=cream"
    assert f'data-theme="{theme}"' in root(client)


def test_the_device_decides_again_when_asked_to(client):
    client.post(PATH, {"theme": "dark"})
    client.post(PATH, {"theme": "device"})
    assert "data-theme" not in root(client)


@pytest.mark.parametrize("sent", [{}, {"theme": ""}, {"theme": "sepia"}, {"theme": "dark\0"}])
def test_another_choice_is_told_at_the_field(client, sent):
    response = client.post(PATH, sent)
    assert response.status_code == 400
    assert "Choose one of the three." in response.content.decode()
    assert "data-theme" not in root(client)


@pytest.mark.parametrize("cookie", ["sepia", '"><script>', "DARK", ""])
def test_a_cookie_that_is_no_theme_is_not_followed(client, cookie):
    client.cookies["theme"] = cookie
    assert "data-theme" not in root(client)


@pytest.mark.parametrize(
    "elsewhere",
    ["https://example.org/", "//example.org", "javascript:alert(1)", "\\\\example.org", "products", "evil", "?x", "#a", "routine?x=1"],
)
def test_nobody_is_led_to_another_site(client, elsewhere):
    assert client.post(PATH, {"theme": "dark", "next": elsewhere})["Location"] == "/"


def test_the_form_shows_what_is_chosen(client):
    client.post(PATH, {"theme": "dark"})
    assert 'value="dark" checked' in client.get(PATH).content.decode()
