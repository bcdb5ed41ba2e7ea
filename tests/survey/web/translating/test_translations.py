"""Organisers translate side by side, have it checked, send it to an agency and back; residents read the result."""

import copy
import io
import re
from datetime import date, timedelta

import pytest
from sqlalchemy import select

from survey.domain.languages import language
from survey.store import consultations
from survey.store.accounts import AuditEntry
from survey.store.database import session_factory
from survey.store.questionnaires import next_versions, versions
from survey.store.questionnaires.preparing import asked_by
from survey.store.translating.content import contents_of, subjects_of
from survey.store.translating.files import lines_of
from survey.store.translating.translations import By, Edit, kept, mark_of, save
from tests.page import PageClient

BASE = "/organise/consultations/lamps-and-cameras/questionnaire/translations/"
CY, AR = language("cy"), language("ar")
ANN = By("Ann", date(2026, 11, 1))


@pytest.fixture
def organiser(planned, sign_in, session):
    sign_in("organiser")
    planned.languages = ["cy"]
    session.commit()
    return planned


def kept_title(session, consultation):
    session.expire_all()
    return next((one for one in kept(session, subjects_of(consultation)[0], "cy") if one.place == "title"), None)


def section_of(consultation, session):
    return next_versions.find(session, consultation).questionnaire.sections[0]


def test_languages_are_chosen_and_every_text_is_saved_for_itself(organiser, client, session):
    page = client.get_page(BASE)
    page = page.form().submit({"languages": ["cy", "ar", "en-x-easy"]})
    assert {"Welsh", "Arabic", "Easy Read"} <= set(page.links)
    page = page.follow("Arabic").follow("Questions: You and the area")
    field = page.one("textarea", name="text:capacity.text")
    assert (field.get("lang"), field.get("dir")) == ("ar", "rtl")
    page = page.form().submit({"text:capacity.text": "بأي صفة تجيب؟", "agency": "Kalima", "ok:capacity.text": "yes"})
    assert "Saved." in page.text
    assert "Translated by Kalima (entered by organiser) on 2 November 2026. Checked by organiser" in page.text
    assert page.one("input", name="ok:capacity.text").get("checked") is not None
    page = page.follow("Show only what is missing or out of date")
    assert "text:capacity.text" not in page.form().fields
    assert re.search(r"Arabic ?1 of \d+ translated, 1 checked", client.get_page(BASE).text)
    last = session.scalars(select(AuditEntry).order_by(AuditEntry.id.desc())).first()
    assert (last.act, last.subject) == ("translate", "lamps-and-cameras: ar")


def test_a_translator_who_checks_is_named_and_everything_can_be_ticked_at_once(organiser, client):
    part = client.get_page(f"{BASE}cy/consultation/")
    part = part.form().submit({"text:title": "Lampau", "text:summary": "A ddylid?"})
    ticked = part.form().submit(button=("do", "tick"))
    ticks = {name: ticked.one("input", name=f"ok:{name}").get("checked") is not None for name in ("title", "council")}
    assert ticks == {"title": True, "council": False}
    saved = ticked.form().submit()
    assert "The same person translated and checked it." in saved.text
    saved = saved.form().submit({"ok:title": [], "ok:summary": []})
    again = saved.form().submit({"checker": "Bob of Cyfieithu Cyf", "ok:title": "yes"})
    assert "Checked by Bob of Cyfieithu Cyf (entered by organiser)" in again.text
    # The tick that stayed is no check of another text.
    changed = again.form().submit({"text:title": "Lampau eraill"})
    assert changed.one("input", name="ok:title").get("checked") is None


