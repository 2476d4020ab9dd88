"""Programs under test: started, read up to their address, ended by process ID, always with a bound."""

import os
import pathlib
import queue
import re
import signal
import subprocess
import threading
import time

ROOT = pathlib.Path(__file__).resolve().parents[3]
BINARIES = ROOT / ".build" / "debug"


def throughline():
    """The program under test."""
    return os.environ.get("THROUGHLINE_BINARY", str(BINARIES / "throughline"))


def companion(name):
    """A program that is built with the one under test: from beside it, else from this tree."""
    beside = pathlib.Path(throughline()).with_name(name)
    return str(beside if beside.exists() else BINARIES / name)


def clean_environment(**more):
    """The environment without anything that configures the program, plus `more`."""
    foreign = re.compile(r"^(THROUGHLINE_|OPENAI_|ANTHROPIC_|OTEL_)|_proxy$", re.IGNORECASE)
    return {name: value for name, value in os.environ.items() if not foreign.search(name)} | more


def wait_until(holds, seconds=10, what="the condition"):
    """Asks `holds` until it gives something true, and returns that."""
    deadline = time.monotonic() + seconds
    pause = threading.Event()
    while True:
        if result := holds():
            return result
        assert time.monotonic() < deadline, f"{what} did not come true within {seconds} s"
        pause.wait(0.02)


class Program:
    """A program that prints its address first: `listening on http://127.0.0.1:PORT`."""

    def __init__(self, arguments, environment, error_path):
        self.error_path = error_path
        with open(error_path, "ab") as errors:
            self.process = subprocess.Popen(
                arguments, env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=errors, text=True
            )
        self._lines = queue.Queue()
        self.output = []
        threading.Thread(target=self._drain, daemon=True).start()
        self.address = self._read_address()

    def _drain(self):
        with self.process.stdout as stdout:
            for line in stdout:
                self.output.append(line)
                self._lines.put(line)
        self._lines.put(None)

    def _read_address(self):
        try:
            line = self._lines.get(timeout=20)
        except queue.Empty:
            line = None
        found = re.search(r"listening on (http://\S+)", line or "")
        if not found:
            self.kill()
            raise AssertionError(f"no address on standard output but {line!r}; standard error:\n{self.errors()[-2000:]}")
        return found.group(1)

    @property
    def port(self):
        return int(self.address.rsplit(":", 1)[1])

    def errors(self):
        return pathlib.Path(self.error_path).read_text(errors="replace")

    def terminate(self, seconds=20):
        """SIGTERM; returns the exit status."""
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
        return self.process.wait(timeout=seconds)

    def kill(self):
        """SIGKILL, as a power cut would."""
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait(timeout=10)
