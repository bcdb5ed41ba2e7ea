"""Site notices: plain, short, for neither side, and never more than the revision publishes."""

import re
from dataclasses import replace
from datetime import date

import pytest

from survey.domain.deployments.plan import STATUSES, Fact, Plan
from survey.domain.languages import LANGUAGES, language
from survey.domain.notice_words import (
    ENGLISH,
    NOTES,
    catalogue_from,
    fixed_texts,
    is_the_councils,
    messages,
    wording,
)
from survey.domain.notices import LONGEST_FACT, Posting, sheet
from survey.domain.other_ways import OtherWays
from survey.domain.translating.placeholders import problem_with
from survey.domain.translating.progress import Translation, pairs
from survey.domain.translating.table import Kind
from survey.domain.wording import Catalogue
from survey.web.catalogues import catalogue

MOST_WORDS = 120
HIGHEST_GRADE = 9
TODAY = date(2026, 11, 2)
WAYS = OtherWays(
    phone="020 7946 0123",
    hours="Monday to Friday, 9am to 5pm",
    paper="Get a copy, and hand it in, at the Town Library, 1 High Street",
    post="Camera consultation, PO Box 1, London",
)
PLAN = Plan(
    name="Soho and the West End",
    council="Westminster City Council",
    council_code="E09000033",
    force="Metropolitan Police Service",
    status="planned",
    facts={"start": Fact(value="By December 2026"), "hours": Fact(note="Not yet published.")},
)
POSTING = Posting(
    council="Westminster City Council",
    zone="Main retail streets of the West End",
    plan=PLAN,
    number=2,
    published_on=date(2026, 9, 1),
    opens_on=date(2026, 10, 26),
    closes_on=date(2026, 12, 21),
    other_ways=WAYS,
    address="lamppost.example/z/main-retail-streets",
)
WITH_WORDS = [found for found in LANGUAGES if found.has_own_interface]
ENGLISH_ITSELF = language("en")
WELSH, ARABIC = (wording(language(code), catalogue(code)) for code in ("cy", "ar"))


def texts(posting=POSTING, words=ENGLISH):
    return sheet(posting, words, today=TODAY).texts


def rows(posting):
    return {row.label: row.value for row in sheet(posting, ENGLISH, today=TODAY).rows}


def with_status(status):
    return replace(POSTING, plan=replace(PLAN, status=status))


def syllables(word):
    """Groups of vowels, without a silent e at the end. Near enough for the formula below."""
    groups = len(re.findall(r"[aeiouy]+", word))
    return max(1, groups - bool(re.search(r"[^aeiouyl]e$", word) and groups > 1))


def grade(sentences):
    """The reading grade by Flesch and Kincaid: about the years of school that a text needs."""
    words = re.findall(r"[a-z']+", " ".join(sentences).lower())
    each = sum(map(syllables, words)) / len(words)
    return 0.39 * len(words) / len(sentences) + 11.8 * each - 15.59


@pytest.mark.parametrize(("text", "least", "most"), [
    (["The cat sat on the mat."], -2, 1),
    (["The implementation of municipal surveillance infrastructure necessitates consultation."], 18, 40),
])  # fmt: skip
def test_the_formula_tells_plain_from_hard(text, least, most):
    assert least < grade(text) < most


@pytest.mark.parametrize("status", STATUSES)
def test_a_notice_is_short_and_plain(status):
    said = texts(with_status(status))
    assert len(" ".join(said).split()) <= MOST_WORDS
    fixed = [text for text in said if text not in (POSTING.address, WAYS.phone, WAYS.post)]
    assert grade(fixed) <= HIGHEST_GRADE, grade(fixed)


def test_every_status_has_its_headline_in_every_language():
    for words in (ENGLISH, WELSH, ARABIC):
        assert words.headlines.keys() == STATUSES.keys()
        assert len(set(words.headlines.values())) == len(STATUSES)


@pytest.mark.parametrize("found", WITH_WORDS, ids=lambda found: found.code)
def test_each_language_with_a_catalogue_has_all_words_of_a_notice(found):
    assert found == ENGLISH_ITSELF or set(messages()) <= catalogue(found.code).texts.keys()
    assert not is_the_councils(found.code)


