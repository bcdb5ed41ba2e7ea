"""Site notices as pages and PDFs: for organisers, one sheet each, and a code that holds the zone alone."""

import io
import re
from dataclasses import replace
from itertools import product
from urllib.parse import unquote

import pypdf
import pytest
import segno
from flask import render_template
from sqlalchemy import delete, select

from survey.domain.deployments.plan import STATUSES, Fact
from survey.domain.notice_words import ENGLISH
from survey.domain.notices import SMALLEST, sheet
from survey.domain.other_ways import LONGEST, OtherWays
from survey.store.accounts import AuditEntry
from survey.store.deployments import register
from survey.store.zone_addresses import ZoneAddress
from survey.web import notices
from survey.web.pdf import LettersMissing, PdfError, available, make_pdf
from tests import databases, demonstration
from tests.demonstration import CROYDON, SOHO
from tests.page import PageClient, words
from tests.survey.domain.test_notices import ARABIC, PLAN, POSTING, TODAY, WELSH, councils_words

PAGE = f"/organise/consultations/{SOHO}/notices/"
ZONES = ("soho", "theatre-streets", "main-retail-streets")
MILLIMETRES = {"a4": (210, 297), "a3": (297, 420)}
STREETS = "Corner of Great Marlborough Street and Poland Street, by the steps of the old library, " * 4


@pytest.fixture
def demo(session, clock):
    demonstration.load(session, clock.today)


@pytest.fixture
def organiser(demo, sign_in, client):
    sign_in("organiser")
    return client


@pytest.fixture
def _pdf():
    if not available():
        databases.unavailable("no PDF: WeasyPrint or a library of the system that it needs is not installed")


def acts(session):
    return [entry.act for entry in session.scalars(select(AuditEntry).order_by(AuditEntry.id))]


def modules_of(address):
    """The dark modules of a QR code as it is drawn: a set of column and row, the quiet zone included."""
    svg = unquote(address.partition(",")[2])
    path = re.search(r"class='qrline' [^>]*d='([^']+)'", svg)
    assert path, svg
    dark, x, y = set(), 0, 0.0
    for command, numbers in re.findall(r"([MmHh])\s*([-\d. ]+)", path[1]):
        first, *rest = (float(number) for number in re.findall(r"-?[\d.]+", numbers))
        if command == "M":
            x, y = first, rest[0]
        elif command == "m":
            x, y = x + first, y + rest[0]
        else:
            dark |= {(int(x) + step, int(y)) for step in range(int(first))}
            x += first
    return dark


def expected_modules(text):
    rows = segno.make(text, error="q", micro=False).matrix_iter(border=4)
    return {(x, y) for y, row in enumerate(rows) for x, bit in enumerate(row) if bit}


def test_the_organiser_finds_a_sheet_for_each_zone(organiser):
    page = organiser.get_page(f"/organise/consultations/{SOHO}/").follow("Site notices")
    assert page.url == PAGE
    for name in ("Soho", "Theatre streets", "Main retail streets of the West End"):
        for size in ("A4", "A3"):
            assert f"Print on {size}: {name}" in page.links
    assert page.follow("Print on A3: Soho").h1 == "Notice for Soho, A3"


def test_what_is_missing_is_said_first_with_the_way_to_add_it(organiser, session):
    assert "Still missing" not in organiser.get_page(PAGE).text
    demonstration.consultation(session).other_ways = {}
    session.commit()
    page = organiser.get_page(PAGE)
    assert page.text.index("There is no phone number") < page.text.index("Print on A4")
    assert page.follow("Add other ways to answer").h1 == "Other ways to answer"


def test_an_address_that_works_here_only_is_not_printed_without_a_warning(organiser):
    assert "Set LAMPPOST_BASE_URL to the public address before you print." in organiser.get_page(PAGE).text


def test_looking_gives_no_address_and_asking_gives_each_once(organiser, session):
    session.execute(delete(ZoneAddress))
    session.commit()
    page = organiser.get_page(PAGE)
    assert "Print on A4: Soho" not in page.links
    assert organiser.get_page(f"{PAGE}soho/").url == PAGE
    assert not session.scalars(select(ZoneAddress)).all()
    page = page.form("notices/").submit()
    assert "Print on A4: Soho" in page.links
    assert not page.all("form", action=PAGE)
    session.expire_all()
    assert {row.short for row in session.scalars(select(ZoneAddress))} == set(ZONES)
    assert acts(session)[-1] == "print-notices"


