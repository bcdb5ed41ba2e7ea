"""Texts that many people sent in nearly the same words: looked for, and confirmed or not by one person.

For organisers, from closing until the results are counted. Nothing is left out or weighed down by it. Every
act is recorded, reading the texts too, and every decision is logged in public.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from flask import Blueprint, abort, redirect, render_template, request, url_for

from results.comments import campaigns, coding, texts
from results.comments.campaigns import (
    CHANGED,
    LONGEST_NAME,
    LONGEST_REASON,
    SHORTEST_REASON,
    CampaignDecision,
    Decision,
    Found,
    Wanted,
)
from results.comments.texts import Text
from results.domain.differing import Piece, differences
from results.domain.themes import NotAllowed, Passage, pieces, plain, read_marks, says_something
from results.web.coding import audit, consultation_of, is_counted, sending_problems, title_of
from survey.domain.accounts import Act
from survey.domain.wording import message, say
from survey.store.answering import responses
from survey.store.consultations import Consultation
from survey.web.access import signed_in_account, staff
from survey.web.clock import today
from survey.web.database import db, keep_despite_error
from survey.web.forms import CONFLICT, UNPROCESSABLE, View, sent_text
from survey.web.planning.written import sent_lines

bp = Blueprint("campaigns", __name__, url_prefix="/organise/consultations/<slug>/campaigns")

NOT_FOUND = 404
# Twenty thousand take about three seconds of one processor; a proxy may not wait much longer than ten.
MOST_AT_ONCE = 50_000
SHOWN_OF_LEADER = 240
NO_CHOICE = say("Choose whether to confirm the group")
NO_REASON = say("Write why, in {least} characters or more", least=SHORTEST_REASON)
LONG_REASON = say("The reason must be {most} characters or less", most=f"{LONGEST_REASON:,}")
LONG_NAME = say("The name must be {most} characters or less", most=LONGEST_NAME)
NOTHING_LEFT = say("Nothing would be left to read. Take out less, or do not publish the text")
NOT_PUBLISHABLE = say("This text cannot be published")
TOO_MANY = message(
    "There are too many texts to compare them while you wait. Ask whoever runs the server to run the command "
    "“campaigns find {slug}”. The groups are listed here afterwards."
)


@bp.get("/")
@staff(Act.CODE_TEXTS)
def index(slug: str) -> str:
    """The groups, the largest first, and where each stands."""
    consultation = _closed(slug)
    audit(f"{slug}: groups of texts opened")
    return _index(consultation, {})


def _closed(slug: str) -> Consultation:
    consultation = consultation_of(slug)
    if consultation.closed_on is None:
        abort(NOT_FOUND)
    return consultation


def _index(consultation: Consultation, problems: Mapping[str, str]) -> str:
    search = campaigns.search_of(db(), consultation)
    found = campaigns.every(db(), consultation) if search else []
    number = responses.count(db(), consultation.id)
    return render_template(
        "comments/campaigns.html",
        consultation=consultation,
        search=search,
        late=bool(search and search.responses != number),
        found=found,
        beginnings={one.number: _beginning(one.leader) for one in found},
        waiting=sum(one.state is Decision.UNDO for one in found),
        counted=is_counted(consultation),
        problems=problems,
    )


def _beginning(text: Text | None) -> str:
    words = " ".join(text.text.split()) if text else ""
    return words if len(words) <= SHOWN_OF_LEADER else f"{words[:SHOWN_OF_LEADER].rsplit(' ', 1)[0]} …"


@bp.post("/")
@staff(Act.CODE_TEXTS)
def find(slug: str) -> View:
    """Compares all texts with each other and lists the groups."""
    consultation = _closed(slug)
    problems = sending_problems(consultation)
    if not problems and sum(texts.count(db(), consultation).values()) > MOST_AT_ONCE:
        problems = {"": say(TOO_MANY, slug=slug)}
    if problems:
        return _index(consultation, problems), UNPROCESSABLE
    try:
        campaigns.search(db(), consultation, day=today())
    except NotAllowed as error:
        return _index(consultation, {"": error.args[0]}), CONFLICT
    audit(f"{slug}: texts compared for groups that are nearly the same")
    return redirect(url_for(".index", slug=slug))


@dataclass(frozen=True)
class Variant:
    """A text of a group beside its leading one."""

    question: str
    pieces: Sequence[Piece]


@dataclass(frozen=True)
class Told:
    """A decision as others read it."""

    who: str
    made: CampaignDecision


@dataclass
class Sent:
    """What was sent of a decision, and what is wrong with it."""

    decision: str = ""
    name: str = ""
    publish: bool = False
    text: str = ""
    reason: str = ""
    problems: dict[str, str] = field(default_factory=dict)


@bp.route("/<int:number>/", methods=["GET", "POST"])
@staff(Act.CODE_TEXTS)
def one(slug: str, number: int) -> View:
    """One group: its text, how others differ from it, what was decided, and the decision."""
    consultation = _closed(slug)
    found = campaigns.one(db(), consultation, number)
    if found is None:
        abort(NOT_FOUND)
    audit(f"{slug}: group {number} of texts, {'decision sent' if request.method == 'POST' else 'opened'}")
    # An error page shows the texts too: opening them is recorded all the same.
    keep_despite_error()
    publishable = campaigns.publishable(db(), consultation, number)
    original = plain(publishable.text) if publishable else ""
    if request.method == "GET":
        return _one(consultation, found, original, Sent(text=original))
    sent, wanted = _sent(consultation, found, original)
    if wanted is None:
        return _one(consultation, found, original, sent), UNPROCESSABLE
    account = signed_in_account().id
    try:
        campaigns.decide(db(), consultation, number, wanted=wanted, account=account, day=today())
    except NotAllowed as error:
        sent.problems = {"": error.args[0]}
        return _one(consultation, found, original, sent), CONFLICT
    return redirect(url_for(".index", slug=slug, _anchor=f"group-{number}"))


def _one(consultation: Consultation, found: Found, original: str, sent: Sent) -> str:
    made = campaigns.decisions_of(db(), consultation, found.number)
    names = coding.names(db(), {one.account_id for one in made})
    sources = texts.sources_of(db(), consultation)
    members = campaigns.members_of(db(), consultation, found.number)
    asked = {key: title_of(sources[key]) for key in sources}
    return render_template(
        "comments/campaigns_one.html",
        consultation=consultation,
        found=found,
        places={asked[key]: sum(own == key for _, own in members) for key in asked} if members else {},
        variants=_variants(consultation, found, members, asked),
        original=original,
        decisions=[Told(names[one.account_id], one) for one in made],
        counted=is_counted(consultation),
        sent=sent,
        problems=sent.problems,
    )


def _variants(
    consultation: Consultation,
    found: Found,
    members: Sequence[tuple[str, str]],
    asked: Mapping[str, str],
) -> list[Variant]:
    """Some texts of a group, from the nearest to the farthest, that are not its leading text."""
    if found.leader is None:
        return []
    last = len(members) - 1
    places = dict.fromkeys((last // 4, last // 2, last * 3 // 4, last))
    read = campaigns.read_texts(db(), consultation, [members[place] for place in places])
    leader, shown = plain(found.leader.text), {" ".join(found.leader.text.split())}
    variants = []
    for place in places:
        text = read.get(members[place])
        if text and " ".join(text.text.split()) not in shown:
            shown.add(" ".join(text.text.split()))
            variants.append(Variant(asked[text.key], differences(leader, plain(text.text))))
    return variants


def _sent(consultation: Consultation, found: Found, original: str) -> tuple[Sent, Wanted | None]:
    """What was sent; and what is wanted, unless something is wrong."""
    sent = Sent(
        decision=request.form.get("decision", ""),
        name=sent_text("name"),
        publish=request.form.get("publish") == "yes",
        text=plain(sent_lines("text")),
        reason=sent_lines("reason"),
    )
    sent.problems = sending_problems(consultation) | _problems(found, sent)
    published = _published(sent, original) if sent.decision == Decision.CONFIRM and sent.publish else None
    if sent.problems:
        return sent, None
    return sent, Wanted(Decision(sent.decision), sent.reason, _seen(), name=sent.name, published=published)


def _problems(found: Found, sent: Sent) -> dict[str, str]:
    offered = (Decision.CONFIRM, Decision.REJECT) if found.state is Decision.UNDO else (Decision.UNDO,)
    problems: dict[str, str] = {}
    if sent.decision in tuple(Decision) and sent.decision not in offered:
        problems[""] = CHANGED
    elif sent.decision not in offered:
        problems["decision"] = NO_CHOICE
    if len(sent.name) > LONGEST_NAME:
        problems["name"] = LONG_NAME
    if len(sent.reason) < SHORTEST_REASON:
        problems["reason"] = NO_REASON
    elif len(sent.reason) > LONGEST_REASON:
        problems["reason"] = LONG_REASON
    return problems


def _published(sent: Sent, original: str) -> tuple[str, ...] | None:
    """The text in the pieces that are left of it. What is wrong with it goes among the problems."""
    if not original:
        sent.problems[""] = NOT_PUBLISHABLE
        return None
    try:
        passages = [Passage(start, end, "other") for start, end in read_marks(original, sent.text)]
    except NotAllowed as error:
        sent.problems["text"] = error.args[0]
        return None
    if not says_something(original, passages):
        sent.problems["text"] = NOTHING_LEFT
    left = [""]
    for piece in pieces(original, passages):
        if piece.reason:
            left.append("")
        else:
            left[-1] = piece.text
    return tuple(left)


def _seen() -> int:
    seen = request.form.get("seen", "")
    # Anything that is no number is the mark of a page that was not ours: no decision was read there.
    return int(seen) if seen.isascii() and seen.isdigit() and len(seen) < 6 else -1  # noqa: PLR2004 - no page has more

