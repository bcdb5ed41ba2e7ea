"""Letters and cards: what is on them, that it fits, and that addresses leave no trace."""

import io
import logging
import tempfile
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
import segno
from sqlalchemy import func, select

from survey.domain.codes import in_groups
from survey.domain.languages import LANGUAGES, language
from survey.domain.letters import CARD, in_language, texts
from survey.domain.other_ways import LONGEST, OtherWays
from survey.store.invitations import Invitation
from survey.web.catalogues import catalogue_of
from survey.web.invitations import pages, printing
from survey.web.invitations.printing import Layout
from survey.web.pdf import PdfError, available, make_pdf
from tests import databases
from tests.survey.domain.test_letters import SUBJECT
from tests.survey.web.invitations.conftest import HOMES
from tests.survey.web.invitations.test_pages import everything_stored
from tests.survey.web.test_notices import modules_of, read, sizes_of, tags_of

CANARY = "Canary Cottage"
ADDRESSES = f"Name,Address 1,Postcode,UPRN\nMs {CANARY},{CANARY},E14 1AA,777000777\n".encode()
PLENTY = ADDRESSES + b"".join(f"Person {number},{number} High Street,W1F 7HN,1\n".encode() for number in range(59))
CODE = "K7QF2M9XWD4T"
# Printing is the same on any database.
pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
STREETS = "Corner of Great Marlborough Street and Poland Street, by the steps of the old library, " * 4


@pytest.fixture
def _pdf():
    if not available():
        databases.unavailable("no PDF: WeasyPrint or a library of the system that it needs is not installed")


@pytest.fixture
def _no_pdf(monkeypatch):
    monkeypatch.setattr(pages, "available", lambda: False)


def issued(session):
    session.expire_all()
    return session.scalar(select(func.count()).select_from(Invitation))


@pytest.mark.usefixtures("_pdf")
def test_letters_are_tagged_one_page_each_with_address_and_code(issue, session):
    response = issue(form="letter", number="", addresses=PLENTY)
    assert response.mimetype == "application/pdf"
    assert response.headers["Cache-Control"] == "no-store"
    reader = read(response.data)
    assert (len(reader.pages), sizes_of(reader), issued(session)) == (60, {(210, 297)}, 60)
    text = reader.pages[0].extract_text()
    for part in (f"Ms {CANARY}", "E14 1AA", "127.0.0.1:8000/return", "The police see the results that everyone sees"):
        assert part in text
    assert "777000777" not in text
    root = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "en"
    tags = list(tags_of(root["/StructTreeRoot"]))
    assert [tag for tag, _alt in tags].count("/H1") == 60
    assert next(alt for tag, alt in tags if tag == "/Figure") == "QR code: opens 127.0.0.1:8000/return with your code"


@pytest.mark.usefixtures("_pdf")
def test_many_come_in_parts(issue, monkeypatch):
    monkeypatch.setattr(printing, "A_PART", 20)
    response = issue(form="card", number="50")
    with zipfile.ZipFile(io.BytesIO(response.data)) as archive:
        names = archive.namelist()
        sheets = [len(read(archive.read(name)).pages) for name in names]
    assert names == ["cards-00001-00020.pdf", "cards-00021-00040.pdf", "cards-00041-00050.pdf"]
    assert sheets == [5, 5, 3]  # four on a sheet


@pytest.mark.usefixtures("_no_pdf")
def test_without_the_library_the_letters_are_a_page_to_print(organiser, issue, session):
    assert "as a page to print from the browser" in organiser.get_page(HOMES).text
    response = issue(form="letter", number="", addresses=PLENTY)
    page = organiser._page(response, HOMES, 200)
    assert page.h1 == "Print invitations: Homes in Soho"
    letters = page.all("article")
    assert (len(letters), issued(session)) == (60, 60)
    assert CANARY in " ".join(letters[0].itertext())
    assert issue(form="letter", number="201").status_code == 422


@pytest.mark.usefixtures("_no_pdf")
def test_the_code_on_paper_is_in_the_qr_code_behind_a_hash_sign_and_nothing_else_is(organiser, issue):
    page = organiser._page(issue(form="letter"), HOMES, 200)
    letter = page.all("article")[0]
    code = "".join(next(one for one in letter.iter("p") if one.get("class") == "inv__code").itertext())
    drawn = modules_of(next(letter.iter("img")).get("src"))
    address = f"http://127.0.0.1:8000/return/#{code}"
    rows = segno.make(address, error="m", micro=False).matrix_iter(border=4)
    assert drawn == {(x, y) for y, row in enumerate(rows) for x, bit in enumerate(row) if bit}
    assert min(min(place) for place in drawn) == 4  # the quiet zone is kept


@pytest.mark.usefixtures("_no_pdf")
def test_two_languages_are_two_pages_with_the_address_on_the_first(organiser, issue, soho, session):
    soho.languages = ["cy", "bn"]
    session.commit()
    page = organiser._page(issue(form="letter", number="", addresses=PLENTY, languages=["en", "cy"]), HOMES, 200)
    first, second = page.all("article")[:2]
    assert [one.get("lang") for one in (first, second)] == ["en", "cy"]
    assert (CANARY in " ".join(first.itertext()), CANARY in " ".join(second.itertext())) == (True, False)
    assert "Eich cod" in " ".join(second.itertext())
    assert "বাংলা" in " ".join(first.itertext())


