"""Guesses to which option a census category belongs."""

import pytest

from survey.domain.census.matching import ages, guess
from survey.domain.census.tables import Category
from survey.domain.questionnaires.questions import Option

APART = Option("prefer-not-to-say", "Prefer not to say", apart=True)
AGES = (Option("under-16", "Under 16"), Option("16-24", "16 to 24"), Option("65-over", "65 or over"), APART)
GROUPS = (
    Option("asian", "Asian or Asian British"),
    Option("black", "Black, Black British, Caribbean or African"),
    Option("mixed", "Mixed or multiple ethnic groups"),
    Option("white", "White"),
    Option("other", "Other ethnic group"),
    APART,
)
SEXES = (Option("female", "Female"), Option("male", "Male"), APART)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Aged 15 years and under", (0, 15)),
        ("Under 16", (0, 15)),
        ("Aged 16 to 24 years", (16, 24)),
        ("65 or over", (65, 200)),
        ("Aged 85 years and over", (85, 200)),
        ("90+", (90, 200)),
        ("Aged 17 years", (17, 17)),
        ("White", None),
    ],
)
def test_ages_are_read(text, wanted):
    assert ages(text) == wanted


@pytest.mark.parametrize(
    ("label", "options", "wanted"),
    [
        ("Aged 15 years and under", AGES, "under-16"),
        ("Aged 10 to 14 years", AGES, "under-16"),
        ("Aged 85 years and over", AGES, "65-over"),
        # Half of these are older than the option: nobody can say how many.
        ("Aged 20 to 29 years", AGES, ""),
        ("All usual residents", AGES, ""),
        ("Asian, Asian British or Asian Welsh: Chinese", GROUPS, "asian"),
        # What stands before the colon decides, though “White” and “Black African” come after it.
        ("Mixed or Multiple ethnic groups: White and Black African", GROUPS, "mixed"),
        ("White: English, Welsh, Scottish, Northern Irish or British", GROUPS, "white"),
        ("Other ethnic group: Arab", GROUPS, "other"),
        ("Females", SEXES, "female"),
        ("Something else", SEXES, ""),
    ],
)
def test_a_category_is_put_to_the_option_it_belongs_to(label, options, wanted):
    assert guess(Category(label, 5), options) == wanted
