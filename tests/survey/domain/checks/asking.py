"""Small questionnaires to be checked, and what is found in them."""

from survey.domain.checks.opening import Planned, findings
from survey.domain.deployments.plan import Plan
from survey.domain.evidence import Evidence
from survey.domain.questionnaires.questions import (
    Option,
    Page,
    Questionnaire,
    Row,
    Section,
    SingleChoice,
    SupportScale,
)

PLAN = Plan("Soho", "Westminster", "E09000033", "The police", "planned")
OVERALL = SupportScale(code="support", text="Do you support or oppose the cameras?")


def options(*labels, apart=()):
    """Options with these labels; those of `apart` stand apart."""
    made = [Option(f"o{number}", label) for number, label in enumerate(labels)]
    return (*made, *(Option(f"apart{number}", label, apart=True) for number, label in enumerate(apart)))


def rows(*labels):
    """Rows of a grid with these labels."""
    return tuple(Row(f"r{number}", label) for number, label in enumerate(labels))


def choice(text, *labels, apart=("Don’t know",), **parts):
    """A question with one answer."""
    return SingleChoice(code="q", text=text, options=options(*(labels or ("Yes", "No")), apart=apart), **parts)


def questionnaire(*questions, kind="opinion", language="en", when=None, overall=OVERALL):
    """Each question on a page of its own, after one in which people can object in principle."""
    asked = [*([overall] if overall else []), *questions]
    pages = tuple(
        Page(f"page-{question.code}", (question,), when=when if question is not overall else None)
        for question in asked
    )
    first, rest = (pages[:1], pages[1:]) if overall else ((), pages)
    sections = [Section("first", "First", first)] if first else []
    sections += [Section("rest", "Rest", rest, kind)] if rest else []
    return Questionnaire("fixed", "Fixed cameras", tuple(sections), language)


def planned(asked, **parts):
    """The questionnaire as it would open, with nothing else known."""
    return Planned(asked, PLAN, Evidence(), **parts)


# What is about the whole consultation and is found in every small questionnaire.
ALWAYS = {"alternatives", "fairness-unanswered", "no-dates"}


def found_in(*questions, **parts):
    """The codes of the checks that found something in these questions."""
    return {one.check for one in findings(planned(questionnaire(*questions, **parts)))} - ALWAYS


def words_of(check, *questions, **parts):
    """What that check says about these questions."""
    return [one.words for one in findings(planned(questionnaire(*questions, **parts))) if one.check == check]
