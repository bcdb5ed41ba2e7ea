"""The composition root: the only file that knows both sides, `survey` and `results`."""

from __future__ import annotations

import logging
import os
from pathlib import Path

from flask import Flask, Request
from flask.sessions import SessionInterface
from whitenoise import WhiteNoise

from results.web import api as results_api
from results.web import (
    brief,
    campaigns,
    chart_downloads,
    coding,
    coding_agreement,
    coding_screen,
    coding_themes,
    council,
    edition_addresses,
    editions,
    embed,
    exploring,
    organise,
    packs,
    public,
    quotes,
    quotes_marking,
)
from results.web import commands as results_commands
from survey import assets, commands
from survey.settings import Settings, from_environment
from survey.store.database import engine_for, session_factory
from survey.web import (
    access,
    accounts,
    api,
    changes,
    clock,
    consultations,
    database,
    errors,
    feeds,
    floods,
    following,
    forms,
    headers,
    in_memory,
    kiosk,
    languages,
    notices,
    other_ways,
    pages,
    postcodes,
    proof,
    receipts,
    templating,
)
from survey.web.answering import changed, checking, correcting, language, later, returning, sending
from survey.web.answering import pages as answering_pages
from survey.web.answering.blueprint import bp as answering
from survey.web.deployments import (
    balance,
    editing,
    editing_area,
    editing_basics,
    editing_documents,
    editing_facts,
    editing_outlines,
    editing_promises,
    editing_statements,
    preview,
    publishing,
    records,
    records_import,
    removing,
    wards,
    zones,
)
from survey.web.deployments import public as deployments
from survey.web.deployments import translations as deployment_translations
from survey.web.deployments.blueprint import bp as register
from survey.web.integrity import public as integrity_public
from survey.web.integrity import reviewing as integrity_reviewing
from survey.web.integrity.blueprint import bp as integrity
from survey.web.invitations import pages as invitation_pages
from survey.web.invitations.blueprint import bp as invitations
from survey.web.outcomes import public as outcomes_public
from survey.web.outcomes import publishing as outcomes_publishing
from survey.web.outcomes import reviewing as outcomes_reviewing
from survey.web.outcomes import writing as outcomes_writing
from survey.web.outcomes.blueprint import bp as outcomes
from survey.web.planning import census, checks, dates, gunning, opening, samples, tasks
from survey.web.planning import integrity as planning_integrity
from survey.web.planning.blueprint import bp as planning
from survey.web.questionnaires import bank as questionnaire_bank
from survey.web.questionnaires import files as questionnaire_files
from survey.web.questionnaires import (
    importing,
    keeping,
    moving,
    outline,
    own_blocks,
    paper,
    previewing,
    rewording,
    sections,
    unlocking,
)
from survey.web.questionnaires import pages as questionnaire_pages
from survey.web.questionnaires import paths as questionnaire_paths
from survey.web.questionnaires import questions as questionnaire_questions
from survey.web.questionnaires import removing as questionnaire_removing
from survey.web.questionnaires import translations as questionnaire_translations
from survey.web.questionnaires.blueprint import bp as questionnaires
from survey.web.submissions import entering as submissions_entering
from survey.web.submissions import log as submissions_log
from survey.web.submissions import spreadsheets as submissions_spreadsheets
from survey.web.submissions.blueprint import bp as submissions
from survey.web.translated_templates import TranslatedTemplates
from survey.web.translating import showing


class NoSession(SessionInterface):
    """Flask's own session is never used: it would be a second cookie, and work on every request."""

    def open_session(self, app: Flask, request: Request) -> None:
        """None: anything that tries to write to a session fails loudly."""


ROOT = Path(__file__).resolve().parent
LARGEST_BODY = 256 * 1024
ONE_HOUR = 3600

