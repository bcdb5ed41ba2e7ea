"""A problem: a sentence for an organiser, which also knows where it was found."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from survey.domain.wording import Words, say

_ITSELF = "It "


class Problem(Words):
    """What is wrong. `section`, `page` and `question` are the codes of where it is, or empty.

    `fault` is the same without the place before it, such as “It needs at least one page.”
    """

    __slots__ = ("fault", "page", "question", "section")

    fault: Words
    section: str
    page: str
    question: str

    def __new__(
        cls, words: str, fault: Words | None = None, *, section: str = "", page: str = "", question: str = ""
    ) -> Problem:
        """The sentence and its place."""
        words = words if isinstance(words, Words) else say(words)
        problem = super().__new__(cls, words)
        problem.message, problem.plural = words.message, words.plural
        problem.number, problem.params = words.number, words.params
        problem.fault = words if fault is None else fault
        problem.section, problem.page, problem.question = section, page, question
        return problem


def found_in(
    faults: Iterable[Words], *, section: str = "", page: str = "", question: str = ""
) -> Iterator[Problem]:
    """The same sentences, which now name and know their place: the question, or else the page or section."""
    for fault in faults:
        place = _place(section, page, question)
        words = _at(place, fault)
        yield Problem(words, fault, section=section, page=page, question=question)


def _place(section: str, page: str, question: str) -> Words:
    if question:
        return say("Question “{code}”", code=question)
    return say("Page “{code}”", code=page) if page else say("Section “{code}”", code=section)


def _at(place: Words, fault: Words) -> Words:
    words = say("{place}: {fault}", place=place, fault=fault)
    if fault.startswith(_ITSELF):
        return words.reading(f"{place} {fault.removeprefix(_ITSELF)}")
    return words.reading(f"{place}: {fault[:1].lower()}{fault[1:]}")