def test_what_is_wrong_keeps_everything_typed(organiser, client, session):
    section = section_of(organiser, session)
    code = section.pages[1].questions[0].code
    row = next_versions.find(session, organiser)
    definition = copy.deepcopy(row.definition)
    definition["sections"][0]["pages"][1]["questions"][0]["text"] = "As {answer:capacity|you}: what connects you?"
    row.definition = definition
    session.commit()
    page = client.get_page(f"{BASE}cy/questionnaire-{section.code}/")
    typed = {"text:capacity.text": "Sut?", f"text:{code}.text": "Beth?", "checker": "x" * 101}
    page = page.form().submit(typed, status=422)
    assert len(page.errors) == 2
    assert "It must have {answer:capacity|…}" in " ".join(page.errors)
    assert page.form().values["text:capacity.text"] == ["Sut?"]
    assert kept(session, subjects_of(organiser)[0], "cy") == []


def test_two_people_at_once_are_shown_each_other_text_by_text(organiser, client, session, app, sign_in):
    part = f"{BASE}cy/questionnaire/"
    mine = client.get_page(part)
    other = PageClient(app)
    sign_in("organiser", name="second", client=other)
    other.get_page(part).form().submit({"text:title": "Eu teitl"})
    clash = mine.form().submit({"text:title": "Fy nheitl"}, status=409)
    assert "second has here: Eu teitl" in clash.text
    assert clash.form().values["text:title"] == ["Fy nheitl"]
    assert kept_title(session, organiser).text == "Eu teitl"
    clash.form().submit()
    assert (kept_title(session, organiser).text, kept_title(session, organiser).translated_by) == ("Fy nheitl", "organiser")
    # A page that was opened earlier and left as it was overwrites nothing.
    mine.form().submit()
    assert kept_title(session, organiser).text == "Fy nheitl"


def test_a_text_that_was_worded_anew_is_out_of_date_with_the_old_pair_beside(organiser, client, session):
    page = client.get_page(f"{BASE}cy/consultation/")
    opened = page.form().submit({"text:title": "Lampau"})
    consultations.find(session, organiser.slug).title = "Lamps, cameras and you"
    session.commit()
    clash = opened.form().submit({"text:title": "Lampau a chamerâu"}, status=409)
    assert "Out of date." in clash.text
    page = client.get_page(f"{BASE}cy/consultation/")
    assert "1 out of date" in client.get_page(f"{BASE}cy/").text
    page = page.form().submit({"take:title": "yes"})
    assert page.form().values["text:title"] == ["Lampau"]
    assert "Out of date." not in page.text


def test_the_same_words_elsewhere_are_offered(organiser, client, session):
    save(session, subjects_of(organiser)[0], "cy", [Edit("elsewhere.text", "In what way are you answering?", "Sut?")], by=ANN)
    session.commit()
    page = client.get_page(f"{BASE}cy/questionnaire-you/")
    assert page.form().values["text:capacity.text"] == [""]
    filled = page.form().submit(button=("do", "fill"))
    assert filled.form().values["text:capacity.text"] == ["Sut?"]
    assert "Saved." in filled.form().submit().text


def upload(page, data, name="texts.xlf", status=200, agency=""):
    form = page.form("import/")
    sent = {key: values[0] for key, values in form.values.items()} | {"agency": agency, "file": (io.BytesIO(data), name)}
    return page.client.post_page(form.action, sent, status=status)


@pytest.mark.parametrize("kind", ["xlf", "xlsx"])
def test_texts_go_to_an_agency_and_come_back(organiser, client, session, kind):
    page = client.get_page(f"{BASE}cy/")
    response = client.raw.get(f"{BASE}cy/texts.{kind}")
    assert f"lamps-and-cameras-cy.{kind}" in response.headers["Content-Disposition"]
    keys = {line.key: line for line in lines_of(response.data, CY)}
    assert {"questionnaire/title", "consultation/title", "questionnaire/capacity.text"} <= keys.keys()
    returned = "Place,Text,Translation\nquestionnaire/title,{},Camerâu\nquestionnaire/capacity.text,Worded otherwise,Sut?\nquestionnaire/gone,x,y\n"
    preview = upload(page, returned.format(keys["questionnaire/title"].source).encode(), "a.csv", agency="Cyfieithu Cyf")
    assert "There is no such text here any more." in preview.text
    assert kept_title(session, organiser) is None
    page = preview.form("accept/").submit()
    assert kept_title(session, organiser).translated_by == "Cyfieithu Cyf (entered by organiser)"
    assert "1 of" in page.text
    again = upload(page, returned.format(keys["questionnaire/title"].source).encode(), "a.csv")
    assert again.form("accept/").submit().h1.startswith("Welsh")
    assert "Out of date." in client.get_page(f"{BASE}cy/questionnaire-you/").text


