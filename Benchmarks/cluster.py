#!/usr/bin/env python3
"""The way over the broker beside the way within one process: what it adds to each token, and what each part spends on one.

usage: Benchmarks/cluster.py --tools DIR --server PROGRAM [--go PROGRAM] [--streams N] [--seconds S] [--only NAME]...
`./bench` prepares DIR. PROGRAM of --go is Benchmarks/GoPeer, built with Debian's golang-github-nats-io-go-nats-dev.
"""

import argparse
import contextlib
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import threading
import time

import processes

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "deploy"))

from cluster.cluster import Cluster  # noqa: E402
from cluster.engines import NATSServer  # noqa: E402
from cluster.front import HAProxy, Nginx  # noqa: E402
from cluster.part import Part, answers, free_port  # noqa: E402
from cluster.process import Process  # noqa: E402

RAMP_SECONDS, WARMUP_SECONDS = 1, 3
TOKENS_PER_SECOND = 50


class GoProcess(Part):
    def __init__(self, role, folder, port, **environment):
        super().__init__(f"go-{role}", folder)
        self.port = port
        self.more = {"ROLE": role, "PORT": str(port)} | environment

    def arguments(self):
        return [OPTIONS.go]

    def environment(self):
        return os.environ | self.more

    def is_ready(self):
        return self.more["ROLE"] == "worker" or answers(self.port)


def provider(model):
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("THROUGHLINE_", "OPENAI_", "ANTHROPIC_"))}
    return environment | {"OPENAI_BASE_URL": f"http://127.0.0.1:{model.port}/v1", "OPENAI_API_KEY": "x", "THROUGHLINE_LOG_LEVEL": "warning"}


@contextlib.contextmanager
def embedded(folder, model, front=None):
    process = Process("embedded", "all", folder, {}, environment=provider(model), binary=OPTIONS.server)
    process.start()
    before = front(folder, [process.port]) if front else None
    try:
        if before:
            before.start()
            yield before.port, {"process": [process], before.kind: [before]}
        else:
            yield process.port, {"process": [process]}
    finally:
        if before:
            before.stop()
        process.stop()


@contextlib.contextmanager
def cluster(folder, model, is_through_front=False):
    made = Cluster(folder, pods=1, workers=1, environment=provider(model), binary=OPTIONS.server)
    try:
        made.start()
        port = made.front.port if is_through_front else made.pods[0].port
        parts = {"pod": made.pods, "worker": made.workers, "NATS": made.nats, "PostgreSQL": [made.postgresql], "Redis": [made.redis]}
        yield port, parts | ({"HAProxy": [made.front]} if is_through_front else {})
    finally:
        made.stop()


@contextlib.contextmanager
def go(folder, model, replicas=0):
    routes = [free_port() for _ in range(3)]
    servers = [NATSServer(number, folder, routes) for number in range(1, 4)]
    started = []
    try:
        for server in servers:
            server.launch()
            started.append(server)
        for server in servers:
            server.wait_ready()
        environment = {"NATS": ",".join(f"nats://127.0.0.1:{server.port}" for server in servers), "UP": str(model.port)}
        if replicas:
            environment["JETSTREAM"] = str(replicas)
        worker, gateway = GoProcess("worker", folder, 0, **environment), GoProcess("gateway", folder, free_port(), **environment)
        for part in (worker, gateway):
            started.append(part)
            part.start()
        time.sleep(1)
        yield gateway.port, {"gateway": [gateway], "worker": [worker], "NATS": servers}
    finally:
        for part in reversed(started):
            part.stop()


WAYS = {
    "embedded": embedded,
    "embedded, through HAProxy": lambda folder, model: embedded(folder, model, HAProxy),
    "embedded, through nginx": lambda folder, model: embedded(folder, model, Nginx),
    "cluster": cluster,
    "cluster, through HAProxy": lambda folder, model: cluster(folder, model, is_through_front=True),
    "Go on NATS": go,
    "Go on NATS, kept in JetStream": lambda folder, model: go(folder, model, replicas=3),
}


def spent(parts):
    return {name: sum(processes.cpu_seconds(pid) for part in group for pid in processes.family(part.process.pid) if os.path.exists(f"/proc/{pid}"))
            for name, group in parts.items()}


