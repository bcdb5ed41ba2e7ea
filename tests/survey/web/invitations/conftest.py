"""An open consultation with two strata, and one in draft; organisers who issue codes for them."""

import io

import pytest
from werkzeug.datastructures import FileStorage
from werkzeug.test import encode_multipart

from survey.domain.invitations import Kind
from survey.store import strata
from tests import demonstration

OPEN = f"/organise/consultations/{demonstration.SOHO}/invitations/"
HOMES = f"{OPEN}homes-in-soho/"
DRAFT = "/organise/consultations/lamps-and-cameras/invitations/"
FIELDS = {"form": "file", "number": "60", "seen": "0", "envelope": "dl", "languages": "en"}


@pytest.fixture
def soho(session, clock):
    """The open consultation of the demonstration, with a stratum of households and one of people."""
    demonstration.load(session, clock.today)
    found = demonstration.consultation(session)
    made = {"kind": Kind.ZONE, "household": True}, {"kind": Kind.PANEL, "household": False}
    for name, of in zip(("Homes in Soho", "Panel"), made, strict=True):
        strata.add(session, found, name=name, day=clock.today, **of)
    session.commit()
    return found


@pytest.fixture
def organiser(soho, sign_in, client):
    sign_in("organiser")
    return client


@pytest.fixture
def issue(organiser):
    """Orders codes, and returns the response as it comes: `issue(form="letter", addresses=b"...")`."""

    def issue(address=HOMES, **changes):
        form = organiser.get_page(address).form("/".join(address.split("/")[-2:]))
        sent = FIELDS | {name: form.values[name][0] for name in ("csrf_token", "seen")} | changes
        if "addresses" in changes:
            sent["addresses"] = FileStorage(io.BytesIO(changes["addresses"]), "list.csv")
        # Encoded here: what the test client makes of a large form it leaves in a temporary file.
        boundary, body = encode_multipart(sent)
        kind = f"multipart/form-data; boundary={boundary}"
        return organiser.raw.post(address, data=body, content_type=kind)

    return issue
