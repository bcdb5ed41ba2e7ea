"""Texts as files for a translator, and back: what a returned file would change is shown before it is taken.

Between the preview and the accepting no file is kept on the server. The page carries what was read, sealed.
"""

from __future__ import annotations

from collections import Counter
from typing import Any

from flask import Response, redirect, render_template, request

from survey.domain.interchange.result import Refused
from survey.domain.languages import Language
from survey.domain.translating.files import Fate, Row, Verdict, judged, row_of
from survey.domain.translating.progress import Pair
from survey.domain.translating.xliff import written
from survey.domain.wording import say
from survey.store.interchange.writing import TYPE
from survey.store.translating.files import LARGEST, lines_of
from survey.store.translating.spreadsheets import workbook
from survey.store.translating.translations import Edit, Subject, kept, mark_of, save
from survey.web.database import db
from survey.web.forms import CONFLICT, UNPROCESSABLE, View, sent_text, token_problem
from survey.web.sealing import NotSealed, carried, carry
from survey.web.translating.desk import Desk, by
from survey.web.translating.overview import show_language
from survey.web.translating.side_by_side import LONGEST_NAME

# Room for a file that is a little too large, so that it gets an answer in words, and for what is carried.
LARGEST_FORM = 2 * LARGEST
XLIFF_TYPE = "application/x-xliff+xml"
NO_FILE = say("Choose a file: .xlf, .xlsx, .ods or .csv")
NOT_SEALED = say(
    "This preview is not from this page, or you signed in anew since. Upload the file again."
)
MEANWHILE = say("Somebody changed some of these texts since you uploaded the file. Upload it again.")
TAKEN = (Fate.NEW, Fate.REPLACES, Fate.OUTDATED)
LISTED = (Fate.MISFIT, Fate.OUTDATED, Fate.REPLACES, Fate.NEW)


def beside(desk: Desk, language: Language) -> dict[str, tuple[Subject, Pair]]:
    """Every text by the name that it has in a file: the subject and the place.

    Of a text that is asked now, and will be worded otherwise, the later wording is in the file.
    """
    found: dict[str, tuple[Subject, Pair]] = {}
    for part in desk.parts(language):
        for pair in part.pairs:
            found.setdefault(f"{part.subject.kind}/{pair.text.place}", (part.subject, pair))
    return found


def export(desk: Desk, language: Language, kind: str) -> Response:
    """The texts with what is translated so far, as XLIFF or as a spreadsheet."""
    rows: list[Row] = [row_of(key, pair) for key, (_, pair) in beside(desk, language).items()]
    if kind == "xlf":
        text = written(desk.slug, (desk.own.code, language.code), rows)
        return _file(text.encode(), f"{desk.slug}-{language.code}.xlf", XLIFF_TYPE)
    return _file(workbook((desk.own, language), rows), f"{desk.slug}-{language.code}.xlsx", TYPE)


def _file(data: bytes, name: str, mimetype: str) -> Response:
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(data, mimetype=mimetype, headers=headers)


def preview(desk: Desk, language: Language) -> View:
    """Shows what an uploaded file would change."""
    problems = token_problem()
    file = request.files.get("file")
    if not problems and (not file or not file.filename):
        problems = {"file": NO_FILE}
    verdicts: list[Verdict] = []
    texts = beside(desk, language)
    if not problems and file:
        try:
            lines = lines_of(file.read(), language)
            verdicts = judged(lines, {key: pair for key, (_, pair) in texts.items()})
        except Refused as refused:
            problems = {"file": str(refused)}
    if problems:
        return show_language(desk, language, problems), UNPROCESSABLE
    content = [_carried(one, texts) for one in verdicts if one.fate in TAKEN]
    return render_template(
        "translating/preview.html",
        desk=desk,
        other=language,
        listed=[(fate, [one for one in verdicts if one.fate is fate]) for fate in LISTED],
        counts=Counter(one.fate for one in verdicts),
        Fate=Fate,
        content=carry(_purpose(desk, language), [_agency(), content]),
        agency=_agency(),
        **desk.shown,
    )


def _carried(one: Verdict, texts: dict[str, tuple[Subject, Pair]]) -> list[object]:
    """Subject, place, the text that it was made from, the translation, the state that it replaces, if any.

    None is replaced of an earlier wording.
    """
    subject, pair = texts[one.line.key]
    same = one.fate is not Fate.OUTDATED
    source = pair.text.text if same else one.line.source
    return [*subject, pair.text.place, source, one.line.text, mark_of(pair.now) if same else None]


def accept(desk: Desk, language: Language) -> View:
    """Keeps what the preview showed."""
    problems = token_problem()
    try:
        agency, content = carried(_purpose(desk, language), request.form.get("content", ""))
    except NotSealed:
        problems = problems or {"": NOT_SEALED}
    if problems:
        return show_language(desk, language, problems), UNPROCESSABLE
    if not _take(language, content, agency):
        db().rollback()
        return show_language(desk, language, {"": MEANWHILE}), CONFLICT
    desk.audit(language.code)
    return redirect(desk.address("translation_language", language=language.code))


def _take(language: Language, content: list[list[Any]], agency: str) -> bool:
    """Keeps every text. False where somebody changed one since it was shown."""
    edits: dict[Subject, list[Edit]] = {Subject(*line[:2]): [] for line in content}
    there = {subject: _there(subject, language) for subject in edits}
    for kind, number, place, source, text, was in content:
        subject = Subject(kind, number)
        if was is not None or (place, source) not in there[subject]:
            edits[subject].append(Edit(place, source, text, was or ""))
    clashes = [save(db(), subject, language.code, mine, by=by(agency)) for subject, mine in edits.items()]
    return not any(clashes)


def _there(subject: Subject, language: Language) -> set[tuple[str, str]]:
    """The texts, of whatever wording, that have a translation already."""
    return {(one.place, one.source) for one in kept(db(), subject, language.code)}


def _agency() -> str:
    """Who translated it, as it was typed."""
    return sent_text("agency")[:LONGEST_NAME]


def _purpose(desk: Desk, language: Language) -> str:
    return f"translations {desk.blueprint} {desk.slug} {language.code}"
