"""What a release says of people's own words: protected counts, agreement, and quotes that say nothing more."""

import json
import secrets
from dataclasses import replace
from datetime import timedelta

import pytest

from results import releases
from results.comments import coding, quotes, texts, themes
from results.comments.published import PART, uncoded
from results.comments.quotes import Proposal
from results.comments.themes import By, Wording
from results.domain.disclosure import from_json
from results.domain.themes import NO_THEME, NotAllowed, Passage
from survey.domain.checks.publishing import promises_silence
from survey.domain.questionnaires.building import put_question
from survey.domain.questionnaires.definition import dump, load
from survey.domain.questionnaires.questions import Detail, LongText, Option, SingleChoice
from survey.domain.questionnaires.translations import with_translations
from survey.store.questionnaires.versions import QuestionnaireVersion, freeze, frozen
from tests import stuffing
from tests.conftest import add_account
from tests.results.comments import written
from tests.results.comments.written import AGAINST, FOR, KEY, SHORT

MANY = 55


@pytest.fixture
def staff(session, password_hash):
    return [add_account(session, "organiser", password_hash, name=name).id for name in ("a", "b")]


def close(session, day, number=MANY):
    """So many for, as many against, one that is short; all of whom allow quotes."""
    fors = [written.answer(f"{FOR} {n}", permission="quotes") for n in range(number)]
    against = [written.answer(f"{AGAINST} {n}", "strongly-oppose", permission="quotes") for n in range(number)]
    return written.closed(session, day, *fors, *against, written.answer(SHORT))


def made(session, consultation, day):
    release = releases.make(session, consultation, today=day).release
    return releases.part(session, release, PART), release


def quote_of(session, consultation, staff, day, *, word, theme, cut=0):
    """Proposes and confirms a quote of the first answer with this word, without its first letters."""
    number = next(n for n, text in written.words(session, consultation).items() if word in text)
    passages = (Passage(0, cut, "name"),) if cut else ()
    quote = quotes.propose(
        session, consultation, KEY, number, proposal=Proposal(theme, passages), by=By(staff[0], day)
    )
    quotes.confirm(session, consultation, quote, seen=quotes.mark_of(quote), by=By(staff[1], day))
    return quote


def test_themes_have_protected_counts_and_quotes_stand_under_them(session, clock, staff):
    soho = close(session, clock.today)
    written.coded(session, soho, clock.today)
    quote_of(session, soho, staff, clock.today, word="robbed", theme="safety", cut=5)
    assert uncoded(session, soho) == {}
    part, _release = made(session, soho, clock.today)
    told = part[KEY]
    table = from_json(told["table"])
    assert table.options == ("safety", "privacy", NO_THEME)
    safety, privacy, nothing = (cell.count for cell in table.cells)
    assert 51 <= safety <= 59
    assert 51 <= privacy <= 59
    assert nothing is None
    assert (table.base % 5, table.not_answered, told["coders"]) == (0, None, 1)
    # Nobody coded twice, so nothing is said of agreement.
    assert told["agreement"] is None
    assert told["quotes"] == [
        {"theme": "safety", "language": "en", "pieces": [["", "name"], [told["quotes"][0]["pieces"][1][0], ""]]}
    ]
    text = json.dumps(part)
    assert FOR[:5] not in text
    assert not any(id_ in text for id_ in coding.numbers(session, soho, KEY).values())
    assert "strongly" not in text


def test_what_two_people_differ_about_does_not_count_until_it_is_settled(session, clock, staff):
    soho = close(session, clock.today)
    coding.start(session, soho, KEY, share=100)
    themes.add(session, soho, KEY, Wording("Safety", "Crime."), By(staff[0], clock.today))
    themes.add(session, soho, KEY, Wording("Privacy", "Watching."), By(staff[0], clock.today))
    said = written.words(session, soho)
    second = {number: written.by_word(text) for number, text in said.items()}
    first = {number: codes or ["privacy"] for number, codes in second.items()}
    for place, (account, codes) in enumerate(zip(staff, (first, second), strict=True), start=1):
        written.give(session, soho, codes, By(account, clock.today), place)
    assert uncoded(session, soho) == {KEY: 1}
    part, release = made(session, soho, clock.today)
    assert release.counted == 2 * MANY + 1
    agreement = part[KEY]["agreement"]
    # One decision of 222 differs.
    assert (agreement["level"], agreement["alpha"]) == ("high", 0.99)
    assert agreement["themes"] == {"safety": "high", "privacy": "high"}


