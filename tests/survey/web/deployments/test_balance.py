"""The check of balance: two named people, exactly these arguments, shown wherever the arguments are."""

from datetime import date

import pytest

from survey.domain.evidence import Evidence, Stance
from survey.store.deployments import next_revisions
from survey.store.deployments.next_revisions import BalanceReview
from survey.web.deployments.balance import UNCHECKED, checked_in_words
from tests.survey.domain.test_evidence import statement
from tests.survey.web.deployments.conftest import SOHO

YES, NO = {"balanced": "yes"}, {"balanced": "no", "comment": "Against is written with more heat."}


def review(name, day, comment="", *, balanced=True):
    return BalanceReview(name=name, day=date(2026, 6, day), balanced=balanced, comment=comment)


def sides(number_for, number_against):
    argued = [statement(f"f{n}", Stance.FOR) for n in range(number_for)]
    argued += [statement(f"a{n}", Stance.AGAINST) for n in range(number_against)]
    return Evidence(tuple(argued))


ANN, BOB = review("A. Archer", 3), review("B. Brook", 4)
CLEO = review("C. Clerk", 5, "Not so.", balanced=False)


@pytest.mark.parametrize(
    ("reviews", "evidence", "said"),
    [
        ([], sides(2, 2), UNCHECKED),
        ([ANN], sides(2, 2), UNCHECKED),  # one is not enough
        ([ANN, BOB], sides(2, 2), "B. Brook on 4 June 2026: 2 arguments on each side, 74 and 74 characters."),
        ([ANN, BOB], sides(2, 2), "Checked for balance by A. Archer on 3 June 2026 and B. Brook on 4 June 2026: "),
        ([ANN, BOB], sides(1, 1), "1 argument on each side, 37 and 37 characters."),
        ([ANN, BOB], sides(2, 1), "2 arguments for and 1 against, 74 and 37 characters."),
        ([ANN, BOB, review("D. Day", 6)], sides(2, 2), "A. Archer on 3 June 2026, B. Brook on 4 June 2026 and D. Day"),
        ([ANN, CLEO], sides(2, 2), UNCHECKED),
        ([ANN, CLEO], sides(2, 2), "C. Clerk checked them on 5 June 2026 and did not find both sides served equally: “Not so.”"),
    ],
)  # fmt: skip
def test_the_line_under_the_arguments(reviews, evidence, said):
    assert said in checked_in_words(reviews, evidence)


def test_two_people_find_balance_and_are_named(ann, bob, prepared, acts):
    page = ann.get_page(f"{prepared}balance/")
    assert "Your name, Ann Archer, is published" in page.text
    assert "Nobody yet" in page.text
    page = page.form().submit(YES)
    assert "Ann Archer on 2 November 2026: both sides are served equally" in page.text
    assert "You can review them again once one of them has changed" in page.text
    page = bob.get_page(f"{prepared}balance/").form().submit(YES)
    assert (
        "Checked for balance by Ann Archer on 2 November 2026 and Bob Brook on 2 November 2026" in page.text
    )
    assert acts()[1:] == [("review-balance", SOHO)] * 2
    assert "Reviewed by Ann Archer and Bob Brook" in ann.get_page(prepared).text


def test_the_check_is_published_with_the_revision_that_it_was_made_for(ann, bob, prepared, client):
    public = f"/deployments/{SOHO}/"
    for person in (ann, bob):
        person.get_page(f"{prepared}balance/").form().submit(YES)
    assert "Checked for balance by Ann Archer" in ann.get_page(f"{prepared}preview/").text
    # What is public was published before anybody checked; the next revision will carry their names.
    assert UNCHECKED in client.get_page(public).text


def test_a_changed_argument_needs_new_reviews_and_undoing_it_brings_the_old_ones_back(ann, bob, prepared):
    ann.get_page(f"{prepared}balance/").form().submit(YES)
    argument = f"{prepared}arguments/wanted-people/"
    title = ann.get_page(argument).form().values["title"][0]
    bob.get_page(argument).form().submit({"title": "Another title"})
    assert "Nobody yet" in ann.get_page(f"{prepared}balance/").text
    bob.get_page(argument).form().submit({"title": title})
    assert "Ann Archer on 2 November 2026" in ann.get_page(f"{prepared}balance/").text


def test_a_change_elsewhere_needs_none(ann, bob, prepared):
    ann.get_page(f"{prepared}balance/").form().submit(YES)
    bob.get_page(f"{prepared}basics/").form().submit({"summary": "Other words."})
    assert "Ann Archer on 2 November 2026" in ann.get_page(f"{prepared}balance/").text


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({}, "Choose whether you find both sides served equally"),
        ({"balanced": "no"}, "Write what is not balanced"),
        ({"balanced": "no", "comment": "x" * 1001}, "1,000 characters or less"),
    ],
)
def test_says_what_a_review_lacks_and_keeps_what_was_typed(ann, prepared, typed, said, acts):
    page = ann.get_page(f"{prepared}balance/").form().submit(typed, status=422)
    assert said in page.errors[0]
    assert page.form().values["comment"] == [typed.get("comment", "")]
    assert len(acts()) == 1


def test_who_finds_no_balance_says_why_and_it_counts(ann, bob, prepared, session, coming):
    ann.get_page(f"{prepared}balance/").form().submit(YES)
    page = bob.get_page(f"{prepared}balance/").form().submit(NO)
    assert "Bob Brook on 2 November 2026: not balanced. “Against is written with more heat.”" in page.text
    row = coming()
    found = next_revisions.reviews_of(
        session, row.deployment_id, next_revisions.checksum_of(row.as_revision.evidence)
    )
    assert not next_revisions.enough_reviews(found)
    assert UNCHECKED in page.text or UNCHECKED in ann.get_page(f"{prepared}preview/").text


def test_nobody_reviews_the_same_arguments_twice(ann, prepared):
    form = ann.get_page(f"{prepared}balance/").form()
    form.submit(YES)
    page = form.submit(YES, status=422)
    assert "You have reviewed exactly these arguments already" in page.errors[0]


def test_a_review_is_of_the_arguments_that_were_read(ann, bob, prepared, coming):
    form = ann.get_page(f"{prepared}balance/").form()
    bob.get_page(f"{prepared}arguments/wanted-people/").form().submit({"title": "Another title"})
    page = form.submit(YES, status=409)
    assert "An argument has changed since you opened this page" in page.errors[0]
    assert "Nobody yet" in page.text
