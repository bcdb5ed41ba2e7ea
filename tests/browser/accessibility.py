"""axe, asked for everything that WCAG 2.2 AA wants and a program can see."""

import warnings

from playwright.sync_api import Page

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    from axe_playwright_python.sync_playwright import Axe

WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
OPTIONS = {"runOnly": {"type": "tag", "values": WCAG}, "resultTypes": ["violations"]}


def axe(page: Page) -> None:
    """Fails with what is wrong, where, and which rule says so."""
    found = Axe().run(page, options=OPTIONS).response["violations"]
    lines = [f"{page.url}: {len(found)} kinds of barrier"]
    for violation in found:
        lines.append(f"- {violation['id']} ({violation['impact']}): {violation['help']}")
        lines += [f"    {node['target']}: {node['html'][:160]}" for node in violation["nodes"][:5]]
    assert not found, "\n".join(lines)


def fits(page: Page) -> None:
    """Nobody has to scroll sideways to read."""
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert wide <= 0, f"{page.url} is {wide} px wider than a window of {page.viewport_size}"