def test_few_answers_show_neither_a_figure_nor_a_quote(session, clock, staff):
    soho = close(session, clock.today, number=20)
    written.coded(session, soho, clock.today)
    quote_of(session, soho, staff, clock.today, word="robbed", theme="safety")
    quote_of(session, soho, staff, clock.today, word="watched", theme="privacy")
    told = made(session, soho, clock.today)[0][KEY]
    table = from_json(told["table"])
    assert not table.shown
    assert {cell.count for cell in table.cells} == {None}
    # Two of them would prove that two people wrote.
    assert told["quotes"] == []


def test_what_is_only_proposed_or_was_taken_back_is_not_published(session, clock, staff):
    soho = close(session, clock.today)
    written.coded(session, soho, clock.today)
    quote = quote_of(session, soho, staff, clock.today, word="robbed", theme="safety")
    quotes.take_back(session, soho, quote, reason="A street.", by=By(staff[0], clock.today))
    number = next(n for n in coding.numbers(session, soho, KEY) if n != quote.number)
    quotes.propose(session, soho, KEY, number, proposal=Proposal("privacy", ()), by=By(staff[0], clock.today))
    assert made(session, soho, clock.today)[0][KEY]["quotes"] == []


def ask_again(session, consultation, publishing, *, frozen_on=None):
    """Asks the same from now on, with this said of what may be published of the main reason."""
    asked = frozen(session, consultation.version_id).asked
    version = freeze(session, consultation.id, put_question(asked, replace(asked.question(KEY), publishing=publishing)))
    version.frozen_on = frozen_on or consultation.opens_on
    consultation.version_id = version.id
    session.commit()


def test_of_a_text_that_is_never_published_nothing_can_be_proposed(session, clock, staff):
    soho = written.closed(session, clock.today, written.answer(FOR, permission="quotes"), asks=False)
    written.coded(session, soho, clock.today)
    with pytest.raises(NotAllowed, match="never published"):
        quote_of(session, soho, staff, clock.today, word="robbed", theme="safety")


@pytest.mark.parametrize(
    ("first", "opened", "then", "silent"),
    [
        ("with-permission", True, "open", False),
        ("never", True, "with-permission", True),  # a later version takes nothing back
        ("with-permission", True, "never", True),
        ("never", False, "with-permission", False),  # set otherwise before anybody could answer
    ],
)
def test_what_any_version_that_was_asked_promised_is_kept(session, clock, first, opened, then, silent):
    soho = written.consultation(session, clock.today)
    before = soho.opens_on - timedelta(days=1)
    ask_again(session, soho, first, frozen_on=before)
    ask_again(session, soho, then, frozen_on=None if opened else before)
    assert (KEY in quotes.silent(session, soho)) is silent


def reword(session, consultation, old, new, *, frozen_on=None):
    """Asks the same with other words in every hint from now on."""
    asked = frozen(session, consultation.version_id).asked
    version = freeze(session, consultation.id, load(json.loads(json.dumps(dump(asked)).replace(old, new))))
    version.frozen_on = frozen_on or consultation.opens_on
    consultation.version_id = version.id
    session.commit()


OPEN = "People at the council read your words."


@pytest.mark.parametrize(
    ("promise", "opened", "silent"),
    [
        ("Your words are NOT shown with anything.", True, True),  # in capitals, and not the model's sentence
        ("What you write will not be quoted.", True, True),
        ("It is never published.", True, True),
        ("Ni chaiff eich geiriau eu cyhoeddi.", True, True),
        ("Texts that show who you are cannot be counted.", True, False),  # nothing was promised
        ("Your words are not shown.", False, False),  # reworded before anybody could answer
    ],
)
def test_what_words_promised_is_kept_whatever_is_set_and_after_a_rewording(session, clock, promise, opened, silent):
    soho = written.consultation(session, clock.today)
    before = soho.opens_on - timedelta(days=1)
    reword(session, soho, OPEN, promise, frozen_on=before)
    stuffing.add(session, soho, written.answer(FOR, permission="quotes"))
    reword(session, soho, promise, OPEN, frozen_on=None if opened else before)
    assert KEY in texts.sources_of(session, soho)
    assert not promises_silence(frozen(session, soho.version_id).asked.question(KEY), KEY)
    assert (KEY in quotes.silent(session, soho)) is silent


