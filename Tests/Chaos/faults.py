"""What is done to the server. Each fault ends with the server at work again."""

import asyncio
import signal

KINDS = {"kill": 70, "kill twice": 10, "stop": 6, "full disk": 5, "read-only disk": 3, "clock": 3, "upstream": 2, "stalled upstream": 2}


async def inject(kind, installation, random):
    """Does it, and undoes it. Answers what was done in words, or why it could not be."""
    match kind:
        case "kill":
            await _restart(installation)
        case "kill twice":
            # The second one meets a server that is taking over what the first one left.
            await _restart(installation)
            await asyncio.sleep(random.uniform(0, 0.05))
            await _restart(installation)
        case "stop":
            installation.server.process.send_signal(signal.SIGSTOP)
            await asyncio.sleep(random.uniform(0.2, 4))
            installation.server.process.send_signal(signal.SIGCONT)
        case "full disk":
            if not installation.disk.is_own:
                return "skipped: no disk of our own (needs root)"
            await asyncio.to_thread(installation.disk.fill)
            await asyncio.sleep(random.uniform(0.2, 2))
            if random.random() < 0.5:
                installation.kill()
            installation.disk.free()
            if installation.server.process.poll() is not None:
                await asyncio.to_thread(installation.start)
        case "read-only disk":
            if not installation.disk.is_own:
                return "skipped: no disk of our own (needs root)"
            # A disk turns read-only under a server that has no file open for writing, or when it is started on it.
            installation.kill()
            if not installation.disk.protect(True):
                await asyncio.to_thread(installation.start)
                return "skipped: the disk could not be write-protected"
            refused = await asyncio.to_thread(_start_is_refused, installation)
            installation.disk.protect(False)
            await asyncio.to_thread(installation.start)
            return None if refused else "a server started on a read-only disk"
        case "clock":
            if not installation.clock_library:
                return "skipped: libfaketime is not installed"
            installation.set_clock(random.choice([-86_400, -3_600, 3_600, 86_400, 0]))
            await asyncio.sleep(1.2)
        case "upstream":
            installation.upstream.kill()
            await asyncio.sleep(random.uniform(0.1, 1.5))
            await asyncio.to_thread(installation.start_upstream)
        case "stalled upstream":
            installation.upstream.process.send_signal(signal.SIGSTOP)
            await asyncio.sleep(random.uniform(0.5, 5))
            installation.upstream.process.send_signal(signal.SIGCONT)
    return None


async def _restart(installation):
    installation.kill()
    await asyncio.to_thread(installation.start)


def _start_is_refused(installation):
    try:
        installation.start()
    except AssertionError:
        return True
    installation.kill()
    return False
