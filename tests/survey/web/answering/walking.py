"""Walking through the questions as a resident would."""

from dataclasses import replace

BASE = "/consultations/soho-fixed-cameras/answer/"

# One answer to every question that an individual may be asked in the open consultation.
INDIVIDUAL = {
    "capacity": {"capacity": "individual"},
    "connection": {"connection": ["live", "other"], "connection.other": "I keep bees there"},
    "area": {"area": "E05013808"},
    "heard": {"heard": "some"},
    "read-information": {"read-information": "all"},
    "support": {"support": "neither"},
    "main-reason": {"main-reason": "It depends on the rules."},
    "safety": {"safety": "no-difference"},
    "benefits": {"benefits": ["theft"]},
    "concerns": {"concerns": ["privacy", "cost"]},
    "purposes": {"purposes.missing": "strongly-support", "purposes.events": "somewhat-oppose"},
    "limits": {"limits": ["signs", "end-date"]},
    "places": {"places": ["stations"]},
    "visiting": {"visiting": "less"},
    "visiting-change": {"visiting-change": "I would shop elsewhere."},
    "police-confidence": {"police-confidence": "fairly"},
    "council-confidence": {"council-confidence": "dont-know"},
    "alternatives": {"alternatives": ["lighting"]},
    "duration": {"duration": "trial"},
    "experience": {"experience": "stopped"},
    "treatment": {"treatment": "well"},
    "other-effects": {"other-effects": "Think of people who work at night."},
    "information": {"information-fairness": "balanced"},
}
EQUALITY = {
    "age": {"age": "35-49"},
    "sex": {"sex": "prefer-not-to-say"},
    "health-condition": {"health-condition": "yes"},
    "daily-activities": {"daily-activities": "a-little"},
    "ethnic-group": {"ethnic-group": "white"},
    "ethnic-white": {"ethnic-white": "roma"},
}


def code_of(page):
    """The code of the page of questions that is shown; of another page, the last part of its address."""
    named = page.all("input", name="_page")
    if named:
        return named[0].get("value")
    return page.url.split("?")[0].rstrip("/").rsplit("/", 1)[1]


def walk(page, answers, *, until):
    """Answers page after page (an unlisted page is passed over) until the page of that code."""
    for _step in range(60):
        if code_of(page) == until:
            return page
        page = page.form().submit(answers.get(code_of(page), {}))
    raise AssertionError(f"never came to {until}; stopped at {page.url}")


def send(page):
    """From the check page to the confirmation, without equality questions."""
    page = page.client.get_page(BASE + "check/")
    if "equality/" in " ".join(page.links.values()):
        page = page.client.get_page(BASE + "equality/").form().submit({"equality": "no"})
    else:
        page = page.client.get_page(BASE + "send/")
    return page.form("send/").submit() if page.all("form", action=BASE + "send/") else page.form().submit()


def with_changed(asked, code, **changed):
    """A questionnaire in which one question is otherwise."""

    def of_page(page):
        questions = (replace(one, **changed) if one.code == code else one for one in page.questions)
        return replace(page, questions=tuple(questions))

    def of_section(section):
        return replace(section, pages=tuple(map(of_page, section.pages)))

    return replace(asked, sections=tuple(map(of_section, asked.sections)))
