"""Words that English puts otherwise than their message says: in small letters, or as part of a sentence.

Other languages say the message as it stands. So it need not be translated once for each way English has.
"""

from __future__ import annotations

from survey.domain.wording import Words


def small(words: str) -> str:
    """The words with a small letter at the beginning in English."""
    text = words[:1].lower() + words[1:]
    return words.reading(text) if isinstance(words, Words) else text


def great(words: str) -> str:
    """The words with a capital letter at the beginning in English."""
    text = words[:1].upper() + words[1:]
    return words.reading(text) if isinstance(words, Words) else text
