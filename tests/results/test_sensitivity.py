"""The sensitivity check: its figures by hand, what withholds it, and that nobody can be found in it."""

import random
from dataclasses import replace
from datetime import date
from itertools import product
from types import SimpleNamespace

import numpy as np
import pytest

from results.domain import weighing
from results.domain.disclosure import STEP, Disclosure
from results.domain.tabulate import one_way
from results.extract import Extract, build
from results.parts import Ingredients
from results.sensitivity import FEW, IMPOSSIBLE, SMALL, UNEVEN, rounded, sensitivity
from survey.domain.consultations import Rules
from survey.domain.questionnaires.codebook import FIRST_OPTION, Codebook, Column
from survey.store.answering.closing import close
from survey.store.database import engine_for, session_factory
from survey.store.questionnaires.versions import frozen
from tests import databases, demonstration

SEX = Column("sex", "sex", None, "choice", ("female", "male", "prefer-not-to-say"))
SUPPORT = Column("support", "support", None, "choice", ("for", "against"))
USES = (Column("uses", "uses", None, "state", ()), Column("uses#0", "uses", None, "flags", ("walk", "shop")))
CENSUS = {"counts": {"female": 500, "male": 500}, "apart": ["prefer-not-to-say"], "source": "Census", "date": "2021", "note": ""}


class Straight(Disclosure):
    """Offsets of nought, so that the figures below can be followed by eye."""

    def offset(self, _cell):
        return 0


def ingredients(people, *, margins=None, disclosure=None, uses=None):
    """Of `people`, given as {(place of the option of sex, of support): how many}; -1 stands for no answer."""
    sex, support = np.repeat(np.array(list(people)), list(people.values()), axis=0).T
    columns = {"sex": (sex + FIRST_OPTION).astype(np.uint8), "support": (support + FIRST_OPTION).astype(np.uint8)}
    columns |= {"uses": np.full(len(sex), 2, np.uint8), "uses#0": np.ones(len(sex), np.uint8) if uses is None else uses}
    extract = Extract(columns, (SUPPORT, *USES, SEX), len(sex), "")
    rules = Rules(("sex",), margins={"sex": CENSUS} if margins is None else margins)
    version = SimpleNamespace(
        questionnaire=SimpleNamespace(pages=()),
        opinion=Codebook((SUPPORT, *USES), ()),
        equality=Codebook((SEX,), ()),
    )
    consultation = SimpleNamespace(slug="c", counting_rules=rules, known_facts=frozenset())
    rounding = disclosure or Straight("c", b"a secret of these tests only")
    return Ingredients(None, consultation, version, extract, extract, rounding, date(2026, 10, 26))


# 400 women, three quarters for; 600 men, a quarter for. 30 preferred not to say who they are.
PEOPLE = {(0, 0): 300, (0, 1): 100, (1, 0): 150, (1, 1): 450, (2, 0): 30}


def test_the_figures_are_those_of_an_area_with_as_many_women_as_men():
    told = sensitivity(ingredients(PEOPLE))
    (support,) = told["questions"]["support"]
    # (0.75 + 0.25) / 2, and the mean weights are 1.25 and 0.833.
    assert support == {"part": None, "options": ["for", "against"], "percents": [50, 50], "base": 1000, "step": 1}
    assert told["withheld"] == ""
    assert (told["left_out"], told["effective"], told["effect"], told["largest"]) == (30, 960, 1.1, 1.3)
    groups = [{"options": ["female"], "share": 50}, {"options": ["male"], "share": 50}]
    assert told["targets"] == [{"code": "sex", "source": "Census", "date": "2021", "groups": groups}]


def test_of_several_answers_each_has_its_own_share():
    everybody_walks_and_women_shop = np.array([3] * 400 + [1] * 600 + [1] * 30, np.uint8)
    (uses,) = sensitivity(ingredients(PEOPLE, uses=everybody_walks_and_women_shop))["questions"]["uses"]
    assert uses["percents"] == [100, 50]


@pytest.mark.parametrize(
    ("people", "margins", "withheld"),
    [
        # 60 and 30 men: a group of under 50 stands with the others, and nothing is left to compare.
        ({(0, 0): 60, (1, 1): 30}, None, SMALL),
        # 110 people, but women count nearly five times as much as men: as steady as 74.
        ({(0, 0): 50, (1, 1): 60}, {"sex": CENSUS | {"counts": {"female": 80, "male": 20}}}, FEW),
        # A twentieth are men and should be half: weights of ten, and the cap is five.
        ({(0, 0): 1900, (1, 1): 100}, None, IMPOSSIBLE),
        # Within the cap, but as steady as a quarter of them: 4.5 and 0.125 mean weights.
        ({(0, 0): 800, (1, 1): 200}, {"sex": CENSUS | {"counts": {"female": 10, "male": 90}}}, UNEVEN),
    ],
)
def test_it_is_withheld_where_it_would_rest_on_too_few(people, margins, withheld, monkeypatch):
    # Groups that are short of their share are put together; with several characteristics weights add up.
    monkeypatch.setattr(weighing, "MOST_SHORT", 100)
    told = sensitivity(ingredients(people, margins=margins))
    assert told["withheld"] == withheld
    assert told["questions"] == {}


