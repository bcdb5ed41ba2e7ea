"""What was read of a file, for an organiser who decides: row by row what became of it, and what is lost.

It can be written as plain data and read again, so that a page can carry it until somebody accepts.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any

from survey.domain.interchange.result import Imported, Note, Outcome, Source, without_name
from survey.domain.questionnaires.definition import dump, read
from survey.domain.questionnaires.questions import Area, Page, Question, Questionnaire
from survey.domain.wording import message, packed_words, say, unpacked_words

CITED = message(
    "What is known beside “{text}” is taken anew from the register of this deployment when it opens."
)
AREAS = message("“{text}” brings answers of its own. The places of this deployment are put before them.")


@dataclass(frozen=True)
class Told:
    """One question of the file: where it stood, what it is called there, and what became of it here."""

    place: str
    name: str
    becomes: tuple[str, ...]
    outcome: Outcome
    notes: tuple[str, ...]


def told(imported: Imported) -> tuple[list[Told], list[Note]]:
    """Every question of the file in its order, and the notes that are about none of them alone."""
    texts = {q.code: q.text for q in imported.questionnaire.questions} if imported.questionnaire else {}
    by_place: dict[str, list[Note]] = {}
    for note in imported.notes:
        by_place.setdefault(note.place, []).append(note)
    rows = []
    for source in imported.sources:
        mine = [note for note in by_place.get(source.place, ()) if _about(note, source)]
        for note in mine:
            by_place[source.place].remove(note)
        becomes = tuple(texts[code] for code in source.codes if code in texts)
        words = tuple(without_name(note.words, source.name) for note in mine)
        rows.append(Told(source.place, source.name, becomes, source.outcome, words))
    return rows, [note for notes in by_place.values() for note in notes]


def _about(note: Note, source: Source) -> bool:
    """A name may stand for several questions of a file; a code stands for one here."""
    if note.question:
        return note.question in source.codes
    return not source.codes and note.words.startswith(f"{source.name}: ")


def fitted(imported: Imported) -> Imported:
    """The import as another consultation can take it over: without what only its deployment knew."""
    whole = imported.questionnaire
    if whole is None:
        return imported
    sections = tuple(
        replace(section, pages=tuple(_without_cited(page) for page in section.pages))
        for section in whole.sections
    )
    notes = (*imported.notes, *_left_to_deployment(whole))
    return replace(imported, questionnaire=replace(whole, sections=sections), notes=notes)


def _without_cited(page: Page) -> Page:
    return replace(page, questions=tuple(replace(q, cited=()) if q.cited else q for q in page.questions))


def _left_to_deployment(whole: Questionnaire) -> Iterator[Note]:
    for page in whole.pages:
        for question in page.questions:
            yield from _notes_on(say("page {page}", page=page.code), question)


def _notes_on(place: str, question: Question) -> Iterator[Note]:
    if question.cited:
        yield Note(place, "", Outcome.FALLBACK, say(CITED, text=question.text))
    if isinstance(question, Area) and not all(option.apart for option in question.options):
        yield Note(place, "", Outcome.FALLBACK, say(AREAS, text=question.text))


def packed(imported: Imported) -> dict[str, Any]:
    """The import as plain data."""
    return {
        "format": packed_words(imported.format),
        "definition": dump(imported.questionnaire) if imported.questionnaire else None,
        "sources": [asdict(source) | {"place": packed_words(source.place)} for source in imported.sources],
        "notes": [
            asdict(note) | {"place": packed_words(note.place), "words": packed_words(note.words)}
            for note in imported.notes
        ],
        "languages": imported.languages,
        "translations": {language: dict(texts) for language, texts in imported.translations.items()},
    }


def unpacked(data: Mapping[str, Any]) -> Imported:
    """The import again."""
    definition = data["definition"]
    return Imported(
        format=unpacked_words(data["format"]),
        questionnaire=read(definition) if definition else None,
        sources=tuple(
            Source(unpacked_words(one["place"]), one["name"], tuple(one["codes"]), Outcome(one["outcome"]))
            for one in data["sources"]
        ),
        notes=tuple(map(_note, data["notes"])),
        languages=tuple(data["languages"]),
        translations=data["translations"],
    )


def _note(one: Mapping[str, Any]) -> Note:
    place, words = unpacked_words(one["place"]), unpacked_words(one["words"])
    return Note(place, one["question"], Outcome(one["outcome"]), words)
