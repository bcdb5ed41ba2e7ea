"""Templates in the language of the page.

A template is compiled once for each language that asks for it: `{% trans %}` becomes the translated text at
that moment, not while a page is drawn. So an English page costs what it cost before there were catalogues,
and a Welsh one hardly more. What comes from Python (`survey.domain.wording.Words`) is translated when it is
printed, in the pages of other languages only.
"""

from __future__ import annotations

import re
from typing import Any

from flask.templating import Environment
from jinja2 import Template, nodes
from jinja2.ext import InternationalizationExtension
from markupsafe import Markup

from survey.domain.wording import SOURCE, Catalogue
from survey.web.catalogues import catalogue_of
from survey.web.languages import current_language

_PLACE = re.compile(r"%\((\w+)\)s|%%")


class Translated(InternationalizationExtension):
    """`{% trans %}` whose text is looked up while the template is compiled."""

    def _make_node(self, singular: str, plural: str | None, *rest: Any) -> nodes.Output:  # noqa: ANN401 - Jinja's own
        """The text with its variables, as if it had been written in the template."""
        context, variables = rest[:2]
        if plural is not None or context is not None:
            return super()._make_node(singular, plural, *rest)
        text = self.environment.catalogue.text(singular)  # type: ignore[attr-defined] # set by TranslatedTemplates
        return nodes.Output(_parts(text, variables))


def _parts(text: str, variables: dict[str, nodes.Expr]) -> list[nodes.Expr]:
    parts: list[nodes.Expr] = []
    end = 0
    for found in _PLACE.finditer(text):
        parts.append(nodes.TemplateData(text[end : found.start()]))
        parts.append(variables[found[1]] if found[1] else nodes.TemplateData("%"))
        end = found.end()
    parts.append(nodes.TemplateData(text[end:]))
    return [part for part in parts if not isinstance(part, nodes.TemplateData) or part.data]


class TranslatedTemplates(Environment):
    """Flask's environment, and one more of it for each language with a catalogue."""

    catalogue: Catalogue = SOURCE

    def __init__(self, app: Any, **options: Any) -> None:  # noqa: ANN401 - Flask's own signature
        super().__init__(app, **options)
        self._of_languages: dict[str, TranslatedTemplates] = {}
        self.policies["ext.i18n.trimmed"] = True
        self.add_extension(Translated)
        self.newstyle_gettext = True  # which means that messages get their parameters, and fill them in
        self.globals.update({"_": _gettext, "gettext": _gettext, "ngettext": _ngettext})
        self.filters["said"] = said

    def _load_template(self, name: str, globals: Any) -> Template:  # noqa: A002, ANN401 - Jinja's own signature
        """The template in the language of this request. What it includes comes in the same."""
        return super(TranslatedTemplates, self._spoken())._load_template(name, globals)

    def _spoken(self) -> TranslatedTemplates:
        if self.overlayed:
            return self
        spoken = catalogue_of(current_language())
        return self if spoken is SOURCE else self._of_languages.get(spoken.code) or self._make(spoken)

    def _make(self, spoken: Catalogue) -> TranslatedTemplates:
        made = self.overlay(finalize=spoken.said)
        made.catalogue = spoken
        return self._of_languages.setdefault(spoken.code, made)  # type: ignore[arg-type, return-value] # of this class


def said(value: object) -> object:
    """What is printed, said in the language of the page: for filters that take it apart."""
    return catalogue_of(current_language()).said(value)


def _gettext(message: str, /, **params: object) -> Markup:
    """What `_()` says in a template: a message with its parameters, which are escaped."""
    return _filled(catalogue_of(current_language()).text(message), params)


def _ngettext(one: str, many: str, count: int, /, **params: object) -> Markup:
    """What a message with `{% pluralize %}` says."""
    return _filled(catalogue_of(current_language()).text_of(one, many, count), {"num": count, **params})


def _filled(text: str, params: dict[str, object]) -> Markup:
    return Markup(text) % {name: said(param) for name, param in params.items()}  # noqa: S704 - ours; values are escaped
