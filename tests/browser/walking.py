"""Where in the journey a browser's page is: addresses do not tell."""

from urllib.parse import urlsplit


def code_of(page):
    """The code of the page of questions that is shown; of another page, the last part of its address."""
    named = page.locator("main input[name=_page]")
    return named.first.get_attribute("value") if named.count() else urlsplit(page.url).path.rstrip("/").rsplit("/", 1)[1]
