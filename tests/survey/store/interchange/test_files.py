"""Files of any kind: imported, or refused quickly and in plain words; never anything else."""

import contextlib
import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from survey.domain.interchange.definitions import written
from survey.domain.interchange.result import Refused
from survey.domain.wording import Words
from survey.store.interchange.files import import_file
from survey.store.interchange.writing import xlsform
from tests.survey.domain.questionnaires.model import MODEL
from tests.survey.store.interchange import hostile

ONE_QUESTION = hostile.LSS.format(before="", text="Question?").encode()


def test_each_format_is_known_by_what_is_in_it():
    for data, name in (
        (hostile.form(), "XLSForm"),
        (xlsform(MODEL), "XLSForm of Lamppost"),
        (ONE_QUESTION, "LimeSurvey"),
        (written(MODEL).encode(), "Lamppost"),
        (("\ufeff" + written(MODEL)).encode("utf-8"), "Lamppost"),
    ):
        assert import_file(data, "file").format == name


def test_a_formula_is_the_value_that_it_had():
    formula = '<row r="3"><c r="A3" t="str"><f>"te"&amp;"xt"</f><v>text</v></c><c r="B3" t="str"><f>CMD("x")</f><v>q2</v></c></row>'
    imported = import_file(hostile.form(more=formula), "form.xlsx")
    assert [question.code for question in imported.questionnaire.questions] == ["q", "q2"]


def far(rows):
    return "".join(f'<row r="{row}"><c r="{column}{row}"><v>1</v></c></row>' for column, row in rows)


BIG = "x" * 50_000_000
# What somebody sends, and words of the answer.
REFUSED = [
    (b"", "empty"),
    (b"  \n", "empty"),
    (b"\x89PNG\r\n", "cannot be imported"),
    (b"a,b,c\n1,2,3", "cannot be imported"),
    (b'{"pages": []}', "“format” is not"),
    (b"<html><body>Survey</body></html>", "not a survey of LimeSurvey"),
    (b"<document><LimeSurveyDocType>Survey</LimeSurveyDocType></document>", "no questions"),
    (b"<document>", "damaged XML"),
    (b'<?xml version="1.0" encoding="klingon"?><a/>', "damaged XML"),
    (b"PK\x03\x04broken", "damaged or incomplete"),
    (b"\xd0\xcf\x11\xe0broken", "damaged"),
    (b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le"), "password"),
    (hostile.archive({"mimetype": "application/epub+zip"}), "no Excel workbook"),
    (hostile.xlsx("", name="Sheet1"), "no XLSForm"),
    # A zip bomb, one sheet too long, a million rows, cells far away and far to the right.
    (hostile.archive({"xl/workbook.xml": BIG, "xl/media/a.bin": BIG}), "unpacks to far more"),
    (hostile.form(more="<!--" + "x" * 27_000_000 + "-->"), "unpacks to far more"),
    (hostile.form(more=far([("A", 1_048_576)])), "below row 20,000"),
    (hostile.form(more=far([("XFD", 3)])), "right of column 1,000"),
    (hostile.form(more="<row><c><v>1</v></c></row>" * 30_000), "below row 20,000"),
    (hostile.form(more="<row r='3'>" + "<c><v>1</v></c>" * 2_000 + "</row>"), "right of column 1,000"),
    # One long text that a hundred thousand cells show.
    (
        hostile.form(more="".join(f'<row r="{row}"><c r="A{row}" t="s"><v>0</v></c></row>' for row in range(3, 20_000)), shared=f"<si><t>{'x' * 30_000}</t></si>"),
        "unpacks to far more",
    ),
    # Entities, in both kinds of file.
    (hostile.form(before=hostile.LAUGHS), "XML entities"),
    (hostile.LSS.format(before=hostile.LAUGHS, text="&a8;").encode(), "XML entities"),
    (hostile.LSS.format(before=hostile.EXTERNAL, text="&e;").encode(), "XML entities"),
    (hostile.LSS.format(before=hostile.EXTERNAL, text="&e;").encode("utf-16"), "XML entities|damaged"),
    # More lines than anybody would answer.
    (hostile.form(more="".join(f'<row r="{row}">{hostile.cell(f"A{row}", "text")}</row>' for row in range(3, 6_000))), "more than 5,000 lines"),
]


@pytest.mark.parametrize(("data", "told"), REFUSED)
def test_what_cannot_be_used_is_refused_quickly_in_plain_words(data, told):
    before = time.perf_counter()
    with pytest.raises(Refused, match=told) as refused:
        import_file(data, "file")
    assert time.perf_counter() - before < 5
    assert str(refused.value).endswith(".")
    assert isinstance(str(refused.value), Words), "a page says it in its own language"


def test_deep_nesting_is_no_danger():
    deep = hostile.LSS.format(before="", text="<b>" * 100_000 + "</b>" * 100_000).encode()
    assert import_file(deep, "deep.lss").counts["questions"] == 1


def test_an_encrypted_part_is_refused():
    data = bytearray(hostile.form())
    place = data.find(b"PK\x01\x02")
    while place >= 0:
        data[place + 8] |= 1
        place = data.find(b"PK\x01\x02", place + 1)
    with pytest.raises(Refused, match="password"):
        import_file(bytes(data), "file.xlsx")


changes = st.lists(st.tuples(st.integers(0, 10**6), st.integers(0, 255)), min_size=1, max_size=20)


def damaged(data, changes):
    found = bytearray(data)
    for place, value in changes:
        found[place % len(found)] = value
    return bytes(found)


@pytest.mark.parametrize("data", [hostile.form(), ONE_QUESTION, written(MODEL).encode(), xlsform(MODEL)], ids=["xlsx", "lss", "json", "ours"])
def test_damaged_bytes_are_imported_or_refused(data):
    @settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
    @given(changes)
    def holds(changes):
        with contextlib.suppress(Refused):
            assert import_file(damaged(data, changes), "file").counts is not None

    holds()


@given(st.binary(max_size=300))
def test_any_bytes_are_imported_or_refused(data):
    with pytest.raises(Refused):
        import_file(data, "file")
