"""Plain text, codes, languages and days: what readers of every format lean on."""

import time
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from survey.domain.interchange.codes import Codes, code_from
from survey.domain.interchange.days import day_in, day_question
from survey.domain.interchange.languages import language_code
from survey.domain.interchange.plain_text import media_in, without_html, without_markdown
from survey.domain.questionnaires.problems_of_types import CODE, date_between

# HTML, and its words.
HTML = [
    ("plain", "plain"),
    ("<p>One</p><p>Two</p>", "One\n\nTwo"),
    ("One<br />Two", "One\nTwo"),
    ("<ul><li>One</li><li>Two</li></ul>", "• One\n\n• Two"),
    ('<a href="https://x.example/?a=1&amp;b=2">here</a>', "here (https://x.example/?a=1&b=2)"),
    ('<a href="javascript:x()">here</a>', "here"),
    ("<script>if (a < b) x('</p>')</script>seen", "seen"),
    ("<!-- <b>no</b> -->seen", "seen"),
    ("fish &amp; chips &lt;b&gt;", "fish & chips <b>"),
    ("3 < 4 and 5 > 2", "3 < 4 and 5 > 2"),
    ('<img src="x.png" alt="a map"/>', "a map"),
    ("<b>open", "open"),
]


@pytest.mark.parametrize(("html", "words"), HTML)
def test_html_becomes_words(html, words):
    assert without_html(html) == words


def test_markdown_becomes_words():
    assert without_markdown("# Head\n\n**bold** [here](https://x.example) a\\*b") == "Head\n\nbold here (https://x.example) a*b"
    assert without_markdown("2 ** 3") == "2 ** 3"


def test_media_are_named():
    assert media_in('<IMG src="a"><script src="b">') == ("img", "script")


@given(st.text(st.sampled_from("<>/!-ab=\"' &;*#[]()\n"), max_size=200))
def test_any_text_has_words(text):
    for reader in (without_html, without_markdown):
        assert "\x00" not in reader(text)


@pytest.mark.parametrize("part", ["<!--a", "<a ", "</", "**a ", "<script>", '<a href="', "[a](", "&#x"])
def test_hostile_texts_take_a_time_that_grows_with_them(part):
    before = time.perf_counter()
    without_markdown(part * 50_000)
    assert time.perf_counter() - before < 2


# A name, and its code.
NAMES = [("Q1a", "Q1a"), ("age_group", "age-group"), ("-oth-", "oth"), ("père", "pere"), ("__", "x"), ("ليل", "x"), ("a" * 99, "a" * 60)]


@pytest.mark.parametrize(("name", "code"), NAMES)
def test_codes_are_names_where_they_can_be(name, code):
    assert code_from(name, otherwise="x") == code


@given(st.lists(st.text(max_size=5)))
def test_codes_are_sound_and_unique(names):
    codes = Codes(["x"])
    given_codes = [codes.give(name, otherwise="x") for name in names]
    assert len(set(given_codes)) == len(given_codes)
    assert "x" not in given_codes
    assert all(CODE.fullmatch(code) for code in given_codes)


# A language as files name it.
LANGUAGES = [("French (fr)", "fr"), ("english", "en"), ("de-informal", "de-informal"), ("pt_BR", "pt-BR"), ("", "en"), ("Klingon", "klingon"), ("zh-Hans", "zh-Hans")]


@pytest.mark.parametrize(("name", "code"), LANGUAGES)
def test_languages(name, code):
    assert language_code(name) == code


# From, to; whether by month, and how many bands.
DAYS = [
    (None, None, False, 20),
    (date(2026, 1, 5), date(2026, 12, 1), True, 0),
    (date(2015, 6, 1), date(2020, 6, 1), False, 6),
    (date(2026, 1, 1), date(2020, 1, 1), False, 20),
]


@pytest.mark.parametrize(("first", "last", "by_month", "bands"), DAYS)
def test_days_have_bands_without_a_gap(first, last, by_month, bands):
    question = day_question("d", "When?", first, last)
    assert (question.by_month, len(question.bands)) == (by_month, bands)
    assert list(date_between(question)) == []


def test_days_are_read():
    assert day_in("2026-03-31 10:00") == date(2026, 3, 31)
    assert day_in("31 March") is None
