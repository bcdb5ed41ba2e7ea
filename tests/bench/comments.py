"""Invented comments with known campaigns, and what it costs to find these.

The background is made of few parts on purpose, so that chance likeness is far more common than in life.
"""

import random
import re
import resource
import time
from dataclasses import dataclass

from results.domain import campaigns
from tests.bench.site import report

COMMENTS = 20_000
SHARES = (0.10, 0.05, 0.025, 0.01, 0.005)
COPIED = (
    "I object to fixed cameras in our high street. The council has not published a full assessment, and we were given three weeks to answer. Shoppers will have their faces scanned without being asked. I ask councillors to stop until Parliament has made a law for it.",
    "I support the fixed cameras, because they help to find people who are wanted for serious offences. An officer checks every alert before anybody is stopped. The pictures of everyone else are deleted at once. Please go ahead with the plan and put up clear signs.",
    "Please spend this money on youth clubs and not on cameras. Our estate lost two clubs in ten years, and young people have nowhere to go. A camera does not talk to anyone. Ask those who live here what would make them feel safe before you decide.",
    "Shop workers in this town are shouted at and hit every week. We need every tool that works, and this one does. The trial led to arrests of people who had hurt others. We ask the council to support the police and to protect those who serve you.",
    "Rydym yn gofyn i’r cyngor oedi’r cynllun camerâu hwn. Nid yw’r asesiad llawn wedi ei gyhoeddi eto. Dylai pobl leol gael gweld y ffigurau cyn i neb benderfynu. Dylai plant allu cerdded i’r ysgol heb i neb sganio eu hwynebau.",
)
OPENINGS = (
    "I think",
    "Speaking as a parent,",
    "To be honest,",
    "As a trader I find",
    "My neighbours say that",
    "It is obvious that",
    "We were told that",
    "After thinking it over,",
    "I am surprised that",
    "My daughter believes",
    "Having read the leaflet,",
    "Our street agrees that",
    "In my view",
    "I walk here daily and",
)
SUBJECTS = (
    "the crossing by the station",
    "street lighting",
    "the taxi rank",
    "the new camera",
    "a patrol on foot",
    "the car park",
    "the night bus",
    "the watchlist",
    "this consultation",
    "the market",
    "the underpass",
    "the youth worker",
    "a sign in the window",
    "the police van",
    "the closed library",
    "the subway",
    "my old school",
    "the council",
    "closing early",
    "the covered square",
)
VERBS = (
    "needs more thought",
    "would help families",
    "takes no account of shift workers",
    "is a waste of money",
    "makes me feel safer",
    "should be tried for a year",
    "worries my mother",
    "will push trouble into the side streets",
    "has never worked for wheelchair users",
    "deserves support",
    "comes too late",
    "would bring trade back",
    "keeps me awake",
    "does nothing about bicycles",
    "seems designed to annoy people",
    "has been promised since I moved here",
)
TAILS = (
    "especially in winter",
    "near the school",
    "at the weekend",
    "despite what was said",
    "if it is done properly",
    "before anything is built",
    "for people on low incomes",
    "after the last bus",
    "and nobody asked us",
    "whatever the leaflet says",
    "when the pubs close",
    "for the whole ward",
    "with children in tow",
    "although I see the other side",
)
PLACES = ("Mill Road", "King Way", "Abbey Lane", "Chapel Drive", "Elm Avenue", "Station Road", "Park Street")
SHORT = ("No", "Yes", "No cameras", "Good idea", "Stop this", "n/a", "None")
FIRST = ("Ann", "Tom", "Jo", "Sam", "Rosa", "Idris", "Mei", "Lewis")
LAST = ("Price", "Hill", "Okafor", "Khan", "Lloyd", "Barnes", "Silva", "Wood")


@dataclass(frozen=True)
class Comment:
    """A comment, the number of its campaign (-1: none), and how much was changed."""

    text: str
    campaign: int = -1
    level: str = "own"


