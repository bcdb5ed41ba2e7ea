"""The fixed words of a site notice: plain, short, and for neither side.

They are messages of the interface's catalogues. Where a language has no catalogue, the council translates
them like its own texts, and a sheet is made once all of them are checked: half a sheet in another language is
worse than none. Facts that the register publishes are put in as they stand there.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields, replace
from datetime import date

from survey.domain.deployments.plan import STATUSES
from survey.domain.languages import Language, language
from survey.domain.translating.days import day_in
from survey.domain.translating.progress import Pair
from survey.domain.translating.table import Kind
from survey.domain.translating.texts import Translatable
from survey.domain.wording import SOURCE, Catalogue, message, say, say_day


@dataclass(frozen=True)
class Wording:
    """Every word of a notice that does not come from the register or the consultation."""

    language: str
    direction: str
    catalogue: Catalogue
    document: str
    call: str
    headlines: Mapping[str, str]  # by the deployment's status
    purpose: str
    facts: Mapping[str, str]  # labels of the facts on the notice, by code
    force: str
    not_published: str
    see_plan: str
    asks: str
    until: str
    from_until: str
    online: str
    scan_or_type: str
    code_for: str
    phone: str
    paper: str
    send_to: str
    promise: tuple[str, ...]
    imprint: str
    illustration: str

    def date(self, day: date) -> str:
        """A day as this language writes it."""
        if is_the_councils(self.language):
            return day_in(self.language, day)
        return str(self.catalogue.said(say_day(day)))


ENGLISH = Wording(
    language="en",
    direction="ltr",
    catalogue=SOURCE,
    document=message("{title}: site notices"),
    call=message("Have your say:"),
    headlines={
        "planned": message("fixed facial recognition cameras are planned here"),
        "trial": message("fixed facial recognition cameras are on trial here"),
        "live": message("fixed facial recognition cameras are in use here"),
        "moved": message("fixed facial recognition cameras are now planned elsewhere"),
        "ended": message("fixed facial recognition cameras were on trial here"),
        "withdrawn": message("fixed facial recognition cameras are no longer planned here"),
    },
    purpose=message("They compare the faces of people who pass with a police list."),
    facts={"start": message("Start"), "hours": message("Hours of use")},
    force=message("Police force"),
    not_published=message("Not published"),
    see_plan=message("See the plan on line"),
    asks=message("{council} asks what you think."),
    until=message("You can answer until the end of {closes}."),
    from_until=message("You can answer from {opens} until the end of {closes}."),
    online=message("Online"),
    scan_or_type=message("Scan the code, or type:"),
    code_for=message("QR code for {address}"),
    phone=message("By phone"),
    paper=message("On paper"),
    send_to=message("Send it to:"),
    promise=(
        message("You need not say who you are."),
        message("The police do not see individual answers."),
    ),
    imprint=message("{council}. Zone: {zone}. Plan as published in revision {number} on {published}."),
    illustration=message(
        "Illustration: no council asks this. The phone number and the places are made up."
    ),
)

_OWN = frozenset({"language", "direction", "catalogue"})

# The part of a consultation's texts that holds these words, and what each is, for whoever translates it.
PART = "notice"
ILLUSTRATION = "illustration"
NOTES = {
    "call": say("Begins the headline: one of the texts below follows it"),
    "headlines": say("Goes on with the headline"),
    "purpose": say("What the cameras do"),
    "facts": say("Label of a fact"),
    "force": say("Label of a fact"),
    "not_published": say("In place of a fact that is not published"),
    "see_plan": say("In place of a fact that is too long for the sheet"),
    "asks": say("Who asks"),
    "until": say("Until when people can answer"),
    "from_until": say("From when until when, on a sheet that is put up before"),
    "online": say("Heading above the address"),
    "scan_or_type": say("Above the QR code and the address"),
    "code_for": say("What a screen reader says of the QR code"),
    "phone": say("Heading above the phone number"),
    "paper": say("Heading above where paper forms are"),
    "send_to": say("Before the postal address"),
    "promise": say("A promise to whoever answers"),
    "imprint": say("Small print at the foot of the sheet"),
    ILLUSTRATION: say("Says of a demonstration that it is one"),
    "document": say("Title of the PDF"),
}


def is_the_councils(code: str) -> bool:
    """Whether the council translates these words into that language.

    It does where there is no catalogue. The words of English serve Easy Read too.
    """
    found = language(code)
    return found is not None and found.catalogue != code.partition("-")[0]


def fixed_texts(*, illustrative: bool) -> tuple[Translatable, ...]:
    """These words as texts to translate. Only a demonstration says that it is one."""
    wanted = (name for name in NOTES if illustrative or name != ILLUSTRATION)
    return tuple(text for name in wanted for text in _texts(name, getattr(ENGLISH, name)))


def _texts(name: str, found: str | Mapping[str, str] | tuple[str, ...]) -> Iterator[Translatable]:
    if isinstance(found, str):
        coded = {"": found}
    else:
        coded = dict(found) if isinstance(found, Mapping) else {f"{n}": t for n, t in enumerate(found, 1)}
    for code, text in coded.items():
        place = f"{PART}.{name}.{code}" if code else f"{PART}.{name}"
        about = STATUSES.get(code, "") if name == "headlines" else ""
        yield Translatable(place, text, Kind.PRINTED, NOTES[name], about, PART)


def catalogue_from(code: str, beside: Iterable[Pair]) -> Catalogue:
    """The council's translations of these words, as far as they are checked."""
    return Catalogue(code, {one.text.text: (one.now.text,) for one in beside if one.now and one.now.checked})


def wording(spoken: Language, catalogue: Catalogue) -> Wording:
    """The words of a notice in a language; those that its catalogue does not have are in English."""
    said = {name: _said(catalogue, getattr(ENGLISH, name)) for name in _names()}
    return replace(ENGLISH, language=spoken.code, direction=spoken.direction, catalogue=catalogue, **said)


def messages() -> Iterator[str]:
    """Every message of a notice."""
    for name in _names():
        found = getattr(ENGLISH, name)
        yield from (found,) if isinstance(found, str) else _values(found)


def _names() -> tuple[str, ...]:
    return tuple(one.name for one in fields(Wording) if one.name not in _OWN)


def _values(found: Mapping[str, str] | tuple[str, ...]) -> tuple[str, ...]:
    return found if isinstance(found, tuple) else tuple(found.values())


def _said(catalogue: Catalogue, found: object) -> object:
    if isinstance(found, Mapping):
        return {code: catalogue.text(text) for code, text in found.items()}
    if isinstance(found, tuple):
        return tuple(catalogue.text(text) for text in found)
    return catalogue.text(str(found))