def test_a_text_that_was_promised_silence_before_a_rewording_is_not_published(session, clock, staff):
    soho = written.consultation(session, clock.today)
    reword(session, soho, OPEN, "They will not be published.", frozen_on=soho.opens_on - timedelta(days=1))
    stuffing.add(session, soho, *[written.answer(f"{FOR} {n}", permission="quotes") for n in range(60)])
    reword(session, soho, "They will not be published.", OPEN)
    stuffing.shut(session, soho, clock.today)
    written.coded(session, soho, clock.today)
    with pytest.raises(NotAllowed, match="never published"):
        quote_of(session, soho, staff, clock.today, word="robbed", theme="safety")
    told = made(session, soho, clock.today)[0][KEY]
    assert from_json(told["table"]).shown
    assert told["quotes"] == []


def test_a_translation_that_was_asked_promises_too(session, clock):
    soho = written.consultation(session, clock.today)
    assert KEY not in quotes.silent(session, soho)
    definition = dump(frozen(session, soho.version_id).asked)
    texts_in_welsh = {f"{KEY}.hint": "Ni fydd eich geiriau yn cael eu dangos gyda’r canlyniadau."}
    added = QuestionnaireVersion(
        id=secrets.token_hex(16),
        consultation_id=soho.id,
        number=99,
        definition=with_translations(definition, {"cy": texts_in_welsh}),
        frozen_on=soho.opens_on,
    )
    session.add(added)
    session.flush()
    assert KEY in quotes.silent(session, soho)


def test_the_words_of_an_option_promise_too():
    question = LongText(code=KEY, text="Pam?", hint="Ni fydd eich geiriau yn cael eu dangos.")
    assert promises_silence(question, KEY)
    option = Option("other", "Other", detail=Detail("Say what. It is not published."))
    choice = SingleChoice(code="who", text="Who?", options=(option,))
    assert promises_silence(choice, "who.other")
    assert not promises_silence(choice, "who")


def test_what_was_confirmed_is_not_published_where_a_version_promised_otherwise(session, clock, staff):
    soho = close(session, clock.today)
    written.coded(session, soho, clock.today)
    quote_of(session, soho, staff, clock.today, word="robbed", theme="safety")
    ask_again(session, soho, "never")
    told = made(session, soho, clock.today)[0][KEY]
    assert from_json(told["table"]).shown
    assert told["quotes"] == []


def test_a_definition_from_before_says_nothing_and_so_nothing_is_published(session, clock):
    soho = written.consultation(session, clock.today)
    definition = json.loads(json.dumps(dump(frozen(session, soho.version_id).asked)).replace("publishing", "hint"))
    assert "publishing" not in json.dumps(definition)
    assert set(load(definition).question(KEY).texts.values()) == {"never"}


def test_the_text_of_an_option_has_its_own_rule(session, clock):
    soho = written.consultation(session, clock.today)
    assert {"benefits.other", "concerns.other"} <= quotes.silent(session, soho)
    assert KEY not in quotes.silent(session, soho)


def test_no_themes_of_what_was_written_with_a_characteristic(session, clock, staff):
    """Were there codings of it from before it was left out, they would stand beside a group."""
    soho = close(session, clock.today)
    assert "connection" in releases.characteristics_of(soho)
    key = "connection.other"
    coding.start(session, soho, KEY, share=0)
    session.add(coding.CodingPlan(consultation_id=soho.id, question=key, share=0, seed="s", looked_at=-1))
    mine = list(coding.numbers(session, soho, KEY).items())
    own = {"consultation_id": soho.id, "question": key}
    session.add_all([coding.CodedText(**own, number=n, response_id=id_) for n, id_ in mine])
    themes.add(session, soho, key, Wording("Safety", "Crime."), By(staff[0], clock.today))
    given = {"account_id": staff[0], "place": 1, "day": clock.today, "themes": ["safety"]}
    session.add_all([coding.Coding(**own, **given, number=n) for n, _ in mine])
    session.commit()
    assert key not in texts.sources_of(session, soho)
    assert made(session, soho, clock.today)[0] is None


def test_where_nobody_coded_there_is_no_part(session, clock):
    soho = close(session, clock.today, number=30)
    assert made(session, soho, clock.today)[0] is None


def test_a_quote_follows_its_theme_where_that_was_merged(session, clock, staff):
    soho = close(session, clock.today)
    written.coded(session, soho, clock.today)
    quote_of(session, soho, staff, clock.today, word="robbed", theme="safety")
    safety = next(theme for theme in themes.every(session, soho, KEY) if theme.code == "safety")
    themes.merge(session, soho, safety, "privacy", By(staff[0], clock.today))
    told = made(session, soho, clock.today)[0][KEY]
    assert [theme["code"] for theme in told["themes"]] == ["privacy"]
    assert [quote["theme"] for quote in told["quotes"]] == ["privacy"]
