"""Groups of texts that are nearly the same."""

import json
import random
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from results.domain.campaigns import CLOSE, NEAR, groups, long_enough, nearest_leader, signatures
from results.domain.shingles import plain, shingles
from tests.bench.comments import COPIED, changed, comments
from tests.source import ROOT

SHARED = ROOT.parent / "shared" / "vectors" / "campaign_vectors.json"

MADE = comments(1_500, seed=5)
WORDS = ["camera", "street", "council", "shop", "night", "bus", "light", "safe", "school", "market", "plan", "watch", "list", "officer", "sign"]
THAI = "ฉันไม่เห็นด้วยกับการติดตั้งกล้องในถนนสายหลักของเราเพราะไม่มีใครถามเราก่อน"


def found_in(texts, **limits):
    return groups(signatures(texts), **limits)


def contents(found, texts):
    """The groups by what their texts say: who belongs together, whatever the order."""
    return sorted(sorted(texts[place] for place in group.members) for group in found)


def likeness(one, other):
    """The exact share of shingles that two texts have in common."""
    first, second = (set(shingles([plain(text)], size=5).hashes.tolist()) for text in (one, other))
    return len(first & second) / len(first | second)


@pytest.fixture(scope="module")
def made():
    return found_in([one.text for one in MADE])


def test_what_was_copied_is_found_and_nothing_else(made):
    told = [{MADE[place].campaign for place in group.members} for group in made]
    assert told == [{0}, {1}, {2}, {3}]  # the fifth has 7 copies, which is fewer than ten
    members = {place for group in made for place in group.members}
    copies = {place for place, one in enumerate(MADE) if one.campaign in {0, 1, 2, 3}}
    assert len(members & copies) >= 0.98 * len(copies)
    light = {place for place in copies if MADE[place].level != "medium"}
    assert light <= members


def test_a_text_is_in_one_group_at_most_and_near_its_leader(made):
    members = [place for group in made for place in group.members]
    assert len(members) == len(set(members))
    for group in made:
        assert group.leader in group.members
        assert group.nearness == tuple(sorted(group.nearness, reverse=True))
        assert min(group.nearness) >= NEAR
        close = sum(near >= CLOSE for near in group.nearness)
        assert 2 * close >= len(group.members)
        for place in group.members[:: max(1, len(group.members) // 20)]:
            nearest = max(likeness(MADE[place].text, MADE[leader].text) for leader in group.leaders)
            # A signature of 96 numbers is off by a tenth or so.
            assert nearest >= NEAR - 0.2


@settings(max_examples=5, deadline=None)
@given(st.integers(0, 2**32))
def test_the_order_of_the_texts_makes_no_difference(made, seed):
    shuffled = [one.text for one in MADE]
    random.Random(seed).shuffle(shuffled)
    assert contents(found_in(shuffled), shuffled) == contents(made, [one.text for one in MADE])


def test_the_same_seed_gives_the_same_signatures_and_another_one_others():
    texts = [one.text for one in MADE[:50]]
    first, again, other = signatures(texts), signatures(texts), signatures(texts, seed=b"another")
    assert (first.rows == again.rows).all()
    assert (first.rows != other.rows).any()


@settings(max_examples=25, deadline=None)
@given(st.lists(st.sampled_from(WORDS), min_size=30, max_size=80), st.integers(0, 30))
def test_signatures_estimate_what_two_texts_share(words, kept):
    one, other = " ".join(words), " ".join([*words[:kept], *reversed(words[kept:])])
    first, second = signatures([one, other]).rows
    # Five standard deviations of 96 draws, at most.
    assert abs((first == second).mean() - likeness(one, other)) <= 0.26


SHORT_OR_LONG = [
    # a short answer that everybody gives is no campaign
    ("I do not want these cameras in our street because they do not work", False),
    ("I do not want these cameras in our street because they do not work here at all", True),
    # a script that puts no space between words has words all the same
    (THAI, True),
    ("街に顔認識カメラはいらない", False),
    ("街に顔認識カメラはいらないと思います。私たちは何も聞かれていません。計画を止めてください。", True),
]


@pytest.mark.parametrize(("text", "expected"), SHORT_OR_LONG)
def test_only_longer_texts_are_compared(text, expected):
    assert long_enough(plain(text)) is expected
    assert bool(found_in([text] * 30)) is expected


@pytest.mark.parametrize(
    "change",
    [
        str.upper,
        lambda text: unicodedata.normalize("NFD", text),
        lambda text: text.replace(" ", "\n  "),
        lambda text: text + " Diolch, Siân",
    ],
)
def test_what_copying_changes_makes_no_difference(change):
    texts = [COPIED[4]] * 6 + [change(COPIED[4])] * 6
    (group,) = found_in(texts)
    assert len(group.members) == 12


FEWEST = [
    # how many copies, among how many texts, and whether that is a group
    (9, 0, False),
    (10, 0, True),
    (10, 9_990, True),
    (10, 10_990, False),
    (11, 10_989, True),
]


@pytest.mark.parametrize(("copies", "others", "expected"), FEWEST)
def test_a_group_has_ten_or_one_in_a_thousand_of_all_texts(copies, others, expected):
    assert bool(found_in([COPIED[0]] * copies + ["No"] * others)) is expected


def test_later_texts_are_compared_with_the_leaders_only():
    rng = random.Random(2)
    late = ["No", changed(COPIED[1], "light", rng), MADE[0].text * 3, COPIED[0], *["Short"] * 300, COPIED[2]]
    assert list(nearest_leader(late, COPIED)) == [(1, 1), (3, 0), (304, 2)]
    assert not list(nearest_leader(late, []))


def test_nothing_gives_nothing_and_half_a_character_breaks_nothing():
    assert found_in([]) == []
    assert found_in(["", " ", "\ud800"]) == []
    assert len(found_in([COPIED[0] + " \ud800"] * 10)) == 1


@pytest.mark.skipif(not SHARED.exists(), reason="the shared vectors are not beside this checkout")
def test_it_is_at_least_as_precise_and_complete_as_the_recorded_vectors():
    recorded = json.loads(SHARED.read_text())
    expected, truth = recorded["expect"], recorded["campaign"]
    found = found_in(recorded["comments"])
    members = [place for group in found for place in group.members]
    assert len(found) == expected["campaigns"]
    assert set(expected["found_at_least"]) <= set(members)
    assert not set(expected["never"]) & set(members)
    right = sum(truth[place] >= 0 for place in members)
    assert right / len(members) >= expected["precision"]
    assert right / sum(campaign >= 0 for campaign in truth) >= expected["min_recall"]


def test_many_texts_that_meet_over_a_phrase_are_no_campaign():
    rng = random.Random(9)
    phrase = "we ask the council to think again before it decides anything about our street"
    texts = [f"{' '.join(rng.choices(WORDS, k=40))} {phrase} {' '.join(rng.choices(WORDS, k=40))}" for _ in range(400)]
    assert found_in(texts) == []
