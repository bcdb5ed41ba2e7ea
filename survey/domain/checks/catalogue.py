"""Every check: what it is called, whether it stops opening, why it matters, where that is from, what to do.

docs/checks.md says how each one decides; a test holds the two lists equal.
"""

# long because it is one table: each row is read alone, and a reader wants all reasons in one place.

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType


class Severity(StrEnum):
    """An error stops opening. A warning needs a written answer, which is published."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True)
class Check:
    """One thing that is looked at. `passed` is what may be said where nothing was found."""

    code: str
    severity: Severity
    title: str
    reason: str
    to_do: str
    passed: str
    source: str = ""


PRINCIPLES = "Cabinet Office Consultation Principles 2018"
MOSELEY = "R (Moseley) v Haringey [2014] UKSC 56"
GUNNING = "R v Brent ex p Gunning (1985), approved in Moseley"
WEST_DULWICH = "West Dulwich Action Group v Lambeth [2025] EWHC 1111 (Admin)"
LEADING = "Consultation Institute on leading questions: three of five answers began “I support”"
PATTERN = "GOV.UK Design System, equality information pattern"
NOT_SURE = "GOV.UK Design System: offer “not sure” where it is a valid answer"
PROMISE = "What this website promises residents"

_ERROR, _WARNING = Severity.ERROR, Severity.WARNING

_CHECKS = (
    # ---- the questionnaire as a whole
    Check(
        "structure",
        _ERROR,
        "The questionnaire works",
        "A questionnaire with a missing piece cannot be answered or counted.",
        "Put it right in the questionnaire.",
        "Every page, question, option and condition is complete.",
    ),
    Check(
        "missing-words",
        _ERROR,
        "No words are missing",
        "An import puts “[…]” where it could not put an earlier answer. Residents would read it so.",
        "Write words in its place.",
        "No text has a gap that an import left.",
    ),
    Check(
        "facts",
        _ERROR,
        "Facts beside questions are known and even",
        "Arguments for one side beside a question lead people to that side.",
        "Take the fact away, or show as many arguments for as against.",
        "Facts beside questions are in the register, with both sides even.",
    ),
    Check(
        "unreachable",
        _ERROR,
        "Every page can be reached",
        "Nobody would ever be asked what is on this page, whatever they answer.",
        "Change the condition of the page, or remove the page.",
        "Every page can be reached by some answers.",
    ),
    Check(
        "reach-not-told",
        _WARNING,
        "A person has followed every way through",
        "The conditions that decide on this page look at too many answers together. A program cannot try "
        "them all, so nobody may ever be asked what is on it.",
        "Write which answers lead to the page, or ask for fewer things together.",
        "A program could tell of every page whether it can be reached.",
    ),
    Check(
        "unclear-base",
        _WARNING,
        "It is clear who is asked a routed page",
        "Those who left the earlier question empty are asked together with those who answered it. "
        "Nobody can say afterwards out of whom the answers are counted.",
        "Name the answers that lead to the page, instead of those that do not.",
        "Each routed page names the answers that lead to it.",
    ),
    Check(
        "too-long",
        _WARNING,
        "It is short enough",
        "The longer it takes, the fewer people finish. Pew Research Center ends its own surveys at 15 "
        "minutes for this reason.",
        "Ask only what the decision needs. Leave questions out, or route people past them.",
        "The longest way through takes 15 minutes or less, as far as a program can estimate.",
        "Pew Research Center, “How we keep our online surveys from running too long” (2022)",
    ),
    Check(
        "untranslated",
        _ERROR,
        "Every language is complete and checked",
        "Somebody who is offered a language and meets another in the middle of the form may stop, or may "
        "answer something that they did not read.",
        "Have the texts translated and checked, or do not offer the language.",
        "Every text of every language that is offered is translated and checked.",
    ),
    Check(
        "wording-not-read",
        _WARNING,
        "A person has read the wording",
        "The checks of wording know English alone. In another language a program has nothing to say about "
        "leading or loaded words.",
        "Write who read the questions for leading, loaded and hard words, and when.",
        "The questions are in English, so that the checks of wording could be made.",
    ),
    # ---- saying no
    Check(
        "no-objection",
        _ERROR,
        "People can object in principle",
        "A consultation in which nobody can say no has been challenged in court, and residents stop trusting "
        "it when disagreement fits only into “any other comments”.",
        "Add a question with which everyone can support or oppose the plan as a whole.",
        "There is a question with which people can oppose the plan as a whole.",
        f"Alleged in {WEST_DULWICH}",
    ),
    Check(
        "objection-not-for-all",
        _WARNING,
        "Everyone can object in principle",
        "Whoever is led past this question cannot say that they are against the plan as a whole.",
        "Ask it of everyone, or write why some are not asked.",
        "Everyone is asked the question with which people can oppose the plan.",
        f"Alleged in {WEST_DULWICH}",
    ),
    Check(
        "objection-not-told",
        _WARNING,
        "A person has looked for a way to object",
        "A program cannot tell in this language whether somebody can oppose the plan as a whole.",
        "Name the question with which people can oppose the plan as a whole.",
        "A program could tell whether people can object.",
        f"Alleged in {WEST_DULWICH}",
    ),
    Check(
        "alternatives",
        _WARNING,
        "Alternatives are mentioned",
        "Fairness may require that the alternatives which were not chosen are at least mentioned.",
        "Ask about other ways, or say on the information page which were considered and why they were not "
        "chosen.",
        "Alternatives are mentioned.",
        MOSELEY,
    ),
    Check(
        "funding-alone",
        _WARNING,
        "A question on money says what it would cost and what else it would buy",
        "Nobody can judge a sum that is not named beside what it would otherwise pay for.",
        "Give the sum and what else it would buy, beside the question or on the information page, and say "
        "so in the hint.",
        "Questions on money say what else the money would buy.",
        MOSELEY,
    ),
    # ---- reading
    Check(
        "reading-age",
        _WARNING,
        "The words are easy enough",
        "A consultation should be clear and concise. Whoever cannot follow a question guesses or leaves.",
        "Use shorter sentences and shorter words. Put what needs explaining under the question.",
        "The words can be read by about a 14-year-old or younger.",
        PRINCIPLES,
    ),
    Check(
        "long-sentence",
        _WARNING,
        "Sentences are short",
        "A consultation should be clear and concise. In a long sentence the beginning is forgotten.",
        "Make two sentences of it.",
        "No sentence has more than 25 words.",
        PRINCIPLES,
    ),
    Check(
        "hard-word",
        _WARNING,
        "Words are plain",
        "A consultation should be clear and concise.",
        "Use the plain word, or explain this one in a definition under the question.",
        "None of the hard words on our list is used.",
        PRINCIPLES,
    ),
    Check(
        "short-form",
        _WARNING,
        "Abbreviations are explained",
        "A consultation should be clear and concise. What is daily bread in an office may be unknown in the "
        "street.",
        "Write it out, or explain it where it is first used.",
        "Every abbreviation is explained.",
        PRINCIPLES,
    ),
    # ---- wording
    Check(
        "double-barrelled",
        _WARNING,
        "Each question asks one thing",
        "Somebody who thinks one thing of the first half and another of the second cannot answer, and nobody "
        "can say which half an answer was about.",
        "Make two questions of it, or let people choose several.",
        "No question that takes one answer seems to ask two things.",
    ),
    Check(
        "leading",
        _WARNING,
        "No question leads",
        "The words suggest which answer is right, or take for granted what is to be found out.",
        "Ask it so that both sides would call it fair.",
        "No question begins or ends in a way that suggests an answer.",
        LEADING,
    ),
    Check(
        "one-sided",
        _WARNING,
        "Questions name both sides",
        "A question that names one side makes that side seem the expected one.",
        "Name both: “support or oppose”.",
        "Questions about support also name opposition.",
    ),
    Check(
        "loaded",
        _WARNING,
        "Words take no side",
        "A word that praises or condemns answers the question before anyone else does.",
        "Use a word that both sides would use.",
        "None of the loaded words on our list is used, for either side.",
        LEADING,
    ),
    Check(
        "agree-disagree",
        _WARNING,
        "Views are asked on their own scale",
        "People tend to agree with what is put before them. So the statement that was chosen decides part "
        "of the result.",
        "Ask about the thing itself: support or oppose, safer or less safe, well or badly.",
        "No question asks people to agree with a statement.",
    ),
    Check(
        "negative",
        _WARNING,
        "Questions are asked without “not”",
        "Where “yes” means that something should not be done, some answer the opposite of what they think.",
        "Ask it the other way round.",
        "No question that asks for a view has a “not” in it.",
    ),
    # ---- what can be answered
    Check(
        "unbalanced",
        _WARNING,
        "Scales have as many answers on each side",
        "Answers spread over what is offered. With three ways to say yes and one to say no, yes wins.",
        "Offer as many answers on one side as on the other.",
        "Scales offer as many answers on one side as on the other.",
        LEADING,
    ),
    Check(
        "no-dont-know",
        _WARNING,
        "People can say that they do not know",
        "Somebody without a view must make one up or leave the question empty, and an empty answer could "
        "mean anything.",
        "Add “Don’t know” or, to a list from which several can be chosen, “None of these”.",
        "Every question that asks for a view can be answered with “don’t know” or the like.",
        NOT_SURE,
    ),
    Check(
        "required-view",
        _WARNING,
        "No view is compulsory",
        "Somebody who must answer what they cannot or will not say invents an answer or leaves the form.",
        "Let people leave it empty.",
        "No question that asks for a view must be answered.",
    ),
    Check(
        "phone",
        _WARNING,
        "It fits a phone",
        "On a phone only a few lines of a long grid or list are in view. The rest is scrolled past.",
        "Leave rows or options out, shorten their words, or ask in two questions.",
        "Every grid and list is four phone screens long or less.",
    ),
    # ---- personal data
    Check(
        "contact-details",
        _ERROR,
        "Nobody is asked who they are",
        "The consultation’s page promises that no individual is asked for a name. Contact for results "
        "is a form of its own, which is not linked to answers.",
        "Take the question out. Whoever wants to hear of the results can follow the consultation.",
        "No question asks for a name, an address, an email address or a phone number.",
        PROMISE,
    ),
    Check(
        "may-identify",
        _WARNING,
        "Answers cannot point to one person",
        "An exact age, a whole postcode or a job can point to one person in a ward.",
        "Ask for a range or a larger area, or write why it is needed.",
        "No question asks for something exact that could point to one person.",
    ),
    Check(
        "sensitive",
        _WARNING,
        "Sensitive experience is asked with care",
        "An answer about being stopped, arrested, accused or harmed may be data about criminal allegations "
        "or about a victim.",
        "Write what the data protection assessment says, or take the question out.",
        "No question asks about being stopped, arrested, accused or harmed.",
    ),
    Check(
        "equality-apart",
        _ERROR,
        "Equality questions stand apart",
        "Equality answers are optional, asked last and kept in a table of their own. In another section "
        "they would be kept with everything else.",
        "In the section of the question, choose “Equality questions, kept apart” under “What it holds”. "
        "Where the section asks about the plan as well, put the question into another section first.",
        "Questions about age, sex, health, ethnic group, religion and the like are in an equality section.",
        f"{PROMISE}; {PATTERN}",
    ),
    Check(
        "equality-required",
        _ERROR,
        "Equality questions are optional",
        "Equality questions must be optional, and people must be told so.",
        "Let people leave it empty.",
        "No equality question must be answered.",
        f"{PROMISE}; {PATTERN}",
    ),
    Check(
        "names-in-text",
        _WARNING,
        "People are asked not to name anyone",
        "What people write may name others or show who the writer is. Somebody must then find and remove it "
        "before it is published.",
        "Add to the hint: “Please do not name anyone, and do not write anything that would show who you "
        "are.”",
        "Where people can write freely, they are asked not to name anyone, or told what is published.",
    ),
    # ---- fairness and dates
    Check(
        "fairness-unanswered",
        _ERROR,
        "The questions of fairness are answered",
        "A council that cannot answer them before asking the public is not ready to consult. Courts have "
        "asked the same questions afterwards.",
        "Answer it on the page of the questions of fairness.",
        "Every question of fairness is answered.",
        GUNNING,
    ),
    Check(
        "already-decided",
        _ERROR,
        "Nothing has been decided yet",
        "Consultation must happen while a proposal is still being formed. Do not ask where a final view "
        "exists.",
        "Do not consult. Tell people what was decided and why, or wait until the decision is open again.",
        "The council says that nothing has been decided.",
        f"{GUNNING}; {PRINCIPLES}",
    ),
    Check(
        "not-enough-information",
        _ERROR,
        "There is enough information to judge",
        "People must be given enough reasons to consider a proposal and to answer it.",
        "Publish what is missing in the register first, or open later.",
        "The council says that there is enough information.",
        GUNNING,
    ),
    Check(
        "no-dates",
        _ERROR,
        "The dates are set",
        "Without dates nobody can judge whether there is enough time.",
        "Set the first and the last day.",
        "The first and the last day are set.",
        GUNNING,
    ),
    Check(
        "short-time",
        _WARNING,
        "There is enough time",
        "People must have adequate time. No law sets a length, and 12 weeks is a custom, not a law; we ask "
        "for a reason below 6 weeks.",
        "Give more time, or write why this is enough for those who are affected.",
        "It is open for 6 weeks or more.",
        f"{GUNNING}; {PRINCIPLES}: a proportionate time",
    ),
    Check(
        "no-other-ways",
        _WARNING,
        "There is another way to answer",
        "A consultation that can be answered only on line leaves people out: those without a phone or a "
        "computer, those who do not trust one, and many who are old or disabled.",
        "Say how to answer by phone, on paper or in person, or write why nobody is left out.",
        "People can answer without the website.",
        PRINCIPLES,
    ),
    Check(
        "holidays",
        _WARNING,
        "It avoids holidays",
        "People who are away cannot answer. Avoid holidays, or give more time.",
        "Move the dates, give more time, or write how people who are away can still answer.",
        "It does not run over Christmas, or over most of August.",
        GUNNING,
    ),
    Check(
        "decision-too-early",
        _ERROR,
        "The decision comes after the closing date",
        "A decision before the last answer is in cannot have considered the answers.",
        "Decide later, or close earlier.",
        "The decision comes after the last day for answers.",
        GUNNING,
    ),
)

CHECKS: Mapping[str, Check] = MappingProxyType({check.code: check for check in _CHECKS})
