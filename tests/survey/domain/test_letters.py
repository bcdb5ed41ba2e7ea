"""What an invitation says: everything it must, nothing that is empty, in the language that it is printed in."""

from dataclasses import replace
from datetime import date

from survey.domain.languages import language
from survey.domain.letters import Subject, in_language, texts
from survey.domain.other_ways import OtherWays
from survey.domain.wording import Catalogue

SUBJECT = Subject(
    title="Cameras in Soho",
    council="Borsetshire Council",
    closes_on=date(2026, 12, 21),
    household=True,
    addressed=True,
    other_ways=OtherWays(phone="020 7946 0123", hours="9am to 5pm"),
    address="consultations.example/return",
    languages=(language("cy"),),
)


def said(subject):
    return " ".join(text for text in vars(texts(subject)).values() if isinstance(text, str))


def test_it_says_who_asks_until_when_what_the_code_is_and_what_the_police_see():
    found = said(SUBJECT)
    for part in (
        "Borsetshire Council asks what you think",
        "by the end of 21 December 2026",
        "consultations.example/return",
        "It is not kept with your answers",
        "can ask for a private code on the same page, before answers are sent with this one",
        "The police see the results that everyone sees, and never who said what.",
        "It is up to you whether you answer.",
        "Your address was used to print this letter. The survey does not keep it.",
        "call 020\u00a07946\u00a00123",  # a phone number is not broken
    ):
        assert part in found


def test_what_does_not_apply_is_not_said():
    bare = said(replace(SUBJECT, household=False, addressed=False, other_ways=OtherWays(), languages=()))
    for part in ("Your address", "rather not answer online", "large print", "Anybody else", "also answer in", "Illustration"):
        assert part not in bare
    assert "The code is for you" in bare
    assert "no council asks this" in said(replace(SUBJECT, illustrative=True))


def test_another_language_says_all_of_it_and_leaves_what_the_council_wrote():
    catalogue = Catalogue("ar", {"Your code": ("رمزك",), "Please answer by the end of {day}.": ("أجب قبل نهاية {day}.",), "December": ("ديسمبر",), "{day} {month} {year}": ("{day} {month} {year}",)})
    made = in_language(texts(SUBJECT), language("ar"), catalogue)
    assert (made.language, made.direction) == ("ar", "rtl")
    assert made.type_it == "رمزك"
    assert made.until == "أجب قبل نهاية 21 ديسمبر 2026."
    assert (made.title, made.phone, made.others) == (SUBJECT.title, "020 7946 0123", SUBJECT.languages)


def test_the_more_there_is_to_say_the_closer_it_is_set():
    long = replace(SUBJECT, title="Cameras " * 15, council="Council " * 15, other_ways=OtherWays("1", "x" * 60, "y" * 120, "z" * 100), languages=(language("cy"),) * 12)
    many = replace(long, languages=(language("cy"),) * 33, illustrative=True)
    made = [texts(one) for one in (SUBJECT, long, many)]
    assert [one.density for one in made] == ["plain", "full", "fullest"]
    assert [one.density_of_card for one in made] == ["plain", "full", "fullest"]
