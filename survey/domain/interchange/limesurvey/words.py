"""The words of a survey in all languages, plain, with marks where an earlier answer is put in."""

from __future__ import annotations

import re
from collections.abc import Mapping

from survey.domain.interchange.drafts import Draft
from survey.domain.interchange.languages import language_code
from survey.domain.interchange.piped import marked, without_marks
from survey.domain.interchange.plain_text import media_in, without_html
from survey.domain.interchange.texts import Text, chosen
from survey.domain.wording import say

# In LimeSurvey a brace with space after it is just a brace.
_EXPRESSION = re.compile(r"\{(?!\s)([^{}]{1,2000})\}")
_SIMPLE = re.compile(r"(?:INSERTANS:)?([\w-]+)(?:\.(?:NAOK|shown|value|valueNAOK|code))?")
_ENDS = (":", "?", ".", "!", "…")
LONGEST_NAME = 200

# Words that LimeSurvey has of its own, in the languages that most of its users have.
BUILT_IN: Mapping[str, Mapping[str, str]] = {
    "Yes": {"de": "Ja", "fr": "Oui", "es": "Sí", "it": "Sì", "nl": "Ja", "pt": "Sim"},
    "No": {"de": "Nein", "fr": "Non", "es": "No", "it": "No", "nl": "Nee", "pt": "Não"},
    "Uncertain": {"de": "Unsicher", "fr": "Incertain", "es": "Dudoso", "it": "Incerto", "nl": "Onzeker"},
    "Increase": {"de": "Zunahme", "fr": "Augmentation", "es": "Aumentar", "it": "Aumenta"},
    "Same": {"de": "Gleich", "fr": "Identique", "es": "Igual", "it": "Uguale", "nl": "Hetzelfde"},
    "Decrease": {"de": "Abnahme", "fr": "Diminution", "es": "Disminuir", "it": "Diminuisce", "nl": "Afname"},
    "Female": {"de": "Weiblich", "fr": "Femme", "es": "Mujer", "it": "Femmina", "nl": "Vrouw"},
    "Male": {"de": "Männlich", "fr": "Homme", "es": "Hombre", "it": "Maschio", "nl": "Man"},
    "Other": {"de": "Sonstiges", "fr": "Autre", "es": "Otro", "it": "Altro", "nl": "Anders", "pt": "Outro"},
    "Please comment": {"de": "Kommentar", "fr": "Commentaire", "es": "Comentario", "it": "Commento"},
}


class Words:
    """Turns texts by language into one text. `own` is the survey's own language."""

    def __init__(self, language: str, languages: list[str]) -> None:
        self.own = language_code(language)
        self._codes = [language_code(name) for name in languages]

    def __call__(self, words: Mapping[str, str], draft: Draft | None = None) -> Text:
        """The plain words; what goes with them is noted on the draft."""
        if draft is not None:
            for kind in dict.fromkeys(kind for text in words.values() for kind in media_in(text)):
                known = _MEDIA.get(kind)
                draft.fallback(known or say("Its words hold a {kind}, which is left out.", kind=kind))
        named = {language_code(language, otherwise=self.own): plain(text) for language, text in words.items()}
        return chosen(named, self.own)

    def built_in(self, word: str) -> Text:
        """A word that LimeSurvey shows by itself."""
        known = {"en": word, **BUILT_IN.get(word, {})}
        others = {code: known[code] for code in self._codes if code in known and code != self.own}
        return Text(known.get(self.own.partition("-")[0], word), others)


_MEDIA = {
    "img": say("Its words hold a picture, which is left out."),
    "iframe": say("Its words hold a page of another site, which is left out."),
    "script": say("Its words hold a script, which is left out."),
    "object": say("Its words hold a file, which is left out."),
}


def plain(text: str) -> str:
    """A text's words without marks of HTML."""
    return without_html(_EXPRESSION.sub(_mark, without_marks(text)))


def _mark(found: re.Match[str]) -> str:
    simple = _SIMPLE.fullmatch(found[1].strip())
    return marked(simple[1] if simple else " ".join(found[1].split())[:LONGEST_NAME])


def after(stem: Text, label: Text) -> Text:
    """A question and what of it is asked here: “Which skills? Skill 1”."""
    between = " " if stem.own.endswith(_ENDS) else ": "
    return stem.joined(label, between) if stem and label else stem or label
