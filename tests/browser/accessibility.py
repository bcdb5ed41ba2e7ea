"""axe, asked for everything that WCAG 2.2 AA wants and a program can see."""

import warnings

from playwright.sync_api import Page

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    from axe_playwright_python.sync_playwright import Axe

WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
AXE = Axe()
OPTIONS = {"runOnly": {"type": "tag", "values": WCAG}, "resultTypes": ["violations"]}


# Which elements stand within which, by their classes, as numbers. Inline styles are forbidden here, so colours come
# from nothing else.
COLOURED = """() => {
  const paths = new Set(), forced = matchMedia("(forced-colors: active)").matches;
  const name = element => element.tagName + "." + element.getAttribute("class");
  for (const element of document.body.querySelectorAll("*")) {
    let path = String(forced);
    for (let one = element; one; one = one.parentElement) path += ">" + name(one);
    let number = 0;
    for (const letter of path) number = (Math.imul(31, number) + letter.charCodeAt(0)) | 0;
    paths.add(number);
  }
  return [...paths];
}"""
_SEEN: set[int] = set()


def options_for(page: Page) -> dict:
    """Contrast takes four fifths of axe's time: it is measured where some colours were not measured before."""
    found = set(page.evaluate(COLOURED))
    if found <= _SEEN:
        return OPTIONS | {"rules": {"color-contrast": {"enabled": False}}}
    _SEEN.update(found)
    return OPTIONS


def runs_scripts(page: Page) -> bool:
    """Whether the window runs scripts. Asking one to in a window that does not would wait for ever."""
    return getattr(page, "runs_scripts", True)


def barriers(page: Page) -> list[str]:
    """What is wrong, where, and which rule says so. axe is a script: it sees nothing where there are none."""
    if not runs_scripts(page):
        return []
    # A page whose styles are still on their way has smaller targets than the page that people see.
    page.wait_for_load_state("load")
    page.evaluate(AXE.axe_script)
    lines = []
    # Only what is wrong is fetched: what passes is a long list, and takes as long again to send.
    for violation in page.evaluate("options => axe.run(options).then(found => found.violations)", options_for(page)):
        lines.append(f"{page.url}: {violation['id']} ({violation['impact']}): {violation['help']}")
        lines += [f"    {node['target']}: {node['html'][:160]}" for node in violation["nodes"][:5]]
    return lines


def axe(page: Page) -> None:
    """Fails where axe finds a barrier."""
    found = barriers(page)
    assert not found, "\n".join(found)


def too_wide(page: Page) -> list[str]:
    """By how much somebody has to scroll sideways to read."""
    if not runs_scripts(page):
        return []
    page.wait_for_load_state("load")
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    return [f"{page.url} is {wide} px wider than a window of {page.viewport_size}"] if wide > 0 else []


def fits(page: Page) -> None:
    """Fails where somebody has to scroll sideways to read."""
    assert not too_wide(page), too_wide(page)[0]
