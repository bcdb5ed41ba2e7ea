"""The blocks of the bank that come with the program. Where a block of the model questionnaire is meant, it is
named and not repeated, so that the two can never differ."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from survey.domain.bank import Block, read_block
from survey.domain.questionnaires.definition import load
from survey.domain.questionnaires.questions import Questionnaire

CONTENT = Path(__file__).resolve().parents[2] / "content"
# In the order in which an organiser meets them; what is not named here comes last.
ORDER = (
    "connection-with-the-area",
    "knowledge-of-the-plan",
    "overall-support",
    "feeling-of-safety",
    "benefits-and-concerns",
    "purposes",
    "limits",
    "places",
    "effect-on-visits",
    "trust",
    "money",
    "other-ways",
    "how-long",
    "experience",
    "anything-else",
    "fairness-of-information",
    "quote-permission",
    "core-before-and-after",
    "age",
    "sex",
    "gender-identity",
    "disability",
    "ethnic-group",
    "religion",
    "sexual-orientation",
)


@cache
def shipped_blocks() -> Mapping[str, Block]:
    """Every block that comes with the program, by its code."""
    questionnaires = _questionnaires()
    blocks = [read_block(_read(path), questionnaires) for path in sorted((CONTENT / "bank").glob("*.json"))]
    places = {code: place for place, code in enumerate(ORDER)}
    blocks.sort(key=lambda block: places.get(block.code, len(places)))
    return {block.code: block for block in blocks}


def _questionnaires() -> dict[str, Questionnaire]:
    paths = sorted((CONTENT / "questionnaires").glob("*.json"))
    return {path.stem: load(_read(path)) for path in paths}


def _read(path: Path) -> Any:  # noqa: ANN401 - whatever the file holds
    return json.loads(path.read_text(encoding="utf-8"))
