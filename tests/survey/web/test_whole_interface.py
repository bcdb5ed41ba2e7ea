"""Every page of staff in a language in which each message is marked: what is left is what people wrote."""

import html
import re
from collections import Counter
from urllib.parse import urljoin, urlsplit

import pytest
from sqlalchemy import text

from survey.domain.languages import LANGUAGES
from survey.domain.questionnaires.questions import SUPPORT_POINTS
from survey.domain.wording import Catalogue
from survey.store.database import Base
from survey.web import catalogues
from tests import databases, demonstration
from tests.source import ROOT

MARKED = re.compile(r"⟦[^⟦⟧]*⟧")
TAG = re.compile(r"<[^>]+>")
HEARD = re.compile(r'\s(?:aria-label|alt|title|placeholder)="([^"]*)"')
LINK = re.compile(r'<a(?![^>]*hreflang)[^>]*href="([^"]+)"')
# What is printed for residents is in the language of its sheet; the second line is there for who reads no Welsh.
APART = re.compile(
    r'<(script|style|svg)\b.*?</\1>|<(article|span|td|p) [^>]*\blang="en".*?</\2>|127[.]0[.]0[.]1[^\s<⟧]*', re.DOTALL
)
BETWEEN = re.compile(r"[;:–…(),.“”\d]|\s\s+")
SAME = {"flask --app wsgi postcodes load file", "zip", "pdf", "lamppost demonstration council", "council", "organiser"}
PAGES_OF_A_ROUTE = 3


class Marks(Catalogue):
    """Says each message in brackets."""

    def text(self, message):
        return f"⟦{message}⟧"

    def text_of(self, one, many, count):
        return f"⟦{one if count == 1 else many}⟧"


@pytest.fixture
def database_url(sqlite_template, tmp_path):
    """Nothing here depends on the kind of database."""
    return databases.copy_of(sqlite_template, tmp_path)


@pytest.fixture
def signed_in(session, clock, sign_in, client, monkeypatch):
    """An organiser of a consultation that is open and of one that is planned."""
    demonstration.load(session, clock.today)
    demonstration.plan(session, clock.today)
    sign_in("organiser")
    marks = Marks("marks")
    monkeypatch.setattr(catalogues, "catalogue", lambda code: marks if code == "cy" else catalogues.SOURCE)
    return client


def written_by_people(session):
    """Every text of the database and of the shipped content, and what languages are called."""
    rows = (row for table in Base.metadata.tables for row in session.execute(text(f'SELECT * FROM "{table}"')))
    texts = [value for row in rows for value in row if isinstance(value, str)]
    texts += [language.name for language in LANGUAGES] + [option.label for option in SUPPORT_POINTS]
    texts += [path.read_text(encoding="utf-8") for path in (ROOT / "survey/content").rglob("*.json")]
    whole = "\n".join(texts)
    return re.sub(r"\s+", " ", whole.encode().decode("unicode_escape", "ignore") + whole).lower()


def left_over(page):
    """The parts of texts that stand in no message."""
    page = APART.sub("", page)
    while (shorter := MARKED.sub("", page)) != page:
        page = shorter
    texts = HEARD.findall(page) + TAG.sub("\n", page).split("\n")
    parts = (part.strip().lower() for found in texts for part in BETWEEN.split(html.unescape(found)))
    return {part for part in parts if re.search(r"[a-z]{3}", part)} - SAME


def pages_under(client, start):
    """Every page that links lead to, three for each route."""
    router, seen = client.app.url_map.bind(""), Counter()
    waiting, known = [start], {start}
    while waiting:
        path = waiting.pop(0)
        endpoint = router.match(urlsplit(path).path)[0]
        if seen[endpoint] >= PAGES_OF_A_ROUTE:
            continue
        seen[endpoint] += 1
        page = client.raw.get("/cy" + path)
        assert page.status_code in (200, 302, 308), path
        if page.status_code != 200 or page.mimetype != "text/html":
            continue
        yield path, page.get_data(as_text=True)
        for href in LINK.findall(page.get_data(as_text=True)):
            target = urljoin("/cy" + path, html.unescape(href)).partition("#")[0]
            outside = target.startswith(start) and target.endswith("/")
            assert not outside, f"{path} leads out of the language: {href}"
            target = target.removeprefix("/cy")
            if target.startswith(start) and urlsplit(target).path.endswith("/") and target not in known:
                known.add(target)
                waiting.append(target)


def test_every_page_of_staff_is_in_the_catalogues(signed_in, session):
    theirs = written_by_people(session)
    faults, seen = [], 0
    for path, page in pages_under(signed_in, "/organise/"):
        seen += 1
        faults += [f"{path}: {part}" for part in left_over(page) if part not in theirs]
    assert seen > 45
    assert not faults, "put these into {% trans %} or say(), and docs/translating.md:\n" + "\n".join(sorted(faults))
