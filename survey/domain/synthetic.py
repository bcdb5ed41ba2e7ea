"""Synthetic responses for the demonstration: made by a program, the same for the same seed.

Every answer is drawn from weights in `survey/content/demo/croydon-responses.json`; who is who follows
Census 2021 figures named there. Routing is that of the questionnaire itself, so a synthetic response is
one that a resident could have given.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from survey.domain.questionnaires.codebook import (
    ANSWERED,
    FIRST_OPTION,
    FLAGS_PER_COLUMN,
    NOT_ANSWERED,
    NOT_ASKED,
    Codebook,
)
from survey.domain.questionnaires.conditions import Condition
from survey.domain.questionnaires.kinds import ConstantSum, Date, Ranking
from survey.domain.questionnaires.ordering import ORDER, ORDERS
from survey.domain.questionnaires.presentation import is_ordered
from survey.domain.questionnaires.questions import (
    Choice,
    Grid,
    MultipleChoice,
    Number,
    Question,
    Questionnaire,
)
from survey.domain.synthetic_parts import draw_parts, part_fragments

Bytes = NDArray[np.uint8]
Mask = NDArray[np.bool_]
Floats = NDArray[np.float64]

# How far each point of the support scale leans, for the answers that go with it; "don't know" leans nowhere.
LEANING = np.array([2.0, 1.0, 0.0, -1.0, -2.0, 0.0])


@dataclass(frozen=True)
class Recipe:
    """Weights by question code. `skip` is the share that leaves an optional question empty.

    Texts are drawn from those of each side, or given out `in_turn` where no two people write the same.
    """

    weights: Mapping[str, Any]
    texts: Mapping[str, Any]
    skip: float
    equality_share: float

    @classmethod
    def load(cls, data: Mapping[str, Any]) -> Recipe:
        return cls(data["weights"], data["texts"], data["skip"], data["equality_share"])


@dataclass
class Batch:
    """Some responses being made: coded columns by name, and the texts chosen by key (-1: none)."""

    size: int
    columns: dict[str, Bytes] = field(default_factory=dict)
    texts: dict[str, NDArray[np.int64]] = field(default_factory=dict)
    shares: dict[str, NDArray[np.int64]] = field(default_factory=dict)
    leaning: Floats = field(default_factory=lambda: np.zeros(0))


def make(questionnaire: Questionnaire, recipe: Recipe, *, size: int, rng: np.random.Generator) -> Batch:
    """So many responses. Equality questions are drawn first, since opinions lean on them; then they are kept
    only for those who chose to answer them."""
    batch = Batch(size, leaning=np.zeros(size))
    equality = rng.random(size) < recipe.equality_share
    for section in sorted(questionnaire.sections, key=lambda section: section.kind != "equality"):
        for page in section.pages:
            for question in page.questions:
                if question.asks:
                    _draw(question, recipe, batch, rng=rng)
    _route(questionnaire, batch, equality)
    if is_ordered(questionnaire):
        batch.columns[ORDER] = (FIRST_OPTION + rng.integers(0, ORDERS, size)).astype(np.uint8)
    return batch


def _draw(question: Question, recipe: Recipe, batch: Batch, *, rng: np.random.Generator) -> None:
    weights = recipe.weights.get(question.code, {})
    skipped = np.zeros(batch.size, bool) if question.required else rng.random(batch.size) < recipe.skip
    if isinstance(question, MultipleChoice):
        _draw_many(question, weights, batch, skipped=skipped, rng=rng)
    elif isinstance(question, Grid):
        for row in question.rows:
            own = weights.get(row.code, {})
            _draw_one(
                f"{question.code}.{row.code}", len(question.options), own, batch, skipped=skipped, rng=rng
            )
    elif isinstance(question, Ranking | ConstantSum):
        columns, shares = draw_parts(question, weights.get("weights"), skipped=skipped, rng=rng)
        batch.columns.update(columns)
        batch.shares.update(shares)
    elif isinstance(question, Choice) or question.counted:
        _draw_one(question.code, len(question.counted), weights, batch, skipped=skipped, rng=rng)
    else:
        _draw_text(question.code, recipe, batch, rng=rng)
    if question.code == "support":
        batch.leaning = LEANING[np.maximum(batch.columns["support"].astype(int) - FIRST_OPTION, 0)]


def _draw_one(
    name: str,
    options: int,
    weights: Mapping[str, Any],
    batch: Batch,
    *,
    skipped: Mask,
    rng: np.random.Generator,
) -> None:
    odds = np.asarray(weights.get("weights", [1.0] * options), float)
    logits = np.log(np.maximum(odds, 1e-9)) + _lean(weights, options, batch)
    shares = np.exp(logits - logits.max(axis=1, keepdims=True))
    edges = np.cumsum(shares, axis=1) / shares.sum(axis=1, keepdims=True)
    chosen = (rng.random((batch.size, 1)) > edges[:, :-1]).sum(axis=1)
    batch.columns[name] = np.where(skipped, NOT_ANSWERED, FIRST_OPTION + chosen).astype(np.uint8)


def _lean(weights: Mapping[str, Any], options: int, batch: Batch) -> Floats:
    """What is added to each option's log-odds: for the leaning, and for the groups somebody belongs to."""
    tilt = np.asarray(weights.get("tilt", [0.0] * options), float)
    lean = batch.leaning[:, None] * tilt[None, :]
    for characteristic, shifts in weights.get("groups", {}).items():
        place = np.maximum(batch.columns[characteristic].astype(int) - FIRST_OPTION, 0)
        lean = (
            lean
            + np.asarray(shifts, float)[place][:, None] * np.asarray(weights["group_tilt"], float)[None, :]
        )
    return lean


