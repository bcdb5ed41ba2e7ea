"""A translation belongs to the text that it was made from; two people never overwrite each other; freezing keeps it."""

from dataclasses import replace
from datetime import date

import pytest

from survey.domain.questionnaires.building import put_question
from survey.domain.questionnaires.definition import load
from survey.domain.translating.texts import Untranslated, texts_of
from survey.store.deployments import register
from survey.store.questionnaires import next_versions, rewordings, versions
from survey.store.questionnaires.next_versions import Saved
from survey.store.questionnaires.preparing import asked_by
from survey.store.questionnaires.rewordings import NotTranslated
from survey.store.translating import publishing
from survey.store.translating.content import (
    bare,
    content_of_questionnaire,
    content_still_asked,
    contents_of,
    subjects_of,
    untranslated,
)
from survey.store.translating.publishing import Hindrance, NotPublished, Why
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


@pytest.fixture
def asked(session, planned):
    """A consultation that is asked in English and Welsh, each text as its own words with “cy ” before them."""
    planned.languages = ["cy"]
    translate_all(session, planned)
    planned.version_id = freeze(session, planned).id
    next_versions.forget(session, planned)
    session.flush()
    return planned


def change(session, consultation, place, text, *, language="cy", checked_by="Bob"):
    """Ann translates one text of the questions anew."""
    subject = subjects_of(consultation)[0]
    (one,) = [one for one in kept(session, subject, language) if one.place == place]
    assert save(session, subject, language, [Edit(place, one.source, text, mark_of(one), checked_by)], by=ANN) == []


def publish(session, consultation, added=()):
    publishing.publish(session, consultation, added, note="A slip.", today=DAY)
    return versions.frozen(session, consultation.version_id, "cy")


def refused(session, consultation, added=()):
    with pytest.raises(NotPublished) as raised:
        publish(session, consultation, added)
    return {(one.language, one.why) for one in raised.value.hindrances}


def test_corrected_translations_become_a_version_of_their_own(session, asked):
    before = versions.frozen(session, asked.version_id, "cy")
    change(session, asked, "title", "Camerâu")
    after = publish(session, asked)
    assert (before.asked.title[:3], after.asked.title) == ("cy ", "Camerâu")
    first = versions.versions_of(session, asked.id)[0].id
    assert versions.frozen(session, asked.version_id).asked == versions.frozen(session, first).asked
    assert {text.place for text in texts_of(after.asked)} == {text.place for text in texts_of(before.asked)}


LABELS = "support.options.{}.label"


@pytest.mark.parametrize(
    ("labels", "checked_by", "why"),
    [
        ({"title": "Camerâu"}, "", Why.MISSING),  # nobody checked it
        ({"title": "Camerâu"}, "ann", Why.SAME_PERSON),  # its translator checked it
        ({LABELS.format("strongly-support"): "cy strongly OPPOSE!"}, "Bob", Why.ALIKE),  # two answers read the same
        (  # two answers trade places
            {
                LABELS.format("strongly-support"): "cy Strongly oppose",
                LABELS.format("strongly-oppose"): "cy Strongly support",
            },
            "Bob",
            Why.TRADED,
        ),
    ],
)
def test_what_is_asked_already_is_not_translated_otherwise_by_one_person_or_into_another_answer(
    session, asked, labels, checked_by, why
):
    for place, text in labels.items():
        change(session, asked, place, text, checked_by=checked_by)
    assert ("cy", why) in refused(session, asked)
    # A new version for another reason keeps what people read until now.
    if why in (Why.MISSING, Why.SAME_PERSON):
        again = versions.freeze(session, asked.id, versions.frozen(session, asked.version_id).asked)
        assert versions.frozen(session, again.id, "cy").asked.title.startswith("cy ")


def test_a_language_can_be_added_once_all_that_is_asked_is_whole_and_none_is_taken_away(session, asked):
    asking = versions.frozen(session, asked.version_id).asked
    row = next_versions.begin(session, asked, replace(asking, title="A title"), saved=Saved("Began", "Ann", DAY))
    assert untranslated(session, asked, languages=["pl"])["pl"][0] == ("title", asking.title)
    texts = content_of_questionnaire(session, asked).texts
    save(session, subjects_of(asked)[0], "pl", [Edit(t.place, t.text, f"pl {t.text}", "", "Bob") for t in texts], by=ANN)
    assert ("pl", Why.MISSING) in refused(session, asked, ["pl"])
    (still,) = content_still_asked(session, asked).texts
    assert (still.place, still.text, still.part) == ("title", asking.title, "asked.now")
    for content in contents_of(session, asked):
        there = {(one.place, one.source) for one in kept(session, content.subject, "pl")}
        edits = [Edit(t.place, t.text, f"pl {t.text}", "", "Bob") for t in content.texts if (t.place, t.text) not in there]
        assert save(session, content.subject, "pl", edits, by=ANN) == []
    publish(session, asked, ["pl"])
    assert asked.languages == ["cy", "pl"]
    polish = versions.frozen(session, asked.version_id, "pl")
    assert (polish.asked.title, polish.partly) == (f"pl {asking.title}", False)
    assert row.questionnaire.title == "A title"


def test_new_words_are_asked_once_they_are_translated_and_checked(session, asked):
    asking = versions.frozen(session, asked.version_id).asked
    after = put_question(asking, replace(asking.question("support"), hint="Think of the whole area."))
    row = next_versions.begin(session, asked, after, saved=Saved("Began", "Ann", DAY))

    def reword():
        return rewordings.publish(session, asked, row, edition=1, note="A hint.", today=DAY)

    with pytest.raises(NotTranslated) as raised:
        reword()
    assert raised.value.hindrances == (Hindrance("cy", "Think of the whole area.", Why.MISSING),)
    hint = Edit("support.hint", "Think of the whole area.", "Meddyliwch", "", "Bob")
    save(session, subjects_of(asked)[0], "cy", [hint], by=ANN)
    reword()
    assert versions.frozen(session, asked.version_id, "cy").asked.question("support").hint == "Meddyliwch"
