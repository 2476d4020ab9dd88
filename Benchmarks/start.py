#!/usr/bin/env python3
"""From the start of a process to its first answer, and its resident memory then.   ./bench start

Throughline is asked for /readyz, with an empty data folder and with one that it has made before; the others are ready when they take a connection.
"""

import argparse
import http.client
import os
import shutil
import statistics
import subprocess
import tempfile
import time

import processes
import results

PEERS = ["nginx-relay", "haproxy-relay", "nchan-hub", "go-relay", "node-relay"]


def arguments():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--tools", required=True, help="folder of the peers")
    parser.add_argument("--server", required=True, help="Throughline's program")
    parser.add_argument("--peers", nargs="*", default=PEERS)
    parser.add_argument("--runs", type=int, default=10)
    parser.add_argument("--quick", action="store_true")
    return parser.parse_args()


def answers(port):
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=1)
    try:
        connection.request("GET", "/readyz")
        return connection.getresponse().status == 200
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def measure(command, environment, is_ready):
    """Milliseconds to ready, and KiB then."""
    begun = time.monotonic()
    process = subprocess.Popen(
        processes.pinned(processes.SERVER_CPU, command), env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        while not is_ready():
            if process.poll() is not None or time.monotonic() - begun > 20:
                raise RuntimeError(f"not ready within 20 s: {' '.join(command)}")
            time.sleep(0.0005)
        taken = (time.monotonic() - begun) * 1000
        return taken, processes.resident_kibibytes(process.pid)
    finally:
        processes.end(process)


def throughline(options, data):
    port = processes.free_port()
    command = [options.server, "serve", "--listen", f"127.0.0.1:{port}", "--data", data]
    return measure(command, dict(os.environ), lambda: answers(port))


def row(name, runs):
    taken, memory = zip(*runs)
    return {
        "server": name, "ready ms": statistics.median(taken), "lowest": min(taken), "highest": max(taken),
        "resident MiB": statistics.median(memory) / 1024,
    }


def main():
    options = arguments()
    runs = 2 if options.quick else options.runs
    processes.pin_this(processes.LOAD_CPU)
    rows, empty, known = [], [], []
    for _ in range(runs):
        data = tempfile.mkdtemp(prefix="throughline-bench-")
        try:
            empty.append(throughline(options, data))
            known.append(throughline(options, data))
        finally:
            shutil.rmtree(data, ignore_errors=True)
    rows += [row("throughline, first start", empty), row("throughline, started before", known)]
    for peer in options.peers:
        found = []
        for _ in range(runs):
            port = processes.free_port()
            environment = dict(os.environ, PORT=str(port), UP="9")
            found.append(measure(["sh", f"{options.tools}/peers/{peer}.sh"], environment, lambda: processes.is_open(port)))
        rows.append(row(peer, found))
    results.keep("start", f"./bench start --runs {runs}", rows, options.quick)


main()
