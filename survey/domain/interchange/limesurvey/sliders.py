"""Sliders: the words of their two ends stand behind the label, cut off by a bar: “Who pays?|Me|Others”."""

from __future__ import annotations

from survey.domain.interchange.limesurvey.asked import LimeAsked
from survey.domain.interchange.texts import Text

# What a slider has by itself.
LEAST, MOST = 0, 100
BAR = "|"
BETWEEN = " – "


def is_slider(asked: LimeAsked) -> bool:
    """Whether a number is chosen on a slider."""
    return asked.source.get("slider_layout") == "1"


def without_ends(asked: LimeAsked, label: Text) -> tuple[Text, Text]:
    """The label itself, and the words of the two ends as they can stand in a hint."""
    if not is_slider(asked):
        return label, Text()
    bar = asked.source.get("slider_separator") or BAR
    return label.changed(lambda words: words.split(bar)[0].strip()), label.changed(
        lambda words: BETWEEN.join(end.strip() for end in words.split(bar)[1:] if end.strip())
    )
