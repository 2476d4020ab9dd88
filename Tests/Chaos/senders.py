"""People who ask, and who ask again until they know that they were heard."""

import asyncio
import uuid

import httpx

MODELS = ["scripted", "scripted", "fake-tokens-60+slow-10", "fake-text-Gr%C3%BC%C3%9Fe%20%F0%9F%91%8B%0A%0A%60%60%60python%0Aprint(1)%0A%60%60%60%0A+chars-3+slow-30",
          "claude-fake-tokens-40+slow-10", "fake-tokens-200+cut-3000"]
QUESTIONS = ["Show me some code", "long 120", "Write some HTML", "echo Hello", "code run"]


class Sender:
    """Sends one message after the other; each is tried with the same key until the server has said what became of it."""

    def __init__(self, world, number, random):
        self.world = world
        self.number = number
        self.random = random
        self.chats = [str(uuid.UUID(int=random.getrandbits(128), version=4)) for _ in range(3)]
        self.sent = 0

    async def run(self, until):
        async with httpx.AsyncClient(trust_env=False, timeout=httpx.Timeout(10, connect=2)) as client:
            while not until():
                await self._one(client)
                await asyncio.sleep(self.random.uniform(0.05, 0.5))

    async def _one(self, client):
        self.sent += 1
        name = f"s{self.number}-{self.sent}"
        chat = self.random.choice(self.chats)
        body = {"chat": chat, "content": f"{self.random.choice(QUESTIONS)} ({name})", "frontend_id": name, "model": self.random.choice(MODELS)}
        wants_cancel = self.random.random() < 0.1
        while not self.world.is_over:
            try:
                answer = await client.post(f"{self.world.address}/chat", json=body, headers={"Idempotency-Key": f"key-{name}"})
            except (httpx.TransportError, OSError):
                await asyncio.sleep(0.05)
                continue
            if answer.status_code in (200, 202):
                break
            if answer.status_code in (429, 500, 502, 503, 504, 507):
                await asyncio.sleep(0.1)
                continue
            self.world.faults.append(f"{name} was refused with {answer.status_code}: {answer.text[:300]}")
            return
        else:
            return
        self.world.accepted(answer.json(), chat, body)
        if wants_cancel:
            await asyncio.sleep(self.random.uniform(0, 0.6))
            try:
                await client.post(f"{self.world.address}/api/streams/{answer.json()['stream']}/cancel")
            except (httpx.TransportError, OSError):
                pass
