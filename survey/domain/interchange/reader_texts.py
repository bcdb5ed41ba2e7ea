"""Words that a file only shows → a text for the reader: a heading and paragraphs."""

from __future__ import annotations

from survey.domain.interchange.texts import Text
from survey.domain.questionnaires.kinds import ReaderText

LONGEST_HEADING = 150


def reader_text(code: str, words: Text, more: Text, *, heading: Text) -> tuple[ReaderText, dict[str, Text]]:
    """The text, and where its words stand. Its first paragraph is the heading where it is short enough."""
    first, _, rest = words.own.partition("\n\n")
    if more:
        parts = (words, more)
    elif rest and len(first) <= LONGEST_HEADING and "\n" not in first:
        parts = (words.changed(_first), words.changed(_rest))
    else:
        parts = (heading, words)
    own = ReaderText(code=code, text=parts[0].own, body=parts[1].own)
    return own, {f"{code}.text": parts[0], f"{code}.body": parts[1]}


def _first(text: str) -> str:
    return text.partition("\n\n")[0]


def _rest(text: str) -> str:
    """A language without a second paragraph says everything in its body."""
    return text.partition("\n\n")[2] or text
