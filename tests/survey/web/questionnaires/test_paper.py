"""The questions on paper and as files, for everyone."""

import io
import json

import jsonschema
import pypdf
import pytest

from survey.domain.questionnaires.definition import load
from survey.domain.questionnaires.printing import codes_of, printed
from survey.web import pdf
from survey.web.questionnaires import paper
from tests import databases, demonstration
from tests.page import words

PUBLIC = f"/consultations/{demonstration.SOHO}/questions/"
# Pages, and nothing that differs between databases.
pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


@pytest.fixture
def soho(session, clock):
    demonstration.load(session, clock.today)
    return demonstration.consultation(session)


@pytest.fixture
def _can_run():
    if not pdf.available():
        databases.unavailable("no PDF: WeasyPrint or a library of the system that it needs is not installed")


def test_the_page_of_all_questions_leads_to_everything_that_can_be_taken(client, soho, monkeypatch):
    monkeypatch.setattr("survey.web.consultations.available", lambda: True)
    page = client.get_page(PUBLIC)
    form = page.follow("Paper form to print")
    assert form.h1 == soho.title
    assert form.follow("Use large print").title.startswith(f"{soho.title}: paper form in large print")
    assert {"as a PDF", "large print as a PDF"} <= set(page.links)
    text = client.raw.get(page.links["Plain text"])
    assert text.mimetype == "text/plain"
    assert "What is your ethnic group?" in text.text
    taken = client.raw.get(page.links["a file for other programs"])
    assert load(json.loads(taken.text)).code == "fixed-cameras"
    schema = client.raw.get(page.links["What the file for other programs may hold"])
    assert schema.mimetype == "application/schema+json"
    jsonschema.validate(taken.json, schema.json)
    assert "Somebody" not in page.text


def test_the_form_says_where_it_goes_by_when_and_what_its_codes_are(client, soho, session):
    soho.illustrative = False
    soho.other_ways = {"phone": "020 7946 0123", "hours": "Mondays", "post": "FREEPOST CAMERAS", "paper": "The library", "in_person": "Tuesdays"}
    session.commit()
    page = client.get_page(f"{PUBLIC}print/")
    for told in ("FREEPOST CAMERAS", "Or by hand: The library.", "020 7946 0123. Mondays.", "Help in person: Tuesdays", "It must be there by the end of", "Only question 1 needs an answer", "This part is optional", "Go to question 3", "version 1 of the questions"):
        assert told in page.text, told
    form = paper.printed(load(json.loads(client.raw.get(f"{PUBLIC}definition.json").text)), facts=soho.known_facts)
    printed_codes = {words(element) for element in page.all("span", class_="code")}
    assert set(codes_of(form)) <= printed_codes
    assert form.code in page.text


def test_an_illustration_is_not_to_be_sent(client, soho):
    text = client.get_page(f"{PUBLIC}print/").text
    assert "Please do not send this form" in text
    assert "It must be there" not in text


@pytest.mark.usefixtures("_can_run")
def test_the_pdf_is_tagged_and_made_once(client, soho, monkeypatch):
    made = []
    monkeypatch.setattr(paper, "make_pdf", lambda html, styles: made.append(html) or pdf.make_pdf(html, styles=styles))
    paper._document.cache_clear()
    first, again = (client.raw.get(f"{PUBLIC}paper.pdf") for _ in range(2))
    assert first.data == again.data
    assert len(made) == 1
    document = pypdf.PdfReader(io.BytesIO(first.data))
    assert document.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert {round(float(side) / 72 * 25.4) for side in document.pages[0].mediabox[2:]} == {210, 297}
    assert "Go to question 3" in " ".join(document.pages[0].extract_text().split())
    assert "paper form" in document.metadata.title


def test_without_a_pdf_the_page_to_print_is_offered(client, soho, monkeypatch):
    def fail(_html):
        raise pdf.PdfError

    monkeypatch.setattr(paper, "_document", fail)
    page = client.get_page(f"{PUBLIC}paper.pdf?size=large", status=503)
    assert page.follow("page to print").title.startswith(f"{soho.title}: paper form in large print")


def test_what_is_not_announced_cannot_be_taken(client, planned):
    for name in ("print/", "questions.txt", "definition.json", "paper.pdf"):
        client.get_page(f"/consultations/{planned.slug}/questions/{name}", status=404)


def test_the_numbers_are_the_same_wherever_the_questions_stand(client, soho):
    form = printed(load(json.loads(client.raw.get(f"{PUBLIC}definition.json").text)), facts=soho.known_facts)
    page, text = client.get_page(PUBLIC).text, client.raw.get(f"{PUBLIC}questions.txt").text
    for one in form.questions:
        assert f"{one.number}. {one.question.text}" in page
        assert f"\n{one.number}. {one.question.text[:40]}" in text
