"""A problem reads as its English sentence, and can be said in another language with its place and without."""

from survey.domain.questionnaires.problems import Problem, found_in
from survey.domain.wording import Catalogue, say

WELSH = Catalogue(
    "cy",
    {
        "It needs at least one page.": ("Mae angen tudalen.",),
        "The link needs a label.": ("Mae angen label.",),
        "{place}: {fault}": ("{place}: {fault}",),
        "Section “{code}”": ("Adran “{code}”",),
        "Question “{code}”": ("Cwestiwn “{code}”",),
    },
)


def test_a_place_stands_before_a_fault_or_takes_the_place_of_it():
    about_it, other = say("It needs at least one page."), say("The link needs a label.")
    (first,) = found_in([about_it], section="s")
    (second,) = found_in([other], page="p", question="q")
    assert (first, first.section, first.fault) == ("Section “s” needs at least one page.", "s", about_it)
    assert (second, second.page, second.question) == ("Question “q”: the link needs a label.", "p", "q")
    assert WELSH.said(first) == "Adran “s”: Mae angen tudalen."
    assert WELSH.said(second) == "Cwestiwn “q”: Mae angen label."
    assert WELSH.said(first.fault) == "Mae angen tudalen."


def test_a_problem_without_a_place_is_its_sentence():
    problem = Problem(say("The link needs a label."), page="p")
    assert (problem, problem.fault, problem.page) == ("The link needs a label.", problem, "p")
    assert WELSH.said(problem) == "Mae angen label."
    assert WELSH.said(Problem("{As it is}")) == "{As it is}"
