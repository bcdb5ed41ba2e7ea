"""Texts go to a translator and come back the same, in both formats, whatever they hold; hostile files are refused."""

import csv
import io
import zipfile

import pytest
from defusedxml.ElementTree import fromstring
from hypothesis import HealthCheck, Phase, example, given, settings
from hypothesis import strategies as st

from survey.domain.interchange.result import Refused
from survey.domain.languages import language
from survey.domain.translating.files import Returned, Row, tidy
from survey.domain.translating.progress import State
from survey.domain.translating.xliff import NAMESPACE, written
from survey.store.translating.files import lines_of
from survey.store.translating.spreadsheets import workbook

QUICK = (Phase.explicit, Phase.reuse, Phase.generate)
EN, CY, AR, EASY = (language(code) for code in ("en", "cy", "ar", "en-x-easy"))
# What a form lets through: no control characters but line ends.
LETTERS = st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Co", "Cn"), include_characters="\n")
NASTY = (
    "=1+1", "ليل\nنهار", '"quoted", \'twice\'', "a & b < c > d", "{answer:area|the area}?", "x_x0041_y", "two  spaces",
    "{answer:a|b} and {answer:c|d & <e>}", "+44", "-1", "@x", "]]>", "\u200fשלום",
)  # fmt: skip
TEXTS = (st.sampled_from(NASTY) | st.text(LETTERS, min_size=1, max_size=40)).map(tidy).filter(bool)


def exported(kind, to, rows):
    if kind == "xlf":
        return written("a", (EN.code, to.code), rows).encode()
    return workbook((EN, to), rows)


@settings(max_examples=40, phases=QUICK, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.tuples(TEXTS, TEXTS), min_size=1, max_size=4), st.sampled_from(("xlf", "xlsx")))
@example([(text, text) for text in NASTY], "xlf")
@example([(text, text) for text in NASTY], "xlsx")
def test_what_goes_out_comes_back(texts, kind):
    rows = [Row(f"questionnaire/q{n}.text", "Question", s, t, State.TRANSLATED) for n, (s, t) in enumerate(texts)]
    found = lines_of(exported(kind, AR, rows), AR)
    assert found == [Returned(row.key, row.source, row.text) for row in rows]


def test_a_spreadsheet_may_come_back_as_csv_with_its_columns_moved():
    buffer = io.StringIO()
    rows = [["Translation (cy)", "Place", "Mine", "Text (en)"], ["=Dydd", "q/a", "?", "Day"], ["", "q/b", "", "Night"]]
    csv.writer(buffer, delimiter=";").writerows(rows)
    found = lines_of(buffer.getvalue().encode("utf-8-sig"), CY)
    assert found == [Returned("q/a", "Day", "=Dydd"), Returned("q/b", "Night", "")]


def test_no_cell_is_a_formula():
    with zipfile.ZipFile(io.BytesIO(workbook((EN, AR), [Row("k", "=note", "=1+1", "=2")]))) as package:
        sheet = package.read("xl/worksheets/sheet1.xml")
    assert b"<f>" not in sheet
    assert sheet.count(b't="s"') + sheet.count(b't="inlineStr"') >= 10


def test_the_structure_is_that_of_the_standard():
    rows = [
        Row("q/a", "Question: “Age”", "In {answer:area|the area}?", "Yn {answer:area|yr ardal}?", State.CHECKED),
        Row("q/b", "Answer", "Yes", "", State.OUT_OF_DATE, "Yea", "Ie"),
    ]
    root = fromstring(written("lamps", ("en", "cy"), rows))
    n = f"{{{NAMESPACE}}}"
    assert (root.tag, root.get("version")) == (f"{n}xliff", "1.2")
    (file,) = root
    needed = ("original", "source-language", "target-language", "datatype")
    assert [file.get(name) for name in needed] == ["lamps", "en", "cy", "plaintext"]
    first, second = file.find(f"{n}body")
    assert [child.tag.removeprefix(n) for child in first] == ["source", "target", "note"]
    assert first.get("approved") == "yes"
    assert first.find(f"{n}target").get("state") == "final"
    piped = first.find(f"{n}source/{n}g")
    assert (piped.get("id"), piped.get("ctype"), piped.text) == ("1", "x-answer-area", "the area")
    assert [child.tag.removeprefix(n) for child in second] == ["source", "alt-trans", "note", "note"]
    assert second.find(f"{n}alt-trans/{n}target").text == "Ie"


