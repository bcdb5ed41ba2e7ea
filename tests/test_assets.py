"""Browser assets: what is edited out, what is compressed, and what happens when they cannot be fetched."""

import gzip
import json
import os
import re

import pytest

from survey import assets
from tests.source import ROOT

STYLES = (
    '@font-face{font-family:"GDS Transport";src:url(/assets/fonts/light.woff2)}'
    ".a{font-family:GDS Transport,arial,sans-serif}"
    '.b{background:url("/assets/images/crest.svg") no-repeat}'
    "\n/*# sourceMappingURL=x.css.map */"
)


@pytest.fixture(autouse=True)
def quick(monkeypatch):
    """Brotli at its best takes seconds for a bundle; what is tested is when copies are made."""
    monkeypatch.setattr(assets, "ENCODINGS", {".gz": gzip.compress})


@pytest.fixture
def checkout(tmp_path):
    """A folder like the project's, with nothing fetched yet."""
    (tmp_path / "static").mkdir()
    for name in ("package.json", "package-lock.json"):
        (tmp_path / name).write_bytes((ROOT / name).read_bytes())
    return tmp_path


@pytest.fixture
def fetched(monkeypatch):
    """npm that needs no network: it counts how often it ran and writes what the real one would."""
    runs = []

    def run(command, *, folder, environment):
        runs.append(command)
        for name, path in assets.FILES.items():
            target = folder / "node_modules" / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(STYLES if name.endswith(".css") else "run();\n//# sourceMappingURL=x.js.map")

    monkeypatch.setattr(assets, "_run", run)
    return runs


@pytest.fixture
def unreachable(monkeypatch):
    def run(command, *, folder, environment):
        raise assets.FetchError("reason: connection refused")

    monkeypatch.setattr(assets, "_run", run)


def test_the_committed_lock_names_hashes_and_no_address():
    text = (ROOT / "package-lock.json").read_text(encoding="utf-8")
    assert "resolved" not in text
    assert "://" not in text
    fetched = {name: entry for name, entry in json.loads(text)["packages"].items() if name}
    assert fetched
    assert all(entry["integrity"].startswith("sha512-") for entry in fetched.values())


def test_the_lock_holds_what_package_json_asks_for():
    asked = json.loads((ROOT / "package.json").read_text(encoding="utf-8"))["dependencies"]
    assert json.loads((ROOT / "package-lock.json").read_text(encoding="utf-8"))["packages"][""]["dependencies"] == asked


def test_foreign_fonts_images_and_maps_are_edited_out():
    text = assets.without_foreign_parts("a.css", STYLES)
    assert text == ".a{font-family:arial,sans-serif}.b{background:none no-repeat}"


def test_scripts_lose_their_source_map_only():
    assert assets.without_foreign_parts("a.js", "a('/assets/x');\n//# sourceMappingURL=a.js.map\n") == "a('/assets/x');\n"


def test_what_is_served_here_has_no_foreign_parts():
    """The real files, where they have been fetched."""
    for path in (ROOT / assets.VENDOR).glob("*.css"):
        assert not re.search(r"GDS Transport|@font-face|/assets/", path.read_text(encoding="utf-8")), path


def test_assets_are_fetched_once(checkout, fetched):
    assets.prepare(checkout)
    assets.prepare(checkout)
    assert len(fetched) == 1
    assert (checkout / assets.VENDOR / "plotly.min.js").read_text() == "run();"


def test_a_new_lock_fetches_again(checkout, fetched):
    assets.prepare(checkout)
    (checkout / "package-lock.json").write_text("{}")
    assets.prepare(checkout)
    assert len(fetched) == 2


def test_without_a_registry_plotly_comes_from_the_python_package(checkout, unreachable, capsys):
    assets.prepare(checkout)
    vendor = checkout / assets.VENDOR
    assert "plotly.js v" in (vendor / "plotly.min.js").read_text(encoding="utf-8")[:200]
    assert (vendor / "govuk-frontend.min.css").read_text() == assets.PLACEHOLDER
    message = capsys.readouterr().err
    assert "connection refused" in message
    assert "make assets" in message


def test_a_failed_fetch_is_tried_again_next_time(checkout, unreachable, monkeypatch, request):
    assets.prepare(checkout)
    runs = request.getfixturevalue("fetched")
    assets.prepare(checkout)
    assert runs
    assert (checkout / assets.VENDOR / "plotly.min.js").read_text() == "run();"


def test_a_failed_fetch_keeps_what_an_earlier_one_brought(checkout, fetched, request):
    assets.prepare(checkout)
    (checkout / "package-lock.json").write_text("{}")
    request.getfixturevalue("unreachable")
    assets.prepare(checkout)
    assert (checkout / assets.VENDOR / "plotly.min.js").read_text() == "run();"


def test_compressed_copies_stand_beside_text_only(tmp_path):
    folder = tmp_path / "static"
    folder.mkdir()
    (folder / "app.css").write_text("a{}" * 100)
    (folder / "photo.png").write_bytes(b"x" * 300)
    assets.compress(folder)
    assert gzip.decompress((folder / "app.css.gz").read_bytes()) == b"a{}" * 100
    assert not (folder / "photo.png.gz").exists()


@pytest.mark.parametrize("shift", [-3600, 1, 3600], ids=["older", "a second later", "newer"])
def test_a_stale_copy_is_never_served(tmp_path, shift):
    """Going back to an older version of a file makes its time older, too."""
    folder = tmp_path / "static"
    folder.mkdir()
    source = folder / "app.css"
    source.write_text("old")
    assets.compress(folder)
    before = source.stat().st_mtime
    source.write_text("new")
    os.utime(source, (before + shift, before + shift))
    assets.compress(folder)
    assert gzip.decompress((folder / "app.css.gz").read_bytes()) == b"new"


def test_a_fresh_copy_is_left_alone(tmp_path):
    folder = tmp_path / "static"
    folder.mkdir()
    (folder / "app.css").write_text("a{}")
    assets.compress(folder)
    copy = folder / "app.css.gz"
    before = copy.stat().st_ino
    assets.compress(folder)
    assert copy.stat().st_ino == before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["static"]


@pytest.mark.parametrize(
    ("printed", "shown"),
    [
        ("npm error code X\nnpm error request failed, reason: refused\nnpm error a log", "npm error request failed, reason: refused"),
        ("something went wrong\n\n", "something went wrong"),
        ("", ""),
    ],
)
def test_one_line_of_the_failure_is_shown(printed, shown):
    assert assets._telling_line(printed) == shown
