"""A client that checks every page it is given, so that every test of a view is also a test of its page.

    page = client.get_page("/receipt/")
    page = page.form().submit({"receipt": "7QF2-..."}, status=422)
    assert page.h1 == "Check your receipt"

The rules of a page stand in tests/page_rules.py. Forms are sent as a browser would: with what they already
hold, to the address they name, following the redirect that comes back. A field or a choice that the page does
not offer is an error of the test; `forged={...}` sends it all the same.
"""

import re
from urllib.parse import urljoin, urlsplit

import html5lib

from tests.page_rules import RULES, check_response

TEXT_INPUTS = {"submit", "button", "image", "reset", "file"}


def words(element) -> str:
    """The text inside an element, with runs of white space made one space."""
    return re.sub(r"\s+", " ", "".join(element.itertext())).strip()


class Page:
    """One HTML response, parsed and checked."""

    def __init__(self, client: "PageClient", response, url: str) -> None:
        self.client, self.response, self.url = client, response, url
        self.status = response.status_code
        self.html = response.get_data(as_text=True)
        parser = html5lib.HTMLParser(namespaceHTMLElements=False)
        self.root = parser.parse(self.html)
        self.parse_errors = parser.errors
        check_response(self)
        for rule in RULES:
            rule(self)

    def all(self, tag: str, **attributes: str) -> list:
        """Every element of that tag with these attributes; `class_` for one class among others."""
        wanted = attributes.pop("class_", None)
        names = {name.rstrip("_").replace("_", "-"): value for name, value in attributes.items()}
        return [
            element
            for element in self.root.iter(tag)
            if all(element.get(name) == value for name, value in names.items())
            and (wanted is None or wanted in element.get("class", "").split())
        ]

    def one(self, tag: str, **attributes: str):
        """The only such element."""
        found = self.all(tag, **attributes)
        assert len(found) == 1, f"{self.url} has {len(found)} <{tag}> with {attributes}"
        return found[0]

    @property
    def h1(self) -> str:
        return words(self.one("h1"))

    @property
    def title(self) -> str:
        return words(self.one("title"))

    @property
    def text(self) -> str:
        """What a person reads, without the header and the footer."""
        return words(self.one("main"))

    @property
    def errors(self) -> list[str]:
        """The messages of the error summary, in order."""
        return [words(item) for summary in self.all("div", class_="govuk-error-summary")
                for item in summary.iter("li")]  # fmt: skip

    @property
    def links(self) -> dict[str, str]:
        """Text of each link of the main part, and where it leads."""
        return {words(link): urljoin(self.url, link.get("href", "")) for link in self.one("main").iter("a")}

    def follow(self, text: str, status: int = 200) -> "Page":
        """Opens the page that this link leads to."""
        assert text in self.links, f"{self.url} has no link “{text}”, only {sorted(self.links)}"
        return self.client.get_page(self.links[text], status=status)

    def form(self, action: str | None = None) -> "Form":
        """The form of the main part; with `action`, the one whose address ends so."""
        forms = [Form(self, element) for element in self.one("main").iter("form")]
        if action is not None:
            forms = [form for form in forms if urlsplit(form.action).path.endswith(action)]
        assert len(forms) == 1, f"{self.url} has {len(forms)} forms for {action or 'any address'}"
        return forms[0]


class Form:
    """A form with the values that a browser would send if nothing were changed."""

    def __init__(self, page: Page, element) -> None:
        self.page, self.element = page, element
        self.action = urljoin(page.url, element.get("action") or page.url)
        self.method = element.get("method", "get").lower()
        self.values: dict[str, list[str]] = {}
        self.choices: dict[str, list[str]] = {}
        self.fields: set[str] = set()
        for field in element.iter():
            if field.tag in ("input", "textarea", "select") and field.get("name"):
                self.fields.add(field.get("name"))
                self._read(field, field.get("name"))

    def _read(self, field, name: str) -> None:
        kind = field.get("type", "text") if field.tag == "input" else field.tag
        if kind in ("radio", "checkbox"):
            self.choices.setdefault(name, []).append(field.get("value", "on"))
            if field.get("checked") is not None:
                self.values.setdefault(name, []).append(field.get("value", "on"))
        elif kind == "select":
            self._read_options(field, name)
        elif kind == "textarea":
            self.values[name] = ["".join(field.itertext()).removeprefix("\n")]
        elif kind not in TEXT_INPUTS:
            self.values.setdefault(name, []).append(field.get("value", ""))

    def _read_options(self, field, name: str) -> None:
        options = list(field.iter("option"))
        self.choices[name] = [option.get("value", words(option)) for option in options]
        chosen = [option for option in options if option.get("selected") is not None] or options[:1]
        self.values[name] = [option.get("value", words(option)) for option in chosen]

    def submit(self, values=None, *, status: int = 200, button: tuple[str, str] | None = None, forged=None):
        """Sends the form and returns the page that comes of it."""
        sent = self.values | {name: self._offered(name, value) for name, value in (values or {}).items()}
        sent |= {name: _as_list(value) for name, value in (forged or {}).items()}
        if button:
            sent[button[0]] = [button[1]]
        if self.method == "get":
            return self.page.client.get_page(self.action, status=status, query_string=sent)
        return self.page.client.post_page(self.action, sent, status=status)

    def _offered(self, name: str, value) -> list[str]:
        listed = _as_list(value)
        assert name in self.fields, f"{self.page.url} has no field “{name}”, only {sorted(self.fields)}"
        if name in self.choices:
            missing = set(listed) - set(self.choices[name])
            assert not missing, f"“{name}” does not offer {missing}, only {self.choices[name]}"
        return listed


class PageClient:
    """A browser without a screen: keeps cookies, follows redirects, checks pages.

    `raw` is Flask's own client with the same cookies, for responses that are no pages. Responses are buffered:
    what a server does once the answer is on its way is done when the page is there.
    """

    def __init__(self, app) -> None:
        self.app = app
        self.raw = app.test_client()

    def get_page(self, url: str, *, status: int = 200, query_string=None) -> Page:
        """Opens a page. A redirect is followed."""
        return self._page(self.raw.get(url, query_string=query_string, buffered=True), url, status)

    def post_page(self, url: str, data, *, status: int = 200) -> Page:
        """Sends exactly this data, follows the redirect, and returns the page at its end."""
        return self._page(self.raw.post(url, data=data, buffered=True), url, status, data)

    def _page(self, response, url: str, status: int, sent=None) -> Page:
        for _hop in range(5):
            if response.status_code not in (301, 302, 303, 307, 308):
                break
            url = urljoin(url, response.location)
            if response.status_code in (307, 308) and sent is not None:
                response = self.raw.post(url, data=sent, buffered=True)
            else:
                response = self.raw.get(url, buffered=True)
        assert response.status_code == status, f"{url} answered {response.status_code}, not {status}"
        return Page(self, response, url)


def _as_list(value) -> list[str]:
    return [str(item) for item in value] if isinstance(value, (list, tuple)) else [str(value)]