def traces(session, settings, caplog, *elsewhere):
    """Every place where an address could have been left."""
    files = [path for path in Path(settings.instance).rglob("*") if path.is_file()]
    kept = "".join(path.read_bytes().decode("latin-1") for path in files)
    return "\n".join((everything_stored(session), caplog.text, kept, *elsewhere))


@pytest.fixture
def _no_file(issue, monkeypatch):
    """Any temporary file that somebody makes from now on fails the test."""

    def fail(*_arguments, **_more):
        raise AssertionError("a temporary file was made")

    for name in ("TemporaryFile", "NamedTemporaryFile", "SpooledTemporaryFile", "mkstemp", "mkdtemp"):
        monkeypatch.setattr(tempfile, name, fail)
    monkeypatch.setattr("werkzeug.formparser.SpooledTemporaryFile", fail)


@pytest.mark.usefixtures("_no_pdf", "_no_file")
def test_addresses_leave_no_trace(issue, session, settings, caplog):
    caplog.set_level(logging.DEBUG)
    # Larger than what a server would otherwise move to a temporary file.
    large = PLENTY + b",,,\n" * 200_000
    response = issue(form="letter", number="", addresses=large)
    assert response.status_code == 200
    assert CANARY in response.get_data(as_text=True)  # the net does catch what is there
    assert issued(session) == 60
    assert CANARY not in traces(session, settings, caplog)


BROKEN = [
    ({"addresses": ADDRESSES}, 422),  # one address is too few to begin with
    ({"addresses": ADDRESSES + b"x" + b",x" * 9}, 422),
    ({"addresses": PLENTY, "csrf_token": "forged"}, 422),
    ({"addresses": PLENTY, "seen": "7"}, 409),
    ({"addresses": b"x" * 6_000_000}, 413),
]


@pytest.mark.usefixtures("_no_pdf", "_no_file")
@pytest.mark.parametrize(("changes", "status"), BROKEN)
def test_what_goes_wrong_leaves_no_trace_of_them_either(issue, session, settings, caplog, changes, status):
    caplog.set_level(logging.DEBUG)
    response = issue(form="letter", number="", **changes)
    assert response.status_code == status
    assert issued(session) == 0
    assert CANARY not in traces(session, settings, caplog, response.get_data(as_text=True), str(response.headers))


@pytest.mark.parametrize("fault", [PdfError, RuntimeError])
def test_a_fault_while_printing_leaves_no_trace_of_them(app, issue, session, settings, caplog, monkeypatch, fault):
    caplog.set_level(logging.DEBUG)
    app.testing = False
    app.config["PROPAGATE_EXCEPTIONS"] = False

    def fail(html, **_more):
        assert CANARY in html
        raise fault

    monkeypatch.setattr(pages, "available", lambda: True)
    monkeypatch.setattr(printing, "make_pdf", fail)
    response = issue(form="letter", number="", addresses=PLENTY)
    assert response.status_code == (503 if fault is PdfError else 500)
    assert issued(session) == 0
    assert CANARY not in traces(session, settings, caplog, response.get_data(as_text=True))


def filled(percent, others):
    """A letter that says so much of what it may say at most."""
    cut = {name: STREETS[: limit * percent // 100] for name, limit in LONGEST.items()}
    ways = OtherWays(**cut | {"phone": "020 7946 0123"})
    name = STREETS[: max(1, 120 * percent // 100)]
    return replace(SUBJECT, title=name, council=name, other_ways=ways, languages=LANGUAGES[:others], illustrative=True)


@pytest.mark.usefixtures("_pdf")
@pytest.mark.parametrize(("kind", "envelope"), [("letter", "dl"), ("letter", "c5"), ("card", "dl")])
def test_every_sheet_is_one_page_however_much_it_says(app, kind, envelope):
    """From nothing to all that the forms allow, in English and in Welsh, which is longer; one PDF for all."""
    recipient = ("A line as long as a window of an envelope can", *["Another line"] * 5)
    with app.app_context():
        made = [
            in_language(texts(filled(percent, others)), own, catalogue_of(own))
            for percent in (5, 70, 100)
            for others in (12, 33)
            for own in (language("en"), language("cy"))
        ]
        layout = Layout(kind=kind, envelope=envelope)
        if kind == CARD:
            parts = [printing.page([one], [CODE] * 4, [], layout=layout) for one in made]
        else:
            parts = [printing.page([one], [CODE], [recipient], layout=layout) for one in made]
        html = "".join(part.partition("<body>")[2].partition("</body>")[0] for part in parts)
        whole = f"<!DOCTYPE html><html lang=en><head><title>All</title></head><body>{html}</body></html>"
        # Of the last sheets of each part, only that of the whole ends without a break.
        whole = whole.replace("<article", "<article data-one").replace("</body>", "<p></p></body>")
        pages_made = len(read(make_pdf(whole, styles=printing.STYLES, patience=3)).pages)
        assert pages_made - 1 == len(made)
        assert {one.density for one in made} == {"plain", "full", "fullest"}
    assert in_groups(CODE) in html


def test_a_consultation_prints_in_its_languages_that_have_the_words(soho, session):
    soho.languages = ["cy", "bn", "ar"]
    assert [one.code for one in printing.languages_for(soho)] == ["en", "cy"]
