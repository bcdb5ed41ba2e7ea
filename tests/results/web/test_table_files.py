"""The figures of one chart as CSV: nothing in it is run by a spreadsheet, and nothing hidden is a nought."""

import csv
import io

from results.web.table_files import figures_csv
from survey.domain.questionnaires.questions import Option, SingleChoice
from tests.results.released import exact, grouped

RUN = SingleChoice(
    code="run",
    text="=HYPERLINK(1)",
    options=(Option("plus", "+1 of these"), Option("at", "@home"), Option("plain", "Plain")),
)
GROUP = SingleChoice(code="ward", text="Ward", options=(Option("n", "-North"), Option("s", "South")))


def cells(content):
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))


def test_a_cell_that_a_spreadsheet_would_run_is_marked():
    found = cells(figures_csv([exact(RUN, (40, 30, 20))], RUN, None, census={}, synthetic=False))
    texts = [cell for line in found[1:] for cell in line]
    assert not [text for text in texts if text[:1] in ("=", "+", "-", "@")]
    assert "'=HYPERLINK(1)" in texts
    assert "'+1 of these" in texts


def test_what_is_held_back_is_words_and_never_a_nought():
    tables = [grouped(RUN, (60, 20, 3), "n"), grouped(RUN, (3, 0, 0), "s")]
    head, *found = cells(figures_csv(tables, RUN, GROUP, census={}, synthetic=False))
    rows = [dict(zip(head, line, strict=True)) for line in found]
    assert [row["count"] for row in rows] == ["60", "20", "fewer than 10", "not shown", "not shown", "not shown"]
    assert [row["base"] for row in rows] == ["80"] * 3 + ["not shown"] * 3
    assert rows[2]["percent"] == ""
    assert rows[0]["group_text"] == "'-North"
