"""Texts in cells, and JSON beside them. The JSON is exact; a cell that was changed since wins."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from typing import Any

from survey.domain.questionnaires.piping import PIPE

LONGEST = 15_000
LONGEST_JSON = 30_000
_CONTROLS, _PRIVATE = "\x00-\x1f\x7f-\x9f\ud800-\udfff", "\ue000-\uf8ff\ufdd0-\ufdef\ufff9-\uffff"
_UNFIT = re.compile(f"[{_CONTROLS}{_PRIVATE}\U0001fffe-\U0010ffff]")
_SPACES = re.compile(r"\s+")


def fit(text: str, otherwise: str = "") -> str:
    """The text as a label that every program can hold, with default words for earlier answers."""
    plain = PIPE.sub(lambda found: found[2], text).replace("${", "$ {").replace("_x", "_ x")
    lines = (_SPACES.sub(" ", _UNFIT.sub(" ", line)).strip() for line in plain.split("\n"))
    return "\n".join(lines).strip()[:LONGEST].strip() or otherwise


def edited(text: str, cell: str, otherwise: str = "") -> str:
    """The text as it was written, unless the cell says something else by now."""
    return text if cell.strip() == fit(text, otherwise) else cell.strip()


def packed(data: Mapping[str, Any]) -> list[str]:
    """JSON in as many cells as it needs, in characters that no program reads as anything else."""
    text = json.dumps(data).replace("$", "\\u0024").replace("_x", "_\\u0078")
    return [text[place : place + LONGEST_JSON] for place in range(0, len(text), LONGEST_JSON)]


def unpacked(cells: Sequence[str]) -> dict[str, Any]:
    """The same, read again. Raises ValueError where it is damaged."""
    data = json.loads("".join(cells))
    if not isinstance(data, dict):
        raise ValueError("the JSON is no object")  # noqa: TRY004 - to the caller it is one kind of damage
    return data
