"""Site notices in languages without a catalogue: the council translates their fixed words, and has them checked."""

import io
import re
from datetime import date

import pytest

from survey.domain.languages import language
from survey.domain.notice_words import fixed_texts
from survey.domain.translating.files import Row
from survey.domain.translating.progress import State
from survey.domain.translating.xliff import written
from survey.store import consultations
from survey.store.translating.content import untranslated
from survey.store.translating.files import lines_of
from survey.store.translating.spreadsheets import workbook
from survey.store.translating.translations import By, Edit, Subject, kept, mark_of, save
from tests import demonstration
from tests.demonstration import CROYDON, SOHO
from tests.page import words

PAGE = f"/organise/consultations/{SOHO}/notices/"
BASE = f"/organise/consultations/{SOHO}/questionnaire/translations/"
PART = "consultation-notice"
TEXTS = fixed_texts(illustrative=True)  # the demonstration is one
POLISH = {
    "notice.call": "Wyraź swoją opinię:",
    "notice.headlines.planned": "planuje się tu kamery rozpoznające twarze",
    "notice.asks": "{council} pyta o Twoje zdanie.",
    "notice.until": "Możesz odpowiedzieć do końca dnia {closes}.",
    "notice.imprint": "{council}. Strefa: {zone}. Plan opublikowany w wersji {number} dnia {published}.",
}
URDU = {"notice.until": "آپ {closes} کے اختتام تک جواب دے سکتے ہیں۔"}


@pytest.fixture
def consultation(session, clock, sign_in):
    """One that is asked in English, Polish and Urdu, before an organiser who is signed in."""
    demonstration.load(session, clock.today)
    sign_in("organiser")
    found = demonstration.consultation(session)
    found.languages = ["pl", "ur"]
    session.commit()
    return found


def said(code, place, text):
    return {"pl": POLISH, "ur": URDU}[code].get(place, f"{code}: {text}")


def translate(session, found, code, *, checked_by="Bob", but=()):
    """Every fixed word, by Ann."""
    subject = Subject("consultation", found.id)
    now = {one.place: one for one in kept(session, subject, code)}
    edits = [
        Edit(t.place, t.text, said(code, t.place, t.text), mark_of(now.get(t.place)), "" if t.place in but else checked_by)
        for t in TEXTS
    ]
    assert save(session, subject, code, edits, by=By("Ann", date(2026, 11, 1))) == []
    session.commit()


def test_there_is_no_sheet_before_every_word_is_checked_and_the_page_says_how_many_are_not(consultation, client, session):
    page = client.get_page(PAGE)
    assert "Urdu: translate and check the fixed words: of 27 texts, 27 not translated and 0 not checked" in page.text
    translate(session, consultation, "pl", but=("notice.promise.2",))
    page = client.get_page(PAGE)
    assert "Polish: translate and check the fixed words: of 27 texts, 0 not translated and 1 not checked" in page.text
    assert [one.get("lang") for one in client.get_page(f"{PAGE}soho/").all("article")] == ["en"]
    client.get_page(f"{PAGE}soho/?language=pl", status=404)
    part = page.follow("Polish: translate and check the fixed words")
    assert part.url == f"{BASE}pl/{PART}/"
    part.form().submit({"ok:notice.promise.2": "yes"})
    page = client.get_page(PAGE)
    assert [box.get("value") for box in page.all("input", name="language")] == ["en", "pl"]
    assert "Polish:" not in page.text


def test_a_sheet_in_polish_has_the_words_of_the_council_and_polish_days(consultation, client, session):
    translate(session, consultation, "pl")
    (article,) = client.get_page(f"{PAGE}soho/?language=pl").all("article")
    text = words(article)
    assert (article.get("lang"), article.get("dir")) == ("pl", "ltr")
    for part in (
        "Wyraź swoją opinię: planuje się tu kamery rozpoznające twarze",
        "Westminster City Council (illustration) pyta o Twoje zdanie.",
        "Możesz odpowiedzieć do końca dnia 21 grudnia 2026.",
        "Plan opublikowany w wersji 1 dnia 1 września 2026.",
        "pl: The police do not see individual answers.",
        "127.0.0.1:8000/z/soho",
    ):
        assert part in text, text


def test_a_sheet_in_urdu_runs_from_right_to_left(consultation, client, session):
    translate(session, consultation, "ur")
    (article,) = client.get_page(f"{PAGE}soho/?language=ur").all("article")
    assert (article.get("lang"), article.get("dir")) == ("ur", "rtl")
    assert "آپ 21 دسمبر، 2026 کے اختتام تک جواب دے سکتے ہیں۔" in words(article)
    marked = {words(bdi): bdi.get("lang") for bdi in article.iter("bdi")}
    assert marked["Metropolitan Police Service"] == "en"


