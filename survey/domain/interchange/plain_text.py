"""Texts with marks of HTML or Markdown → plain text. Links keep their address; scripts and pictures go.

Only words are taken over: a questionnaire of ours has its own look, and runs nobody else's script. The reader
is our own since texts come from anybody: it takes a time that grows with the text and no faster.
"""

from __future__ import annotations

import re
from html import unescape

_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_LISTS = ("dd", "dl", "dt", "li", "ol", "ul")
_TABLES = ("table", "td", "th", "tr")
_BLOCKS = frozenset((*_HEADINGS, *_LISTS, *_TABLES, "address", "blockquote", "br", "div", "hr", "p", "pre"))
_UNSEEN = frozenset(("script", "style", "head", "template", "title"))
_TAG = re.compile(r"(<!--|-->|</?[A-Za-z!][^<>]{0,5000}>)")
_TAG_NAME = re.compile(r"</?([A-Za-z][A-Za-z0-9]*)")
_ATTRIBUTE = re.compile(r"\b(href|alt)\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+))", re.IGNORECASE)
_MEDIA = re.compile(r"<(img|video|audio|iframe|object|embed|script)\b", re.IGNORECASE)
_UNREADABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffd\ud800-\udfff]")
_SPACES = re.compile(r"[ \t\xa0]+")
_EMPTY_LINES = re.compile(r"\n{3,}")
_MARKDOWN_LINK = re.compile(r"\[([^\[\]\n]{1,300})\]\((https?://[^\s()]{1,500}|mailto:[^\s()]{1,200})\)")
_MARKDOWN_HEADING = re.compile(r"^#{1,6}[ \t]+", re.MULTILINE)
_MARKDOWN_ESCAPE = re.compile(r"\\([*_#\\\[\]])")
BOLD = "**"


class _Words:
    """Collects the words between tags."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self._unseen = ""
        self._links: list[tuple[str, int]] = []

    def take(self, piece: str) -> None:
        if piece == "<!--" and not self._unseen:
            self._unseen = "<!--"
        elif piece == "-->":
            self._unseen = "" if self._unseen == "<!--" else self._unseen
        elif piece.startswith("<") and _TAG.fullmatch(piece):
            self._tag(piece)
        elif not self._unseen:
            self.parts.append(unescape(re.sub(r"\s+", " ", piece)))

    def _tag(self, tag: str) -> None:
        found = _TAG_NAME.match(tag)
        name = found[1].lower() if found else ""
        closing = tag.startswith("</")
        if self._unseen:
            self._unseen = "" if closing and name == self._unseen else self._unseen
        elif name in _UNSEEN:
            self._unseen = "" if closing or tag.endswith("/>") else name
        elif name == "a":
            self._link(tag, closing=closing)
        elif name == "img":
            self.parts.append(_attribute(tag, "alt"))
        elif name in _BLOCKS:
            self.parts.append("\n• " if name == "li" and not closing else "\n")

    def _link(self, tag: str, *, closing: bool) -> None:
        if not closing:
            self._links.append((_attribute(tag, "href"), len(self.parts)))
        elif self._links:
            address, start = self._links.pop()
            if address.startswith(("http://", "https://", "mailto:")) and address not in self.parts[start:]:
                self.parts.append(f" ({address})")


def _attribute(tag: str, name: str) -> str:
    found = next((match for match in _ATTRIBUTE.finditer(tag) if match[1].lower() == name), None)
    return unescape(found[2] or found[3] or found[4] or "").strip() if found else ""


def without_html(text: str) -> str:
    """The words of an HTML text."""
    if "<" not in text and "&" not in text:
        return tidy(text)
    if not _TAG.search(text):
        return tidy(unescape(text))
    words = _Words()
    for piece in _TAG.split(text):
        words.take(piece)
    return tidy("".join(words.parts))


def without_markdown(text: str) -> str:
    """The words of a text with Markdown's bold, headings and links, which XLSForm allows beside HTML."""
    text = _MARKDOWN_LINK.sub(r"\1 (\2)", text)
    text = _MARKDOWN_HEADING.sub("", text)
    if text.count(BOLD) % 2 == 0:
        text = text.replace(BOLD, "")
    return without_html(_MARKDOWN_ESCAPE.sub(r"\1", text))


def tidy(text: str) -> str:
    """Lines without space at their ends, paragraphs apart by one empty line, and nothing unreadable."""
    text = _UNREADABLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    lines = "\n".join(_SPACES.sub(" ", line).strip() for line in text.split("\n"))
    return _EMPTY_LINES.sub("\n\n", lines).strip()


def media_in(text: str) -> tuple[str, ...]:
    """The kinds of pictures, films and scripts in an HTML text: what plain text cannot hold."""
    return tuple(dict.fromkeys(found.lower() for found in _MEDIA.findall(text)))
