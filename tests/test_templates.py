"""Rules that hold in every template, drawn or not: escaping stays on, nothing is inline, nothing is foreign."""

import re

import pytest
from jinja2 import Environment, nodes

from tests.source import ROOT, named, templates

FORBIDDEN = {
    r"\|\s*safe\b": "prints unescaped text: build markup in the template instead",
    r"\bMarkup\s*\(": "builds markup by hand",
    r"\bautoescape\s+false": "switches escaping off",
    r"<style\b": "has an inline style sheet: put it in static/app.css",
    r"<[a-z][^<>]*\sstyle\s*=": "has a style attribute, which the content security policy drops: use a class",
    r"<[a-z][^<>]*\son[a-z]+\s*=": "has an inline handler: put it in static/page.js",
    r"javascript:": "has a script in an address",
    r"<script(?![^>]*\b(?:src|type=\"application/(?:ld\+)?json\"))[^>]*>": "has an inline script",
    r"\b(?:src|srcset)\s*=\s*[\"'](?:https?:)?//": "loads something from another host",
    r"<link\b[^>]*href\s*=\s*[\"'](?:https?:)?//": "links a file of another host",
    r"url\(\s*[\"']?(?:https?:)?//": "loads something from another host",
    r"<form\b[^>]*action\s*=\s*[\"'](?:https?:)?//": "sends a form to another host",
    r"autofocus\b": "moves the focus before anything was read",
    r"tabindex\s*=\s*[\"'][1-9]": "changes the order of the keyboard",
}


PARSER = Environment(autoescape=True, extensions=["jinja2.ext.i18n"])  # only parses: nothing is drawn with it
REFERENCES = (nodes.Extends, nodes.Include, nodes.FromImport, nodes.Import)


def text_of(path) -> str:
    """The template without its comments."""
    return re.sub(r"\{#.*?#\}", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)


def test_the_rules_look_at_real_templates():
    assert len(templates()) > 20


@pytest.mark.parametrize("pattern", FORBIDDEN, ids=FORBIDDEN.values())
def test_no_template(pattern):
    faults = [
        f"{named(path)}: {found[0]}"
        for path in templates()
        if (found := re.search(pattern, text_of(path), flags=re.IGNORECASE))
    ]
    assert not faults, f"a template {FORBIDDEN[pattern]}:\n" + "\n".join(faults)


def test_templates_import_only_what_they_use():
    faults = []
    for path in templates():
        tree = PARSER.parse(path.read_text(encoding="utf-8"))
        listed = [name for node in tree.find_all(nodes.FromImport) for name in node.names]
        imported = {name if isinstance(name, str) else name[1] for name in listed}
        imported |= {node.target for node in tree.find_all(nodes.Import)}
        used = {name.name for name in tree.find_all(nodes.Name) if name.ctx == "load"}
        faults += [f"{named(path)}: {name}" for name in sorted(imported - used)]
    assert not faults, "imported and not used:\n" + "\n".join(faults)


def test_templates_name_templates_that_exist():
    faults = []
    for path in templates():
        for node in PARSER.parse(path.read_text(encoding="utf-8")).find_all(REFERENCES):
            name = node.template.value if isinstance(node.template, nodes.Const) else ""
            ours = name and not name.startswith("govuk_frontend_jinja/")
            if ours and not (ROOT / "templates" / name).exists():
                faults.append(f"{named(path)}:{node.lineno} names {name}")
    assert not faults, "\n".join(faults)


def test_template_names_are_in_lower_case():
    faults = [named(path) for path in templates() if not re.fullmatch(r"[a-z0-9_]+(\.[a-z]+)+", path.name)]
    assert not faults, f"use lower_case.html: {faults}"


def test_own_styles_and_scripts_name_no_other_host_and_run_no_text():
    unsafe = re.compile(r"https?://|\beval\s*\(|new Function\b|innerHTML|document\.write")
    faults = []
    for path in sorted((ROOT / "static").glob("*.[cj]s*")):
        if path.suffix in (".css", ".js"):
            text = path.read_text(encoding="utf-8").replace("http://www.w3.org/", "")
            faults += [f"{named(path)}: {found}" for found in unsafe.findall(text)]
    assert not faults, "\n".join(faults)
