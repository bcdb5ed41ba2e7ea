"""Places are unique and made of codes; the same texts give the same thing; only texts change."""

from dataclasses import fields, replace

import pytest
from hypothesis import HealthCheck, Phase, given, settings

from survey.domain.areas import area_options
from survey.domain.changes import Choice, MaterialChange
from survey.domain.deployments.revisions import Revision
from survey.domain.other_ways import OtherWays
from survey.domain.outcomes.reviewing import Review, ReviewChoice
from survey.domain.questionnaires.codebook import codebooks
from survey.domain.questionnaires.definition import dump, with_areas
from survey.domain.questionnaires.kinds import TYPES
from survey.domain.questionnaires.questions import Question, Questionnaire
from survey.domain.translating.table import TABLE, Kind, told_of
from survey.domain.translating.texts import Untranslated, marking, texts_of, translated
from survey.domain.translating.words import ConsultationWords, Line, Note, OutcomeWords
from survey.store.deployments.register import read_content
from tests.survey.domain.interchange.generated import questionnaires
from tests.survey.domain.outcomes.records import WHOLE
from tests.survey.domain.questionnaires.model import MODEL

QUICK = (Phase.explicit, Phase.reuse, Phase.generate)
SLOW = {"deadline": None, "suppress_health_check": [HealthCheck.too_slow, HealthCheck.filter_too_much]}
REVISION = read_content("soho-and-west-end").revisions[-1]
WORDS = ConsultationWords(
    "Lamps", "Should they?", "Borsetshire", OtherWays("020 7946 0123", "Mondays", "The library"),
    (MaterialChange(2, 1, REVISION.published_on, "It grew.", Choice.CARRY_ON, "It is small.", REVISION.published_on, "The cabinet"),),
    (Line("7", "Opened."),),
)  # fmt: skip
OUTCOME = OutcomeWords(WHOLE, (Note("2", "A day was wrong."),), (Review(REVISION.published_on, 1, 1, ReviewChoice.CARRY_ON, "It stands.", "The cabinet"),))
WHOLES = {"questionnaire": MODEL, "consultation": WORDS, "deployment": REVISION, "outcome": OUTCOME}

# Texts that nobody reads as words: codes, addresses, days and the like. A new field of text belongs here or in the table.
NOT_TEXTS = {
    "Questionnaire": {"code", "language"}, "Section": {"code", "kind"}, "Page": {"code"}, "CitedSource": {"address"},
    "CitedFact": {"code"}, "Option": {"code"}, "Row": {"code"}, "Band": {"code"}, "DateBand": {"code", "minimum", "maximum"},
    "Link": {"address"}, "OtherWays": {"phone"}, "MaterialChange": set(), "Line": {"code"}, "Plan": {"council_code", "status"},
    "Zone": {"code"}, "Ward": {"code"}, "Statement": {"code"}, "Source": {"address"}, "Document": {"code", "address", "facts", "block", "locked", "unlocked"},
    "Promise": {"code"}, "Detail": {"publishing"}, "Record": {"minutes", "equality_link"}, "Point": {"question"}, "Note": {"code"},
}  # fmt: skip
QUESTION = {"code", "facts", "block", "locked", "unlocked", "areas", "minimum", "maximum", "publishing"}


def columns_of(questionnaire):
    """What is counted, which no language changes."""
    return [book.columns for book in codebooks(questionnaire)]


@pytest.mark.parametrize("cls", [*(c for c in TABLE if c.__name__ != "Question"), *TYPES.values()], ids=lambda c: c.__name__)
def test_every_field_of_text_is_translated_or_said_not_to_be(cls):
    told = told_of(cls)
    named = {*told.texts, *told.inside, *NOT_TEXTS.get(cls.__name__, set())}
    if issubclass(cls, Question):
        named |= QUESTION
    forgotten = [f.name for f in fields(cls) if f.type in ("str", "tuple[str, ...]") and f.name not in named]
    assert not forgotten


@pytest.mark.parametrize("name", WHOLES)
def test_the_same_texts_give_the_same_thing(name):
    whole = WHOLES[name]
    assert translated(whole, lambda _, text: text) is whole
    places = [text.place for text in texts_of(whole)]
    assert len(places) == len(set(places))
    said = translated(whole, lambda place, text: f"{text} ({place})")
    assert [text.text for text in texts_of(said)] == [f"{t.text} ({t.place})" for t in texts_of(whole)]


@settings(max_examples=25, phases=QUICK, **SLOW)
@given(questionnaires())
def test_it_holds_for_every_questionnaire(questionnaire):
    found = texts_of(questionnaire)
    assert len({text.place for text in found}) == len(found)
    assert translated(questionnaire, lambda _, text: text) == questionnaire
    said = translated(questionnaire, lambda _, text: "x" + text)
    assert columns_of(said) == columns_of(questionnaire)
    assert [text.place for text in texts_of(said)] == [text.place for text in found]


PLACES = [
    # what                                place                          kind
    ("a title", "title", Kind.LINE),
    ("a section", "sections.you.title", Kind.LINE),
    ("a question", "capacity.text", Kind.PARAGRAPH),
    ("an option", "capacity.options.individual.label", Kind.LINE),
    ("the text of an option", "connection.options.other.detail.label", Kind.LINE),
    ("a row", "purposes.rows.wanted.label", Kind.LINE),
]


@pytest.mark.parametrize(("place", "kind"), [row[1:] for row in PLACES], ids=[row[0] for row in PLACES])
def test_places_are_made_of_codes(place, kind):
    found = {text.place: text.kind for text in texts_of(MODEL)}
    if place.startswith("purposes") and place not in found:
        place = next(place for place in found if ".rows." in place)
    assert found[place] is kind


def test_moving_things_moves_no_place():
    first, *others = MODEL.sections
    moved = replace(MODEL, sections=(*others, first))
    assert {t.place: t.text for t in texts_of(moved)} == {t.place: t.text for t in texts_of(MODEL)}


def test_names_are_told_from_texts_and_figures_need_no_translation():
    kinds = {text.place: text.kind for text in texts_of(REVISION)}
    ward = REVISION.plan.wards[0].code
    assert kinds[f"wards.{ward}.name"] is Kind.NAME
    assert kinds["summary"] is Kind.PARAGRAPH
    likely = [text.place for text in texts_of(MODEL) if text.text.isdigit() or text.text == "£"]
    assert likely == []


def test_what_has_no_translation_is_marked_with_its_own_language():
    said = translated(MODEL, marking({"title": "Camerâu"}, "en"))
    assert said.title == "Camerâu"
    assert not isinstance(said.title, Untranslated)
    assert isinstance(said.questions[0].text, Untranslated)
    assert (said.questions[0].text, said.questions[0].text.language) == (MODEL.questions[0].text, "en")


def test_areas_keep_their_order_in_every_language():
    asked = with_areas(MODEL, area_options(REVISION.plan))
    said = translated(asked, lambda _, text: text[::-1])
    assert isinstance(said, Questionnaire)
    assert columns_of(said) == columns_of(asked)
    assert dump(said).keys() == dump(asked).keys()


def test_the_parts_of_a_deployment_are_those_of_its_editor():
    assert {text.part for text in texts_of(REVISION)} >= {"", "facts", "zones", "wards", "statements", "documents"}
    assert isinstance(REVISION, Revision)