def _draw_many(
    question: MultipleChoice,
    weights: Mapping[str, Any],
    batch: Batch,
    *,
    skipped: Mask,
    rng: np.random.Generator,
) -> None:
    count = len(question.options)
    shares = np.asarray(weights.get("shares", [0.3] * count), float)
    logits = np.log(shares / (1 - shares)) + _lean(weights, count, batch)
    chosen = rng.random((batch.size, count)) < 1 / (1 + np.exp(-logits))
    alone = np.array([option.exclusive for option in question.options])
    _keep_to_rules(chosen, alone, question.at_most, logits)
    nothing = skipped | ~chosen.any(axis=1)
    chosen[nothing] = False
    batch.columns[question.code] = np.where(nothing, NOT_ANSWERED, ANSWERED).astype(np.uint8)
    for start in range(0, count, FLAGS_PER_COLUMN):
        part = np.packbits(chosen[:, start : start + FLAGS_PER_COLUMN], axis=1, bitorder="little")
        batch.columns[f"{question.code}#{start // FLAGS_PER_COLUMN}"] = part[:, 0]


def _keep_to_rules(chosen: Mask, alone: Mask, at_most: int | None, logits: Floats) -> None:
    """An exclusive option clears the others; beyond `at_most`, the least likely go."""
    exclusive = chosen & alone
    rows = np.flatnonzero(exclusive.any(axis=1))
    first = exclusive[rows].argmax(axis=1)
    chosen[rows] = False
    chosen[rows, first] = True
    if at_most is not None:
        order = np.argsort(np.argsort(-np.where(chosen, logits, -np.inf), axis=1), axis=1)
        chosen &= order < at_most


def _draw_text(code: str, recipe: Recipe, batch: Batch, *, rng: np.random.Generator) -> None:
    bank = recipe.texts.get(code)
    chosen = np.full(batch.size, -1)
    if bank:
        sides = np.where(batch.leaning > 0, 0, np.where(batch.leaning < 0, 1, 2))
        picked = rng.integers(0, 1_000_000, batch.size)
        starts = np.cumsum([0, len(bank["for"]), len(bank["against"])])
        lengths = np.array([len(bank["for"]), len(bank["against"]), len(bank["either"])])
        silent = rng.random(batch.size) >= bank["share"]
        if bank.get("in_turn"):
            picked = _in_turn(sides, silent)
        chosen = starts[sides] + picked % lengths[sides]
        chosen[silent] = -1
    batch.texts[code] = chosen
    batch.columns[code] = np.where(chosen < 0, NOT_ANSWERED, ANSWERED).astype(np.uint8)


def _in_turn(sides: NDArray[np.int64], silent: Mask) -> NDArray[np.int64]:
    """The first who writes takes the first text of their side, the next one the next."""
    places = np.zeros(len(sides), np.int64)
    for side in np.unique(sides):
        writing = np.flatnonzero((sides == side) & ~silent)
        places[writing] = np.arange(len(writing))
    return places


def _route(questionnaire: Questionnaire, batch: Batch, equality: Mask) -> None:
    """Takes away what was not asked, page by page, as the path does for one resident."""
    for section in questionnaire.sections:
        wanted = equality if section.kind == "equality" else np.ones(batch.size, bool)
        for page in section.pages:
            asked = wanted & _holds(page.when, questionnaire, batch)
            for question in page.questions:
                _take_away(question, batch, ~asked)


