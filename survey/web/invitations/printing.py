"""Letters and cards: drawn as a page, made into tagged PDFs part by part, and kept by nobody.

Addresses and codes pass through the memory of this process and of the one that makes the PDF. No file is
written, and what goes wrong is told without them.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest

import segno
from flask import current_app, render_template

from survey.domain.codes import in_groups
from survey.domain.invitations import in_parts
from survey.domain.languages import WITH_INTERFACE, Language, known
from survey.domain.letters import CARD, DL, LETTER, Sheet, Subject, Texts, in_language, texts
from survey.domain.translating.texts import translated
from survey.domain.translating.words import ConsultationWords
from survey.domain.wording import say
from survey.store.consultations import Consultation
from survey.store.database import Session
from survey.store.strata import Stratum
from survey.store.translating.content import OWN
from survey.store.translating.translations import CONSULTATION, checked_words
from survey.store.translating.translations import Subject as Translated
from survey.web.catalogues import catalogue_of
from survey.web.invitations.entry import printed_address, scanned_address
from survey.web.pdf import ROOT, make_pdf

STYLES = ROOT / "static" / "letters.css"
# A part takes about twelve of the thirty CPU seconds that its process has, on a machine that may do more.
A_PART = 250
PATIENCE = 4

Recipients = Sequence[tuple[str, ...]]


@dataclass(frozen=True, kw_only=True)
class Layout:
    """How it is printed: letters or cards, for which envelope, in which languages."""

    kind: str = LETTER
    envelope: str = DL
    languages: tuple[Language, ...] = WITH_INTERFACE[:1]


def languages_for(consultation: Consultation) -> tuple[Language, ...]:
    """The languages in which a letter can be printed: those of the consultation with words for it."""
    offered = {OWN, *(consultation.languages or ())}
    return tuple(language for language in WITH_INTERFACE if language.code in offered)


def texts_of(
    session: Session, consultation: Consultation, stratum: Stratum, *, layout: Layout, addressed: bool
) -> list[Texts]:
    """What is printed, once for each language."""
    return [
        in_language(
            texts(_subject(session, consultation, stratum, language=language, addressed=addressed)),
            language,
            catalogue_of(language),
        )
        for language in layout.languages
    ]


def _subject(
    session: Session, consultation: Consultation, stratum: Stratum, *, language: Language, addressed: bool
) -> Subject:
    if consultation.closes_on is None:
        raise LookupError(consultation.slug)
    words = _words(session, consultation, language.code)
    offered = known({OWN, *(consultation.languages or ())})
    return Subject(
        title=words.title,
        council=words.council,
        closes_on=consultation.closes_on,
        household=stratum.household,
        addressed=addressed,
        other_ways=words.other_ways,
        address=printed_address(),
        languages=tuple(one for one in offered if one != language),
        illustrative=consultation.illustrative,
    )


def _words(session: Session, consultation: Consultation, code: str) -> ConsultationWords:
    own = ConsultationWords(
        consultation.title, consultation.summary, consultation.council, consultation.ways_to_answer, ()
    )
    if code == OWN:
        return own
    subject = Translated(CONSULTATION, consultation.id)
    found = checked_words(session, [subject], code)[subject]
    return translated(own, lambda place, text: found.get((place, text)) or text)


def sheets(
    made: Sequence[Texts], codes: Sequence[str], recipients: Recipients
) -> Iterator[dict[str, object]]:
    """The pages of the letters in order, each with its QR code: one a language, the address on the first."""
    for code, recipient in zip_longest(codes, recipients, fillvalue=()):
        drawn = _qr(str(code))
        for place, own in enumerate(made):
            shown = Sheet(own, in_groups(str(code)), tuple(recipient) if place == 0 else (), place > 0)
            yield {"sheet": shown, "qr": drawn}


def _qr(code: str) -> str:
    found = segno.make(scanned_address(code), error="m", micro=False)
    return found.svg_data_uri(border=4, dark="#000", light="#fff", omitsize=True)


def page(made: Sequence[Texts], codes: Sequence[str], recipients: Recipients, *, layout: Layout) -> str:
    """Everything as one HTML document: what a PDF is made from."""
    own = say("{title}: invitations", title=made[0].title)
    name = catalogue_of(layout.languages[0]).said(own)
    return render_template("invitations/pdf.html", name=name, **shown(made, codes, recipients, layout=layout))


def shown(
    made: Sequence[Texts], codes: Sequence[str], recipients: Recipients, *, layout: Layout
) -> dict[str, object]:
    """What the templates need."""
    brand = str(current_app.config["SETTINGS"].council)
    drawn = list(sheets(made, codes, recipients))
    return {"sheets": drawn, "layout": layout, "is_card": layout.kind == CARD, "author": brand}


def pdfs(
    made: Sequence[Texts], codes: Sequence[str], recipients: Recipients, *, layout: Layout
) -> Iterator[tuple[str, bytes, int]]:
    """PDFs of 250 each: name, content, and how many are in it. Raises PdfError."""
    for start, end in in_parts(len(codes), A_PART):
        html = page(made, codes[start:end], recipients[start:end], layout=layout)
        name = f"{layout.kind}s-{start + 1:05}-{end:05}.pdf"
        yield name, make_pdf(html, styles=STYLES, patience=PATIENCE), end - start


def as_zip(files: Iterator[tuple[str, bytes, int]]) -> bytes:
    """The files in one, in memory."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, content, _number in files:
            archive.writestr(name, content)
    return packed.getvalue()
