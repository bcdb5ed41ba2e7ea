"""Charts as pictures that stand alone: SVG for what is printed, PNG for what cannot show SVG."""

from __future__ import annotations

import re
from base64 import b64encode

import resvg_py

from results.drawing.canvas import Chart
from results.drawing.palette import WHITE
from results.drawing.picture import inline

WIDTH = 620
ZOOM = 2
# Where a font lacks one letter of a text, the whole text is drawn in whichever has it; this one goes well.
WITH_MARKS = "'DejaVu Sans', 'Segoe UI Symbol', sans-serif"
_MARKED = re.compile("<text (?=[^>]*>[^<]*[◆◇])")
_BOX = re.compile(r'viewBox="0 0 [\d.]+ ([\d.]+)"')


def svg(chart: Chart) -> str:
    """The chart as a picture with a size and a ground of its own."""
    drawn = inline(chart.figure_json, WIDTH, look="chart")
    found = _BOX.search(drawn)
    high = f"{float(found[1]) if found else chart.height:g}"
    opening, _, inside = drawn.partition(">")
    ground = f'<rect width="{WIDTH}" height="{high}" fill="{WHITE}"/>'
    return f'{opening} width="{WIDTH}" height="{high}">{ground}{inside}'


def svg_address(chart: Chart) -> str:
    """The picture as an address that holds it whole, for a page that fetches nothing."""
    return f"data:image/svg+xml;base64,{b64encode(svg(chart).encode()).decode()}"


def png_address(chart: Chart) -> str:
    """The same in pixels: what makes PDFs does not join the letters of Arabic in an SVG."""
    return f"data:image/png;base64,{b64encode(png(chart)).decode()}"


def png(chart: Chart) -> bytes:
    """The picture in pixels, twice as fine as it is shown."""
    drawn = _MARKED.sub(f'<text font-family="{WITH_MARKS}" ', svg(chart))
    return bytes(resvg_py.svg_to_bytes(svg_string=drawn, zoom=ZOOM))
