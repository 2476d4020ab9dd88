#!/usr/bin/env python3
"""Prints the runs in a file of JSON lines, from a line on, as one Markdown table of medians, and keeps the medians of each work as TSV.

table.py FILE [FIRST_LINE] [--quick]
"""

import json
import statistics
import sys

import machine
import results as tables


def title(run):
    """What was done, from the run's own figures."""
    work = run["workload"]
    if work.startswith("relay"):
        interval = float(run["model"].split("-")[2])
        pace = f"× {1000 / interval:.0f} tokens/s" if interval else "flat out"
        return f"relay, {run['c']:,} streams {pace}"
    if work == "fanout-rate":
        return f"fan-out, {run['n']:,} readers × 50 events/s"
    if work == "fanout-max":
        return f"fan-out, {run['n']:,} readers flat out"
    if work == "idle":
        return f"{run['n']:,} idle readers"
    if work == "catchup":
        return f"{run['n']:,} readers resume after {run['messages']:,} events"
    return work


def number(value):
    if value >= 1000:
        return f"{value:,.0f}"
    if value >= 100:
        return f"{value:.0f}"
    return f"{value:.1f}" if value >= 10 else f"{value:.2f}"


class Runs:
    """All runs of one server at one work."""

    def __init__(self, runs):
        self.runs = runs

    def values(self, *keys):
        found = []
        for run in self.runs:
            present = [run[key] for key in keys if key in run]
            if present:
                found.append(sum(present))
        return found

    def median(self, *keys, scale=1.0):
        values = self.values(*keys)
        return number(statistics.median(values) * scale) if values else ""

    def spread(self, *keys):
        values = self.values(*keys)
        if not values:
            return ""
        middle = number(statistics.median(values))
        low, high = number(min(values)), number(max(values))
        return middle if low == high else f"{middle} ({low} to {high})"

    def total(self, *keys):
        return f"{sum(self.values(*keys)):,.0f}"

    def faults(self):
        errors = self.values("errs") or self.values("err_connect", "err_status", "err_pub", "dead")
        return f"{self.total('lost')} / {self.total('dup')} / {self.total('ooo')} / {sum(errors):,.0f}"


def row(work, server, runs):
    name = f"**{server}**" if server == "throughline" else server
    if work == "idle":
        short = sum(run["n"] - run["ready"] for run in runs.runs)
        cells = ["", "", "", f"{short:,.0f} not connected", f"{runs.spread('rss_bytes_per_conn')} bytes a reader"]
    else:
        # The system counts CPU time in steps of 10 ms.
        measurable = min(runs.values("srv_cpu_s") or [0]) >= 0.1
        latency = "" if work == "catchup" else f"{runs.median('lat_us_p50', scale=1e-3)} / {runs.median('lat_us_p99', scale=1e-3)}"
        cells = [
            runs.spread("srv_cpu_us_per_chunk", "srv_cpu_us_per_delivery") if measurable else "",
            latency,
            runs.median("chunks_per_s", "deliv_per_s"),
            runs.faults(),
            f"{runs.median('srv_rss_mib')} MiB",
        ]
    return f"| {title(runs.runs[0])} | {name} | " + " | ".join(cells) + " |"


def figures(work, server, runs):
    """The medians as numbers, for the file; an empty cell where there is nothing to say."""

    def median(*keys, scale=1.0):
        values = runs.values(*keys)
        return statistics.median(values) * scale if values else ""

    if work == "idle":
        return {"server": server, "readers": median("ready"), "bytes a reader": median("rss_bytes_per_conn")}
    measurable = min(runs.values("srv_cpu_s") or [0]) >= 0.1
    cpu = ("srv_cpu_us_per_chunk", "srv_cpu_us_per_delivery")
    return {
        "server": server,
        "CPU us": median(*cpu) if measurable else "",
        "lowest": min(runs.values(*cpu)) if measurable else "",
        "highest": max(runs.values(*cpu)) if measurable else "",
        "p50 ms": median("lat_us_p50", scale=1e-3) if work != "catchup" else "",
        "p99 ms": median("lat_us_p99", scale=1e-3) if work != "catchup" else "",
        "per second": median("chunks_per_s", "deliv_per_s"),
        "processors": median("srv_util"),
        "lost / twice / out of order / errors": runs.faults(),
        "MiB": median("srv_rss_mib"),
        "others' processors": median("other_util"),
    }


COMMANDS = {
    "relay-steady": "relay", "relay-2000": "relay", "relay-max": "relay", "fanout-rate": "fanout", "fanout-max": "fanout", "idle": "idle",
    "catchup": "resume",
}


def main():
    quick = "--quick" in sys.argv
    if quick:
        sys.argv.remove("--quick")
    first = int(sys.argv[2]) if len(sys.argv) > 2 else 1
    with open(sys.argv[1], encoding="utf-8") as file:
        results = [json.loads(line) for at, line in enumerate(file, 1) if at >= first and line.strip()]
    if not results:
        sys.exit("no run succeeded; see .build/bench/driver.log and .build/bench/build/server.log")
    groups = {}
    for result in results:
        groups.setdefault(result["workload"], {}).setdefault(result["peer"], []).append(result)
    print("| work | server | CPU µs per token or delivery | added latency p50 / p99 ms | tokens or deliveries/s | lost / twice / out of order / errors | memory |")
    print("| --- | --- | --- | --- | --- | --- | --- |")
    for work, servers in groups.items():
        for server, runs in servers.items():
            print(row(work, server, Runs(runs)))
        kept = [figures(work, server, Runs(runs)) for server, runs in servers.items()]
        number_of_runs = max(len(runs) for runs in servers.values())
        tables.write(f"servers-{work}", f"./bench {COMMANDS.get(work, work)} --runs {number_of_runs}", kept, quick)
    other = [result["other_util"] for result in results if "other_util" in result]
    disturbed = f"; other programs used {number(statistics.median(other))} (at most {number(max(other))}) processors meanwhile" if other else ""
    print(f"\nMedians of {max(len(runs) for servers in groups.values() for runs in servers.values())} (lowest to highest). {machine.describe()}; "
          f"server on one processor, load on another{disturbed}. {results[0]['at'][:10]}.")


main()
