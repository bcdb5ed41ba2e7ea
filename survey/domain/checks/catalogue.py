"""Every check: what it is called, whether it stops opening, why it matters, where that is from, what to do.

docs/checks.md says how each one decides; a test holds the two lists equal.
"""

# long because it is one table: each row is read alone, and a reader wants all reasons in one place.

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from survey.domain.wording import listed, say


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


# What courts decided is cited as everyone cites it, in every language.
BRENT = "R v Brent ex p Gunning (1985)"
MOSELEY = "R (Moseley) v Haringey [2014] UKSC 56"
WEST_DULWICH = "West Dulwich Action Group v Lambeth [2025] EWHC 1111 (Admin)"
PRINCIPLES = say("Cabinet Office Consultation Principles 2018")
GUNNING = say("{case}, approved in Moseley", case=BRENT)
ALLEGED = say("Alleged in {case}", case=WEST_DULWICH)
LEADING = say("Consultation Institute on leading questions: three of five answers began “I support”")
PATTERN = say("GOV.UK Design System, equality information pattern")
NOT_SURE = say("GOV.UK Design System: offer “not sure” where it is a valid answer")
PROMISE = say("What this website promises residents")
PEW = say("Pew Research Center, “How we keep our online surveys from running too long” (2022)")

_ERROR, _WARNING = Severity.ERROR, Severity.WARNING

