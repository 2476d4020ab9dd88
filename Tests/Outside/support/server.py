"""The server under test and the upstream that it relays."""

from . import models, process

# The demonstration answers those who name no model, fast enough for tests and slow enough to be interrupted.
PACE = {"THROUGHLINE_CHAT_MODEL": models.SCRIPTED, "THROUGHLINE_SCRIPTED_TOKENS_PER_SECOND": "1000", "THROUGHLINE_RUNS_RETRY_DELAY": "20ms"}


class Upstream(process.Program):
    """The scriptable stand-in for both vendors."""

    def __init__(self, folder):
        arguments = [process.companion("fake-provider"), "--port", "0"]
        super().__init__(arguments, process.clean_environment(), folder / "fake-provider.log")

    def environment(self):
        return {
            "OPENAI_BASE_URL": f"{self.address}/v1",
            "OPENAI_API_KEY": "key-for-openai-tests",
            "ANTHROPIC_BASE_URL": self.address,
            "ANTHROPIC_API_KEY": "key-for-anthropic-tests",
        }


class Server(process.Program):
    """`throughline serve` on a port of its own, with a data folder that a successor can take over."""

    def __init__(self, folder, *flags, environment=None, listen="127.0.0.1:0"):
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)
        self.data = folder / "data"
        arguments = [process.throughline(), "serve", "--listen", listen, "--data", str(self.data), *flags]
        super().__init__(arguments, process.clean_environment(**PACE | (environment or {})), folder / "server.log")
