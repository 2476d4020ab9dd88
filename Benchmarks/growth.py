#!/usr/bin/env python3
"""What the number of concurrent streams costs, and what the size of the store costs.   ./bench growth

Streams: about the same number of events each second, over ever more streams; so the slope of CPU time per event shows what a stream costs that
is only there. No stream begins or ends while it is measured. Memory is measured apart, with a few events in each stream.

Store: accepts in a process of their own, without HTTP (`bench accept`), each waiting for its durable commit.
"""

import argparse
import json
import os
import resource
import shutil
import statistics
import subprocess
import tempfile
import threading

import plot
import processes
import results

STREAMS = [10, 30, 100, 300, 1000, 3000, 10_000]
MESSAGES = [1000, 3000, 10_000, 30_000, 100_000, 300_000, 1_000_000]
EVENTS_PER_SECOND = 5000
CALLERS = 64
# Each stream is two connections of the server: its reader's and the model's.
SPARE_FILES = 100


def arguments():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--tools", required=True, help="folder of the load generator")
    parser.add_argument("--server", required=True, help="Throughline's program")
    parser.add_argument("--bench", required=True, help="the program of single steps")
    parser.add_argument("--only", choices=["streams", "store"])
    parser.add_argument("--runs", type=int, default=1)
    parser.add_argument("--quick", action="store_true")
    return parser.parse_args()


def load(options, server, model, streams, shape, ramp, warm, seconds):
    """One run of the load generator; its figures."""
    tokens = int(shape.split("-")[1])
    command = [
        f"{options.tools}/build/loadgen", "relay", "--url", f"http://127.0.0.1:{server.port}/v1/chat/completions", "-c", str(streams),
        "--model", shape, "--expect", str(tokens), "--ramp-ms", str(int(ramp * 1000)), "--warmup", str(warm), "-d", str(seconds),
        "--server-pid", str(server.pid), "--mock-pid", str(model.process.pid), "--label", "throughline",
    ]
    done = subprocess.run(processes.pinned(processes.LOAD_CPU, command), stdout=subprocess.PIPE, timeout=240, check=True)
    return json.loads(done.stdout)


def faults(run):
    return sum(run[key] for key in ("lost", "dup", "ooo", "err_connect", "err_status", "err_cut", "err_event", "stuck"))


def ramp_seconds(streams):
    return max(0.5, streams / 500)


def cost(options, streams):
    """CPU time per event of streams that are all under way."""
    interval = max(1, round(streams * 1000 / EVENTS_PER_SECOND))
    ramp, seconds = ramp_seconds(streams), 2 if options.quick else 15
    # One whole interval after the last stream began, at least.
    warm = ramp + max(1 if options.quick else 3, interval / 1000)
    tokens = int((warm + seconds + 30) * 1000 / interval)
    with processes.Model(options.tools) as model, processes.Throughline(options.server, model.port) as server:
        return load(options, server, model, streams, f"mock-{tokens}-{interval}", ramp, warm, seconds)


def memory(options, streams):
    """KiB of the server with nobody there, and with that many streams of a few events each."""
    ramp = ramp_seconds(streams)
    with processes.Model(options.tools) as model, processes.Throughline(options.server, model.port) as server:
        # What the first stream of all makes is no stream's own.
        load(options, server, model, 1, "mock-5-10", 0.1, 0.2, 0.5)
        base = processes.resident_kibibytes(server.pid)
        most = [base]
        over = threading.Event()

        def watch():
            while not over.wait(0.1):
                most[0] = max(most[0], processes.resident_kibibytes(server.pid))

        watcher = threading.Thread(target=watch, daemon=True)
        watcher.start()
        try:
            load(options, server, model, streams, "mock-1000-1000", ramp, ramp + 1, 2)
        finally:
            over.set()
            watcher.join(5)
        return base, most[0]


