"""Every kind of chart in a real browser, under the policy of the site, at the narrowest window and at a wide one."""

from html import escape

import pytest

from tests.browser.site import serving
from tests.results.test_charts import ALL
from tests.source import ROOT

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; connect-src 'self'; "
    "base-uri 'none'; frame-ancestors 'none'"
)
STATIC = {
    "/charts.js": ("charts.js", "text/javascript"),
    "/plotly.css": ("plotly.css", "text/css"),
    "/plotly.min.js": ("vendor/plotly.min.js", "text/javascript"),
    "/favicon.ico": ("plotly.css", "image/x-icon"),
}
# The words of a chart: where they lie, in pixels of the page, with their chart.
BOXES = """() => [...document.querySelectorAll(".lp-chart")].map(chart => ({
  name: chart.dataset.chartFor, width: chart.clientWidth, left: chart.getBoundingClientRect().left,
  top: chart.getBoundingClientRect().top, bottom: chart.getBoundingClientRect().bottom,
  words: [...chart.querySelectorAll(".annotation text, .ytick text, .textpoint text")]
    .filter(text => text.textContent.trim())
    .map(text => { const box = text.getBoundingClientRect();
      return {text: text.textContent, left: box.left, right: box.right, top: box.top, bottom: box.bottom}; })
}))"""


def page_of(charts):
    parts = [
        f'<div class="lp-chart" data-chart-for="{escape(name)}"></div>'
        f'<script type="application/json" id="{escape(name)}">{chart.figure_json}</script>'
        for name, chart in charts.items()
    ]
    head = (
        '<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">'
        '<title>Charts</title><link rel="stylesheet" id="plotly.js-style-global" href="/plotly.css">'
    )
    scripts = '<script src="/plotly.min.js"></script><script src="/charts.js"></script>'
    return f'<!doctype html><html lang="en"><head>{head}</head><body>{"".join(parts)}{scripts}</body></html>'


def application(environ, start_response):
    """All charts on one page."""
    file, kind = STATIC.get(environ["PATH_INFO"], ("", "text/html; charset=utf-8"))
    start_response("200 OK", [("Content-Type", kind), ("Content-Security-Policy", POLICY)])
    return [(ROOT / "static" / file).read_bytes() if file else page_of(ALL).encode()]


@pytest.fixture(scope="module")
def address():
    if b"plotly.js" not in (ROOT / "static" / "vendor" / "plotly.min.js").read_bytes()[:200]:
        pytest.skip("the Plotly bundle was not fetched when this was installed")
    with serving(application) as address:
        yield address


def drawn(page):
    """The page with every chart drawn, as before printing."""
    page.goto("/")
    page.wait_for_selector("body[data-done]")
    page.evaluate("() => window.dispatchEvent(new Event('beforeprint'))")
    page.wait_for_selector("body[data-done=all]")
    assert page.locator(".lp-chart[data-drawn=failed]").count() == 0
    return page


def overlap(one, other):
    across = min(one["right"], other["right"]) - max(one["left"], other["left"])
    down = min(one["bottom"], other["bottom"]) - max(one["top"], other["top"])
    return across > 1 and down > 3


@pytest.mark.parametrize("window", ["narrowest", "phone", "desktop"])
def test_words_stay_inside_their_chart_and_off_one_another(address, open_window, window):
    with open_window(window, address) as page:
        charts = drawn(page).evaluate(BOXES)
        assert page.evaluate("() => document.documentElement.scrollWidth <= window.innerWidth")
    faults = []
    for chart in charts:
        words = chart["words"]
        assert words, chart["name"]
        for place, word in enumerate(words):
            inside = chart["left"] - 2 <= word["left"] and word["right"] <= chart["left"] + chart["width"] + 2
            if not (inside and chart["top"] - 2 <= word["top"] and word["bottom"] <= chart["bottom"] + 2):
                faults.append(f"{chart['name']}: {word['text']} sticks out")
            faults += [
                f"{chart['name']}: {word['text']} on {other['text']}"
                for other in words[place + 1 :]
                if overlap(word, other)
            ]
    assert not faults, "\n".join(faults)


def test_charts_far_below_are_drawn_when_they_come_near(address, open_window):
    with open_window("narrowest", address) as page:
        page.goto("/")
        page.wait_for_selector("body[data-done]")
        waiting = page.locator(".lp-chart:not([data-drawn])").count()
        assert 0 < waiting < len(ALL)
        page.evaluate("() => window.scrollTo(0, document.body.scrollHeight)")
        page.wait_for_selector(".lp-chart[data-chart-for=days][data-drawn]")


def test_charts_fit_a_window_that_changes(address, open_window):
    with open_window("desktop", address) as page:
        drawn(page)
        page.set_viewport_size({"width": 360, "height": 740})
        page.wait_for_selector(".lp-chart[data-drawn='344']")
        assert page.evaluate("() => document.documentElement.scrollWidth <= window.innerWidth")


def test_every_mark_says_its_figure_to_a_pointer(address, open_window):
    with open_window("desktop", address) as page:
        drawn(page)
        chart = page.locator("[data-chart-for=single]")
        chart.scroll_into_view_if_needed()
        box = chart.bounding_box()
        page.mouse.move(box["x"] + 30, box["y"] + 27)
        page.wait_for_selector(".hovertext")
        assert "A lot: 60% (60)" in page.locator(".hovertext").first.text_content()
