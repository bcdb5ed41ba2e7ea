"""XLIFF 1.2 as an agency sends it back → lines. What declares entities is refused before it is built."""

from __future__ import annotations

from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from survey.domain.interchange.result import Refused
from survey.domain.translating.files import Returned, tidy
from survey.domain.translating.xliff import NAMESPACE, PIPED
from survey.domain.wording import message, say

LARGEST = 5 * 1024 * 1024
MOST_DEEP = 40
TOO_LARGE = say("The file is larger than 5 MB, far more than the texts of a consultation.")
ENTITIES = say(
    "The file declares XML entities, which a translation never needs. Export it again from your tool."
)
BROKEN = say("The file is damaged XML. Export it again from your tool, and try that file.")
NEWER = message(
    "This is XLIFF {version}. Save it as XLIFF 1.2, which every translation tool can, and try that file."
)
OTHER = say("This XML file is not XLIFF 1.2.")
_N = f"{{{NAMESPACE}}}"
# What a tool writes into a target that nobody has translated yet.
_UNDONE = frozenset({"new", "needs-translation"})


def lines_in(data: bytes) -> tuple[str, list[Returned]]:
    """The language of the translations as the file names it, and every text. Raises Refused."""
    root = _root(data)
    found, language = [], ""
    for file in root.iter(f"{_N}file"):
        language = language or file.get("target-language", "")
        found += [_line(unit) for unit in file.iter(f"{_N}trans-unit")]
    return language, found


def _root(data: bytes) -> Element:
    if len(data) > LARGEST:
        raise Refused(TOO_LARGE)
    try:
        root: Element = fromstring(data, forbid_dtd=True, forbid_entities=True, forbid_external=True)
    except DefusedXmlException as error:
        raise Refused(ENTITIES) from error
    except (ParseError, LookupError, ValueError, RecursionError) as error:
        raise Refused(BROKEN) from error
    if root.tag != f"{_N}xliff":
        is_newer = str(root.tag).endswith("}xliff") and root.get("version", "1").startswith("2")
        raise Refused(say(NEWER, version=root.get("version")) if is_newer else OTHER)
    return root


def _line(unit: Element) -> Returned:
    source, target = unit.find(f"{_N}source"), unit.find(f"{_N}target")
    codes = _codes(source) if source is not None else {}
    text = "" if target is None or target.get("state") in _UNDONE else _text(target, codes)
    key = unit.get("resname") or unit.get("id") or ""
    return Returned(key, tidy(_text(source, codes)) if source is not None else "", tidy(text))


def _codes(source: Element) -> dict[str, str]:
    """The questions of the elements in a text, by their number: tools keep that, and may drop the rest."""
    elements = (one for one in source.iter(f"{_N}g") if one.get("ctype", "").startswith(PIPED))
    return {one.get("id", ""): one.get("ctype", "").removeprefix(PIPED) for one in elements}


def _code(element: Element, codes: dict[str, str]) -> str | None:
    kind = element.get("ctype", "")
    return kind.removeprefix(PIPED) if kind.startswith(PIPED) else codes.get(element.get("id", ""))


def _text(element: Element, codes: dict[str, str], depth: int = 0) -> str:
    """The words of an element with the places of earlier answers; marks that tools add are passed over."""
    if depth > MOST_DEEP:
        raise Refused(BROKEN)
    parts = [element.text or ""]
    for child in element:
        inside = _text(child, codes, depth + 1)
        code = _code(child, codes) if child.tag == f"{_N}g" else None
        parts += [f"{{answer:{code}|{inside}}}" if code else inside, child.tail or ""]
    return "".join(parts)
