/** A stream of the native form for tests, and a `fetch` that answers from a script. */

export const envelope = (seq, type, body = {}, epoch = 1) => ({ v: 1, type, stream: "s_000002_AM", epoch, seq, ...body });

export const written = (event) => `id: ${event.epoch}-${event.seq}\nevent: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`;

export const usage = { prompt_tokens: 3, completion_tokens: 4, total_tokens: 7, cost: "0.000010", provider: "scripted", model: "scripted" };

export const shortAnswer = [
  envelope(1, "stream.started", { run: "r", chat: "s", parent: "s_000001_UM", model: "scripted", provider: "scripted" }),
  envelope(2, "text.delta", { delta: "Grüße 👋:\n```python\n" }),
  envelope(3, "artifact.started", { id: "s_000003_AC", parent: "s_000002_AM", kind: "code", language: "python", inline: true }),
  envelope(4, "text.delta", { delta: "print(1)\n" }),
  envelope(5, "artifact.completed", { id: "s_000003_AC", bytes: 9, sha256: "00" }),
  envelope(6, "text.delta", { delta: "```\nDone." }),
  envelope(7, "usage", usage),
  envelope(8, "stream.completed", { finish_reason: "stop", usage, ms: 12, time_to_first_token_ms: 2 }),
];

export const textOf = (events) => events.filter((event) => event.type === "text.delta").map((event) => event.delta).join("");

/** One answer of the script: an event stream of these chunks of bytes or text, which then ends, or breaks with `error`. */
export function eventStream(chunks, { error } = {}) {
  const encoder = new TextEncoder();
  const rest = [...chunks];
  const body = new ReadableStream({
    pull(controller) {
      if (rest.length > 0) {
        const chunk = rest.shift();
        controller.enqueue(typeof chunk === "string" ? encoder.encode(chunk) : chunk);
      } else if (error) controller.error(error);
      else controller.close();
    },
  });
  return new Response(body, { headers: { "content-type": "text/event-stream; charset=utf-8" } });
}

export const problem = (status, code, headers = {}) =>
  new Response(JSON.stringify({ status, code, detail: `the ${code} of the script` }), {
    status,
    headers: { "content-type": "application/problem+json", ...headers },
  });

/** `fetch` from a list of answers (or functions of the cursor); `cursors` collects the `after` of each request. */
export function scripted(answers) {
  const cursors = [];
  const waits = [];
  const options = {
    random: () => 1,
    timer(ms, action) {
      // Waiting is instant; the watch over silence (far longer) never fires by itself.
      if (ms < 40_000) queueMicrotask(action);
      return () => {};
    },
    onWait: ({ ms }) => waits.push(ms),
    async fetch(url) {
      const after = new URL(url).searchParams.get("after");
      const answer = answers[Math.min(cursors.length, answers.length - 1)];
      cursors.push(after);
      const response = typeof answer === "function" ? answer(after) : answer;
      if (response instanceof Error) throw response;
      return response;
    },
  };
  return { options, cursors, waits };
}
