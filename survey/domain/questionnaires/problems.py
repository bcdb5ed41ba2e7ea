"""A problem: a sentence for an organiser, which also knows where it was found."""

from __future__ import annotations

from collections.abc import Iterable, Iterator


class Problem(str):
    """What is wrong. `section`, `page` and `question` are the codes of where it is, or empty."""

    __slots__ = ("page", "question", "section")

    section: str
    page: str
    question: str

    def __new__(cls, words: str, *, section: str = "", page: str = "", question: str = "") -> Problem:
        """The sentence and its place."""
        problem = super().__new__(cls, words)
        problem.section, problem.page, problem.question = section, page, question
        return problem


def found_in(
    problems: Iterable[str], *, section: str = "", page: str = "", question: str = ""
) -> Iterator[Problem]:
    """The same sentences, which now know their place."""
    for words in problems:
        yield Problem(words, section=section, page=page, question=question)
