"""Before and after a material change, as residents, councillors and organisers read it."""

import csv
import io

import pytest
from sqlalchemy import update

from results import releases
from results.web import kept
from results.web.changed import before_and_after
from survey.domain.changes import Choice
from survey.store import consultations
from survey.store.consultations import Consultation
from tests.demonstration import CROYDON
from tests.page import words
from tests.results.changed import REASON, SUMMARY, change, let_it_change, take_back
from tests.results.web.conftest import PUBLISHED, RESPONSES

RESULTS = f"/consultations/{CROYDON}/results/"
COUNCIL = f"/council/consultations/{CROYDON}/"
EXACT = f"/organise/consultations/{CROYDON}/exact/"
BEFORE, FROM = "Before revision 2 (20 September 2026)", "From revision 2 (20 September 2026)"


def counted_again(store, *changes, shown=(1, 2)):
    """The demonstration's release, made afresh after these changes."""
    croydon = consultations.find(store, CROYDON)
    let_it_change(store, croydon, *changes, shown=shown)
    take_back(store)
    releases.make(store, croydon, today=PUBLISHED)
    store.commit()


@pytest.fixture
def changed(store):
    counted_again(store, change(2, Choice.EXTEND))


@pytest.mark.parametrize(
    ("changes", "labels"),
    [
        ((), []),
        ((change(2),), [BEFORE, FROM]),
        (
            (change(2), change(3, Choice.EXTEND)),
            [BEFORE, "From revision 2 to before revision 3", "From revision 3 (23 September 2026)"],
        ),
        ((change(2, Choice.START_AGAIN),), [BEFORE, FROM]),
        # What nobody has decided about splits nothing.
        ((change(2, None),), []),
    ],
)
def test_groups_are_named_by_what_their_people_were_shown(changes, labels):
    question = before_and_after(Consultation(changes=[one.dump() for one in changes]))
    assert question.text == "Before and after the plan changed"
    assert [option.label for option in question.options] == labels


def plain(page):
    return " ".join(page.text.split())


def test_the_results_say_what_changed_what_was_decided_and_why(changed, reader):
    page = reader.get_page(RESULTS)
    assert "On 20 September 2026 revision 2 of the plan was published: " + SUMMARY in plain(page)
    assert f"On 22 September 2026 the council decided to extend. Reason: {REASON}" in plain(page)
    assert "Figures for everybody count both together." in page.text
    assert plain(page).index("Figures for everybody") < plain(page).index("What share of all residents")
    page = page.follow("Answers before and after the plan changed")
    assert page.url == f"{RESULTS}support/by/revision/"


def test_one_question_before_and_after_the_change(changed, reader):
    page = reader.get_page(f"{RESULTS}support/by/revision/")
    assert page.h1 == "Results before and after the plan changed"
    heads = [words(head) for head in page.one("table").iter("th")]
    assert {BEFORE, FROM} <= set(heads)
    assert REASON in page.text
    assert "does not show that anybody changed their mind" in page.text
    assert len(page.all("div", class_="lp-chart")) == 1


def test_who_answered_before_and_after_is_among_the_profiles(changed, reader):
    page = reader.get_page(RESULTS)
    (profile,) = page.all("section", aria_labelledby="who-revision")
    assert "Before and after the plan changed" in words(profile)
    assert BEFORE in words(profile)


def test_any_other_table_says_that_it_counts_both_together(changed, reader):
    page = reader.get_page(f"{RESULTS}safety/by/age/")
    assert "These figures count both together" in page.text
    page = page.follow("Answers before and after the plan changed")
    assert page.url == f"{RESULTS}safety/by/revision/"
    assert "count both together" not in page.text


def test_a_table_is_chosen_by_the_revision(changed, reader):
    page = reader.get_page(f"{RESULTS}support/by/age/")
    page = page.form().submit({"question": "purposes", "characteristic": "revision"})
    assert page.h1 == "Results before and after the plan changed"
    assert all("?row=" in page.links[row] for row in page.links if page.links[row].startswith("?"))
    page = reader.get_page(f"{RESULTS}support/by/religion/", status=404)
    assert "revision of the plan" in page.text


def test_too_few_after_a_change_are_shown_on_neither_side(store, reader):
    counted_again(store, change(2), shown=(1,) * 99 + (2,))
    page = reader.get_page(f"{RESULTS}support/by/revision/")
    assert not page.all("table")
    assert f"{BEFORE}; {FROM}. Their answers could be worked out" in page.text


