"""Releases: made once after closing, by the plan, holding only what disclosure control let through."""

from datetime import date

import pytest
from sqlalchemy import func, select, update

from results import releases
from results.domain.disclosure import EVERYBODY
from results.releases import ReleaseError
from survey.domain.changes import Choice
from survey.domain.consultations import Phase
from survey.store import consultations
from survey.store.answering import responses
from survey.store.answering.responses import Response
from survey.store.database import session_factory
from tests import demonstration
from tests.results.changed import change, let_it_change, take_back

DAY = date(2026, 10, 26)


def make(session, consultation):
    return releases.make(session, consultation, today=DAY).release


def test_a_release_counts_every_response_and_lists_every_receipt(session, croydon):
    release = make(session, croydon)
    assert release.counted == session.scalar(select(func.count()).select_from(Response)) == 400
    assert release.receipts == len(responses.receipt_hashes(session, croydon.id, number=release.receipts))


def test_a_question_over_everybody_is_exact(session, croydon):
    (table,) = releases.alone(session, make(session, croydon))["support"]
    assert table.kind == EVERYBODY
    said = [row.answers.get("support") for row in session.scalars(select(Response))]
    for option, cell in zip(table.options, table.cells, strict=True):
        assert cell.count == said.count(option)


def test_every_figure_about_a_group_is_protected(session, croydon):
    release = make(session, croydon)
    groups = [table for table in releases.all_tables(session, release) if not table.exact]
    assert groups
    for table in groups:
        known = [c.count for c in table.cells if c.count is not None]
        assert all(figure >= 10 and figure % 5 == 0 for figure in known), table.name
        assert table.base is None or table.base >= 50


def test_the_plan_is_kept_to(session, croydon):
    release = make(session, croydon)
    planned = set(croydon.counting_rules.characteristics)
    tables = list(releases.all_tables(session, release))
    assert {table.group for table in tables} <= planned | {None}
    # A characteristic is never broken down, by itself or by another.
    assert {t.question for t in tables if t.group} & planned == set()
    # Nobody was asked about money, since no sum is published: a table would look as if few had answered.
    assert "contribution" not in {table.question for table in tables}
    # Of a text it is known how many wrote one, and nothing else.
    assert {table.options for table in tables if table.question == "main-reason"} == {()}


def test_one_question_by_one_characteristic(session, croydon):
    release = make(session, croydon)
    tables = releases.by(session, release, characteristic="age", question="support")
    assert [table.value for table in tables][:2] == ["under-16", "16-24"]
    everything = releases.everything_by(session, release, characteristic="age")
    assert everything["support"] == tables
    rows = releases.by(session, release, characteristic="age", question="purposes")
    assert len(rows) == 6 * len(tables)
    assert releases.by(session, release, characteristic="age", question="nothing") == ()


def test_the_same_secret_gives_the_same_figures(session, croydon):
    first = list(releases.all_tables(session, make(session, croydon)))
    take_back(session)
    assert list(releases.all_tables(session, make(session, croydon))) == first


def test_results_are_sealed_until_closing(session, clock):
    demonstration.load(session, clock.today)
    soho = demonstration.consultation(session)
    with pytest.raises(ReleaseError, match="sealed"):
        releases.make(session, soho, today=clock.today)


def test_there_is_one_release(session, croydon):
    make(session, croydon)
    with pytest.raises(ReleaseError, match="already"):
        make(session, croydon)


def test_publishing_needs_a_release_and_is_logged(session, croydon):
    with pytest.raises(ReleaseError, match="no release"):
        releases.publish(session, croydon, on=DAY, today=DAY)
    make(session, croydon)
    releases.publish(session, croydon, on=DAY, today=DAY)
    assert croydon.phase(DAY) == Phase.PUBLISHED
    assert "public" in consultations.log_of(session, croydon)[-1].text


def test_without_the_secret_nothing_can_be_counted_again(session, croydon):
    session.delete(session.get(consultations.OffsetSecret, croydon.id))
    session.flush()
    with pytest.raises(LookupError):
        make(session, croydon)


