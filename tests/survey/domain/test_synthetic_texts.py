"""Invented comments: the same each time, as many on each side, and no two alike."""

import json

import pytest

from survey.domain.synthetic_texts import SIDES, comments
from survey.store.demo import CONTENT

WRITTEN = json.loads((CONTENT / "demo" / "croydon-comments.json").read_text(encoding="utf-8"))
# As many as write on each side of the usual demonstration, and then some.
WRITERS = 350


@pytest.fixture(scope="module")
def made():
    return comments(WRITTEN)


def test_the_same_content_gives_the_same_comments(made):
    assert comments(WRITTEN) == made


@pytest.mark.parametrize("side", ["for", "against"])
def test_no_two_of_a_side_are_alike(made, side):
    texts = [one.text for one in made[side][:WRITERS]]
    assert len(set(texts)) == len(texts)


def test_every_theme_of_a_comment_is_one_that_is_given(made):
    known = {theme["code"] for theme in WRITTEN["themes"]}
    assert {code for side in SIDES for one in made[side] for code in one.themes} == known


def test_what_is_taken_out_is_what_stood_in_brackets(made):
    taken = {one.text[start:end]: why for side in SIDES for one in made[side] for start, end, why in one.taken_out}
    assert taken["Councillor Sample"] == "name"
    assert all(f"[[{words}|{why}]]" in json.dumps(WRITTEN["written"], ensure_ascii=False) for words, why in taken.items())
    assert not any("[[" in one.text for side in SIDES for one in made[side])


@pytest.mark.parametrize(
    "count",
    [
        lambda side: len(WRITTEN["sentences"][side]),  # themes
        lambda side: [len(own) for own in WRITTEN["sentences"][side].values()],  # sentences of each theme
        lambda side: len(WRITTEN["written"][side]),  # comments written as a whole
        lambda side: [one["number"] for one in WRITTEN["campaigns"] if one["side"] == side],  # who sent a text
    ],
)
def test_both_sides_have_as_much(count):
    assert count("for") == count("against")


def test_what_is_written_as_a_whole_is_about_as_long_on_both_sides():
    words = [sum(len(one["text"].split()) for one in WRITTEN["written"][side]) for side in ("for", "against")]
    assert max(words) < min(words) * 1.05