def comments(number: int, seed: int = 1) -> list[Comment]:
    """So many, shuffled: 19% from campaigns, 2% that quote one sentence of one, 12% short, the rest their own."""
    rng = random.Random(seed)
    found = [
        Comment(changed(COPIED[campaign], level, rng), campaign, level)
        for campaign, share in enumerate(SHARES)
        for level in rng.choices(("verbatim", "light", "medium"), (0.3, 0.5, 0.2), k=int(number * share))
    ]
    for _ in range(number // 50):
        quoted = rng.choice(_sentences(rng.choice(COPIED)))
        found.append(Comment(" ".join((own_words(rng), quoted, own_words(rng))), level="quotes"))
    found += [Comment(rng.choice(SHORT), level="short") for _ in range(number * 12 // 100)]
    found += [Comment(own_words(rng)) for _ in range(number - len(found))]
    rng.shuffle(found)
    return found


def own_words(rng: random.Random) -> str:
    """One to five sentences."""
    return " ".join(_sentence(rng) for _ in range(rng.randrange(1, 6)))


def changed(text: str, level: str, rng: random.Random) -> str:
    """A copy: verbatim, lightly changed (a name, a sentence before, two slips), or more."""
    return {"verbatim": _same, "light": _lightly, "medium": _more}[level](text, rng)


def _same(text: str, _rng: random.Random) -> str:
    return text


def _lightly(text: str, rng: random.Random) -> str:
    signed = f"{text} Regards, {rng.choice(FIRST)} {rng.choice(LAST)}"
    before = f"{rng.choice(('I live nearby.', 'Please read this.', 'I am a parent here.'))} {text}"
    return rng.choice((signed, before, _slips(text, rng), text.upper(), text.replace(". ", ".\n")))


def _slips(text: str, rng: random.Random) -> str:
    words = text.split()
    for place in rng.sample(range(len(words)), 2):
        words[place] = words[place][1:] + words[place][:1]
    return " ".join(words)


def _more(text: str, rng: random.Random) -> str:
    sentences = _sentences(text)
    way = rng.randrange(3)
    if way == 0:
        sentences.pop(rng.randrange(len(sentences)))
    elif way == 1:
        rng.shuffle(sentences)
    words = " ".join(sentences).split()
    for place in rng.sample(range(len(words)), len(words) // 10 if way == 2 else 1):
        words[place] = rng.choice(("really", "plan", "families", "truly", "money"))
    return " ".join(words)


def _sentences(text: str) -> list[str]:
    return re.split(r"(?<=\.) ", text)


def _sentence(rng: random.Random) -> str:
    if rng.random() < 0.25:
        return rng.choice(
            (
                f"We had the same trouble on {rng.choice(PLACES)} in {rng.randrange(1970, 2026)}.",
                f"I walk past {rng.choice(PLACES)} every week and I have {rng.randrange(2, 9)} neighbours who agree.",
                f"Why not try {rng.choice(SUBJECTS)} on {rng.choice(PLACES)} for {rng.randrange(2, 20)} months?",
            )
        )
    parts = [rng.choice(words) for words in (OPENINGS, SUBJECTS, VERBS, TAILS)]
    return " ".join(parts[: rng.choice((3, 4, 4))]) + rng.choice((".", ".", "!", ""))


def run() -> None:
    """campaigns_20000_cpu_s, campaigns_peak_mb, and how well they were found."""
    made = comments(COMMENTS)
    texts = [one.text for one in made]
    base = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    before = time.process_time()
    found = campaigns.groups(campaigns.signatures(texts))
    report("campaigns_20000_cpu_s", time.process_time() - before, "CPU-seconds", COMMENTS)
    grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - base) / 1024
    report("campaigns_20000_peak_mb", grown, "MB more", COMMENTS)
    members = [made[place] for group in found for place in group.members]
    right = sum(one.campaign >= 0 for one in members)
    report("campaigns_precision", right / len(members), "of those found", COMMENTS)
    report("campaigns_recall", right / sum(one.campaign >= 0 for one in made), "of all", COMMENTS)
