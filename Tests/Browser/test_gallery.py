"""One set of pictures of every view, to be laid side by side: a day's work in chats, light, dark and on a phone."""

import re

import pytest
from playwright.sync_api import expect

from support.history import write_chat
from support.person import Person
from support.shots import Shots
from Outside.support.process import ROOT

TITLES = (
    "Resume tokens after a broker restart",
    "Why is p95 time to first token up since Tuesday?",
    "Draft of the incident report",
    "SQL for weekly active users by plan, with a running total and a comparison to the week before",
    "Rename the columns of the mapping workbook",
    "Explain epochs to a new colleague",
    "متى يبدأ البث؟",
)

QUESTION = "Our readers see gaps after a broker restart. How should a client resume, and what does the server have to keep?"

ANSWER = """A reader has to remember one thing, its **position**, and the server has to keep the log from there on.

### What the client does

1. Keep the `id` of the last event: an epoch and a sequence, such as `1-17`.
2. Ask again with it, after a pause that grows and is never the same for two clients.
3. Take a `stream.sync` as the whole truth: what was shown before is replaced.

```python
def read(stream, position=None):
    for pause in backoff(first=1.0, limit=60.0):
        try:
            for event in events(stream, after=position):
                position = event.id
                yield event
            return
        except ConnectionError:
            wait(pause)
```

### What the server keeps

| what | for how long | if it is gone |
| --- | --- | --- |
| events of a live stream | until it has ended | never |
| events of an ended one | one hour | one `stream.sync`, then the end |
| the message itself | for good | `404`, because it was deleted |

> A gap is reported, never skipped: whoever reads on without noticing has been lied to.
"""


@pytest.fixture
def site(start_site, vendor):
    return start_site(environment=vendor.environment() | {"THROUGHLINE_SCRIPTED_TOKENS_PER_SECOND": "100000"})


@pytest.fixture
def chats(site, vendor):
    """Chats as they are after a day of work; the last one is the one to look at, with an HTML page and console output."""
    site.stop()
    long = write_chat(site.database, 2_000, "A chat that nobody ever ended")
    site.start()
    api = site.api()
    for title in TITLES:
        api.answered("echo Something", api.new_chat(title=title), model="scripted")
    chat = api.new_chat(title="Gaps after a broker restart")
    api.answered("html code run table", chat, model="scripted")
    accepted = api.ask(chat, QUESTION)
    vendor.answer(ANSWER)
    api.ended(accepted["stream"])
    return chat, long


@pytest.mark.parametrize("look", ["light", "dark", "phone"])
def test_every_view_in_one_set(look, site, chats, new_context, vendor, watch):
    watch.expect_network_failures()
    shots = Shots(ROOT / "test-output" / "browser" / "views" / look)
    chat, long = chats
    options = {"width": 360, "height": 740, "touch": True} if look == "phone" else {"width": 1440, "height": 900, "theme": look}
    context = new_context(reduced_motion="reduce", device_scale_factor=1, **options)
    page = context.new_page()
    page.goto("/")
    person = Person(page)
    expect(person.composer).to_be_visible()
    shots(page, "new-chat")

    page.goto(f"/#/chats/{chat}")
    person.sees("never skipped")
    shots(page, "chat")
    if look == "phone":
        page.get_by_role("button", name="Chats", exact=True).click()
        shots(page, "list-of-chats")
        page.keyboard.press("Escape")
        page.reload()
        person.sees("never skipped")

    person.ask("Now write it as a table of states.")
    call = vendor.next_call()
    call.say("A reader is in one of four states:\n\n| state | what it shows |\n| --- | --- |\n| live | nothing |\n| reconnecting | seconds |\n\n```python\nstates = (")
    person.sees("states = (")
    shots(page, "streaming")
    call.say('"live", "reconnecting")\n```\n')
    call.finish()
    person.sees_finished()

    page.get_by_role("button", name=re.compile("^Artifacts")).click()
    expect(page.get_by_role("complementary", name="Artifacts")).to_be_visible()
    expect(page.locator("[aria-busy=true]")).to_have_count(0)
    shots(page, "artifacts")
    page.keyboard.press("Escape")

    page.goto(f"/#/chats/{chat}/lineage/{chat}_000002_AM")
    expect(page.get_by_role("main")).to_contain_text("records")
    expect(page.locator("[aria-busy=true]")).to_have_count(0)
    shots(page, "lineage")

    page.goto(f"/#/chats/{long}")
    person.sees("Question 1000")
    shots(page, "long-chat")
    page.keyboard.press("Escape")
    page.keyboard.press("?")
    expect(page.get_by_role("dialog")).to_be_visible()
    shots(page, "shortcuts")
    page.keyboard.press("Escape")

    page.goto("/#/chats/00000000-0000-4000-8000-000000000000")
    watch.expect("status of 404")
    person_missing = page.get_by_text("There is no such chat")
    expect(person_missing).to_be_visible()
    shots(page, "no-such-chat")

    page.goto("/#/operations")
    expect(page.get_by_role("main").get_by_role("heading").first).to_be_visible()
    # The first row of the history comes some seconds after the start.
    expect(page.get_by_role("main").locator("canvas").first).to_be_visible(timeout=30_000)
    expect(page.locator("[aria-busy=true]")).to_have_count(0)
    shots(page, "operations")

    page.goto(f"/#/chats/{chat}")
    person.sees("reconnecting")
    context.set_offline(True)
    site.network.refuse()
    person.ask("Written without a network.")
    person.sees("Kept here")
    shots(page, "offline")
