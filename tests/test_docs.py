"""The documents agree with the code: every setting has its row, every make target is one, no link is dead."""

import re

from tests.source import ROOT, modules

DOCS = ROOT / "docs"
# How the code names a setting: environment.get("LAMPPOST_X") or os.environ["LAMPPOST_X"].
IN_CODE = re.compile(r"\b(?:environ|environment)(?:\.get\(|\[)\s*\"([A-Z_]+)\"")
IN_TABLE = re.compile(r"^\| `([A-Z_]+)` \|", re.MULTILINE)
LINK = re.compile(r"\]\((?!https?:|mailto:|#)([^)#\s]+)")


def documents():
    return [*sorted(DOCS.rglob("*.md")), *sorted(ROOT.glob("*.md"))]


def test_every_setting_has_one_row_in_the_table():
    read = {name for module in modules() for name in IN_CODE.findall(module.text)}
    rows = IN_TABLE.findall((DOCS / "settings.md").read_text(encoding="utf-8"))
    assert sorted(rows) == sorted(read), "docs/settings.md has a row for each setting that the code reads"


def test_the_readme_names_targets_that_exist():
    readme = ROOT / "README.md"
    named = set(re.findall(r"\bmake ([a-z]+)\b", readme.read_text(encoding="utf-8"))) if readme.exists() else set()
    exist = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    assert named <= exist, f"no such targets: {sorted(named - exist)}"


def test_links_between_documents_lead_somewhere():
    dead = [
        f"{path.relative_to(ROOT)}: {target}"
        for path in documents()
        for target in LINK.findall(path.read_text(encoding="utf-8"))
        if not (path.parent / target).exists()
    ]
    assert not dead, "\n".join(dead)


def test_every_decision_says_its_status_and_why():
    for path in (DOCS / "decisions").glob("[0-9]*.md"):
        text = path.read_text(encoding="utf-8")
        assert text.startswith("# "), f"{path.name} has no title"


def decisions():
    return sorted((DOCS / "decisions").glob("[0-9]*.md"))


def section(text, heading):
    """What stands under a heading of the second level, up to the next."""
    return text.split(f"\n## {heading}\n", maxsplit=1)[1].split("\n## ")[0]


def test_every_decision_has_the_four_headings_in_order_and_words_under_each():
    assert decisions()
    for path in decisions():
        text = path.read_text(encoding="utf-8")
        headings = re.findall(r"^## (.+)$", text, re.MULTILINE)
        assert headings == ["Context", "Decision", "Consequences", "Status"], path.name
        for heading in headings:
            assert len(section(text, heading).split()) > 0, f"{path.name} says nothing under {heading}"


def test_decisions_are_numbered_without_a_gap_and_bear_their_number():
    for number, path in enumerate(decisions(), start=1):
        assert path.name.startswith(f"{number:04}-"), f"{path.name} should be number {number}"
        assert path.read_text(encoding="utf-8").startswith(f"# {number}. "), path.name


def test_the_readme_leads_to_every_document():
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    lost = [path.name for path in [*decisions(), *DOCS.glob("*.md")] if f"docs/{path.relative_to(DOCS)}" not in readme]
    assert not lost, f"README.md does not lead to {lost}"


def test_the_readme_names_the_two_commands_and_the_same_without_make():
    start = section((ROOT / "README.md").read_text(encoding="utf-8"), "Start")
    for command in ("`make run`", "`make test`", "pip install", "flask --app wsgi start", "pytest"):
        assert command in start


def test_the_tour_of_the_folders_names_folders_that_exist_and_leaves_none_out():
    tour = section((ROOT / "README.md").read_text(encoding="utf-8"), "A tour of the folders")
    named = {name for row in re.findall(r"^\| (`.+?) \|", tour, re.MULTILINE) for name in re.findall(r"`(.+?)/`", row)}
    missing = sorted(name for name in named if not (ROOT / name).is_dir())
    assert not missing, f"the tour leads to {missing}, which are not there"
    packages = {path.parent.relative_to(ROOT).as_posix() for path in ROOT.glob("*/*/__init__.py")} - {"tests/bench"}
    left_out = {name for name in packages if name.startswith(("survey/", "results/"))} - named
    assert not left_out, f"the tour leaves out {sorted(left_out)}"


def test_files_that_the_documents_name_are_there():
    # `survey/web/fields.py`, `tests/browser/`; not what is made by running, nor a pattern such as <kind>.html.
    path_like = re.compile(r"`((?:survey|results|templates|tests|docs)/[\w./-]+)`")
    gone = [
        f"{path.relative_to(ROOT)}: {name}"
        for path in documents()
        for name in path_like.findall(path.read_text(encoding="utf-8"))
        if not (ROOT / name).exists()
    ]
    assert not gone, "\n".join(gone)


def test_every_cookie_is_in_the_table_of_cookies():
    in_code = {name for module in modules() for name in re.findall(r"\w*COOKIE = \"([\w-]+)\"", module.text)}
    table = section((DOCS / "decisions" / "0005-cookie.md").read_text(encoding="utf-8"), "Decision")
    assert set(re.findall(r"^\| `([\w-]+)` \|", table, re.MULTILINE)) == in_code