@pytest.mark.parametrize(
    "margins",
    [
        {},
        # The rules name a characteristic that is no profile.
        {"support": {"counts": {"for": 1, "against": 2}, "source": "", "date": ""}},
    ],
)
def test_without_census_figures_there_is_nothing_to_weight_by(margins):
    told = sensitivity(ingredients(PEOPLE, margins=margins))
    assert told is None or (told["withheld"], told["unused"]) == (SMALL, ["support"])


def test_a_group_far_short_of_its_share_counts_with_others():
    # A twentieth are men and should be half: there is no other group to count them with.
    told = sensitivity(ingredients({(0, 0): 1900, (1, 1): 100}))
    assert (told["withheld"], told["targets"]) == (SMALL, [])


def test_figures_that_do_not_stand_for_every_option_are_not_used():
    told = sensitivity(ingredients(PEOPLE, margins={"sex": CENSUS | {"apart": []}}))
    assert (told["withheld"], told["unused"]) == (SMALL, ["sex"])


@pytest.mark.parametrize("total", [200, 400, 600])
def test_an_answer_of_one_or_two_cannot_be_told_from_others(total, monkeypatch):
    """Beside the exact number who said something, the weighted share must not tell how many of them are men.

    Whoever knows all the rest works out the share for every possible number of men among them, with every
    offset. What fits what was published must never be one number, and never one or two alone.
    """
    # As large weights as there can be: those of several characteristics are multiplied.
    monkeypatch.setattr(weighing, "MOST_SHORT", 100)
    men, women = 60, total - 60
    said = 9
    weights = {"men": min(5, 0.5 * total / men), "women": (total - min(5, 0.5 * total / men) * men) / women}
    (one,) = sensitivity(
        ingredients({(1, 0): 2, (1, 1): men - 2, (0, 0): said - 2, (0, 1): women - (said - 2)})
    )["questions"]["support"]
    shares = [100 * (weights["men"] * k + weights["women"] * (said - k)) / total for k in range(said + 1)]
    for truth, offset in product(range(3), range(STEP)):
        published = rounded(shares[truth], one["step"], offset)
        fits = {k for k, o in product(range(said + 1), range(STEP)) if rounded(shares[k], one["step"], o) == published}
        assert len(fits) >= STEP - 1, (truth, offset, fits)
        assert truth in fits


@pytest.mark.parametrize(
    ("share", "step", "offset", "published"),
    [(12.3, 1, 0, 12), (12.3, 1, 4, 13), (0.1, 1, 4, None), (0.3, 1, 4, 1), (11, 4, 0, 8), (11, 4, 2, 12), (100, 3, 4, 100), (100, 3, 0, 99), (99.9, 1, 4, 100)],
)
def test_shares_are_rounded_in_steps_moved_by_the_offset(share, step, offset, published):
    assert rounded(share, step, offset) == published


@pytest.fixture(scope="module")
def croydon(tmp_path_factory, sqlite_template):
    """What a part of Croydon's release is made of, with 1,500 responses."""
    engine = engine_for(databases.copy_of(sqlite_template, tmp_path_factory.mktemp("croydon")))
    with session_factory(engine)() as session:
        demonstration.load(session, date(2026, 11, 2))
        found = demonstration.add_responses(session, number=1500)
        close(session, found, day=found.closes_on, text="Closed.", shuffle=random.Random(1).shuffle)
        extract = build(session, found)
        version = frozen(session, found.version_id)
        disclosure = Disclosure(found.slug, b"a secret of these tests only")
        yield Ingredients(session, found, version, extract, extract.counted(), disclosure, date(2026, 10, 26))
    engine.dispose()


def test_a_whole_consultation_is_weighted_by_all_that_the_rules_name(croydon):
    told = sensitivity(croydon)
    assert told["withheld"] == ""
    assert [target["code"] for target in told["targets"]] == ["age", "sex", "ethnic-group"]
    # Profiles, texts and questions nobody was asked have no weighted figures.
    assert not {"age", "area", "main-reason", "contribution"} & set(told["questions"])
    assert len(told["questions"]["purposes"]) == 6
    exact = {table.name: table for table in one_way(croydon.counted.columns, croydon.counted.codebook)}
    for code, tables in told["questions"].items():
        for one in tables:
            table = exact[code if one["part"] is None else f"{code}.{one['part']}"]
            assert list(table.options) == one["options"]
            assert all(percent is None or percent % one["step"] == 0 for percent in one["percents"])
            assert abs(one["base"] - table.base) < table.base / 2


def test_every_step_is_five_people_of_the_largest_weight(croydon):
    told = sensitivity(croydon)
    for tables in told["questions"].values():
        for one in tables:
            assert one["step"] * one["base"] >= 100 * STEP * (told["largest"] - 0.1)


def test_who_was_left_out_is_not_in_it(croydon):
    some = np.zeros(croydon.extract.respondents, bool)
    some[:60] = True
    left = replace(croydon.extract, excluded=some).counted()
    assert sensitivity(replace(croydon, counted=left)) != sensitivity(croydon)
    assert sensitivity(replace(croydon, counted=left)) == sensitivity(replace(croydon, counted=left, extract=left))