def test_a_file_that_does_not_fit_is_refused_and_nothing_is_taken_that_was_not_shown(organiser, client, session):
    page = client.get_page(f"{BASE}cy/")
    assert upload(page, b"<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>", status=422).errors == [
        "The file declares XML entities, which a translation never needs. Export it again from your tool."
    ]
    wrong = client.get_page(f"{BASE}ar/")
    assert "into “cy”" in " ".join(upload(wrong, client.raw.get(f"{BASE}cy/texts.xlf").data, status=422).errors)
    source = next_versions.find(session, organiser).questionnaire.title
    data = f"Place,Text,Translation\nquestionnaire/title,{source},Camerâu\n".encode()
    preview = upload(page, data, "a.csv")
    forged = preview.form("accept/").values["content"][0][:-4] + "AAAA"
    preview.form("accept/").submit(forged={"content": forged}, status=422)
    save(session, subjects_of(organiser)[0], "cy", [Edit("title", source, "Meanwhile")], by=ANN)
    session.commit()
    assert "Upload it again" in " ".join(preview.form("accept/").submit(status=409).errors)
    assert kept_title(session, organiser).text == "Meanwhile"


def test_unknown_languages_and_parts_are_not_there_and_a_councillor_may_not_translate(organiser, client, app, sign_in):
    for path in ("xx/", "en/", "cy/nothing/"):
        client.get_page(BASE + path, status=404)
    other = PageClient(app)
    sign_in("councillor", client=other)
    other.get_page(BASE, status=403)


def translate_all(session, consultation, *, but=()):
    for content in contents_of(session, consultation):
        edits = [Edit(t.place, t.text, f"CY {t.text}", "", "Bob") for t in content.texts if t.place not in but]
        assert not save(session, content.subject, "cy", edits, by=ANN)


def open_it(session, consultation, today):
    row = next_versions.find(session, consultation)
    version = versions.freeze(session, consultation.id, asked_by(session, consultation, row.questionnaire))
    next_versions.forget(session, consultation)
    consultation.version_id = version.id
    consultation.opens_on, consultation.closes_on = today, today + timedelta(days=30)
    session.commit()


def test_residents_read_what_is_translated_and_answers_merge_by_code(organiser, app, session, clock):
    translate_all(session, organiser, but=("summary",))
    open_it(session, organiser, clock.today)
    resident = PageClient(app)
    page = resident.get_page("/cy/consultations/lamps-and-cameras/")
    assert page.h1 == "CY Lamps and cameras"
    assert any(p.get("lang") == "en" for p in page.all("p"))
    assert "CY " in page.text
    assert "CY" not in resident.get_page("/consultations/lamps-and-cameras/").text
    page = resident.get_page("/cy/consultations/lamps-and-cameras/answer/").form().submit()
    assert page.h1 == "CY In what way are you answering?"
    english = PageClient(app).get_page("/consultations/lamps-and-cameras/answer/").form().submit()
    assert page.form().choices == english.form().choices


def test_languages_chosen_on_an_earlier_page_overwrite_nothing(organiser, client, session):
    mine, theirs = client.get_page(BASE), client.get_page(BASE)
    theirs.form().submit({"languages": ["cy", "pl"]})
    page = mine.form().submit({"languages": ["cy", "ar"]}, status=409)
    assert page.errors[0].startswith("Somebody changed the languages since you opened this page")
    session.expire_all()
    assert organiser.languages == ["cy", "pl"]


