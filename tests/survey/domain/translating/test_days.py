"""Days of languages without a catalogue, and of every language that is offered."""

from datetime import date

import pytest

from survey.domain.languages import LANGUAGES
from survey.domain.notice_words import is_the_councils
from survey.domain.translating.days import day_in

DAY = date(2026, 12, 21)
THEIRS = [found.code for found in LANGUAGES if is_the_councils(found.code)]
DAYS = [
    ("pl", "21 grudnia 2026"),
    ("lt", "2026 m. gruodžio 21 d."),
    ("prs", "21 دسمبر 2026"),  # Dari is kept as the Persian of Afghanistan
    ("zh-Hant", "2026年12月21日"),
    ("en-x-easy", "21 December 2026"),
    ("xx", "21 December 2026"),
    ("", "21 December 2026"),
]


@pytest.mark.parametrize(("code", "words"), DAYS)
def test_a_day(code, words):
    assert day_in(code, DAY) == words


@pytest.mark.parametrize("code", THEIRS)
def test_no_language_on_offer_has_an_english_day(code):
    assert "December" not in day_in(code, DAY)
    assert "2026" in day_in(code, DAY)
