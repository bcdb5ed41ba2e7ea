"""A consultation in other languages, in words that can be told from English ones: Welsh marked, Arabic letter by letter."""

import re
from datetime import date

from survey.store.questionnaires import versions
from survey.store.translating.content import contents_of
from survey.store.translating.translations import By, Edit, save

ANN = By("Ann", date(2026, 8, 1))
LETTERS = dict(zip("abcdefghijklmnopqrstuvwxyz", "ابجدهفغحيكقلمنوعرسصتثخذشزض", strict=True))
PLACE = re.compile(r"(\{answer:[^|}]*\|)")


def welsh(text):
    """The text with a mark."""
    return f"CY {text}"


def arabic(text):
    """The text in letters that run from right to left."""
    turned = {**LETTERS, **{letter.upper(): other for letter, other in LETTERS.items()}, ",": "،", "?": "؟"}
    return "".join(part if PLACE.match(part) else part.translate(str.maketrans(turned)) for part in PLACE.split(text))


WRITTEN = {"cy": welsh, "ar": arabic}


def translate(session, consultation, *languages, but=()):
    """Has all of it translated and checked, but for the texts whose place begins so; and asked in these languages."""
    consultation.languages = list(languages)
    for language in languages:
        for content in contents_of(session, consultation):
            left = [text for text in content.texts if not text.place.startswith(tuple(but))]
            edits = [Edit(one.place, one.text, WRITTEN[language](one.text), "", "Bob") for one in left]
            assert not save(session, content.subject, language, edits, by=ANN)
    asked = versions.frozen(session, consultation.version_id).asked
    consultation.version_id = versions.freeze(session, consultation.id, asked).id
    session.commit()
