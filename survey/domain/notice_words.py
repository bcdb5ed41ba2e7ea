"""The fixed words of a site notice: plain, short, and for neither side.

They are messages of the interface's catalogues, so a sheet can be made in every language whose catalogue has
all of them; half a sheet in another language is worse than none. Facts that the register publishes are put in
as they stand there.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, replace
from datetime import date

from survey.domain.languages import Language
from survey.domain.wording import SOURCE, Catalogue, message, say_day


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


def wording(language: Language, catalogue: Catalogue) -> Wording:
    """The words of a notice in a language; those that its catalogue does not have are in English."""
    said = {name: _said(catalogue, getattr(ENGLISH, name)) for name in _names()}
    return replace(
        ENGLISH, language=language.code, direction=language.direction, catalogue=catalogue, **said
    )


def missing_from(catalogue: Catalogue) -> tuple[str, ...]:
    """The words of a notice that a catalogue does not have: without all of them there is no sheet."""
    if catalogue is SOURCE:
        return ()
    return tuple(text for text in messages() if text not in catalogue.texts)


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
