"""The source of Lamppost as the tests about it see it: files, their syntax trees, and who imports whom."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PRODUCT = ("survey", "results", "wsgi.py")
GENERATED = ("survey/store/migrations/",)  # Alembic writes these, and loads them by path


@dataclass(frozen=True)
class Module:
    """One Python file."""

    path: Path

    @property
    def name(self) -> str:
        """Where it is, from the root: survey/web/receipts.py."""
        return self.path.relative_to(ROOT).as_posix()

    @property
    def dotted(self) -> str:
        """What import calls it: survey.web.receipts."""
        return self.name.removesuffix(".py").removesuffix("/__init__").replace("/", ".")

    @cached_property
    def text(self) -> str:
        return self.path.read_text(encoding="utf-8")

    @cached_property
    def tree(self) -> ast.Module:
        return ast.parse(self.text)

    @property
    def imports(self) -> Iterator[tuple[ast.stmt, str]]:
        """Every import statement with the full name of what it imports."""
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Import):
                yield from ((node, alias.name) for alias in node.names)
            elif isinstance(node, ast.ImportFrom):
                yield from ((node, f"{node.module}.{alias.name}") for alias in node.names)

    @property
    def functions(self) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
        for node in ast.walk(self.tree):
            if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
                yield node


@cache
def modules(*parts: str) -> tuple[Module, ...]:
    """The modules under these parts of the checkout; without any, the product's."""
    found: list[Path] = []
    for part in parts or PRODUCT:
        path = ROOT / part
        found += sorted(path.rglob("*.py")) if path.is_dir() else [path]
    return tuple(Module(path) for path in found if not _is_generated(path))


def _is_generated(path: Path) -> bool:
    return path.relative_to(ROOT).as_posix().startswith(GENERATED)


def templates() -> list[Path]:
    """Every template."""
    return sorted(path for path in (ROOT / "templates").rglob("*") if path.is_file())


def named(path: Path) -> str:
    """A file's place, for messages and test names."""
    return path.relative_to(ROOT).as_posix()
