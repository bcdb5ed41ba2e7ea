"""The map of the paths says exactly what walking every path by hand would find."""

from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from survey.domain.questionnaires import walking
from survey.domain.questionnaires.paths import path
from survey.domain.questionnaires.paths_map import Reached, map_of
from survey.domain.questionnaires.questions import (
    MultipleChoice,
    Number,
    Option,
    Page,
    Questionnaire,
    Section,
    ShortText,
    SingleChoice,
)
from survey.domain.questionnaires.ways_in_words import END, OTHERWISE, TOO_MANY
from tests.survey.domain.questionnaires.model import MODEL

SUM = frozenset({"sum-published"})
YES_NO = (Option("yes", "Yes"), Option("no", "No"))
COLOURS = (Option("red", "Red"), Option("blue", "Blue"), Option("none", "None", exclusive=True))


def one(code, *, required=False):
    return SingleChoice(code=code, text=f"{code}?", options=YES_NO, required=required)


def many(code, **more):
    return MultipleChoice(code=code, text=f"{code}?", options=COLOURS, **more)


def asked(*pages, equality=()):
    """A questionnaire of (question, condition) pages."""
    sections = [Section(kind, kind, tuple(Page(f"p-{q.code}", (q,), when=when) for q, when in of), kind)
                for kind, of in (("opinion", pages), ("equality", equality)) if of]  # fmt: skip
    return Questionnaire("q", "Q", tuple(sections))


def stops(mapped):
    return {stop.page.code: stop for stop in mapped.stops}


def ways(mapped, code):
    return [(way.to, way.when) for way in stops(mapped)[code].ways]


# ---- against every path there is


def every_answer(question):
    """Every answer that the question takes, None for none."""
    if isinstance(question, SingleChoice):
        given_ = list(question.option_codes)
    elif isinstance(question, MultipleChoice):
        given_ = [["red"], ["blue"], ["none"]] + ([] if question.at_most == 1 else [["red", "blue"]])
    elif isinstance(question, Number):
        given_ = list(range(question.minimum, question.maximum + 1))
    else:
        given_ = ["x"]
    return given_ if question.required else [*given_, None]


@st.composite
def routed(draw):
    """A small questionnaire with conditions of every form, and the facts that hold."""
    makers = [
        lambda code, needed: one(code, required=needed),
        lambda code, needed: many(code, required=needed, at_most=draw(st.sampled_from([None, 1]))),
        lambda code, needed: Number(code=code, text=code, maximum=3, required=needed),
        lambda code, needed: ShortText(code=code, text=code, required=needed),
    ]
    pages = []
    for code in ("a", "b", "c", "d")[: draw(st.integers(2, 4))]:
        question = draw(st.sampled_from(makers))(code, draw(st.booleans()))
        when = draw(st.none() | conditions([q for q, _ in pages])) if pages else None
        pages.append((question, when))
    at = draw(st.integers(1, len(pages)))
    return asked(*pages[:at], equality=pages[at:]), draw(st.sampled_from([frozenset(), SUM]))


def conditions(questions):
    """Conditions on these questions, of every form."""
    compared = st.one_of([st.sampled_from(list(_comparisons(question))) for question in questions])
    leaves = compared | st.just({"fact": "sum-published"})
    return st.recursive(
        leaves,
        lambda inner: st.one_of(
            inner.map(lambda part: {"not": part}),
            st.lists(inner, min_size=2, max_size=2).map(lambda parts: {"all": parts}),
            st.lists(inner, min_size=2, max_size=2).map(lambda parts: {"any": parts}),
        ),
        max_leaves=3,
    )


def _comparisons(question):
    yield {"question": question.code, "answered": True}
    yield {"question": question.code, "answered": False}
    if isinstance(question, Number):
        yield {"question": question.code, "at_least": 2}
        yield {"question": question.code, "at_most": 1}
    if isinstance(question, SingleChoice | MultipleChoice):
        first, second = question.option_codes[:2]
        yield {"question": question.code, "is": [first]}
        yield {"question": question.code, "is": [first, second]}


def by_hand(questionnaire, facts):
    """For each kind the ways between pages, how often each is come to, and the numbers of pages, of every answer."""
    paths = []
    for chosen in product(*(every_answer(question) for question in questionnaire.questions)):
        answers = {q.code: a for q, a in zip(questionnaire.questions, chosen, strict=True) if a is not None}
        paths.append({kind: [page.code for page in path(questionnaire, answers, facts=facts, kind=kind)]
                      for kind in ("opinion", "equality")})  # fmt: skip
    return paths


