"""The client library with what only a browser has: IndexedDB, locks and messages between tabs, WebSocket."""

import re

import pytest

OPEN = """async () => {
  const { IndexedDBStorage, Outbox, ThroughlineClient } = await import("/client/index.js");
  const client = new ThroughlineClient();
  window.accepted = [];
  window.outbox = new Outbox({
    storage: await IndexedDBStorage.open({ name: "of-the-test" }),
    channel: new BroadcastChannel("of-the-test"),
    send: (...message) => client.send(...message),
    upload: (...file) => client.upload(...file),
    onAccepted: (entry, answer) => window.accepted.push(`${entry.content} is ${answer.id}`),
  });
  await window.outbox.flush();
}"""
ADD = """async ([chat, content]) => {
  await window.outbox.add({ chat, content, attachments: [new File(["a,b\\n"], "table.csv", { type: "text/csv" })] });
}"""
# A strict policy forbids what Playwright would wait with; the page itself looks until it is so.
UNTIL = """async ([what, count]) => {
  const list = () => (what === "accepted" ? window.accepted : window.outbox.entries.map(({ content, state }) => `${content}: ${state}`));
  for (let attempt = 0; attempt < 500 && list().length !== count; attempt += 1) await new Promise((resolve) => setTimeout(resolve, 20));
  return list();
}"""


@pytest.fixture
def tab(context):
    def open_tab():
        page = context.new_page()
        page.goto("/docs")
        page.evaluate(OPEN)
        return page

    return open_tab


def questions(api, chat):
    return [message["content"] for message in api.items(f"/api/chats/{chat}/messages") if message["type"] == "UM"]


def test_a_message_written_offline_outlives_the_page_and_is_sent_once(tab, api, proxy, watch):
    watch.expect_network_failures()
    chat = api.new_chat()
    page = tab()
    proxy.refuse()
    page.evaluate(ADD, [chat, "kept"])
    assert page.evaluate(UNTIL, ["entries", 1])[0].startswith("kept: ")
    assert questions(api, chat) == []
    page.close()
    proxy.restore()
    assert re.fullmatch(r"kept is .*_000001_UM", tab().evaluate(UNTIL, ["accepted", 1])[0])
    assert questions(api, chat) == ["kept"]
    [file] = [entity for entity in api.json(f"/api/chats/{chat}/export")["entities"] if entity["type"] == "UA"]
    assert api.get(f"/api/artifacts/{file['id']}/content").content == b"a,b\n"


def test_two_tabs_that_come_back_together_send_each_message_once(tab, api, proxy, watch):
    watch.expect_network_failures()
    chat = api.new_chat()
    tabs = [tab(), tab()]
    proxy.refuse()
    for number, page in enumerate(tabs):
        page.evaluate(ADD, [chat, f"of tab {number}"])
    for page in tabs:
        assert len(page.evaluate(UNTIL, ["entries", 2])) == 2
    proxy.restore()
    for page in tabs:
        page.evaluate("() => void window.dispatchEvent(new Event('online'))")
    for page in tabs:
        assert len(page.evaluate(UNTIL, ["accepted", 2])) == 2
        assert page.evaluate(UNTIL, ["entries", 0]) == []
    assert questions(api, chat) == ["of tab 0", "of tab 1"]


def test_an_answer_over_the_websocket_comes_whole_through_every_cut(context, api, proxy, watch):
    watch.expect_network_failures()
    chat = api.new_chat()
    page = context.new_page()
    page.goto("/docs")
    page.evaluate(
        """async (chat) => {
          const { ChannelClient, SchemaValidator, StreamState, ThroughlineClient } = await import("/client/index.js");
          const client = new ThroughlineClient();
          const validator = await SchemaValidator.load(() => client.schemas());
          const random = () => 0;
          const channel = new ChannelClient({ validator, random, timer: (ms, action) => {
            const timer = setTimeout(action, ms > 15000 ? ms : ms / 50);
            return () => clearTimeout(timer);
          } });
          await channel.connect();
          const { stream } = await channel.message({ chat, content: "Tell me everything", frontend_id: "socket-1" });
          const answer = new StreamState();
          window.taken = [];
          window.ended = new Promise((resolve) => {
            channel.subscribe({ stream }, {
              onEvent: (event) => {
                answer.apply(event);
                window.taken.push(event.seq);
              },
              onEnd: (error) => resolve(error ? error.code : answer.state.text),
            });
          });
        }""",
        chat,
    )
    for _ in range(3):
        before = page.evaluate("() => window.taken.length")
        proxy.cut()
        page.evaluate(
            """async (before) => {
              for (let attempt = 0; attempt < 250 && window.taken.length <= before; attempt += 1) await new Promise((resolve) => setTimeout(resolve, 20));
            }""",
            before,
        )
    text = page.evaluate("() => window.ended")
    assert text == api.items(f"/api/chats/{chat}/messages")[-1]["content"]
    taken = page.evaluate("() => window.taken")
    assert taken == list(range(1, len(taken) + 1))
    assert proxy.connections > 3
