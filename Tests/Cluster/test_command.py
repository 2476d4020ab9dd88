"""./cluster starts everything, says where, and leaves nothing behind."""

import os
import pathlib
import queue
import re
import signal
import subprocess
import sys
import threading

import pytest

from support import models
from support.api import Api
from support.process import ROOT, clean_environment, throughline, wait_until


def command(folder, *flags, **environment):
    arguments = [sys.executable, "-m", "cluster", "--port", "0", "--keep", str(folder), *flags]
    environment = clean_environment(PYTHONPATH=str(ROOT / "deploy"), THROUGHLINE_CHAT_MODEL=models.SCRIPTED) | {"THROUGHLINE_BINARY": throughline()} | environment
    return subprocess.Popen(arguments, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def remaining(folder):
    """Programs that have to do with this folder."""
    found = []
    for process in pathlib.Path("/proc").glob("[0-9]*"):
        try:
            is_ours = str(folder) in (process / "cmdline").read_text() or os.readlink(process / "cwd").startswith(str(folder))
        except OSError:
            continue
        if is_ours:
            found.append((process / "cmdline").read_text().replace("\0", " "))
    return found


def first_line(process, seconds=90):
    lines = queue.Queue()
    threading.Thread(target=lambda: lines.put(process.stdout.readline()), daemon=True).start()
    return lines.get(timeout=seconds)


@pytest.mark.parametrize("front", ["haproxy", "nginx"])
def test_it_answers_and_ends_with_a_signal(folder, front):
    process = command(folder, "--pods", "2", "--workers", "1", "--front", front)
    try:
        found = re.search(r"listening on (http://\S+)", first_line(process))
        assert found, process.stderr.read()
        with Api(found.group(1)) as api:
            _, reader = api.answered("echo hello")
            assert reader.status == "completed"
        for part in ("nats-1", "nats-2", "nats-3", "postgresql", "redis", front, "pod-1", "pod-2", "worker-1"):
            assert (folder / f"{part}.log").exists()
        process.send_signal(signal.SIGINT)
        assert process.wait(60) == 0
    finally:
        if process.poll() is None:
            process.send_signal(signal.SIGTERM)
            process.wait(60)
        process.stdout.close()
        process.stderr.close()
    wait_until(lambda: not remaining(folder), what="the end of every part")


def test_what_was_kept_is_there_again(folder):
    text = None
    for _ in range(2):
        process = command(folder, "--pods", "1", "--workers", "1", "--nats-servers", "1")
        try:
            found = re.search(r"listening on (http://\S+)", first_line(process))
            assert found, process.stderr.read()
            with Api(found.group(1)) as api:
                if text is None:
                    accepted, reader = api.answered("echo hello")
                    text = reader.text
                assert api.json(f"/api/messages/{accepted['assistant_id']}")["content"] == text
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(60)
            process.stdout.close()
            process.stderr.close()


def test_when_a_part_does_not_start_the_others_are_ended(folder):
    process = command(folder, THROUGHLINE_BINARY="/bin/false")
    said, complaint = process.communicate(timeout=90)
    assert process.returncode == 2 and not said
    assert "ended with status 1; see " in complaint
    wait_until(lambda: not remaining(folder), what="the end of every part")
