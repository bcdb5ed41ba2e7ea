"""How hard words are: the measure is checked by hand, the rest by examples."""

import pytest

from survey.domain.checks.reading import reading_age
from survey.domain.checks.texts import sentences, words
from survey.domain.questionnaires.questions import Definition, LongText
from tests.survey.domain.checks.asking import choice, found_in, words_of

EASY = "The police want to put new cameras on some lamp posts in this part of the town. " * 3
HARD = "Notwithstanding considerations of proportionality, biometric identification infrastructure necessitates comprehensive interdepartmental accountability arrangements. " * 3  # fmt: skip


def test_the_index_is_what_its_formula_says():
    # 4.71 * 186 / 51 + 0.5 * 51 / 3 - 21.43 = 4.2, so the fifth year of school, at the age of 10.
    assert (len(words(EASY)), len(sentences(EASY)), sum(map(len, words(EASY)))) == (51, 3, 186)
    assert reading_age(EASY) == 10


def test_a_short_text_has_no_reading_age():
    assert reading_age("Overall, do you support or oppose it?") is None


CUT = [
    # full stops and question marks end sentences
    ("One. Two? Three!", ["One.", "Two?", "Three!"]),
    # those of short forms and numbers do not
    ("See e.g. Dr. Brown at 3.5 km. Then go.", ["See eg Dr Brown at 3.5 km.", "Then go."]),
    # lines and semicolons do
    ("One\nTwo; three", ["One", "Two", "three"]),
    # nothing but marks is no sentence
    ("… - !", []),
]


@pytest.mark.parametrize(("text", "expected"), CUT)
def test_texts_are_cut_into_sentences(text, expected):
    assert sentences(text) == expected


def said(text, **parts):
    return LongText(code="q", text="Why?", hint=f"Please do not name anyone. {text}", **parts)


FOUND = [
    # an easy text
    (said(EASY), set()),
    # a hard one is hard in several ways
    (said(HARD), {"reading-age", "hard-word"}),
    # 26 words
    (said("word " * 26), {"long-sentence"}),
    # 25 words
    (said("word " * 25), set()),
    # a word that has a plainer one
    (said("Say so prior to Friday."), {"hard-word"}),
    # a short form that nobody explains
    (said("It is in the DPIA."), {"short-form"}),
    # one that is explained
    (said("It is in the data protection impact assessment (DPIA)."), set()),
    (said("It is in the DPIA.", definitions=(Definition("DPIA", "A check of how data is used."),)), set()),
    # one that everybody knows, and a word said loudly
    (said("Ordinary CCTV does NOT count."), set()),
]


@pytest.mark.parametrize(("question", "found"), FOUND, ids=lambda one: getattr(one, "hint", None) and one.hint[27:60])
def test_hard_words_are_found(question, found):
    assert found_in(question) == found


def test_the_plain_word_is_offered():
    assert words_of("hard-word", choice("Will you utilise the stations?")) == [
        "1 hard word, with what could stand instead: “utilise” (use)."
    ]
