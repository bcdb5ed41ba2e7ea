"""A closed consultation in which people wrote, some of whom allowed quotes: for the tests of coding."""

from dataclasses import replace
from datetime import timedelta

from sqlalchemy import func, insert, select

from results.comments import coding, texts, themes
from results.comments.coding import Coding
from results.comments.themes import By, Wording
from survey.domain.questionnaires.questions import Option, SingleChoice
from survey.store.accounts import Account
from survey.store.questionnaires.versions import freeze, frozen
from tests import demonstration, stuffing

KEY = "main-reason"
SLUG = "soho-fixed-cameras"
PERMISSION = SingleChoice(
    code="quote-permission",
    text="May the council publish passages from what you wrote?",
    options=(Option("quotes", "Yes"), Option("themes", "No")),
)
FOR = "Shops are robbed every week, and I would feel safer. Jane Smith of 12 Frith Street says so too."
AGAINST = "Nobody asked us whether we want to be watched. It is a matter of privacy."
SHORT = "See above."


def answer(text, support="strongly-support", permission=""):
    """A response with a text."""
    given = {"capacity": "individual", "support": support, KEY: text}
    return given | ({PERMISSION.code: permission} if permission else {})


def consultation(session, day, *, asks=True):
    """Soho's consultation, open, whose questionnaire asks whether words may be quoted."""
    demonstration.load(session, day)
    soho = demonstration.consultation(session)
    if asks:
        asked = frozen(session, soho.version_id).asked
        sections = tuple(_asking(section) for section in asked.sections)
        version = freeze(session, soho.id, replace(asked, sections=sections))
        # Before the first day, so that nobody who answers was promised anything else.
        version.frozen_on = soho.opens_on - timedelta(days=1)
        soho.version_id = version.id
        session.commit()
    return soho


def _asking(section):
    """The section with permission asked after its last text, and passages of the main reason open to it."""
    pages = tuple(
        replace(page, questions=tuple(_open(question) for question in page.questions)) for page in section.pages
    )
    if section.code == "last":
        last = replace(pages[-1], code=PERMISSION.code, questions=(PERMISSION,), when=None, title="")
        pages = (*pages, last)
    return replace(section, pages=pages)


def _open(question):
    return replace(question, publishing="with-permission") if question.code == KEY else question


def closed(session, day, *answers, asks=True):
    """The same, closed, with these responses."""
    soho = consultation(session, day, asks=asks)
    stuffing.add(session, soho, *answers)
    stuffing.shut(session, soho, day)
    return soho


def words(session, consultation):
    """What each answer says, by its number."""
    said = {one.response: one.text for one in texts.each(session, consultation, keys=(KEY,))}
    return {n: said[id_] for n, id_ in coding.numbers(session, consultation, KEY).items()}


def coded(session, consultation, day, *, account=None):
    """Every answer coded by one person: safety where a robbery is named, nothing where it is short."""
    by = By(account or session.scalar(select(func.max(Account.id))), day)
    coding.start(session, consultation, KEY, share=0)
    for name in ("Safety", "Privacy"):
        themes.add(session, consultation, KEY, Wording(name, f"What is about {name}."), by)
    said = words(session, consultation)
    give(session, consultation, {number: by_word(text) for number, text in said.items()}, by)
    session.commit()


def by_word(text):
    """The themes of an answer: safety where a robbery is named, none where it is short."""
    return [] if text == SHORT else ["safety"] if "robbed" in text else ["privacy"]


def give(session, consultation, codes, by, place=1):
    """Gives themes to many answers at once, as one coder would one after another."""
    own = {"consultation_id": consultation.id, "question": KEY, "account_id": by.account, "day": by.day}
    rows = [own | {"number": number, "place": place, "themes": given} for number, given in codes.items()]
    session.execute(insert(Coding), rows)
