"""What the bank offers: the blocks that come with the program, and the council's own."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from flask import abort

from survey.domain.bank import Block
from survey.domain.questionnaires.inserting import Standing, insert, standing
from survey.domain.questionnaires.questions import Questionnaire
from survey.domain.wording import say
from survey.store.questionnaires import blocks
from survey.store.questionnaires.blocks import CouncilBlock
from survey.store.questionnaires.shipped import shipped_blocks
from survey.web.database import db

NOT_FOUND = 404
_NUMBER = re.compile(r"[1-9][0-9]{0,5}")
NOTHING = Questionnaire("bank", "Bank", ())


@dataclass(frozen=True)
class Offer:
    """A block, and its row where it is the council's own."""

    block: Block
    row: CouncilBlock | None = None

    @property
    def alone(self) -> Questionnaire:
        """The block as a questionnaire of its own, to be looked at."""
        return insert(NOTHING, self.block).questionnaire

    def standing_in(self, questionnaire: Questionnaire) -> Standing:
        """What of it the questionnaire asks already."""
        return standing(questionnaire, self.block)

    def state_in(self, questionnaire: Questionnaire) -> str:
        """The same in a word or two; empty where nothing of it is asked."""
        found = self.standing_in(questionnaire)
        if found.is_new:
            return ""
        if found.worded_otherwise:
            return say("Asked in other words")
        if found.missing:
            return say("Partly asked")
        return say("Asked, not locked") if found.to_lock else say("Asked")


def offered() -> list[tuple[str, list[Offer]]]:
    """Everything in the bank by heading. Of an own block only the newest number that is not retired."""
    shipped = [Offer(block) for block in shipped_blocks().values()]
    return [
        (say("On the plan and the area"), [one for one in shipped if not one.block.keeps_codes]),
        (say("Before and after, in the same words"), [one for one in shipped if _is_core(one.block)]),
        (say("Equality"), [one for one in shipped if one.block.is_equality]),
        (say("Your council’s own"), _newest(blocks.every(db()))),
    ]


def _is_core(block: Block) -> bool:
    return block.locked and not block.is_equality


def _newest(rows: Sequence[CouncilBlock]) -> list[Offer]:
    newest: dict[str, CouncilBlock] = {}
    for row in rows:
        if row.retired_on is None:
            newest.setdefault(row.code, row)
    return [Offer(row.as_block, row) for row in newest.values()]


def offer_or_404(code: str, number: int) -> Offer:
    """One number of a block, retired or not."""
    found = _offer(code, number)
    if found is None:
        abort(NOT_FOUND)
    return found


def _offer(code: str, number: int) -> Offer | None:
    shipped = shipped_blocks().get(code)
    if shipped is not None and shipped.number == number:
        return Offer(shipped)
    row = blocks.find(db(), code, number)
    return Offer(row.as_block, row) if row else None


def block_called(reference: str) -> Block | None:
    """The block that a question names, such as “age@1”, if it is here."""
    code, _, number = reference.rpartition("@")
    found = _offer(code, int(number)) if _NUMBER.fullmatch(number) else None
    return found.block if found else None


def numbers_of(code: str) -> list[CouncilBlock]:
    """Every number of an own block, the newest first."""
    return [row for row in blocks.every(db()) if row.code == code]
