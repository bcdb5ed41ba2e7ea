"""The interface's catalogues: `survey/translations/<code>/LC_MESSAGES/messages.po`, read when first needed.

The text files are read as they are. There is no compiled form that could be older than its source: whoever
corrects a translation starts the service again, and sees it. Reading costs a process about a tenth of a
second for each language that somebody asks for, once; English has no catalogue, because it is the source.
"""

from __future__ import annotations

from functools import cache
from gettext import c2py
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po

from survey.domain.languages import Language
from survey.domain.wording import SOURCE, Catalogue

FOLDER = Path(__file__).resolve().parent.parent / "translations"


def path_of(code: str) -> Path:
    """Where the catalogue of a language stands."""
    return FOLDER / code / "LC_MESSAGES" / "messages.po"


def read(code: str) -> Catalog:
    """The catalogue as a translator's tools see it."""
    with path_of(code).open("rb") as file:
        return read_po(file, locale=code)


@cache
def catalogue(code: str) -> Catalogue:
    """The messages of a language. The source needs none."""
    if code == SOURCE.code:
        return SOURCE
    kept = read(code)
    texts = {_id(message): _strings(message) for message in kept if message.id and _is_said(message)}
    return Catalogue(code, texts, c2py(str(kept.plural_expr)))


def catalogue_of(language: Language) -> Catalogue:
    """The messages of the interface around a language's texts."""
    return catalogue(language.catalogue)


def _id(message: Message) -> str:
    return message.id if isinstance(message.id, str) else message.id[0]


def _strings(message: Message) -> tuple[str, ...]:
    return (message.string,) if isinstance(message.string, str) else tuple(message.string)


def _is_said(message: Message) -> bool:
    """Whether it is translated. One that is marked as unsure (“fuzzy”) is said in English."""
    return not message.fuzzy and all(_strings(message))
