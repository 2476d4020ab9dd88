"""What is done to the parts of a cluster and to the ways between them. Each fault ends with all of them at work again."""

import asyncio
import signal

KINDS = {
    "kill pod": 50, "kill worker": 60, "kill all workers": 6, "stop pod": 12, "stop worker": 20, "drain pod": 15, "drain worker": 12,
    "kill front": 5, "kill nats": 25, "kill all nats": 4, "kill redis": 20, "kill postgresql": 15, "stop engine": 12,
    "cut link": 30, "stall link": 30, "upstream": 4, "two at once": 20,
}
SINGLE = [kind for kind in KINDS if kind not in ("two at once", "kill front")]


async def inject(kind, installation, random):
    """Does it, and undoes it. Answers what went wrong, in words."""
    if kind == "two at once":
        first, second = random.sample(SINGLE, 2)
        said = await asyncio.gather(_one(first, installation, random), _one(second, installation, random))
        return next((each for each in said if each), None)
    return await _one(kind, installation, random)


async def _one(kind, installation, random):
    cluster = installation.cluster
    match kind:
        case "kill pod":
            await _down(installation, [random.choice(cluster.pods)], random.choice([0, 0.2, random.uniform(0, 3)]))
        case "kill worker":
            await _down(installation, [random.choice(cluster.workers)], random.choice([0, 0.2, random.uniform(0, 5)]))
        case "kill all workers":
            await _down(installation, cluster.workers, random.uniform(0, 2))
        case "kill front":
            await _down(installation, [cluster.front], random.uniform(0, 0.5))
        case "kill nats":
            await _down(installation, [random.choice(cluster.nats)], random.uniform(0, 3))
        case "kill all nats":
            await _down(installation, cluster.nats, random.uniform(1, 6))
        case "kill redis":
            await _down(installation, [cluster.redis], random.uniform(0, 3))
        case "kill postgresql":
            await _down(installation, [cluster.postgresql], random.uniform(0, 2))
        case "stop pod":
            await _pause([random.choice(cluster.pods)], random.uniform(0.2, 6))
        case "stop worker":
            # Longer than a lease: another takes over, and the first one wakes up believing that the run is its own.
            await _pause([random.choice(cluster.workers)], random.uniform(0.2, 6))
        case "stop engine":
            await _pause([random.choice(cluster.engines)], random.uniform(0.2, 4))
        case "drain pod":
            return await _drain(installation, random.choice(cluster.pods))
        case "drain worker":
            return await _drain(installation, random.choice(cluster.workers))
        case "cut link":
            await _link(random.choice(installation.all_links), "cut", random.choice([0, random.uniform(0, 5)]))
        case "stall link":
            await _link(random.choice(installation.all_links), "stall", random.uniform(0.1, 5))
        case "upstream":
            installation.upstream.kill()
            await asyncio.sleep(random.uniform(0.1, 1.5))
            await asyncio.to_thread(installation.start_upstream)
    return None


async def _down(installation, parts, seconds):
    for part in parts:
        part.kill()
    await asyncio.sleep(seconds)
    # All at once: servers of a broker wait for each other.
    await asyncio.gather(*(asyncio.to_thread(installation.restart, part) for part in parts))


async def _pause(parts, seconds):
    for part in parts:
        part.pause()
    try:
        await asyncio.sleep(seconds)
    finally:
        for part in parts:
            part.resume()


async def _drain(installation, part):
    process = part.process
    if not part.is_running:
        return None
    part.signal(signal.SIGCONT)
    part.signal(signal.SIGTERM)
    try:
        status = await asyncio.to_thread(process.wait, part.stop_seconds)
    except Exception as error:
        part.kill()
        status = repr(error)
    await asyncio.to_thread(installation.restart, part)
    return None if status in (0, -signal.SIGKILL) else f"{part.name} ended with {status} after SIGTERM"


async def _link(link, change, seconds):
    getattr(link, change)()
    try:
        await asyncio.sleep(seconds)
    finally:
        link.restore()
