"""Programs under measurement: pinned, started with a bound, asked for their time and memory, ended by process ID."""

import os
import queue
import random
import re
import shutil
import signal
import socket
import subprocess
import tempfile
import threading
import time

SERVER_CPU, LOAD_CPU = 0, 1


def free_port():
    """One that no outgoing connection is given by the system."""
    for port in random.sample(range(20_000, 32_000), 200):
        with socket.socket() as probe:
            try:
                probe.bind(("127.0.0.1", port))
                return port
            except OSError:
                continue
    raise RuntimeError("no free port among 200 between 20000 and 32000")


def pinned(cpu, command):
    return ["taskset", "-c", str(cpu), *command] if cpu < (os.cpu_count() or 1) else command


def pin_this(cpu):
    if cpu < (os.cpu_count() or 1):
        os.sched_setaffinity(0, {cpu})


def is_open(port):
    with socket.socket() as probe:
        probe.settimeout(0.3)
        return probe.connect_ex(("127.0.0.1", port)) == 0


def wait_until(what, condition, seconds=20):
    end = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > end:
            raise RuntimeError(f"{what}: not within {seconds} s")
        time.sleep(0.02)


def family(pid):
    """A process and its descendants."""
    found = [pid]
    for process in found:
        try:
            for task in os.listdir(f"/proc/{process}/task"):
                with open(f"/proc/{process}/task/{task}/children", encoding="ascii") as file:
                    found += [int(child) for child in file.read().split()]
        except OSError:
            continue
    return found


def cpu_seconds(pid):
    """User and system time of all threads that live, in nanosecond steps where the kernel counts so."""
    total = 0
    for task in os.listdir(f"/proc/{pid}/task"):
        try:
            with open(f"/proc/{pid}/task/{task}/schedstat", encoding="ascii") as file:
                total += int(file.read().split()[0])
        except (OSError, IndexError):
            continue
    if total:
        return total / 1e9
    with open(f"/proc/{pid}/stat", encoding="ascii") as file:
        fields = file.read().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def resident_kibibytes(pid):
    total = 0
    for process in family(pid):
        try:
            with open(f"/proc/{process}/status", encoding="ascii") as file:
                total += next((int(line.split()[1]) for line in file if line.startswith("VmRSS:")), 0)
        except OSError:
            continue
    return total


def end(process):
    if process.poll() is None:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(15)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


class Model:
    """The load generator's model, which answers with tokens at the pace that is in its name."""

    def __init__(self, tools):
        self.port = free_port()
        self.process = subprocess.Popen(pinned(LOAD_CPU, [f"{tools}/build/mockllm", "--port", str(self.port)]), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        wait_until("the model", lambda: is_open(self.port))

    def __enter__(self):
        return self

    def __exit__(self, *_):
        end(self.process)


class Throughline:
    """The server with one event loop and an empty data folder, which goes with it."""

    def __init__(self, program, upstream=None, data=None):
        self.owned = None if data else tempfile.mkdtemp(prefix="throughline-bench-")
        self.data = data or self.owned
        self.errors = tempfile.TemporaryFile()
        foreign = re.compile(r"^(THROUGHLINE_|OPENAI_|ANTHROPIC_|OTEL_)|_proxy$", re.IGNORECASE)
        environment = {name: value for name, value in os.environ.items() if not foreign.search(name)}
        if upstream:
            environment |= {"OPENAI_BASE_URL": f"http://127.0.0.1:{upstream}/v1", "OPENAI_API_KEY": "x"}
        command = [program, "serve", "--threads", "1", "--listen", "127.0.0.1:0", "--data", self.data]
        self.process = subprocess.Popen(
            pinned(SERVER_CPU, command), env=environment, stdout=subprocess.PIPE, stderr=self.errors, text=True)
        lines = queue.Queue()
        threading.Thread(target=self._drain, args=(lines,), daemon=True).start()
        try:
            found = re.search(r"listening on http://127\.0\.0\.1:(\d+)", lines.get(timeout=20))
        except queue.Empty:
            found = None
        if not found:
            self.__exit__()
            raise RuntimeError("the server printed no address")
        self.port = int(found.group(1))
        self.pid = self.process.pid

    def _drain(self, lines):
        with self.process.stdout as stdout:
            for line in stdout:
                lines.put(line)
        lines.put("")

    def __enter__(self):
        return self

    def __exit__(self, *_):
        end(self.process)
        self.errors.close()
        if self.owned:
            shutil.rmtree(self.owned, ignore_errors=True)
