"""Open data of a release: one ZIP with its tables, its code book and a description that programs read.

`datapackage.json` follows the Data Package standard, version 1 (specs.frictionlessdata.io): each file with
the type of every column, and with what stands for a figure that is held back.
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from results.exports import FEWER, NOT_SHOWN
from results.files.readme import LICENCE_NAME, LICENCE_PATH, LICENCE_TITLE, Listed, readme
from results.files.zips import archive
from results.releases import Release
from survey.store.consultations import Consultation

MOST_HASHES = 200_000
README, CHECKSUMS, DESCRIPTION = "README.txt", "CHECKSUMS", "datapackage.json"
HASHES = "receipt-hashes.txt"

Field = Mapping[str, Any]
_COUNT: Field = {"type": "integer", "constraints": {"minimum": 0}}
# What each column of our files holds. A column that is not named here is a text.
_FIELDS: Mapping[str, Field] = MappingProxyType(
    {
        "data": {"type": "string", "description": "Says so where a program made the responses."},
        "question": {
            "type": "string",
            "description": "Code of the question; see the code book.",
            "constraints": {"required": True},
        },
        "row": {"type": "string", "description": "Code of the row, for questions with rows."},
        "characteristic": {"type": "string", "description": "What the group is named by; empty: everybody."},
        "group": {"type": "string", "description": "Code of the group; empty: everybody."},
        "option": {"type": "string", "description": "Code of the answer."},
        "count": {**_COUNT, "description": "How many people gave this answer."},
        "percent": {
            "type": "integer",
            "description": "Share of the base, from published figures.",
            "constraints": {"minimum": 0, "maximum": 100},
        },
        "base": {**_COUNT, "description": "How many people answered the question."},
        "figures": {
            "type": "string",
            "description": "Whether the figures are exact counts, or protected.",
            "constraints": {"enum": ["exact", "protected"]},
        },
        "first-day": {"type": "date", "description": "First day of the period."},
        "last-day": {"type": "date", "description": "Last day of the period."},
        "channel": {"type": "string", "description": "Way of answering; “all”: every way together."},
        "responses": {**_COUNT, "description": "How many responses came, rounded down to ten."},
        "hash": {
            "type": "string",
            "description": "SHA-256 of a receipt, as hexadecimal digits.",
            "constraints": {"pattern": "[0-9a-f]{64}", "required": True, "unique": True},
        },
    }
)
_TABLES = (
    f"Every published table, a line a figure. A count may read “{FEWER}” or “{NOT_SHOWN}” to protect people."
)
_ABOUT: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "tables.csv": ("Tables", _TABLES),
        "tables-with-left-out.csv": (
            "Tables with those left out",
            "Every question over everybody, counted with the responses that were left out.",
        ),
        "code-book.csv": (
            "Code book",
            "What each code means: a line an option, with the words as residents read them.",
        ),
        "days.csv": ("Responses by day", "How many responses came, by day or week, rounded down to ten."),
        HASHES: (
            "Marks of receipts",
            "The mark of every receipt whose response was received, so that its holder can look it up.",
        ),
    }
)


@dataclass(frozen=True)
class Contents:
    """What goes into the package: CSV files by name, and the address of the results page (`home`)."""

    consultation: Consultation
    release: Release
    files: Mapping[str, bytes]
    hashes: Sequence[str]
    home: str


def package(contents: Contents) -> bytes:
    """The package as a ZIP archive."""
    data = {name: contents.files[name] for name in _ABOUT if name in contents.files}
    data |= _hashes(contents.hashes)
    listed = [Listed(name, _about(name)[1]) for name in data]
    listed.append(Listed(DESCRIPTION, "what each column of each file holds, for programs."))
    listed.append(Listed(CHECKSUMS, "the SHA-256 of each file."))
    files = {
        README: readme(contents.consultation, contents.release, listed, home=contents.home),
        DESCRIPTION: _described(contents, data),
        **data,
    }
    files[CHECKSUMS] = "".join(f"{_digest(files[name])}  {name}\n" for name in sorted(files)).encode()
    return archive(files, day=contents.release.made_on)


def _hashes(hashes: Sequence[str]) -> dict[str, bytes]:
    """The marks of all receipts; where these are very many, the checksum of the public list of them."""
    if not hashes:
        return {}
    content = "".join(f"{one}\n" for one in hashes).encode()
    if len(hashes) <= MOST_HASHES:
        return {HASHES: content}
    return {f"{HASHES}.sha256": f"{_digest(content)}  {HASHES}\n".encode()}


def _about(name: str) -> tuple[str, str]:
    checksum = "The checksum of the list of marks of all receipts, which is on the results page."
    return _ABOUT.get(name, ("Checksum of the marks of receipts", checksum))


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _described(contents: Contents, data: Mapping[str, bytes]) -> bytes:
    consultation, release = contents.consultation, contents.release
    label = "Synthetic demonstration data. " if consultation.synthetic else ""
    described = {
        "profile": "tabular-data-package",
        "name": f"{consultation.slug}-results",
        "title": f"{consultation.title}: results",
        "description": f"{label}{consultation.summary} See README.txt for what may not be concluded.",
        "homepage": contents.home,
        "version": f"{release.edition}.0.0",
        "created": f"{release.made_on.isoformat()}T00:00:00Z",
        "contributors": [{"title": consultation.council, "role": "publisher"}],
        "licenses": [{"name": LICENCE_NAME, "path": LICENCE_PATH, "title": LICENCE_TITLE}],
        "keywords": ["consultation", "public opinion", "live facial recognition", "cameras"],
        "checksum": release.checksum,
        "resources": [_resource(name, content) for name, content in data.items() if name in _ABOUT],
    }
    return (json.dumps(described, indent=2, ensure_ascii=False) + "\n").encode()


def _resource(name: str, content: bytes) -> dict[str, Any]:
    title, description = _about(name)
    headed = name != HASHES
    return {
        "profile": "tabular-data-resource",
        "name": name.partition(".")[0],
        "path": name,
        "title": title,
        "description": description,
        "format": "csv",
        "mediatype": "text/csv" if headed else "text/plain",
        "encoding": "utf-8",
        "bytes": len(content),
        "hash": f"sha256:{_digest(content)}",
        "dialect": {"delimiter": ",", "header": headed},
        "schema": {
            "fields": [_field(column) for column in (_header(content) if headed else ["hash"])],
            "missingValues": ["", FEWER, NOT_SHOWN],
        },
    }


def _header(content: bytes) -> list[str]:
    return next(csv.reader(io.StringIO(content.decode("utf-8-sig"))))


def _field(name: str) -> dict[str, Any]:
    return {"name": name, **_FIELDS.get(name, {"type": "string"})}
