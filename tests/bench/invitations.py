"""What it costs to issue 20,000 codes and to print them, as cards and as letters. No request waits for it."""

import resource
import time
from datetime import date
from itertools import cycle, islice

from survey.domain.invitations import Kind
from survey.domain.letters import CARD
from survey.store import consultations, strata
from survey.store.database import engine_for, session_factory
from survey.web.invitations import issuing, printing
from survey.web.invitations.printing import Layout
from survey.web.pdf import available
from tests.bench.site import SLUG, TODAY, application, installation, report

CODES, LETTERS = 20_000, 1_000
ADDRESS = ("The Occupier", "Flat 3, Great Marlborough House", "27 Great Marlborough Street", "London", "W1F 7HN")


def run() -> None:
    """invitations_issue_cpu_s, invitations_print_cpu_s, invitations_cards_cpu_s and invitations_print_peak_mb."""
    with installation() as settings:
        app = application(settings)
        with app.app_context(), session_factory(engine_for(settings.database_url))() as session:
            consultation = consultations.find(session, SLUG)
            made = {"name": "Homes", "kind": Kind.ZONE, "household": True, "day": date(2026, 11, 2)}
            stratum = strata.add(session, consultation, **made)
            session.commit()
            before = time.process_time()
            codes = issuing.drawn(CODES)
            issuing.store(session, stratum, codes, seen=0, day=TODAY)
            written = sum(len(lines) for lines in issuing.as_csv(codes))
            session.commit()
            assert written > CODES
            report("invitations_issue_cpu_s", time.process_time() - before, "CPU-seconds", CODES)
            if available():
                _print(session, consultation, stratum, codes[:LETTERS], layout=Layout())
                _print(session, consultation, stratum, codes, layout=Layout(kind=CARD))
                whose = resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN
                peak = max(resource.getrusage(who).ru_maxrss for who in whose)
                report("invitations_print_peak_mb", peak / 1024, "MB of the larger process", CODES)


def _print(session, consultation, stratum, codes, *, layout) -> None:
    """Both processes count: ours, which draws the pages and QR codes, and those that make the PDFs."""
    before, letters = _spent(), layout.kind != CARD
    texts = printing.texts_of(session, consultation, stratum, layout=layout, addressed=letters)
    recipients = list(islice(cycle([ADDRESS]), len(codes))) if letters else []
    printed = sum(number for _name, _pdf, number in printing.pdfs(texts, codes, recipients, layout=layout))
    assert printed == len(codes)
    name = "invitations_print_cpu_s" if letters else "invitations_cards_cpu_s"
    report(name, _spent() - before, "CPU-seconds", len(codes))


def _spent() -> float:
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + children.ru_utime + children.ru_stime
