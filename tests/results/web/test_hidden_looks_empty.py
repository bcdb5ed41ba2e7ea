"""A group in which nobody is and one that is too small read the same, to the byte, wherever results are read."""

import re

import numpy as np
from sqlalchemy import update

from results import contents, releases
from survey.domain.questionnaires.codebook import FIRST_OPTION, NOT_ANSWERED
from survey.store import consultations
from survey.store.answering.responses import EqualityAnswers
from survey.store.consultations import OffsetSecret
from survey.store.questionnaires.versions import frozen
from tests.demonstration import CROYDON
from tests.results.changed import take_back
from tests.results.web.conftest import PUBLISHED

RESULTS = f"/consultations/{CROYDON}/results/"
API = f"/api/v1/consultations/{CROYDON}/results"
READ = (RESULTS, f"{RESULTS}support/by/age/", f"{RESULTS}purposes/by/age/", f"{RESULTS}tables.csv", API)
# With it the figure of those who left out their age is the same for one person more.
SECRET = bytes(range(1, 33))
# What a release is told apart by, and what each response of the server has of its own.
OWN = re.compile(r"[0-9a-f]{64}|[0-9a-f]{32}|nonce-?=?\"?[\w+/=-]+")


def with_so_many_under_16(store, number):
    """The demonstration, counted with so many people under 16 instead of as many who left out their age."""
    found = consultations.find(store, CROYDON)
    store.execute(update(OffsetSecret).values(secret=SECRET))
    place = frozen(store, found.version_id).equality.position["age"]
    mine = EqualityAnswers.consultation_id == found.id
    rows = store.query(EqualityAnswers).filter(mine).order_by(EqualityAnswers.id).all()
    young = [row for row in rows if row.codes[place] in (FIRST_OPTION, NOT_ANSWERED)]
    for count, row in enumerate(young):
        codes = np.frombuffer(row.codes, np.uint8).copy()
        codes[place] = FIRST_OPTION if count < number else NOT_ANSWERED
        row.codes = codes.tobytes()
    take_back(store)
    release = releases.make(store, found, today=PUBLISHED).release
    releases.publish(store, found, on=PUBLISHED, today=PUBLISHED)
    store.execute(consultations.LogEntry.__table__.delete())
    store.commit()
    return list(releases.all_tables(store, release))


def read(reader):
    pages = {}
    for address in READ:
        response = reader.raw.get(address)
        assert response.status_code == 200, address
        pages[address] = OWN.sub("-", response.data.decode())
    return pages


def test_nobody_and_one_person_read_the_same_everywhere(reader, store, monkeypatch):
    # Weighted figures count only people whose age is known, so there one more truly is one more.
    monkeypatch.setattr(contents, "PARTS", {})
    nobody, empty = with_so_many_under_16(store, 0), read(reader)
    assert not any(table.shown for table in nobody if table.value == "under-16")
    assert with_so_many_under_16(store, 1) == nobody
    assert read(reader) == empty
