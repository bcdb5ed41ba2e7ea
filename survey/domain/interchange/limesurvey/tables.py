"""The tables of an XML file (.lss, .lsg, .lsq) → a survey. Old versions repeat a row for every language; new
ones have the texts in tables of their own, whose names end in “l10ns”.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from survey.domain.interchange.limesurvey.model import LimeGroup, LimeQuestion, LimeSurvey, Part
from survey.domain.interchange.result import Refused
from survey.domain.wording import say

Row = Mapping[str, str]
Tables = Mapping[str, Sequence[Row]]
ROOT = "LimeSurveyDocType"
_SURVEY = ("surveys", "surveys_languagesettings", "groups", "group_l10ns")
_QUESTIONS = ("questions", "subquestions", "question_l10ns", "question_attributes", "conditions")
_ANSWERS = ("answers", "answer_l10ns", "defaultvalues", "defaultvalue_l10ns")
_READ = frozenset((*_SURVEY, *_QUESTIONS, *_ANSWERS))
# How it looks and who gave it: nothing that anybody asks.
_ABOUT = frozenset(("themes", "themes_inherited", "plugin_settings", "survey_themes"))
MOST_ROWS = 200_000
MOST_QUESTIONS = 5_000
TOO_LONG = say(
    "The survey has more than {most} questions, far more than anybody would answer.",
    most=f"{MOST_QUESTIONS:,}",
)
TOO_MANY_LINES = say(
    "The file has more than {most} lines, far more than a questionnaire needs.", most=f"{MOST_ROWS:,}"
)
# What a question is filled in with, where the file does not say.
A_VALUE = say("a value")
NO_QUESTIONS = say(
    "The file has no questions. Export the whole survey as “Survey structure (.lss)”, and try again."
)


def survey_of(tables: Tables) -> LimeSurvey:
    """The survey. Raises Refused where there is nothing in it."""
    if sum(len(rows) for rows in tables.values()) > MOST_ROWS:
        raise Refused(TOO_MANY_LINES)
    if not tables.get("questions"):
        raise Refused(NO_QUESTIONS)
    survey = LimeSurvey(conditions=list(tables.get("conditions", ())))
    _settings(survey, tables)
    _groups(survey, tables)
    questions = _questions(tables)
    if len(questions) > MOST_QUESTIONS:
        raise Refused(TOO_LONG)
    _subquestions(questions, tables)
    _answers(questions, tables)
    _attributes(questions, tables)
    order = {group.gid: place for place, group in enumerate(survey.groups)}
    survey.questions = sorted(questions.values(), key=lambda q: (order.get(q.gid, len(order)), q.order))
    _languages(survey)
    unread = {name: len(rows) for name, rows in tables.items() if name not in _READ | _ABOUT and rows}
    survey.other_tables = unread
    return survey


def _settings(survey: LimeSurvey, tables: Tables) -> None:
    for row in tables.get("surveys", ())[:1]:
        survey.language = row.get("language", "")
        survey.languages = [survey.language, *row.get("additional_languages", "").split()]
        survey.one_by_one = row.get("format") == "S"
    for row in tables.get("surveys_languagesettings", ()):
        language = row.get("surveyls_language", "")
        survey.title[language] = row.get("surveyls_title", "")
        survey.welcome[language] = row.get("surveyls_welcometext", "")
        survey.end[language] = row.get("surveyls_endtext", "")


def _languages(survey: LimeSurvey) -> None:
    """A group or a question alone says its languages only in its texts."""
    spoken = dict.fromkeys(
        language for question in survey.questions for language in question.words if language
    )
    survey.languages = [language for language in survey.languages if language] or list(spoken)
    survey.language = survey.language or ("en" if "en" in spoken else next(iter(spoken), "en"))


def _groups(survey: LimeSurvey, tables: Tables) -> None:
    found: dict[str, LimeGroup] = {}
    for row in (*tables.get("groups", ()), *tables.get("group_l10ns", ())):
        gid = row.get("gid", "")
        group = found.setdefault(gid, LimeGroup(gid, _number(row.get("group_order"))))
        group.relevance = group.relevance or row.get("grelevance", "")
        if "language" in row:
            group.words[row["language"]] = row.get("group_name", "")
            group.description[row["language"]] = row.get("description", "")
    survey.groups = sorted(found.values(), key=lambda group: group.order)


def _questions(tables: Tables) -> dict[str, LimeQuestion]:
    found: dict[str, LimeQuestion] = {}
    for row in tables.get("questions", ()):
        if row.get("parent_qid", "0") not in ("", "0"):
            continue
        qid = row.get("qid", "")
        if qid not in found:
            found[qid] = _question(qid, row)
        _say(found[qid], row)
    for row in tables.get("question_l10ns", ()):
        if row.get("qid", "") in found:
            _say(found[row["qid"]], row)
    return found


def _question(qid: str, row: Row) -> LimeQuestion:
    return LimeQuestion(
        qid,
        row.get("gid", ""),
        row.get("type", ""),
        row.get("title", ""),
        _number(row.get("question_order")),
        mandatory=row.get("mandatory", "N"),
        other=row.get("other") == "Y",
        relevance=row.get("relevance", ""),
        pattern=row.get("preg", ""),
    )


def _say(question: LimeQuestion, row: Row) -> None:
    if "language" in row:
        question.words[row["language"]] = row.get("question", "")
        question.help[row["language"]] = row.get("help", "")


def _subquestions(questions: dict[str, LimeQuestion], tables: Tables) -> None:
    parts: dict[str, Part] = {}
    within = [row for row in tables.get("questions", ()) if row.get("parent_qid", "0") not in ("", "0")]
    for row in (*tables.get("subquestions", ()), *within):
        parent, qid = questions.get(row.get("parent_qid", "")), row.get("qid", "")
        if parent is None:
            continue
        if qid not in parts:
            scale, order = _number(row.get("scale_id")), _number(row.get("question_order"))
            parts[qid] = Part(row.get("title", ""), scale, order, relevance=row.get("relevance", ""), qid=qid)
            parent.subquestions.append(parts[qid])
        if "language" in row:
            parts[qid].words[row["language"]] = row.get("question", "")
    for row in tables.get("question_l10ns", ()):
        if row.get("qid", "") in parts:
            parts[row["qid"]].words[row.get("language", "")] = row.get("question", "")
    for question in questions.values():
        question.subquestions.sort(key=lambda part: part.order)


def _answers(questions: dict[str, LimeQuestion], tables: Tables) -> None:
    words: dict[str, dict[str, str]] = {}
    for row in tables.get("answer_l10ns", ()):
        words.setdefault(row.get("aid", ""), {})[row.get("language", "")] = row.get("answer", "")
    found: dict[tuple[str, str, int], Part] = {}
    for row in tables.get("answers", ()):
        question = questions.get(row.get("qid", ""))
        if question is None:
            continue
        key = (question.qid, row.get("code", ""), _number(row.get("scale_id")))
        if key not in found:
            found[key] = Part(key[1], key[2], _number(row.get("sortorder")))
            question.answers.append(found[key])
        if "language" in row:
            found[key].words[row["language"]] = row.get("answer", "")
        found[key].words.update(words.get(row.get("aid", ""), {}))
    for question in questions.values():
        question.answers.sort(key=lambda part: part.order)


def _attributes(questions: dict[str, LimeQuestion], tables: Tables) -> None:
    for row in tables.get("question_attributes", ()):
        question = questions.get(row.get("qid", ""))
        if question is not None and row.get("value", ""):
            question.attributes[row.get("attribute", ""), row.get("language", "")] = row["value"]
    for row in tables.get("defaultvalues", ()):
        question = questions.get(row.get("qid", ""))
        if question is not None:
            question.default = question.default or row.get("defaultvalue", "") or A_VALUE


def _number(text: str | None) -> int:
    """A number of order; nothing else is expected there."""
    digits = (text or "").strip()
    return int(digits[:9]) if digits.isascii() and digits.isdigit() else 0
