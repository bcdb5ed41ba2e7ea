"""Words are English text that can be said again in another language."""

import copy
import json
from datetime import date

import pytest

from survey.domain.languages import (
    EASY_READ,
    ENGLISH,
    LANGUAGES,
    WITH_INTERFACE,
    isolated,
    known,
    language,
    language_at,
)
from survey.domain.wording import (
    SOURCE,
    Catalogue,
    listed,
    message,
    say,
    say_and,
    say_day,
    say_many,
    say_month,
)

WELSH = Catalogue(
    "cy",
    {
        "Choose {count}.": ("Dewiswch {count}.",),
        "June": ("Mehefin",),
        "{first} and {last}": ("{first} a {last}",),
        "From {day}": ("O {day}",),
        "{count} lamp": ("{count} lamp", "{count} o lampau"),
        "a day": ("diwrnod",),
    },
    lambda number: int(number != 1),
)
DAY = date(2026, 6, 3)

SAID = [
    # what is said, in English, in Welsh
    (say("Choose {count}.", count=3), "Choose 3.", "Dewiswch 3."),
    (say("Not in the catalogue"), "Not in the catalogue", "Not in the catalogue"),
    (say_day(DAY), "3 June 2026", "3 Mehefin 2026"),
    (say_month(DAY), "June 2026", "Mehefin 2026"),
    (say("From {day}", day=say_day(DAY)), "From 3 June 2026", "O 3 Mehefin 2026"),
    (say_many("{count} lamp", "{count} lamps", 1), "1 lamp", "1 lamp"),
    (say_many("{count} lamp", "{count} lamps", 1200), "1,200 lamps", "1,200 o lampau"),
    (say_and([say("a day"), "a {month}"]), "a day and a {month}", "diwrnod a a {month}"),
    (say_and([say("a day")]), "a day", "diwrnod"),
    (listed([say("a day"), say("a day")], "; "), "a day; a day", "diwrnod; diwrnod"),
    (message("a day"), "a day", "a day"),
    ("a day", "a day", "a day"),
    (7, 7, 7),
]


@pytest.mark.parametrize(("words", "english", "welsh"), SAID)
def test_words_are_english_until_somebody_says_them_otherwise(words, english, welsh):
    assert words == english
    assert SOURCE.said(words) == english
    assert WELSH.said(words) == welsh


def test_a_number_without_its_forms_is_said_in_english():
    assert WELSH.text_of("one", "many", 1) == "one"
    assert WELSH.text_of("one", "many", 2) == "many"


def test_what_is_stored_or_sent_on_is_plain_text():
    words = say("Choose {count}.", count=3)
    assert type(copy.copy(words)) is str
    assert json.loads(json.dumps([words])) == ["Choose 3."]


def test_a_parameter_is_not_read_as_a_message():
    assert WELSH.said(say("Choose {count}.", count="{count}")) == "Dewiswch {count}."


def test_languages_have_one_code_and_one_prefix_each():
    assert len({found.code for found in LANGUAGES}) == len(LANGUAGES)
    assert len({found.prefix for found in LANGUAGES}) == len(LANGUAGES)
    assert [found for found in LANGUAGES if not found.prefix] == [ENGLISH]
    assert language_at("easy-read") == language("en-x-easy") == EASY_READ
    assert language_at("") is None


def test_what_runs_from_right_to_left():
    backwards = {found.code for found in LANGUAGES if found.direction == "rtl"}
    assert backwards == {"ar", "ckb", "fa", "prs", "ps", "ur", "yi"}


def test_languages_are_offered_in_the_order_of_the_table():
    assert [found.code for found in known(["ur", "xx", "cy"])] == ["cy", "ur"]
    assert [found.code for found in WITH_INTERFACE] == ["en", "cy"]


@pytest.mark.parametrize("text", ["", "Yes (40%)", "Ydw – “iawn”", "Да"])
def test_what_runs_from_left_to_right_stands_as_it_is_inside_other_words(text):
    assert isolated(text) == text


@pytest.mark.parametrize("text", ["نعم", "כן", "10 نعم"])
def test_what_runs_from_right_to_left_is_kept_apart_once(text):
    assert isolated(text) == f"\u2068{text}\u2069"
    assert isolated(isolated(text)) == isolated(text)


def test_a_message_is_had_without_its_parameters():
    welsh = Catalogue("cy", {"Up to {most}": ("Hyd at {most}",)})
    assert welsh.message_of(say("Up to {most}", most=3)) == "Hyd at {most}"
    assert welsh.message_of(say_many("{count} ward", "{count} wards", 2)) == "{count} wards"
