"""Saving questions of a questionnaire as a block of the council's own, new or as the next number of one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from flask import redirect, request, url_for

from survey.domain.accounts import Act
from survey.domain.questionnaires import building
from survey.domain.questionnaires.paths import EQUALITY, OPINION
from survey.domain.questionnaires.questions import Page, Questionnaire
from survey.domain.wording import message, say
from survey.store import accounts
from survey.store.questionnaires import blocks
from survey.store.questionnaires.blocks import CouncilBlock, Kept
from survey.store.questionnaires.shipped import shipped_blocks
from survey.web.access import signed_in_account, staff
from survey.web.clock import now, today
from survey.web.database import db
from survey.web.forms import UNPROCESSABLE, View, sent, sent_text, token_problem
from survey.web.questionnaires.blueprint import bp
from survey.web.questionnaires.describing import name_of
from survey.web.questionnaires.making import Making, making, render

LONGEST = {"title": 100, "about": 1000, "source": 500}
MISSING = {
    "title": say("Enter a title for the block"),
    "about": say("Write when to use it"),
    "source": say("Write where the words come from, such as “own words”"),
}
NO_CHOICE = say("Choose what to save")
NO_QUESTIONS = say("There are no questions in it yet. Choose something else")
NO_BLOCK = say("Choose the block that this is a new wording of")
OTHER_KIND = {
    EQUALITY: message("“{title}” holds equality questions, and these are opinion questions"),
    OPINION: message("“{title}” holds opinion questions, and these are equality questions"),
}
NEW = "new"
Chosen = tuple[tuple[Page, ...], str]


@dataclass(frozen=True)
class Choice:
    """Something that can be saved: how the form names it, and what it is called."""

    value: str
    name: str


@bp.route("/bank/save/", methods=["GET", "POST"])
@staff(Act.BUILD)
def save_block(slug: str) -> View:
    """Asks what to save and what it is about, and saves it."""
    at = making(slug)
    if request.method == "GET":
        return _show(at, {"what": request.args.get("what", ""), "as": NEW}, {})
    texts = sent() | {name: sent_text(name) for name in ("title", "source")}
    chosen = find_chosen(at.questionnaire, texts.get("what", ""))
    own = {row.code: row for row in reversed(blocks.every(db()))}
    problems = token_problem() | problems_in(texts, chosen, own)
    if problems or chosen is None:
        return _show(at, texts, problems), UNPROCESSABLE
    row = _keep(chosen, texts)
    subject = f"{row.code}@{row.number}"
    accounts.audit(db(), at=now(), account=signed_in_account(), act=Act.KEEP_BANK.value, subject=subject)
    return redirect(url_for("questionnaires.block", slug=slug, code=row.code, number=row.number))


def find_chosen(questionnaire: Questionnaire, what: str) -> Chosen | None:
    """The pages that “section:code”, “page:code” or “question:code” means, and their kind."""
    kind, _, code = what.partition(":")
    try:
        if kind == "section":
            section = building.section(questionnaire, code)
            return section.pages, section.kind
        find = building.page_of if kind == "question" else building.page
        page = find(questionnaire, code)
    except LookupError:
        return None
    section_kind = questionnaire.section_of(page).kind
    if kind == "question":
        only = tuple(question for question in page.questions if question.code == code)
        page = Page(code, only)
    return (page,), section_kind


def problems_in(
    texts: dict[str, str], chosen: Chosen | None, own: dict[str, CouncilBlock]
) -> dict[str, str]:
    """What is wrong, by field."""
    found = {}
    if chosen is None:
        found["what"] = NO_CHOICE
    elif not any(page.questions for page in chosen[0]):
        found["what"] = NO_QUESTIONS
    for name, most in LONGEST.items():
        if not texts.get(name):
            found[name] = MISSING[name]
        elif len(texts[name]) > most:
            found[name] = say("This must be {most} characters or less", most=f"{most:,}")
    if texts.get("as") != NEW:
        found |= _problems_with_number(chosen, own.get(texts.get("as", "")))
    return found


def _problems_with_number(chosen: Chosen | None, row: CouncilBlock | None) -> dict[str, str]:
    if row is None:
        return {"as": NO_BLOCK}
    if chosen is not None and chosen[1] != row.kind:
        return {"as": say(OTHER_KIND[row.kind], title=row.title)}
    return {}


def _keep(chosen: Chosen, texts: dict[str, str]) -> CouncilBlock:
    pages, kind = chosen
    pages = tuple(page for page in pages if page.questions)
    kept = Kept(
        title=texts["title"],
        about=texts["about"],
        source=texts["source"],
        locked=texts.get("locked") == "yes",
        name=signed_in_account().name,
        day=today(),
    )
    if texts["as"] == NEW:
        return blocks.add(db(), pages, kind, kept=kept, taken=shipped_blocks())
    return blocks.add_number(db(), texts["as"], pages, kind, kept=kept)


def _choices(questionnaire: Questionnaire) -> Iterator[tuple[str, list[Choice]]]:
    """Everything that can be saved, section by section."""
    for section in questionnaire.sections:
        listed = [Choice(f"section:{section.code}", say("All of “{name}”", name=name_of(section)))]
        for page in section.pages:
            if len(page.questions) > 1:
                listed.append(Choice(f"page:{page.code}", say("Page: {name}", name=name_of(page))))
            listed.extend(Choice(f"question:{q.code}", name_of(q)) for q in page.questions)
        yield name_of(section), listed


def _show(at: Making, texts: dict[str, str], problems: dict[str, str]) -> str:
    newest: dict[str, CouncilBlock] = {}
    for row in blocks.every(db()):
        newest.setdefault(row.code, row)
    return render(
        "save_block",
        at,
        typed=texts,
        problems=problems,
        choices=list(_choices(at.questionnaire)),
        own=list(newest.values()),
    )