def measure(name, way):
    folder = pathlib.Path(tempfile.mkdtemp(prefix="throughline-bench-"))
    try:
        with processes.Model(OPTIONS.tools) as model, way(folder, model) as (port, parts):
            command = [
                f"{OPTIONS.tools}/build/loadgen", "relay", "--url", f"http://127.0.0.1:{port}/v1/chat/completions", "-c", str(OPTIONS.streams),
                "--model", f"mock-200-{1000 // TOKENS_PER_SECOND if not OPTIONS.flood else 0}", "--warmup", str(WARMUP_SECONDS), "-d", str(OPTIONS.seconds),
                "--ramp-ms", str(RAMP_SECONDS * 1000), "--server-pid", str(parts[next(iter(parts))][0].process.pid), "--label", "x",
            ]
            window = {}

            def watch():
                time.sleep(RAMP_SECONDS + WARMUP_SECONDS + 0.5)
                before, at = spent(parts), time.monotonic()
                time.sleep(OPTIONS.seconds - 1)
                after, seconds = spent(parts), time.monotonic() - at
                window.update({part: (after[part] - before[part]) / seconds for part in parts})

            watcher = threading.Thread(target=watch)
            watcher.start()
            done = subprocess.run(command, stdout=subprocess.PIPE, timeout=OPTIONS.seconds + 120, check=True)
            watcher.join()
            resident = {part: sum(processes.resident_kibibytes(each.process.pid) for each in group) / 1024 for part, group in parts.items()}
        result = json.loads(done.stdout)
        rate = result["chunks_per_s"]
        faults = sum(result.get(key, 0) for key in ("lost", "err_connect", "err_status", "err_cut", "err_event", "stuck"))
        return {
            "way": name, "streams": OPTIONS.streams, "tokens_per_s": rate, "p50_ms": result["lat_us_p50"] / 1000, "p99_ms": result["lat_us_p99"] / 1000,
            "first_p50_ms": result["ttft_us_p50"] / 1000, "faults": faults,
            "cpu_us": {part: 1e6 * share / rate for part, share in window.items()} if rate else {}, "cores": window, "resident_mib": resident,
        }
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def main():
    print("| way | streams | tokens/s | added p50 / p99 ms | first token p50 ms | faults | CPU us a token | resident MiB |\n| --- | --- | --- | --- | --- | --- | --- | --- |", flush=True)
    rows = []
    for name, way in WAYS.items():
        if (OPTIONS.only and name not in OPTIONS.only) or (name.startswith("Go") and not OPTIONS.go):
            continue
        try:
            found = measure(name, way)
        except Exception as error:
            print(f"{name}: {error!r}", file=sys.stderr, flush=True)
            continue
        spent_on = ", ".join(f"{part} {value:.1f}" for part, value in found["cpu_us"].items())
        memory = ", ".join(f"{part} {value:.0f}" for part, value in found["resident_mib"].items())
        print(f"| {name} | {found['streams']} | {found['tokens_per_s']:.0f} | {found['p50_ms']:.2f} / {found['p99_ms']:.2f} | {found['first_p50_ms']:.1f} "
              f"| {found['faults']} | {spent_on} | {memory} |", flush=True)
        rows += [[name, found["streams"], f"{found['tokens_per_s']:.0f}", f"{found['p50_ms']:.2f}", f"{found['p99_ms']:.2f}", f"{found['first_p50_ms']:.1f}",
                  found["faults"], part, f"{found['cpu_us'][part]:.1f}", f"{found['resident_mib'][part]:.0f}"] for part in found["cpu_us"]]
    if OPTIONS.save:
        head = ["way", "streams", "tokens_per_s", "p50_ms", "p99_ms", "first_p50_ms", "faults", "part", "cpu_us", "resident_mib"]
        OPTIONS.save.write_text("".join("\t".join(map(str, row)) + "\n" for row in [head, *rows]))


parser = argparse.ArgumentParser()
parser.add_argument("--tools", required=True)
parser.add_argument("--server", required=True)
parser.add_argument("--go")
parser.add_argument("--streams", type=int, default=100)
parser.add_argument("--seconds", type=int, default=8)
parser.add_argument("--flood", action="store_true", help="the model says its tokens as fast as it can")
parser.add_argument("--save", type=pathlib.Path, help="write what was measured there, a line for each part")
parser.add_argument("--only", action="append", choices=list(WAYS))
OPTIONS = parser.parse_args()
main()
