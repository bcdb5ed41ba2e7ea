"""A line that is asked, with what its question is made of."""

from __future__ import annotations

from dataclasses import dataclass

from survey.domain.interchange.drafts import Draft
from survey.domain.interchange.expressions.tree import Tree
from survey.domain.interchange.options import Choices
from survey.domain.interchange.texts import Text
from survey.domain.interchange.xlsform.items import Item
from survey.domain.questionnaires.questions import ShortText
from survey.domain.wording import message, say

INEXACT = message(
    "Its constraint has no exact counterpart, so more answers are allowed: {constraint}"
)


@dataclass
class Asked:
    """`constraint` is None where there is none, or where it cannot be read; then that is noted already."""

    item: Item
    draft: Draft
    code: str
    text: Text
    choices: Choices | None
    constraint: Tree | None

    def limited(self, *, exact: bool) -> None:
        """Notes a constraint that is not taken over in full."""
        if not exact:
            written = self.item.line.get("constraint")
            self.draft.fallback(say(INEXACT, constraint=written))

    def as_text(self, why: str, **params: object) -> ShortText:
        """A line of text instead of what has no counterpart. `why` is a message, which says both."""
        self.draft.fallback(say(why, **params))
        self.limited(exact=self.constraint is None)
        return ShortText(code=self.code, text=self.text.own)
