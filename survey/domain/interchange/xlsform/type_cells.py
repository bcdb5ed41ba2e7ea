"""What stands in the column “type”: a canonical word, and the list of options that it names."""

from __future__ import annotations

import re
from dataclasses import dataclass

_SELECT = re.compile(
    r"(?:add )?(?P<kind>select1|select[ _]one|select[ _]multiple|select all that apply|rank)"
    r"(?P<outside>[ _]external|[ _]from[ _]file)?(?: prompt)?(?=\s|$)"
    r"(?:\s+(?:from|using)(?=\s))?(?:\s+(?P<list>\S+))?(?P<rest>.*)",
    re.IGNORECASE,
)
_CANONICAL = {
    "select1": "select one",
    "select all that apply": "select multiple",
    "string": "text",
    "txt": "text",
    "int": "integer",
    "add text prompt": "text",
    "add note prompt": "note",
    "add integer prompt": "integer",
    "add date prompt": "date",
    "add acknowledge prompt": "acknowledge",
    "trigger": "acknowledge",
    "date time": "datetime",
    "photo": "image",
    "begin lgroup": "begin group",
    "begin table": "begin group",
    "end lgroup": "end group",
    "gps": "geopoint",
    "location": "geopoint",
    "q string": "text",
    "tel": "phone",
}
# What a program records by itself, or works out: its makers do not call these questions.
_TIMES = ("start", "end", "today", "get start time", "get end time", "start-geopoint", "audit")
_DEVICES = ("deviceid", "device id", "get device id", "uri:deviceid", "imei", "subscriberid", "simserial")
_PEOPLE = ("phonenumber", "username", "email", "background-audio")
_FILES = ("csv-external", "xml-external")
_UNASKED = frozenset((*_TIMES, *_DEVICES, *_PEOPLE, *_FILES, "calculate"))


def is_unasked(kind: str) -> bool:
    """Whether nobody is asked for it."""
    return kind in _UNASKED or kind.partition(" ")[0] == "hidden"


@dataclass(frozen=True)
class TypeCell:
    """“select_one colours or_other”: what is asked, of which list, with “other” or not.

    `in_file`: the options stand in another file, which does not come with the form.
    """

    kind: str
    list_name: str = ""
    or_other: bool = False
    in_file: bool = False
    written: str = ""


def read_type(cell: str) -> TypeCell:
    """The type of a line."""
    written = " ".join(cell.replace("\xa0", " ").split())
    words = " ".join(written.lower().replace("_", " ").split())
    if words.startswith(("begin ", "end ")) or is_unasked(words):
        return TypeCell(_CANONICAL.get(words, words), written=written)
    found = _SELECT.fullmatch(written)
    if not found:
        return TypeCell(_CANONICAL.get(words, words), written=written)
    kind = found["kind"].lower().replace("_", " ")
    rest = found["rest"].strip().lower().replace("_", " ")
    in_file = bool(found["outside"]) and "file" in found["outside"]
    or_other = rest in ("or other", "or specify other")
    return TypeCell(_CANONICAL.get(kind, kind), found["list"] or "", or_other, in_file, written)