def test_a_forged_form_gives_no_address(organiser, session):
    session.execute(delete(ZoneAddress))
    session.commit()
    assert organiser.post_page(PAGE, {"csrf_token": "forged"}, status=422).errors
    session.expire_all()
    assert not session.scalars(select(ZoneAddress)).all()


def test_the_sheet_says_what_is_planned_and_how_to_answer(organiser):
    page = organiser.get_page(f"{PAGE}main-retail-streets/")
    text = words(page.one("article"))
    for part in (
        "Have your say: fixed facial recognition cameras are planned here",
        "Main retail streets of the West End",
        "Start: By December 2026",
        "Hours of use: Not published",
        "You can answer until the end of 21 December 2026.",
        "127.0.0.1:8000/z/main-retail-streets",
        "020 7946 0123",
        "Illustration: no council asks this.",
        "Plan as published in revision 1 on 1 September 2026.",
    ):
        assert part in text
    assert page.one("article").get("lang") == "en"
    assert page.one("article").get("dir") == "ltr"


@pytest.mark.parametrize("zone", ZONES)
def test_the_code_holds_the_short_address_and_nothing_else(organiser, zone):
    image = organiser.get_page(f"{PAGE}{zone}/").one("img")
    assert image.get("alt") == f"QR code for 127.0.0.1:8000/z/{zone}"
    drawn = modules_of(image.get("src"))
    assert drawn == expected_modules(f"http://127.0.0.1:8000/z/{zone}")
    assert drawn != expected_modules(f"http://127.0.0.1:8000/z/{zone}?lamp-post=7")
    assert min(min(place) for place in drawn) == 4  # the quiet zone is kept


def test_a_newer_revision_is_said_and_not_printed(organiser, session):
    deployment = register.find(session, "soho-and-west-end")
    newest = register.current(session, deployment).as_revision
    plan = replace(newest.plan, status="live")
    register.add_revision(session, deployment, replace(newest, plan=plan, summary="In use."))
    session.commit()
    assert "The plan has a newer revision, 2." in organiser.get_page(PAGE).text
    assert "are planned here" in words(organiser.get_page(f"{PAGE}soho/").one("article"))


def drawn_sheets(app, postings, wordings=(ENGLISH,)):
    with app.test_request_context():
        return [notices.drawn(sheet(one, words_, today=TODAY)) for one in postings for words_ in wordings]


@pytest.fixture
def in_three(organiser, session):
    """A consultation in English, Welsh and Arabic, and in Polish, for which there is no catalogue."""
    demonstration.consultation(session).languages = ["cy", "pl", "ar"]
    session.commit()
    return organiser


def test_each_language_has_its_own_sheet_running_its_own_way(in_three):
    articles = in_three.get_page(f"{PAGE}soho/").all("article")
    assert [(one.get("lang"), one.get("dir")) for one in articles] == [
        ("en", "ltr"),
        ("cy", "ltr"),
        ("ar", "rtl"),
    ]
    # What stays English, and what runs from left to right in every language, is marked.
    marked = list(articles[2].iter("bdi"))
    stays = {words(bdi) for bdi in marked if bdi.get("lang") == "en"}
    assert {"Metropolitan Police Service", "By December 2026"} <= stays
    left_to_right = [words(bdi) for bdi in marked if bdi.get("dir") == "ltr"]
    assert left_to_right == ["127.0.0.1:8000/z/soho", "020 7946 0123"]


def test_the_code_leads_to_the_page_in_the_language_of_the_sheet(in_three, app):
    codes = [image.get("alt") for image in in_three.get_page(f"{PAGE}soho/").all("img")]
    assert [re.search(r"127.*?/z/soho", alt)[0] for alt in codes] == [
        "127.0.0.1:8000/z/soho",
        "127.0.0.1:8000/cy/z/soho",
        "127.0.0.1:8000/z/soho",  # the zone’s page stands in languages whose interface is whole
    ]
    assert PageClient(app).get_page("/cy/z/soho").one("html").get("lang") == "cy"


