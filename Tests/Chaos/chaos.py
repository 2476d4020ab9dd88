"""Readers and senders at work while the server is killed, stopped and starved. See docs/reliability.md."""

import argparse
import asyncio
import collections
import pathlib
import random
import sys
import tempfile
import time

from installation import Installation
import cluster_faults
import comparison
import faults
from cluster_installation import ClusterInstallation
from senders import Sender
from world import World

SETTLE_SECONDS = 120


async def run(options, folder):
    installation = ClusterInstallation(folder, options.pods, options.workers, options.front) if options.cluster else Installation(folder)
    kinds = cluster_faults if options.cluster else faults
    world = World(installation, options.readers, f"{options.seed}-readers")
    chance = random.Random(f"{options.seed}-faults")
    done = collections.Counter()
    skipped = collections.Counter()
    is_over = False
    senders = [Sender(world, number, random.Random(f"{options.seed}-{number}")) for number in range(options.senders)]
    sending = [asyncio.create_task(sender.run(lambda: is_over)) for sender in senders]
    try:
        for number in range(options.faults):
            await _progress(world, chance.randint(5, 120), chance.uniform(0.05, 1.5))
            kind = options.only or chance.choices(list(kinds.KINDS), kinds.KINDS.values())[0]
            said = await kinds.inject(kind, installation, chance)
            if said and said.startswith("skipped"):
                skipped[f"{kind} ({said})"] += 1
            elif said:
                world.faults.append(said)
            done[kind] += 1
            if sys.stderr.isatty():
                print(f"\r{number + 1}/{options.faults} {kind:<16} {len(world.records)} accepted, {world.events} events", end="", file=sys.stderr)
        is_over = True
        await asyncio.gather(*sending)
        await asyncio.to_thread(installation.heal)
        if world.tasks:
            await asyncio.wait(list(world.tasks), timeout=SETTLE_SECONDS)
        differences = await comparison.compare(world)
    except Exception as error:
        print(f"after {sum(done.values())} faults: {error!r}", file=sys.stderr, flush=True)
        raise
    finally:
        world.is_over = True
        for task in [*sending, *world.tasks]:
            task.cancel()
        installation.close()
    return world, done, skipped, differences


async def _progress(world, events, seconds):
    """The next fault comes after so many events, or after a while without any."""
    goal = world.events + events
    deadline = time.monotonic() + seconds
    while world.events < goal and time.monotonic() < deadline:
        await asyncio.sleep(0.01)


def report(world, done, skipped, differences, options, seconds):
    assemblies = [watcher.assembly for record in world.records.values() for watcher in record.watchers]
    total = {name: sum(getattr(assembly, name) for assembly in assemblies) for name in ("delivered", "duplicated", "lost", "syncs", "resets")}
    print(f"accepted {len(world.records)}, delivered {total['delivered']}, duplicated {total['duplicated']}, lost {total['lost']}, syncs {total['syncs']}, resets {total['resets']}")
    print(f"faults {sum(done.values())} ({', '.join(f'{kind} {count}' for kind, count in done.most_common())}), server starts {world.installation.starts}, "
          f"readers {len(assemblies)}, connections {sum(watcher.connections for record in world.records.values() for watcher in record.watchers)}, {seconds:.0f} s")
    for what, count in skipped.items():
        print(f"  {count} times {what}")
    if differences:
        more = " --cluster" if options.cluster else ""
        print(f"{len(differences)} differences; ./chaos{more} --seed {options.seed} --faults {options.faults} plays the same plan again:")
        for difference in differences[:40]:
            print(f"  {difference}")


def main():
    parser = argparse.ArgumentParser(prog="./chaos", description=__doc__)
    parser.add_argument("--cluster", action="store_true", help="many pods and workers instead of one process")
    parser.add_argument("--faults", type=int, help="how many faults (default 200, of a cluster 300)")
    parser.add_argument("--only", choices=[*faults.KINDS, *cluster_faults.KINDS], help="only this kind of fault")
    parser.add_argument("--seed", default=str(random.randrange(1 << 32)), help="plays a plan again")
    parser.add_argument("--senders", type=int, default=6)
    parser.add_argument("--readers", type=int, default=3, help="readers of each answer")
    parser.add_argument("--keep", type=pathlib.Path, help="keep logs in this folder")
    parser.add_argument("--pods", type=int, default=3, help="of a cluster (default 3)")
    parser.add_argument("--workers", type=int, default=2, help="of a cluster (default 2)")
    parser.add_argument("--front", choices=["haproxy", "nginx"], default="haproxy", help="of a cluster (default haproxy)")
    options = parser.parse_args()
    options.faults = options.faults or (300 if options.cluster else 200)
    if options.only and options.only not in (cluster_faults if options.cluster else faults).KINDS:
        parser.error(f"\"{options.only}\" is no fault of this size; add or leave out --cluster")
    print(f"seed {options.seed}", flush=True)
    started = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="throughline-chaos-") as temporary:
        folder = options.keep or pathlib.Path(temporary)
        folder.mkdir(parents=True, exist_ok=True)
        world, done, skipped, differences = asyncio.run(run(options, folder))
        report(world, done, skipped, differences, options, time.monotonic() - started)
    sys.exit(1 if differences else 0)


main()
