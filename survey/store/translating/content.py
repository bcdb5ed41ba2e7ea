"""What there is to translate of a consultation or a deployment, and what is still missing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from sqlalchemy.orm import Session

from survey.domain.areas import asked_of, codes_of
from survey.domain.deployments.revisions import Revision
from survey.domain.notice_words import fixed_texts, is_the_councils
from survey.domain.questionnaires.questions import Questionnaire
from survey.domain.translating.progress import Pair, State, pairs
from survey.domain.translating.texts import Translatable, texts_of
from survey.domain.translating.words import ConsultationWords, Line, OutcomeWords
from survey.store import consultations, outcomes
from survey.store.consultations import Consultation
from survey.store.deployments import next_revisions, register
from survey.store.deployments.register import Deployment, DeploymentRevision
from survey.store.questionnaires import next_versions, versions
from survey.store.translating.freezing import bare
from survey.store.translating.translations import (
    CONSULTATION,
    DEPLOYMENT,
    QUESTIONNAIRE,
    Subject,
    kept_of,
)

# What the register and a consultation itself are written in. A questionnaire says its own.
OWN = "en"
CITED = ".cited."
# The part with what is asked now and will be worded otherwise. No section can be called so.
ASKED = "asked.now"


@dataclass(frozen=True)
class Content:
    """The texts of one subject as they are now, in `language`.

    `fixed` are the words of the site notice: for languages without a catalogue that has them, and for
    printing alone, so no consultation waits for them before it opens.
    """

    subject: Subject
    texts: tuple[Translatable, ...]
    language: str = OWN
    fixed: tuple[Translatable, ...] = ()

    def texts_in(self, language: str) -> tuple[Translatable, ...]:
        """Everything that is translated into that language."""
        return (*self.texts, *self.fixed) if is_the_councils(language) else self.texts


def subjects_of(consultation: Consultation) -> tuple[Subject, Subject, Subject]:
    """The questionnaire, the consultation and the deployment."""
    return (
        Subject(QUESTIONNAIRE, consultation.id),
        Subject(CONSULTATION, consultation.id),
        Subject(DEPLOYMENT, consultation.deployment_id),
    )


def words_of_consultation(session: Session, consultation: Consultation) -> ConsultationWords:
    """What is read of it beside its questions, with the entries of its log."""
    log = tuple(Line(str(entry.id), entry.text) for entry in consultations.log_of(session, consultation))
    return ConsultationWords(
        consultation.title,
        consultation.summary,
        consultation.council,
        consultation.ways_to_answer,
        consultation.material_changes,
        log,
    )


def questionnaire_of(session: Session, consultation: Consultation) -> Questionnaire | None:
    """The questions as organisers work on them; where nobody does, those that are asked."""
    row = next_versions.find(session, consultation)
    if row is not None:
        return row.questionnaire
    if consultation.version_id is None:
        return None
    return versions.frozen(session, consultation.version_id).asked


def content_of_questionnaire(session: Session, consultation: Consultation) -> Content:
    """The questions. Places and facts of the deployment are translated with the deployment."""
    subject = Subject(QUESTIONNAIRE, consultation.id)
    questionnaire = questionnaire_of(session, consultation)
    if questionnaire is None:
        return Content(subject, ())
    return Content(
        subject, own_texts(session, consultation, questionnaire), questionnaire.language
    )


def own_texts(
    session: Session, consultation: Consultation, questionnaire: Questionnaire
) -> tuple[Translatable, ...]:
    """The texts of a questionnaire that are translated with it, and not with the deployment."""
    if consultation.version_id is not None:
        plan = _revision(session, consultation).plan
        empty = replace(plan, zones=(), wards=())
        questionnaire = asked_of(questionnaire, empty, earlier=codes_of(plan))
    return tuple(text for text in texts_of(questionnaire) if CITED not in text.place)


def content_asked(session: Session, consultation: Consultation) -> Content:
    """The questions that are asked now; nothing before any are."""
    subject = Subject(QUESTIONNAIRE, consultation.id)
    if consultation.version_id is None:
        return Content(subject, ())
    asked = versions.frozen(session, consultation.version_id).asked
    return Content(subject, own_texts(session, consultation, asked), asked.language)


def content_still_asked(session: Session, consultation: Consultation) -> Content:
    """Those texts that are asked now, while a next version words them otherwise, as a part of their own."""
    now = content_asked(session, consultation)
    later = content_of_questionnaire(session, consultation)
    there = {(text.place, text.text) for text in later.texts}
    texts = (replace(text, part=ASKED) for text in now.texts if (text.place, text.text) not in there)
    return replace(now, texts=tuple(texts))


def content_of_consultation(session: Session, consultation: Consultation) -> Content:
    """Title, summary and whatever else residents read of it."""
    texts = texts_of(words_of_consultation(session, consultation))
    return replace(_content_of_notices(consultation), texts=tuple(texts))


def content_of_outcome(session: Session, consultation: Consultation) -> Content:
    """What the council wrote of its outcome: the draft where there is one, else the version that stands.

    It is kept with the words of the consultation. A version that words a text alike has its translation too.
    """
    subject = Subject(CONSULTATION, consultation.id)
    stands = outcomes.draft_of(session, consultation) or outcomes.newest(session, consultation)
    if stands is None:
        return Content(subject, ())
    notes = outcomes.notes_of(outcomes.versions_of(session, consultation))
    reviews = tuple(outcomes.reviews_of(session, consultation))
    return Content(subject, tuple(texts_of(OutcomeWords(stands.record, notes, reviews))))


def _content_of_notices(consultation: Consultation) -> Content:
    fixed = fixed_texts(illustrative=consultation.illustrative)
    return Content(Subject(CONSULTATION, consultation.id), (), fixed=fixed)


def words_of_notices(
    session: Session, consultation: Consultation, languages: Sequence[str]
) -> dict[str, list[Pair]]:
    """By language, the fixed words of its site notice side by side; none where a catalogue has them."""
    content = _content_of_notices(consultation)
    kept = kept_of(session, [content.subject], languages)
    return {code: pairs(content.texts_in(code), kept.get((content.subject, code), ())) for code in languages}


def content_of_deployment(deployment: Deployment, revision: Revision) -> Content:
    """One revision of the register's entry."""
    return Content(Subject(DEPLOYMENT, deployment.id), tuple(texts_of(revision)))


