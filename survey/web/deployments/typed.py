"""What organisers type about one thing, as flat text by field name: from a thing to its fields, and back.

`read_…(…_typed(thing)) == thing`, so that opening a page and saving it changes nothing. The fields of a
source and of what figures count are the same in facts, statements and promised figures; `prefix` tells two
apart.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date

from survey.domain.evidence import Citation, Denominator, Measure, Source, Sureness

Typed = Mapping[str, str]

FEWEST_ROWS = 2
MOST_ROWS = 12
ADD = "add"
# What can be wrong with a day. What a page says of it names the day, so each page has its own words.
NO_DATE, LATER = "no date", "later"


def citation_typed(citation: Citation | None, prefix: str = "") -> dict[str, str]:
    """The fields of a citation; empty ones for none."""
    cited = citation or Citation()
    found = {
        f"{prefix}speaker": cited.speaker,
        f"{prefix}said": cited.said,
        f"{prefix}sureness": cited.sureness.name.lower(),
    }
    for number, source in enumerate(cited.sources, start=1):
        found[f"{prefix}source-{number}-name"] = source.name
        found[f"{prefix}source-{number}-address"] = source.address
    return found


def read_citation(sent: Typed, prefix: str = "") -> Citation:
    """The citation, whatever it lacks. Rows that were left empty do not count."""
    rows = [
        Source(sent.get(f"{prefix}source-{n}-name", ""), sent.get(f"{prefix}source-{n}-address", ""))
        for n in range(1, rows_of(sent, f"{prefix}source") + 1)
    ]
    chosen = sent.get(f"{prefix}sureness", "").upper()
    return Citation(
        speaker=sent.get(f"{prefix}speaker", ""),
        said=sent.get(f"{prefix}said", ""),
        sources=tuple(source for source in rows if source.name or source.address),
        sureness=Sureness[chosen] if chosen in Sureness.__members__ else Sureness.REPORTED,
    )


def read_citation_if_any(sent: Typed, prefix: str = "") -> Citation | None:
    """The citation; none where only the sureness is chosen, which always is."""
    found = read_citation(sent, prefix)
    return found if found.speaker or found.said or found.sources else None


def denominators_typed(denominators: tuple[Denominator, ...], prefix: str = "") -> dict[str, str]:
    """The fields of what the figures count."""
    found = {}
    for number, one in enumerate(denominators, start=1):
        found[f"{prefix}denominator-{number}-measure"] = one.measure.value
        found[f"{prefix}denominator-{number}-text"] = one.text
    return found


def read_denominators(sent: Typed, prefix: str = "") -> tuple[Denominator, ...]:
    """What the figures count. Rows without a text do not count."""
    found = []
    for n in range(1, rows_of(sent, f"{prefix}denominator") + 1):
        text, measure = (sent.get(f"{prefix}denominator-{n}-{part}", "") for part in ("text", "measure"))
        if text:
            found.append(Denominator(Measure(measure) if measure in list(Measure) else Measure.OTHER, text))
    return tuple(found)


def rows_of(sent: Typed, what: str) -> int:
    """How many rows of this kind a page shows: those that it has, and one more where one was asked for."""
    pattern = re.compile(rf"{re.escape(what)}-(\d{{1,2}})-\w+")
    numbers = [int(match[1]) for name in sent if (match := pattern.fullmatch(name))]
    asked = 1 if sent.get(ADD) == what else 0
    return min(max([FEWEST_ROWS, *numbers]) + asked, MOST_ROWS)


def day_typed(day: date | None, name: str) -> dict[str, str]:
    """The three fields of a day."""
    parts = ("day", "month", "year")
    return {f"{name}-{part}": str(getattr(day, part)) if day else "" for part in parts}


def has_day(sent: Typed, name: str) -> bool:
    """Whether anything of the day was typed."""
    return any(sent.get(f"{name}-{part}") for part in ("day", "month", "year"))


def read_day(sent: Typed, name: str, *, today: date) -> tuple[date | None, str]:
    """The day and no problem, or which of these is wrong. Nothing typed is no day, and no problem."""
    if not has_day(sent, name):
        return None, ""
    try:
        day = date(*(int(sent.get(f"{name}-{part}", "")) for part in ("year", "month", "day")))
    except (ValueError, OverflowError):
        return None, NO_DATE
    return (day, "") if day <= today else (None, LATER)
