"""What the pack says, in which order, and what it never says."""

import re
from dataclasses import replace
from itertools import pairwise

import pytest

from results.files import readme
from results.files.document import Heading, Paragraph, Picture, Points, Style, Table, language_of
from results.files.pack import cannot_conclude, pack
from results.sensitivity import FEW
from survey.domain.consultations import Rules
from survey.domain.translating.texts import left
from survey.domain.wording import SOURCE, Catalogue
from tests.results.files.made import (
    CHECKSUM,
    ENGLISH,
    THEMES,
    TOLD,
    WELSH,
    consultation,
    material,
    release,
    with_parts,
)

WEIGHTED = {
    "withheld": "",
    "left_out": None,
    "effective": 210,
    "effect": 1.3,
    "largest": 2.1,
    "targets": [{"code": "sex", "source": "Census 2021", "date": "2021", "groups": [{"options": ["f"], "share": 52}]}],
    "unused": [],
    "questions": {"heard": [{"part": None, "options": ["lot", "some", "pns"], "percents": [48, 40, None], "base": 350, "step": 4}]},
}


def packed(made, language=ENGLISH, catalogue=SOURCE):
    return pack(made, language, catalogue)


def told(block):
    """The words of a block."""
    if isinstance(block, Table):
        return " ".join([block.caption, *block.header, *(cell for row in block.rows for cell in row)])
    if isinstance(block, Picture):
        return block.alt
    return " ".join(block.texts) if isinstance(block, Points) else block.text


def text_of(document):
    return "\n".join(told(block) for block in document.blocks)


@pytest.fixture(scope="module")
def document():
    return packed(material())


def parts(document):
    """The blocks of each part, by its heading of level 1."""
    found = {}
    for block in document.blocks:
        if isinstance(block, Heading) and block.level == 1:
            found[block.text] = own = []
        own.append(block)
    return found


def test_it_begins_with_one_sentence_its_base_and_what_may_not_be_concluded(document):
    summary = parts(document)["Summary"]
    (finding,) = (one.text for one in summary if isinstance(one, Paragraph) and one.style == "lead")
    assert finding == "45% support and 37% oppose; 10% neither; 8% don’t know (base: 401 who answered)."
    assert sum(isinstance(block, Picture) for block in summary) == 1
    said = " ".join(told(block) for block in summary)
    assert "Responses counted: 401" in said
    assert "no margin of error can be given" in said
    assert said.index("45% support") < said.index("What cannot be concluded") < said.index("The decision.")
    assert "Besides the questionnaire came: 3 letters" in said


@pytest.mark.parametrize(
    ("samples", "characteristics", "drawn"),
    [
        # None was announced; one was; one was, and answers were not counted by invitation.
        ({}, ["sex", "stratum"], False),
        ({"letters": {"population": 9000, "how": "Every tenth address."}}, ["sex", "stratum"], True),
        ({"letters": {"population": 9000, "how": "Every tenth address."}}, ["sex", "channel"], False),
    ],
)
def test_that_nobody_was_drawn_at_random_is_said_where_it_is_so(samples, characteristics, drawn):
    rules = Rules(("sex",), strata={"letters": "Letters"}, samples=samples).dump()
    asked, counted = consultation(rules=rules), release()
    counted.characteristics = characteristics
    said = " ".join((*cannot_conclude(asked, counted), *readme.cannot_conclude(asked, counted)))
    assert said.count("Nobody was drawn at random") == (0 if drawn else 2)
    assert said.count("Only the random sample has ranges") == (2 if drawn else 0)


def test_a_pack_of_an_earlier_edition_begins_with_what_took_its_place():
    told = replace(TOLD, replaced="Edition 2 has taken its place.")
    blocks = pack(material(told), ENGLISH, SOURCE).blocks
    assert blocks[1] == Paragraph("Edition 2 has taken its place.", Style.NOTE)


def test_the_parts_come_in_order_and_headings_skip_no_level(document):
    assert list(parts(document)) == [
        "Summary",
        "How it was done",
        "Who answered",
        "What people answered",
        "Equality",
        "The main question by group",
        "What was left out, and why",
        "Log of this consultation",
        "Check the count",
    ]
    levels = [block.level for block in document.blocks if isinstance(block, Heading)]
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_every_question_has_its_chart_and_its_table(document):
    answers = parts(document)["What people answered"]
    titles = [block.text for block in answers if isinstance(block, Heading) and block.level == 3]
    assert len(titles) == 6
    captions = [block.caption for block in answers if isinstance(block, Table)]
    # One is answered in words, and one by too few people.
    assert captions == [title for title in titles if not title.startswith(("Why", "Did you see"))]
    assert sum(isinstance(block, Picture) for block in answers) == len(captions)
    said = " ".join(told(block) for block in answers)
    assert "Answered in people’s own words." in said
    assert "Fewer than 50 people answered, so these figures are not shown." in said


def test_who_answered_stands_beside_the_census(document):
    (table,) = (block for block in parts(document)["Who answered"] if isinstance(block, Table) and "Census" in block.header)
    assert table.rows[0] == ("Female", "210", "56%", "52%", "none")
    assert table.rows[-1][:3] == ("Prefer not to say", "15", "not in the shares")