def test_the_words_of_english_serve_easy_read(consultation, client, session):
    consultation.languages = ["en-x-easy"]
    session.commit()
    articles = client.get_page(f"{PAGE}soho/").all("article")
    assert [one.get("lang") for one in articles] == ["en", "en-x-easy"]
    assert "until the end of 21 December 2026" in words(articles[1])


@pytest.mark.parametrize("code", ["cy", "ar", "en-x-easy"])
def test_where_a_catalogue_has_the_words_nobody_is_asked_for_them(consultation, client, session, code):
    consultation.languages = [code]
    session.commit()
    assert "Fixed words of the site notice" not in client.get_page(f"{BASE}{code}/").links
    assert "the site notice" not in client.get_page(BASE).text
    client.get_page(f"{BASE}{code}/{PART}/", status=404)
    assert "Languages without a sheet" not in client.get_page(PAGE).text


def test_opening_does_not_wait_for_them_and_they_are_counted_apart(consultation, client, session):
    assert not [place for place, _ in untranslated(session, consultation)["pl"] if "notice" in place]
    before = client.get_page(f"{BASE}pl/").text.split("translated")[0]
    assert "the site notice in Polish: 0 of 27 checked" in client.get_page(BASE).text
    translate(session, consultation, "pl")
    page = client.get_page(f"{BASE}pl/")
    assert page.text.split("translated")[0] == before
    assert re.search("Fixed words of the site notice ?All checked", page.text)
    assert "the site notice in Polish" not in client.get_page(BASE).text
    assert "the site notice in Urdu" in client.get_page(BASE).text


def test_what_is_filled_in_must_stand_in_a_translation(consultation, client):
    page = client.get_page(f"{BASE}pl/{PART}/")
    assert "Keep as it is, to be filled in: {closes}, {opens}" in page.text
    typed = {"text:notice.asks": "Rada pyta.", "text:notice.online": "{tu}", "text:notice.phone": "x" * 99}
    assert page.form().submit(typed, status=422).errors == [
        "It must have {council} just as the text has, and nothing else in curly brackets.",
        "It has curly brackets, which the text itself has not.",
        "It is longer than 36 characters.",
    ]


def upload(page, data, name):
    form = page.form("import/")
    sent = {key: values[0] for key, values in form.values.items()} | {"file": (io.BytesIO(data), name)}
    return page.client.post_page(form.action, sent)


def exported(kind, rows):
    en, pl = language("en"), language("pl")
    return written(SOHO, ("en", "pl"), rows).encode() if kind == "xlf" else workbook((en, pl), rows)


@pytest.mark.parametrize("kind", ["xlf", "xlsx"])
def test_an_agency_gets_them_and_sends_them_back(consultation, client, session, kind):
    sent = client.raw.get(f"{BASE}pl/texts.{kind}").data
    lines = [line for line in lines_of(sent, language("pl")) if line.key.startswith("consultation/notice.")]
    assert [line.source for line in lines] == [text.text for text in TEXTS]
    told = {line.key: said("pl", line.key.removeprefix("consultation/"), line.source) for line in lines}
    told["consultation/notice.until"] = "Do końca dnia {zamkniecie}."
    rows = [Row(line.key, "", line.source, told[line.key], State.TRANSLATED) for line in lines]
    preview = upload(client.get_page(f"{BASE}pl/"), exported(kind, rows), f"texts.{kind}")
    assert "It must have {closes} just as the text has, and nothing else in curly brackets." in preview.text
    preview.form("accept/").submit()
    assert "of 27 texts, 1 not translated and 26 not checked" in client.get_page(PAGE).text
    translate(session, consultation, "pl")
    again = {line.key: line.text for line in lines_of(client.raw.get(f"{BASE}pl/texts.{kind}").data, language("pl"))}
    assert again["consultation/notice.until"] == POLISH["notice.until"]
    client.get_page(f"{PAGE}soho/?language=pl")


def test_what_was_translated_for_another_consultation_is_offered(consultation, client, session):
    translate(session, consultations.find(session, CROYDON), "pl")
    page = client.get_page(f"{BASE}pl/{PART}/")
    assert page.form().values["text:notice.asks"] == [""]
    page = page.form().submit(button=("do", "fill"))
    assert page.form().values["text:notice.asks"] == [POLISH["notice.asks"]]
    page.form().submit()
    assert "of 27 texts, 0 not translated and 27 not checked" in client.get_page(PAGE).text
