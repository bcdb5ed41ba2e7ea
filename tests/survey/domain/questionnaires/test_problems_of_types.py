"""What an organiser may get wrong in the types with several fields, and around options. A comment says which."""

import copy

import pytest

from survey.domain.questionnaires.definition import DefinitionError, dump, load
from tests.every_type import DEFINITION

FOUR = [{"code": code, "label": code} for code in ("a", "b", "c", "d")]
APART = {"code": "dont-know", "label": "Don’t know", "apart": True}
SPAN = {"minimum": "2026-02-01", "maximum": "2026-04-30"}
BAND = {"code": "all", "label": "All", **SPAN}


def problems(question, *, kind="opinion", before=(), when=None):
    """The problems of one question, after others."""
    pages = [{"code": f"p{place}", "questions": [one]} for place, one in enumerate(before)]
    last = {"code": "last", "questions": [{"code": "q", "text": "Q?", **question}]}
    pages.append(last | ({"when": when} if when else {}))
    section = {"code": "s", "title": "S", "kind": kind, "pages": pages}
    base = {name: DEFINITION[name] for name in ("format", "format_version", "code", "title")}
    try:
        load({**base, "sections": [section]})
    except DefinitionError as error:
        return list(error.problems)
    return []


@pytest.mark.parametrize(
    ("question", "words"),
    [
        # Ranking: places, and nothing that cannot be preferred.
        ({"type": "ranking", "options": FOUR, "ranks": 11}, "“ranks” must lie between 1 and 10"),
        ({"type": "ranking", "options": [*FOUR, APART]}, "option “dont-know” can have neither a text nor stand apart"),
        ({"type": "ranking", "options": FOUR[:1]}, "needs from 2 to 250 options"),
        # Dates: never exact days, no gaps, real days.
        ({"type": "date", **SPAN}, "needs either bands or “by_month”"),
        ({"type": "date", "by_month": True, "bands": [BAND], **SPAN}, "needs either bands or “by_month”"),
        ({"type": "date", "by_month": True, "minimum": "2020-01-01", "maximum": "2026-01-01"}, "more than 24 months"),
        ({"type": "date", "by_month": True, "minimum": "2026-02-30", "maximum": "2026-03-01"}, "“2026-02-30” is not a day"),
        ({"type": "date", "by_month": True, "minimum": "2026-04-01", "maximum": "2026-03-01"}, "“minimum” is after “maximum”"),
        ({"type": "date", "bands": [BAND | {"maximum": "2026-03-01"}], **SPAN}, "bands must reach from"),
        ({"type": "date", "bands": [BAND, BAND | {"code": "b"}], **SPAN}, "band “b” leaves a gap or overlaps"),
        ({"type": "date", "bands": [BAND | {"minimum": 3}], **SPAN}, "“minimum” must be a text"),
        ({"type": "date", "by_month": True}, "“minimum” is missing"),
        # A likelihood has its eleven points and words for its ends.
        ({"type": "likelihood", "low": "Never", "high": " "}, "needs words for 0 (“low”) and for 10"),
        ({"type": "likelihood", "low": "Never", "high": "Surely", "options": FOUR}, "the eleven points 0 to 10"),
        # Sums.
        ({"type": "constant_sum", "options": FOUR, "total": 3}, "“total” must lie between 10 and 1,000,000"),
        ({"type": "constant_sum", "options": FOUR, "bands": [{"code": "x", "label": "X", "minimum": 0, "maximum": 9}]}, "bands must reach"),
        ({"type": "constant_sum", "options": [*FOUR, APART]}, "neither a text nor stand apart"),
        # What may be published is one of three.
        ({"type": "short_text", "publishing": "always"}, "“publishing” must be one of never, with-permission, open"),
        ({"type": "single_choice", "options": [*FOUR, {"code": "o", "label": "O", "detail": {"label": "What?", "publishing": ""}}]}, "must be one of never"),
        # Areas.
        ({"type": "area_grid", "areas": "streets"}, "“wards” or “zones”"),
        # Limits that nobody could keep.
        ({"type": "multiple_choice", "options": FOUR, "at_least": 5}, "“at_least” must lie between 1 and"),
        ({"type": "multiple_choice", "options": FOUR, "at_least": 3, "at_most": 2}, "“at_least” is above “at_most”"),
        ({"type": "grid", "rows": FOUR, "at_most": 9}, "“at_most” must lie between 1 and the number of rows"),
        ({"type": "grid", "rows": FOUR, "all_rows": True, "at_least": 2}, "“all_rows” leaves nothing"),
        ({"type": "grid", "rows": FOUR, "options": [*FOUR, {"code": "o", "label": "O", "detail": {"label": "What?"}}]}, "stands in a grid, so it cannot ask for a text"),
        # An order needs things that can change places, and not more than there are orders.
        ({"type": "single_choice", "options": [FOUR[0], APART], "random_order": True}, "from 2 to 24 that can change places, not 1"),
        ({"type": "single_choice", "options": [{"code": f"o{n}", "label": "O"} for n in range(25)], "random_order": True}, "not 25"),
        # What is only read cannot be needed; a link leads to a page and runs nothing.
        ({"type": "reader_text", "body": "B", "required": True}, "is only read, so it cannot be required"),
        ({"type": "document", "body": "B", "link": {"label": "L", "address": "javascript:alert(1)"}}, "must begin with “/” for this site"),
        ({"type": "document", "body": "B", "link": {"label": "L", "address": "//elsewhere.example/"}}, "must begin with “/”"),
        ({"type": "document", "body": "B", "link": {"label": "L", "address": "http://example.org/"}}, "with “https://”"),
        ({"type": "document", "body": "B", "link": {"label": " ", "address": "/x"}}, "the link needs a label"),
        ({"type": "document", "body": "B", "link": "/x"}, "“link” must be an object"),
        # "Prefer not to say" needs options, and is asked for or not.
        ({"type": "short_text", "prefer_not_to_say": True}, "the question needs options"),
        ({"type": "single_choice", "options": FOUR, "prefer_not_to_say": "yes"}, "must be true"),
        # Lists hold what they should.
        ({"type": "short_text", "facts": [3]}, "must be a list of texts"),
        ({"type": "short_text", "definitions": ["word"]}, "must be a list of objects"),
    ],
)  # fmt: skip
def test_a_question_that_cannot_work_is_refused(question, words):
    found = problems(question)
    assert any(words in problem for problem in found), found


