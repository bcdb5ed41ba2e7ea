"""What an organiser orders: how many codes, in what form, for which addresses. Read and checked, no more."""

from __future__ import annotations

from dataclasses import dataclass

from flask import request

from survey.domain.addresses import AddressList, ListRefused, read_addresses
from survey.domain.invitations import problem_with_number
from survey.domain.letters import CARD, DL, ENVELOPES, LETTER
from survey.domain.typed_numbers import whole
from survey.domain.wording import listed, say, say_many
from survey.store.consultations import Consultation
from survey.store.strata import Stratum
from survey.web.invitations.printing import Layout, languages_for
from survey.web.planning.entering import sent_text, token_problem

FILE, PRINTED = "file", (LETTER, CARD)
FORMS = {
    FILE: say("A file of codes, for a mailing house"),
    LETTER: say("Letters to print, for window envelopes"),
    CARD: say("Cards to print, four on a sheet"),
}
LARGEST_LIST = 5 * 1024 * 1024
# What is printed while somebody waits. The command prints any number.
MOST_PRINTED = 500
MOST_FOR_A_PAGE = 200

NO_FORM = say("Choose in what form you need the codes")
NOT_ANNOUNCED = say(
    "Letters and cards name the last day. They can be printed once the consultation is announced"
)
TOO_MANY = say(
    "Up to {most} can be printed here at once. For more, take a file, or use the command",
    most=f"{MOST_PRINTED:,}",
)
NO_PDF = say("Without PDF files, up to {most} can be printed at once, from the browser", most=MOST_FOR_A_PAGE)
NO_LANGUAGE = say("Choose at least one language")
TOO_LARGE = say("The file is larger than 5 MB. Split it")


@dataclass
class Order:
    """What was sent, and what is wrong with it, by field."""

    form: str
    typed: str
    number: int | None
    seen: int
    layout: Layout
    addresses: AddressList
    problems: dict[str, str]

    @property
    def is_printed(self) -> bool:
        return self.form in PRINTED


def read_order(consultation: Consultation, stratum: Stratum, *, has_pdf: bool) -> Order:
    """The order that this request sends."""
    problems = token_problem()
    form, typed = sent_text("form"), sent_text("number")
    addresses = _addresses(problems) if form == LETTER else AddressList(())
    number = len(addresses.rows) if addresses.rows and not typed else whole(typed)
    order = Order(
        form=form,
        typed=typed,
        number=number,
        seen=whole(sent_text("seen")) or 0,
        layout=_layout(consultation, form),
        addresses=addresses,
        problems=problems,
    )
    problems |= _problems(order, consultation, stratum, most=MOST_PRINTED if has_pdf else MOST_FOR_A_PAGE)
    return order


def _layout(consultation: Consultation, form: str) -> Layout:
    chosen = request.form.getlist("languages")
    languages = tuple(one for one in languages_for(consultation) if one.code in chosen)
    envelope = sent_text("envelope")
    return Layout(
        kind=form if form in PRINTED else LETTER,
        envelope=envelope if envelope in ENVELOPES else DL,
        languages=languages,
    )


def _addresses(problems: dict[str, str]) -> AddressList:
    """The addresses that were sent along, if any. They stay in this request's memory."""
    file = request.files.get("addresses")
    data = file.read() if file and file.filename else b""
    if len(data) > LARGEST_LIST:
        problems["addresses"] = TOO_LARGE
    elif data or (file and file.filename):
        try:
            return read_addresses(data)
        except ListRefused as refused:
            problems["addresses"] = listed(refused.problems, ". ")
    return AddressList(())


def _problems(order: Order, consultation: Consultation, stratum: Stratum, *, most: int) -> dict[str, str]:
    found = {}
    if order.form not in FORMS:
        found["form"] = NO_FORM
    if "addresses" not in order.problems:
        wrong = _wrong_number(order, stratum, most)
        found |= {"number": wrong} if wrong else {}
    if order.is_printed and consultation.version_id is None:
        found["form"] = NOT_ANNOUNCED
    if order.is_printed and not order.layout.languages:
        found["languages"] = NO_LANGUAGE
    return found


def _wrong_number(order: Order, stratum: Stratum, most: int) -> str:
    number, found = order.number, len(order.addresses.rows)
    if found and number != found:
        return say_many(
            "The file has {count} address. Leave the number empty, or enter {count}",
            "The file has {count} addresses. Leave the number empty, or enter {count}",
            found,
        )
    if order.is_printed and number is not None and number > most:
        return TOO_MANY if most == MOST_PRINTED else NO_PDF
    return problem_with_number(number, issued=stratum.issued)


