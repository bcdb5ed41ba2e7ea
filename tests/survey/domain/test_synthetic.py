"""Synthetic responses are responses that a resident could have given."""

import json
from dataclasses import replace

import numpy as np
import pytest

from survey.domain.questionnaires.codebook import codebooks
from survey.domain.questionnaires.paths import answers_on, asked_on, path
from survey.domain.questionnaires.validation import check
from survey.domain.synthetic import Recipe, as_json, coded, make
from survey.store.demo import asked_about, read
from survey.store.deployments.register import read_content

QUESTIONNAIRE = asked_about(read_content("croydon-north-end").revisions[-1].plan, "fixed-cameras")
RECIPE = Recipe.load(read("demo", "croydon-responses.json"))
OPINION, EQUALITY = codebooks(QUESTIONNAIRE)


@pytest.fixture(scope="module")
def batch():
    return make(QUESTIONNAIRE, RECIPE, size=1500, rng=np.random.default_rng(3))


@pytest.fixture(scope="module")
def answers(batch):
    opinion, equality = (as_json(batch, book, RECIPE) for book in (OPINION, EQUALITY))
    return [(json.loads(o), json.loads(e)) for o, e in zip(opinion, equality, strict=True)]


def test_every_answer_is_on_its_path(answers):
    for opinion, equality in answers:
        pages = path(QUESTIONNAIRE, opinion | equality)
        assert answers_on(pages, opinion | equality) == opinion | equality


def test_the_bytes_say_what_the_answers_say(batch, answers):
    for (opinion, _), row in zip(answers, coded(batch, OPINION), strict=True):
        asked = asked_on(path(QUESTIONNAIRE, opinion, kind="opinion"))
        assert OPINION.encode(opinion, asked) == row.tobytes()


def test_every_answer_would_pass_the_form(answers):
    for opinion, equality in answers[:300]:
        given = opinion | equality
        for question in QUESTIONNAIRE.questions:
            raw = {key: given[key] for key in question.keys if key in given}
            sent = {key: value if isinstance(value, list) else [str(value)] for key, value in raw.items()}
            if sent:
                assert check(question, sent).problems == {}


def test_the_same_seed_gives_the_same_responses():
    first, second, other = (
        coded(make(QUESTIONNAIRE, RECIPE, size=50, rng=np.random.default_rng(seed)), OPINION)
        for seed in (1, 1, 2)
    )
    assert (first == second).all()
    assert (first != other).any()


def test_who_is_who_follows_the_census():
    batch = make(QUESTIONNAIRE, RECIPE, size=20_000, rng=np.random.default_rng(5))
    counts = np.bincount(batch.columns["ethnic-group"], minlength=8)[2:7]
    # White, Mixed, Asian, Black and other residents of Croydon, Census 2021, in per cent.
    assert counts / counts.sum() * 100 == pytest.approx([48.4, 7.6, 17.5, 22.6, 3.9], abs=1.5)
    women, men = np.bincount(batch.columns["sex"], minlength=5)[2:4]
    assert women / (women + men) * 100 == pytest.approx(52, abs=1.5)


def test_texts_in_turn_are_given_out_once_and_to_their_side():
    bank = {"share": 0.5, "in_turn": True, **{side: [f"{side} {n}" for n in range(400)] for side in ("for", "against", "either")}}
    recipe = replace(RECIPE, texts={**RECIPE.texts, "main-reason": bank})
    batch = make(QUESTIONNAIRE, recipe, size=400, rng=np.random.default_rng(3))
    given = [json.loads(answers) for answers in as_json(batch, OPINION, recipe)]
    texts = [answers["main-reason"] for answers in given if "main-reason" in answers]
    assert len(set(texts)) == len(texts) > 150
    supporters = {answers.get("main-reason", "for").split()[0] for answers in given if answers.get("support") == "strongly-support"}
    assert supporters == {"for"}
