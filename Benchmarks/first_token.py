#!/usr/bin/env python3
"""The way of one question through a cluster to its first token, step by step, one question at a time: from the trace and from the client's clock.

usage: Benchmarks/first_token.py --tools DIR --server PROGRAM [--questions N] [--beside STREAMS] [--postgres SETTING=VALUE]...
`./bench` prepares DIR.
"""

import argparse
import collections
import contextlib
import json
import os
import pathlib
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request

import processes

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "deploy"))

from cluster.cluster import Cluster  # noqa: E402
from cluster.engines import PostgreSQL  # noqa: E402


def ask(port):
    """When the request left, when its acceptance came, when its first text came; the stream."""
    body = json.dumps({"content": "q", "model": "mock-5-0"}).encode()
    headers = {"Content-Type": "application/json", "Accept": "text/event-stream"}
    request = urllib.request.Request(f"http://127.0.0.1:{port}/chat", data=body, headers=headers)
    began = time.time()
    with urllib.request.urlopen(request, timeout=30) as answer:
        accepted, first = time.time(), None
        for line in answer:
            if first is None and line.startswith(b"event: text.delta"):
                first = time.time()
        return began, accepted, first, answer.headers["X-Throughline-Stream"]


@contextlib.contextmanager
def beside(port, pid):
    """Others who ask all the while, as Benchmarks/cluster.py has them."""
    if not OPTIONS.beside:
        yield
        return
    load = subprocess.Popen(
        [f"{OPTIONS.tools}/build/loadgen", "relay", "--url", f"http://127.0.0.1:{port}/v1/chat/completions", "-c", str(OPTIONS.beside),
         "--model", "mock-200-20", "--warmup", "1", "-d", "600", "--ramp-ms", "1000", "--server-pid", str(pid), "--label", "x"],
        stdout=subprocess.DEVNULL)
    try:
        time.sleep(4)
        yield
    finally:
        load.kill()
        load.wait()


def trace(port, stream):
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/api/trace/{stream}", timeout=30) as answer:
        return json.load(answer)["items"]


def detail(item):
    """Members of a boundary's detail, whichever way it is told."""
    found = item.get("detail")
    if isinstance(found, dict):
        return found
    return dict(word.split("=", 1) for word in (found or "").split() if "=" in word)


def seconds(text):
    return time.mktime(time.strptime(text[:19], "%Y-%m-%dT%H:%M:%S")) - time.timezone + float("0." + text[20:-1])


def main():
    folder = pathlib.Path(tempfile.mkdtemp(prefix="throughline-bench-"))
    steps, names = collections.defaultdict(list), []
    arguments = PostgreSQL.arguments
    PostgreSQL.arguments = lambda self: [*arguments(self), *(word for setting in OPTIONS.postgres for word in ("-c", setting))]
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("THROUGHLINE_", "OPENAI_", "ANTHROPIC_"))}
    try:
        with processes.Model(OPTIONS.tools) as model:
            environment |= {"OPENAI_BASE_URL": f"http://127.0.0.1:{model.port}/v1", "OPENAI_API_KEY": "x", "THROUGHLINE_LOG_LEVEL": "warning"}
            made = Cluster(folder, pods=1, workers=1, environment=environment, binary=OPTIONS.server)
            try:
                made.start()
                port = made.pods[0].port
                with beside(port, made.pods[0].process.pid):
                    asked = [ask(port) for _ in range(OPTIONS.questions + 5)][5:]
                time.sleep(1.5)
                for began, accepted, first, stream in asked:
                    marks = [("request sent", began)]
                    for item in trace(port, stream):
                        name = " ".join(filter(None, [item["component"], item["marker"], detail(item).get("phase")]))
                        marks.append((name, seconds(item["time"])))
                    marks += [("acceptance read", accepted), ("first text read", first)]
                    for name, at in marks:
                        if at <= first and name not in names:
                            names.append(name)
                        steps[name].append(1000 * (at - began))
            finally:
                made.stop()
        print("| step | p50 ms | p90 ms |\n| --- | --- | --- |")
        for name in sorted(names, key=lambda name: statistics.median(steps[name])):
            found = sorted(steps[name])
            print(f"| {name} | {statistics.median(found):.2f} | {found[int(len(found) * 0.9)]:.2f} |")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


parser = argparse.ArgumentParser()
parser.add_argument("--tools", required=True)
parser.add_argument("--server", required=True)
parser.add_argument("--questions", type=int, default=50)
parser.add_argument("--beside", type=int, default=0, help="streams that others have open meanwhile, at 50 tokens/s each")
parser.add_argument("--postgres", action="append", default=[], help="a setting of the database, such as synchronous_commit=off")
OPTIONS = parser.parse_args()
main()