def test_of_two_who_make_a_release_at_once_one_does_and_the_other_is_told(
    session, croydon, engine, monkeypatch
):
    session.commit()
    build = releases.build

    def overtaken(own, consultation):
        monkeypatch.undo()
        with session_factory(engine)() as other:
            make(other, consultations.find(other, consultation.slug))
            other.commit()
        return build(own, consultation)

    monkeypatch.setattr(releases, "build", overtaken)
    with pytest.raises(ReleaseError, match="a release already"):
        make(session, croydon)


# Before and after a material change of the plan.


@pytest.mark.parametrize("choice", [Choice.CARRY_ON, Choice.EXTEND])
def test_every_question_is_also_counted_before_and_after_a_change(session, croydon, choice):
    release = make(session, let_it_change(session, croydon, change(2, choice)))
    assert release.characteristics == [*croydon.counting_rules.characteristics, "revision"]
    split = releases.everything_by(session, release, characteristic="revision")
    assert split.keys() == releases.everything_by(session, release, characteristic="channel").keys()
    assert [table.value for table in split["support"]] == ["from-revision-1", "from-revision-2"]
    (profile,) = releases.alone(session, release)["revision"]
    shown = [table.base for table in split["capacity"]]
    assert profile.options == ("from-revision-1", "from-revision-2")
    assert [cell.count for cell in profile.cells] == shown


def test_before_and_after_are_protected_like_every_group(session, croydon):
    release = make(session, let_it_change(session, croydon, change(2)))
    split = releases.everything_by(session, release, characteristic="revision")
    both = [table for tables in split.values() for table in tables]
    assert any(table.shown for table in both)
    for table in both:
        figures = [cell.count for cell in table.cells] + [table.base, table.not_answered, table.not_asked]
        assert all(f is None or (f >= 10 and f % 5 == 0) for f in figures)


def test_what_few_said_after_a_change_cannot_be_had_by_subtraction(session, croydon):
    release = make(session, let_it_change(session, croydon, change(2), shown=(1,) * 19 + (2,)))
    split = releases.everything_by(session, release, characteristic="revision")
    assert not any(table.shown for tables in split.values() for table in tables)


def test_a_change_moves_no_other_figure_of_the_release(session, croydon):
    before = make(session, croydon)
    tables, checksum = list(releases.all_tables(session, before)), before.checksum
    take_back(session)
    after = make(session, let_it_change(session, croydon, change(2)))
    others = [t for t in releases.all_tables(session, after) if "revision" not in (t.group, t.question)]
    assert others == tables
    assert after.checksum == checksum


def test_without_a_change_there_is_no_such_table(session, croydon):
    release = make(session, croydon)
    assert release.characteristics == list(croydon.counting_rules.characteristics)
    assert releases.counted_apart(croydon, release) == ()
    assert "revision" not in releases.alone(session, release)
    assert releases.by(session, release, characteristic="revision", question="support") == ()


def test_nothing_is_counted_while_a_change_waits_for_a_decision(session, croydon):
    let_it_change(session, croydon, change(2), change(3, None), change(4, None))
    with pytest.raises(ReleaseError, match=r"revision 3 and revision 4.*Decide first"):
        make(session, croydon)
    assert releases.newest(session, croydon) is None


def test_a_consultation_that_was_ended_by_a_change_is_split_too(session, croydon):
    # Between the change and the decision some may have answered about the new revision.
    release = make(session, let_it_change(session, croydon, change(2, Choice.START_AGAIN)))
    assert "revision" in release.characteristics


def test_a_plan_may_name_the_language_and_no_table_has_it_otherwise(session, croydon):
    assert "language" not in releases.alone(session, make(session, croydon))
    take_back(session)
    planned = [*croydon.counting_rules.characteristics, "language"]
    croydon.rules = {**croydon.rules, "characteristics": planned}
    croydon.languages = ["cy"]
    some = select(Response.id).order_by(Response.id).limit(120)
    session.execute(update(Response).where(Response.id.in_(some)).values(language="cy"))
    release = make(session, croydon)
    (profile,) = releases.alone(session, release)["language"]
    assert profile.options == ("cy", "en")
    tables = releases.by(session, release, characteristic="language", question="support")
    assert [(table.value, table.shown) for table in tables] == [("cy", True), ("en", True)]
    assert [cell.count for cell in profile.cells] == pytest.approx([120, 280], abs=4)
