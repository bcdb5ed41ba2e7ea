"""Postcodes as people type them, and look-ups as ONS has published them through the years."""

import random
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from survey.domain import postcodes
from survey.domain.postcodes import (
    Kind,
    LookupProblem,
    Place,
    PostcodeProblem,
    Tally,
    in_our_words,
    month_in,
    normalised,
    product_in,
    read_lookup,
)
from survey.domain.wording import Catalogue

REAL = Path(__file__).parents[4] / "shared" / "inputs" / "postcodes"

TYPED = [
    ("W1F 0TH", "W1F0TH"), ("w1f0th", "W1F0TH"), ("W1F 0TH ", "W1F0TH"), ("w1 f0 th", "W1F0TH"),
    ("Ｗ１Ｆ　０ＴＨ", "W1F0TH"),  # full width
    ("W1F-0TH", "W1F0TH"), ("W1F\u00a00TH.", "W1F0TH"),
    ("CR0 1UB", "CR01UB"), ("M1 1AE", "M11AE"), ("EC1A 1BB", "EC1A1BB"), ("B33 8TH", "B338TH"),
]  # fmt: skip
NOT_TYPED = [
    ("", postcodes.EMPTY), ("  ", postcodes.EMPTY), ("-", postcodes.EMPTY),
    ("W1F", postcodes.PARTIAL), ("CR0", postcodes.PARTIAL), ("W1F 0", postcodes.PARTIAL), ("W1F 0T", postcodes.PARTIAL),
    ("PO Box 123", postcodes.BOX), ("P.O. BOX 9, W1A 1AA", postcodes.BOX),
    ("Wardour Street", postcodes.NO_POSTCODE), ("W1F OTH", postcodes.NO_POSTCODE),  # the letter O is not guessed away
    ("12345", postcodes.NO_POSTCODE), ("W1F 0TH extra", postcodes.NO_POSTCODE), ("W1F0TH" + " " * 60, postcodes.NO_POSTCODE),
    ("%' OR 1=1", postcodes.NO_POSTCODE),
]  # fmt: skip


@pytest.mark.parametrize(("typed", "expected"), TYPED)
def test_one_form_however_it_is_typed(typed, expected):
    assert normalised(typed) == expected


@pytest.mark.parametrize(("typed", "said"), NOT_TYPED)
def test_what_is_no_postcode_is_told_why(typed, said):
    with pytest.raises(PostcodeProblem) as problem:
        normalised(typed)
    assert str(problem.value) == said


@given(st.text(max_size=60))
def test_no_message_repeats_what_was_typed(typed):
    try:
        found = normalised(typed)
    except PostcodeProblem as problem:
        repeated = str(problem)
        assert repeated in (postcodes.EMPTY, postcodes.PARTIAL, postcodes.BOX, postcodes.NO_POSTCODE)
        assert problem.__context__ is None  # noqa: PT017 - nothing behind it could be logged
    else:
        assert found.isalnum()


def read(text):
    tally = Tally()
    return list(read_lookup(text.splitlines(keepends=True), tally)), tally


HEADERS = [
    ("pcd,pcd2,pcds,doterm,laua,ward", 'W1F0TH,W1F 0TH,W1F 0TH,,E09000033,E05013808', "NSPL to 2021"),
    ("pcd,doterm,oslaua,osward", '"W1F 0TH","","E09000033","E05013808"', "ONSPD to 2024"),
    ("PCDS,DOTERM,OSLAUA,OSWARD", "W1F 0TH,,E09000033,E05013808", "in capitals"),
    ("pcd7,pcd8,pcds,dointr,doterm,lad23cd,wd23cd", "W1F 0TH,W1F  0TH,W1F 0TH,198001,,E09000033,E05013808", "since 2023"),
    ("pcds,doterm,lad25cd,wd25cd,lad21cd,wd21cd", "W1F 0TH,,E09000033,E05013808,E09000033,E05000649", "the newest of two years"),
    ("\ufeffpcds,lad25cd,wd25cd", "w1f 0th,E09000033,E05013808", "with a byte order mark, without an ending"),
    ("Postcode,Ward,Laua", "W1F 0TH,E05013808,E09000033", "made by others"),
]  # fmt: skip


@pytest.mark.parametrize(("header", "row", "when"), HEADERS)
def test_the_columns_of_every_year(header, row, when):
    found, tally = read(f"{header}\n{row}\n")
    assert found == [Place("W1F0TH", "E05013808", "E09000033", in_use=True)], when
    assert tally[Kind.KEPT] == 1


