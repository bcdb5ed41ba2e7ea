"""A finding: what a check found, where, and about exactly which text.

Its key is made of the text it is about and of nothing else. So a written answer stays while that text
stays, whatever else is edited, and lapses when the text changes.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass

from survey.domain.checks.catalogue import CHECKS, Check, Severity


@dataclass(frozen=True)
class Finding:
    """What was found, in words that quote it. `about` is the text it is about, as it stands.

    `page` and `question` are codes, or empty. `topic` is a question of fairness or a date, or empty.
    """

    check: str
    words: str
    about: tuple[str, ...]
    page: str = ""
    question: str = ""
    topic: str = ""

    @property
    def kind(self) -> Check:
        """The check, with its reason."""
        return CHECKS[self.check]

    @property
    def severity(self) -> Severity:
        return self.kind.severity

    @property
    def stops(self) -> bool:
        """Whether it stops opening."""
        return self.severity is Severity.ERROR

    @property
    def reason(self) -> str:
        return self.kind.reason

    @property
    def source(self) -> str:
        return self.kind.source

    @property
    def to_do(self) -> str:
        return self.kind.to_do

    @property
    def key(self) -> str:
        """Names the finding for as long as the text that it is about stays the same."""
        return f"{self.place}:{digest(self.about)}"

    @property
    def place(self) -> str:
        """The check and where it looked: the part of the key that stays when the text changes."""
        where = self.question or self.page or self.topic or "whole"
        return f"{self.check}:{where}"


def digest(texts: Iterable[str]) -> str:
    """A short checksum of some texts. White space does not count."""
    plain = [" ".join(text.split()) for text in texts]
    return hashlib.sha256(json.dumps(plain, ensure_ascii=False).encode()).hexdigest()[:16]


def quoted(text: str, most: int = 90) -> str:
    """A text in quotation marks, shortened where it is long."""
    plain = " ".join(text.split())
    if len(plain) <= most:
        return f"“{plain}”"
    return f"“{plain[:most].rsplit(' ', 1)[0]} …”"


def without_repeats(findings: Iterable[Finding]) -> list[Finding]:
    """Each key once: one written answer is enough for what is found twice in the same words."""
    return list({finding.key: finding for finding in findings}.values())
