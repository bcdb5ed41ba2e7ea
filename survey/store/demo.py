"""The demonstration: two deployments, two consultations, and synthetic responses for the closed one."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import numpy as np
from sqlalchemy import column, insert, table
from sqlalchemy.orm import Session

from survey.domain import answering
from survey.domain.consultations import Rules
from survey.domain.deployments.plan import Plan
from survey.domain.evidence import Evidence
from survey.domain.questionnaires.definition import load
from survey.domain.questionnaires.questions import Questionnaire
from survey.domain.synthetic import Batch, Recipe, as_json, coded, make
from survey.store import consultations
from survey.store.answering import days
from survey.store.answering.responses import ReceiptHash
from survey.store.consultations import Consultation
from survey.store.deployments import register
from survey.store.questionnaires import preparing
from survey.store.questionnaires.versions import Frozen, freeze, frozen
from survey.store.zone_addresses import assign

CONTENT = Path(__file__).resolve().parent.parent / "content"
BATCH = 10_000
Progress = Callable[[int], None]
Prepare = Callable[[Session, Consultation, Questionnaire], Questionnaire]

# Rows arrive as JSON text that is known to be right; parsing it only to write it again would take most of
# the time of a million responses.
_RESPONSE_NAMES = (
    "id",
    "consultation_id",
    "day",
    "channel",
    "stratum",
    "language",
    "version_id",
    "deployment_revision",
    "answers",
    "codes",
)
_RESPONSES = table("responses", *(column(name) for name in _RESPONSE_NAMES))
_EQUALITY = table("equality_answers", *(column(n) for n in ("id", "consultation_id", "answers", "codes")))


def read(*parts: str) -> Any:  # noqa: ANN401 - whatever the file holds
    """One file of the content that is shipped."""
    return json.loads(CONTENT.joinpath(*parts).read_text(encoding="utf-8"))


def as_shipped(_session: Session, _consultation: Consultation, asked: Questionnaire) -> Questionnaire:
    """Asks the questions as they are shipped."""
    return asked


def load_register(session: Session) -> None:
    """Adds the deployments that are not there yet."""
    for path in sorted(register.CONTENT.glob("*.json")):
        definition = register.read_content(path.stem)
        if register.find(session, definition.slug) is None:
            register.add_deployment(session, definition)


def load_consultations(
    session: Session,
    *,
    today: date,
    random_bytes: answering.RandomBytes,
    prepare: Prepare = as_shipped,
    more: Sequence[Mapping[str, Any]] = (),
) -> None:
    """Adds the consultations that are not there yet, and `more` that are not always loaded.

    `prepare` may change what is asked, and the rules, before both are fixed.
    """
    for data in (*read("demo", "consultations.json"), *more):
        if consultations.find(session, data["slug"]) is None:
            _add_consultation(session, data, today=today, random_bytes=random_bytes, prepare=prepare)


def _add_consultation(
    session: Session,
    data: Mapping[str, Any],
    *,
    today: date,
    random_bytes: answering.RandomBytes,
    prepare: Prepare,
) -> None:
    deployment = register.find(session, data["deployment"])
    if deployment is None:
        raise LookupError(data["deployment"])
    revision = register.current(session, deployment)
    plan = revision.plan
    copied = {
        name: data[name] for name in ("slug", "title", "summary", "council", "illustrative", "synthetic")
    }
    consultation = Consultation(
        **copied,
        deployment_id=deployment.id,
        deployment_revision=revision.number,
        facts=sorted(plan.known_facts),
        rules=Rules.load(data["rules"]).dump(),
        other_ways=data.get("other_ways", {}),
    )
    consultations.add(session, consultation, offset_secret=random_bytes(32))
    asked = asked_about(plan, data["questionnaire"], revision.evidence)
    version = freeze(session, consultation.id, prepare(session, consultation, asked))
    consultation.version_id = version.id
    consultation.opens_on = _day(data["opens"], today)
    consultation.closes_on = _day(data["closes"], today)
    consultation.delete_on = _day(data["deletes"], today)
    opened = "The consultation opened with version 1 of its questions and its rules for counting."
    consultations.log(session, consultation, day=consultation.opens_on, text=opened)
    assign(session, deployment, plan.zones)


def asked_about(plan: Plan, code: str, evidence: Evidence | None = None) -> Questionnaire:
    """The shipped questionnaire of that code, with the deployment's wards, zones and facts filled in."""
    return preparing.asked_about(load(read("questionnaires", f"{code}.json")), plan, evidence or Evidence())


def _day(data: Mapping[str, Any], today: date) -> date:
    if "date" in data:
        return date.fromisoformat(data["date"])
    return today + timedelta(days=data["days_from_today"])


def published_on(slug: str) -> date | None:
    """The day from which the demonstration's results of this consultation are public, if it has any."""
    data = next((data for data in read("demo", "consultations.json") if data["slug"] == slug), {})
    return _day(data["published"], date.min) if "published" in data else None