def test_organisers_choose_the_languages(in_three):
    page = in_three.get_page(PAGE)
    assert "Polish: translate and check the fixed words" in page.links
    page = in_three.get_page(f"{PAGE}?language=ar")
    assert [box.get("value") for box in page.all("input") if box.get("checked") is not None] == ["ar"]
    assert "has checked the fixed words of the notice in Arabic yet" in page.text
    (article,) = page.follow("Print on A3: Soho").all("article")
    assert article.get("lang") == "ar"
    in_three.get_page(f"{PAGE}?language=pl", status=404)
    assert in_three.raw.get(f"{PAGE}soho/a4.pdf?language=pl").status_code == 404


@pytest.mark.usefixtures("_pdf")
def test_a_pdf_is_in_the_language_of_its_sheets(in_three):
    response = in_three.raw.get(f"{PAGE}soho/a4.pdf?language=ar&language=cy")
    assert 'filename="notice-soho-fixed-cameras-soho-' in response.headers["Content-Disposition"]
    reader = read(response.data)
    root = reader.trailer["/Root"]
    assert (len(reader.pages), root["/Lang"]) == (2, "cy")
    assert reader.metadata.title.endswith(": hysbysiadau safle")
    assert "ar" in set(languages_in(root["/StructTreeRoot"]))
    assert all(is_embedded(font) for page in reader.pages for font in page["/Resources"]["/Font"].values())


def test_a_size_that_there_is_not(organiser):
    organiser.get_page(f"{PAGE}soho/?size=a2", status=404)
    assert organiser.raw.get(f"{PAGE}soho/a2.pdf").status_code == 404
    organiser.get_page(f"{PAGE}nowhere/", status=404)
    assert organiser.raw.get(f"{PAGE}nowhere/a4.pdf").status_code == 404


def test_without_the_library_the_page_says_so_and_offers_print_pages(organiser, monkeypatch):
    monkeypatch.setattr(notices, "available", lambda: False)
    page = organiser.get_page(PAGE)
    assert "PDF files cannot be made on this installation" in page.text
    assert "Print on A4: Soho" in page.links
    assert not [text for text in page.links if "PDF" in text]


def test_where_letters_are_missing_the_page_says_what_to_install(organiser, monkeypatch):
    def fail(_html, **_options):
        raise LettersMissing

    monkeypatch.setattr(notices, "make_pdf", fail)
    page = organiser.get_page(f"{PAGE}soho/a4.pdf", status=503)
    assert "install more, such as Debian’s fonts-noto" in page.text
    assert "It took too long" not in page.text


def test_where_no_pdf_comes_the_page_says_so(organiser, monkeypatch):
    def fail(_html, **_options):
        raise PdfError

    monkeypatch.setattr(notices, "make_pdf", fail)
    page = organiser.get_page(f"{PAGE}soho/a4.pdf", status=503)
    assert page.h1 == "The PDF could not be made"
    assert page.follow("go back to the notices").url == PAGE


@pytest.mark.parametrize("role", ["administrator", "councillor", None])
@pytest.mark.parametrize("name", ["", "soho/", "soho/a4.pdf", "a3.pdf"])
def test_organisers_only(demo, sign_in, client, role, name):
    if role:
        sign_in(role)
    assert client.raw.get(f"{PAGE}{name}").status_code == (403 if role else 302)


@pytest.mark.parametrize("name", ["", "north-end/", "north-end/a4.pdf", "a4.pdf"])
def test_not_after_closing(organiser, name):
    assert organiser.raw.get(f"/organise/consultations/{CROYDON}/notices/{name}").status_code == 403
    assert organiser.raw.get(f"/organise/consultations/none/notices/{name}").status_code == 404


def read(document):
    return pypdf.PdfReader(io.BytesIO(document))


def sizes_of(reader):
    return {tuple(round(float(side) / 72 * 25.4) for side in page.mediabox[2:]) for page in reader.pages}


