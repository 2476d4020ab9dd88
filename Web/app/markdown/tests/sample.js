/** A document with everything that answers bring, for the eye. */
export const sample = `# Keeping a stream alive

A reader that loses its connection **must not** lose text. The server keeps every event under a position of *epoch* and *sequence*, so a reader can ask for what follows \`1-17\` and gets exactly that. See [the protocol](https://example.org/protocol) or write to <mail@example.org>.

## What happens on a cut

1. The client notices: a read fails, or nothing came for **15 seconds**.
2. It waits, a little longer every time:
   - 250 ms after the first failure
   - then twice as long, with jitter, and never more than \`8 s\`
   - at once when the browser says that it is online again
3. It asks again with the header \`Last-Event-ID\`:

   \`\`\`http
   GET /api/streams/7f3a/events HTTP/1.1
   Last-Event-ID: 1-17
   \`\`\`

4. What was missed arrives first.

> The position is a promise: **nothing is missing and nothing comes twice**, whatever restarts between.
>
> A position that the server no longer knows is answered with a whole state.

### In code

\`\`\`typescript title="reader.ts"
/** Follows a stream until it ends. */
export async function* follow(stream: string, after?: Position): AsyncGenerator<StreamEvent> {
  let wait = 250; // milliseconds
  while (true) {
    try {
      for await (const event of open(\`/api/streams/\${stream}/events\`, { after })) {
        after = event.position;
        yield event;
        if (event.type === "stream.completed") return;
      }
    } catch (error) {
      if (!isPassing(error)) throw error;
      await delay(wait * (0.5 + Math.random()));
      wait = Math.min(wait * 2, 8_000);
    }
  }
}
\`\`\`

The same in Python, and a change to it:

\`\`\`python
class Reader:
    def __init__(self, stream: str, limit: float = 8.0) -> None:
        self.stream = stream
        self.limit = limit  # seconds

    @property
    def address(self) -> str:
        return f"/api/streams/{self.stream}/events"
\`\`\`

\`\`\`diff
-        self.limit = limit  # seconds
+        self.limit = min(limit, 30.0)
\`\`\`

### What it costs

| Percentile | Time to first token | Resumes per hour | Note |
|:-----------|--------------------:|-----------------:|------|
| p50 | 212 ms | 0.4 | The usual case |
| p95 | 840 ms | 2.1 | Mostly mobile networks that change cells |
| p99 | 1,930 ms | 7.8 | \`provider.overloaded\` is counted here |

A very wide one, with long words:

| Event | Since | Fields | Meaning | Sent to |
|---|---|---|---|---|
| stream.sync | 1.0 | state, reason | Replaces everything that the reader has | one reader |
| stream.completed | 1.0 | finish_reason, usage, ms, time_to_first_token_ms | The last event; sent after the commit | all readers |

#### Still to do

- [x] Resume after a cut
- [x] Take-over by another worker
- [ ] A reader in *Rust*
- [ ] Measure \`p99.9\`

Half the time is spent waiting: $t = t_0 * 2^n$ and $a_1 * b_2 * c$ are math, \\(x_i * y_i\\) too, and $5 to $10 is money.

$$
T = \\sum_{i=0}^{n} t_0 * 2^i
$$

---

##### Other scripts

مرحبا بالعالم، هذه فقرة **مهمة** مع \`code\` في وسطها.

- פריט ראשון
- פריט שני עם \`code\`

A footnote[^1], ~~something struck~~, <kbd>Ctrl</kbd> + <kbd>K</kbd>, H<sub>2</sub>O, and averyveryveryveryverylongwordwithoutanyplacetobreakitwhichmustnotwidenthepageonaphoneatall.

<details>
<summary>More, folded</summary>

Inside there is **markdown** too:

- one
- two

</details>

[^1]: It stays as it is written.
`;
