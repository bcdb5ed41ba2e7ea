"""Texts → XLIFF 1.2, the exchange format that tools of translation agencies read.

1.2 and not 2.x: OmegaT, Trados, memoQ, Phrase, Weblate, Poedit and the rest all read 1.2, several of them
nothing newer. An earlier answer in a text, `{answer:area|the area}`, becomes an inline element `<g>` around
the words after the bar: tools keep the element, and its words are translated.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from xml.sax.saxutils import escape, quoteattr

from survey.domain.questionnaires.piping import PIPE
from survey.domain.translating.files import Row
from survey.domain.translating.progress import State

NAMESPACE = "urn:oasis:names:tc:xliff:document:1.2"
PIPED = "x-answer-"
# What XML cannot hold at all.
_UNFIT = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_STATES = {State.CHECKED: "final", State.TRANSLATED: "translated"}


def written(name: str, languages: tuple[str, str], rows: Iterable[Row]) -> str:
    """The whole document; `languages` are that of the texts and that of the translations."""
    own, other = languages
    head = (
        f"<file original={_attribute(name)} datatype=\"plaintext\" "
        f"source-language={_attribute(own)} target-language={_attribute(other)}>"
    )
    units = "\n".join(_unit(row) for row in rows)
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<xliff version="1.2" xmlns="{NAMESPACE}">\n{head}\n<body>\n{units}\n</body>\n</file>\n</xliff>\n'
    )


def _unit(row: Row) -> str:
    approved = ' approved="yes"' if row.state is State.CHECKED else ""
    key = _attribute(row.key)
    parts = [
        f'<trans-unit id={key} resname={key} xml:space="preserve"{approved}>',
        f"<source>{_marked(row.source)}</source>",
    ]
    if row.text:
        parts.append(f'<target state="{_STATES[row.state]}">{_marked(row.text, row.source)}</target>')
    if row.old_text:
        target = _marked(row.old_text, row.old_source)
        old = f"<source>{_marked(row.old_source)}</source><target>{target}</target>"
        parts.append(f'<alt-trans alttranstype="previous-version">{old}</alt-trans>')
        parts.append(_note("The text was worded anew since it was translated."))
    return "\n".join((*parts, _note(row.note), "</trans-unit>"))


def _note(words: str) -> str:
    return f"<note>{_escaped(words)}</note>"


def _marked(text: str, source: str = "") -> str:
    """The text with an element for each earlier answer, numbered as in its source, whatever their order."""
    numbers: dict[str, list[int]] = {}
    for number, found in enumerate(PIPE.finditer(source or text), start=1):
        numbers.setdefault(found[1], []).append(number)
    done, end = [], 0
    for at, found in enumerate(PIPE.finditer(text), start=1):
        mine = numbers.get(found[1])
        number = mine.pop(0) if mine else 1000 + at
        done.append(_escaped(text[end : found.start()]))
        kind = _attribute(f"{PIPED}{found[1]}")
        done.append(f'<g id="{number}" ctype={kind}>{_escaped(found[2])}</g>')
        end = found.end()
    return "".join((*done, _escaped(text[end:])))


def _escaped(text: str) -> str:
    return escape(_UNFIT.sub("\ufffd", text), {"\r": "&#13;"})


def _attribute(text: str) -> str:
    return quoteattr(_UNFIT.sub("\ufffd", text))
