"""In the end: what was accepted, what each reader has, and what the store holds must be the same."""

import decimal

import httpx

# Reasoning tokens are a part of the output.
TOKEN_KINDS = ("input_tokens", "cache_read_tokens", "cache_write_tokens", "output_tokens")
STATUS = {"complete": "completed", "failed": "failed", "cancelled": "cancelled"}


async def compare(world):
    """Differences, in words."""
    differences = list(world.faults)
    async with httpx.AsyncClient(trust_env=False, timeout=30, base_url=world.address) as client:
        for record in world.records.values():
            differences += [f"{record.stream} ({watcher.kind}): {fault}" for watcher in record.watchers for fault in watcher.assembly.faults]
            differences += await _message(client, record)
        for chat in sorted(world.chats):
            differences += await _chat(client, chat, [record for record in world.records.values() if record.chat == chat])
    return differences


async def _message(client, record):
    wrong = []
    question = await client.get(f"/api/messages/{record.question}")
    if question.status_code != 200 or question.json()["content"] != record.content:
        return [f"{record.question} was accepted and is not stored as it was sent: {question.status_code}"]
    answer = (await client.get(f"/api/messages/{record.answer}")).json()
    if answer["status"] not in STATUS:
        return [f"{record.answer} is still {answer['status']}"]
    for watcher in record.watchers:
        assembly = watcher.assembly
        if not assembly.ended:
            wrong.append(f"{record.stream} ({watcher.kind}) never ended for its reader, which is at {assembly.cursor}")
        elif assembly.status != STATUS[answer["status"]]:
            wrong.append(f"{record.stream} ({watcher.kind}) ended as {assembly.status}, the store says {answer['status']}")
        if assembly.text != answer["content"]:
            wrong.append(
                f"{record.stream} ({watcher.kind}): the reader has {len(assembly.text)} characters, the store {len(answer['content'])}; it ended at "
                f"{assembly.cursor} after {assembly.syncs} syncs and {assembly.resets} resets")
    ledger = (await client.get("/api/ledger", params={"stream": record.stream})).json()["items"]
    wrong += [f"{record.stream}: call {call['call']} is still open" for call in ledger if call["status"] == "open"]
    called = sum(call[kind] or 0 for call in ledger for kind in TOKEN_KINDS)
    total = answer["total_tokens"] or 0
    if called != total:
        statuses = ", ".join(call["status"] for call in ledger)
        wrong.append(f"{record.stream}: its calls ({statuses}) sum to {called} tokens, the answer says {total}")
    return wrong


async def _chat(client, chat, records):
    export = (await client.get(f"/api/chats/{chat}/export")).json()
    entities = export["entities"]
    numbers = [int(entity["id"][37:43]) for entity in entities]
    wrong = []
    if numbers != list(range(1, len(numbers) + 1)):
        wrong.append(f"{chat}: the sequence has holes: {numbers[:40]}")
    questions = [entity for entity in entities if entity["id"].endswith("_UM")]
    if len(questions) != len(records):
        wrong.append(f"{chat}: {len(records)} messages were accepted, {len(questions)} are stored")
    messages = [entity for entity in entities if entity["id"][-2:] in ("UM", "AM")]
    tokens = sum(message.get("total_tokens") or 0 for message in messages)
    cost = sum((decimal.Decimal(message.get("cost") or 0) for message in messages), decimal.Decimal(0))
    if tokens != export["chat"]["total_tokens"]:
        wrong.append(f"{chat}: its messages sum to {tokens} tokens, it says {export['chat']['total_tokens']}")
    if cost != decimal.Decimal(export["chat"]["total_cost"]):
        wrong.append(f"{chat}: its messages sum to {cost}, it says {export['chat']['total_cost']}")
    return wrong