@pytest.mark.parametrize(
    ("question", "words"),
    [
        # An equality question is a group that people belong to: one table, in the order of the standard.
        ({"type": "ranking", "options": FOUR}, "cannot be of the type “ranking”"),
        ({"type": "constant_sum", "options": FOUR}, "cannot be of the type “constant_sum”"),
        ({"type": "single_choice", "options": FOUR, "random_order": True}, "keep the order of the standard"),
        # And nobody's words there are published.
        ({"type": "long_text", "publishing": "open"}, "is never published"),
    ],
)
def test_what_equality_questions_cannot_be(question, words):
    assert any(words in problem for problem in problems(question, kind="equality"))
    assert problems(question) == []


NUMBER = {"code": "n", "type": "number", "text": "N?"}
RANKING = {"code": "r", "type": "ranking", "text": "R?", "options": FOUR}
READ = {"code": "t", "type": "reader_text", "text": "T", "body": "B"}
DAY = {"code": "d", "type": "date", "text": "D?", "bands": [BAND], **SPAN}


@pytest.mark.parametrize(
    ("when", "words"),
    [
        ({"question": "n", "at_least": 3}, None),
        ({"question": "r", "answered": True}, None),
        ({"question": "d", "is": ["all"]}, None),
        # An order is answered or not, but is no one option; what is only read is never answered.
        ({"question": "r", "is": ["a"]}, "“is” cannot be used with question “r”"),
        ({"question": "r", "at_least": 1}, "“at_least” cannot be used"),
        ({"not": {"question": "t", "answered": True}}, "which is only read and has no answer"),
    ],
)
def test_conditions_look_at_what_can_be_compared(when, words):
    found = problems({"type": "short_text"}, before=(NUMBER, RANKING, READ, DAY), when=when)
    assert found == [] if words is None else any(words in problem for problem in found)


def test_prefer_not_to_say_comes_last_and_alone():
    definition = copy.deepcopy(DEFINITION)
    many = {"code": "many", "type": "multiple_choice", "text": "M?", "options": FOUR, "prefer_not_to_say": True}
    definition["sections"][0]["pages"].append({"code": "many", "questions": [many]})
    loaded = load(definition)
    last = loaded.question("many").options[-1]
    assert (last.code, last.apart, last.exclusive) == ("prefer-not-to-say", True, True)
    assert not loaded.question("tie").options[-1].exclusive
    # It is written out where it is kept, and reading that again adds no second one.
    assert load(dump(loaded)) == loaded


def test_every_type_survives_the_round_trip():
    loaded = load(DEFINITION)
    assert load(dump(loaded)) == loaded
