"""A LimeSurvey question that is asked, with what ours are made of."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from survey.domain.interchange.codes import Codes
from survey.domain.interchange.drafts import Draft
from survey.domain.interchange.expressions.tree import number
from survey.domain.interchange.expressions.variables import Kind, Variable, kind_of
from survey.domain.interchange.limesurvey.model import LimeQuestion, Part
from survey.domain.interchange.limesurvey.words import Words
from survey.domain.interchange.options import Choices, choices_of
from survey.domain.interchange.texts import Text
from survey.domain.questionnaires.ordering import ORDERS
from survey.domain.questionnaires.questions import Option, Question, Row
from survey.domain.wording import say

FEWEST_MOVING = 2


@dataclass
class LimeAsked:
    """`name` is what expressions call it, `code` the code of its first question here."""

    source: LimeQuestion
    draft: Draft
    code: str
    text: Text
    words: Words
    codes: Codes

    @property
    def mandatory(self) -> bool:
        return self.source.mandatory == "Y"

    def choices(self, parts: Iterable[Part], *, word: str = "option") -> Choices:
        """Answers or subquestions as options or rows."""
        return choices_of(((part.code, self.words(part.words, self.draft)) for part in parts), word=word)

    def built_in(self, *options: tuple[str, str]) -> Choices:
        """Options that LimeSurvey has of its own: value and English word; a figure is its own word."""
        named = [
            (value, Text(word) if word == value else self.words.built_in(word)) for value, word in options
        ]
        if self.words.own != "en" and any(
            text.own == word != value for (value, word), (_, text) in zip(options, named, strict=True)
        ):
            self.draft.fallback(say("Its answers are given in English; translate them."))
        return choices_of(named)

    def whole_number(self, attribute: str) -> int | None:
        """An attribute that is a number; one that is an expression is noted."""
        written = self.source.get(attribute).strip()
        found = number(written) if written else None
        if written and found is None:
            limit = f"{attribute}: {written[:200]}"
            self.draft.fallback(say("Its limit ({limit}) depends on answers; here it has none.", limit=limit))
        return int(found) if found is not None else None

    def shuffled(self, things: Sequence[Option | Row]) -> bool:
        """Whether they come in random order, where that is possible here."""
        if self.source.get("random_order") != "1" and self.source.get("answer_order") != "random":
            return False
        moving = sum(
            not getattr(thing, "detail", None) and not getattr(thing, "exclusive", False) for thing in things
        )
        possible = FEWEST_MOVING <= moving <= ORDERS
        if not possible:
            self.draft.fallback(say("Its options come in random order; here they keep their own."))
        return possible

    def put(self, question: Question, name: str, text: Text, *, options: Choices | None = None) -> None:
        """Keeps a question under the name that expressions use for it."""
        self.draft.questions.append(question)
        self.draft.texts[f"{question.code}.text"] = text
        known = options.codes if options else {}
        self.draft.variables[name] = Variable(question.code, kind_of(question), known)

    def flag(self, name: str, code: str) -> None:
        """A name that expressions use for one option."""
        self.draft.variables[name] = Variable(self.code, Kind.FLAG, {"Y": code})

    def next_code(self, name: str) -> str:
        """A code for a further question; the first has the question's own."""
        return self.code if not self.draft.questions else self.codes.give(name, otherwise="question")
