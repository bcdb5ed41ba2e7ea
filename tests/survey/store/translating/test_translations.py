"""A translation belongs to the text that it was made from; two people never overwrite each other; freezing keeps it."""

from dataclasses import replace
from datetime import date

import pytest

from survey.domain.questionnaires.definition import load
from survey.domain.translating.texts import Untranslated, texts_of
from survey.store.deployments import register
from survey.store.questionnaires import next_versions, versions
from survey.store.questionnaires.preparing import asked_by
from survey.store.translating.content import (
    bare,
    contents_of,
    subjects_of,
    untranslated,
)
from survey.store.translating.translations import (
    By,
    Edit,
    Subject,
    checked_words,
    forget,
    kept,
    languages_of,
    mark_of,
    save,
    signed,
)

DAY, LATER = date(2026, 11, 2), date(2026, 11, 3)
ANN, BOB = By("Ann", DAY), By("Bob", LATER)
SUBJECT = Subject("questionnaire", 7)
FIRST = Edit("age.text", "How old are you?", "Faint yw eich oed?")


def only(session):
    (found,) = kept(session, SUBJECT, "cy")
    return found


def test_who_translated_and_who_checked_is_kept(session):
    assert save(session, SUBJECT, "cy", [FIRST], by=By("Ann", DAY, "Cyfieithu Cyf")) == []
    found = only(session)
    assert (found.text, found.translated_by) == (FIRST.text, "Cyfieithu Cyf (entered by Ann)")
    check = replace(FIRST, was=mark_of(found), checked_by="Bob")
    assert save(session, SUBJECT, "cy", [check], by=BOB) == []
    found = only(session)
    assert (found.translated_on, found.checked_by, found.checked_on) == (DAY, "Bob", LATER)
    assert found.checked_by_another
    assert checked_words(session, [SUBJECT], "cy") == {SUBJECT: {("age.text", FIRST.source): FIRST.text}}
    assert languages_of(session, SUBJECT) == ["cy"]


def test_another_text_is_not_checked_any_more_unless_somebody_says_so(session):
    save(session, SUBJECT, "cy", [replace(FIRST, checked_by="Bob")], by=ANN)
    corrected = replace(FIRST, text="Beth yw eich oed?", was=mark_of(only(session)))
    assert save(session, SUBJECT, "cy", [corrected], by=BOB) == []
    assert (only(session).translated_by, only(session).checked_by) == ("Bob", "")
    assert checked_words(session, [SUBJECT], "cy") == {SUBJECT: {}}


def test_what_somebody_changed_meanwhile_is_not_overwritten(session):
    save(session, SUBJECT, "cy", [FIRST], by=ANN)
    read = mark_of(only(session))
    theirs = replace(FIRST, text="Eu testun", was=read)
    mine = replace(FIRST, text="Fy nhestun", was=read)
    assert save(session, SUBJECT, "cy", [theirs], by=BOB) == []
    assert save(session, SUBJECT, "cy", [mine], by=ANN) == [mine]
    assert save(session, SUBJECT, "cy", [replace(mine, was="")], by=ANN) != []
    assert only(session).text == "Eu testun"
    assert save(session, SUBJECT, "cy", [replace(mine, text="Eu testun")], by=ANN) == []


def test_an_empty_text_is_taken_out_and_each_wording_has_its_own(session):
    anew = Edit("age.text", "Your age?", "Eich oed?")
    save(session, SUBJECT, "cy", [FIRST, anew], by=ANN)
    assert {one.source for one in kept(session, SUBJECT, "cy")} == {FIRST.source, anew.source}
    first = next(one for one in kept(session, SUBJECT, "cy") if one.source == FIRST.source)
    assert save(session, SUBJECT, "cy", [replace(FIRST, text="", was=mark_of(first))], by=ANN) == []
    assert only(session).source == anew.source
    assert kept(session, SUBJECT, "ar") == kept(session, Subject("consultation", 7), "cy") == []
    forget(session, [SUBJECT])
    assert languages_of(session, SUBJECT) == []


@pytest.mark.parametrize(
    ("typed", "words"), [("", "Ann"), ("Ann", "Ann"), ("An agency", "An agency (entered by Ann)")]
)
def test_a_typed_name_says_who_entered_it(typed, words):
    assert signed(typed, "Ann") == words


