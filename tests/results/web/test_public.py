"""The public pages of results: what is said, what is never said, and how a reader can check it."""

import csv
import hashlib
import io
import json
import re
from datetime import date

import pytest
from sqlalchemy import select

from results import releases
from results.drawing.palette import BLUES, ORANGES
from results.web.downloads import in_words
from survey.store import consultations
from survey.store.consultations import Consultation
from survey.web.outcomes.blueprint import questions_of
from tests import demonstration
from tests.demonstration import CROYDON, SOHO
from tests.page import words
from tests.results.web.conftest import RESPONSES

RESULTS = f"/consultations/{CROYDON}/results/"


def shown_figures(page):
    """Every chart of a page, parsed."""
    return [json.loads(script.text) for script in page.all("script", type="application/json")]


def test_the_answer_comes_first_with_its_base_and_its_limits(reader):
    page = reader.get_page(RESULTS)
    assert page.h1 == "Results"
    assert re.search(r"\d+% support and \d+% oppose; \d+% neither; \d+% don’t know \(base: [\d,]+", page.text)
    assert (
        f"Anyone could answer. These figures describe the {RESPONSES:,} people who did, "
        "not everyone in the borough; no margin of error can be given."
    ) in page.text
    assert page.text.index("support and") < page.text.index("What cannot be concluded")
    assert page.text.index("What cannot be concluded") < page.text.index("Who answered")


def test_the_first_chart_is_there_before_any_script(reader):
    page = reader.get_page(RESULTS)
    headline = page.one("section", class_="lp-headline")
    drawings = [svg for svg in headline.iter() if "lp-instant" in svg.get("class", "")]
    assert len(drawings) == 2
    for drawing in drawings:
        assert {"Strongly support", "Strongly oppose"} <= {text.strip() for text in drawing.itertext()}
        assert not any(element.get("style") for element in drawing.iter())
    sentence = page.one("p", class_="lp-answer")
    assert re.search(r"base: [\d,]+ who answered, of 1,500 responses\)$", words(sentence))


def test_it_tells_when_responses_came_and_where_from(reader):
    page = reader.get_page(RESULTS)
    assert re.search(r"1,500 responses came in \d+ (days|weeks), the most", page.text)
    counts = [words(cell) for cell in page.one("section", **{"aria-labelledby": "received"}).iter("td")]
    assert counts
    assert all(count == "fewer than 10" or int(count.replace(",", "")) % 10 == 0 for count in counts)
    assert page.all("div", **{"data-chart-for": "chart-who-area"})


def test_every_chart_has_its_picture_and_its_figures_beside_it(reader):
    page = reader.get_page(RESULTS)
    links = {link.get("href") for link in page.all("a") if "/charts/" in (link.get("href") or "")}
    for chart in page.all("div", class_="lp-chart"):
        code = re.sub("^chart-(who-)?", "", chart.get("data-chart-for"))
        name = {"headline": "support", "received": "responses/over-time"}.get(code, code)
        assert {f"{RESULTS}charts/{name}.svg", f"{RESULTS}charts/{name}.csv"} <= links, code


def test_files_are_listed_with_their_format_and_size(reader):
    page = reader.get_page(RESULTS)
    files = [words(item) for item in page.one("ul", class_="lp-files").iter("li")]
    size = len(reader.raw.get(f"{RESULTS}tables.csv").data)
    assert any(text.startswith("All published tables CSV, ") and in_words(size) in text for text in files)
    marks = len(reader.raw.get(f"{RESULTS}receipt-hashes.txt").data)
    assert any("text, " in text and in_words(marks) in text for text in files)


@pytest.mark.parametrize(
    ("size", "said"),
    [(0, "1 kB"), (999, "1 kB"), (48_600, "49 kB"), (1_240_000, "1.2 MB"), (31_000_000, "31 MB")],
)
def test_a_size_is_said_as_people_read_it(size, said):
    assert in_words(size) == said


def test_every_page_of_it_says_that_the_data_are_synthetic(reader):
    for address in (RESULTS, f"{RESULTS}support/by/age/", f"{RESULTS}support/by/religion/"):
        status = 404 if "religion" in address else 200
        page = reader.get_page(address, status=status)
        assert page.all("aside", class_="app-label"), address