def test_councils_translate_the_words_where_no_catalogue_has_them():
    """Those of English serve Easy Read."""
    theirs = {found.code for found in LANGUAGES if is_the_councils(found.code)}
    assert theirs == {found.code for found in LANGUAGES} - {"en", "en-x-easy", "cy", "ar"}
    assert not is_the_councils("unknown")


def test_every_fixed_word_is_a_text_to_translate_and_says_what_it_is():
    texts_ = fixed_texts(illustrative=True)
    assert sorted(text.text for text in texts_) == sorted(messages())
    assert len({text.text for text in texts_}) == len({text.place for text in texts_}) == len(texts_)
    assert {(text.part, text.kind) for text in texts_} == {("notice", Kind.PRINTED)}
    assert {text.place.split(".")[1] for text in texts_} == NOTES.keys()
    told = {text.place: text.about for text in texts_}
    assert (told["notice.headlines.live"], told["notice.promise.2"]) == ("In use", "")
    only = {text.place for text in texts_} - {text.place for text in fixed_texts(illustrative=False)}
    assert only == {"notice.illustration"}


def test_a_catalogue_is_made_of_what_is_checked():
    texts_, day = fixed_texts(illustrative=False), POSTING.published_on
    kept = [Translation(t.place, t.text, f"pl {t.text}", "Ann", day) for t in texts_]
    kept[0] = replace(kept[0], checked_by="Bob", checked_on=day)
    assert catalogue_from("pl", pairs(texts_, kept)).texts == {texts_[0].text: (f"pl {texts_[0].text}",)}


GAPS = [
    # text                          translation                          whether it is right
    ("{council} asks what you think.", "{council} pyta o zdanie.", True),
    ("{council} asks what you think.", "Rada pyta o zdanie.", False),
    ("{council} asks what you think.", "{rada} pyta o zdanie.", False),
    ("{council} asks what you think.", "{council} {council}", False),
    ("{council} asks what you think.", "{council.__class__} {council}", False),
    ("{council} asks what you think.", "{council!r}", False),
    ("{council} asks what you think.", "{council} {", False),
    ("From {opens} to {closes}.", "Do {closes}, od {opens}.", True),
    ("Online", "W internecie", True),
    ("Online", "{} w internecie", False),
    ("Online", "w" * 33, False),
]


@pytest.mark.parametrize(("text", "translation", "right"), GAPS)
def test_what_is_filled_in_stays_as_it_is(text, translation, right):
    assert (problem_with(text, translation, printed=True) == "") is right


def test_nothing_of_another_languages_sheet_is_in_english_but_what_the_register_says():
    """What is the same on both sheets was typed by the council, or says in which language it is."""
    english, arabic = (sheet(POSTING, words, today=TODAY) for words in (ENGLISH, ARABIC))
    typed = {POSTING.zone, POSTING.address, WAYS.phone, WAYS.hours, WAYS.paper, WAYS.post}
    assert set(english.texts) & set(arabic.texts) == typed
    for made in (WELSH, ARABIC):
        said = sheet(replace(POSTING, illustrative=True), made, today=TODAY)
        small = {said.imprint, said.illustration, said.code_for, made.document}
        assert not small & {ENGLISH.imprint, ENGLISH.illustration, ENGLISH.code_for, ENGLISH.document}


def test_the_fixed_words_are_for_neither_side():
    loaded = re.compile(
        r"safe|crime|criminal|protect|terror|surveil|spy|snoop|danger|threat|right to|oppos|support", re.I
    )
    for status in STATUSES:
        found = loaded.search(" ".join(texts(with_status(status))))
        assert not found, found


def test_what_it_says():
    said = " ".join(texts())
    for part in (
        "Have your say: fixed facial recognition cameras are planned here.",
        "Main retail streets of the West End",
        "Westminster City Council asks what you think.",
        "until the end of 21 December 2026",
        "lamppost.example/z/main-retail-streets",
        "020 7946 0123",
        "PO Box 1",
        "The police do not see individual answers.",
    ):
        assert part in said
    assert sheet(POSTING, ENGLISH, today=TODAY).imprint == (
        "Westminster City Council. Zone: Main retail streets of the West End. "
        "Plan as published in revision 2 on 1 September 2026."
    )