def with_responses(session: Session) -> list[tuple[Consultation, Recipe, Mapping[str, Any]]]:
    """The consultations that get synthetic responses, each with its recipe and the recipe's own data."""
    found = []
    for data in read("demo", "consultations.json"):
        consultation = consultations.find(session, data["slug"])
        if "responses" in data and consultation is not None:
            recipe = read("demo", data["responses"])
            found.append((consultation, Recipe.load(recipe), recipe))
    return found


def add_responses(
    session: Session,
    consultation: Consultation,
    *,
    number: int,
    rng: np.random.Generator,
    progress: Progress = lambda _: None,
    shares: Mapping[str, Any] | None = None,
) -> None:
    """Adds so many synthetic responses, as if mixed already. The same generator state gives the same rows.

    The rows are flushed batch by batch; nothing is kept unless the caller commits. `shares`: the data of
    another recipe than the shipped one.
    """
    if shares is None:
        shares = next(data for own, _, data in with_responses(session) if own.id == consultation.id)
    recipe = Recipe.load(shares)
    version = frozen(session, consultation.version_id or "")
    for start in range(0, number, BATCH):
        size = min(BATCH, number - start)
        batch = make(version.questionnaire, recipe, size=size, rng=rng)
        receipts = [answering.new_receipt(rng.bytes) for _ in range(size)]
        common = _common(consultation, shares, batch, rng=rng)
        _insert(session, _rows(batch, version, recipe, receipts=receipts, common=common), receipts, common)
        days.changed(session, consultation.id, common["day"])
        progress(size)


def _common(
    consultation: Consultation, shares: Mapping[str, Any], batch: Batch, *, rng: np.random.Generator
) -> dict[str, Any]:
    """What every response has besides its answers: a list for what differs, else one value."""
    return {
        "consultation_id": consultation.id,
        "version_id": consultation.version_id,
        "deployment_revision": consultation.deployment_revision,
        "language": "en",
        "day": _days(consultation, batch.size, rng),
        "channel": _drawn(shares["channels"], batch.size, rng),
        "stratum": _drawn(shares["strata"], batch.size, rng),
    }


def _days(consultation: Consultation, size: int, rng: np.random.Generator) -> list[date]:
    """Days of the open period: many at first, a few at the end."""
    first, last = consultation.opens_on, consultation.closes_on
    if first is None or last is None:
        raise LookupError(f"{consultation.slug} has no dates")
    span = (last - first).days + 1
    weights = np.exp(-np.arange(span) / (span / 3)) + 0.25 + 0.6 * (np.arange(span) >= span - 4)
    drawn = rng.choice(span, size, p=weights / weights.sum())
    days = [first + timedelta(days=place) for place in range(span)]
    return [days[place] for place in drawn.tolist()]


def _drawn(weights: Mapping[str, float], size: int, rng: np.random.Generator) -> list[str]:
    shares = np.array(list(weights.values()), float)
    names = list(weights)
    return [names[place] for place in rng.choice(len(names), size, p=shares / shares.sum()).tolist()]


def _rows(
    batch: Batch, version: Frozen, recipe: Recipe, *, receipts: list[str], common: Mapping[str, Any]
) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    ids = [answering.response_id(receipt) for receipt in receipts]
    opinion = zip(as_json(batch, version.opinion, recipe), coded(batch, version.opinion), strict=True)
    rows = [
        {
            **{n: v[place] if isinstance(v, list) else v for n, v in common.items()},
            "id": ids[place],
            "answers": answers,
            "codes": codes.tobytes(),
        }
        for place, (answers, codes) in enumerate(opinion)
    ]
    equality = zip(ids, as_json(batch, version.equality, recipe), coded(batch, version.equality), strict=True)
    apart = [
        {"id": i, "consultation_id": common["consultation_id"], "answers": answers, "codes": codes.tobytes()}
        for i, answers, codes in equality
        if answers != "{}"
    ]
    return rows, apart


def _insert(
    session: Session,
    rows: tuple[list[dict[str, Any]], list[dict[str, Any]]],
    receipts: list[str],
    common: Mapping[str, Any],
) -> None:
    responses, apart = rows
    # Sorted by their random ids, as mixing would leave them: neither table's order tells anything.
    session.execute(insert(_RESPONSES), sorted(responses, key=lambda row: row["id"]))
    if apart:
        session.execute(insert(_EQUALITY), sorted(apart, key=lambda row: row["id"]))
    by_web = [r for r, channel in zip(receipts, common["channel"], strict=True) if channel == "web"]
    hashes = sorted(answering.receipt_hash(receipt) for receipt in by_web)
    rows_of_receipts = [{"hash": h, "consultation_id": common["consultation_id"]} for h in hashes]
    if rows_of_receipts:
        session.execute(insert(ReceiptHash), rows_of_receipts)
