"""Publishing: exactly what its page showed, and nothing that somebody saved or found since."""

from sqlalchemy import select

from survey.store.deployments.register import DeploymentRevision

YES = {"balanced": "yes"}
SAID = {
    "change_summary": "The sentence was made shorter.",
    "reason": "Residents found it too long.",
    "material": "no",
}


def numbers(session):
    session.expire_all()
    newest = select(DeploymentRevision.number).order_by(DeploymentRevision.number.desc()).limit(1)
    return session.scalar(newest)


def ready(ann, bob, prepared):
    """Something to publish, checked by two people; Ann’s page that publishes it."""
    ann.get_page(f"{prepared}basics/").form().submit({"summary": "A shorter sentence."})
    for one in (ann, bob):
        one.get_page(f"{prepared}balance/").form().submit(YES)
    return ann.get_page(f"{prepared}publish/").form()


def test_an_old_page_does_not_publish_what_its_reader_has_never_seen(ann, bob, prepared, session, coming):
    old = ready(ann, bob, prepared)
    bob.get_page(f"{prepared}publish/").form().submit(SAID)
    published = numbers(session)
    bob.get_page(prepared).form("prepare/").submit()
    bob.get_page(f"{prepared}basics/").form().submit({"summary": "Not ready yet."})
    page = old.submit(SAID, status=422)
    assert "Bob Brook changed this revision while you were here" in page.text
    assert numbers(session) == published
    assert coming().as_revision.summary == "Not ready yet."


def test_what_somebody_saved_since_is_shown_first(ann, bob, prepared, session):
    old = ready(ann, bob, prepared)
    before = numbers(session)
    bob.get_page(f"{prepared}basics/").form().submit({"summary": "Bob’s sentence."})
    page = old.submit(SAID, status=422)
    assert numbers(session) == before
    page.form().submit(SAID)
    assert numbers(session) == before + 1


def test_one_who_finds_no_balance_stops_it(ann, bob, signed_in, prepared, session):
    mine = ready(ann, bob, prepared)
    before = numbers(session)
    cleo = signed_in("Cleo Clerk")
    cleo.get_page(f"{prepared}balance/").form().submit({"balanced": "no", "comment": "Against has more heat."})
    page = mine.submit(SAID, status=422)
    assert "nobody may have found that they are not" in page.text
    assert numbers(session) == before
