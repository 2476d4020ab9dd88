"""Long conversations, written into a store while no server holds it: through the API they would take minutes."""

import sqlite3
import uuid

TOTALS = "UPDATE chats SET last_sequence = ?, message_count = ?, total_tokens = ? WHERE id = ?"
QUESTION = """INSERT INTO messages (key, id, role, status, created_at, updated_at, content) VALUES (?, ?, 'user', 'complete', ?, ?, ?)"""
ANSWER = """INSERT INTO messages (key, id, parent, role, status, created_at, updated_at, finish_reason, prompt_tokens, completion_tokens,
  total_tokens, cost, provider, model, response_time_ms, time_to_first_token_ms, content)
  VALUES (?, ?, ?, 'assistant', 'complete', ?, ?, 'stop', 20, 180, 200, 0, 'scripted', 'scripted', 1800, 120, ?)"""

ANSWERS = (
    "The {n}th answer. A stream keeps every event in its order, so a reader who comes back finds the next one where the last was left.\n",
    "### Answer {n}\n\n- the first point, with `code` in it\n- the second, **strong**\n- the third, with a [link](https://example.org/{n})\n",
    "Answer {n} has a program:\n\n```python\ndef number():\n    return {n}\n\n\nprint(number())\n```\n\nIt prints its number.\n",
    "| answer | value |\n| --- | ---: |\n| {n} | {n}00 |\n| next | 17 |\n\nA table of two rows.\n",
)


def write_chat(database, messages, title="A long chat"):
    """Adds a chat with so many messages, half of them answers. Returns its ID."""
    chat = str(uuid.uuid4())
    start = 1_790_000_000_000_000
    with sqlite3.connect(database) as store:
        insert = "INSERT INTO chats (id, title, origin, created_at, updated_at) VALUES (?, ?, 'native', ?, ?)"
        number = store.execute(insert, (chat, title, start, start)).lastrowid
        for sequence in range(1, messages + 1, 2):
            key, time, turn = (number << 20) + sequence, start + sequence * 1_000_000, sequence // 2 + 1
            store.execute(QUESTION, (key, f"{chat}_{sequence:06}_UM", time, time, f"Question {turn}: what comes after {turn - 1}?"))
            content = ANSWERS[turn % len(ANSWERS)].format(n=turn)
            store.execute(ANSWER, (key + 1, f"{chat}_{sequence + 1:06}_AM", key, time, time, content))
        store.execute(TOTALS, (messages, messages, messages // 2 * 200, chat))
    store.close()
    return chat
