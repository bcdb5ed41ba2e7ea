"""The first chart of the results: there before any script, and nothing moves when the script draws it."""

import pytest

from results.drawing.picture import inline
from tests.browser.site import serving
from tests.browser.test_charts import POLICY, STATIC
from tests.results.test_charts import ALL
from tests.source import ROOT

FILES = STATIC | {"/results.css": ("results.css", "text/css")}
FIGURE = ALL["support"].figure_json
DRAWINGS = "".join(
    inline(FIGURE, width, look=f"lp-instant lp-instant--{name}")
    for name, width in (("narrow", 330), ("wide", 460))
)
PAGE = f"""<!doctype html><html lang="en"><head><meta charset="utf-8"><title>First chart</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="stylesheet" href="/results.css"><link rel="stylesheet" id="plotly.js-style-global" href="/plotly.css">
</head><body><main class="lp-results"><div class="lp-sheet"><div class="lp-chart" data-chart-for="first"></div>
<script type="application/json" id="first">{FIGURE}</script>{DRAWINGS}</div><p id="after">After it</p></main>
<script src="/plotly.min.js" defer></script><script src="/charts.js" defer></script></body></html>"""
TOP = "() => document.getElementById('after').getBoundingClientRect().top"


def application(environ, start_response):
    file, kind = FILES.get(environ["PATH_INFO"], ("", "text/html; charset=utf-8"))
    start_response("200 OK", [("Content-Type", kind), ("Content-Security-Policy", POLICY)])
    return [(ROOT / "static" / file).read_bytes() if file else PAGE.encode()]


@pytest.fixture(scope="module")
def address():
    if b"plotly.js" not in (ROOT / "static" / "vendor" / "plotly.min.js").read_bytes()[:200]:
        pytest.skip("the Plotly bundle was not fetched when this was installed")
    with serving(application) as address:
        yield address


@pytest.mark.parametrize(("window", "shown"), [("phone", "narrow"), ("desktop", "wide")])
def test_the_script_takes_its_place_and_nothing_moves(address, open_window, window, shown):
    with open_window(window, address) as page:
        # Before: as the page comes, with the script held back.
        page.route("**/charts.js", lambda route: route.abort())
        page.goto("/")
        assert page.locator(".lp-instant:visible").count() == 1
        assert page.locator(f".lp-instant--{shown}").is_visible()
        before = page.evaluate(TOP)
        page.unroute("**/charts.js")
        page.goto("/")
        page.wait_for_selector(".lp-chart[data-drawn]")
        assert page.locator(".lp-instant:visible").count() == 0
        assert abs(page.evaluate(TOP) - before) <= 1


def test_without_scripts_it_stays(address, open_window):
    with open_window("without_scripts", address) as page:
        page.goto("/")
        assert page.locator(".lp-instant--wide").is_visible()
        assert not page.locator(".lp-chart").is_visible()
        assert "Strongly support" in page.locator(".lp-instant--wide").text_content()
