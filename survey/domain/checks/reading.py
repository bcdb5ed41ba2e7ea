"""How hard the words are to read: reading age, long sentences, hard words and abbreviations.

The measure is the Automated Readability Index (Smith and Senter 1967, AMRL-TR-66-220). It counts letters,
words and sentences, which anyone can count again; measures that count syllables make a program guess.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator, Mapping

from survey.domain.checks.findings import Finding, quoted
from survey.domain.checks.texts import asked_in, every_text, opinion_questions, prose, sentences, words
from survey.domain.questionnaires.questions import Question, Questionnaire
from survey.domain.wording import Words, listed, say, say_many

# The index is a school year of the United States; the youngest pupils of the first one are six.
YEARS_BEFORE_SCHOOL = 5
OLDEST = 14
# Below this the index says more about one long name than about the text.
FEWEST_WORDS = 40
LONGEST_SENTENCE = 25

HARD_WORDS: Mapping[str, str] = {
    "accordingly": "so",
    "additionally": "also",
    "ameliorate": "improve",
    "ascertain": "find out",
    "cognisant": "aware",
    "commence": "begin",
    "commensurate": "in line with",
    "commissioned": "set up",
    "consequently": "so",
    "constitute": "be",
    "demographics": "groups of people",
    "disseminate": "publish",
    "efficacy": "how well it works",
    "endeavour": "try",
    "facilitate": "help",
    "forthwith": "at once",
    "hereby": say("(leave it out)"),
    "holistic": "whole",
    "in respect of": "about",
    "in the event of": "if",
    "inter alia": "among others",
    "methodology": "method",
    "mitigate": "reduce",
    "mitigation": "way to reduce harm",
    "modalities": "ways",
    "notwithstanding": "despite",
    "operationalise": "put to use",
    "per annum": "a year",
    "prior to": "before",
    "proportionality": "whether it does more than is needed",
    "pursuant to": "under",
    "remuneration": "pay",
    "stakeholder": "people who are affected",
    "stakeholders": "people who are affected",
    "subsequently": "later",
    "utilisation": "use",
    "utilise": "use",
    "utilised": "used",
    "utilize": "use",
    "vis-à-vis": "about",
    "with regard to": "about",
}
_HARD = re.compile(r"\b(" + "|".join(re.escape(word) for word in HARD_WORDS) + r")\b", re.IGNORECASE)

# Short forms that need no explanation in a British street.
KNOWN = frozenset(
    {
        "UK", "GB", "EU", "UN", "US", "USA", "NHS", "BBC", "ITV", "TV", "CCTV", "ID", "PC", "PCSO",
        "MP", "AM", "PM", "GP", "AI", "IT", "FAQ", "PDF", "OK", "DIY", "HIV", "AIDS", "GCSE", "PE",
        "BT", "EE", "SMS", "GPS", "WC", "DVD", "CD", "VAT", "BST", "GMT",
    }
)  # fmt: skip
_CAPITALS = re.compile(r"(?<![\w-])[A-Z][A-Z0-9]{0,4}[A-Z](?=s?\b)(?!-)")
# Words that are only said loudly.
_LOUD = frozenset(
    {
        "ALL", "AND", "ANY", "ARE", "AT", "BEFORE", "BOTH", "BUT", "BY", "DO", "DOES", "EACH", "EVER",
        "EVERY", "FIRST", "FOR", "FROM", "HAVE", "HOW", "IF", "IN", "IS", "IT", "LAST", "LEAST", "LESS",
        "MANY", "MORE", "MOST", "MUST", "NEVER", "NO", "NONE", "NOR", "NOT", "NOW", "OF", "ON", "ONE",
        "ONLY", "OR", "OUT", "PER", "SAME", "SO", "THE", "THIS", "TO", "TWO", "UP", "USE", "WAS", "WE",
        "WHAT", "WHO", "WHY", "WITH", "YES", "YOU", "YOUR",
    }
)  # fmt: skip
_SHOUTED = 3


def reading_age(text: str) -> int | None:
    """The age at which most pupils can read a text; None where it is too short to say."""
    found = words(text)
    if len(found) < FEWEST_WORDS:
        return None
    characters = sum(character.isalnum() for word in found for character in word)
    per_word, per_sentence = characters / len(found), len(found) / len(sentences(text))
    index = 4.71 * per_word + 0.5 * per_sentence - 21.43
    return max(math.ceil(index), 1) + YEARS_BEFORE_SCHOOL


def reading_findings(questionnaire: Questionnaire) -> Iterator[Finding]:
    """What is hard to read, question by question, and whether the whole is."""
    questions = [question for _, question in opinion_questions(questionnaire)]
    yield from _whole(questions)
    for question in questionnaire.questions:
        yield from _passage(question)
        yield from _sentences(question)
        yield from _hard_words(question)
    yield from _short_forms(questionnaire)


def _joined(texts: Iterable[str]) -> str:
    return "\n".join(texts)


def _whole(questions: Iterable[Question]) -> Iterator[Finding]:
    text = _joined(passage for question in questions for passage in prose(question))
    age = reading_age(text)
    if age and age > OLDEST:
        said = say("All questions and hints together have a reading age of about {age}.", age=age)
        yield Finding("reading-age", said, (text,))


def _passage(question: Question) -> Iterator[Finding]:
    text = _joined(prose(question))
    age = reading_age(text)
    if age and age > OLDEST:
        said = say(
            "The text of this question has a reading age of about {age}: {text}", age=age, text=quoted(text)
        )
        yield Finding("reading-age", said, (text,), question=question.code)


def _sentences(question: Question) -> Iterator[Finding]:
    for text in prose(question):
        for sentence in sentences(text):
            count = len(words(sentence))
            if count > LONGEST_SENTENCE:
                said = say("A sentence has {number} words: {text}", number=count, text=quoted(sentence))
                yield Finding("long-sentence", said, (sentence,), question=question.code)


def _hard_words(question: Question) -> Iterator[Finding]:
    explained = {definition.term.lower() for definition in question.definitions}
    text = _joined((*every_text(question), *prose(question)))
    found = sorted({at[0].lower() for at in _HARD.finditer(text)} - explained)
    if found:
        said = say_many(
            "{count} hard word, with what could stand instead: {words}.",
            "{count} hard words, with what could stand instead: {words}.",
            len(found),
            words=listed([_instead(word) for word in found]),
        )
        yield Finding("hard-word", said, tuple(found), question=question.code)


def _instead(word: str) -> Words:
    return say("“{word}” ({instead})", word=word, instead=HARD_WORDS[word])


def _short_forms(questionnaire: Questionnaire) -> Iterator[Finding]:
    explained = {form for question in questionnaire.questions for form in _explained(question)}
    for question in questionnaire.questions:
        forms = [_CAPITALS.findall(text) for text in every_text(question) if text != text.upper()]
        said_quietly = {form for each in forms if len(each) < _SHOUTED for form in each}
        found = sorted(said_quietly - KNOWN - _LOUD - explained)
        if found:
            named = ", ".join(f"“{form}”" for form in found)
            text = quoted(asked_in(question))
            said = say("Not explained anywhere: {words}, in {text}", words=named, text=text)
            yield Finding("short-form", said, tuple(found), question=question.code)
            explained.update(found)


def _explained(question: Question) -> Iterator[str]:
    yield from (definition.term for definition in question.definitions)
    for text in (*every_text(question), *prose(question)):
        for at in re.finditer(r"\(([A-Z][A-Z0-9]*[A-Z])s?\)|\b([A-Z][A-Z0-9]*[A-Z])s? \(", text):
            yield at[1] or at[2]