def measure_streams(options):
    limit = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    most = (limit - SPARE_FILES) // 2 if limit != resource.RLIM_INFINITY else STREAMS[-1]
    wanted = [10, 100, 1000] if options.quick else STREAMS
    counts = sorted({min(count, most) for count in wanted})
    if counts[-1] < wanted[-1]:
        print(f"the system allows {limit:,} open files a process: {counts[-1]:,} streams in place of {wanted[-1]:,}", flush=True)
    rows = []
    for count in counts:
        runs = [cost(options, count) for _ in range(options.runs)]
        base, resident = memory(options, count)
        row = {
            "streams": count,
            "events/s": statistics.median(run["chunks_per_s"] for run in runs),
            "CPU us/event": statistics.median(run["srv_cpu_us_per_chunk"] for run in runs),
            "lowest": min(run["srv_cpu_us_per_chunk"] for run in runs),
            "highest": max(run["srv_cpu_us_per_chunk"] for run in runs),
            "added p50 ms": statistics.median(run["lat_us_p50"] for run in runs) / 1000,
            "added p99 ms": statistics.median(run["lat_us_p99"] for run in runs) / 1000,
            "faults": sum(faults(run) for run in runs),
            "resident MiB": resident / 1024,
            "KiB/stream": (resident - base) / count,
            "others' CPUs": statistics.median(run.get("other_util", 0) for run in runs),
        }
        print(", ".join(f"{key} {results.number(value)}" for key, value in row.items()), flush=True)
        rows.append(row)
    results.keep("growth-streams", f"./bench growth --runs {options.runs}", rows, options.quick)
    results.draw(
        "growth-streams",
        plot.svg(
            f"CPU time per event, about {EVENTS_PER_SECOND:,} events/s in all", "concurrent streams", "µs per event",
            [("server, user and system", [(row["streams"], row["CPU us/event"]) for row in rows])]),
        options.quick)
    results.draw(
        "growth-memory",
        plot.svg(
            "Memory per stream", "concurrent streams", "KiB",
            [("growth of resident memory", [(row["streams"], row["KiB/stream"]) for row in rows])]),
        options.quick)


def measure_store(options):
    sizes = [1000, 3000, 10_000] if options.quick else MESSAGES
    folder = tempfile.mkdtemp(prefix="throughline-bench-")
    rows = []
    try:
        command = [options.bench, "accept", os.path.join(folder, "growth.db"), str(CALLERS), *map(str, sizes)]
        process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
        # A store that does not come along is ended, not waited for.
        limit = threading.Timer(1800, process.kill)
        limit.start()
        try:
            for line in process.stdout:
                found = json.loads(line)
                row = {
                    "messages": found["messages"],
                    "accepts/s": found["accepts_per_s"],
                    "CPU us/accept": found["cpu_us_per_accept"],
                    "p50 ms": found["p50_us"] / 1000,
                    "p99 ms": found["p99_us"] / 1000,
                    "errors": found["errors"],
                    "database MiB": found["database_bytes"] / (1 << 20),
                }
                print(", ".join(f"{key} {results.number(value)}" for key, value in row.items()), flush=True)
                rows.append(row)
        finally:
            limit.cancel()
            processes.end(process)
        if process.returncode != 0:
            raise SystemExit(f"bench accept ended with {process.returncode}")
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    results.keep("growth-store", "./bench growth", rows, options.quick)
    results.draw(
        "growth-store",
        plot.svg(
            f"Accept to durable commit, {CALLERS} callers", "messages in the store", "messages/s",
            [("committed", [(row["messages"], row["accepts/s"]) for row in rows])]),
        options.quick)
    results.draw(
        "growth-store-latency",
        plot.svg(
            f"Wait for a durable commit, {CALLERS} callers", "messages in the store", "ms",
            [("p50", [(row["messages"], row["p50 ms"]) for row in rows]), ("p99", [(row["messages"], row["p99 ms"]) for row in rows])]),
        options.quick)
    results.draw(
        "growth-store-cpu",
        plot.svg(
            "CPU time per accepted message", "messages in the store", "µs per message",
            [("process, user and system", [(row["messages"], row["CPU us/accept"]) for row in rows])]),
        options.quick)


def main():
    options = arguments()
    if options.only != "store":
        measure_streams(options)
    if options.only != "streams":
        measure_store(options)


main()