def test_facts_are_published_or_said_not_to_be_and_never_cut():
    assert rows(POSTING) == {
        "Police force": "Metropolitan Police Service",
        "Start": "By December 2026",
        "Hours of use": "Not published",
    }
    long = "Only on Fridays, " * (LONGEST_FACT // 17 + 1)
    longer = replace(POSTING, plan=replace(PLAN, facts={"start": Fact(value=long)}))
    assert rows(longer)["Start"] == "See the plan on line"


def test_a_note_about_what_is_not_published_does_not_stand_in_for_it():
    assert "Not yet published." not in " ".join(texts())


@pytest.mark.parametrize(
    ("today", "said"),
    [
        (date(2026, 10, 25), "You can answer from 26 October 2026 until the end of 21 December 2026."),
        (date(2026, 10, 26), "You can answer until the end of 21 December 2026."),
    ],
)
def test_before_opening_it_says_from_when(today, said):
    assert sheet(POSTING, ENGLISH, today=today).dates == said


def test_ways_that_are_not_offered_are_not_named():
    said = texts(replace(POSTING, other_ways=OtherWays()))
    assert not {"By phone", "On paper", "Send it to:"} & set(said)
    assert "On paper" in texts(replace(POSTING, other_ways=OtherWays(post="PO Box 1")))


def test_an_illustration_says_so_and_a_real_notice_does_not():
    assert not sheet(POSTING, ENGLISH, today=TODAY).illustration
    made = sheet(replace(POSTING, illustrative=True), ENGLISH, today=TODAY)
    assert "no council asks this" in made.illustration
    assert "made up" in made.illustration


def test_another_language_shows_facts_in_the_language_of_the_register():
    assert "21 Rhagfyr 2026" in sheet(POSTING, WELSH, today=TODAY).dates
    made = sheet(POSTING, ARABIC, today=TODAY)
    assert "21 ديسمبر 2026" in made.dates
    assert [(row.label, row.language) for row in made.rows] == [
        ("قوة الشرطة", "en"),
        ("البدء", "en"),
        ("ساعات الاستخدام", "ar"),
    ]


def councils_words(code, *, longest=False):
    """A wording as a council may translate it; where asked for, as long as it may be."""
    texts_, day = fixed_texts(illustrative=True), POSTING.published_on
    more = " of words that go on" * 10

    def said(text):
        made = f"{text}{more}"[: 2 * len(text) + 20] if longest else f"{code}: {text}"
        assert not problem_with(text, made, printed=True)
        return made

    kept = [Translation(t.place, t.text, said(t.text), "Ann", day, "Bob", day) for t in texts_]
    return wording(language(code), catalogue_from(code, pairs(texts_, kept)))


DAYS = [("pl", "21 grudnia 2026"), ("ur", "21 دسمبر، 2026"), ("prs", "21 دسمبر 2026"), ("zh-Hans", "2026年12月21日")]


@pytest.mark.parametrize(("code", "day"), DAYS)
def test_a_sheet_in_the_words_of_the_council(code, day):
    words = councils_words(code)
    made = sheet(POSTING, words, today=TODAY)
    assert (words.language, words.direction) == (code, language(code).direction)
    assert made.dates == f"{code}: You can answer until the end of {day}."
    own = {POSTING.zone, POSTING.address, *vars(WAYS).values(), "Police force: Metropolitan Police Service."}
    assert all(f"{code}: " in text for text in set(made.texts) - own)
    assert made.imprint.startswith(f"{code}: Westminster City Council. Zone: Main retail")


def test_more_text_is_set_closer():
    crowded = replace(POSTING, council="Council " * 40, zone="Street " * 40)
    shown = [sheet(one, ENGLISH, today=TODAY).density for one in (
        replace(POSTING, other_ways=OtherWays()), POSTING, crowded)]  # fmt: skip
    assert shown == ["plain", "full", "fullest"]
    assert sheet(POSTING, ENGLISH, today=TODAY).densities == ("plain", "full")


def test_wide_letters_count_for_more():
    latin, chinese = (Catalogue("zh-Hans", dict.fromkeys(messages(), (letter * 12,))) for letter in "x字")
    made = [sheet(POSTING, wording(language("zh-Hans"), one), today=TODAY) for one in (latin, chinese)]
    assert [one.density for one in made] == ["plain", "full"]
