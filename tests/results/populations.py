"""Synthetic responses for the tests of results: coded columns with a known truth."""

from collections.abc import Mapping

import numpy as np

from survey.domain.questionnaires.codebook import ANSWERED, FIRST_OPTION, NOT_ANSWERED, NOT_ASKED, Column


def choice(code: str, options: int, part: str | None = None) -> Column:
    name = code if part is None else f"{code}.{part}"
    return Column(name, code, part, "choice", tuple(f"o{i}" for i in range(options)))


def multiple(code: str, options: int) -> tuple[Column, ...]:
    codes = tuple(f"o{i}" for i in range(options))
    flags = (
        Column(f"{code}#{start // 8}", code, None, "flags", codes[start : start + 8])
        for start in range(0, options, 8)
    )
    return (Column(code, code, None, "state", ()), *flags)


OPINION = (
    choice("support", 6),
    choice("purposes", 4, "theft"),
    choice("purposes", 4, "events"),
    *multiple("limits", 11),
    choice("treated", 3),
    *multiple("connection", 4),
    Column("reason", "reason", None, "state", ()),
)
EQUALITY = (choice("age", 6), choice("sex", 3))
FACTS = (choice("ward", 9), choice("channel", 3))
CODEBOOK = (*OPINION, *EQUALITY, *FACTS)
CHARACTERISTICS = ("connection", "age", "sex", "ward", "channel")


def responses(size: int, seed: int) -> dict[str, np.ndarray]:
    """So many responses, uneven as real ones are: large and tiny groups, answers left out, one routed question."""
    rng = np.random.default_rng(seed)
    columns = {}
    for column in CODEBOOK:
        if column.kind == "choice":
            shares = rng.dirichlet(np.full(len(column.options), 0.7)) * 0.94
            codes = np.concatenate([[0.0, 0.06], shares])
            columns[column.name] = rng.choice(len(codes), size, p=codes / codes.sum()).astype(np.uint8)
        elif column.kind == "state":
            columns[column.name] = rng.choice([NOT_ANSWERED, ANSWERED], size, p=[0.1, 0.9]).astype(np.uint8)
        else:
            bits = rng.random((size, len(column.options))) < rng.random(len(column.options)) * 0.6
            flags = bits @ (1 << np.arange(len(column.options)))
            columns[column.name] = np.where(columns[column.question] == ANSWERED, flags, 0).astype(np.uint8)
    # Only those who gave the last answer on support are asked how they were treated.
    columns["treated"][columns["support"] != FIRST_OPTION + 5] = NOT_ASKED
    return columns


ERAS = choice("revision", 2)
WHOLE = ("channel", "revision")


def nearly_everybody(size: int, seed: int) -> dict[str, np.ndarray]:
    """So many responses in which all but a few answered each question, some nearly all alike.

    One question is asked of all but the two or three who gave the last answer on support. Everybody came by
    some way, and before or after a change.
    """
    rng = np.random.default_rng(seed)
    columns = responses(size, seed)
    columns["revision"] = rng.choice([FIRST_OPTION, FIRST_OPTION + 1], size, p=[0.7, 0.3]).astype(np.uint8)
    columns["channel"] = np.maximum(columns["channel"], FIRST_OPTION)
    for column in OPINION[:3]:
        codes = np.maximum(columns[column.name], FIRST_OPTION)
        codes[codes == FIRST_OPTION + 5] = FIRST_OPTION
        columns[column.name] = _but_for(rng, codes, NOT_ANSWERED, rng.integers(0, 3))
    columns["support"] = _but_for(rng, columns["support"], FIRST_OPTION + 5, rng.integers(2, 4))
    columns["purposes.events"] = _but_for(rng, np.full(size, FIRST_OPTION, np.uint8), FIRST_OPTION + 1, 2)
    columns["limits"][:] = ANSWERED
    columns["limits#0"] = _but_for(rng, columns["limits#0"] | 1, 2, rng.integers(1, 3))
    skipped = _but_for(rng, np.full(size, FIRST_OPTION, np.uint8), NOT_ANSWERED, rng.integers(0, 3))
    columns["treated"] = np.where(columns["support"] == FIRST_OPTION + 5, NOT_ASKED, skipped).astype(np.uint8)
    return columns


def _but_for(rng: np.random.Generator, codes: np.ndarray, other: int, number: int) -> np.ndarray:
    """The same but for a number of people."""
    changed = codes.copy()
    changed[rng.choice(len(codes), number, replace=False)] = other
    return changed


def one_by_one(columns: Mapping[str, np.ndarray], column: Column, rows: list[int]) -> dict[str, int]:
    """The same counts the slow way: one response after another, nothing shared with the code under test."""
    found = dict.fromkeys(column.options, 0)
    for row in rows:
        code = int(columns[column.name][row])
        for place, option in enumerate(column.options):
            chosen = code >> place & 1 if column.kind == "flags" else code == FIRST_OPTION + place
            found[option] += int(chosen)
    return found