def content_now(session: Session, deployment: Deployment) -> Content:
    """What is worth translating of a deployment: the revision in preparation, else the newest."""
    row = next_revisions.find(session, deployment)
    revision = row.as_revision if row else register.current(session, deployment).as_revision
    return content_of_deployment(deployment, revision)


def _revision(session: Session, consultation: Consultation) -> DeploymentRevision:
    return register.consulted_on(
        session, consultation.deployment_id, number=consultation.deployment_revision
    )


def deployment_of(session: Session, consultation: Consultation) -> Deployment:
    """The deployment that a consultation is about."""
    return session.get_one(Deployment, consultation.deployment_id)


def contents_of(session: Session, consultation: Consultation) -> tuple[Content, ...]:
    """Everything that residents read: the questions, the consultation, and the plan that it is about.

    Once the consultation is announced, the questions are those that are asked.
    """
    revision = _revision(session, consultation)
    announced = consultation.version_id is not None
    questions = content_asked if announced else content_of_questionnaire
    return (
        questions(session, consultation),
        content_of_consultation(session, consultation),
        content_of_deployment(revision.deployment, bare(revision)),
    )


def untranslated(
    session: Session, consultation: Consultation, *, languages: Sequence[str] | None = None
) -> dict[str, list[tuple[str, str]]]:
    """By language on offer, the texts that nobody has translated, or nobody has checked: place and text.

    Places of the consultation and of the deployment begin with these words. Names may stay as they are.
    """
    wanted = consultation.languages if languages is None else languages
    contents = contents_of(session, consultation) if wanted else ()
    kept = kept_of(session, [content.subject for content in contents], wanted)
    found: dict[str, list[tuple[str, str]]] = {language: [] for language in wanted}
    for language in wanted:
        for content in contents:
            if content.language != language:
                beside = pairs(content.texts, kept.get((content.subject, language), ()))
                found[language].extend(_gaps(content.subject, beside))
    return found


def _gaps(subject: Subject, beside: Iterable[Pair]) -> list[tuple[str, str]]:
    before = "" if subject.kind == QUESTIONNAIRE else f"{subject.kind}: "
    wanting = (pair.text for pair in beside if pair.needed and pair.state is not State.CHECKED)
    return [(f"{before}{text.place}", text.text) for text in wanting]
