"""All of disclosure control stands in one place: who makes a published table, and who may hold an exact one."""

import re

import pytest

from tests.source import modules, named, templates

DOOR = "results/domain/disclosure.py"
# The organiser's exact view, which is behind sign-in and audited.
EXACT_VIEW, EXACT_TEMPLATE = "results/web/exact.py", "templates/organise/exact.html"
# These make a table of counts of responses and give it to disclosure control before anybody sees it.
HANDED_ON = {"results/web/progress.py": "progress", "results/web/missing.py": "Disclosure"}
SHOWING = ("results/web/", "results/charts.py", "results/drawing/", "results/exports.py", "results/files/")
# What gives back true counts of answers.
COUNTS = re.compile(r"\b(one_way|breakdowns|who_chose|crossed)\(")
EXACT_TABLES = re.compile(r"from results\.domain\.tables import|\bBreakdown\b|\b(one_way|breakdowns|crossed)\b")
RESULTS = modules("results")


def test_only_disclosure_control_makes_a_published_table():
    making = re.compile(r"\bSafeTable\(|\bSafeTable\.__new__|disclosure\._|disclosure import [^\n]*\b_")
    faults = [m.name for m in modules("survey", "results", "wsgi.py") if making.search(m.text) and m.name != DOOR]
    assert not faults, f"these make a SafeTable, or reach for its key: {faults}"


def test_offsets_are_worked_out_in_one_place():
    faults = [m.name for m in RESULTS if re.search(r"\bhmac\b", m.text) and m.name != DOOR]
    assert not faults, f"these have offsets of their own: {faults}"


def test_pages_charts_and_files_hold_no_exact_table():
    faults = [
        m.name
        for m in RESULTS
        if m.name.startswith(SHOWING) and m.name not in {EXACT_VIEW, *HANDED_ON} and EXACT_TABLES.search(m.text)
    ]
    assert not faults, f"these hold exact tables outside the organiser's exact view: {faults}"


@pytest.mark.parametrize(("name", "control"), HANDED_ON.items())
def test_what_counts_responses_hands_them_to_disclosure_control(name, control):
    (module,) = (m for m in RESULTS if m.name == name)
    assert re.search(rf"from results\.domain\.disclosure import [^\n]*\b{control}\b", module.text)
    # Nothing that a page is given, a field or what a public function returns, is an exact table.
    assert not re.search(r"^    \w+: [^\n(]*(?<!Safe)(?<!Census)\bTable\b", module.text, re.MULTILINE)
    assert not re.search(r"^def [a-z]\w*\([^)]*\)[^:\n]*-> [^\n]*(?<!Safe)(?<!Census)\bTable\b", module.text, re.MULTILINE)


def test_only_the_exact_view_shows_exact_tables():
    holders = {named(path) for path in templates() if "ExactTable" in path.read_text(encoding="utf-8")}
    assert holders <= {EXACT_TEMPLATE}
    assert {m.name for m in RESULTS if "ExactTable" in m.text} == {EXACT_VIEW}


def test_below_results_nobody_counts_answers():
    faults = [m.name for m in modules("survey") if COUNTS.search(m.text)]
    assert not faults, f"these count answers: {faults}"