def test_the_equality_section_compares_published_figures(document):
    equality = parts(document)["Equality"]
    (table,) = (block for block in equality if isinstance(block, Table))
    # Exactly, 60 of 213 strongly support; the group of 17 is not shown.
    assert [row[0] for row in table.rows] == ["Female", "Male"]
    assert table.rows[0][1] == "29%"
    said = " ".join(told(block) for block in equality)
    assert "What is your religion? About 300 people answered." in said
    assert "Not shown, because fewer than 50 answered: Prefer not to say." in said
    assert "How much had you heard? The share answering" in said


def test_it_never_speaks_of_significance_but_to_deny_it(document):
    denied = re.sub(r"no (difference can be called significant|margin of error)", "", text_of(document))
    assert not re.search(r"significan|margin of error|confidence interval|net support|residents think", denied)


def test_integrity_the_log_and_the_checksum_close_it(document):
    found = parts(document)
    (rules,) = (block for block in found["What was left out, and why"] if isinstance(block, Table))
    assert rules.rows == (("The same long text", "fewer than 10", "2"),)
    (log,) = (block for block in found["Log of this consultation"] if isinstance(block, Table))
    assert log.rows[0] == ("1 September 2026", "It opened.")
    assert CHECKSUM in [told(block) for block in found["Check the count"]]
    without = text_of(packed(material(replace(TOLD, rules=()))))
    assert "The council chose no such rule for this consultation." in without


def test_themes_and_quotes_where_a_release_has_them(document):
    assert "In people’s own words" not in parts(document)
    own = parts(packed(with_parts(themes=THEMES)))["In people’s own words"]
    (table,) = (block for block in own if isinstance(block, Table))
    assert table.rows == (
        ("Cost", "What it costs.", "100%", "160"),
        ("None of these themes", "Coded, and about none of them", "not shown", "fewer than 10"),
    )
    assert "“Ask [taken out: a name] what it costs.”" in [told(block) for block in own]
    assert "they mostly agreed" in " ".join(told(block) for block in own)


@pytest.mark.parametrize(
    ("part", "said", "unsaid"),
    [
        (WEIGHTED, ("Effective base: about 210.", "Female 52%", "48%", "under 4%", "not a result"), "It is not shown"),
        ({**WEIGHTED, "withheld": FEW}, ("would rest on too few people",), "Effective base"),
    ],
)
def test_the_sensitivity_check_stands_apart(part, said, unsaid):
    own = parts(packed(with_parts(sensitivity=part)))["A check: weighted to the census"]
    text = " ".join(told(block) for block in own)
    assert all(words in text for words in said)
    assert unsaid not in text


def test_a_group_of_texts_that_is_too_small_gives_its_name_alone():
    hidden = THEMES["why"]["table"] | {"base": None, "not_answered": None, "not_asked": None, "cells": [[None, None]] * 2}
    group = {"number": 1, "name": "Stop the cameras", "matching": hidden, "headline": None, "text": None, "language": "en"}
    own = parts(packed(with_parts(campaigns={"found": 1, "waiting": 0, "groups": [group]})))["Texts that many people sent"]
    text = " ".join(told(block) for block in own)
    assert "1 group was confirmed." in text
    assert "Stop the cameras Fewer than 50 people answered" in text


def test_a_text_that_many_sent_is_printed_without_what_was_taken_out():
    shown = THEMES["why"]["table"]
    pieces = ["I object to ", " in our high street."]
    group = {"number": 1, "name": "", "matching": shown, "headline": None, "text": pieces, "language": "en"}
    text = text_of(packed(with_parts(campaigns={"found": 1, "waiting": 0, "groups": [group]})))
    assert "“I object to […] in our high street.”" in text
    assert "['" not in text


def test_themes_by_a_characteristic_are_not_printed_whatever_a_release_holds():
    sex = THEMES["why"] | {"question": "sex"}
    told_of = packed(with_parts(themes={"why": THEMES["why"], "sex.other": sex}))
    assert text_of(told_of).count("what it costs.”") == 1
    assert "In people’s own words" not in parts(packed(with_parts(themes={"sex.other": sex})))


def test_it_is_in_the_language_of_the_page_and_marks_what_is_not():
    catalogue = Catalogue("cy", {"Summary": ("Crynodeb",), "Percent": ("Canran",)})
    made = packed(material(title=left("Lamps and cameras", "en")), WELSH, catalogue)
    assert made.code == "cy"
    assert next(iter(parts(made))) == "Crynodeb"
    assert any(block.header[1] == "Canran" for block in made.blocks if isinstance(block, Table))
    asked = replace(material(), consultation=replace_summary(left("In English", "en")))
    marked = [block for block in packed(asked, WELSH, catalogue).blocks if isinstance(block, Paragraph)]
    assert [language_of(block.text) for block in marked if block.text == "In English"] == ["en"]


def replace_summary(text):
    found = material().consultation
    found.summary = text
    return found