# Modules whose views hang on the blueprint of several are named, so that importing them is no accident.
JOURNEY = (answering_pages, changed, checking, correcting, language, later, sending)
REGISTER = (
    editing,
    editing_basics,
    editing_facts,
    editing_area,
    editing_outlines,
    editing_statements,
    editing_documents,
    editing_promises,
    removing,
    balance,
    preview,
    publishing,
    deployment_translations,
)
IMPORTING = (records_import,)  # likewise, on the blueprint of records
QUESTIONNAIRES = (
    questionnaire_files,
    importing,
    previewing,
    questionnaire_translations,
    outline,
    sections,
    questionnaire_pages,
    questionnaire_questions,
    moving,
    questionnaire_removing,
    questionnaire_bank,
    keeping,
    unlocking,
    questionnaire_paths,
    rewording,
)
INTEGRITY = (integrity_public, integrity_reviewing)
EXPLORING = (exploring, brief)  # on the blueprints of the public and the councillors' pages
PLANNING = (tasks, dates, census, samples, gunning, checks, opening, planning_integrity)
INVITATIONS = (invitation_pages,)
SUBMISSIONS = (submissions_log, submissions_entering, submissions_spreadsheets)
CODING = (coding_themes, coding_screen, coding_agreement, quotes_marking)
OUTCOMES = (outcomes_public, outcomes_writing, outcomes_publishing, outcomes_reviewing)
BLUEPRINTS = (
    consultations.bp,
    answering,
    returning.entrance,
    receipts.bp,
    deployments.bp,
    register,
    pages.bp,
    accounts.bp,
    public.bp,
    editions.bp,
    results_api.bp,
    embed.bp,
    chart_downloads.results_bp,
    chart_downloads.council_bp,
    council.bp,
    packs.bp,
    organise.bp,
    zones.bp,
    other_ways.bp,
    notices.bp,
    changes.bp,
    following.bp,
    feeds.bp,
    api.bp,
    records.bp,
    wards.bp,
    postcodes.bp,
    paper.bp,
    questionnaires,
    own_blocks.bp,
    planning,
    invitations,
    integrity,
    submissions,
    outcomes,
    coding.bp,
    campaigns.bp,
    quotes.bp,
    kiosk.bp,
)


def create_app(settings: Settings | None = None, time: clock.Clock = clock.system_clock) -> Flask:
    """The whole application. Raises SettingsError where a setting cannot be used."""
    settings = settings or from_environment(os.environ)
    app = Flask(__name__, root_path=str(ROOT), template_folder="templates", static_folder=None)
    app.config.update(
        SECRET_KEY=settings.secret_key,
        SESSION_COOKIE_SECURE=settings.secure,
        MAX_CONTENT_LENGTH=LARGEST_BODY,
        MAX_FORM_MEMORY_SIZE=LARGEST_BODY,
        SETTINGS=settings,
    )
    app.session_interface = NoSession()
    app.request_class = in_memory.InMemory
    app.jinja_environment = TranslatedTemplates
    # Werkzeug's server for development writes the network address of every visitor, unless told not to.
    logging.getLogger("werkzeug").setLevel(logging.WARNING)
    engine = engine_for(settings.database_url)
    database.init(app, engine, session_factory(engine))
    for part in (access, floods, errors, forms, headers, templating, languages, showing, proof, kiosk):
        part.init(app)
    clock.init(app, time)
    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint)
    edition_addresses.init(app)
    for command in (*commands.COMMANDS, *results_commands.COMMANDS):
        app.cli.add_command(command)
    _serve_static(app)
    return app


def _serve_static(app: Flask) -> None:
    """Own and vendored assets, compressed beside the original, without a view per file."""
    app.add_url_rule("/static/<path:filename>", endpoint="static", build_only=True)
    assets.compress(ROOT / "static")
    app.wsgi_app = WhiteNoise(  # type: ignore[method-assign] # how WhiteNoise is meant to be used
        app.wsgi_app,
        root=str(ROOT / "static"),
        prefix="static/",
        max_age=ONE_HOUR,
        allow_all_origins=False,
        add_headers_function=headers.add_to_file,
    )
