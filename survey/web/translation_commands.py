"""Collecting the interface's messages for translators: `flask --app wsgi translations update`.

Messages stand where they are said: `{% trans %}` and `_()` in templates, `say`, `say_many` and `message` in
Python, and in the models of the database, whose tables and fields are described on a public page. Collected,
they are put into every catalogue; what was translated stays, and what is gone goes.
"""

from __future__ import annotations

import ast
import os
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import click
from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.pofile import write_po
from flask import current_app
from flask.cli import AppGroup
from jinja2.ext import babel_extract

from survey.domain.languages import LANGUAGES
from survey.store.database import one_line
from survey.web.catalogues import path_of, read

translations = AppGroup("translations", help="The catalogues of the interface.")

KEYWORDS = {"say": None, "message": None, "say_many": (1, 2), "_": None, "gettext": None, "ngettext": (1, 2)}
# As the application reads its templates; anything else would make other messages of them.
TEMPLATES = {"trimmed": "true", "newstyle_gettext": "true", "trim_blocks": "true", "lstrip_blocks": "true"}
TEMPLATES |= {"silent": "false"}
WIDTH = 110


def collected(root: Path) -> Catalog:
    """Every message of the interface, without translations."""
    catalog = Catalog(project="Lamppost", charset="utf-8", fuzzy=False)
    for path in _sources(root):
        method = "python" if path.suffix == ".py" else babel_extract
        with path.open("rb") as file:
            place = (path.relative_to(root).as_posix(), 0)
            for _, ids, comments, _ in extract(method, file, KEYWORDS, options=TEMPLATES):
                catalog.add(ids, locations=[place], auto_comments=comments)
            if path.suffix == ".py":
                file.seek(0)
                for text in filter(None, described(file.read())):
                    catalog.add(text, locations=[place])
    return catalog


def described(source: bytes) -> Iterator[str]:
    """What a module says of the tables and fields that it keeps: the page on what we keep shows it."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.ClassDef) and any(ast.unparse(base) == "Base" for base in node.bases):
            yield one_line(ast.get_docstring(node) or "")
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "mapped_column":
            yield from (one_line(ast.literal_eval(one.value)) for one in node.keywords if one.arg == "doc")


def _sources(root: Path) -> Iterator[Path]:
    yield from sorted((root / "templates").glob("**/*.html"))
    for package in ("survey", "results"):
        yield from sorted((root / package).glob("**/*.py"))


def update(root: Path) -> Iterator[tuple[str, int]]:
    """Puts the messages into every catalogue. Yields each language with how many are left to translate."""
    found = collected(root)
    for language in LANGUAGES:
        path = path_of(language.code)
        if not path.exists():
            continue
        catalog = read(language.code)
        catalog.update(found, no_fuzzy_matching=True, update_creation_date=False)
        catalog.obsolete.clear()
        catalog.revision_date = datetime.now(UTC)
        # Whoever reads meanwhile finds the whole of the old file, or the whole of the new one.
        written = path.with_suffix(f".{os.getpid()}.new")
        with written.open("wb") as file:
            write_po(file, catalog, width=WIDTH, include_lineno=False, sort_by_file=True)
        written.replace(path)
        yield language.english, len(untranslated(catalog))


def untranslated(catalog: Catalog) -> list[str]:
    """The messages that are said in English still."""
    return [str(message.id) for message in catalog if message.id and not _has_all(message.string)]


def _has_all(string: str | tuple[str, ...] | None) -> bool:
    return all(string) if isinstance(string, tuple) else bool(string)


@translations.command("update")
def update_command() -> None:
    """Collect the messages, and put them into the catalogue of each language."""
    for name, missing in update(Path(current_app.root_path)):
        click.echo(f"{name}: {missing} to translate.")