def test_every_chart_is_followed_by_its_figures(reader):
    page = reader.get_page(RESULTS)
    charts = page.all("div", class_="lp-chart")
    assert len(charts) == len(shown_figures(page)) > 20
    assert all(chart.get("aria-label") for chart in charts)
    assert len(page.all("table")) > len(charts)


def test_every_figure_has_a_bar_that_needs_no_script(reader):
    page = reader.get_page(RESULTS)
    for bar in page.all("svg", class_="lp-bar"):
        track, share = bar.iter("rect")
        assert track.get("width") == "100"
        assert 0 <= int(share.get("width")) <= 100


def test_of_texts_it_says_how_many_wrote_and_shows_no_word(reader):
    page = reader.get_page(RESULTS)
    assert "Answered in people’s own words. Base:" in page.text


def test_groups_are_beside_the_census_with_how_many_are_missing(reader):
    page = reader.get_page(RESULTS)
    for word in ("Missing", "Census 2021", "not in the shares", "Prefer not to say"):
        assert word in page.text


@pytest.mark.parametrize("characteristic", ["area", "connection", "channel", "stratum", "age", "sex"])
def test_one_question_by_each_characteristic_of_the_plan(reader, characteristic):
    page = reader.get_page(f"{RESULTS}support/by/{characteristic}/")
    assert page.h1.startswith("Results by ")
    assert page.all("table")


def test_groups_that_are_too_small_are_named_and_not_shown(reader):
    page = reader.get_page(f"{RESULTS}support/by/area/")
    assert "Fewer than about 50 people answered this in these groups" in page.text


def test_both_ends_of_a_scale_are_on_a_map_with_the_same_shades(reader):
    page = reader.get_page(f"{RESULTS}support/by/area/")
    support, oppose, *_ = shown_figures(page)
    # Blue and orange, in the same steps: the darkest of either stands for the same share.
    ramps = [[fill for fill, _ink in ramp] for ramp in (BLUES, ORANGES)]
    keys = [[s["fillcolor"] for s in f["layout"]["shapes"] if s["type"] == "rect"] for f in (support, oppose)]
    steps = [[ramp.index(fill) for fill in key[:-1]] for ramp, key in zip(ramps, keys, strict=True)]
    assert steps[0] == steps[1] == list(range(len(steps[0])))
    assert len({tuple(note["text"] for note in f["layout"]["annotations"]) for f in (support, oppose)}) == 1


def test_a_grid_is_shown_row_by_row(reader):
    page = reader.get_page(f"{RESULTS}purposes/by/sex/")
    others = [text for text, address in page.links.items() if "/sex/?row=" in address]
    assert len(others) == 5
    page = page.follow("To find people suspected of theft or shoplifting")
    assert "To find people suspected of theft or shoplifting" in page.text
    reader.get_page(f"{RESULTS}purposes/by/sex/?row=nothing", status=404)


@pytest.mark.parametrize(
    "pair",
    [
        # An equality question that the plan does not break anything down by.
        "support/by/religion",
        # A characteristic by another: two characteristics are never crossed.
        "age/by/sex",
        # A text, which is never beside a characteristic.
        "main-reason/by/age",
        "support/by/nothing",
        "nothing/by/age",
    ],
)
def test_other_tables_do_not_exist_and_the_page_says_why(reader, pair):
    page = reader.get_page(f"{RESULTS}{pair}/", status=404)
    assert page.h1 == "There is no such table"
    assert "decided before the consultation opened" in page.text
    assert page.follow("Go to the results").h1 == "Results"


def test_another_table_is_chosen_without_scripts(reader):
    page = reader.get_page(f"{RESULTS}support/by/age/")
    page = page.form().submit({"question": "safety", "characteristic": "sex"})
    assert page.url.endswith("/results/safety/by/sex/")
    reader.get_page(f"{RESULTS}by/", status=404)