def test_an_earlier_answer_keeps_its_number_where_the_order_changes():
    text, other = "{answer:a|x} and {answer:b|y}", "{answer:b|Y} a {answer:a|X}"
    root = fromstring(written("lamps", ("en", "cy"), [Row("q/a", "", text, other, State.TRANSLATED)]))
    numbers = [one.get("id") for one in root.iter(f"{{{NAMESPACE}}}g")]
    assert numbers == ["1", "2", "2", "1"]


def xliff(inside, attributes='version="1.2"', space=NAMESPACE, language="cy"):
    file = f'<file original="a" source-language="en" target-language="{language}" datatype="plaintext"><body>{inside}</body></file>'
    return f'<xliff {attributes} xmlns="{space}">{file}</xliff>'.encode()


UNIT = '<trans-unit id="q/a"><source>A <g id="1" ctype="x-answer-area">b</g></source>{}</trans-unit>'
TARGETS = [
    # what a tool sends back                                                           what is read
    ('<target>C <g id="1">d</g></target>', "C {answer:area|d}"),
    ('<target>C <mrk mtype="seg" mid="0"><g id="1">d</g>!</mrk></target>', "C {answer:area|d}!"),
    ('<target state="needs-translation">A b</target>', ""),
    ("<target/>", ""),
    ("", ""),
    ("<target>C</target><alt-trans><target>Old</target></alt-trans>", "C"),
]


@pytest.mark.parametrize(("target", "read"), TARGETS)
def test_what_tools_send_back(target, read):
    assert lines_of(xliff(f"<group>{UNIT.format(target)}</group>"), CY) == [Returned("q/a", "A {answer:area|b}", read)]


BOMB = b'<!DOCTYPE x [<!ENTITY a "b"><!ENTITY c "&a;&a;">]><x>&c;</x>'
REFUSED = [
    # what it is                 file                                                  the reason names
    ("empty", b"  ", "empty"),
    ("entities", BOMB, "entities"),
    ("damaged", b"<xliff", "damaged"),
    ("other XML", b"<svg/>", "not XLIFF"),
    ("XLIFF 2", xliff("", 'version="2.1"', "urn:oasis:names:tc:xliff:document:2.0"), "1.2"),
    ("another language", xliff("", language="fr-FR"), "fr-FR"),
    ("Easy Read is no Welsh", xliff("", language="cy-x-easy"), "cy-x-easy"),
    ("deep", xliff(UNIT.format("<target>" + "<g id='2'>" * 99 + "x" + "</g>" * 99 + "</target>")), "damaged"),
    ("large", b"<xliff>" + b" " * (5 * 1024 * 1024), "5 MB"),
    ("a picture", b"\x89PNG\r\n\x1a\n\0", "cannot be read"),
    ("a table without the columns", b"a,b\n1,2\n", "columns"),
    ("a workbook that is none", b"PK\x03\x04" + b"x" * 40, "damaged"),
]


@pytest.mark.parametrize(("data", "words"), [row[1:] for row in REFUSED], ids=[row[0] for row in REFUSED])
def test_what_cannot_be_read_is_refused_in_words(data, words):
    with pytest.raises(Refused, match=words):
        lines_of(data, CY)


def test_an_agency_may_name_the_country_too():
    assert lines_of(xliff(UNIT.format(""), language="cy_GB"), CY)
    assert lines_of(xliff(UNIT.format(""), language="en-x-easy"), EASY)
