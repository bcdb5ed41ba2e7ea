"""Site notices for organisers: a sheet for each zone, to print or as PDF, and what is missing on it.

Opening a page writes nothing: the zones get their short addresses when an organiser asks for them.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from urllib.parse import urlsplit

import segno
from flask import Blueprint, Response, abort, current_app, redirect, render_template, request, url_for

from survey.domain.accounts import Act
from survey.domain.deployments.plan import Zone
from survey.domain.languages import WITH_INTERFACE, Language
from survey.domain.notice_words import PART
from survey.domain.notices import Posting, Sheet, sheet
from survey.domain.other_ways import missing_from
from survey.domain.wording import message, say
from survey.store import accounts, consultations, zone_addresses
from survey.store.consultations import Consultation
from survey.store.deployments import register
from survey.store.deployments.register import DeploymentRevision
from survey.store.translating.translations import CONSULTATION
from survey.web.access import permit, permitted, signed_in_account, staff
from survey.web.clock import now, today
from survey.web.database import STAFF_COOKIE, db
from survey.web.forms import UNPROCESSABLE, Form, View
from survey.web.notice_languages import Spoken, every_language, with_sheets
from survey.web.pdf import ROOT, LettersMissing, PdfError, available, make_pdf
from survey.web.translating.showing import in_language, revision_in_language

bp = Blueprint("notices", __name__, url_prefix="/organise/consultations/<slug>/notices")

UNAVAILABLE = 503
SIZES = ("a4", "a3")
STYLES = ROOT / "static" / "notice.css"
LOCAL = ("127.0.0.1", "localhost", "::1")
LOCAL_ADDRESS = message(
    "The address of this site, {host}, works on this machine only. "
    "Set LAMPPOST_BASE_URL to the public address before you print."
)
NEWER = message(
    "The plan has a newer revision, {number}. Notices say what revision {asked} says: it is asked about."
)


@bp.get("/")
@staff(Act.PRINT_NOTICES)
def index(slug: str) -> str:
    """The zones with their notices; what is missing first."""
    return _index(_consultation(slug), "")


@bp.post("/")
@staff(Act.PRINT_NOTICES)
def give_addresses(slug: str) -> View:
    """Gives each zone its short address, for good."""
    consultation = _consultation(slug)
    form = Form(meta={"csrf_context": request.cookies.get(STAFF_COOKIE)})
    if not form.validate():
        return _index(consultation, form.csrf_token.errors[0]), UNPROCESSABLE
    revision = _revision(consultation)
    zone_addresses.assign(db(), revision.deployment, revision.plan.zones)
    accounts.audit(
        db(), at=now(), account=signed_in_account(), act=Act.PRINT_NOTICES.value, subject=consultation.slug
    )
    return redirect(url_for("notices.index", slug=slug))


@bp.get("/<zone>/")
@staff(Act.PRINT_NOTICES)
def sheets(slug: str, zone: str) -> View:
    """The notice of one zone as a page to print, one sheet a language."""
    consultation = _consultation(slug)
    revision = _revision(consultation)
    size = request.args.get("size", SIZES[0])
    if size not in SIZES:
        abort(404)
    found = _zone(revision, zone)
    made = sheets_of(consultation, revision, (found,), _asked_for(consultation))
    if not made:
        return redirect(url_for("notices.index", slug=slug))
    shown = {"consultation": consultation, "zone": found, "size": size, "sheets": made}
    return render_template("notices/print.html", **shown, chosen=request.args.getlist("language"))


@bp.get("/<zone>/<any(a4, a3):size>.pdf")
@staff(Act.PRINT_NOTICES)
def one_pdf(slug: str, zone: str, size: str) -> View:
    """The notice of one zone as a PDF."""
    consultation = _consultation(slug)
    revision = _revision(consultation)
    found = _zone(revision, zone)
    made = sheets_of(consultation, revision, (found,), _asked_for(consultation))
    return _pdf(consultation, made, size=size, name=found.code)


@bp.get("/<any(a4, a3):size>.pdf")
@staff(Act.PRINT_NOTICES)
def every_pdf(slug: str, size: str) -> View:
    """The notices of all zones in one PDF."""
    consultation = _consultation(slug)
    revision = _revision(consultation)
    made = sheets_of(consultation, revision, revision.plan.zones, _asked_for(consultation))
    return _pdf(consultation, made, size=size, name="all-zones")


def _consultation(slug: str) -> Consultation:
    found = consultations.find(db(), slug)
    if found is None:
        abort(404)
    permit(Act.PRINT_NOTICES, found)
    return found


def _revision(consultation: Consultation) -> DeploymentRevision:
    """The revision that residents are asked about: a notice never says more than it."""
    number = consultation.deployment_revision
    return register.consulted_on(db(), consultation.deployment_id, number=number)


def _zone(revision: DeploymentRevision, code: str) -> Zone:
    found = next((zone for zone in revision.plan.zones if zone.code == code), None)
    if found is None:
        abort(404)
    return found


def _index(consultation: Consultation, problem: str) -> str:
    revision = _revision(consultation)
    shorts = zone_addresses.shorts_of(db(), revision.deployment)
    every = every_language(consultation)
    offered = with_sheets(every)
    return render_template(
        "notices/index.html",
        consultation=consultation,
        offered=offered,
        chosen=[found.code for found in _chosen(offered)],
        without=[(found, _translate(consultation, found)) for found in every if found not in offered],
        revision=revision,
        zones=[(zone, _shown(shorts.get(zone.code, ""))) for zone in revision.plan.zones],
        nameless=[zone.name for zone in revision.plan.zones if zone.code not in shorts],
        missing=list(missing_from(consultation.ways_to_answer)),
        may_add=permitted(Act.KEEP_OTHER_WAYS, consultation),
        warnings=_warnings(revision),
        has_pdf=available(),
        sizes=SIZES,
        problems={"": problem} if problem else {},
    )


def _warnings(revision: DeploymentRevision) -> list[str]:
    host = urlsplit(_base_url()).hostname or ""
    newest = register.current(db(), revision.deployment).number
    warnings: list[str] = [say(LOCAL_ADDRESS, host=host)] if host in LOCAL else []
    if newest != revision.number:
        warnings.append(say(NEWER, number=newest, asked=revision.number))
    return warnings


def _translate(consultation: Consultation, found: Spoken) -> str:
    """Where the fixed words are translated into a language; empty where whoever is signed in may not."""
    if found.code not in consultation.languages or not permitted(Act.TRANSLATE, consultation):
        return ""
    where = {"slug": consultation.slug, "language": found.code, "part": f"{CONSULTATION}-{PART}"}
    return url_for("questionnaires.translation_part", **where)


def _base_url() -> str:
    return str(current_app.config["SETTINGS"].base_url)


def _shown(short: str, prefix: str = "") -> str:
    """A short address as it is read and typed: without the scheme."""
    root = f"{_base_url()}/{prefix}" if prefix else _base_url()
    return f"{root}/z/{short}".partition("://")[2] if short else ""


def sheets_of(
    consultation: Consultation,
    revision: DeploymentRevision,
    zones: tuple[Zone, ...],
    languages: tuple[Spoken, ...],
) -> list[dict[str, Any]]:
    """The sheets of these zones that have a short address, in each of these languages."""
    shorts = zone_addresses.shorts_of(db(), revision.deployment)
    wordings = [(found.language, found.words) for found in languages]
    return [
        drawn(sheet(_in(found, consultation, revision, zone.code, short), words, today=today()))
        for zone in zones
        if (short := shorts.get(zone.code))
        for found, words in wordings
    ]


def _asked_for(consultation: Consultation) -> tuple[Spoken, ...]:
    return _chosen(with_sheets(every_language(consultation)))


def _chosen(offered: tuple[Spoken, ...]) -> tuple[Spoken, ...]:
    """The languages that are asked for in the address; every one where none is."""
    codes = set(request.args.getlist("language"))
    if codes - {found.code for found in offered}:
        abort(404)
    return tuple(found for found in offered if found.code in codes) or offered


def _in(
    found: Language, consultation: Consultation, revision: DeploymentRevision, zone: str, short: str
) -> Posting:
    """What the sheet of one language says, in that language as far as it is translated and checked."""
    said = revision_in_language(revision, found.code)
    # The code and the address lead to the page in the language of the sheet, where there is one.
    prefix = found.prefix if found in WITH_INTERFACE else ""
    address = _shown(short, prefix)
    posting = _posting(in_language(consultation, found.code), said, _zone(said, zone), address)
    return replace(posting, language=found.code)


def _posting(consultation: Consultation, revision: DeploymentRevision, zone: Zone, address: str) -> Posting:
    if consultation.opens_on is None or consultation.closes_on is None:
        abort(404)
    return Posting(
        council=consultation.council,
        zone=zone.name,
        plan=revision.plan,
        number=revision.number,
        published_on=revision.published_on,
        opens_on=consultation.opens_on,
        closes_on=consultation.closes_on,
        other_ways=consultation.ways_to_answer,
        address=address,
        illustrative=consultation.illustrative,
    )


def drawn(made: Sheet) -> dict[str, Any]:
    """A sheet with its QR code, which holds the short address and nothing else."""
    scheme = _base_url().partition("://")[0]
    # A quarter of the code may be torn or wet, and it can still be read.
    code = segno.make(f"{scheme}://{made.address}", error="q", micro=False)
    return {"sheet": made, "code": code.svg_data_uri(border=4, dark="#000", light="#fff", omitsize=True)}


def _pdf(consultation: Consultation, made: list[dict[str, Any]], *, size: str, name: str) -> View:
    if not made:
        return redirect(url_for("notices.index", slug=consultation.slug))
    words = made[0]["sheet"].words
    title = words.document.format(title=in_language(consultation, words.language).title)
    html = render_template("notices/pdf.html", consultation=consultation, title=title, size=size, sheets=made)
    try:
        document = make_pdf(html, styles=STYLES, every_letter=True)
    except PdfError as error:
        letters = isinstance(error, LettersMissing)
        return render_template("notices/no_pdf.html", consultation=consultation, letters=letters), UNAVAILABLE
    file = "-".join(("notice", consultation.slug, name, *request.args.getlist("language"), f"{size}.pdf"))
    headers = {"Content-Disposition": f'attachment; filename="{file}"'}
    return Response(document, mimetype="application/pdf", headers=headers)
