"""One text in several languages, and where the translations of a questionnaire are kept.

The questionnaire holds the words of its own language; the others are data beside it, by place.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Text:
    """Words in the questionnaire's own language, and in others by language code."""

    own: str = ""
    others: Mapping[str, str] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.own)

    def changed(self, change: Callable[[str], str]) -> Text:
        """The same in every language, changed alike."""
        others = {language: change(words) for language, words in self.others.items()}
        return Text(change(self.own), {language: words for language, words in others.items() if words})

    def joined(self, other: Text, between: str = "\n\n") -> Text:
        """This, then the other; a language that one of them lacks has only what there is."""
        pairs = {
            language: (self.others.get(language, ""), other.others.get(language, ""))
            for language in (*self.others, *other.others)
        }
        others = {language: _joined(*words, between) for language, words in pairs.items()}
        return Text(_joined(self.own, other.own, between), others)


def _joined(first: str, second: str, between: str) -> str:
    return between.join(words for words in (first, second) if words)


def chosen(words: Mapping[str, str], own: str) -> Text:
    """The text of which `own` is the language; where that is missing, the first language that has words."""
    filled = {language: text for language, text in words.items() if text.strip()}
    default = filled[own] if own in filled else next(iter(filled.values()), "")
    return Text(default, {language: text for language, text in filled.items() if language != own})


class Translations:
    """Collects texts by place, and gives them by language."""

    def __init__(self) -> None:
        self._by_language: dict[str, dict[str, str]] = {}

    def add(self, place: str, text: Text) -> str:
        """Keeps what there is in other languages. Returns the words in the questionnaire's own."""
        for language, words in text.others.items():
            self._by_language.setdefault(language, {})[place] = words
        return text.own

    @property
    def by_language(self) -> dict[str, dict[str, str]]:
        return {language: dict(places) for language, places in self._by_language.items()}
