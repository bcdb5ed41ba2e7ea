"""Whether what people write may be published: a property of the question, and what it tells people.

The words beside the question are made from the property that the results obey, so they cannot differ.
"""

from __future__ import annotations

from collections.abc import Mapping

from survey.domain.wording import Words, say

NEVER, PERMITTED, OPEN = "never", "with-permission", "open"
# The question in which people say what may be done with their words, and its option that allows passages.
PERMISSION, ALLOWED = "quote-permission", "quotes"
# Told to everyone who is asked. Passages are published only of those who allow it, of an open text as well:
# `open` is for what the council may name in its own papers, such as an organisation.
TOLD: Mapping[str, Words] = {
    NEVER: say("The council will not publish what you write here."),
    PERMITTED: say("The council publishes passages from what you write here only if you allow it."),
    OPEN: say("The council may publish what you write here."),
}
# The same for those who make the questionnaire, beside TITLE.
TITLE = say("May what people write here be published?")
CHOICES: Mapping[str, Words] = {
    NEVER: say("Never"),
    PERMITTED: say("Passages, of those who allow it"),
    OPEN: say("Yes, such as the name of an organisation"),
}


def told(publishing: str) -> str:
    """What people are told of a text with that property; empty where there is no such property."""
    return TOLD.get(publishing, "")
