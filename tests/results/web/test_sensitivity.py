"""The check and the random sample on the page of results: apart, explained, and never in front."""

import pytest

from results import releases
from results.web import view
from results.web.language import version_of
from results.web.samples import sampled_results
from results.web.sensitivity import check_of
from survey.domain.consultations import Rules
from survey.domain.invitations import Kind
from survey.store import consultations
from survey.store.strata import Stratum

RESULTS = "/consultations/croydon-north-end/results/"
SAMPLE = {"north-end-letters": {"population": 150_000, "how": "Every 54th address of the list, from a random start."}}


@pytest.fixture(autouse=True)
def _nothing_kept(monkeypatch):
    # Pages of a release are kept for ever; here what they are made of is changed behind their back.
    monkeypatch.setattr(view, "_KEPT", {})


def of(store):
    consultation = consultations.find(store, "croydon-north-end")
    return consultation, releases.newest(store, consultation)


def with_sample(store, *, household=False):
    """Croydon as if its letters had been announced as a random sample; 1,000 were sent."""
    consultation, release = of(store)
    rules = consultation.counting_rules
    consultation.rules = Rules(**{**vars(rules), "samples": SAMPLE}).dump()
    store.add(
        Stratum(
            consultation_id=consultation.id,
            code="north-end-letters",
            name="Letters",
            kind=Kind.MAILING.value,
            household=household,
            issued=1000,
            used=250,
            individual=60 if household else 0,
            made_on=consultation.opens_on,
        )
    )
    store.commit()
    return consultation, release


def test_the_check_is_closed_explained_and_after_the_answer(reader):
    page = reader.get_page(RESULTS)
    text = page.text
    assert "It repairs the profile of those who answered, and not that they chose to answer" in text
    assert text.index("If the people who answered had been like the borough") > text.index("Who answered")
    details = [one for one in page.all("details") if "Show the check" in "".join(one.itertext())]
    assert [one.get("open") for one in details] == [None]
    words = "".join(details[0].itertext())
    for said in ("Effective base", "Design effect", "Largest weight", "Could not be weighted", "Census 2021"):
        assert said in words


def test_weighted_shares_stand_beside_those_that_people_gave(store, reader):
    consultation, release = of(store)
    tables = releases.alone(store, release)
    with reader.app.test_request_context("/"):
        check = check_of(store, release, version_of(store, consultation), tables, first="support")
    (first,) = check.first
    assert [line.percent for line in first.lines] == [f"{cell.percent}%" for cell in tables["support"][0].cells]
    assert all(line.weighted.endswith("%") for line in first.lines)
    assert check.withheld == ""
    assert "support" not in {question.code for question, _ in check.others}


def test_why_it_is_withheld_is_said(store, reader):
    _, release = of(store)
    part = store.get(releases.ReleasedPart, (release.id, "sensitivity"))
    part.content = {**part.content, "withheld": "few", "questions": {}}
    store.commit()
    page = reader.get_page(RESULTS)
    assert "no steadier than those of fewer than 100 people" in page.text
    assert "If like the census" not in page.text


def test_without_a_sample_nothing_has_a_range(reader):
    page = reader.get_page(RESULTS)
    assert "random sample, apart" not in page.text.lower()
    assert "Range" not in [cell.text for cell in page.all("th")]


def test_a_random_sample_stands_apart_with_its_response_rate(store, reader):
    with_sample(store)
    page = reader.get_page(RESULTS)
    assert "A random sample, apart: Letters to homes near North End" in page.text
    assert "Every 54th address" in page.text
    assert "answers came to 1,000 invitations: a response rate of" in page.text
    assert "The sample is never added to the open answers" in page.text


@pytest.mark.parametrize("household", [False, True])
def test_only_the_sample_has_ranges_and_households_wider_ones(store, reader, household):
    consultation, release = with_sample(store, household=household)
    with reader.app.test_request_context("/"):
        (sample,) = sampled_results(
            store, consultation, version_of(store, consultation), release, first="support"
        )
    (support,) = sample.first
    widths = []
    for line in support.lines:
        if line.interval != "–":
            low, high = (int(end.rstrip("%")) for end in line.interval.split(" to "))
            assert low <= int(line.share.rstrip("%")) <= high
            widths.append(high - low)
    assert widths
    assert (min(widths) > 10) or not household
    assert sample.household is household


def test_everyone_can_read_before_whose_figures_are_used_and_what_is_a_random_sample(store, reader):
    with_sample(store)
    page = reader.get_page("/consultations/croydon-north-end/")
    assert "Who answered is shown beside these census figures" in page.text
    assert "a random sample of 150,000. How it was drawn: Every 54th address" in page.text


def test_a_comparison_says_that_nobody_was_drawn_at_random_only_where_it_is_so(reader, store):
    address = f"{RESULTS}support/by/sex/compare/?one=female&other=male"
    assert "nobody was drawn at random" in reader.get_page(address).text
    with_sample(store)
    page = reader.get_page(address)
    assert "nobody was drawn at random" not in page.text
    assert "Only a random sample has ranges" in page.text