def test_no_language_is_taken_away_from_what_is_announced_at_the_same_moment(
    organiser, client, session, engine, clock, monkeypatch
):
    translate_all(session, organiser)
    session.commit()
    form, take_turn = client.get_page(BASE).form(), consultations.take_turn

    def behind(at, number):
        monkeypatch.setattr(consultations, "take_turn", take_turn)
        with session_factory(engine)() as other:
            open_it(other, consultations.by_id(other, number), clock.today)
        return take_turn(at, number)

    monkeypatch.setattr(consultations, "take_turn", behind)
    page = form.submit({"languages": []}, status=422)
    assert page.errors == ["Write what was corrected or added, in a sentence or two. It is published"]
    session.expire_all()
    assert organiser.languages == ["cy"]
    assert set(versions.frozen(session, organiser.version_id).translations) == {"cy"}


def test_two_answers_of_a_question_are_not_translated_alike(organiser, client, session):
    page = client.get_page(f"{BASE}cy/questionnaire-you/")
    first, second, *_ = [name for name in page.form().fields if name.startswith("text:capacity.options.")]
    page = page.form().submit({first: "Preswylydd", second: "preswylydd"}, status=422)
    assert page.errors == ["Another answer of the same question is translated in the same words. Residents must tell them apart"] * 2
    page.form().submit({second: "Gweithiwr"})


def test_what_was_corrected_after_opening_is_published_with_a_note(organiser, client, session, clock, app):
    translate_all(session, organiser)
    open_it(session, organiser, clock.today)
    before = organiser.version_id
    page = client.get_page(BASE)
    assert page.form().submit(status=422).errors == ["Write what was corrected or added, in a sentence or two. It is published"]
    page = page.form().submit({"languages": ["ar"], "note": "Arabic too."}, status=422)
    assert page.errors == ["Some texts cannot be published as they are translated. They are listed above"]
    assert "Arabic “Fixed live facial recognition cameras” is not translated, or not checked" in page.text
    title = kept_title(session, organiser)
    edit = Edit("title", title.source, "Camerâu", mark_of(title), "Bob")
    save(session, subjects_of(organiser)[0], "cy", [edit], by=ANN)
    session.commit()
    # Welsh stays whether it is sent or not: people answer in it.
    page.form().submit({"languages": [], "note": "A slip in Welsh."})
    session.expire_all()
    assert (organiser.version_id != before, organiser.languages) == (True, ["cy"])
    shown = PageClient(app).get_page("/consultations/lamps-and-cameras/questions/versions/")
    assert f"In Cymraeg: “{title.source}” Before CY {title.source} Since then Camerâu" in " ".join(shown.text.split())
    assert versions.frozen(session, organiser.version_id, "cy").asked.title == "Camerâu"
    assert consultations.log_of(session, organiser)[-1].text.endswith("A slip in Welsh.")


DEPLOYMENT = "/organise/deployments/soho-and-west-end/translations/"


def test_a_deployment_is_shown_in_another_language_once_checked(organiser, client, app):
    page = client.get_page(DEPLOYMENT)
    assert "Welsh" in page.links
    page = page.follow("Welsh").follow("Name and summary")
    page = page.form().submit({"text:summary": "Camerâu yn Soho."})
    resident = PageClient(app)
    assert "Camerâu yn Soho." not in resident.get_page("/cy/deployments/soho-and-west-end/").text
    page.form().submit({"ok:summary": "yes"})
    shown = resident.get_page("/cy/deployments/soho-and-west-end/")
    assert "Camerâu yn Soho." in shown.text
    assert "Camerâu yn Soho." not in resident.get_page("/deployments/soho-and-west-end/").text
    response = client.raw.get(f"{DEPLOYMENT}cy/texts.xlf")
    assert ("deployment/summary", "Camerâu yn Soho.") in {(line.key, line.text) for line in lines_of(response.data, CY)}
