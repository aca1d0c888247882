"""The judge itself: a page that was without fault, made wrong in every way that it is to notice."""

from tests.browser import judging

WRONG = """() => {
    const main = document.querySelector("main .page");
    const add = (html) => { const one = document.createElement("div"); one.innerHTML = html; return main.appendChild(one) };
    const looks = (selector, ...rules) => document.querySelectorAll(selector).forEach((one) => rules.forEach(([name, value]) => (one.style[name] = value)));
    add("<h1>Again</h1><h6>Too deep</h6><img src='/favicon.ico'>");
    add("<details open><summary>More</summary>Give 2.5&nbsp;ml</details>");
    add("<b class='warns'>One</b><b class='warns'>Two</b><b class='warns'>Three</b>");
    add("<a class='button' id='small' href='/'>Small</a><p id='cut'>Cut off by its own box</p><p id='wide'>Wide</p><p id='pale'>Pale</p>");
    add("<a id='bare' href='/'>No ring</a>" + "<i></i>".repeat(900));
    looks(".warns", ["display", "block"], ["width", "300px"], ["height", "60px"], ["background", "var(--stop-ground)"]);
    looks("#small", ["minHeight", "0"], ["height", "30px"], ["border", "0"]);
    looks("#cut", ["height", "20px"], ["overflow", "hidden"]);
    looks("#wide", ["width", "2000px"]);
    looks("#pale", ["color", "#777"], ["background", "#888"]);
    looks("#bare", ["outline", "none"]);
    document.querySelector("footer .site-footer__help").remove();
    document.getElementById("wide").animate([{ opacity: 0 }, { opacity: 1 }], { duration: 500, iterations: Infinity });
}"""
NOTICED = [
    "1280: 800 px wider than the window",
    "360: 1656 px wider",
    "640: 1376 px wider",
    "320 spaced out: 1696 px wider",
    "2 headings of the first level",
    "heading of level 6 after level 1",
    "no help in the footer",
    "nodes, 900 are too many",
    "“2.5\u00a0ml” folded away",
    "3 warning boxes",
    "30 px high: <a#small.button>",
    "320 spaced out: cut off: <p#cut>",
    "reduced motion: moves: <p#wide>",
    "forced colours: no edge in forced colours: <a#small.button>",
    "1280: image-alt",
    "1280: color-contrast: #pale",
    "360 dark: color-contrast: #pale",
]


def test_the_judge_notices_what_is_wrong(page, live_server):
    page.set_viewport_size({"width": 1280, "height": 800})
    page.goto(f"{live_server.url}/terms/")
    assert judging.faults(page) == []
    page.evaluate(WRONG)
    found = "\n".join(judging.faults(page))
    assert [words for words in NOTICED if words not in found] == [], found
    assert "no ring: <a#bare>" in "\n".join(judging.walk(page))