_CHECKS = (
    # ---- the questionnaire as a whole
    Check(
        "structure",
        _ERROR,
        say("The questionnaire works"),
        say("A questionnaire with a missing piece cannot be answered or counted."),
        say("Put it right in the questionnaire."),
        say("Every page, question, option and condition is complete."),
    ),
    Check(
        "missing-words",
        _ERROR,
        say("No words are missing"),
        say("An import puts “[…]” where it could not put an earlier answer. Residents would read it so."),
        say("Write words in its place."),
        say("No text has a gap that an import left."),
    ),
    Check(
        "facts",
        _ERROR,
        say("Facts beside questions are known and even"),
        say("Arguments for one side beside a question lead people to that side."),
        say("Take the fact away, or show as many arguments for as against."),
        say("Facts beside questions are in the register, with both sides even."),
    ),
    Check(
        "unreachable",
        _ERROR,
        say("Every page can be reached"),
        say("Nobody would ever be asked what is on this page, whatever they answer."),
        say("Change the condition of the page, or remove the page."),
        say("Every page can be reached by some answers."),
    ),
    Check(
        "reach-not-told",
        _WARNING,
        say("A person has followed every way through"),
        say(
            "The conditions that decide on this page look at too many answers together. A program "
            "cannot try them all, so nobody may ever be asked what is on it."
        ),
        say("Write which answers lead to the page, or ask for fewer things together."),
        say("A program could tell of every page whether it can be reached."),
    ),
    Check(
        "unclear-base",
        _WARNING,
        say("It is clear who is asked a routed page"),
        say(
            "Those who left the earlier question empty are asked together with those who answered it. "
            "Nobody can say afterwards out of whom the answers are counted."
        ),
        say("Name the answers that lead to the page, instead of those that do not."),
        say("Each routed page names the answers that lead to it."),
    ),
    Check(
        "too-long",
        _WARNING,
        say("It is short enough"),
        say(
            "The longer it takes, the fewer people finish. Pew Research Center ends its own surveys at "
            "15 minutes for this reason."
        ),
        say("Ask only what the decision needs. Leave questions out, or route people past them."),
        say("The longest way through takes 15 minutes or less, as far as a program can estimate."),
        PEW,
    ),
    Check(
        "untranslated",
        _ERROR,
        say("Every language is complete and checked"),
        say(
            "Somebody who is offered a language and meets another in the middle of the form may stop, "
            "or may answer something that they did not read."
        ),
        say("Have the texts translated and checked, or do not offer the language."),
        say("Every text of every language that is offered is translated and checked."),
    ),
    Check(
        "wording-not-read",
        _WARNING,
        say("A person has read the wording"),
        say(
            "The checks of wording know English alone. In another language a program has nothing to "
            "say about leading or loaded words."
        ),
        say("Write who read the questions for leading, loaded and hard words, and when."),
        say("The questions are in English, so that the checks of wording could be made."),
    ),
    # ---- saying no
    Check(
        "no-objection",
        _ERROR,
        say("People can object in principle"),
        say(
            "A consultation in which nobody can say no has been challenged in court, and residents "
            "stop trusting it when disagreement fits only into “any other comments”."
        ),
        say("Add a question with which everyone can support or oppose the plan as a whole."),
        say("There is a question with which people can oppose the plan as a whole."),
        ALLEGED,
    ),
    Check(
        "objection-not-for-all",
        _WARNING,
        say("Everyone can object in principle"),
        say("Whoever is led past this question cannot say that they are against the plan as a whole."),
        say("Ask it of everyone, or write why some are not asked."),
        say("Everyone is asked the question with which people can oppose the plan."),
        ALLEGED,
    ),
    Check(
        "objection-not-told",
        _WARNING,
        say("A person has looked for a way to object"),
        say("A program cannot tell in this language whether somebody can oppose the plan as a whole."),
        say("Name the question with which people can oppose the plan as a whole."),
        say("A program could tell whether people can object."),
        ALLEGED,
    ),
    Check(
        "alternatives",
        _WARNING,
        say("Alternatives are mentioned"),
        say("Fairness may require that the alternatives which were not chosen are at least mentioned."),
        say(
            "Ask about other ways, or say on the information page which were considered and why they "
            "were not chosen."
        ),
        say("Alternatives are mentioned."),
        MOSELEY,
    ),
    Check(
        "funding-alone",
        _WARNING,
        say("A question on money says what it would cost and what else it would buy"),
        say("Nobody can judge a sum that is not named beside what it would otherwise pay for."),
        say(
            "Give the sum and what else it would buy, beside the question or on the information page, "
            "and say so in the hint."
        ),
        say("Questions on money say what else the money would buy."),
        MOSELEY,
    ),
    # ---- reading
    Check(
        "reading-age",
        _WARNING,
        say("The words are easy enough"),
        say(
            "A consultation should be clear and concise. Whoever cannot follow a question guesses or leaves."
        ),
        say("Use shorter sentences and shorter words. Put what needs explaining under the question."),
        say("The words can be read by about a 14-year-old or younger."),
        PRINCIPLES,
    ),
    Check(
        "long-sentence",
        _WARNING,
        say("Sentences are short"),
        say("A consultation should be clear and concise. In a long sentence the beginning is forgotten."),
        say("Make two sentences of it."),
        say("No sentence has more than 25 words."),
        PRINCIPLES,
    ),
    Check(
        "hard-word",
        _WARNING,
        say("Words are plain"),
        say("A consultation should be clear and concise."),
        say("Use the plain word, or explain this one in a definition under the question."),
        say("None of the hard words on our list is used."),
        PRINCIPLES,
    ),
    Check(
        "short-form",
        _WARNING,
        say("Abbreviations are explained"),
        say(
            "A consultation should be clear and concise. What is daily bread in an office may be "
            "unknown in the street."
        ),
        say("Write it out, or explain it where it is first used."),
        say("Every abbreviation is explained."),
        PRINCIPLES,
    ),
    # ---- wording
    Check(
        "double-barrelled",
        _WARNING,
        say("Each question asks one thing"),
        say(
            "Somebody who thinks one thing of the first half and another of the second cannot answer, "
            "and nobody can say which half an answer was about."
        ),
        say("Make two questions of it, or let people choose several."),
        say("No question that takes one answer seems to ask two things."),
    ),
    Check(
        "leading",
        _WARNING,
        say("No question leads"),
        say("The words suggest which answer is right, or take for granted what is to be found out."),
        say("Ask it so that both sides would call it fair."),
        say("No question begins or ends in a way that suggests an answer."),
        LEADING,
    ),
    Check(
        "one-sided",
        _WARNING,
        say("Questions name both sides"),
        say("A question that names one side makes that side seem the expected one."),
        say("Name both: “support or oppose”."),
        say("Questions about support also name opposition."),
    ),
    Check(
        "loaded",
        _WARNING,
        say("Words take no side"),
        say("A word that praises or condemns answers the question before anyone else does."),
        say("Use a word that both sides would use."),
        say("None of the loaded words on our list is used, for either side."),
        LEADING,
    ),
    Check(
        "agree-disagree",
        _WARNING,
        say("Views are asked on their own scale"),
        say(
            "People tend to agree with what is put before them. So the statement that was chosen "
            "decides part of the result."
        ),
        say("Ask about the thing itself: support or oppose, safer or less safe, well or badly."),
        say("No question asks people to agree with a statement."),
    ),
    Check(
        "negative",
        _WARNING,
        say("Questions are asked without “not”"),
        say(
            "Where “yes” means that something should not be done, some answer the opposite of what "
            "they think."
        ),
        say("Ask it the other way round."),
        say("No question that asks for a view has a “not” in it."),
    ),
    # ---- what can be answered
    Check(
        "unbalanced",
        _WARNING,
        say("Scales have as many answers on each side"),
        say("Answers spread over what is offered. With three ways to say yes and one to say no, yes wins."),
        say("Offer as many answers on one side as on the other."),
        say("Scales offer as many answers on one side as on the other."),
        LEADING,
    ),
    Check(
        "no-dont-know",
        _WARNING,
        say("People can say that they do not know"),
        say(
            "Somebody without a view must make one up or leave the question empty, and an empty answer "
            "could mean anything."
        ),
        say("Add “Don’t know” or, to a list from which several can be chosen, “None of these”."),
        say("Every question that asks for a view can be answered with “don’t know” or the like."),
        NOT_SURE,
    ),
    Check(
        "required-view",
        _WARNING,
        say("No view is compulsory"),
        say(
            "Somebody who must answer what they cannot or will not say invents an answer or leaves the form."
        ),
        say("Let people leave it empty."),
        say("No question that asks for a view must be answered."),
    ),
    Check(
        "phone",
        _WARNING,
        say("It fits a phone"),
        say("On a phone only a few lines of a long grid or list are in view. The rest is scrolled past."),
        say("Leave rows or options out, shorten their words, or ask in two questions."),
        say("Every grid and list is four phone screens long or less."),
    ),
    # ---- personal data
    Check(
        "contact-details",
        _ERROR,
        say("Nobody is asked who they are"),
        say(
            "The consultation’s page promises that no individual is asked for a name. Contact for "
            "results is a form of its own, which is not linked to answers."
        ),
        say("Take the question out. Whoever wants to hear of the results can follow the consultation."),
        say("No question asks for a name, an address, an email address or a phone number."),
        PROMISE,
    ),
    Check(
        "may-identify",
        _WARNING,
        say("Answers cannot point to one person"),
        say("An exact age, a whole postcode or a job can point to one person in a ward."),
        say("Ask for a range or a larger area, or write why it is needed."),
        say("No question asks for something exact that could point to one person."),
    ),
    Check(
        "sensitive",
        _WARNING,
        say("Sensitive experience is asked with care"),
        say(
            "An answer about being stopped, arrested, accused or harmed may be data about criminal "
            "allegations or about a victim."
        ),
        say("Write what the data protection assessment says, or take the question out."),
        say("No question asks about being stopped, arrested, accused or harmed."),
    ),
    Check(
        "equality-apart",
        _ERROR,
        say("Equality questions stand apart"),
        say(
            "Equality answers are optional, asked last and kept in a table of their own. In another "
            "section they would be kept with everything else."
        ),
        say(
            "In the section of the question, choose “Equality questions, kept apart” under “What it "
            "holds”. Where the section asks about the plan as well, put the question into another "
            "section first."
        ),
        say(
            "Questions about age, sex, health, ethnic group, religion and the like are in an equality "
            "section."
        ),
        listed((PROMISE, PATTERN), "; "),
    ),
    Check(
        "equality-required",
        _ERROR,
        say("Equality questions are optional"),
        say("Equality questions must be optional, and people must be told so."),
        say("Let people leave it empty."),
        say("No equality question must be answered."),
        listed((PROMISE, PATTERN), "; "),
    ),
    Check(
        "names-in-text",
        _WARNING,
        say("People are asked not to name anyone"),
        say(
            "What people write may name others or show who the writer is. Somebody must then find and "
            "remove it before it is published."
        ),
        say(
            "Add to the hint: “Please do not name anyone, and do not write anything that would show "
            "who you are.”"
        ),
        say("Where people can write freely, they are asked not to name anyone, or told what is published."),
    ),
    Check(
        "publishing-differs",
        _WARNING,
        say("What is said about publishing is what is set"),
        say(
            "What is set decides what is published. Whoever was told another thing would rightly feel "
            "deceived."
        ),
        say(
            "Take the sentence out, as people are told what is set; or change what is set under “May what "
            "people write here be published?”."
        ),
        say("Nothing beside a question says another thing about publishing than what is set."),
    ),
    Check(
        "permission",
        _WARNING,
        say("People are asked before they are quoted"),
        say("Passages are published only of those who allow it, and only from texts that are set so."),
        say(
            "Add “May your words be quoted?” from the bank of questions, and set for each text whether "
            "passages may be published."
        ),
        say("Either people are asked whether their words may be quoted and can be, or nobody is quoted."),
    ),
    # ---- fairness and dates
    Check(
        "fairness-unanswered",
        _ERROR,
        say("The questions of fairness are answered"),
        say(
            "A council that cannot answer them before asking the public is not ready to consult. "
            "Courts have asked the same questions afterwards."
        ),
        say("Answer it on the page of the questions of fairness."),
        say("Every question of fairness is answered."),
        GUNNING,
    ),
    Check(
        "already-decided",
        _ERROR,
        say("Nothing has been decided yet"),
        say(
            "Consultation must happen while a proposal is still being formed. Do not ask where a final "
            "view exists."
        ),
        say(
            "Do not consult. Tell people what was decided and why, or wait until the decision is open again."
        ),
        say("The council says that nothing has been decided."),
        listed((GUNNING, PRINCIPLES), "; "),
    ),
    Check(
        "not-enough-information",
        _ERROR,
        say("There is enough information to judge"),
        say("People must be given enough reasons to consider a proposal and to answer it."),
        say("Publish what is missing in the register first, or open later."),
        say("The council says that there is enough information."),
        GUNNING,
    ),
    Check(
        "no-dates",
        _ERROR,
        say("The dates are set"),
        say("Without dates nobody can judge whether there is enough time."),
        say("Set the first and the last day."),
        say("The first and the last day are set."),
        GUNNING,
    ),
    Check(
        "short-time",
        _WARNING,
        say("There is enough time"),
        say(
            "People must have adequate time. No law sets a length, and 12 weeks is a custom, not a "
            "law; we ask for a reason below 6 weeks."
        ),
        say("Give more time, or write why this is enough for those who are affected."),
        say("It is open for 6 weeks or more."),
        listed((GUNNING, say("{source}: a proportionate time", source=PRINCIPLES)), "; "),
    ),
    Check(
        "no-other-ways",
        _WARNING,
        say("There is another way to answer"),
        say(
            "A consultation that can be answered only on line leaves people out: those without a phone "
            "or a computer, those who do not trust one, and many who are old or disabled."
        ),
        say("Say how to answer by phone, on paper or in person, or write why nobody is left out."),
        say("People can answer without the website."),
        PRINCIPLES,
    ),
    Check(
        "holidays",
        _WARNING,
        say("It avoids holidays"),
        say("People who are away cannot answer. Avoid holidays, or give more time."),
        say("Move the dates, give more time, or write how people who are away can still answer."),
        say("It does not run over Christmas, or over most of August."),
        GUNNING,
    ),
    Check(
        "decision-too-early",
        _ERROR,
        say("The decision comes after the closing date"),
        say("A decision before the last answer is in cannot have considered the answers."),
        say("Decide later, or close earlier."),
        say("The decision comes after the last day for answers."),
        GUNNING,
    ),
)

CHECKS: Mapping[str, Check] = MappingProxyType({check.code: check for check in _CHECKS})
