"""Uploaded files stay in memory: an address list must not rest in a temporary file of the system.

How large a form may be is limited for each view, see `survey.web.forms.uploads`.
"""

from __future__ import annotations

import io
from typing import IO

from flask import Request


class InMemory(Request):
    """A request that writes no file."""

    def _get_file_stream(self, *_arguments: object, **_more: object) -> IO[bytes]:
        """Where one file of a form goes, whatever is known of it."""
        return io.BytesIO()
