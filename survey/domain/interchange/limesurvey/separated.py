"""A tab-separated file of LimeSurvey (.txt) → a survey: a line an object, all again for each language."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping

from survey.domain.interchange.limesurvey.model import LimeGroup, LimeQuestion, LimeSurvey, Part
from survey.domain.interchange.limesurvey.tables import MOST_QUESTIONS, TOO_LONG
from survey.domain.interchange.result import Refused
from survey.domain.wording import say

BEGINNING = "class\ttype/scale\tname\trelevance\ttext"
MOST_LINES = 200_000
BROKEN = say("The tab-separated file cannot be read: a line is damaged. Export it again from LimeSurvey.")
NO_QUESTIONS = say("The file has no questions.")
TOO_MANY_LINES = say("The file has more than {most} lines.", most=f"{MOST_LINES:,}")
# Columns with a meaning of their own; all others are attributes.
_WORDS = ("text", "help", "language")
_PLAIN = ("class", "type/scale", "name", "relevance", "validation", "mandatory", "other", "default")
_COLUMNS = frozenset((*_WORDS, *_PLAIN, "same_default", "id", "related_id"))
Row = Mapping[str, str]


def survey_of_lines(text: str) -> LimeSurvey:
    """The survey. Raises Refused."""
    reader = _Reader()
    for row in _rows(text):
        reader.take(row)
    if len(reader.survey.questions) > MOST_QUESTIONS:
        raise Refused(TOO_LONG)
    if not reader.survey.questions:
        raise Refused(NO_QUESTIONS)
    return reader.survey


def _rows(text: str) -> Iterator[Row]:
    try:
        lines = csv.reader(io.StringIO(text, newline=""), delimiter="\t")
        names = [name.strip() for name in next(lines, [])]
        for number, cells in enumerate(lines):
            if number > MOST_LINES:
                raise Refused(TOO_MANY_LINES)
            yield dict(zip(names, cells, strict=False))
    except csv.Error as error:
        raise Refused(BROKEN) from error


class _Reader:
    """Keeps in mind to which group and question a line belongs."""

    def __init__(self) -> None:
        self.survey = LimeSurvey()
        self._groups_by_language: dict[str, int] = {}
        self._questions: dict[str, LimeQuestion] = {}
        self._parts: dict[tuple[str, str, str, int], Part] = {}
        self._question: LimeQuestion | None = None
        self._group: LimeGroup | None = None

    def take(self, row: Row) -> None:
        take = {
            "S": self._setting,
            "SL": self._setting,
            "G": self._take_group,
            "Q": self._take_question,
            "SQ": self._subquestion,
            "A": self._answer,
        }.get(row.get("class", "").strip())
        if take:
            take(row)
        elif row.get("class", "").strip():
            name = say("lines “{name}”", name=row["class"].strip()[:20])
            self.survey.other_tables[name] = self.survey.other_tables.get(name, 0) + 1

    def _setting(self, row: Row) -> None:
        name, text, language = row.get("name", ""), row.get("text", ""), row.get("language", "")
        survey = self.survey
        if name == "language":
            survey.language = text
            survey.languages = [text, *survey.languages]
        elif name == "additional_languages":
            survey.languages = [*survey.languages, *text.replace(chr(34), " ").split()]
        elif name == "format":
            survey.one_by_one = text == "S"
        texts = {
            "surveyls_title": survey.title,
            "surveyls_welcometext": survey.welcome,
            "surveyls_endtext": survey.end,
        }
        if name in texts:
            texts[name][language] = text

    def _take_group(self, row: Row) -> None:
        language = row.get("language", "")
        place = self._groups_by_language.get(language, 0)
        self._groups_by_language[language] = place + 1
        if place == len(self.survey.groups):
            self.survey.groups.append(LimeGroup(str(place), place, relevance=row.get("relevance", "")))
        self._group = self.survey.groups[place]
        self._group.words[language] = row.get("name", "")
        self._group.description[language] = row.get("text", "")

    def _take_question(self, row: Row) -> None:
        name, language = row.get("name", ""), row.get("language", "")
        if name not in self._questions:
            gid = self._group.gid if self._group else ""
            self._questions[name] = _question(row, gid, len(self._questions))
            self.survey.questions.append(self._questions[name])
        self._question = self._questions[name]
        self._question.words[language] = row.get("text", "")
        self._question.help[language] = row.get("help", "")
        for column, value in row.items():
            if column and column not in _COLUMNS and value:
                self._question.attributes[column, language] = value

    def _subquestion(self, row: Row) -> None:
        if self._question is not None:
            self._part(self._question.subquestions, row)

    def _answer(self, row: Row) -> None:
        if self._question is not None:
            self._part(self._question.answers, row)

    def _part(self, parts: list[Part], row: Row) -> None:
        code, scale = row.get("name", ""), 1 if row.get("type/scale", "").strip() == "1" else 0
        key = (self._question.qid if self._question else "", row.get("class", ""), code, scale)
        if key not in self._parts:
            self._parts[key] = Part(code, scale, len(parts), relevance=row.get("relevance", ""))
            parts.append(self._parts[key])
        self._parts[key].words[row.get("language", "")] = row.get("text", "")


def _question(row: Row, gid: str, order: int) -> LimeQuestion:
    return LimeQuestion(
        row.get("name", ""),
        gid,
        row.get("type/scale", ""),
        row.get("name", ""),
        order,
        mandatory=row.get("mandatory", "") or "N",
        other=row.get("other") == "Y",
        relevance=row.get("relevance", ""),
        pattern=row.get("validation", ""),
        default=row.get("default", ""),
    )