def test_an_ended_postcode_and_one_without_a_ward():
    found, tally = read(
        "pcds,doterm,laua,ward\nW1F 0TH,200402,E09000033,E05013808\nIM1 1AA,,M99999999,M99999999\nW1F 9ZZ,,,\n"
    )
    assert [place.in_use for place in found] == [False]
    assert tally[Kind.WITHOUT_WARD] == 2


REFUSED = [
    ("", "The file is empty."),
    ("\n\n", "The file is empty."),
    ("name,age\nA,3\n", "The file has no column of postcodes"),
    ("pcds,laua\nW1F 0TH,E09000033\n", "The file has no column of ward codes"),
    ("pcds,ward\nW1F 0TH,E05013808\n", "The file has no column of council codes"),
    ("pcds,laua,ward\n", "The file has headings and no rows."),
    ("pcds,laua,ward\nx,y,z\n", "1 of 1 rows hold no postcode"),
    ('pcds,laua,ward\n"W1F 0TH"x,"E09000033\n', "Row 2 is damaged."),
]


@pytest.mark.parametrize(("text", "said"), REFUSED)
def test_a_file_that_cannot_be_used(text, said):
    with pytest.raises(LookupProblem, match=said.replace("(", r"\(")):
        read(text)


def test_a_few_bad_rows_do_no_harm():
    rows = ["W1F 0TH,E09000033,E05013808"] * 40 + ["x"]
    found, tally = read("pcds,laua,ward\n" + "\n".join(rows))
    assert (len(found), tally[Kind.UNREADABLE], tally.rows) == (40, 1, 41)


def real(name):
    if not REAL.is_dir():
        pytest.skip("the real look-ups are not here")
    return (REAL / name).read_text(encoding="utf-8-sig")


REAL_FILES = [
    ("NSPL_NOV_2021_extract_WC1N_WC2N.csv", 1064, 640),
    ("ONSPD_JUN_2023_UK_AB.csv", 6, None),
    ("ONSPD_aug2024_test_rows_AB1.csv", 4, None),
]


@pytest.mark.parametrize(("name", "rows", "ended"), REAL_FILES)
def test_real_files(name, rows, ended):
    found, tally = read(real(name))
    assert tally.rows in (rows, rows - 1)  # one file's last line has no end
    assert tally[Kind.UNREADABLE] == 0
    assert ended is None or sum(not place.in_use for place in found) == ended


@settings(deadline=None, max_examples=60)
@given(st.integers(0, 2**32), st.sampled_from([name for name, *_ in REAL_FILES]))
def test_damaged_copies_are_read_or_refused_and_nothing_else(seed, name):
    rng = random.Random(seed)
    text = list(real(name)[:4000])
    for _ in range(rng.randint(1, 30)):
        text[rng.randrange(len(text))] = chr(rng.randrange(0x250))
    with suppress(LookupProblem):
        read("".join(text[: rng.randrange(len(text))]))


@given(st.text(max_size=300))
def test_any_text_is_read_or_refused(text):
    with suppress(LookupProblem):
        read(text)
    with suppress(LookupProblem):
        read("pcds,laua,ward\n" + text)


@pytest.mark.parametrize(
    ("name", "month", "product"),
    [
        ("ONSPD_FEB_2024_UK.csv", "February 2024", "ONS Postcode Directory"),
        ("NSPL_NOV_2021_extract_WC1N_WC2N.csv", "November 2021", "National Statistics Postcode Lookup"),
        ("ONSPD_aug2024_test_rows_AB1.csv", "August 2024", "ONS Postcode Directory"),
        ("lookup.csv", "", "Postcode look-up"),
    ],
)
def test_what_a_files_name_tells(name, month, product):
    assert (month_in(name), product_in(name)) == (month, product)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("February 2024", "Chwefror 2024"),
        ("Postcode look-up", "Rhestr codau post"),
        ("February, I think", "February, I think"),
        ("ONS Postcode Directory", "ONS Postcode Directory"),
    ],
)
def test_only_our_own_words_are_said_in_another_language(text, said):
    texts = {"February": ("Chwefror",), "Postcode look-up": ("Rhestr codau post",)}
    assert in_our_words(text) == text
    assert Catalogue("cy", texts).said(in_our_words(text)) == said
