"""Two people at one next revision: nothing that somebody saved is overwritten unseen."""

import pytest

from survey.store.deployments import next_revisions

# One page of each kind: its path, what Bob saves meanwhile, what Ann types, and what of Bob's words she is shown.
PAGES = [
    ("basics/", {"summary": "Bob’s sentence."}, {"summary": "Ann’s sentence."}, "Bob’s sentence."),
    ("facts/cameras/hours/", {"note": "Bob’s note."}, {"note": "Ann’s note."}, "Bob’s note."),
    ("zones/soho/", {"name": "Bob’s Soho"}, {"name": "Ann’s Soho"}, "Bob’s Soho"),
    ("wards/", {"area_note": "Bob’s area."}, {"area_note": "Ann’s area."}, "Bob’s area."),
    ("arguments/wanted-people/", {"title": "Bob’s title"}, {"title": "Ann’s title"}, "Bob’s title"),
    ("documents/force-policy/", {"why": "Bob’s reason."}, {"why": "Ann’s reason."}, "Bob’s reason."),
]


@pytest.mark.parametrize(("path", "bobs", "anns", "shown"), PAGES, ids=[page[0] for page in PAGES])
def test_a_clash_shows_both_and_saving_again_is_a_decision(
    ann, bob, prepared, coming, path, bobs, anns, shown
):
    mine = ann.get_page(prepared + path).form()
    bob.get_page(prepared + path).form().submit(bobs)
    page = mine.submit(anns, status=409)
    assert "Your changes are not saved yet: Bob Brook saved something on 2 November 2026" in page.text
    assert shown in page.text
    ((name, text),) = anns.items()
    assert page.form().values[name] == [text]
    assert (coming().edition, coming().edited_by) == (2, "Bob Brook")
    page.form().submit()
    assert (coming().edition, coming().edited_by) == (3, "Ann Archer")
    assert ann.get_page(prepared + path).form().values[name] == [text]


def test_what_somebody_saved_elsewhere_stays_when_one_saves_again(ann, bob, prepared, coming):
    mine = ann.get_page(f"{prepared}facts/cameras/hours/").form()
    bob.get_page(f"{prepared}basics/").form().submit({"summary": "Bob’s sentence."})
    mine.submit({"note": "Ann’s note."}, status=409).form().submit()
    assert coming().as_revision.summary == "Bob’s sentence."
    assert coming().as_revision.plan.fact("hours").note == "Ann’s note."


def test_a_mistake_during_a_clash_is_told_first_and_the_clash_stays_one(ann, bob, prepared):
    mine = ann.get_page(f"{prepared}basics/").form()
    bob.get_page(f"{prepared}basics/").form().submit({"summary": "Bob’s sentence."})
    page = mine.submit({"summary": ""}, status=422)
    page.form().submit({"summary": "Ann’s sentence."}, status=409)


LISTED = [
    ("arguments/wanted-people/", {"title": "Ann’s title"}, lambda revision: revision.evidence.statements),
    ("documents/force-policy/", {"title": "Ann’s title"}, lambda revision: revision.evidence.documents),
    ("zones/soho/", {"name": "Ann’s title"}, lambda revision: revision.plan.zones),
]


@pytest.mark.parametrize(("path", "anns", "items"), LISTED, ids=[one[0] for one in LISTED])
def test_what_somebody_removed_is_not_lost_to_who_was_writing_it(
    ann, bob, prepared, coming, path, anns, items
):
    mine = ann.get_page(prepared + path).form()
    bob.get_page(f"{prepared}{path}remove/").form().submit()
    page = mine.submit(anns, status=409)
    assert "It was removed. Saving puts it back, as the last." in page.text
    page.form().submit()
    last = items(coming().as_revision)[-1]
    assert last.code == path.split("/")[1]
    assert getattr(last, next(iter(anns))) == "Ann’s title"


@pytest.mark.parametrize(
    ("path", "typed", "shown"),
    [
        ("documents/new/", {"title": "A policy", "why": "It says how."}, "This document It is new, so nobody"),
        ("zones/new/", {"name": "Ann’s zone"}, "All zones Soho, Theatre streets"),
    ],
)
def test_what_is_new_stands_beside_what_there_is(ann, bob, prepared, path, typed, shown):
    mine = ann.get_page(prepared + path).form()
    bob.get_page(f"{prepared}basics/").form().submit({"summary": "Bob’s sentence."})
    assert shown in mine.submit(typed, status=409).text


@pytest.mark.parametrize("path", ["arguments/wanted-people/remove/", "zones/soho/remove/"])
def test_a_button_that_comes_too_late_does_nothing_and_says_so(ann, bob, prepared, coming, path):
    mine = ann.get_page(prepared + path).form()
    bob.get_page(f"{prepared}basics/").form().submit({"summary": "Bob’s sentence."})
    page = mine.submit(status=409)
    assert page.h1 == "Nothing was changed"
    assert "Bob Brook saved something on 2 November 2026" in page.text
    assert coming().edition == 2


def test_what_was_typed_is_shown_when_the_preparation_is_gone(ann, bob, prepared, session, coming):
    mine = ann.get_page(f"{prepared}basics/").form()
    next_revisions.discard(session, coming())
    session.commit()
    page = mine.submit({"summary": "Ann’s sentence."}, status=409)
    assert page.h1 == "This revision is not being prepared any more"
    assert "Ann’s sentence." in page.text


@pytest.mark.parametrize("edition", ["", "one", "-1", "9" * 30, "²"])
def test_a_form_without_an_edition_is_not_ours(ann, prepared, coming, edition):
    form = ann.get_page(f"{prepared}basics/").form()
    sent = {name: texts[0] for name, texts in form.values.items()} | {"edition": edition}
    assert ann.raw.post(f"{prepared}basics/", data=sent).status_code == 400
    assert coming().edition == 1


def test_line_ends_and_control_characters_of_browsers_are_not_kept(ann, prepared, coming):
    ann.get_page(f"{prepared}basics/").form().submit({"summary": " One.\r\nTwo.\x00 "})
    assert coming().as_revision.summary == "One.\nTwo.\ufffd"