def _take_away(question: Question, batch: Batch, unasked: Mask) -> None:
    for column in Codebook.of((question,)).columns:
        if column.name != ORDER:
            batch.columns[column.name][unasked] = NOT_ASKED
    if question.code in batch.texts:
        batch.texts[question.code][unasked] = -1


def _holds(condition: Condition | None, questionnaire: Questionnaire, batch: Batch) -> Mask:
    """`survey.domain.questionnaires.conditions.holds`, for all responses at once. No fact holds."""
    if condition is None:
        return np.ones(batch.size, bool)
    if "not" in condition:
        return ~_holds(condition["not"], questionnaire, batch)
    if "all" in condition or "any" in condition:
        join: Callable[..., Any] = np.logical_and if "all" in condition else np.logical_or
        parts = condition.get("all", condition.get("any"))
        return np.asarray(join.reduce([_holds(part, questionnaire, batch) for part in parts]))
    if "fact" in condition:
        return np.zeros(batch.size, bool)
    question = questionnaire.question(condition["question"])
    if not isinstance(question, Choice) or isinstance(question, MultipleChoice) or "is" not in condition:
        raise NotImplementedError(f"synthetic routing by {question.code}")
    codes = [FIRST_OPTION + question.option_codes.index(option) for option in condition["is"]]
    return np.isin(batch.columns[question.code], codes)


def coded(batch: Batch, codebook: Codebook) -> Bytes:
    """The coded bytes, a row a response."""
    return np.stack([batch.columns[column.name] for column in codebook.columns], axis=1)


def as_json(batch: Batch, codebook: Codebook, recipe: Recipe) -> list[str]:
    """The answers of each response as a JSON object, saying what the coded bytes say."""
    pieces = [_fragments(question, batch, recipe) for question in codebook.questions]
    if codebook.ordered:
        pieces.append([f'"{ORDER}":{code - FIRST_OPTION + 1}' for code in batch.columns[ORDER].tolist()])
    return ["{" + ",".join(filter(None, row)) + "}" for row in zip(*pieces, strict=True)]


def _fragments(question: Question, batch: Batch, recipe: Recipe) -> list[str]:
    if isinstance(question, MultipleChoice):
        return _many_fragments(question, batch)
    if isinstance(question, Grid):
        rows = [_one_fragments(key, question.option_codes, batch) for key in question.keys]
        return [",".join(filter(None, row)) for row in zip(*rows, strict=True)]
    if isinstance(question, Ranking | ConstantSum):
        return part_fragments(question, batch.columns, batch.shares)
    if isinstance(question, Number):
        return _number_fragments(question, batch)
    if isinstance(question, Choice | Date):
        return _one_fragments(question.code, tuple(option.code for option in question.counted), batch)
    return _text_fragments(question.code, batch, recipe)


def _one_fragments(key: str, options: tuple[str, ...], batch: Batch) -> list[str]:
    words = ["", "", *(f"{json.dumps(key)}:{json.dumps(option)}" for option in options)]
    return [words[value] for value in batch.columns[key].tolist()]


def _many_fragments(question: MultipleChoice, batch: Batch) -> list[str]:
    masks = np.zeros(batch.size, np.int64)
    for start in range(0, len(question.options), FLAGS_PER_COLUMN):
        part = batch.columns[f"{question.code}#{start // FLAGS_PER_COLUMN}"].astype(np.int64)
        masks |= part << start
    seen: dict[int, str] = {0: ""}
    for mask in np.unique(masks).tolist():
        chosen = [code for place, code in enumerate(question.option_codes) if mask >> place & 1]
        seen[mask] = f"{json.dumps(question.code)}:{json.dumps(chosen)}" if chosen else ""
    asked = batch.columns[question.code] != NOT_ASKED
    return [seen[mask] for mask in np.where(asked, masks, 0).tolist()]


def _number_fragments(question: Number, batch: Batch) -> list[str]:
    words = ["", "", *(f"{json.dumps(question.code)}:{band.minimum}" for band in question.bands)]
    return [words[value] for value in batch.columns[question.code].tolist()]


def _text_fragments(code: str, batch: Batch, recipe: Recipe) -> list[str]:
    bank = recipe.texts.get(code, {"for": [], "against": [], "either": []})
    texts = [*bank["for"], *bank["against"], *bank["either"]]
    words = [f"{json.dumps(code)}:{json.dumps(text, ensure_ascii=False)}" for text in texts]
    return [words[place] if place >= 0 else "" for place in batch.texts[code].tolist()]
