"""What an invitation says on paper: who asks, what the code is, until when, and what becomes of the answers.

The texts are the same on every letter of a stratum; only the address and the code differ. They are for
neither side, and promise nothing that the software does not keep.
"""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from datetime import date

from survey.domain.languages import Language
from survey.domain.other_ways import OtherWays
from survey.domain.wording import Catalogue, say, say_day

LETTER, CARD = "letter", "card"
LAYOUTS = (LETTER, CARD)
DL, C5 = "dl", "c5"
ENVELOPES = {
    DL: say("DL: the sheet is folded twice"),
    C5: say("C5: the sheet is folded once"),
}
# From so many characters on, a letter is set closer, and then closer again, so that it stays one page.
MUCH, VERY_MUCH = 1_200, 1_750
MUCH_ON_A_CARD, VERY_MUCH_ON_A_CARD = 390, 580


@dataclass(frozen=True, kw_only=True)
class Subject:
    """What a letter is about."""

    title: str
    council: str
    closes_on: date
    household: bool
    addressed: bool
    other_ways: OtherWays
    address: str
    languages: tuple[Language, ...] = ()
    illustrative: bool = False


@dataclass(frozen=True, kw_only=True)
class Texts:
    """The texts of a letter or a card, in one language. What is empty is not printed."""

    language: str
    direction: str
    council: str
    to: str
    title: str
    asks: str
    until: str
    scan: str
    address: str
    type_it: str
    whose: str
    promise: str
    police: str
    free: str
    postal: str
    otherwise: str
    by_phone: str
    phone: str
    hours: str
    on_paper: str
    paper: str
    by_post: str
    post: str
    help_line: str
    languages: str
    code_for: str
    illustration: str
    others: tuple[Language, ...] = ()

    @property
    def density(self) -> str:
        """How close a letter must be set to stay one page: "plain", "full" or "fullest"."""
        own = [getattr(self, field.name) for field in fields(self)]
        room = self._of_names + sum(len(text) for text in own if isinstance(text, str))
        return "plain" if room <= MUCH else "full" if room <= VERY_MUCH else "fullest"

    @property
    def density_of_card(self) -> str:
        """The same for a card."""
        room = self._of_names + sum(map(len, (self.title, self.asks, self.illustration, self.help_line)))
        return (
            "plain" if room <= MUCH_ON_A_CARD else "full" if room <= VERY_MUCH_ON_A_CARD else "fullest"
        )

    @property
    def _of_names(self) -> int:
        return sum(len(one.name) + len(", ") for one in self.others)


_ANY_OF_THEM = say(
    "One person can use this code, and whoever has it can open unfinished answers. Anybody else who lives "
    "here can ask for a private code on the same page, before answers are sent with this one."
)


def texts(subject: Subject) -> Texts:
    """The texts in English, which know how to be said in another language."""
    closes = say_day(subject.closes_on)
    return Texts(
        language="en",
        direction="ltr",
        council=subject.council,
        to=say("To everyone who lives here") if subject.household else say("To the person who was invited"),
        title=subject.title,
        asks=say("{council} asks what you think, and invites you to answer.", council=subject.council),
        until=say("Please answer by the end of {day}.", day=closes),
        scan=say("Scan the QR code with a phone, or go to"),
        address=subject.address,
        type_it=say("Your code"),
        whose=_ANY_OF_THEM if subject.household else say("The code is for you. It can be used once."),
        promise=say(
            "The code says only with which group you were invited. It is not kept with your answers, "
            "and does not lead to them."
        ),
        police=say("The police see the results that everyone sees, and never who said what."),
        free=say("It is up to you whether you answer."),
        postal=say("Your address was used to print this letter. The survey does not keep it.")
        if subject.addressed
        else "",
        **_otherwise(subject.other_ways),
        languages=say("You can also answer in:") if subject.languages else "",
        code_for=say("QR code: opens {address} with your code", address=subject.address),
        others=subject.languages,
        illustration=say("Illustration: no council asks this. The phone number and the places are made up.")
        if subject.illustrative
        else "",
    )


def _otherwise(ways: OtherWays) -> dict[str, str]:
    """The other ways to answer, each with what stands before it."""
    # A phone number is not broken at the end of a line.
    phone = ways.phone.replace(" ", "\u00a0")
    return {
        "otherwise": say("If you would rather not answer online") if ways else "",
        "by_phone": say("By phone:"),
        "phone": ways.phone,
        "hours": ways.hours,
        "on_paper": say("On paper:"),
        "paper": ways.paper,
        "by_post": say("By post:"),
        "post": ways.post,
        "help_line": say("For large print or help in your language, call {phone}.", phone=phone)
        if phone
        else "",
    }


def in_language(made: Texts, language: Language, catalogue: Catalogue) -> Texts:
    """The texts as that language says them."""
    own = {field.name: getattr(made, field.name) for field in fields(made)}
    said = {name: str(catalogue.said(text)) for name, text in own.items() if isinstance(text, str)}
    said |= {"language": language.code, "direction": language.direction}
    return replace(made, **said)  # type: ignore[arg-type] # the texts alone


@dataclass(frozen=True)
class Sheet:
    """One page of a letter, or one card: the texts, the code as it is printed, and whom it is for.

    `is_back` marks the page in another language, which shows no address.
    """

    texts: Texts
    code: str
    recipient: tuple[str, ...] = ()
    is_back: bool = False
