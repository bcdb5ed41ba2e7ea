"""What is said under a chart, by who answered, how many, and how exact the figures are."""

import pytest

from results.domain.disclosure import Disclosure
from results.domain.disclosure import progress as rounded
from results.domain.tables import Table
from results.drawing.conclusions import concluded

RULES = Disclosure("c", b"a secret of these tests only")


def table(people, group=None, options=("a", "b")):
    counts = (people // 2, people - people // 2) if options else ()
    value = "some" if group else None
    return Table("support", None, options, group, value, counts, people, 0, 0)


@pytest.mark.parametrize(
    ("made", "sampled", "said", "unsaid"),
    [
        (RULES.everybody(table(500)), False, ["chose to answer, not what everyone thinks"], ["few", "protected", "random"]),
        # From 50 to 99 people figures are exact, and one person is a percent or more.
        (RULES.everybody(table(60)), False, ["not what everyone thinks", "They are few"], ["protected"]),
        (RULES.group(table(200, "age")), False, ["not what all of it think", "protected"], ["everyone"]),
        (RULES.group(table(200, "stratum")), True, ["drawn at random", "protected"], ["chose to answer"]),
    ],
)
def test_a_sentence_says_what_may_be_concluded(made, sampled, said, unsaid):
    text = concluded(made, sampled=sampled)
    assert [part for part in said if part not in text] == []
    assert [part for part in unsaid if part in text] == []


def test_the_smaller_a_group_the_larger_a_difference_that_means_nothing():
    class Straight(Disclosure):
        def offset(self, _cell):
            return 0

    def points(people):
        text = concluded(Straight("c", RULES.secret).group(table(people, "age")))
        return int(text.split("up to ")[1].split(" ")[0])

    # Up to four people of 50 are eight points, and of 800 half a point; two figures may both be off.
    assert (points(50), points(100), points(800)) == (16, 8, 2)


@pytest.mark.parametrize(
    "made",
    [
        # Hidden, a text, who answered, and counts while open say nothing about opinions.
        RULES.group(table(20, "age")),
        RULES.everybody(table(500, options=())),
        RULES.profile(table(500)),
        rounded(table(500)),
    ],
)
def test_nothing_is_concluded_from_what_is_no_answer(made):
    assert concluded(made) == ""
