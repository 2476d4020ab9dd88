"""Throughline itself, as a gateway pod or as a worker."""

import os
import pathlib

from .part import Part, http_is_ready, free_port

ROOT = pathlib.Path(__file__).resolve().parents[2]


def built_program():
    """The program that ./run built, else that of a debug build."""
    named = os.environ.get("THROUGHLINE_BINARY")
    choices = [pathlib.Path(named)] if named else [ROOT / ".build" / build / "throughline" for build in ("release", "debug")]
    return next((path for path in choices if path.exists()), choices[0])


class Process(Part):
    """`throughline serve` in one role. `binary` can be changed between two starts, as an upgrade does."""

    # The running answers are finished first.
    drain_seconds = 5
    stop_seconds = 20

    def __init__(self, name, role, folder, urls, environment=None, binary=None):
        super().__init__(name, folder)
        self.role = role
        self.urls = urls
        self.base = dict(os.environ if environment is None else environment)
        self.binary = binary or built_program()
        self.port = free_port()

    @property
    def address(self):
        return f"http://127.0.0.1:{self.port}"

    def arguments(self):
        return [
            self.binary, "serve", "--role", self.role, "--listen", f"127.0.0.1:{self.port}", "--pod", self.name, "--data", self.folder / self.name,
            "--drain-grace", f"{self.drain_seconds}s",
        ]

    def environment(self):
        # Not on the command line, which everybody on the machine can read: the store's has a password.
        return self.base | self.urls

    def is_ready(self):
        return http_is_ready(self.port, "/readyz")
