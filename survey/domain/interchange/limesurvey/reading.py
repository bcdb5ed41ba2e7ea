"""A LimeSurvey survey → the drafts of a questionnaire, group by group."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace

from survey.domain.interchange.codes import Codes
from survey.domain.interchange.drafts import NO_CONDITION, UNTITLED, Container, Draft, Form
from survey.domain.interchange.expressions.parsing import Unreadable
from survey.domain.interchange.expressions.tree import Tree
from survey.domain.interchange.limesurvey import arrays, choosing, entering
from survey.domain.interchange.limesurvey.asked import LimeAsked
from survey.domain.interchange.limesurvey.left_out import left_out
from survey.domain.interchange.limesurvey.model import LimeGroup, LimeQuestion, LimeSurvey
from survey.domain.interchange.limesurvey.relevance import Relevance
from survey.domain.interchange.limesurvey.words import Words
from survey.domain.interchange.reader_texts import reader_text
from survey.domain.interchange.result import Outcome
from survey.domain.interchange.texts import Text
from survey.domain.questionnaires.structure import RESERVED_QUESTIONS
from survey.domain.wording import message, say, say_many

NO_CONDITIONS = message("Its conditions are left out, since {why}, so it is asked more often.")
WELCOME = message("A questionnaire has none; the pages of the consultation say it: {text}")
LOOKS = say("How questions look (columns, widths, sliders, tips) is not taken over.")
NO_TYPE = message("The type “{type}” is not known here.")
LANGUAGE = say("It changes the language; here every page offers the languages by itself.")
FILES = say("Here nobody is asked for a file: it can show who made it.")


def read_limesurvey(survey: LimeSurvey, name: str) -> Form:
    """Everything that the survey asks and says."""
    return _Reader(survey, name).form()


class _Reader:
    """Reads one survey."""

    def __init__(self, survey: LimeSurvey, name: str) -> None:
        self._survey = survey
        self._name = name
        self._words = Words(survey.language, survey.languages)
        self._relevance = Relevance(survey)
        self._codes = Codes(RESERVED_QUESTIONS)
        self._drafts: list[Draft] = []
        self._old = _by_question(survey)

    def form(self) -> Form:
        groups = {group.gid: group for group in self._survey.groups}
        told: set[str] = set()
        for question in self._survey.questions:
            group = groups.get(question.gid) or LimeGroup("")
            if group.gid not in told:
                told.add(group.gid)
                self._describe(group)
            self._take(question, group)
        title = self._words(self._survey.title)
        return Form(
            format="LimeSurvey",
            name=self._name if not title.own else title.own,
            title=title or Text(UNTITLED),
            language=self._words.own,
            languages=tuple(self._survey.languages),
            drafts=self._drafts,
            formulas=self._formulas(),
            remarks=list(self._remarks()),
        )

    def _container(self, group: LimeGroup) -> Container:
        name = self._words(group.words)
        key = name.own or "questions"
        page = "" if self._survey.one_by_one else f"{key} {group.gid}"
        return Container(key, name, page, name if page else Text())

    def _describe(self, group: LimeGroup) -> None:
        """What stands above the questions of a group."""
        place = say("group {number}", number=group.order + 1)
        draft = Draft(place, "description", self._container(group), counted=False)
        words = self._words(group.description, draft)
        if words:
            self._drafts.append(draft)
            self._add_conditions(draft, group.relevance)
            self._show(draft, words, self._codes.give(f"about-{draft.container.section}", otherwise="about"))

    def _show(self, draft: Draft, words: Text, code: str) -> None:
        heading = draft.container.title or Text(UNTITLED)
        shown, texts = reader_text(code, words, Text(), heading=heading)
        draft.questions.append(shown)
        draft.texts.update(texts)

    def _take(self, source: LimeQuestion, group: LimeGroup) -> None:
        draft = Draft(say("question {name}", name=source.title), source.title, self._container(group))
        self._drafts.append(draft)
        if source.get("hidden") == "1" or source.type == "*":
            draft.none(_why_not_asked(source))
            return
        text = self._words(source.words, draft)
        if not text:
            draft.fallback(say("It has no words; its code stands there instead."))
        code = self._codes.give(source.title, otherwise="question")
        asked = LimeAsked(source, draft, code, text or Text(source.title), self._words, self._codes)
        self._conditions(draft, source, group)
        self._build(asked)
        if draft.questions:
            self._finish(asked)

    def _build(self, asked: LimeAsked) -> None:
        if asked.source.type == "X":
            self._show(asked.draft, asked.text, asked.code)
        elif asked.source.type in NOT_ASKED:
            asked.draft.none(NOT_ASKED[asked.source.type])
        elif asked.source.type in BUILDERS:
            BUILDERS[asked.source.type](asked)
        else:
            asked.draft.none(say(NO_TYPE, type=asked.source.type))

    def _finish(self, asked: LimeAsked) -> None:
        """With its help, and with notes about what is left out."""
        draft = asked.draft
        hint = self._words(asked.source.help, draft)
        first = draft.questions[0]
        # The ends of a slider stand there already.
        hint = hint.joined(draft.texts.get(f"{first.code}.hint", Text()))
        draft.questions[0] = replace(first, hint=hint.own)
        draft.texts[f"{first.code}.hint"] = hint
        draft.title = asked.text
        for words in left_out(asked.source):
            draft.fallback(words)

    def _conditions(self, draft: Draft, source: LimeQuestion, group: LimeGroup) -> None:
        self._add_conditions(draft, group.relevance)
        self._add_conditions(draft, source.relevance)
        rows = self._old.get(source.qid, []) if not source.relevance.strip() else []
        try:
            tree = self._relevance.old_conditions(rows)
            if tree is not None:
                draft.conditions.append(tree)
        except Unreadable as error:
            draft.fallback(say(NO_CONDITIONS, why=str(error)))

    def _add_conditions(self, draft: Draft, written: str) -> None:
        try:
            tree = self._relevance.tree(written)
        except Unreadable as error:
            draft.fallback(say(NO_CONDITION, why=str(error), condition=written))
            return
        if tree is not None:
            draft.written.append(written.strip())
            draft.conditions.append(tree)

    def _formulas(self) -> dict[str, Tree]:
        """What the survey works out, by name."""
        found = {}
        for question in self._survey.questions:
            try:
                tree = self._relevance.tree(_equation(question)) if question.type == "*" else None
            except Unreadable:
                tree = None
            if tree is not None:
                found[question.title] = tree
        return found

    def _remarks(self) -> Iterator[tuple[str, Outcome, str]]:
        for what, words in (
            (say("welcome text"), self._survey.welcome),
            (say("end text"), self._survey.end),
        ):
            text = self._words(words)
            if text:
                yield what, Outcome.NONE, say(WELCOME, text=text.own)
        for name, number in self._survey.other_tables.items():
            words = say_many(
                "The {count} entry of “{name}” has no counterpart here.",
                "The {count} entries of “{name}” have no counterpart here.",
                number,
                name=name,
            )
            yield name, Outcome.NONE, words
        yield say("survey"), Outcome.NONE, LOOKS


def _by_question(survey: LimeSurvey) -> dict[str, list[Mapping[str, str]]]:
    found: dict[str, list[Mapping[str, str]]] = {}
    for row in survey.conditions:
        found.setdefault(row.get("qid", ""), []).append(row)
    return found


def _equation(question: LimeQuestion) -> str:
    """What an equation works out: the words between its braces, where these are all that it says."""
    written = (question.get("equation") or next(iter(question.words.values()), "")).strip()
    inside = written.removeprefix("{").removesuffix("}")
    return inside if written.startswith("{") and "{" not in inside and "<" not in written else ""


def _why_not_asked(source: LimeQuestion) -> str:
    if source.type == "*":
        written = source.get("equation") or next(iter(source.words.values()), "")
        formula = written.strip()
        return say("The program works it out, and nobody is asked: {formula}", formula=formula)
    return say("It is hidden: the program fills it, and nobody is asked.")


NOT_ASKED: Mapping[str, str] = {"I": LANGUAGE, "|": FILES}
BUILDERS: Mapping[str, Callable[[LimeAsked], None]] = {
    "L": choosing.one,
    "!": choosing.one,
    "O": choosing.with_comment,
    "5": choosing.five_points,
    "G": choosing.gender,
    "Y": choosing.yes_no,
    "M": choosing.several,
    "P": choosing.several,
    "R": choosing.ranking,
    "N": entering.numeric,
    "K": entering.several_numbers,
    "S": entering.short,
    "T": entering.long,
    "U": entering.long,
    "Q": entering.several_texts,
    "D": entering.day,
    **dict.fromkeys(("A", "B", "C", "E", "F", "H"), arrays.one_scale),
    "1": arrays.two_scales,
    ":": arrays.numbers,
    ";": arrays.texts,
}
