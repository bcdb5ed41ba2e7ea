"""Facts beside a question: copied in when a version is frozen, the same for all, and no side favoured."""

from dataclasses import replace

import pytest

from survey.domain.citing import in_our_words, problems_in_facts, with_facts
from survey.domain.deployments.plan import Fact, Plan
from survey.domain.evidence import Citation, Denominator, Evidence, Measure, Source, Stance, Statement
from survey.domain.questionnaires.definition import dump, load
from survey.domain.questionnaires.questions import (
    CitedFact,
    CitedSource,
    Page,
    Questionnaire,
    Section,
    ShortText,
)
from survey.domain.wording import Catalogue

SAID = Citation("The force", "3 June 2026", (Source("Its page", "https://example.org/"), Source("A letter")))
FACES = (Denominator(Measure.FACES, "Out of 3,000 faces"),)
PLAN = Plan(
    name="P", council="C", council_code="E09000008", force="F", status="planned",
    facts={"cameras": Fact("15", note="At two ends.", citation=SAID, denominators=FACES)},
)  # fmt: skip
EVIDENCE = Evidence(
    statements=(
        Statement("good", Stance.FOR, "It helps", "Arrests rose.", SAID, period="May 2026"),
        Statement("bad", Stance.AGAINST, "It harms", "Trust fell.", SAID),
        Statement("plain", Stance.NEITHER, "It counts", "It was counted.", SAID),
    )
)


def beside(*facts):
    question = ShortText(code="q", text="Why?", facts=facts)
    return Questionnaire("c", "T", (Section("s", "S", (Page("p", (question,)),)),))


def cited(*facts):
    return with_facts(beside(*facts), PLAN, EVIDENCE).question("q").cited


def test_a_fact_is_copied_with_its_source_and_what_its_figures_count():
    assert cited("cameras") == (
        CitedFact(
            code="cameras",
            title="Cameras",
            text="15",
            note="At two ends.",
            said="The force, 3 June 2026. Reported by others",
            out_of=("Out of 3,000 faces",),
            sources=(CitedSource("Its page", "https://example.org/"), CitedSource("A letter")),
        ),
    )


BACKWARDS = ("Cameras", "Reported by others", "Not published.", "For", "Trust fell.", "15")


def test_our_own_words_in_a_kept_fact_can_be_said_in_another_language_and_no_others():
    catalogue = Catalogue("xx", {text: (text[::-1],) for text in BACKWARDS})

    def said(fact):
        own = in_our_words(fact)
        assert own == fact
        return [catalogue.said(text) for text in (own.title, own.text, own.side, own.said)]

    (cameras,), (sum_asked,) = cited("cameras"), cited("sum-asked")
    assert said(cameras) == ["saremaC", "15", "", "The force, 3 June 2026. srehto yb detropeR"]
    assert said(sum_asked)[1] == ".dehsilbup toN"
    good, bad = cited("good", "bad")
    assert said(good)[2] == "roF"
    assert said(bad)[:2] == ["It harms", "Trust fell."]
    # What somebody else called a fact stays, also where it reads like a label of ours.
    assert said(replace(bad, title="Cameras"))[0] == "Cameras"
    assert said(replace(cameras, said="Reported by others"))[3] == "Reported by others"


def test_what_nobody_published_is_shown_as_that():
    assert [fact.text for fact in cited("sum-asked")] == ["Not published."]


@pytest.mark.parametrize(
    ("facts", "shown", "problems"),
    [
        (("good", "bad"), ["good", "bad"], 0),
        (("plain",), ["plain"], 0),
        # One side alone would lead: neither is shown, and opening would be refused.
        (("good", "plain"), ["plain"], 1),
        (("bad",), [], 1),
        # What the register no longer has is left out.
        (("gone", "cameras"), ["cameras"], 1),
    ],
)
def test_arguments_stand_there_in_equal_number_or_not_at_all(facts, shown, problems):
    assert [fact.code for fact in cited(*facts)] == shown
    found = list(problems_in_facts(beside(*facts), EVIDENCE))
    assert [problem.question for problem in found] == ["q"] * problems


def test_an_argument_says_its_side_and_its_period():
    good, bad = cited("good", "bad")
    assert (good.side, good.note, bad.side) == ("For", "Period: May 2026.", "Against")


def test_what_was_shown_is_kept_with_the_version_whatever_the_register_says_later():
    frozen = dump(with_facts(beside("cameras"), PLAN, EVIDENCE))
    later = replace(PLAN, facts={"cameras": Fact("20", citation=SAID)})
    assert load(frozen).question("q").cited[0].text == "15"
    # Asked again about the plan as it is now, the question shows what is known now.
    assert with_facts(load(frozen), later, EVIDENCE).question("q").cited[0].text == "20"
