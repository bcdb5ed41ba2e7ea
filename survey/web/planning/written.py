"""Texts that several organisers may write at once: nobody's is overwritten unseen.

Each field travels with a mark of the text that it was shown with. Where the stored text is no longer that
one, somebody else wrote meanwhile; theirs is shown, and saving once more puts the new text in its place.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field

from flask import request

from survey.domain.wording import message, say
from survey.web.forms import typed

THEIRS = message("{name} wrote this meanwhile: “{text}”. Save again to put your text in its place")
SOMEBODYS = message("Somebody wrote this meanwhile: “{text}”. Save again to put your text in its place")
REMOVED = say("Somebody removed this meanwhile")


def mark(text: str) -> str:
    """A short checksum of a text."""
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def sent_lines(name: str) -> str:
    """A text of several lines as it was typed, without empty space around it."""
    return typed(request.form.get(name, "")).replace("\r\n", "\n").strip()


@dataclass
class Written:
    """What was sent for some fields: what changed, and what is wrong. Keys are those of the fields."""

    changed: dict[str, str] = field(default_factory=dict)
    typed: dict[str, str] = field(default_factory=dict)
    problems: dict[str, str] = field(default_factory=dict)

    def take(self, key: str, sent: str, *, stored: str, name: str, was: str) -> None:
        """Compares what was sent with what is stored; `was` is the mark it was shown with.

        `name` says who wrote what is stored; it may be empty.
        A field that was left as it was shown is no change, whatever somebody else did meanwhile.
        """
        if sent == stored or mark(sent) == was:
            return
        self.typed[key] = sent
        if was != mark(stored):
            theirs = say(THEIRS if name else SOMEBODYS, name=name, text=stored)
            self.problems[key] = theirs if stored else REMOVED
        self.changed[key] = sent
