"""Entries of a log that are told from what they are, to the letter, and no others."""

import re

import pytest

from survey.domain.log_words import ENTRIES, entry_in_words
from survey.web.catalogues import catalogue
from tests.source import modules

OURS = [
    "The consultation opened with version 1 of its questions and its rules for counting.",
    (
        "The council fixed version 1 of the questions, the dates and the rules for counting. "
        "Anyone can answer from 2 June 2026 to the end of 13 July 2026."
    ),
    "The results are public from 1 December 2026.",
    "The results were counted: 1,204 responses. Checksum 0a1b2c.",
    "The results were counted: 1,204 responses; 3 were left out by the published rules. Checksum 0a1b2c.",
    "The 1,204 individual responses were deleted, as announced. The results stay.",
]
OTHERS = [
    "The results are public from 31 February 2026.",
    "The results are public from 1 Rhagfyr 2026.",
    "The results are public from 01 December 2026.",
    "The results are public from 1 December 2026. So they say.",
    "The results were counted: many responses. Checksum 0a1b2c.",
    "",
]


@pytest.mark.parametrize("text", OURS)
def test_an_entry_that_is_ours_is_said_in_another_language(text):
    words = entry_in_words(text)
    assert words == text
    said = catalogue("cy").said(words)
    assert said != text
    assert set(re.findall(r"\d[\d,]*", said)) >= set(re.findall(r"\d[\d,]*", text)) - {"1"}


@pytest.mark.parametrize("text", OTHERS)
def test_what_differs_in_anything_is_left_as_it_was_written(text):
    assert entry_in_words(text) is None


@pytest.mark.parametrize("entry", ENTRIES)
def test_the_store_still_writes_what_is_told_here(entry):
    """Up to the first place: the rest is written together from parts."""
    source = " ".join(module.text for module in modules("survey/store", "results"))
    plain = re.sub(r"\s+", " ", re.sub(r'"\s*f?"', "", source))
    assert entry.partition("{")[0] in plain
