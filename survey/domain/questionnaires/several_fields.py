"""Checks of answers that take several fields: an order of preference, a date, a total shared out."""

from __future__ import annotations

from datetime import date

from survey.domain.questionnaires.kinds import MONTHS, ConstantSum, Date, Ranking
from survey.domain.questionnaires.sent import Checked, Raw, first, whole_number

SHORT_MONTH = 3


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
            checked.problems[key] = "Choose one of the answers in the list."
        elif code in above:
            checked.problems[key] = (
                f"You put “{labels[code]}” both {above[code]} and {place}. "
                f"Choose something else as {place}, or leave {place} empty."
            )
        elif gap:
            words = f"You chose what comes {place}, but not what comes {gap}."
            checked.problems[key] = f"{words} Choose what comes {gap}, or leave {place} empty."
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
        names = " and ".join(f"a {part}" for part in missing)
        checked.problems[f"{question.code}.{missing[0]}"] = f"The date must include {names}."
        return
    day = _day(typed)
    if day is None:
        example = question.in_figures(question.earliest)
        checked.problems[question.inputs[0]] = f"Enter a date that exists, in figures, such as {example}."
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
        checked.problems[question.inputs[0]] = (
            f"Enter a date from {question.in_words(low)} to {question.in_words(high)}."
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
            checked.problems[key] = f"Enter a whole number from 0 to {question.total:,}."
    given = sum(share or 0 for share in shares.values())
    if not checked.problems and given != question.total:
        checked.problems[question.keys[0]] = _off(question, given)
    if not checked.problems:
        checked.answers.update({key: share or 0 for key, share in shares.items()})


def _share(question: ConstantSum, typed: str) -> int | None:
    return whole_number(typed, prefix=question.prefix, suffix=question.suffix) if typed else 0


def _off(question: ConstantSum, given: int) -> str:
    say = question.in_words
    need = f"Your answers must add up to {say(question.total)}. They add up to {say(given)} now: "
    if given < question.total:
        return f"{need}share out {say(question.total - given)} more."
    return f"{need}take {say(given - question.total)} away."