def translate_all(session, consultation, language="cy", *, checked_by="Bob"):
    """Every text of everything, as its own words with “cy ” before them."""
    for content in contents_of(session, consultation):
        edits = [Edit(t.place, t.text, f"{language} {t.text}", "", checked_by) for t in content.texts]
        assert save(session, content.subject, language, edits, by=ANN) == []


def test_what_is_missing_is_told_for_every_language_on_offer(session, planned):
    assert untranslated(session, planned) == {}
    planned.languages = ["cy", "ar"]
    translate_all(session, planned, "ar")
    found = untranslated(session, planned)
    assert found["ar"] == []
    places = dict(found["cy"])
    assert places["title"] == next_versions.find(session, planned).questionnaire.title
    assert places["consultation: title"] == planned.title
    assert "deployment: facts.cameras.note" in places
    assert not any("wards." in place for place in places)
    assert untranslated(session, planned, languages=["ar"]) == {"ar": []}


def test_what_nobody_checked_is_told_too(session, planned):
    planned.languages = ["cy"]
    translate_all(session, planned, checked_by="")
    assert ("title", "Fixed live facial recognition cameras") in untranslated(session, planned)["cy"]


def freeze(session, consultation):
    asked = asked_by(session, consultation, next_versions.find(session, consultation).questionnaire)
    return versions.freeze(session, consultation.id, asked)


def test_a_version_keeps_what_was_asked_in_every_language(session, planned):
    planned.languages = ["cy", "ar"]
    translate_all(session, planned)
    version = freeze(session, planned)
    own, welsh, arabic = (versions.frozen(session, version.id, code) for code in ("", "cy", "ar"))
    assert (own.language, welsh.language, arabic.language) == ("en", "cy", "en")
    assert (own.partly, welsh.partly) == (False, False)
    assert welsh.asked.title == f"cy {own.asked.title}"
    assert welsh.questionnaire.questions[0].options[0].label.startswith("cy ")
    assert [q.code for q in welsh.asked.questions] == [q.code for q in own.asked.questions]
    assert (welsh.opinion, welsh.equality) == (own.opinion, own.equality)
    assert load(version.definition) == own.asked
    # Whoever changes a translation later changes nothing that was asked.
    forget(session, subjects_of(planned))
    versions._LOADED.clear()
    assert versions.frozen(session, version.id, "cy").asked == welsh.asked


def test_wards_and_facts_come_in_the_words_of_the_deployment_and_in_their_own_order(session, planned):
    planned.languages = ["cy"]
    deployment = subjects_of(planned)[2]
    revision = bare(register.consulted_on(session, planned.deployment_id, number=planned.deployment_revision))
    first, *_, last = sorted(revision.plan.wards, key=lambda ward: ward.name)
    # Its Welsh name would stand last.
    edits = [Edit(f"wards.{first.code}.name", first.name, "Zzz", "", "Bob"), Edit(f"wards.{last.code}.name", last.name, "Aaa")]
    save(session, deployment, "cy", edits, by=ANN)
    version = freeze(session, planned)
    texts = version.definition["translations"]["cy"]
    assert [text for text in texts.values() if text in ("Zzz", "Aaa")] == ["Zzz"]  # nobody checked the other
    own, welsh = (versions.frozen(session, version.id, code) for code in ("", "cy"))
    (asked,) = [q for q in welsh.asked.questions if q.kind == "area" and q.areas == "wards"]
    assert asked.option(first.code).label == "Zzz"
    assert asked.option_codes == own.asked.question(asked.code).option_codes
    assert welsh.partly
    assert isinstance(welsh.asked.title, Untranslated)


def test_corrected_translations_become_a_version_of_their_own(session, planned):
    planned.languages = ["cy"]
    translate_all(session, planned)
    planned.version_id = freeze(session, planned).id
    questions = subjects_of(planned)[0]
    before = versions.frozen(session, planned.version_id, "cy")
    (title,) = [one for one in kept(session, questions, "cy") if one.place == "title"]
    save(session, questions, "cy", [Edit("title", title.source, "Camerâu", mark_of(title), "Bob")], by=ANN)
    assert versions.publish_translations(session, planned, ["cy"], note="A slip.", today=DAY)
    after = versions.frozen(session, planned.version_id, "cy")
    assert (before.asked.title, after.asked.title) == (f"cy {title.source}", "Camerâu")
    assert versions.frozen(session, planned.version_id).asked == versions.frozen(session, versions.versions_of(session, planned.id)[0].id).asked
    assert {text.place for text in texts_of(after.asked)} == {text.place for text in texts_of(before.asked)}
