"""flask --app wsgi postcodes load: any size, all or nothing, and it says what it did."""

import pytest
from sqlalchemy import select

from survey.store.deployments import register
from survey.store.postcodes import Postcode
from tests.survey.store.deployments.workbooks import package

CSV = "pcds,doterm,laua,ward\nW1F 0TH,,E09000033,E05013808\nCR0 1UB,,E09000008,E05011468\nIM1 1AA,,M99999999,M99999999\n"
ENCODED = CSV.encode()


@pytest.fixture
def load(app, tmp_path):
    def load(*arguments, data=ENCODED, name="ONSPD_NOV_2025_UK.csv"):
        (tmp_path / name).write_bytes(data)
        return app.test_cli_runner().invoke(args=["postcodes", "load", str(tmp_path / name), *arguments])

    return load


@pytest.fixture
def soho(session):
    register.add_deployment(session, register.read_content("soho-and-west-end"))
    session.commit()


def stored(session):
    return sorted(session.scalars(select(Postcode.postcode)))


def test_councils_in_the_register_are_kept(load, soho, session):
    result = load()
    assert result.exit_code == 0, result.output
    assert "Stored 1 postcodes of 1 council. 1 rows have no ward." in result.output
    assert stored(session) == ["W1F0TH"]


def test_all_councils_from_an_archive(load, session):
    result = load("--all", data=package({"a.csv": CSV}), name="ONSPD.zip")
    assert result.exit_code == 0, result.output
    assert stored(session) == ["CR01UB", "W1F0TH"]


def test_without_a_register_it_says_what_to_do(load):
    result = load()
    assert result.exit_code == 1
    assert "use --all" in result.output


def test_a_bad_file_changes_nothing(load, soho, session):
    load()
    session.rollback()
    result = load(data=b"name,age\n")
    assert result.exit_code == 1
    assert "The file has no column of postcodes" in result.output
    assert stored(session) == ["W1F0TH"]


def test_stopped_half_way_it_leaves_everything_as_it_was(load, soho, session, monkeypatch):
    load()
    session.rollback()

    def stop(*_arguments):
        raise KeyboardInterrupt

    monkeypatch.setattr("survey.store.postcodes._drop_unused", stop)
    assert load(data=CSV.replace("W1F 0TH", "W1F 0TJ").encode()).exit_code != 0
    assert stored(session) == ["W1F0TH"]
