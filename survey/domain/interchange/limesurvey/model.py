"""A LimeSurvey survey as it is read, before anything is turned into ours. Texts are by language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

Words = dict[str, str]


@dataclass
class Part:
    """A subquestion or an answer option. `scale` is 0 or 1 where there are two."""

    code: str
    scale: int = 0
    order: int = 0
    words: Words = field(default_factory=dict)
    relevance: str = ""
    qid: str = ""


@dataclass
class LimeQuestion:
    """One question. `attributes` by name and language; "" where it is the same in all."""

    qid: str
    gid: str
    type: str
    title: str
    order: int = 0
    words: Words = field(default_factory=dict)
    help: Words = field(default_factory=dict)
    mandatory: str = "N"
    other: bool = False
    relevance: str = ""
    pattern: str = ""
    attributes: dict[tuple[str, str], str] = field(default_factory=dict)
    subquestions: list[Part] = field(default_factory=list)
    answers: list[Part] = field(default_factory=list)
    default: str = ""

    def get(self, attribute: str) -> str:
        """The value of an attribute, in any language."""
        own = self.attributes.get((attribute, ""), "")
        return own or next((v for (name, _), v in self.attributes.items() if name == attribute and v), "")

    def words_of(self, attribute: str) -> Words:
        """The values of an attribute by language."""
        return {language: value for (name, language), value in self.attributes.items() if name == attribute}

    def on_scale(self, scale: int) -> list[Part]:
        """The answers of one scale."""
        return [answer for answer in self.answers if answer.scale == scale]

    def along(self, scale: int) -> list[Part]:
        """The subquestions of one scale: rows, or columns."""
        return [part for part in self.subquestions if part.scale == scale]


@dataclass
class LimeGroup:
    """A group of questions: what is shown at once, where the survey is shown group by group."""

    gid: str
    order: int = 0
    words: Words = field(default_factory=dict)
    description: Words = field(default_factory=dict)
    relevance: str = ""


@dataclass
class LimeSurvey:
    """The whole. `conditions` are those of old versions, which had a table for them instead of relevance."""

    language: str = ""
    languages: list[str] = field(default_factory=list)
    title: Words = field(default_factory=dict)
    welcome: Words = field(default_factory=dict)
    end: Words = field(default_factory=dict)
    one_by_one: bool = False
    groups: list[LimeGroup] = field(default_factory=list)
    questions: list[LimeQuestion] = field(default_factory=list)
    conditions: list[Mapping[str, str]] = field(default_factory=list)
    other_tables: dict[str, int] = field(default_factory=dict)
