"""A chart is drawn in the language of its page: no word in it is ours and outside the catalogues."""

import json
import re
from html import unescape

import pytest

from results.drawing import words
from survey.domain.wording import Catalogue
from tests.results import test_charts
from tests.results.released import HEARD, LIMITS, OFTEN, OVERALL, PURPOSES, SAFER

# What the council wrote itself: labels, places, days, the name of the census.
ASKED = (HEARD, LIMITS, OFTEN, OVERALL, PURPOSES, SAFER)
TYPED = [option.label for question in ASKED for option in question.counted]
TYPED += [part.label for question in (PURPOSES, OFTEN) for part in question.parts]
TYPED += [*test_charts.WARDS.values(), *(tile.short for tile in test_charts.TILES), "Census 2021", "support"]
TYPED += ["1 May", "2 May", "3 May", "1 to 7 May", "On the web", "A lot", "some", *(f"w{number}" for number in range(12))]
WORD = re.compile(r"[A-Za-z]{2,}")


class Silence(Catalogue):
    """A catalogue that leaves nothing of a message but its places."""

    def text(self, message):
        return " ".join(re.findall(r"\{\w+\}", message))


def shown(chart):
    """Everything that can be read in a figure, or heard over it."""
    figure = json.loads(chart.figure_json)
    yield from (note["text"] for note in figure["layout"]["annotations"])
    for trace in figure["data"]:
        for name in ("text", "hovertext"):
            found = trace.get(name, [])
            yield from [found] if isinstance(found, str) else found


@pytest.fixture(scope="module")
def silent():
    with words.spoken_in(Silence("xx")):
        return test_charts.every_chart()


@pytest.mark.parametrize("name", test_charts.ALL)
def test_nothing_in_a_figure_stands_outside_the_catalogues(silent, name):
    typed = set(re.findall(WORD, " ".join(TYPED)))
    left = {word for text in shown(silent[name]) for word in re.findall(WORD, unescape(text.replace("<br>", " ")))}
    ours = sorted(left - typed)
    assert not ours


@pytest.mark.parametrize("name", test_charts.ALL)
def test_in_english_a_figure_says_what_its_messages_say(name):
    assert words.spoken(test_charts.ALL[name].message) == test_charts.ALL[name].message
    with words.spoken_in(Silence("xx")):
        assert words.spoken(words.FEWER) == ""
    assert words.spoken(words.FEWER) == "fewer than 10"
