"""The official OpenAI SDK, pointed at Throughline: pip install openai."""

import os

from openai import OpenAI

url = os.environ.get("THROUGHLINE_URL", "http://127.0.0.1:8080")
client = OpenAI(base_url=f"{url}/v1", api_key="any")

raw = client.chat.completions.with_raw_response.create(
    model="scripted",
    messages=[{"role": "user", "content": "Show me some code"}],
    stream=True,
    stream_options={"include_usage": True},
)
# Whoever has this name can read the answer too, from any position, now or later: GET /api/streams/{stream}/events.
print("stream:", raw.headers["x-throughline-stream"])

for chunk in raw.parse():
    if chunk.choices:
        print(chunk.choices[0].delta.content or "", end="", flush=True)
    elif chunk.usage:
        print("\ntokens:", chunk.usage.total_tokens)
