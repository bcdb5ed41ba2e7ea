import pytest

from results.domain.disclosure import SafeCell
from results.drawing import words
from survey.domain.questionnaires.questions import Band, LongText, Number
from survey.domain.translating.texts import left
from survey.domain.wording import Catalogue, say
from tests.results.released import HEARD, LIMITS, OFTEN


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        (SafeCell(1997, 41), "41% (1,997)"),
        # No nought that only looks like one.
        (SafeCell(None, None), "fewer than 10"),
        # Counts of progress have no share.
        (SafeCell(120, None), "120"),
    ],
)
def test_figures(cell, text):
    assert words.figure(cell) == text


def test_labels_of_every_kind_of_question():
    number = Number(code="sum", text="", bands=(Band("low", "Up to £100", 0, 100),))
    assert words.option_labels(number) == {"low": "Up to £100"}
    assert words.option_labels(OFTEN) == {"often": "Often", "never": "Never"}
    assert words.option_labels(LongText(code="why", text="")) == {}
    assert words.apart_codes(HEARD) == {"pns"}
    assert words.apart_codes(LIMITS) == words.apart_codes(number) == set()


def test_long_labels_are_broken_and_cannot_be_markup():
    assert words.lines("Fewer & <b>fixed</b> hours of use", 16) == [
        "Fewer &amp;",
        "&lt;b&gt;fixed&lt;/b&gt;",
        "hours of use",
    ]
    assert words.lines("", 20) == [""]


@pytest.mark.parametrize(
    ("parts", "text"), [(["a"], "a"), (["a", "b"], "a and b"), (["a", "b", "c"], "a, b and c")]
)
def test_lists(parts, text):
    assert words.listed(parts) == text


def test_ranges_name_their_ends():
    assert words.spread([(40, "Kenley"), (31, "Selsdon")]) == "ranges from 31% (Selsdon) to 40% (Kenley)"
    assert words.spread([(40, "Kenley"), (40, "Selsdon")]) == "is 40% in every group shown"
    dated = [(31, "Before revision 2 (2 May 2026)"), (40, "A (b) c")]
    assert words.spread(dated) == "ranges from 31% (Before revision 2, 2 May 2026) to 40% (A (b) c)"


def test_a_name_of_ours_is_said_in_the_language_that_is_drawn_in():
    name = say("Before {revision}", revision="2 (2 May 2026)")
    welsh = Catalogue("cy", {"Before {revision}": ("Cyn {revision}",), "“{text}”": ("«{text}»",)})
    with words.spoken_in(welsh):
        assert words.spoken(words.quoted(name)) == "«Cyn 2 (2 May 2026)»"
        assert words.spoken(words.spread([(31, name), (40, "A")])) == "ranges from 31% (Cyn 2, 2 May 2026) to 40% (A)"


def test_an_answer_inside_a_sentence_begins_small_and_stays_in_its_language():
    assert words.lowered("Don’t know") == "don’t know"
    assert words.lowered("") == ""
    assert words.lowered(left("Don’t know", "en")).language == "en"
    ours = say("Put {place}", place="first")
    assert words.lowered(ours) is ours
    where = words.spread([(31, left("Ward (A)", "en")), (40, "B")]).params["where"]
    assert (where, where.language) == ("Ward, A", "en")


def test_what_runs_from_right_to_left_is_kept_apart_from_its_figure():
    assert words.safe(words.named("نعم", "40% (10)")) == "\u2068نعم\u2069: 40% (10)"
    assert words.lines("نعم ولا", 4) == ["\u2068نعم\u2069", "\u2068ولا\u2069"]
    assert words.safe("Yes") == "Yes"
