"""Scripts for statistics: every column named and labelled, and read by the programs themselves where they are."""

import csv
import io
import re
import shutil
import subprocess
from collections import Counter

import pytest
from sqlalchemy import select, update

from results import exports
from results.files.scripts import r_script, spss_script
from results.files.variables import Kind, Variable, variables
from survey.domain.questionnaires.codebook import ANSWERED
from survey.store.answering.responses import Response
from survey.store.questionnaires.versions import frozen
from tests import every_type

FILE, TITLE = "responses.csv", "Lamps. And cameras"
WRITTEN = 'He said "no",\nthen\tleft; it\'s done'
SAVE = "SAVE TRANSLATE /OUTFILE='out.csv' /TYPE=CSV /REPLACE /FIELDNAMES /CELLS=LABELS.\n"
CODES = (("yes", "Yes"), ("not-answered", "Did not answer"))


@pytest.fixture
def exported(engine, session, clock):
    """A file of responses of every type of question, its rows, and what its columns are."""
    consultation = every_type.add(session, clock.today)
    every_type.close_with(session, consultation, 60)
    codebook = frozen(session, consultation.version_id).opinion
    told = session.scalars(select(Response)).first()
    codes = bytearray(told.codes)
    codes[codebook.position["why"]] = ANSWERED
    values = {"answers": told.answers | {"why": WRITTEN}, "codes": bytes(codes)}
    session.execute(update(Response).where(Response.id == told.id).values(values))
    session.flush()
    content = b"".join(chunk for chunk, _ in exports.response_chunks(session, consultation, in_one_line=True))
    rows = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))
    return content, rows, variables(consultation, codebook)


def run(folder, exported, program, script, *arguments):
    """What the program prints."""
    content, _, _ = exported
    (folder / FILE).write_bytes(content)
    (folder / script[0]).write_text(script[1], encoding="utf-8")
    ran = subprocess.run([program, *arguments], cwd=folder, capture_output=True, text=True, check=False, timeout=120)
    assert ran.returncode == 0, ran.stdout + ran.stderr
    return ran.stdout


def counted(rows, variable):
    """How often each code of a column stands in the file."""
    return {code: sum(row[variable.name] == code for row in rows) for code, _ in variable.values}


def test_every_column_of_the_file_is_described_and_every_code_has_words(exported):
    _, rows, found = exported
    assert [variable.name for variable in found] == list(rows[0])
    assert "day.answer" in rows[0], "a question has the name of a column of our own"
    assert all(variable.label for variable in found)
    for variable in found:
        if variable.kind is Kind.CODES:
            assert {row[variable.name] for row in rows} <= {"", *dict(variable.values)}, variable.name
        elif variable.kind is Kind.NUMBER:
            assert all(row[variable.name].isdecimal() for row in rows if row[variable.name] not in ("", "not-answered"))


def test_what_somebody_wrote_stands_in_one_line(exported):
    content, rows, _ = exported
    assert content.count(b"\r\n") == len(rows) + 1 == content.count(b"\n")
    assert " ".join(WRITTEN.split()) in {row["why"] for row in rows}


@pytest.mark.skipif(shutil.which("Rscript") is None, reason="R is not installed here")
def test_r_reads_what_was_written(tmp_path, exported):
    _, rows, found = exported
    choice = next(one for one in found if one.kind is Kind.CODES and one.name == "likely")
    number = next(one for one in found if one.kind is Kind.NUMBER)
    script = r_script(found, file=FILE, title=TITLE) + f"""
cat(nrow(responses), ncol(responses), class(responses$day), "\\n")
cat(as.vector(table(responses[["{choice.name}"]])), "\\n")
cat(sum(responses[["{number.name}"]], na.rm = TRUE), "\\n")
cat(levels(responses[["{choice.name}"]])[1], "|", attr(responses[["{choice.name}"]], "label"), "\\n")
cat(responses[["why"]][nchar(responses[["why"]]) > 0], sep = "\\n")
"""
    said = run(tmp_path, exported, "Rscript", ("read.R", script), "--encoding=UTF-8", "read.R").splitlines()
    assert said[0].strip() == f"{len(rows)} {len(found)} Date"
    assert [int(part) for part in said[1].split()] == list(counted(rows, choice).values())
    assert int(said[2]) == sum(int(row[number.name]) for row in rows if row[number.name].isdecimal())
    assert said[3].strip() == f"{choice.values[0][1]} | {choice.label}"
    assert " ".join(WRITTEN.split()) in said


@pytest.mark.skipif(shutil.which("pspp") is None, reason="PSPP, which reads the scripts of SPSS, is not installed here")
def test_spss_reads_what_was_written(tmp_path, exported):
    _, rows, found = exported
    choice = next(one for one in found if one.name == "tie")
    script = spss_script(found, file=FILE, title=TITLE) + SAVE
    said = run(tmp_path, exported, "pspp", ("read.sps", script), "read.sps")
    assert not re.search("error|warning", said), said
    out = list(csv.DictReader(io.StringIO((tmp_path / "out.csv").read_text(encoding="utf-8"))))
    assert len(out) == len(rows)
    assert Counter(row["tie"] for row in out) == Counter(
        {dict(choice.values)[code]: times for code, times in counted(rows, choice).items() if times}
    )
    assert {row["why"] for row in out} == {"", " ".join(WRITTEN.split())}
    assert sum(int(row["visits"]) for row in out if row["visits"].strip()) == sum(
        int(row["visits"]) for row in rows if row["visits"].isdecimal()
    )


@pytest.mark.parametrize(
    ("columns", "names"),
    [
        # a dash and a dot are no part of a name of SPSS
        (["main-reason", "purposes.missing"], ["main_reason", "purposes_missing"]),
        # two that become one, and two that differ in capitals alone
        (["a-b", "a.b", "A_B"], ["a_b", "a_b_2", "A_B_3"]),
        # a word of the language, a digit first, nothing that is left
        (["and", "1st", "-"], ["v_and", "v_1st", "v"]),
    ],
)
def test_spss_is_given_names_that_it_takes(columns, names):
    script = spss_script([Variable(name, "?") for name in columns], file=FILE, title=TITLE)
    assert re.findall(r"VARIABLE LABELS (\w+) ", script) == names


@pytest.mark.parametrize(
    ("label", "in_r", "in_spss"),
    [
        # quotes of both kinds and a backslash
        ('A "b" it\'s \\', '"A \\"b\\" it\'s \\\\"', "'A \"b\" it''s \\'"),
        # a line break would end the command
        ("One\n\ntwo.", '"One two."', "'One two.'"),
        # more bytes than SPSS takes are cut, and not within a letter
        ("ŵ" * 200, f'"{"ŵ" * 200}"', f"'{'ŵ' * 123}…'"),
    ],
)
def test_words_survive_their_quotes(label, in_r, in_spss):
    variable = Variable("q", label, Kind.CODES, CODES)
    assert in_r in r_script([variable], file=FILE, title=TITLE)
    assert in_spss in spss_script([variable], file=FILE, title=TITLE)


def test_two_answers_that_read_alike_stay_two_in_r():
    variable = Variable("q", "?", Kind.CODES, (("a", "Other"), ("b", "Other"), ("c", "None")))
    assert 'labels = c("Other (a)", "Other (b)", "None"))' in r_script([variable], file=FILE, title=TITLE)
