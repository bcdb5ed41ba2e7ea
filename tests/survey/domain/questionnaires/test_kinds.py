"""What is counted of a question has words of ours, which every language says in its own."""

from survey.domain.questionnaires.kinds import ConstantSum, Date, Likelihood, Ranking
from survey.domain.questionnaires.questions import Option
from survey.domain.translating.texts import Untranslated, left
from survey.domain.wording import Catalogue

OPTIONS = (Option("a", "A"), Option("b", "B"))
WELSH = Catalogue(
    "cy",
    {
        "Put {place}": ("Rhoddwyd {place}",),
        "first": ("yn gyntaf",),
        "second": ("yn ail",),
        "Not among them": ("Ddim yn eu plith",),
        "Nothing": ("Dim",),
        "{low} to {high}": ("{low} i {high}",),
        "March": ("Mawrth",),
    },
)


def said(question):
    return [WELSH.said(option.label) for option in question.counted]


def test_places_shares_and_months():
    ranking = Ranking(code="r", text="?", options=OPTIONS, ranks=2)
    assert [option.label for option in ranking.counted] == ["Put first", "Put second", "Not among them"]
    assert said(ranking) == ["Rhoddwyd yn gyntaf", "Rhoddwyd yn ail", "Ddim yn eu plith"]
    shares = ConstantSum(code="s", text="?", options=OPTIONS, total=100, prefix="£")
    assert [option.label for option in shares.counted][:2] == ["Nothing", "£1 to £25"]
    assert said(shares)[:2] == ["Dim", "£1 i £25"]
    months = Date(code="d", text="?", minimum="2026-03-01", maximum="2026-03-31", by_month=True)
    assert [option.label for option in months.counted] == ["March 2026"]
    assert said(months) == ["Mawrth 2026"]


def test_the_ends_of_a_likelihood_keep_the_language_that_they_stayed_in():
    likely = Likelihood(code="l", text="?", low=left("Not at all", "en"), high="Iawn")
    first, *_, last, _apart = likely.counted
    assert (first.label, last.label) == ("0: Not at all", "10: Iawn")
    assert isinstance(first.label.params["p1"], Untranslated)
