"""What stands in the way of publishing translations, for a page."""

from __future__ import annotations

from collections.abc import Iterable

from survey.domain.translating.language_names import language_name
from survey.store.translating.publishing import Hindrance


def by_language(found: Iterable[Hindrance]) -> list[tuple[str, list[Hindrance]]]:
    """The hindrances under the name of their language."""
    listed: dict[str, list[Hindrance]] = {}
    for one in found:
        listed.setdefault(language_name(one.language), []).append(one)
    return list(listed.items())
