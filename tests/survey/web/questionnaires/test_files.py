"""The questionnaire in preparation as files, for organisers."""

import json
from dataclasses import replace

import pytest

from survey.domain.questionnaires.definition import dump, load, read
from survey.store.interchange.files import import_file
from survey.store.questionnaires import next_versions
from survey.store.questionnaires.next_versions import Saved
from survey.store.translating import translations
from survey.store.translating.translations import QUESTIONNAIRE, By, Edit, Subject

# Pages, and nothing that differs between databases.
pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


@pytest.fixture
def base(planned, sign_in):
    sign_in("organiser")
    return f"/organise/consultations/{planned.slug}/questionnaire/"


def put(session, consultation, questionnaire, day):
    row = next_versions.find(session, consultation)
    assert next_versions.save(session, row, questionnaire, edition=row.edition, saved=Saved("Test", "x", day))
    session.commit()


def test_every_file_is_there_and_holds_the_questionnaire(client, planned, base, session, clock):
    subject, by = Subject(QUESTIONNAIRE, planned.id), By("Ann", clock.today)
    own = next_versions.find(session, planned).questionnaire
    text = own.question("heard").text
    translations.save(session, subject, "cy", [Edit("heard.text", text, "Faint?"), Edit("heard.text", "Old", "Hen")], by=by)
    session.commit()
    page = client.get_page(f"{base}files/")
    assert "with translations: cy" in page.text
    definition = json.loads(client.raw.get(page.links["Definition"]).text)
    assert load(definition) == own
    assert definition["translations"] == {"cy": {"heard.text": "Faint?"}}
    assert json.loads(client.raw.get(page.links["JSON Schema"]).text)["title"]
    workbook = import_file(client.raw.get(page.links["XLSForm"]).data, "x.xlsx")
    assert {q.code for q in workbook.questionnaire.questions} == {q.code for q in own.questions}
    assert "Abbey Road" in client.raw.get(page.links["Plain text"]).text
    form = page.follow("Paper form")
    assert "Preview: not for answering" in form.text
    assert form.follow("Back to the questions").url == page.url
    assert page.follow("Large print").title.startswith("Lamps and cameras: paper form in large print")


def test_what_is_not_ready_says_what_is_missing(client, planned, base, session, clock):
    unready = replace(next_versions.find(session, planned).questionnaire, sections=())
    put(session, planned, unready, clock.today)
    page = client.get_page(f"{base}files/")
    assert "The questionnaire needs at least one section." in page.text
    assert "XLSForm" not in page.links
    assert read(json.loads(client.raw.get(page.links["Definition"]).text)) == unready
    for name in ("print/", "paper.pdf", "files/questions.txt", "files/xlsform.xlsx", "walk/"):
        assert client.get_page(f"{base}{name}", status=409).h1 == "Not ready yet"
    assert dump(unready)["sections"] == []


def test_only_organisers_take_files_before_opening(client, planned, sign_in):
    sign_in("councillor")
    for name in ("files/", "print/", "paper.pdf", "preview/", "walk/", "import/"):
        client.get_page(f"/organise/consultations/{planned.slug}/questionnaire/{name}", status=403)
