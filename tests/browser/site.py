"""A real server in a thread of the test's own process, on a port that nobody else has."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from waitress import wasyncore
from waitress.channel import HTTPChannel
from waitress.server import create_server


@contextmanager
def serving(app) -> Iterator[str]:
    """Serves the application while the block runs. Yields its address."""
    sockets = {}
    server = create_server(
        app, host="127.0.0.1", port=0, threads=4, clear_untrusted_proxy_headers=True, map=sockets
    )
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.effective_port}"
    finally:
        server.task_dispatcher.shutdown()
        # Also the connections that a browser left half-way: the loop ends when no socket is left.
        server.trigger.pull_trigger(lambda: _close(sockets))
        thread.join(timeout=5)


def _close(sockets) -> None:
    """Closes every connection, with the files in which what was half received or half sent waits."""
    for channel in [one for one in sockets.values() if isinstance(one, HTTPChannel)]:
        for request in (channel.request, *channel.requests):
            if request is not None:
                request.close()
        channel.handle_close()
    wasyncore.close_all(sockets)
