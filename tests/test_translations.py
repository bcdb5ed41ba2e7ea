"""The interface's catalogues are whole, and no text of a page stands outside them."""

import re
from functools import cache

import pytest
from jinja2 import Environment, nodes

import wsgi
from survey.domain.languages import LANGUAGES
from survey.store.database import columns_kept
from survey.web.catalogues import path_of, read
from survey.web.translated_templates import Translated
from survey.web.translation_commands import collected, untranslated
from tests.source import ROOT, named, templates

CATALOGUES = [language.code for language in LANGUAGES if path_of(language.code).exists()]
UPDATE = "run: flask --app wsgi translations update"
PLACES = re.compile(r"%\(\w+\)s|%%|\{\w+\}")
# A form for one number may say it in words.
NUMBER = {"{count}", "%(count)s"}
TAGS = re.compile(r"<[^>]+>")

# What reads the same in every language.
SAME = {"Lamppost", "flask --app wsgi postcodes load FILE", "PDF", "lp", "noindex", "en", "This translation has not been checked yet."}
CLASSES = re.compile(r'(?:[a-z]+-[a-z_-]+|aria-[a-z]+="[a-z-]*"|[a-z-]+[-=][^ ]*)(?: [a-z]+-[a-z_-]+| data-i18n[^ ]*)*')
HEARD = re.compile(r'\s(?:aria-label|alt|title|placeholder)="([^"]*)"')


@cache
def messages():
    """Every message that stands in the source."""
    return {_id(message) for message in collected(ROOT) if message.id}


def _id(message):
    return message.id if isinstance(message.id, str) else message.id[0]


def _texts(message):
    return [message.string] if isinstance(message.string, str) else list(message.string)


@pytest.mark.parametrize("code", CATALOGUES)
def test_a_catalogue_has_the_messages_of_the_source_and_no_others(code):
    kept = {_id(message) for message in read(code) if message.id}
    assert not messages() - kept, f"not in {code}, {UPDATE}: {sorted(messages() - kept)[:10]}"
    assert not kept - messages(), f"gone from the source, {UPDATE}: {sorted(kept - messages())[:10]}"


@pytest.mark.parametrize("language", [found for found in LANGUAGES if found.complete], ids=lambda found: found.code)
def test_a_complete_language_has_every_message(language):
    if language.code == "en":
        return
    catalogue = read(language.code)
    assert not untranslated(catalogue), f"to translate into {language.english}: {untranslated(catalogue)[:10]}"
    unsure = [_id(message) for message in catalogue if message.id and message.fuzzy]
    assert not unsure, f"marked as fuzzy: {unsure}"


@pytest.mark.parametrize("code", CATALOGUES)
def test_a_translation_has_the_places_and_the_tags_of_its_message(code):
    wrong = []
    for message in read(code):
        sources = [message.id] if isinstance(message.id, str) else message.id
        source, places = sources[-1], [set(PLACES.findall(one)) - NUMBER for one in sources]
        for text in filter(None, _texts(message) if message.id else []):
            if set(PLACES.findall(text)) - NUMBER not in places:
                wrong.append(f"{source}: the places of {text}")
            if sorted(TAGS.findall(text)) != sorted(TAGS.findall(source)):
                wrong.append(f"{source}: the tags of {text}")
    assert not wrong, "\n".join(wrong)


def test_every_field_that_is_kept_is_described_in_the_catalogues():
    texts = {column["meaning"] for table in columns_kept() for column in table["columns"]}
    texts |= {table["purpose"] for table in columns_kept()}
    assert wsgi.create_app  # which brings every table with it
    missing = sorted(texts - {""} - messages())
    assert not missing


class Silence:
    """A catalogue that says nothing, so that what is left of a template stands outside every catalogue."""

    def text(self, _message):
        return ""


PARSER = Environment(autoescape=True, extensions=[Translated])
PARSER.catalogue, PARSER.newstyle_gettext = Silence(), True


def left_over(path):
    """Words of a template that no catalogue has."""
    tree = PARSER.parse(path.read_text(encoding="utf-8"))
    markup = "".join(node.data for node in tree.find_all(nodes.TemplateData))
    markup = re.sub(r"<(script|style)\b.*?</\1>", "", markup, flags=re.DOTALL)
    texts = HEARD.findall(markup) + TAGS.sub("\n", markup).split("\n")
    texts += [const.value for out in tree.find_all(nodes.Output) for const in _printed(out)]
    words = (re.sub(r"&\w+;", "", text).strip() for text in texts)
    return sorted({text for text in words if re.search(r"[A-Za-z]{2}", text) and not CLASSES.fullmatch(text)} - SAME)


def _printed(node):
    """The constants that an output may print as they are: those of a condition, not those of a call."""
    if isinstance(node, nodes.Const) and isinstance(node.value, str) and re.search(r"^[A-Z]|\w \w", node.value.strip()):
        yield node
    if isinstance(node, (nodes.Output, nodes.CondExpr, nodes.Or, nodes.Concat)):
        for child in node.iter_child_nodes(exclude=("test",)):
            yield from _printed(child)


def test_no_text_of_a_page_stands_outside_the_catalogues():
    faults = [f"{named(path)}: {text}" for path in templates() for text in left_over(path)]
    assert not faults, "put these into {% trans %}, or into SAME:\n" + "\n".join(faults)
