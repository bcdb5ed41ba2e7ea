"""What counts as translated, out of date and checked; what a placeholder needs; what a returned file would do."""

from datetime import date

import pytest

from survey.domain.translating.files import Fate, Returned, judged
from survey.domain.translating.placeholders import problem_with
from survey.domain.translating.progress import Progress, State, Translation, pairs, progress
from survey.domain.translating.table import Kind
from survey.domain.translating.texts import Translatable

DAY, LATER = date(2026, 11, 1), date(2026, 11, 2)
TEXT = Translatable("age.text", "How old are you?", Kind.PARAGRAPH, "Question")
NAME = Translatable("zones.soho.name", "Soho", Kind.NAME, "Zone")


def made(source, text="Faint yw eich oed?", place="age.text", **checked):
    return Translation(place, source, text, "Ann", DAY, **checked)


CHECKED = {"checked_by": "Bob", "checked_on": LATER}
STATES = [
    # what is kept                                                             state               all, translated, out of date, checked
    ("nothing", TEXT, [], State.MISSING, (1, 0, 0, 0)),
    ("of this text", TEXT, [made(TEXT.text)], State.TRANSLATED, (1, 1, 0, 0)),
    ("and checked", TEXT, [made(TEXT.text, **CHECKED)], State.CHECKED, (1, 1, 0, 1)),
    ("of another wording", TEXT, [made("Your age?", **CHECKED)], State.OUT_OF_DATE, (1, 0, 1, 0)),
    ("of both", TEXT, [made("Your age?"), made(TEXT.text)], State.TRANSLATED, (1, 1, 0, 0)),
    ("of another place", TEXT, [made(TEXT.text, place="other.text")], State.MISSING, (1, 0, 0, 0)),
    ("a name, nothing", NAME, [], State.MISSING, (0, 0, 0, 0)),
    ("a name, translated", NAME, [made("Soho", "Sohô", "zones.soho.name")], State.TRANSLATED, (1, 1, 0, 0)),
    ("a name, out of date", NAME, [made("SoHo", "Sohô", "zones.soho.name")], State.OUT_OF_DATE, (1, 0, 1, 0)),
]


@pytest.mark.parametrize(("text", "kept", "state", "counted"), [row[1:] for row in STATES], ids=[row[0] for row in STATES])
def test_where_a_text_stands(text, kept, state, counted):
    found = pairs([text], kept)
    assert found[0].state is state
    assert progress(found) == Progress(*counted)


def test_the_newest_earlier_wording_stands_beside_and_the_same_words_elsewhere_are_offered():
    old = Translation("age.text", "Age?", "Oed?", "Ann", DAY)
    older = Translation("age.text", "Years?", "Blynyddoedd?", "Ann", date(2026, 1, 1))
    elsewhere = made(TEXT.text, "Beth yw eich oedran?", place="again.text")
    (pair,) = pairs([TEXT], [old, older, elsewhere])
    assert (pair.earlier, pair.elsewhere) == (old, "Beth yw eich oedran?")
    assert pair.open


def test_a_check_by_the_translator_is_told_from_one_by_somebody_else():
    assert made("x", **CHECKED).checked_by_another
    assert not made("x", checked_by="Ann", checked_on=DAY).checked_by_another


PIPED = "In {answer:area|the area}, do you feel safe?"
PLACEHOLDERS = [
    # translation                                              whether it is right
    ("Yn {answer:area|yr ardal}, a ydych yn teimlo’n ddiogel?", True),
    ("A ydych yn teimlo’n ddiogel yn {answer:area|yr ardal}?", True),
    ("A ydych yn teimlo’n ddiogel?", False),
    ("Yn {answer:ardal|yr ardal}?", False),
    ("Yn {answer:area|}?", False),
    ("Yn {answer:area|yr ardal?", False),
    ("{answer:area|a} {answer:area|b}", False),
    ("x" * 10_001, False),
]


@pytest.mark.parametrize(("translation", "right"), PLACEHOLDERS)
def test_a_translation_has_the_same_earlier_answers(translation, right):
    assert (problem_with(PIPED, translation) == "") is right


def test_a_text_without_earlier_answers_gets_none():
    assert "itself has not" in problem_with("Why?", "Pam {answer:area|x}?")
    assert problem_with("Why?", "Pam?") == ""


KEY = "questionnaire/age.text"
FATES = [
    # key, source in the file, translation             kept           fate
    ("new", (KEY, TEXT.text, "Oed?"), [], Fate.NEW),
    ("spaces", (KEY, " How old\n are you? ", "Oed?"), [], Fate.NEW),
    ("the same", (KEY, TEXT.text, "Oed?"), [made(TEXT.text, "Oed?")], Fate.SAME),
    ("another", (KEY, TEXT.text, "Oed?"), [made(TEXT.text, "Oedran?")], Fate.REPLACES),
    ("worded anew", (KEY, "Your age?", "Oed?"), [], Fate.OUTDATED),
    ("no source", (KEY, "", "Oed?"), [], Fate.MISFIT),
    ("unknown", ("questionnaire/gone.text", "x", "y"), [], Fate.MISFIT),
    ("broken placeholder", (KEY, TEXT.text, "{answer:x|y}"), [], Fate.MISFIT),
    ("empty", (KEY, TEXT.text, ""), [made(TEXT.text)], Fate.EMPTY),
]


@pytest.mark.parametrize(("line", "kept", "fate"), [row[1:] for row in FATES], ids=[row[0] for row in FATES])
def test_what_becomes_of_a_returned_line(line, kept, fate):
    (verdict,) = judged([Returned(*line)], {KEY: pairs([TEXT], kept)[0]})
    assert verdict.fate is fate
    assert bool(verdict.why) is (fate is Fate.MISFIT)
    assert verdict.before == ("Oedran?" if fate is Fate.REPLACES else "")


def test_a_place_that_comes_twice_counts_once():
    line = Returned(KEY, TEXT.text, "Oed?")
    assert [v.fate for v in judged([line, line], {KEY: pairs([TEXT], [])[0]})] == [Fate.NEW, Fate.MISFIT]
