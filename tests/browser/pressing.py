"""A press on a link or a button that leads to another page waits for that page, however busy the machine is.

Playwright returns from a click as soon as the browser has taken it; what a test looks at next may still be
the page before. `no_wait_after=True` is for the few presses that lead nowhere: a download, say.
"""

from playwright.sync_api import Locator

LEADS_ON = """element => {
  const pressed = element.closest("a[href], button, input[type=submit]");
  if (!pressed) return false;
  if (pressed.target === "_blank" || pressed.hasAttribute("download")) return false;
  if (pressed.tagName !== "A") return pressed.type === "submit" && pressed.form !== null;
  const [there, here] = [new URL(pressed.href), new URL(location.href)];
  return !(there.hash && there.pathname === here.pathname && there.search === here.search);
}"""
click = Locator.click


def click_and_arrive(self: Locator, *, no_wait_after: bool = False, **options: object) -> None:
    """In the place of `Locator.click`."""
    if no_wait_after or not self.evaluate(LEADS_ON):
        click(self, **options)
        return
    with self.page.expect_navigation():
        click(self, **options)


def install() -> None:
    """From now on every click of every test arrives."""
    Locator.click = click_and_arrive
