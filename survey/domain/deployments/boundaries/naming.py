"""Which properties of a feature name it: the namings of the ONS in any year, or a plain name.

A naming is chosen once for the whole file, so that neighbours are never called by different properties.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from survey.domain.wording import say, say_many

Kind = Literal["ward", "council", "other"]
Properties = Mapping[str, Any]

LONGEST_NAME = 120
_COUNCILS = ("lad", "ltla", "ctyua", "utla", "lpa")
_OFFICIAL = re.compile(r"(wd|ward|lad|ltla|ctyua|utla|lpa)(\d\d)?_?(cd|code|nm|name)")
_GSS = re.compile(r"[A-Z]\d{8}")
_KEBAB = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_PLAIN_NAMES = ("name", "zone_name", "zone", "area_name", "title")


@dataclass(frozen=True)
class Naming:
    """The properties that hold code and name; without one for the code it is made from the name."""

    kind: Kind
    name: str
    code: str = ""
    parent_code: str = ""
    parent_name: str = ""

    @property
    def in_words(self) -> str:
        """Which properties were used."""
        if not self.code:
            return say("Names from the property “{name}”, codes made from the names", name=self.name)
        if not self.parent_name:
            return say(
                "Names from the property “{name}”, codes from “{code}”", name=self.name, code=self.code
            )
        return say(
            "Names from the property “{name}”, codes from “{code}”; councils from “{parent}”",
            name=self.name,
            code=self.code,
            parent=self.parent_name,
        )


@dataclass(frozen=True)
class Named:
    """What one feature is called."""

    code: str
    name: str
    parent_code: str = ""
    parent_name: str = ""


def naming_of(features: Sequence[Properties]) -> Naming | None:
    """The naming that the features share. None where no property is a name."""
    found = _official(features)
    ward, council = found.get("ward"), found.get("council")
    if ward:
        code, name = ward
        return Naming("ward", name, code, *(council or ("", "")))
    if council:
        return Naming("council", council[1], council[0])
    keys = _frequent(features)
    for plain in _PLAIN_NAMES:
        name = next((key for key in keys if key.casefold() == plain), None)
        if name:
            return Naming("other", name, next((key for key in keys if key.casefold() == "code"), ""))
    return None


def _frequent(features: Sequence[Properties]) -> list[str]:
    """The properties that at least half of the features have, sorted."""
    counted = Counter(key for properties in features for key in properties)
    return sorted(key for key, count in counted.items() if count * 2 >= len(features))


def _official(features: Sequence[Properties]) -> dict[str, tuple[str, str]]:
    """Code and name properties of wards and of councils, of the newest year that has both."""
    parts: dict[tuple[str, str], dict[str, str]] = {}
    for key in _frequent(features):
        if match := _OFFICIAL.fullmatch(key.casefold()):
            level, year, part = match[1], match[2] or "", match[3]
            parts.setdefault((level, year), {})["code" if part in ("cd", "code") else "name"] = key
    found: dict[str, tuple[str, str]] = {}
    for (level, _year), pair in sorted(parts.items(), key=lambda item: (_rank(item[0][0]), item[0][1])):
        if len(pair) > 1:
            found["council" if level in _COUNCILS else "ward"] = (pair["code"], pair["name"])
    return found


def _rank(level: str) -> int:
    """The last wins: of several kinds of council, the one named first above."""
    return -_COUNCILS.index(level) if level in _COUNCILS else 1


def names(features: Sequence[Properties], naming: Naming) -> list[Named]:
    """What every feature is called. A name or code that is missing is left empty."""
    named = [_named(properties, naming) for properties in features]
    if naming.kind == "other":
        codes = unique_codes(named)
        return [Named(code, one.name) for code, one in zip(codes, named, strict=True)]
    return named


def _named(properties: Properties, naming: Naming) -> Named:
    keys = (naming.code, naming.name, naming.parent_code, naming.parent_name)
    return Named(*(_words(properties.get(key)) if key else "" for key in keys))


def _words(value: object) -> str:
    """A property as one line of text; what is no text or whole number is no name."""
    if isinstance(value, bool) or not isinstance(value, str | int):
        return ""
    text = value if isinstance(value, str) else f"{value:d}" if abs(value) < 10**12 else ""
    text = text.encode("utf-8", "ignore").decode()
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())[:LONGEST_NAME]


def unique_codes(named: Iterable[Named]) -> list[str]:
    """A code for each: its own where it has one, otherwise its name in kebab case, never one twice."""
    taken: set[str] = set()
    codes = []
    for one in named:
        own = one.code if _KEBAB.fullmatch(one.code) or _GSS.fullmatch(one.code) else ""
        code = own or _free(kebab(one.name) or "zone", taken)
        taken.add(code)
        codes.append(code)
    return codes


def _free(wanted: str, taken: set[str]) -> str:
    number, code = 1, wanted
    while code in taken:
        number += 1
        code = f"{wanted}-{number}"
    return code


def kebab(name: str) -> str:
    """The name in lower case, words joined by hyphens, without accents."""
    plain = unicodedata.normalize("NFKD", name.replace("&", " and ")).encode("ascii", "ignore").decode()
    words = re.sub(r"['’`]", "", plain).casefold()
    return re.sub(r"[^a-z0-9]+", "-", words).strip("-")[:60].strip("-")


def problems_in_names(named: Sequence[Named], naming: Naming) -> Iterator[str]:
    """Names and codes that are missing, malformed or used twice."""
    for number, one in enumerate(named, start=1):
        if not one.name:
            yield say(
                "Feature {number} has no name in “{property}”. Name it, or take it out of the file.",
                number=number,
                property=naming.name,
            )
        elif naming.kind != "other" and not _GSS.fullmatch(one.code):
            yield _unofficial(one, naming)
    for code, count in Counter(one.code for one in named if one.code).items():
        if count > 1:
            yield say_many(
                "The code {code} is used {count} time. Merge its parts into one feature, or take one out.",
                "The code {code} is used {count} times. Merge its parts into one feature, or take one out.",
                count,
                code=code,
            )


def _unofficial(one: Named, naming: Naming) -> str:
    if one.code:
        return say(
            "{area}: “{code}” in “{property}” is not an official code. Use the file of the ONS.",
            area=one.name,
            code=one.code,
            property=naming.code,
        )
    return say(
        "{area}: “{property}” does not hold an official code. Use the file of the ONS.",
        area=one.name,
        property=naming.code,
    )
