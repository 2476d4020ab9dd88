"""The whole broker is gone for a while: everything is accepted and answered all the same, and it is said. THROUGHLINE_OUTAGE_SECONDS is how long, else a few."""

import asyncio
import json
import os
import random
import time
import urllib.error
import urllib.request

import comparison
from cluster_installation import ClusterInstallation
from senders import Sender
from world import World

SECONDS = float(os.environ.get("THROUGHLINE_OUTAGE_SECONDS", "6"))
SETTLE_SECONDS = 90


def ready(installation):
    """Status and what is down, at a pod itself."""
    try:
        with urllib.request.urlopen(f"{installation.cluster.pods[0].address}/readyz", timeout=5) as answer:
            return answer.status, json.load(answer)["down"]
    except urllib.error.HTTPError as refused:
        return refused.code, json.load(refused)["down"]


async def until(holds, seconds=30):
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if await asyncio.to_thread(holds):
            return
        await asyncio.sleep(0.05)
    raise AssertionError(f"not within {seconds} s")


def test_an_outage_of_the_broker_loses_nothing_that_was_accepted(folder):
    installation = ClusterInstallation(folder, pods=2, workers=2)
    world = World(installation, 2, "outage")
    is_over = False

    async def everything():
        nonlocal is_over
        senders = [Sender(world, number, random.Random(f"outage-{number}")) for number in range(3)]
        sending = [asyncio.create_task(sender.run(lambda: is_over)) for sender in senders]
        try:
            await until(lambda: len(world.records) >= 6)
            assert ready(installation) == (200, [])
            for server in installation.cluster.nats:
                server.kill()
            gone = time.monotonic()
            await until(lambda: ready(installation) == (200, ["bus"]))
            before = len(world.records)
            await asyncio.sleep(max(0.0, SECONDS - (time.monotonic() - gone)))
            assert len(world.records) > before, "nothing was accepted while the broker was away"
            accepted_meanwhile = len(world.records) - before
            await asyncio.gather(*(asyncio.to_thread(installation.restart, server) for server in installation.cluster.nats))
            await until(lambda: ready(installation) == (200, []), seconds=60)
            after = len(world.records)
            await until(lambda: len(world.records) >= after + 4)
            is_over = True
            await asyncio.gather(*sending)
            if world.tasks:
                await asyncio.wait(list(world.tasks), timeout=SETTLE_SECONDS)
            return accepted_meanwhile, await comparison.compare(world)
        finally:
            world.is_over = True
            for task in [*sending, *world.tasks]:
                task.cancel()

    try:
        accepted_meanwhile, differences = asyncio.run(everything())
        assemblies = [watcher.assembly for record in world.records.values() for watcher in record.watchers]
        print(f"{SECONDS:.0f} s without a broker: {accepted_meanwhile} of {len(world.records)} messages accepted meanwhile, {len(differences)} differences")
        assert not differences, differences
        assert sum(assembly.lost + assembly.duplicated for assembly in assemblies) == 0
    finally:
        installation.close()