@pytest.mark.usefixtures("_pdf")
@pytest.mark.parametrize(
    ("name", "size", "sheets", "file"),
    [
        ("soho/a4.pdf", "a4", 1, "notice-soho-fixed-cameras-soho-a4.pdf"),
        ("a3.pdf", "a3", 3, "notice-soho-fixed-cameras-all-zones-a3.pdf"),
    ],
)
def test_the_pdf_is_tagged_titled_and_one_sheet_a_zone(organiser, name, size, sheets, file):
    response = organiser.raw.get(f"{PAGE}{name}")
    assert response.mimetype == "application/pdf"
    assert response.headers["Content-Disposition"] == f'attachment; filename="{file}"'
    assert response.headers["Cache-Control"] == "no-store"
    reader = read(response.data)
    assert len(reader.pages) == sheets
    assert sizes_of(reader) == {MILLIMETRES[size]}
    root = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "en"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert reader.metadata.title == "Fixed facial recognition cameras in Soho and the West End: site notices"
    assert b"pdfuaid:part" in root["/Metadata"].get_data()
    tags = list(tags_of(root["/StructTreeRoot"]))
    assert [tag for tag, _alt in tags].count("/H1") == sheets
    assert next(alt for tag, alt in tags if tag == "/Figure") == "QR code for 127.0.0.1:8000/z/soho"
    assert all(is_embedded(font) for page in reader.pages for font in page["/Resources"]["/Font"].values())


def tags_of(node):
    node = node.get_object()
    if isinstance(node, list):
        for child in node:
            yield from tags_of(child)
    elif isinstance(node, dict):
        if "/S" in node:
            yield node["/S"], node.get("/Alt")
        if "/K" in node:
            yield from tags_of(node["/K"])


def languages_in(node):
    node = node.get_object()
    if isinstance(node, list):
        for child in node:
            yield from languages_in(child)
    elif isinstance(node, dict):
        yield from [node["/Lang"]] if "/Lang" in node else []
        yield from languages_in(node["/K"]) if "/K" in node else []


def is_embedded(font):
    descendants = font.get_object().get("/DescendantFonts", [font])
    described = [one.get_object()["/FontDescriptor"].get_object() for one in descendants]
    return all({"/FontFile2", "/FontFile3"} & one.keys() for one in described)


# Printing is the same on any database.
@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
@pytest.mark.usefixtures("_pdf")
def test_every_sheet_fits_its_paper_however_much_it_says(app):
    """From nothing but the zone up to all that the forms allow, in every status: one page a sheet."""
    postings = [posting(*case) for case in product(range(0, 101, 20), ("planned", "moved"), (True, False))]
    postings += [replace(POSTING, plan=replace(PLAN, status=status)) for status in STATUSES]
    made = drawn_sheets(app, postings)
    assert {one["sheet"].density for one in made} == {"plain", "full", "fullest", "small"}
    longest = [posting(percent, "moved", True) for percent in (0, 50, 100)]
    theirs = [councils_words(code, longest=True) for code in ("pl", "fa")]
    made += drawn_sheets(app, [*longest, *postings[-len(STATUSES) :]], (WELSH, ARABIC, *theirs))
    assert made[-1]["sheet"].density == SMALLEST
    with app.test_request_context():
        shown = {"consultation": demonstration_of(), "title": "Notices", "size": "a4", "sheets": made}
        html = render_template("notices/pdf.html", **shown)
    assert len(read(make_pdf(html, styles=notices.STYLES)).pages) == len(made)


def posting(percent, status, illustrative):
    """A notice whose every text is so many percent of the longest there can be."""

    def text(longest):
        return STREETS[: longest * percent // 100]

    facts = {"start": Fact(value=text(70)), "hours": Fact(value=text(70))}
    return replace(
        POSTING,
        council="Council of " + text(50),
        zone="Zone " + text(80),
        plan=replace(PLAN, status=status, force="Police of " + text(50), facts=facts),
        other_ways=OtherWays("0" * (LONGEST["phone"] * percent // 100), *map(text, (60, 120, 100))),
        address="consultations.lamppost-demonstration.example/z/" + "x" * (4 + percent // 5),
        illustrative=illustrative,
    )


class demonstration_of:  # noqa: N801 - stands in for a consultation where only its names are shown
    slug, title, council = SOHO, "A consultation", "A council"
