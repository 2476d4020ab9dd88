"""The server that is broken, the upstream that it asks, and the disk that it writes to."""

import os
import pathlib
import subprocess
import sys

sys.path[:0] = [str(pathlib.Path(__file__).resolve().parents[1] / "Outside"), str(pathlib.Path(__file__).resolve().parents[2] / "deploy")]

from cluster.part import free_port  # noqa: E402
from support.process import Program, clean_environment, companion, throughline  # noqa: E402

DISK_BYTES = 96 << 20
CLOCK_LIBRARIES = ("/usr/lib/x86_64-linux-gnu/faketime/libfaketime.so.1", "/usr/lib/aarch64-linux-gnu/faketime/libfaketime.so.1")



class Disk:
    """A small disk of its own where the system lets us make one; else a plain folder, which cannot be filled or write-protected."""

    def __init__(self, folder):
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)
        made = subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={DISK_BYTES}", "tmpfs", str(folder)], capture_output=True)
        self.is_own = made.returncode == 0

    def fill(self):
        """Takes all the room that is left."""
        with open(self.folder / "ballast", "wb") as ballast:
            try:
                while True:
                    ballast.write(b"\0" * (1 << 16))
                    ballast.flush()
            except OSError:
                pass

    def free(self):
        (self.folder / "ballast").unlink(missing_ok=True)

    def protect(self, is_protected):
        """Makes it read-only, or writable again. A disk that is being written to stays writable: answers whether it worked."""
        mode = "ro" if is_protected else "rw"
        return subprocess.run(["mount", "-o", f"remount,{mode}", str(self.folder)], capture_output=True).returncode == 0

    def remove(self):
        if self.is_own:
            subprocess.run(["umount", "-l", str(self.folder)], capture_output=True)


class Installation:
    """One address that outlives every process behind it."""

    def __init__(self, folder):
        self.folder = folder
        self.disk = Disk(folder / "disk")
        self.port = free_port()
        self.upstream_port = free_port()
        self.upstream = None
        self.server = None
        self.starts = 0
        self.clock_file = folder / "clock"
        self.clock_library = next((path for path in CLOCK_LIBRARIES if os.path.exists(path)), None)
        self.set_clock(0)
        try:
            self.start_upstream()
            self.start()
        except BaseException:
            self.close()
            raise

    @property
    def address(self):
        return f"http://127.0.0.1:{self.port}"

    def set_clock(self, offset_seconds):
        """The server's wall clock runs this much ahead (or behind) from now on; clocks that only measure durations do not jump."""
        self.clock_file.write_text(f"{offset_seconds:+d}\n")

    def start_upstream(self):
        arguments = [companion("fake-provider"), "--port", str(self.upstream_port)]
        self.upstream = Program(arguments, clean_environment(), self.folder / "upstream.log")

    def start(self):
        environment = clean_environment(
            OPENAI_BASE_URL=f"http://127.0.0.1:{self.upstream_port}/v1",
            OPENAI_API_KEY="key-for-openai-tests",
            ANTHROPIC_BASE_URL=f"http://127.0.0.1:{self.upstream_port}",
            ANTHROPIC_API_KEY="key-for-anthropic-tests",
            THROUGHLINE_CHAT_MODEL="scripted",
            THROUGHLINE_SCRIPTED_TOKENS_PER_SECOND="400",
            THROUGHLINE_RUNS_RETRY_DELAY="20ms",
        )
        if self.clock_library:
            environment |= {
                "LD_PRELOAD": self.clock_library, "FAKETIME_TIMESTAMP_FILE": str(self.clock_file), "FAKETIME_DONT_FAKE_MONOTONIC": "1",
                "FAKETIME_CACHE_DURATION": "1",
            }
        # The library changes the environment when it is first loaded, where Swift looks for the arguments: a program before ours takes that.
        arguments = ["/usr/bin/env", throughline(), "serve", "--listen", f"127.0.0.1:{self.port}", "--data", str(self.disk.folder / "data")]
        self.server = Program(arguments, environment, self.folder / "server.log")
        self.starts += 1

    def kill(self):
        self.server.kill()

    def heal(self):
        """Nothing is wrong any more but what was done to the data."""
        self.set_clock(0)

    def close(self):
        for program in (self.server, self.upstream):
            if program:
                program.kill()
        self.disk.remove()
