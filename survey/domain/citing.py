"""Facts beside questions: what the register says is copied in when a version is frozen, and so kept as shown.

Everyone who is asked a question sees the same facts. Arguments stand beside a question only in equal number
for and against; without that, none of them does.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from survey.domain.deployments.plan import LABELS, Fact, FactState, Plan
from survey.domain.evidence import Citation, Denominator, Evidence, Stance, Statement, Sureness
from survey.domain.questionnaires.problems import Problem
from survey.domain.questionnaires.questions import CitedFact, CitedSource, Page, Question, Questionnaire
from survey.domain.wording import listed, say

SIDES = {Stance.FOR: say("For"), Stance.AGAINST: say("Against")}
UNKNOWN = {
    FactState.NOT_PUBLISHED: say("Not published."),
    FactState.ASKED: say("Not published. The council has asked the force for it."),
}


def with_facts(questionnaire: Questionnaire, plan: Plan, evidence: Evidence) -> Questionnaire:
    """The questionnaire with what the facts named beside its questions say now."""
    sections = tuple(
        replace(section, pages=tuple(_on_page(page, plan, evidence) for page in section.pages))
        for section in questionnaire.sections
    )
    return replace(questionnaire, sections=sections)


def _on_page(page: Page, plan: Plan, evidence: Evidence) -> Page:
    return replace(page, questions=tuple(_beside(question, plan, evidence) for question in page.questions))


def _beside(question: Question, plan: Plan, evidence: Evidence) -> Question:
    if not question.facts:
        return question
    statements = {statement.code: statement for statement in evidence.statements}
    balanced = _balanced(question, evidence)
    cited = []
    for code in question.facts:
        if code in LABELS:
            cited.append(_cited_fact(code, plan.fact(code)))
        elif code in statements and (balanced or statements[code].stance is Stance.NEITHER):
            cited.append(_cited_statement(statements[code]))
    return replace(question, cited=tuple(cited))


def _balanced(question: Question, evidence: Evidence) -> bool:
    sides = [s.stance for s in evidence.statements if s.code in question.facts]
    return sides.count(Stance.FOR) == sides.count(Stance.AGAINST)


def problems_in_facts(questionnaire: Questionnaire, evidence: Evidence) -> Iterator[Problem]:
    """Facts that the register does not have, and arguments that would favour a side, before opening."""
    known = {*LABELS, *(statement.code for statement in evidence.statements)}
    for question in questionnaire.questions:
        for code in question.facts:
            if code not in known:
                words = say(
                    "Question “{question}”: the register has no fact or statement “{code}”.",
                    question=question.code,
                    code=code,
                )
                yield Problem(words, question=question.code)
        if not _balanced(question, evidence):
            words = say(
                "Question “{question}”: show as many arguments for as against beside it, or none.",
                question=question.code,
            )
            yield Problem(words, question=question.code)


def _plain(words: str) -> str:
    """Words of ours as they are kept with a version: in English, whatever the language of the page."""
    return str.__str__(words)


def _cited_fact(code: str, fact: Fact) -> CitedFact:
    text = fact.value if fact.published else _plain(UNKNOWN[fact.state])
    return _cited(code, (_plain(LABELS[code]), text, fact.note), fact.citation, fact.denominators)


def _cited_statement(statement: Statement) -> CitedFact:
    words = (statement.title, statement.text, statement.note)
    cited = _cited(statement.code, words, statement.citation, statement.denominators)
    period = f"Period: {statement.period}." if statement.period else ""
    note = " ".join(part for part in (period, statement.note) if part)
    return replace(cited, side=_plain(SIDES.get(statement.stance, "")), note=note)


def _cited(
    code: str, words: tuple[str, str, str], citation: Citation | None, out_of: tuple[Denominator, ...]
) -> CitedFact:
    title, text, note = words
    said = ", ".join(part for part in (citation.speaker, citation.said) if part) if citation else ""
    return CitedFact(
        code=code,
        title=title,
        text=text,
        note=note,
        said=f"{said}. {citation.sureness.value}" if citation and said else "",
        out_of=tuple(denominator.text for denominator in out_of),
        sources=tuple(CitedSource(s.name, s.address) for s in citation.sources) if citation else (),
    )


def in_our_words(fact: CitedFact) -> CitedFact:
    """The same fact, whose words that we wrote ourselves can be said in another language.

    Facts are kept as they were shown. What the council wrote is translated by the council; what is word for
    word a label of ours is told by that, and everything else is left as it is.
    """
    label = LABELS.get(fact.code)
    ours = {str(words): words for words in (*SIDES.values(), *UNKNOWN.values())}
    return replace(
        fact,
        title=label if label is not None and fact.title == label else fact.title,
        text=ours.get(fact.text, fact.text),
        side=ours.get(fact.side, fact.side),
        said=_with_sureness(fact.said),
    )


def _with_sureness(said: str) -> str:
    speaker, stop, last = said.rpartition(". ")
    found = next((one.words for one in Sureness if one.value == last), None)
    return listed([speaker, found], stop) if found is not None and speaker else said
