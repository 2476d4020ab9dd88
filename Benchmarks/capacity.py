#!/usr/bin/env python3
"""What so many answers at a time need, from what was measured: writes the tables of docs/capacity.md.

usage: Benchmarks/capacity.py [--print]     reads Benchmarks/results/cluster.tsv (Benchmarks/cluster.py --save)
"""

import csv
import math
import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parents[1]
RESULTS = ROOT / "Benchmarks" / "results" / "cluster.tsv"
PAGE = ROOT / "docs" / "capacity.md"

# What is assumed of the use; change it to yours.
TOKENS_PER_SECOND = 30
TOKENS_OF_AN_ANSWER = 600
USED = 0.6
CORES = {"pod": 4, "worker": 4, "NATS": 16, "PostgreSQL": 32, "front": 8}
STREAMS = [1_000, 100_000, 10_000_000]

# Measured, docs/performance.md: a stream with a reader in one process; a durable accept.
KIBIBYTES_OF_A_STREAM = 50
ACCEPT_CPU_US = 145


def measured():
    """Microseconds of each part per token, of the way over the broker and of HAProxy."""
    with RESULTS.open() as file:
        rows = list(csv.DictReader(file, delimiter="\t"))
    parts = {row["part"]: float(row["cpu_us"]) for row in rows if row["way"] == "cluster"}
    fronts = {row["part"]: float(row["cpu_us"]) for row in rows if row["part"] in ("HAProxy", "haproxy")}
    return parts | {"front": next(iter(fronts.values()))}, rows


def number(value):
    for limit, unit in ((1e9, "G"), (1e6, "M"), (1e3, "k")):
        if value >= limit:
            return f"{value / limit:.3g} {unit}"
    return f"{value:.3g}"


def needs(streams, cpu):
    events = streams * TOKENS_PER_SECOND
    accepts = events / TOKENS_OF_AN_ANSWER
    cores = {part: events * cpu[part] / 1e6 / USED for part in ("front", "pod", "worker", "NATS", "PostgreSQL")}
    cores["pod"] += accepts * ACCEPT_CPU_US / 1e6 / USED
    machines = {part: max(math.ceil(value / CORES[part]), {"NATS": 3, "pod": 2, "worker": 2, "front": 2}.get(part, 1)) for part, value in cores.items()}
    gibibytes = streams * KIBIBYTES_OF_A_STREAM / 1024 / 1024
    return events, accepts, cores, machines, gibibytes


def table(cpu):
    rows = [needs(streams, cpu) for streams in STREAMS]
    lines = [
        "| | " + " | ".join(f"{number(streams)} streams" for streams in STREAMS) + " |",
        "| --- |" + " --- |" * len(STREAMS),
        "| tokens/s | " + " | ".join(number(row[0]) for row in rows) + " |",
        "| answers accepted/s | " + " | ".join(number(row[1]) for row in rows) + " |",
        "| memory of pods and workers, GiB (each) | " + " | ".join(number(row[4]) for row in rows) + " |",
    ]
    names = {"front": "HAProxy", "pod": "pods", "worker": "workers", "NATS": "NATS servers", "PostgreSQL": "PostgreSQL"}
    for part, name in names.items():
        cells = [f"{number(row[2][part])} cores: {number(row[3][part])} of {CORES[part]}" for row in rows]
        lines.append(f"| {name} | " + " | ".join(cells) + " |")
    return "\n".join(lines)


def ways(rows):
    lines = ["| way | streams | tokens/s | added p50 / p99 ms | first token p50 ms | faults | CPU µs a token |", "| --- | --- | --- | --- | --- | --- | --- |"]
    for name in dict.fromkeys(row["way"] for row in rows):
        mine = [row for row in rows if row["way"] == name]
        first = mine[0]
        spent = ", ".join(f"{row['part']} {row['cpu_us']}" for row in mine)
        lines.append(f"| {name} | {first['streams']} | {first['tokens_per_s']} | {first['p50_ms']} / {first['p99_ms']} | {first['first_p50_ms']} | {first['faults']} | {spent} |")
    return "\n".join(lines)


def main():
    if sys.argv[1:] not in ([], ["--print"]):
        sys.exit(__doc__)
    cpu, rows = measured()
    made = {"ways": ways(rows), "needs": table(cpu)}
    if sys.argv[1:]:
        print("\n\n".join(made.values()))
        return
    text = PAGE.read_text()
    for name, body in made.items():
        text, count = re.subn(rf"(<!-- begin {name} -->\n\n).*?(\n\n<!-- end {name} -->)", lambda found: found[1] + body + found[2], text, flags=re.DOTALL)
        if count != 1:
            sys.exit(f"docs/capacity.md has no place for {name}")
    PAGE.write_text(text)


main()
