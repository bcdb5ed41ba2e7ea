"""Files of a release are made once, kept whole, and made again when what they say has changed."""

from pathlib import Path

import pytest

from results.web.kept_files import PAUSE, BeingMade, Name, kept_file
from survey.web.pdf import PdfError


class Maker:
    """Counts how often it was asked."""

    def __init__(self):
        self.made = 0

    def __call__(self):
        self.made += 1
        return f"content {self.made}".encode()


@pytest.fixture
def make():
    return Maker()


def names_in(folder):
    return sorted(path.name for path in (folder / "files" / "release").iterdir())


def test_it_is_made_once(tmp_path, make):
    name = Name("release", "pack-en", "pdf", ("told",))
    assert [kept_file(tmp_path, name, make) for _ in range(3)] == [b"content 1"] * 3
    assert make.made == 1


def test_what_it_depends_on_makes_it_anew_and_the_old_one_goes(tmp_path, make):
    for told in ("first", "second", "second"):
        kept_file(tmp_path, Name("release", "pack-en", "pdf", told), make)
    kept_file(tmp_path, Name("release", "pack-cy", "pdf", "first"), make)
    kept_file(tmp_path, Name("release", "pack-en", "docx", "first"), make)
    assert make.made == 4
    # One file of each kind and language, and nothing half-written.
    assert [name.split(".")[0::2] for name in names_in(tmp_path)] == [["pack-cy", "pdf"], ["pack-en", "docx"], ["pack-en", "pdf"]]


def test_who_may_not_write_still_gets_the_file(tmp_path, make):
    (tmp_path / "files").write_text("a file stands where the folder would be")
    name = Name("release", "pack-en", "pdf")
    assert kept_file(tmp_path, name, make) == b"content 1"


def test_what_fails_leaves_nothing_behind(tmp_path):
    def fail():
        raise RuntimeError

    name = Name("release", "pack-en", "pdf")
    with pytest.raises(RuntimeError):
        kept_file(tmp_path, name, fail)
    assert not name.path(tmp_path).exists()


def test_nobody_waits_while_a_file_is_made(tmp_path, make):
    ready = Name("release", "pack-en", "docx")
    kept_file(tmp_path, ready, make)
    asked = []

    def meanwhile():
        for ending in ("pdf", "ods"):
            with pytest.raises(BeingMade):
                kept_file(tmp_path, Name("release", "pack-en", ending), make)
        asked.append(kept_file(tmp_path, ready, make))
        return b"slow"

    assert kept_file(tmp_path, Name("release", "pack-en", "pdf"), meanwhile) == b"slow"
    # What is made already is there for everyone all the time.
    assert asked == [b"content 1"]
    # And the next one may be made, also after one that failed.
    with pytest.raises(ZeroDivisionError):
        kept_file(tmp_path, Name("release", "pack-en", "xlsx"), lambda: 1 // 0)
    assert kept_file(tmp_path, Name("release", "pack-en", "ods"), make) == b"content 2"


def test_a_pdf_that_failed_is_left_alone_for_ten_minutes(tmp_path, make):
    tried = []

    def fail():
        tried.append(1)
        raise PdfError

    name = Name("release", "pack-en", "pdf")
    for moment in (1000, 1000 + PAUSE - 1, 1000 + PAUSE, 1000 + PAUSE + 1):
        with pytest.raises(PdfError):
            kept_file(tmp_path, name, fail, clock=lambda moment=moment: moment)
    assert len(tried) == 2
    # Another one is not concerned, and in the end it may succeed.
    assert kept_file(tmp_path, Name("release", "pack-cy", "pdf"), make, clock=lambda: 1001) == b"content 1"
    assert kept_file(tmp_path, name, make, clock=lambda: 1000 + 2 * PAUSE) == b"content 2"


@pytest.mark.parametrize("step", ["write_bytes", "replace"])
def test_a_full_disk_leaves_no_half_file(tmp_path, make, monkeypatch, step):
    def full(*_):
        raise OSError

    monkeypatch.setattr(Path, step, full)
    assert kept_file(tmp_path, Name("release", "pack-en", "pdf"), make) == b"content 1"
    assert names_in(tmp_path) == []
