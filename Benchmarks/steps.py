#!/usr/bin/env python3
"""Single steps of the hot path, and whether it allocates more than Benchmarks/allocations.tsv allows.   ./bench steps"""

import argparse
import json
import subprocess

import processes
import results


def arguments():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--bench", required=True, help="the program of single steps, as it is shipped")
    parser.add_argument("--quick", action="store_true")
    return parser.parse_args()


def main():
    options = arguments()
    done = subprocess.run(processes.pinned(processes.SERVER_CPU, [options.bench]), stdout=subprocess.PIPE, text=True, timeout=300, check=True)
    found = [json.loads(line) for line in done.stdout.splitlines() if line.startswith("{")]
    results.keep(
        "steps", "./bench steps", [{"work": step["name"], "ns": step["ns"], "allocations": step["allocations"]} for step in found], options.quick)
    with open(results.ROOT / "Benchmarks" / "allocations.tsv", encoding="utf-8") as file:
        _, *allowed = [line.rstrip("\n").split("\t") for line in file]
    counted = {step["name"]: step["allocations"] for step in found}
    for work, _, release in allowed:
        if counted.get(work, 0) > float(release):
            print(f"\n{work}: expected at most {release} allocations an event, found {counted[work]}; see Benchmarks/allocations.tsv")


main()
