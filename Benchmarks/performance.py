#!/usr/bin/env python3
"""Writes what was measured last (Benchmarks/results) into docs/performance.md, between its marks.   performance.py"""

import re

import results

PAGE = results.ROOT / "docs" / "performance.md"


def value(table, column, server="throughline", choose=None):
    """One figure; `None` where it was not measured."""
    _, rows = results.read(table)
    found = [float(row[column]) for row in rows if row.get(column) and row.get("server", server) == server]
    if not found:
        return None
    return choose(found) if choose else found[0]


def spread_in_percent(figures):
    return (max(figures) / min(figures) - 1) * 100


def slowdown_in_percent(figures):
    """How much less the last is than the most."""
    return (1 - figures[-1] / max(figures)) * 100


# What, the figure, whether less is better, the first target, the target after that.
GOALS = [
    ("relay, 200 streams × 50 tokens/s: CPU µs per token", value("servers-relay-steady", "CPU us"), True, 37, 25),
    ("the same: added latency p99, ms", value("servers-relay-steady", "p99 ms"), True, 2, 1),
    ("relay, 2,000 streams × 20 tokens/s: processors used", value("servers-relay-2000", "processors"), True, 0.95, 0.80),
    ("relay, 64 streams flat out: tokens/s", value("servers-relay-max", "per second"), False, 60_000, 110_000),
    ("fan-out to 1,000 readers at 50/s: CPU µs per delivery", value("servers-fanout-rate", "CPU us"), True, 9, 6.5),
    ("the same flat out: deliveries/s", value("servers-fanout-max", "per second"), False, 300_000, 750_000),
    ("10,000 idle readers: bytes each", value("servers-idle", "bytes a reader"), True, 3000, 1000),
    ("200 readers resume after 2,000 events: events/s", value("servers-catchup", "per second"), False, 1_000_000, 3_000_000),
    ("accept to durable commit over HTTP: messages/s", value("accept", "messages/s", choose=max), False, 2000, 8000),
    ("accepts/s at a million messages below the most on the way there, in percent",
     value("growth-store", "accepts/s", choose=slowdown_in_percent), True, 20, 20),
    ("start to ready, ms", value("start", "ready ms", "throughline, started before"), True, 100, 30),
    ("resident memory then, MiB", value("start", "resident MiB", "throughline, started before"), True, 30, 15),
    ("CPU per event, 10 to 10,000 streams: highest above lowest, in percent",
     value("growth-streams", "CPU us/event", choose=spread_in_percent), True, 20, 20),
]


def verdict(figure, less, first, then):
    if figure is None:
        return "not measured yet"
    if figure <= then if less else figure >= then:
        return "reached"
    if figure <= first if less else figure >= first:
        return "first target reached"
    return "not reached"


def goals():
    lines = ["| work | first target | then | measured | |", "| --- | --- | --- | --- | --- |"]
    for what, figure, less, first, then in GOALS:
        sign = "≤" if less else "≥"
        measured = "" if figure is None else results.number(figure)
        lines.append(
            f"| {what} | {sign} {results.number(first)} | {sign} {results.number(then)} | {measured} | {verdict(figure, less, first, then)} |")
    return "\n".join(lines)


def table(name):
    """The table of that name, the plot of that name, or both."""
    notes, rows = results.read(name)
    parts = [f"{'; '.join(reversed(notes))}.", results.markdown(rows)] if rows else []
    if (results.IMAGES / f"{name}.svg").exists():
        parts.append(f"![{name.replace('-', ' ')}](images/{name}.svg)")
    return "\n\n".join(parts) or "Not measured yet."


def filled(match):
    name = match.group(1)
    return f"<!-- begin {name} -->\n\n{goals() if name == 'goals' else table(name)}\n\n<!-- end {name} -->"


def main():
    text = PAGE.read_text(encoding="utf-8")
    PAGE.write_text(re.sub(r"<!-- begin (\S+) -->.*?<!-- end \1 -->", filled, text, flags=re.DOTALL), encoding="utf-8")


main()