@settings(max_examples=60)
@given(routed())
def test_the_map_has_every_way_that_some_answers_take_and_no_other(made):
    questionnaire, facts = made
    mapped = map_of(questionnaire, facts)
    assert mapped.exact
    paths = by_hand(questionnaire, facts)
    for part in mapped.parts:
        of_kind = [one[part.kind] for one in paths]
        taken = {way for codes in of_kind for way in zip(["", *codes], [*codes, END], strict=True)}
        drawn = {("", way.to) for way in part.ways_in}
        drawn |= {(stop.page.code, way.to) for stop in part.stops for way in stop.ways}
        assert drawn == taken
        assert (part.fewest, part.most) == (min(map(len, of_kind)), max(map(len, of_kind)))
        for stop in part.stops:
            times = sum(stop.page.code in codes for codes in of_kind)
            expected = {0: Reached.NOBODY, len(of_kind): Reached.EVERYONE}.get(times, Reached.SOME)
            assert stop.reached is expected


@settings(max_examples=30)
@given(routed())
def test_where_too_much_would_have_to_be_told_apart_nothing_that_may_be_is_left_out(made):
    questionnaire, facts = made
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(walking, "MOST_STATES", 2)
        patched.setattr(walking, "MOST_EXTENDED", 3)
        mapped = map_of(questionnaire, facts)
    exact = map_of(questionnaire, facts)
    for part, told in zip(mapped.parts, exact.parts, strict=True):
        assert (part.fewest <= told.fewest, part.most >= told.most) == (True, True)
        for stop, sure in zip(part.stops, told.stops, strict=True):
            assert {way.to for way in sure.ways} <= {way.to for way in stop.ways}
            # Of nobody and of everyone it is said only where it is so.
            assert stop.reached in (Reached.SOME, sure.reached)


def test_every_path_has_an_end():
    mapped = map_of(MODEL, SUM)
    for part in mapped.parts:
        ahead = [stop.page.code for stop in part.stops]
        for place, stop in enumerate(part.stops):
            # Each way leads to a page further on, or to the end: so none runs in a circle.
            assert stop.ways
            assert all(way.to == END or way.to in ahead[place + 1 :] for way in stop.ways)


# ---- what is named


def test_a_page_that_needs_a_fact_that_is_not_known_is_named_with_why():
    mapped = map_of(MODEL, frozenset())
    assert [stop.page.code for stop in mapped.unreachable] == ["contribution", "contribution-limit"]
    money, limit = mapped.unreachable
    assert "a sum asked of the council has been published" in money.why_nobody
    assert "“Should the council contribute money to the cameras?”, which nobody is asked" in limit.why_nobody
    assert map_of(MODEL, SUM).unreachable == ()


@pytest.mark.parametrize(
    ("when", "reached"),
    [
        # Two answers to one question cannot both be given.
        ({"all": [{"question": "a", "is": ["yes"]}, {"question": "a", "is": ["no"]}]}, Reached.NOBODY),
        # Of several they can, unless one stands alone.
        ({"all": [{"question": "m", "is": ["red"]}, {"question": "m", "is": ["blue"]}]}, Reached.SOME),
        ({"all": [{"question": "m", "is": ["red"]}, {"question": "m", "is": ["none"]}]}, Reached.NOBODY),
        # An option that was removed, and a question that was.
        ({"question": "a", "is": ["perhaps"]}, Reached.NOBODY),
        ({"question": "gone", "is": ["yes"]}, Reached.NOBODY),
        ({"not": {"question": "gone", "is": ["yes"]}}, Reached.EVERYONE),
        # What must be answered is answered.
        ({"question": "a", "answered": True}, Reached.EVERYONE),
        ({"question": "a", "answered": False}, Reached.NOBODY),
        ({"question": "m", "answered": False}, Reached.SOME),
        ({"any": [{"question": "a", "is": ["yes"]}, {"question": "a", "is": ["no"]}]}, Reached.EVERYONE),
        # Outside of what the number may be.
        ({"question": "n", "at_least": 10}, Reached.NOBODY),
        ({"question": "n", "at_least": 9}, Reached.SOME),
        ({"not": {"question": "n", "at_least": 10}}, Reached.EVERYONE),
    ],
)
def test_who_comes_to_a_page(when, reached):
    pages = ((one("a", required=True), None), (many("m"), None), (Number(code="n", text="n", maximum=9), None))
    assert stops(map_of(asked(*pages, (one("z"), when)), frozenset()))["p-z"].reached is reached


