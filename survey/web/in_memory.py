"""Uploaded files stay in memory: an address list must not rest in a temporary file of the system.

How large a form may be is limited for each view, see `survey.web.forms.uploads`.
"""

from __future__ import annotations

import io
from typing import IO

from flask import Request


class InMemory(Request):
    """A request that writes no file."""

    def _get_file_stream(
        self,
        total_content_length: int | None,  # noqa: ARG002 - Werkzeug's own signature
        content_type: str | None,  # noqa: ARG002
        filename: str | None = None,  # noqa: ARG002
        content_length: int | None = None,  # noqa: ARG002
    ) -> IO[bytes]:
        """Where one file of a form goes."""
        return io.BytesIO()
