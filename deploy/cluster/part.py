"""One program of the cluster: started, looked at, ended by its process ID, always with a bound."""

import os
import pathlib
import random
import signal
import socket
import subprocess
import time


class PartFailed(Exception):
    """A part did not start: says which, why, and where its log is."""


def free_port():
    """One that the system gives to no outgoing connection: a program must find it free at each of its starts."""
    for port in random.SystemRandom().sample(range(20_000, 32_000), 400):
        with socket.socket() as probe:
            try:
                probe.bind(("127.0.0.1", port))
                return port
            except OSError:
                continue
    raise PartFailed("no free port between 20000 and 32000")


def wait_until(holds, seconds, pause=0.05):
    """Whether `holds` came true in time."""
    deadline = time.monotonic() + seconds
    while not holds():
        if time.monotonic() > deadline:
            return False
        time.sleep(pause)
    return True


def answers(port, request=b"", expected=b""):
    """Whether something takes connections there, and what it says to `request` holds `expected`."""
    try:
        with socket.create_connection(("127.0.0.1", port), timeout=1) as made:
            if not request:
                return True
            made.sendall(request)
            said = b""
            while expected not in said:
                piece = made.recv(4096)
                if not piece:
                    return False
                said += piece
            return True
    except OSError:
        return False


def http_is_ready(port, path):
    return answers(port, f"GET {path} HTTP/1.0\r\nHost: localhost\r\n\r\n".encode(), b" 200 ")


class Part:
    """A program with a log file and a way to see that it is at work. Subclasses say what is run."""

    ready_seconds = 30
    stop_seconds = 10
    stop_signal = signal.SIGTERM

    def __init__(self, name, folder):
        self.name = name
        self.folder = pathlib.Path(folder)
        self.folder.mkdir(parents=True, exist_ok=True)
        self.process = None
        self.starts = 0

    def arguments(self):
        raise NotImplementedError

    def environment(self):
        return dict(os.environ)

    def is_ready(self):
        raise NotImplementedError

    @property
    def log(self):
        return self.folder / f"{self.name}.log"

    @property
    def is_running(self):
        return self.process is not None and self.process.poll() is None

    def launch(self):
        """Starts the program and does not wait."""
        with open(self.log, "ab") as log:
            # A group of its own: Ctrl-C in the terminal reaches the one who ends the parts in order, not the parts.
            self.process = subprocess.Popen(
                [str(argument) for argument in self.arguments()], env=self.environment(), cwd=self.folder,
                stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True,
            )
        self.starts += 1

    def wait_ready(self):
        if not wait_until(lambda: not self.is_running or self.is_ready(), self.ready_seconds):
            raise PartFailed(f"{self.name} was not ready within {self.ready_seconds} s; see {self.log}{self._last_words()}")
        if not self.is_running:
            raise PartFailed(f"{self.name} ended with status {self.process.returncode}; see {self.log}{self._last_words()}")

    def start(self):
        self.launch()
        self.wait_ready()

    def _last_words(self):
        try:
            lines = self.log.read_text(errors="replace").splitlines()[-5:]
        except OSError:
            return ""
        return "".join(f"\n  {line}" for line in lines)

    def signal(self, number):
        if self.is_running:
            self.process.send_signal(number)

    def pause(self):
        self.signal(signal.SIGSTOP)

    def resume(self):
        self.signal(signal.SIGCONT)

    def kill(self):
        """SIGKILL to it and to what it has started, as a power cut would."""
        if self.is_running:
            os.killpg(self.process.pid, signal.SIGKILL)
        if self.process:
            self.process.wait(timeout=self.stop_seconds)

    def stop(self):
        """Asks it to end, and ends it when it does not."""
        self.resume()
        self.signal(self.stop_signal)
        if self.process:
            try:
                self.process.wait(timeout=self.stop_seconds)
            except subprocess.TimeoutExpired:
                self.kill()
