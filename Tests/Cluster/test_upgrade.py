"""Pods and workers are replaced one by one while people send and read. THROUGHLINE_OLD_BINARY is the version that is replaced, else the same one."""

import asyncio
import os
import random
import signal

import comparison
from cluster_installation import ClusterInstallation
from senders import Sender
from support.process import throughline
from world import World

SETTLE_SECONDS = 90


async def replace_all(installation, world):
    """Workers first: they read what pods of both versions write. One at a time, as a rolling upgrade does."""
    for process in installation.cluster.processes:
        before = len(world.records)
        process.binary = throughline()
        process.signal(signal.SIGTERM)
        await asyncio.to_thread(process.process.wait, process.stop_seconds)
        assert process.process.returncode == 0, f"{process.name} ended with {process.process.returncode}; see {process.log}"
        await asyncio.to_thread(installation.restart, process)
        await until(lambda: len(world.records) >= before + 4)


async def until(holds, seconds=30):
    for _ in range(seconds * 50):
        if holds():
            return
        await asyncio.sleep(0.02)
    raise AssertionError(f"not within {seconds} s")


def test_no_event_is_lost_when_every_process_is_replaced(folder):
    installation = ClusterInstallation(folder, pods=2, workers=2, binary=os.environ.get("THROUGHLINE_OLD_BINARY", throughline()))
    world = World(installation, 3, "upgrade")
    is_over = False

    async def everything():
        nonlocal is_over
        senders = [Sender(world, number, random.Random(f"upgrade-{number}")) for number in range(4)]
        sending = [asyncio.create_task(sender.run(lambda: is_over)) for sender in senders]
        try:
            await until(lambda: len(world.records) >= 8)
            await replace_all(installation, world)
            is_over = True
            await asyncio.gather(*sending)
            if world.tasks:
                await asyncio.wait(list(world.tasks), timeout=SETTLE_SECONDS)
            return await comparison.compare(world)
        finally:
            world.is_over = True
            for task in [*sending, *world.tasks]:
                task.cancel()

    try:
        differences = asyncio.run(everything())
        assemblies = [watcher.assembly for record in world.records.values() for watcher in record.watchers]
        assert not differences, differences
        assert sum(assembly.lost + assembly.duplicated for assembly in assemblies) == 0
        assert len(world.records) >= 20
    finally:
        installation.close()
