"""What every page of Lamppost keeps to. Each rule raises with words that say what to change."""

import re
from urllib.parse import urlsplit

from survey.domain.languages import language_at

# Attributes by which the browser loads something while it shows the page.
LOADED = {
    "script": "src", "img": "src", "iframe": "src", "source": "src", "video": "src", "audio": "src",
    "embed": "src", "object": "data", "link": "href", "form": "action", "use": "href",
}  # fmt: skip
REFERENCES = ("for", "aria-describedby", "aria-labelledby", "aria-controls", "aria-owns", "list", "headers")
DATA_SCRIPTS = {"application/json", "application/ld+json"}
LABELLED_BY_THEMSELVES = {"hidden", "submit", "button", "reset", "image"}
WRONG = re.compile(r"(?:Error|Gwall|خطأ): ")  # as each language with a catalogue says it
PRIVATE = re.compile(r"/(answer|organise|council|account|return)/")
# Pages of questions, whose titles name no question: they stand in the browser's history.
NUMBERED = re.compile(r"/answer/\d+/$")
# Forms that need no token, because being able to fill them in is all the permission there is.
TOKENLESS = (
    re.compile(r"/answer/start/$"),  # makes an empty draft for whoever asks
    re.compile(r"/return/$"),  # whoever holds the code may use it
    re.compile(r"/answer/correct/$"),  # whoever holds the receipt may use it
    re.compile(r"^/receipt/"),  # whoever holds the receipt may send it
    re.compile(r"^/follow/$"),  # asks for a mail, which anybody may
    re.compile(r"^/follow/(confirm|leave)/"),  # whoever has the link may use it
    re.compile(r"^/deployments/[^/]+/ward/$"),  # looks a postcode up, and changes nothing
)


def check_response(page) -> None:
    """Headers: type, security, cookies and caching."""
    headers = page.response.headers
    policy = headers.get("Content-Security-Policy", "")
    assert headers["Content-Type"] == "text/html; charset=utf-8", headers["Content-Type"]
    assert "default-src 'none'" in policy, f"{page.url} has no strict content security policy"
    assert "unsafe" not in policy, f"{page.url} allows unsafe scripts or styles: {policy}"
    for name, value in {"X-Content-Type-Options": "nosniff", "Referrer-Policy": "same-origin"}.items():
        assert headers.get(name) == value, f"{page.url}: {name} is {headers.get(name)}"
    _check_cookies(page, headers)


def _check_cookies(page, headers) -> None:
    path, request = urlsplit(page.url).path, page.response.request
    if request.method == "GET" and not path.removeprefix("/cy").startswith("/account/"):
        assert "Set-Cookie" not in headers, f"GET {path} sets a cookie: opening a page writes nothing"
    if PRIVATE.search(path) and request.cookies:
        assert "no-store" in headers.get("Cache-Control", ""), f"{path} may be stored by a browser or proxy"


def html_is_valid(page) -> None:
    """As far as an HTML parser can tell: nesting, closing tags, attributes."""
    lines = page.html.splitlines()
    found = [f"line {line}: {code} {data}: {lines[line - 1].strip()[:100] if line <= len(lines) else ''}"
             for (line, _column), code, data in page.parse_errors]  # fmt: skip
    assert not found, f"{page.url} is not valid HTML:\n" + "\n".join(found[:10])


def says_its_language(page) -> None:
    assert page.root.get("lang"), f"{page.url}: <html> has no lang"


def has_one_h1_that_the_title_repeats(page) -> None:
    """A screen reader's list of windows, the page and its error state all say the same."""
    page.one("main")
    title = WRONG.sub("", page.title)
    assert page.h1, f"{page.url} has an empty h1"
    plain = NUMBERED.search(urlsplit(page.url).path) and re.match(r"\w+ \d+ – ", title)
    says = page.h1 in title or title.split(" – ")[0] in page.h1
    assert plain or says, f"title “{page.title}”, h1 “{page.h1}”"
    wrong = bool(page.all("div", class_="govuk-error-summary"))
    assert bool(WRONG.match(page.title)) == wrong, f"{page.url}: the title says Error: with a summary only"


def ids_are_unique(page) -> None:
    ids = [element.get("id") for element in page.root.iter() if element.get("id")]
    twice = sorted({name for name in ids if ids.count(name) > 1})
    assert not twice, f"{page.url} has ids twice: {twice}"


def references_lead_somewhere(page) -> None:
    """Labels, descriptions and links within the page name an id that exists."""
    ids = {element.get("id") for element in page.root.iter()} | {"", "top"}
    for element in page.root.iter():
        for attribute in REFERENCES:
            missing = set((element.get(attribute) or "").split()) - ids
            assert not missing, f"{page.url}: <{element.tag} {attribute}> names {missing}"
        href = element.get("href") or ""
        assert not href.startswith("#") or href[1:] in ids, f"{page.url}: no target for the link {href}"


def fields_have_labels(page) -> None:
    labelled = {label.get("for") for label in page.root.iter("label")}
    inside = {id(field) for label in page.root.iter("label") for field in label.iter()}
    for field in page.root.iter():
        if field.tag not in ("input", "select", "textarea") or field.get("type") in LABELLED_BY_THEMSELVES:
            continue
        named = field.get("aria-label") or field.get("aria-labelledby")
        assert named or field.get("id") in labelled or id(field) in inside, (
            f"{page.url}: the field {field.get('name')} has no label"
        )


def _without_language(path: str) -> str:
    """The address of the same page in English."""
    prefix, _, rest = path[1:].partition("/")
    return f"/{rest}" if language_at(prefix) else path


def forms_carry_a_token(page) -> None:
    for form in page.root.iter("form"):
        action = urlsplit(form.get("action") or page.url).path
        plain = _without_language(action)
        if form.get("method", "get").lower() != "post" or any(rule.search(plain) for rule in TOKENLESS):
            continue
        tokens = [field.get("value") for field in form.iter("input") if field.get("name") == "csrf_token"]
        assert len(tokens) == 1, f"{page.url}: the form to {action} has {len(tokens)} csrf_token fields"
        assert tokens[0], f"{page.url}: the form to {action} has an empty csrf_token"


def nothing_is_inline(page) -> None:
    """The content security policy would drop it without a word."""
    for element in page.root.iter():
        if not isinstance(element.tag, str):  # a comment
            continue
        for name, value in element.attrib.items():
            inline = name == "style" or name.startswith("on") or str(value).strip().startswith("javascript:")
            assert not inline, f"{page.url}: <{element.tag} {name}> is inline"
        assert element.tag != "style", f"{page.url} has a <style>"
        is_code = element.tag == "script" and element.get("type") not in DATA_SCRIPTS
        assert not is_code or element.get("src"), f"{page.url} has an inline script"


def nothing_comes_from_elsewhere(page) -> None:
    """No third party is contacted by any page."""
    for element in page.root.iter():
        attribute = LOADED.get(element.tag) if isinstance(element.tag, str) else None
        address = (element.get(attribute) or "") if attribute else ""
        if element.tag == "link" and element.get("rel") in ("canonical", "alternate"):
            continue
        assert not urlsplit(address).netloc, f"{page.url} loads {address}"
        assert "srcset" not in element.attrib, f"{page.url}: name one image, not a srcset"


RULES = (
    html_is_valid,
    says_its_language,
    has_one_h1_that_the_title_repeats,
    ids_are_unique,
    references_lead_somewhere,
    fields_have_labels,
    forms_carry_a_token,
    nothing_is_inline,
    nothing_comes_from_elsewhere,
)