def test_a_limit_of_the_number_of_answers_can_make_a_page_one_for_nobody():
    both = {"all": [{"question": "m", "is": ["red"]}, {"question": "m", "is": ["blue"]}]}
    mapped = map_of(asked((many("m", at_most=1), None), (one("z"), both)), frozenset())
    assert [stop.page.code for stop in mapped.unreachable] == ["p-z"]


def test_a_question_that_must_be_answered_and_cannot_be_is_named():
    nothing = SingleChoice(code="a", text="Which?", required=True)
    (stuck,) = map_of(asked((nothing, None), (one("z"), None)), frozenset()).stuck
    assert "“Which?” must be answered" in stuck.stuck


def test_a_condition_that_cannot_be_read_is_said_and_breaks_nothing():
    mapped = map_of(asked((one("a"), None), (one("z"), {"question": "a"})), frozenset())
    assert stops(mapped)["p-z"].only_if == "a condition that cannot be read"
    assert ways(mapped, "p-a") == [("p-z", f"{TOO_MANY}; it is asked only if a condition that cannot be read"), (END, TOO_MANY)]


# ---- the words


ANSWER_A = {"question": "a", "is": ["yes"]}


@pytest.mark.parametrize(
    ("question", "when", "yes", "no"),
    [
        # A plain answer, or anything else and none.
        (one("a"), ANSWER_A, "the answer is “Yes”", OTHERWISE),
        # Where one of two must be given, both are named.
        (one("a", required=True), ANSWER_A, "the answer is “Yes”", "the answer is “No”"),
        (one("a"), {"not": ANSWER_A}, OTHERWISE, "the answer is “Yes”"),
        (one("a"), {"question": "a", "answered": False}, OTHERWISE, "the answer is “Yes” or “No”"),
        (many("a"), {"question": "a", "is": ["red"]}, "“Red” is among the answers", OTHERWISE),
        (many("a"), {"question": "a", "is": ["red", "blue"]}, "“Red” or “Blue” is among the answers", OTHERWISE),
        (Number(code="a", text="a?"), {"question": "a", "at_least": 1000}, "the answer is 1,000 or more", OTHERWISE),
        (Number(code="a", text="a?"), {"question": "a", "at_most": 5}, "the answer is 5 or less", OTHERWISE),
        (ShortText(code="a", text="a?"), {"question": "a", "answered": True}, "there is an answer", OTHERWISE),
    ],
)
def test_where_each_answer_leads_in_words(question, when, yes, no):
    mapped = map_of(asked((question, None), (one("y"), when), (one("z"), None)), frozenset())
    assert dict(ways(mapped, "p-a")) == {"p-y": yes, "p-z": no}


def test_an_answer_from_further_back_is_named_with_its_question():
    mapped = map_of(asked((one("a", required=True), None), (one("b"), None), (one("z"), ANSWER_A)), frozenset())
    assert ways(mapped, "p-a") == [("p-b", "")]
    assert ways(mapped, "p-b") == [
        ("p-z", "the answer to “a?” is “Yes”"),
        (END, "the answer to “a?” is “No”"),
    ]


def test_two_answers_together():
    both = {"all": [ANSWER_A, {"question": "b", "is": ["yes"]}]}
    mapped = map_of(asked((one("a"), None), (one("b"), None), (one("z"), both)), frozenset())
    assert ways(mapped, "p-b") == [("p-z", "the answer to “a?” is “Yes”, and the answer is “Yes”"), (END, OTHERWISE)]


def test_what_depends_on_too_many_answers_is_said_to():
    codes = "abcd"
    every = {"all": [{"question": code, "is": ["yes"]} for code in codes]}
    mapped = map_of(asked(*((one(code), None) for code in codes), (one("z"), every)), frozenset())
    (to, words), (end, _) = ways(mapped, "p-d")
    assert (to, end) == ("p-z", END)
    assert words.startswith(f"{TOO_MANY}; it is asked only if the answer to “a?” is “Yes”")


def test_more_filters_than_can_be_told_apart_are_still_mapped_at_once():
    filters = [one(f"f{n}") for n in range(12)]
    pages = [(question, None) for question in filters]
    pages += [(one(f"z{n}"), {"question": f"f{n}", "is": ["yes"]}) for n in range(12)]
    mapped = map_of(asked(*pages), frozenset())
    assert not mapped.exact
    assert mapped.unreachable == ()
    assert len(mapped.stops) == 24
