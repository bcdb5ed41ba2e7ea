"""The commands for questionnaires from and for other programs."""

import json

import pytest

from survey.domain.questionnaires.definition import dump, load
from survey.store.interchange.writing import xlsform
from tests.survey.domain.questionnaires.model import MODEL
from tests.survey.store.interchange import hostile


@pytest.fixture
def run(app):
    """Runs a command of the group."""
    return lambda *arguments: app.test_cli_runner().invoke(args=["questionnaires", *map(str, arguments)])


@pytest.fixture
def file(tmp_path):
    """A form of one question."""
    path = tmp_path / "form.xlsx"
    path.write_bytes(hostile.form())
    return path


def test_a_report_has_a_line_a_file_and_never_breaks(run, file, tmp_path):
    other = tmp_path / "table.csv"
    other.write_text("a,b", encoding="utf-8")
    result = run("import", "--report", file, other, tmp_path / "gone.xlsx", tmp_path)
    assert result.exit_code == 0
    lines = [json.loads(line) for line in result.stdout.splitlines()]
    assert lines[0] == {"file": str(file), "format": "XLSForm", "questions": 1, "whole": 1, "fallback": 0, "none": 0, "notes": []}
    assert [set(line) for line in lines[1:]] == [{"file", "refused"}] * 3


def test_a_report_ends_with_the_totals_for_people(run, file, tmp_path):
    picture = hostile.xlsx(f'<row r="1">{hostile.cell("A1", "type")}</row><row r="2">{hostile.cell("A2", "image")}</row>')
    other = tmp_path / "picture.xlsx"
    other.write_bytes(picture)
    result = run("import", "--report", file, file, other, tmp_path / "gone.xlsx")
    assert len(result.stdout.splitlines()) == 4
    assert result.stderr == (
        "In all: 3 questions, 2 whole, 0 with a fallback, 1 not taken over (none). "
        "66.6% came over, whole or with a fallback. Files that cannot be used, and are not in these figures: 1.\n"
    )
    assert run("import", "--report", file).stderr == (
        "In all: 1 questions, 1 whole, 0 with a fallback, 0 not taken over (none). 100% came over, whole or with a fallback.\n"
    )
    assert "%" not in run("import", "--report", tmp_path / "gone.xlsx").stderr


def test_an_import_writes_our_definition(run, file, tmp_path):
    result = run("import", file)
    assert load(json.loads(result.stdout)).questions[0].text == "Question?"
    assert "1 questions: 1 whole" in result.stderr
    to = tmp_path / "ours.json"
    assert run("import", file, "--to", to).exit_code == 0
    assert json.loads(to.read_text(encoding="utf-8")) == json.loads(result.stdout)


def test_what_cannot_be_imported_says_why(run, tmp_path, file):
    picture = tmp_path / "picture.png"
    picture.write_bytes(b"\x89PNG")
    refused = run("import", picture)
    assert refused.exit_code == 1
    assert "What can" in refused.stderr
    assert "--report for several" in run("import", file, file).stderr
    picture.write_bytes(hostile.xlsx(f'<row r="1">{hostile.cell("A1", "type")}</row><row r="2">{hostile.cell("A2", "image")}</row>'))
    assert "Nothing in the file can be asked" in run("import", picture).stderr


def test_an_export_is_an_xlsform(run, tmp_path):
    ours, to = tmp_path / "ours.json", tmp_path / "form.xlsx"
    ours.write_text(json.dumps(dump(MODEL)), encoding="utf-8")
    assert run("export", ours, to).exit_code == 0
    assert run("import", to).stdout == run("import", ours).stdout
    assert len(to.read_bytes()) == pytest.approx(len(xlsform(MODEL)), abs=50)


def test_a_questionnaire_is_printed_as_plain_text(run, file):
    assert "1. Question?" in run("text", file).stdout


def test_the_schema_is_printed(run):
    assert json.loads(run("schema").stdout)["title"] == "Questionnaire of Lamppost"
