"""The README of the open data: what it is, what may not be concluded, how people are protected."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from results.releases import Release, drawn_at_random
from survey.domain.wording import say_day
from survey.store.consultations import Consultation

WIDTH = 78
LICENCE_NAME = "OGL-UK-3.0"
LICENCE_TITLE = "Open Government Licence v3.0"
LICENCE_PATH = "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/"

SHARE = (
    "What share of all residents is for or against. Anyone could answer, and people with strong views answer "
    "more often. More answers do not put that right."
)
NO_SAMPLE = (
    "That a difference of a few points means something. Nobody was drawn at random, so there is no margin of "
    "error and no significance."
)
WITH_SAMPLE = (
    "That a difference of a few points means something. Only the random sample has ranges, which stand on "
    "the page of results; for everything else there is no margin of error and no significance."
)
PROTECTION = (
    "A figure marked “exact” is a count of everybody who was asked the question, from 50 answers on.",
    (
        "A figure marked “protected” is about a group. It may be up to four away from the real one, always "
        "by the same amount, so asking again tells nothing more."
    ),
    "“fewer than 10” stands for any protected figure under ten, nobody included.",
    "“not shown” stands where fewer than about 50 people in a group answered.",
    (
        "Percentages are whole numbers worked out from the published figures, and may not add up to 100. "
        "Totals of groups may not add up to the figure for everybody. That is on purpose."
    ),
    "Questions are counted by one characteristic at a time. There are no tables by two.",
)


@dataclass(frozen=True)
class Listed:
    """One file of the package, and what it holds in a sentence."""

    name: str
    holds: str


def cannot_conclude(consultation: Consultation, release: Release) -> tuple[str, ...]:
    """What may not be concluded from the figures of a release."""
    return (
        SHARE,
        WITH_SAMPLE if drawn_at_random(consultation, release) else NO_SAMPLE,
        "What people who did not answer think.",
        "What one person, or a small group, answered.",
    )


def readme(consultation: Consultation, release: Release, files: Sequence[Listed], *, home: str) -> bytes:
    """The README as plain text. `home` is the address of the results page."""
    title = f"{consultation.title}: results"
    lines = [title, "=" * len(title), "", *_what(consultation, release, home), ""]
    lines += [*_section("Files"), *_points(f"{file.name}: {file.holds}" for file in files), ""]
    lines += [*_section("What may not be concluded"), *_points(cannot_conclude(consultation, release)), ""]
    lines += [*_section("How people are protected"), *_points(PROTECTION), ""]
    lines += [*_section("Check it"), *_check(release), ""]
    lines += [*_section("Licence"), *_licence(consultation)]
    return ("\n".join(lines) + "\n").encode()


def _what(consultation: Consultation, release: Release, home: str) -> list[str]:
    lines = []
    if consultation.synthetic:
        lines += ["SYNTHETIC DEMONSTRATION DATA. A program made these responses.", ""]
    dates = [say_day(day) for day in (consultation.opens_on, consultation.closed_on) if day is not None]
    asked = f"{consultation.council} asked from {' to '.join(dates)}: {consultation.summary}"
    counted = f"{release.counted:,} responses are counted here."
    if release.excluded:
        counted += (
            f" {release.excluded:,} more were left out by two people, by rules that were published before "
            "the consultation opened."
        )
    lines += [*_filled(asked), "", *_filled(counted), ""]
    lines += _filled(
        f"Anyone could answer. These figures describe the {release.counted:,} people who did, not everyone "
        "in the area; no margin of error can be given."
    )
    lines += ["", f"Edition {release.edition}, made on {say_day(release.made_on)}.", f"Results page: {home}"]
    return lines


def _check(release: Release) -> list[str]:
    return [
        *_filled("That this package is whole: unpack it, and in its folder type"),
        "",
        "    sha256sum -c CHECKSUMS",
        "",
        *_filled(
            "That nothing was changed since the results were counted: the checksum of the coded responses "
            "behind this edition is on the results page too. It is"
        ),
        "",
        f"    {release.checksum}",
    ]


def _licence(consultation: Consultation) -> list[str]:
    line = f"© {consultation.council}. You may use this under the {LICENCE_TITLE}, if you name the source:"
    return [*_filled(line), LICENCE_PATH]


def _section(title: str) -> list[str]:
    return [title, "-" * len(title), ""]


def _filled(text: str) -> list[str]:
    return textwrap.wrap(text, WIDTH, break_long_words=False, break_on_hyphens=False)


def _points(texts: Iterable[str]) -> list[str]:
    return [line for text in texts for line in _point(text)]


def _point(text: str) -> list[str]:
    wrapped = textwrap.TextWrapper(WIDTH, initial_indent="* ", subsequent_indent="  ", break_on_hyphens=False)
    return wrapped.wrap(text)
