"""What goes wrong in a page without anybody looking: errors on its console, exceptions, and refusals of its content security policy."""

import re

# The browser says so on the console itself whenever a request fails, whatever the page does about it.
NETWORK = r"Failed to load resource: net::ERR_|Failed to load resource: the server responded with a status of (429|5\d\d)|WebSocket connection to .* failed"


class Watch:
    """Remembers every complaint. `expect` says beforehand which are a part of the test."""

    def __init__(self):
        self.complaints = []
        self.expected = []

    def attach(self, context):
        context.on("page", self._attach_page)
        context.on("weberror", lambda error: self.complaints.append(f"exception: {error.error}"))

    def _attach_page(self, page):
        page.on("console", self._take)
        page.on("crash", lambda: self.complaints.append(f"crash of {page.url}"))

    def _take(self, message):
        if message.type in ("error", "assert"):
            self.complaints.append(f"{message.text} ({message.location.get('url', '')})")

    def expect(self, *patterns):
        self.expected += patterns

    def expect_network_failures(self):
        self.expect(NETWORK)

    def unexpected(self):
        return [text for text in self.complaints if not any(re.search(pattern, text) for pattern in self.expected)]
