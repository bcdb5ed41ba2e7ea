"""A filled-in form as it is typed: printed codes → what a browser would have sent → answers.

Each thing to fill in on paper has one field. In the field of question 1 somebody types the number of the box,
“2”, or the whole code beside it, “1.2”; several with spaces between. A box that cannot be told is typed as
“x” and is not answered: nobody who types decides what somebody else meant. Checks are those of the web.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from survey.domain.on_paper import on_paper
from survey.domain.questionnaires.conditions import Facts
from survey.domain.questionnaires.layouts import Blank, Tick
from survey.domain.questionnaires.paths import EQUALITY, OPINION, asked_on, path, sent_on
from survey.domain.questionnaires.printing import PrintedForm, PrintedQuestion
from survey.domain.questionnaires.questions import Answer, Answers, MultipleChoice, Questionnaire
from survey.domain.questionnaires.validation import check
from survey.domain.wording import listed, say

NOT_CLEAR = "x"
Raw = dict[str, list[str]]
_BETWEEN = re.compile(r"[\s,;+]+")
_LETTERS_AND_FIGURES = re.compile(r"[^\w]+")


@dataclass(frozen=True)
class Field:
    """Something to fill in: boxes of which the numbers are typed, or a place whose words are copied."""

    code: str
    label: str
    name: str = ""
    choices: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    labels: Mapping[str, str] = field(default_factory=dict)
    lines: bool = False
    words_of: str = ""

    @property
    def is_coded(self) -> bool:
        return bool(self.choices)

    @property
    def short(self) -> dict[str, str]:
        """What may be typed, without the number of the question, and what it means."""
        return {code.removeprefix(f"{self.code}."): label for code, label in self.labels.items()}

    def chosen(self, typed: str) -> tuple[list[str], list[str]]:
        """The whole codes that were typed, and what is none."""
        found, wrong = [], []
        for token in filter(None, _BETWEEN.split(typed.strip().lower())):
            code = next((code for code in (token, f"{self.code}.{token}") if code in self.choices), "")
            if code:
                found.append(code)
            elif token != NOT_CLEAR:
                wrong.append(token)
        return list(dict.fromkeys(found)), wrong

    def echo(self, typed: str) -> str:
        """What the codes mean that were typed."""
        return "; ".join(self.labels[code] for code in self.chosen(typed)[0]) if self.is_coded else ""


@dataclass(frozen=True)
class Asked:
    """A question of the form with its fields."""

    printed: PrintedQuestion
    fields: tuple[Field, ...]

    @cached_property
    def field_of(self) -> dict[str, str]:
        """The field in which the trouble with each name is mended."""
        found: dict[str, str] = {}
        for one in self.fields:
            for name in {one.name, *(name for name, _value in one.choices.values())} - {""}:
                found.setdefault(name, one.code)
        return found


def fields_of(one: PrintedQuestion) -> tuple[Field, ...]:
    """What there is to type for a question, in the order of the paper."""
    layout, number = one.layout, str(one.number)
    found = [_of_ticks(number, "", layout.ticks)] if layout.ticks else []
    found += [_of_ticks(line.code, line.label, line.ticks) for line in layout.lines]
    found += [_of_blank(blank) for blank in layout.blanks]
    ticks = (*layout.ticks, *(tick for line in layout.lines for tick in line.ticks))
    found += [_of_words(tick, tick.words) for tick in ticks if tick.words]
    return tuple(found)


def _of_ticks(code: str, label: str, ticks: Sequence[Tick]) -> Field:
    choices = {tick.code: (tick.name, tick.value) for tick in ticks}
    return Field(code, label, choices=choices, labels={tick.code: tick.label for tick in ticks})


def _of_blank(blank: Blank) -> Field:
    if blank.meanings:
        choices = {code: (name, value) for code, name, value in blank.meanings}
        labels = {code: code.rpartition(".")[2] for code in choices}
        return Field(blank.code, blank.label, choices=choices, labels=labels)
    return Field(blank.code, blank.label, name=blank.name, lines=blank.room in ("lines", "two"))


def _of_words(tick: Tick, words: Blank) -> Field:
    return Field(words.code, words.label, name=words.name, words_of=tick.code)


def asked_on_form(form: PrintedForm) -> tuple[Asked, ...]:
    """Every question of a form with its fields."""
    return tuple(Asked(one, fields_of(one)) for one in form.questions)


@dataclass(frozen=True)
class Answered:
    """What becomes a response: answers on the path, and which questions were asked."""

    opinion: Mapping[str, Answer]
    opinion_asked: frozenset[str]
    equality: Mapping[str, Answer]
    equality_asked: frozenset[str]


@dataclass(frozen=True)
class Entered:
    """What came of what was typed: problems and remarks by field; `answered` where there is no problem."""

    answered: Answered | None
    problems: Mapping[str, str] = field(default_factory=dict)
    remarks: Mapping[str, str] = field(default_factory=dict)


def read_entry(
    questionnaire: Questionnaire,
    form: PrintedForm,
    typed: Mapping[str, str],
    *,
    facts: Facts = frozenset(),
    by_phone: bool = False,
) -> Entered:
    """The answers of a form, by what was typed in each of its fields.

    By phone somebody can be asked again, so what is wrong is said as on the web.
    """
    answers: dict[str, Answer] = {}
    problems: dict[str, str] = {}
    remarks: dict[str, str] = {}
    asked = asked_on_form(form)
    for one in asked:
        raw, wrong = _raw(one, typed)
        checked = check(one.printed.question, raw)
        problems |= wrong or dict(_by_field(one, checked.problems, by_phone=by_phone))
        answers |= checked.answers
        remarks |= _words_without_box(one, typed)
    if problems:
        return Entered(None, problems, remarks)
    answered = on_path(questionnaire, answers, facts)
    return Entered(answered, {}, remarks | _passed_over(asked, typed, answered))


def _by_field(one: Asked, problems: Mapping[str, str], *, by_phone: bool) -> Iterator[tuple[str, str]]:
    for name, words in problems.items():
        code = one.field_of.get(name, one.fields[0].code)
        yield code, listed([code, words if by_phone else on_paper(words)], ": ")


def _raw(one: Asked, typed: Mapping[str, str]) -> tuple[Raw, dict[str, str]]:
    """What a browser would send for this question, and what cannot be sent at all."""
    raw: Raw = {}
    problems: dict[str, str] = {}
    for entry in one.fields:
        text = typed.get(entry.code, "").strip()
        if not entry.is_coded:
            raw.setdefault(entry.name, []).append(text)
            continue
        codes, wrong = entry.chosen(text)
        if wrong:
            problems[entry.code] = _no_such(entry, wrong)
        elif _takes_one(one, entry, codes, raw):
            problems[entry.code] = _too_many(entry, codes)
        for code in codes:
            name, value = entry.choices[code]
            raw.setdefault(name, []).append(value)
    return raw, problems


def _takes_one(one: Asked, entry: Field, codes: Sequence[str], raw: Raw) -> bool:
    """Whether more was typed than the name can take, in this field or in this and one before."""
    if isinstance(one.printed.question, MultipleChoice):
        return False
    return len(codes) > 1 or any(entry.choices[code][0] in raw for code in codes)


def _no_such(entry: Field, wrong: Sequence[str]) -> str:
    return say(
        "{code}: there is no “{typed}” here. Type {codes}, or x where it cannot be told",
        code=entry.code,
        typed=wrong[0],
        codes=", ".join(entry.short),
    )


def _too_many(entry: Field, codes: Sequence[str]) -> str:
    if len(codes) > 1:
        return say(
            "{code}: it takes one answer. Type x if the form does not tell which one is meant",
            code=entry.code,
        )
    return say(
        "{code}: “{given}” was given twice. Type x in both if the form does not tell which is meant",
        code=entry.code,
        given=entry.labels[codes[0]],
    )


def _words_without_box(one: Asked, typed: Mapping[str, str]) -> dict[str, str]:
    ticked = {code for entry in one.fields for code in entry.chosen(typed.get(entry.code, ""))[0]}
    return {
        entry.code: say(
            "{code}: box {box} is not ticked, so these words are left out",
            code=entry.code,
            box=entry.words_of,
        )
        for entry in one.fields
        if entry.words_of and typed.get(entry.code, "").strip() and entry.words_of not in ticked
    }


def _passed_over(asked: Sequence[Asked], typed: Mapping[str, str], answered: Answered) -> dict[str, str]:
    """The questions that were answered on paper and not asked of this person."""
    on = answered.opinion_asked | answered.equality_asked
    found = {}
    for one in asked:
        filled = [entry.code for entry in one.fields if _is_filled(typed.get(entry.code, ""))]
        if filled and one.printed.question.code not in on:
            found[filled[0]] = say(
                "{number}: this question was not for them, so its answer is left out",
                number=one.printed.number,
            )
    return found


def _is_filled(text: str) -> bool:
    return text.strip().lower() not in ("", NOT_CLEAR)


def on_path(questionnaire: Questionnaire, answers: Answers, facts: Facts) -> Answered:
    """The answers that count. Equality questions were asked of whoever answered one of them."""
    opinion = path(questionnaire, answers, facts=facts, kind=OPINION)
    offered = path(questionnaire, answers, facts=facts, kind=EQUALITY)
    said = sent_on(opinion, answers)
    apart = sent_on(offered, answers)
    return Answered(said, asked_on(opinion), apart, asked_on(offered) if apart else frozenset())


@dataclass(frozen=True)
class Difference:
    """A field that two people typed differently."""

    code: str
    first: str
    second: str


@dataclass(frozen=True)
class Compared:
    """How many fields either of two people filled, and where they differ."""

    fields: int
    differences: tuple[Difference, ...]


def compare(form: PrintedForm, first: Mapping[str, str], second: Mapping[str, str]) -> Compared:
    """Compares two entries of one form: codes as what they mean, words without case and punctuation."""
    fields, found = 0, []
    for entry in _every_field(form):
        one, other = (typed.get(entry.code, "").strip() for typed in (first, second))
        fields += bool(one or other)
        if _meaning(entry, one) != _meaning(entry, other):
            found.append(Difference(entry.code, entry.echo(one) or one, entry.echo(other) or other))
    return Compared(fields, tuple(found))


def _every_field(form: PrintedForm) -> Iterator[Field]:
    for one in asked_on_form(form):
        yield from one.fields


def _meaning(entry: Field, typed: str) -> object:
    if entry.is_coded:
        return frozenset(entry.chosen(typed)[0])
    return _LETTERS_AND_FIGURES.sub(" ", typed.casefold()).strip()