def test_no_figure_about_a_group_is_a_true_one(reader):
    """Published group figures are multiples of five and never under ten."""
    rows = csv.DictReader(io.StringIO(reader.raw.get(f"{RESULTS}tables.csv").data.decode("utf-8-sig")))
    protected = [row for row in rows if row["figures"] == "protected"]
    assert len(protected) > 1000
    for row in protected:
        shown = row["count"]
        assert shown in ("fewer than 10", "not shown") or (int(shown) % 5 == 0 and int(shown) >= 10), row


def test_everything_on_a_page_is_in_the_download(reader):
    page = reader.get_page(RESULTS)
    rows = csv.DictReader(io.StringIO(reader.raw.get(f"{RESULTS}tables.csv").data.decode("utf-8-sig")))
    counts = [row["count"] for row in rows if (row["question"], row["characteristic"]) == ("support", "")]
    headline = page.all("section", class_="lp-headline")[0]
    figures = "".join(headline.itertext())
    assert len(counts) == 6
    assert all(f"{int(count):,}" in figures for count in counts)


def test_files_are_saved_and_not_opened(reader):
    for name in ("tables.csv", "code-book.csv", "receipt-hashes.txt"):
        answer = reader.raw.get(RESULTS + name)
        assert answer.headers["Content-Disposition"] == f'attachment; filename="{CROYDON}-{name}"'


def test_the_hashes_are_those_of_all_receipts_in_an_order_that_tells_nothing(reader, store):
    release = releases.newest(store, consultations.find(store, CROYDON))
    lines = reader.raw.get(f"{RESULTS}receipt-hashes.txt").text.split()
    assert lines == sorted(set(lines))
    assert len(lines) == release.receipts
    assert all(re.fullmatch(r"[0-9a-f]{64}", line) for line in lines)


def test_the_way_to_check_a_receipt_is_the_way_it_was_hashed(reader):
    page = reader.get_page(RESULTS)
    shown = re.search(r"printf %s (\w{20}) \| shasum -a 256", page.text)
    from_page = hashlib.sha256(shown[1].encode()).hexdigest()
    found = reader.get_page("/receipt/")
    assert len(from_page) == 64
    assert found.status == 200


@pytest.mark.parametrize(
    ("today", "published_on", "words"),
    [
        # Open.
        (date(2026, 9, 20), None, "open until the end of 14 October 2026"),
        # Not yet open.
        (date(2026, 8, 20), None, "opens on 2 September 2026"),
        # Closed, and nobody has set a day.
        (date(2026, 10, 20), None, "has not been set yet"),
        # Closed, and the day is set.
        (date(2026, 10, 20), date(2026, 10, 26), "Everyone can see them here from 26 October 2026"),
    ],
)
def test_before_results_are_public_the_page_says_when(reader, store, clock, today, published_on, words):
    found = store.scalar(select(Consultation).where(Consultation.slug == CROYDON))
    found.published_on = published_on
    found.closed_on = found.closes_on if today > found.closes_on else None
    store.commit()
    clock.today = today
    page = reader.get_page(RESULTS)
    assert page.h1 == "Results are not public yet"
    assert words in page.text
    assert not page.all("table")
    for address in ("support/by/age/", "tables.csv", "code-book.csv", "receipt-hashes.txt"):
        assert reader.raw.get(RESULTS + address).status_code == 404


def test_an_open_consultation_shows_no_answer(reader):
    assert "Until then nobody is shown" in reader.get_page(f"/consultations/{SOHO}/results/").text


def test_a_consultation_that_does_not_exist(reader):
    assert reader.get_page("/consultations/none/results/", status=404).h1 == "Page not found"


def test_results_lead_to_the_outcome(reader):
    assert f"/consultations/{CROYDON}/outcome/" in reader.get_page(RESULTS).links.values()


def test_every_question_that_an_outcome_may_be_about_stands_on_the_page(published, reader, store):
    page = reader.get_page(RESULTS)
    with published.test_request_context():
        codes = questions_of(demonstration.consultation(store, CROYDON))
    assert "support" in codes
    assert [code for code in codes if not page.all("h3", id=f"question-{code}")] == []
