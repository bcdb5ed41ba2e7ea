"""How far each language is, and the parts of one."""

from __future__ import annotations

from dataclasses import dataclass

from flask import render_template

from survey.domain.languages import Language
from survey.domain.translating.progress import Progress, progress
from survey.web.translating.desk import Desk, Part


@dataclass(frozen=True)
class Standing:
    """One language and how far it is. `printed` counts what is needed for sheets of paper alone."""

    language: Language
    progress: Progress
    printed: Progress


def standings(desk: Desk, codes: list[str]) -> list[Standing]:
    """How far these languages are, in one query."""
    found = desk.parts_in(codes) if codes else {}
    return [
        Standing(desk.language(code), _together(parts), _together(parts, printed=True))
        for code, parts in found.items()
    ]


def _together(parts: list[Part], *, printed: bool = False) -> Progress:
    return progress(pair for part in parts if part.is_printed is printed for pair in part.pairs)


def show_language(desk: Desk, language: Language, problems: dict[str, str] | None = None) -> str:
    """The parts of one language, and its files."""
    parts = desk.parts(language)
    return render_template(
        "translating/language.html",
        desk=desk,
        other=language,
        parts=parts,
        whole=_together(parts),
        problems=problems or {},
        **desk.shown,
    )
