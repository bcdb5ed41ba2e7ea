"""What a browser page may not do, seen from outside: reach another host, complain, or fail to load a part.

Chromium reports a blocked script or style as an error on the console, so the content security policy is
watched with it.
"""

from urllib.parse import urlsplit

from playwright.sync_api import BrowserContext, ConsoleMessage, Response, Route


class Watch:
    """Collects the faults of everything that happens in one browser context."""

    def __init__(self, context: BrowserContext, home: str) -> None:
        self.home = urlsplit(home).netloc
        self.faults: list[str] = []
        context.route("**/*", self._route)
        context.on("console", self._console)
        context.on("weberror", lambda error: self.faults.append(f"page error: {error.error}"))
        context.on("response", self._response)

    def _route(self, route: Route) -> None:
        address = urlsplit(route.request.url)
        if address.scheme in ("data", "blob") or address.netloc == self.home:
            route.continue_()
            return
        self.faults.append(f"asked another host: {route.request.url}")
        route.abort()

    def _console(self, message: ConsoleMessage) -> None:
        # An error page that a test opened on purpose is reported too; _response knows which those are.
        if message.type == "error" and not message.text.startswith("Failed to load resource"):
            self.faults.append(f"console: {message.text}")

    def _response(self, response: Response) -> None:
        # A test may open a page that is not there; no test may find a server that fails.
        is_part = response.request.resource_type != "document"
        if response.status >= (400 if is_part else 500):
            self.faults.append(f"{response.status}: {response.url}")
