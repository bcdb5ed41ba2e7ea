"""Census figures beside the answers: typed or read from a table, sourced, and fixed when it opens.

Nothing is stored between the steps. A table that is uploaded becomes a page on which its categories are put
to the options of the question; what they add up to stands in the form, which is then checked and saved.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, replace

from flask import abort, redirect, render_template, request, url_for

from survey.domain.accounts import Act
from survey.domain.census.margins import (
    FEWEST,
    LONGEST,
    Typed,
    added_up,
    as_typed,
    margin,
    no_longer_fits,
    offered,
    problems_in,
)
from survey.domain.census.matching import guess
from survey.domain.census.tables import (
    LONGEST_LABEL,
    MOST_CATEGORIES,
    AreaNeeded,
    Found,
    TableRefused,
    read,
)
from survey.domain.questionnaires.questions import Question, Questionnaire
from survey.domain.typed_numbers import whole
from survey.domain.wording import say
from survey.store.consultations import Consultation
from survey.store.deployments.spreadsheets import LARGEST, FileRefused, read_file
from survey.store.questionnaires import next_versions
from survey.store.questionnaires.next_versions import NextVersion
from survey.store.questionnaires.preparing import asked_by
from survey.web.access import staff
from survey.web.database import db
from survey.web.forms import UNPROCESSABLE, View, sent_text, token_problem, uploads
from survey.web.planning.blueprint import bp
from survey.web.planning.entering import audit, planned_or_404
from survey.web.planning.written import mark

NO_FILE = say("Choose a file with the census table")
TOO_LARGE = say("The file is larger than 2 MB. Save only the sheet with the table you need, and try again.")
AGAIN = say("Choose the file once more: a browser does not keep it from one page to the next")
NOT_CHOSEN = say("Choose to which option it belongs, or that it is left out")
NONE_CHOSEN = say("Choose at least two categories that belong to an option")
CHANGED = say("Somebody saved other figures meanwhile. Save again to put yours in their place.")
LARGEST_FORM = LARGEST + 256 * 1024
LEFT_OUT, NOT_YET = "-", "?"


@dataclass(frozen=True)
class Line:
    """One census category to be put to an option: `to` is the option, LEFT_OUT, or NOT_YET."""

    label: str
    count: int
    to: str


@bp.get("/<slug>/plan/census/")
@staff(Act.PLAN)
def census(slug: str) -> View:
    """Which characteristics can be compared with the census, and which are."""
    consultation, questions = _planned(slug)
    kept = consultation.counting_rules.margins
    return render_template(
        "planning/census/index.html",
        consultation=consultation,
        questions=[(question, kept.get(question.code)) for question in questions],
        stray=[code for code in kept if code not in {question.code for question in questions}],
        problem=no_longer_fits(kept, _asked(consultation), consultation.counting_rules.counted_by),
        problems={},
    )


@bp.route("/<slug>/plan/census/<code>/", methods=["GET", "POST"])
@staff(Act.PLAN)
@uploads(LARGEST_FORM)
def census_of(slug: str, code: str) -> View:
    """The figures of one characteristic: a number for each option, and where they come from."""
    consultation, question = _one(slug, code)
    stored = consultation.counting_rules.margins.get(code, {})
    if request.method == "GET":
        return _form(consultation, question, as_typed(question, stored), {})
    if _has_table():
        # The Enter key presses the first button of a form, whatever was filled in last.
        return _from_table(consultation, question)
    typed = _sent(question)
    problems = token_problem() | problems_in(typed, question)
    found = margin(typed, question) if not problems else {}
    if stored != found and request.form.get("was", "") != _mark(stored):
        problems[""] = CHANGED
    if problems:
        return _form(consultation, question, typed, problems), UNPROCESSABLE
    _keep(consultation, code, found)
    return redirect(url_for("planning.census", slug=slug))


@bp.post("/<slug>/plan/census/<code>/remove/")
@staff(Act.PLAN)
def remove_census(slug: str, code: str) -> View:
    """Takes the figures of one characteristic away, also where it is not asked any more."""
    consultation = planned_or_404(slug)
    if not token_problem():
        _keep(consultation, code, {})
    return redirect(url_for("planning.census", slug=slug))


@bp.post("/<slug>/plan/census/<code>/table/")
@staff(Act.PLAN)
@uploads(LARGEST_FORM)
def census_table(slug: str, code: str) -> View:
    """Reads a table, and asks to which option each of its categories belongs. Nothing is stored."""
    return _from_table(*_one(slug, code))


def _has_table() -> bool:
    file = request.files.get("table")
    return bool(file and file.filename)


def _from_table(consultation: Consultation, question: Question) -> View:
    problems, typed, area = token_problem(), _sent(question), sent_text("area")
    try:
        found = _read(area)
    except FileRefused as refused:
        problems["table"] = str(refused)
    except AreaNeeded as refused:
        problems |= {"area": str(refused), "table": AGAIN}
    except TableRefused as refused:
        problems["table"] = str(refused)
    if problems:
        return _form(consultation, question, typed, problems), UNPROCESSABLE
    lines = [
        Line(one.label, one.count, LEFT_OUT if one.is_total else guess(one, question.counted) or NOT_YET)
        for one in found.categories
    ]
    return _matching(consultation, question, lines, {}, found)


def _read(area: str) -> Found:
    file = request.files.get("table")
    data = file.read() if file else b""
    if not data:
        raise FileRefused(NO_FILE)
    if len(data) > LARGEST:
        raise FileRefused(TOO_LARGE)
    return read([sheet.rows for sheet in read_file(data)], area)


@bp.post("/<slug>/plan/census/<code>/added-up/")
@staff(Act.PLAN)
def add_up_census(slug: str, code: str) -> View:
    """Adds the categories up by option, and shows the form with the sums, to be checked and saved."""
    consultation, question = _one(slug, code)
    lines, problems = _lines(), token_problem()
    options = {option.code for option in question.counted}
    wrong = [number for number, line in enumerate(lines) if line.to not in {*options, LEFT_OUT}]
    for number in wrong:
        label = lines[number].label
        problems[f"to-{number}"] = say("{label}: {message}", label=label, message=NOT_CHOSEN)
    sums = added_up([(line.count, line.to) for line in lines if line.to in options])
    if not wrong and len(sums) < FEWEST:
        problems["to-0"] = NONE_CHOSEN
    if problems:
        return _matching(consultation, question, lines, problems), UNPROCESSABLE
    numbers = {option: f"{sums[option]:,}" if sums.get(option) else "" for option in options}
    apart = frozenset(option for option in options if not sums.get(option))
    typed = replace(_sent(question), numbers=numbers, apart=apart)
    return _form(consultation, question, typed, {}, from_table=True)


def _lines() -> list[Line]:
    """The categories as the page was given them, with what was chosen."""
    found = []
    for number in range(MOST_CATEGORIES):
        label, count = sent_text(f"label-{number}")[:LONGEST_LABEL], whole(sent_text(f"count-{number}"))
        if not label or count is None:
            break
        found.append(Line(label, count, sent_text(f"to-{number}")))
    return found


def _matching(
    consultation: Consultation,
    question: Question,
    lines: list[Line],
    problems: dict[str, str],
    found: Found | None = None,
) -> str:
    return render_template(
        "planning/census/match.html",
        consultation=consultation,
        question=question,
        lines=lines,
        was=request.form.get("was", ""),
        texts=_sent(question).texts,
        area=found.area if found else sent_text("read-area"),
        rows=found.added_up if found else whole(sent_text("read-rows")) or 1,
        left_out=LEFT_OUT,
        problems=problems,
    )


def _form(
    consultation: Consultation,
    question: Question,
    typed: Typed,
    problems: dict[str, str],
    *,
    from_table: bool = False,
) -> str:
    stored = consultation.counting_rules.margins.get(question.code, {})
    return render_template(
        "planning/census/form.html",
        consultation=consultation,
        question=question,
        typed=typed,
        stored=stored,
        # Saving again after somebody else saved puts the new figures in the place of theirs.
        was=_mark(stored) if "" in problems else request.form.get("was", "") or _mark(stored),
        area=sent_text("area"),
        from_table=from_table,
        problems=problems,
    )


def _sent(question: Question) -> Typed:
    return Typed(
        {option.code: sent_text(f"number-{option.code}") for option in question.counted},
        frozenset(request.form.getlist("apart")) & {option.code for option in question.counted},
        {name: sent_text(name) for name in LONGEST},
    )


def _keep(consultation: Consultation, code: str, found: dict[str, object]) -> None:
    rules = consultation.counting_rules
    margins = {**rules.margins, code: found}
    kept = {name: own for name, own in margins.items() if own}
    consultation.rules = replace(rules, margins=kept).dump()
    audit(consultation)


def _mark(stored: object) -> str:
    return mark(json.dumps(stored, sort_keys=True))


def _planned(slug: str) -> tuple[Consultation, tuple[Question, ...]]:
    consultation = planned_or_404(slug)
    return consultation, offered(_asked(consultation), consultation.counting_rules.counted_by)


def _one(slug: str, code: str) -> tuple[Consultation, Question]:
    consultation, questions = _planned(slug)
    question = next((one for one in questions if one.code == code), None)
    if question is None:
        abort(404)
    return consultation, question


def _asked(consultation: Consultation) -> Questionnaire:
    row = next_versions.find(db(), consultation)
    if row is None:
        abort(404)
    return asked_by(db(), consultation, row.questionnaire)


def census_problem(consultation: Consultation, row: NextVersion) -> str:
    """Why the census figures do not fit what is asked any more; nothing where they do."""
    rules = consultation.counting_rules
    if not rules.margins:
        return ""
    return no_longer_fits(rules.margins, asked_by(db(), consultation, row.questionnaire), rules.counted_by)
