"""Small forms and surveys for tests: rows in, an import out. Every import must be sound."""

from survey.domain.interchange.assembling import assemble
from survey.domain.interchange.limesurvey.reading import read_limesurvey
from survey.domain.interchange.limesurvey.tables import survey_of
from survey.domain.interchange.xlsform.reading import read_xlsform
from survey.domain.interchange.xlsform.sheets import Sheet
from survey.domain.questionnaires.structure import problems_in_structure

COLOURS = (("colours", "red", "Red"), ("colours", "blue", "Blue"), ("colours", "none", "None"))


def sheet(name, rows):
    """Rows as dictionaries → a sheet with a line of headings."""
    columns = list(dict.fromkeys(column for row in rows for column in row))
    return Sheet(name, [columns, *([row.get(column, "") for column in columns] for row in rows)])


def form(*rows, choices=COLOURS, settings=None, name="trial"):
    """An XLSForm as it is imported."""
    options = [dict(zip(("list_name", "name", "label"), choice, strict=True)) for choice in choices]
    sheets = [sheet("survey", rows), sheet("choices", options or [{"list_name": ""}])]
    return sound(assemble(read_xlsform([*sheets, sheet("settings", [settings or {"form_title": "Trial"}])], name)))


def asked(kind, name="q", label="Question?", **columns):
    """A line that asks."""
    return {"type": kind, "name": name, "label": label, **columns}


def survey(*questions, answers=(), subquestions=(), attributes=(), **tables):
    """A LimeSurvey survey of one group as it is imported."""
    rows = [question("") | {"qid": str(place)} | given for place, given in enumerate(questions, start=1)]
    known = {row["title"]: row["qid"] for row in rows}
    tables = {
        "surveys": [{"language": "en", "additional_languages": "", "format": "G"}],
        "surveys_languagesettings": [{"surveyls_language": "en", "surveyls_title": "Trial"}],
        "groups": [{"gid": "7", "group_name": "Group", "group_order": "1", "language": "en", "description": ""}],
        "questions": rows,
        "answers": [
            {"qid": known[title], "code": code, "answer": text, "sortorder": str(place), "language": "en", "scale_id": scale}
            for place, (title, code, text, scale) in enumerate(answers)
        ],
        "subquestions": [
            {"qid": f"9{place}", "parent_qid": known[title], "title": code, "question": text, "question_order": str(place), "language": "en", "scale_id": scale, "relevance": "1"}
            for place, (title, code, text, scale) in enumerate(subquestions)
        ],
        "question_attributes": [{"qid": known[title], "attribute": name, "value": value} for title, name, value in attributes],
    } | tables
    return sound(assemble(read_limesurvey(survey_of(tables), "trial")))


def question(kind, title="Q1", text="Question?", **columns):
    """A row of the table of questions."""
    return {
        "type": kind,
        "title": title,
        "question": text,
        "parent_qid": "0",
        "gid": "7",
        "language": "en",
        "help": "",
        "other": "N",
        "mandatory": "N",
        "question_order": "1",
        "relevance": "1",
        **columns,
    }


def sound(imported):
    """The import, once it is certain that it can be used."""
    if imported.questionnaire is not None:
        assert list(problems_in_structure(imported.questionnaire)) == []
    assert sum(imported.counts[name] for name in ("whole", "fallback", "none")) == imported.counts["questions"]
    for source in imported.sources:
        if source.outcome != "whole":
            told = [note for note in imported.notes if note.place == source.place]
            assert told, f"{source.name} is not whole, and nothing says why"
    return imported


def words(imported):
    """All notes as one text."""
    return "\n".join(note.words for note in imported.notes)


def pages(imported):
    """The questionnaire as [(codes of a page, its condition)]."""
    return [([question.code for question in page.questions], page.when) for page in imported.questionnaire.pages]
