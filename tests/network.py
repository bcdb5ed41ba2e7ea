"""No test reaches another machine: a name looked up or a connection made outside this one fails the test.

An audit hook sees every attempt of this process, whatever library makes it. It raises, and it remembers,
because code that is careful with errors might swallow what was raised.
"""

import socket
import sys

LOCAL = {None, "", "127.0.0.1", "::1", "0.0.0.0", "::", "localhost", socket.gethostname()}  # noqa: S104 - names
attempts: list[str] = []


class NetworkBlocked(RuntimeError):
    """A test tried to reach another machine."""


def _host_of(event: str, arguments: tuple[object, ...]) -> object:
    if event in ("socket.connect", "socket.sendto"):
        address = arguments[1]
        return address[0] if isinstance(address, tuple) else None  # a path: a socket of this machine
    return arguments[0]


def _watch(event: str, arguments: tuple[object, ...]) -> None:
    if event not in ("socket.connect", "socket.sendto", "socket.getaddrinfo", "socket.gethostbyname"):
        return
    host = _host_of(event, arguments)
    if isinstance(host, bytes):
        host = host.decode()
    if host not in LOCAL:
        attempts.append(f"{event} {host}")
        raise NetworkBlocked(attempts[-1])


def block() -> None:
    """From now on, for this whole process: Python has no way to take an audit hook back."""
    sys.addaudithook(_watch)