def test_after_several_changes_each_part_has_its_name(store, reader):
    counted_again(store, change(2), change(3), shown=(1, 2, 3))
    page = reader.get_page(f"{RESULTS}support/by/revision/")
    assert "From revision 2 to before revision 3" in page.text
    assert "Figures for everybody count all answers together." in reader.get_page(RESULTS).text


def test_councillors_read_the_same(changed, signed_in):
    councillor = signed_in("councillor")
    page = councillor.get_page(COUNCIL)
    assert "Figures for everybody count both together." in page.text
    assert f"Reason: {REASON}" in plain(page)
    areas = [address for address in page.links.values() if "/areas/" in address]
    assert page.follow("Answers before and after the plan changed").url == f"{COUNCIL}support/by/revision/"
    shown = [page for page in map(councillor.get_page, areas) if page.all("table")]
    assert all("count answers from before and after together" in page.text for page in shown)
    assert shown


def test_organisers_filter_their_exact_figures_by_it(changed, signed_in):
    organiser = signed_in("organiser")
    page = organiser.get_page(EXACT, query_string={"question": "capacity"})
    parts = [page.form().submit({"only": f"revision.from-revision-{number}"}) for number in (1, 2)]
    assert [label in part.text for label, part in zip((BEFORE, FROM), parts, strict=True)] == [True, True]
    sums = [
        sum(int(words(row[-1]).replace(",", "")) for row in list(part.one("table").iter("tr"))[1:])
        for part in parts
    ]
    assert sum(sums) == RESPONSES
    assert min(sums) > 0


def test_what_was_kept_before_the_decision_is_built_again(published, store, tmp_path):
    croydon = consultations.find(store, CROYDON)
    assert "revision" not in kept.kept_extract(store, tmp_path, croydon).extract.columns
    let_it_change(store, croydon, change(2))
    assert "revision" in kept.kept_extract(store, tmp_path, croydon).extract.columns
    again = kept.kept_extract(store, tmp_path, croydon)
    assert again is kept.kept_extract(store, tmp_path, croydon)


def rows_of(client, name):
    return list(csv.DictReader(io.StringIO(client.raw.get(RESULTS + name).data.decode("utf-8-sig"))))


def test_files_hold_the_groups_and_say_what_their_codes_mean(changed, reader):
    groups = {row["group"] for row in rows_of(reader, "tables.csv") if row["characteristic"] == "revision"}
    assert groups == {"from-revision-1", "from-revision-2"}
    meaning = {
        (row["question"], row["option"]): row["option text"] for row in rows_of(reader, "code-book.csv")
    }
    assert meaning["revision", "from-revision-1"] == BEFORE
    assert meaning["revision", "from-revision-2"] == FROM
    assert meaning["channel", "paper"] == "On paper"


def test_without_a_change_nothing_speaks_of_one(reader, signed_in):
    pages = [reader.get_page(address) for address in (RESULTS, f"{RESULTS}support/by/age/")]
    pages += [signed_in("organiser").get_page(EXACT)]
    for page in pages:
        assert "plan changed" not in page.text
        assert "revision of the plan" not in page.text
    reader.get_page(f"{RESULTS}support/by/revision/", status=404)
    assert not [row for row in rows_of(reader, "code-book.csv") if row["question"] == "revision"]


def test_an_organiser_is_told_to_decide_first(store, signed_in):
    croydon = consultations.find(store, CROYDON)
    let_it_change(store, croydon, change(2, None))
    take_back(store)
    store.execute(update(Consultation).where(Consultation.slug == CROYDON).values(published_on=None))
    store.commit()
    organiser = signed_in("organiser")
    page = organiser.get_page(f"/organise/consultations/{CROYDON}/")
    page = page.form("release/").submit(status=422)
    assert "(revision 2), and the council has not decided" in plain(page)
    assert "Decide first" in page.text
    assert releases.newest(store, croydon) is None


def test_the_rule_stands_on_the_overview_from_the_start(reader):
    for slug in (CROYDON, "soho-fixed-cameras"):
        page = reader.get_page(f"/consultations/{slug}/")
        assert (
            "If the plan changes in a way that matters while the consultation is open, "
            "each question is also counted before and after the change."
        ) in page.text
