"""Checks of answers that take several fields: an order of preference, a date, a total shared out."""

from __future__ import annotations

from datetime import date

from survey.domain.questionnaires.kinds import ConstantSum, Date, Ranking
from survey.domain.questionnaires.sent import Checked, Raw, first, whole_number
from survey.domain.wording import MONTHS, say, say_and

SHORT_MONTH = 3
A_PART = {"day": say("a day"), "month": say("a month"), "year": say("a year")}


def check_ranking(question: Ranking, raw: Raw, checked: Checked) -> None:
    """Each option at most once, and no place left out before another. Any number of places may be empty."""
    chosen = {key: first(raw, key) for key in question.keys}
    labels = {option.code: option.label for option in question.options}
    above: dict[str, str] = {}
    gap = ""
    for place, (key, code) in zip(question.places, chosen.items(), strict=True):
        if not code:
            gap = gap or place
        elif code not in labels:
            checked.problems[key] = say("Choose one of the answers in the list.")
        elif code in above:
            checked.problems[key] = say(
                "You put “{option}” both {one} and {place}. "
                "Choose something else as {place}, or leave {place} empty.",
                option=labels[code],
                one=above[code],
                place=place,
            )
        elif gap:
            checked.problems[key] = say(
                "You chose what comes {place}, but not what comes {gap}. "
                "Choose what comes {gap}, or leave {place} empty.",
                place=place,
                gap=gap,
            )
        else:
            above[code] = place
    if not checked.problems:
        checked.answers.update({key: code for key, code in chosen.items() if code})


def check_date(question: Date, raw: Raw, checked: Checked) -> None:
    """A day (or a month) that exists and lies between the two ends."""
    typed = {part: first(raw, name) for part, name in zip(question.input_parts, question.inputs, strict=True)}
    if not any(typed.values()):
        return
    missing = [part for part, value in typed.items() if not value]
    if missing:
        names = say_and([A_PART[part] for part in missing])
        checked.problems[f"{question.code}.{missing[0]}"] = say("The date must include {parts}.", parts=names)
        return
    day = _day(typed)
    if day is None:
        example = question.in_figures(question.earliest)
        checked.problems[question.inputs[0]] = say(
            "Enter a date that exists, in figures, such as {example}.", example=example
        )
        return
    _keep_date(question, day, checked)


def _day(typed: dict[str, str]) -> date | None:
    """The day; the first of the month where no day is asked."""
    numbers = {part: whole_number(value) for part, value in typed.items() if part != "month"}
    month = _month(typed["month"])
    if month is None or None in numbers.values():
        return None
    try:
        return date(numbers["year"] or 0, month, numbers.get("day", 1) or 0)
    except (ValueError, OverflowError):
        return None


def _month(typed: str) -> int | None:
    """A month in figures, or by its name or the beginning of its name."""
    number = whole_number(typed)
    if number is not None:
        return number
    names = [name.lower().startswith(typed.lower()) for name in MONTHS]
    return names.index(True) + 1 if len(typed) >= SHORT_MONTH and any(names) else None


def _keep_date(question: Date, day: date, checked: Checked) -> None:
    low, high = question.earliest, question.latest
    if not question.asks_day:
        # The first month may begin before the first day that counts.
        day = low if (day.year, day.month) == (low.year, low.month) else day
    band = question.band_of(day)
    if band is None:
        checked.problems[question.inputs[0]] = say(
            "Enter a date from {first} to {last}.",
            first=question.in_words(low),
            last=question.in_words(high),
        )
        return
    checked.answers[question.code] = band.code
    checked.answers[question.typed_key] = day.isoformat() if question.asks_day else f"{day:%Y-%m}"


def check_sum(question: ConstantSum, raw: Raw, checked: Checked) -> None:
    """Whole numbers that add up to the total. A field left empty is nothing, once any is filled."""
    typed = {key: first(raw, key) for key in question.keys}
    if not any(typed.values()):
        return
    shares = {key: _share(question, value) for key, value in typed.items()}
    for key, share in shares.items():
        if share is None or not 0 <= share <= question.total:
            checked.problems[key] = say(
                "Enter a whole number from {least} to {most}.", least=0, most=f"{question.total:,}"
            )
    given = sum(share or 0 for share in shares.values())
    if not checked.problems and given != question.total:
        checked.problems[question.keys[0]] = _off(question, given)
    if not checked.problems:
        checked.answers.update({key: share or 0 for key, share in shares.items()})


def _share(question: ConstantSum, typed: str) -> int | None:
    return whole_number(typed, prefix=question.prefix, suffix=question.suffix) if typed else 0


def _off(question: ConstantSum, given: int) -> str:
    sums = {
        "total": question.in_words(question.total),
        "given": question.in_words(given),
        "off": question.in_words(abs(question.total - given)),
    }
    if given < question.total:
        return say(
            "Your answers must add up to {total}. They add up to {given} now: share out {off} more.", **sums
        )
    return say("Your answers must add up to {total}. They add up to {given} now: take {off} away.", **sums)
