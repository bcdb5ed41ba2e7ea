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
