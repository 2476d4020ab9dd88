"""The lineage of a chat: its tree by ID, the way of each entity through the server, and both as files."""

import json
import re
import time

import pytest
from playwright.sync_api import expect

from Outside.support import models
from Outside.support.process import wait_until
from support.accessibility import violations
from support.history import write_chat

COMPONENTS = {"gateway", "bus", "worker", "provider", "store"}
FIRST, ANSWER, CODE, OUTPUT = "000001_UM", "000002_AM", "000003_AC", "000004_AO"


class Lineage:
    """The view, found by what its parts are called."""

    def __init__(self, page):
        self.page = page
        self.tree = page.get_by_role("tree", name="Entities of the chat")
        self.rows = self.tree.get_by_role("treeitem")
        self.filter = page.get_by_role("searchbox", name="Filter by text, ID or type")
        self.records = page.get_by_role("table", name="Records").get_by_role("row")
        self.timeline = page.get_by_role("listbox", name=re.compile("^Timeline"))
        self.calls = page.get_by_role("region", name="Provider calls")

    def row(self, name):
        return self.tree.get_by_role("treeitem", name=re.compile(name))

    @property
    def selected(self):
        return self.tree.get_by_role("treeitem", selected=True)

    def shows(self, entity):
        expect(self.page.get_by_role("heading", name=entity)).to_be_visible()

    def outline(self):
        """`[(depth, ID)]` of the rows in sight."""
        return self.rows.evaluate_all("rows => rows.map((row) => [Number(row.ariaLevel), row.title])")

    def save(self, item):
        with self.page.expect_download() as download:
            self.page.get_by_role("button", name="Export", exact=True).click()
            self.page.get_by_role("menuitem", name=re.compile(f"^{item}")).click()
        return download.value

    def save_chat(self):
        return read(self.save("JSON"))


def read(download):
    with open(download.path()) as file:
        return json.load(file)


def outline(nodes, depth=1):
    return [row for node in nodes for row in [[depth, node["id"]], *outline(node["children"], depth + 1)]]


def traced(api, entity):
    """The trace of an entity, once it goes through everything and has come to its end."""

    def whole():
        items = api.json(f"/api/trace/{entity}")["items"]
        ended = any(item["component"] == "worker" and item["marker"] == "EXIT" for item in items)
        return items if ended and COMPONENTS <= {item["component"] for item in items} else None

    return wait_until(whole, what=f"the trace of {entity}")


@pytest.fixture
def chat(api):
    """A question with code and its output, an attachment, a page, and a question that edits the first."""
    chat = api.new_chat(title="Where it went")
    api.answered("code run", chat, frontend_id="front-1", model=models.FAST)
    note = {"name": "note.txt", "media_type": "text/plain", "content_base64": "aGVsbG8="}
    api.answered("html", chat, frontend_id="front-2", model=models.FAST, attachments=[note])
    api.answered("echo Something else", chat, frontend_id="front-3", model=models.FAST, edits=f"{chat}_000001_UM")
    traced(api, f"{chat}_000001_UM")
    return chat


@pytest.fixture
def open_lineage(chat, visit):
    def open_view(entity="", **options):
        view = Lineage(visit(f"#/chats/{chat}/lineage{f'/{chat}_{entity}' if entity else ''}", **options))
        expect((view.page.get_by_role("heading", name=f"{chat}_") if entity else view.rows).first).to_be_visible()
        return view

    return open_view


def test_the_tree_is_the_one_of_the_api_in_sequence_order(chat, api, open_lineage, shots):
    lineage = open_lineage()
    tree = outline(api.json(f"/api/chats/{chat}/tree")["roots"])
    assert len(tree) > 6 and {depth for depth, _ in tree} >= {1, 2, 3}
    assert lineage.outline() == tree
    expect(lineage.row("^UM #000001, question: code run$")).to_be_visible()
    expect(lineage.row("^UA .*, attachment: note.txt")).to_be_visible()
    edit = lineage.row("Something else.*edits #000001").first
    expect(edit).to_be_visible()
    edit.get_by_text("edits #000001").click()
    expect(lineage.selected).to_have_attribute("title", f"{chat}_{FIRST}")
    expect(lineage.page.get_by_role("article").get_by_text("Edited by")).to_be_visible()
    shots(lineage.page, "tree")


def test_a_click_shows_every_record_of_the_trace_with_both_ids(chat, api, open_lineage, shots):
    lineage = open_lineage()
    entity = f"{chat}_{ANSWER}"
    items = traced(api, entity)
    lineage.row("^AM #000002").click()
    lineage.shows(entity)
    assert lineage.page.url.endswith(f"/lineage/{entity}")
    expect(lineage.records).to_have_count(len(items) + 1)
    for item, row in zip(items, lineage.records.all()[1:], strict=True):
        cells = row.get_by_role("cell")
        assert row.get_by_role("time").get_attribute("title") == item["time"]
        assert item["time"][17:26] in cells.nth(0).inner_text()
        assert cells.nth(2).inner_text().strip() == item["marker"]
        assert cells.nth(3).inner_text() == item["component"]
        assert cells.nth(4).locator("[title]").get_attribute("title") == item["id"]
        assert cells.nth(5).inner_text() == item["frontend_id"] == "front-1"
        assert cells.nth(6).get_attribute("title") == item["pod"]
        for pair in item["detail"].split():
            key, _, value = pair.partition("=")
            assert f"{key}=" in cells.nth(7).inner_text()
            assert value in cells.nth(7).inner_text() or cells.nth(7).get_by_title(value, exact=True).count() >= 1
    expect(lineage.timeline.get_by_role("option")).to_have_count(len(items))
    expect(lineage.page.get_by_text("Stored as completed")).to_be_visible()
    calls = api.json("/api/ledger", stream=entity)["items"]
    expect(lineage.calls.get_by_role("row")).to_have_count(len(calls) + 1)
    expect(lineage.calls).to_contain_text(calls[0]["call"])
    shots(lineage.page, "entity")


def test_marks_and_rows_show_each_other(chat, api, open_lineage, shots):
    slow, _ = api.answered("Take your time", chat, frontend_id="front-4", model="fake-tokens-20+slow-30")
    traced(api, slow["assistant_id"])
    lineage = open_lineage(slow["assistant_id"][-9:])
    row = lineage.records.nth(3)
    row.hover()
    mark = lineage.timeline.get_by_role("option", selected=True)
    expect(mark).to_have_count(1)
    expect(mark).to_have_accessible_name(re.compile("bus|store|gateway"))
    # Rows that move under the pointer would be pointed at.
    lineage.page.mouse.move(1, 1)
    lineage.timeline.focus()
    for place, key in enumerate(("Home", "ArrowRight", "ArrowRight")):
        lineage.page.keyboard.press(key)
        expect(lineage.timeline.get_by_role("option").nth(place)).to_have_attribute("aria-selected", "true")
    name = lineage.timeline.get_by_role("option").nth(2).get_attribute("aria-label")
    expect(lineage.timeline.get_by_role("option", selected=True)).to_have_accessible_name(name)
    shots(lineage.page, "mark")
    compress = lineage.page.get_by_role("button", name="Compress idle time", pressed=True)
    compress.click()
    expect(compress).to_have_count(0)
    shots(lineage.page, "linear")


def test_a_part_of_the_timeline_is_looked_at_closely(open_lineage, shots):
    lineage = open_lineage(ANSWER)
    marks = lineage.timeline.get_by_role("option")
    expect(marks.first).to_be_visible()
    whole = marks.count()
    box = lineage.timeline.bounding_box()
    mouse = lineage.page.mouse
    middle = box["y"] + box["height"] / 2
    mouse.move(box["x"] + box["width"] * 0.6, middle)
    mouse.down()
    mouse.move(box["x"] + box["width"] * 0.7, middle)
    mouse.move(box["x"] + box["width"] * 0.9, middle)
    mouse.up()
    part = lineage.page.get_by_role("button", name=re.compile(r"^[\d.]+ \S+ of [\d.]+ \S+$"))
    expect(part).to_be_visible()
    assert marks.count() < whole
    expect(lineage.page.get_by_role("table", name="Records").get_by_role("row")).to_have_count(whole + 1)
    shots(lineage.page, "part")
    part.click()
    expect(marks).to_have_count(whole)
    lineage.timeline.focus()
    lineage.page.keyboard.press("End")
    lineage.page.keyboard.press("+")
    expect(part).to_be_visible()
    lineage.page.keyboard.press("0")
    expect(part).to_have_count(0)


def test_a_take_over_is_seen_with_both_pods(start_site, vendor, new_context, watch, shots):
    watch.expect_network_failures()
    site = start_site(environment=vendor.environment(), folder="taken-over")
    api = site.api()
    accepted = api.ask(api.new_chat(title="Taken over"), "What comes?", frontend_id="front-lost")
    entity = accepted["assistant_id"]
    vendor.next_call().say("It begins")
    wait_until(lambda: "phase=first" in json.dumps([item for item in api.json(f"/api/trace/{entity}")["items"] if item["component"] == "provider"]), what="the first token's record")
    page = new_context(base_url=site.address).new_page()
    page.goto(f"/#/chats/{entity[:36]}/lineage/{entity}")
    expect(page.get_by_text("The provider is answering")).to_be_visible()
    expect(page.get_by_role("list", name="Stages")).to_contain_text("so far")
    site.kill()
    site.start()
    site.network.restore()
    vendor.answer(" and it ends")
    expect(page.get_by_text("another worker took it over")).to_be_visible(timeout=20_000)
    expect(page.get_by_text("2 pods")).to_be_visible()
    lineage = Lineage(page)
    names = {row.get_by_role("cell").nth(6).inner_text() for row in lineage.records.all()[1:]}
    assert len(names) == 2
    shots(page, "taken-over")


def test_the_files_are_what_the_api_says(chat, api, open_lineage):
    lineage = open_lineage(ANSWER)
    entity = f"{chat}_{ANSWER}"
    expect(lineage.page.get_by_text("Stored as completed")).to_be_visible()
    assert lineage.save_chat() == api.json(f"/api/chats/{chat}/export")
    download = lineage.save("Trace JSON")
    assert download.suggested_filename == f"{entity}.trace.json"
    trace = read(download)
    assert trace.pop("exported_at")
    assert trace == {
        "format": "throughline.trace",
        "version": 1,
        "chat": chat,
        "entity": entity,
        "records": api.items(f"/api/trace/{entity}"),
        "provider_calls": api.json("/api/ledger", stream=entity)["items"],
    }
    with lineage.page.expect_download() as download:
        lineage.page.keyboard.press("e")
    assert read(download.value) == api.json(f"/api/chats/{chat}/export")


def test_a_walk_by_keys_alone(chat, api, open_lineage):
    lineage = open_lineage()
    keys = lineage.page.keyboard
    ids = [identifier for _, identifier in outline(api.json(f"/api/chats/{chat}/tree")["roots"])]

    def is_at(identifier):
        expect(lineage.selected).to_have_attribute("title", identifier)
        active = lineage.tree.get_attribute("aria-activedescendant")
        assert lineage.page.locator(f"[id='{active}']").get_attribute("title") == identifier

    keys.press("/")
    expect(lineage.filter).to_be_focused()
    keys.press("ArrowDown")
    expect(lineage.tree).to_be_focused()
    keys.press("ArrowDown")
    is_at(ids[1])
    keys.press("End")
    is_at(ids[-1])
    keys.press("Home")
    is_at(ids[0])
    keys.press("ArrowLeft")
    expect(lineage.row("^UM #000001")).to_have_attribute("aria-expanded", "false")
    expect(lineage.row("^AM #000002")).to_have_count(0)
    keys.press("ArrowRight")
    expect(lineage.row("^UM #000001")).to_have_attribute("aria-expanded", "true")
    keys.press("ArrowRight")
    is_at(f"{chat}_{ANSWER}")
    keys.press("ArrowLeft")
    keys.press("ArrowLeft")
    is_at(f"{chat}_{FIRST}")
    keys.press("ArrowRight")
    expect(lineage.row("^AM #000002")).to_have_attribute("aria-expanded", "false")
    keys.press("ArrowRight")
    keys.type("python")
    is_at(f"{chat}_{CODE}")
    keys.press("k")
    is_at(f"{chat}_{ANSWER}")
    keys.press("j")
    keys.press("j")
    is_at(f"{chat}_{OUTPUT}")
    lineage.shows(f"{chat}_{OUTPUT}")
    path = lineage.page.get_by_role("navigation", name="Path")
    expect(path.get_by_role("listitem")).to_have_text(["UM#000001", "AM#000002", "AC#000003", "AO#000004"])
    keys.press("?")
    expect(lineage.page.get_by_role("dialog")).to_contain_text("Next entity")
    keys.press("Escape")
    keys.press("o")
    lineage.page.wait_for_url(f"**/#/chats/{chat}/messages/{chat}_{ANSWER}")
    expect(lineage.page.get_by_role("region", name="Conversation")).to_be_visible()
    lineage.page.go_back()
    lineage.shows(f"{chat}_{OUTPUT}")
    keys.press("b")
    lineage.page.wait_for_url(f"**/#/chats/{chat}")


def test_a_filter_finds_by_text_type_and_id(chat, api, open_lineage, shots):
    lineage = open_lineage()
    whole = len(lineage.outline())
    lineage.filter.fill("something else")
    expect(lineage.rows).to_have_count(2)
    lineage.filter.fill("AO")
    expect(lineage.rows).to_have_count(4)
    shots(lineage.page, "filtered")
    lineage.filter.fill(f"{chat}_{CODE}")
    expect(lineage.selected).to_have_attribute("title", f"{chat}_{CODE}")
    lineage.shows(f"{chat}_{CODE}")
    lineage.filter.fill("no such words")
    expect(lineage.page.get_by_text("Nothing found")).to_be_visible()
    lineage.page.get_by_role("button", name="Show all").click()
    expect(lineage.rows).to_have_count(whole)
    lineage.page.get_by_role("button", name="Only UA, attachment: 1").click()
    expect(lineage.rows).to_have_count(2)
    elsewhere, _ = api.answered("echo Elsewhere", model=models.FAST)
    lineage.filter.fill(elsewhere["assistant_id"])
    lineage.shows(elsewhere["assistant_id"])
    expect(lineage.rows).to_have_count(2)


def test_ids_are_copied_whole(chat, open_lineage):
    lineage = open_lineage(CODE)
    lineage.page.get_by_role("button", name="Copy the ID").click()
    assert lineage.page.evaluate("navigator.clipboard.readText()") == f"{chat}_{CODE}"
    lineage.page.get_by_role("button", name="Copy the frontend ID").click()
    assert lineage.page.evaluate("navigator.clipboard.readText()") == "front-1"


def test_an_answer_that_is_being_written_is_followed(start_site, vendor, new_context, shots):
    site = start_site(environment=vendor.environment(), folder="by-hand")
    api = site.api()
    chat = api.new_chat(title="Being written")
    accepted = api.ask(chat, "What comes?", frontend_id="front-live")
    call = vendor.next_call()
    call.say("It begins")
    page = new_context(base_url=site.address).new_page()
    page.goto(f"/#/chats/{chat}/lineage/{accepted['assistant_id']}")
    lineage = Lineage(page)
    expect(lineage.row("^AM #000002.*streaming")).to_be_visible()
    expect(page.get_by_text("The provider is answering")).to_be_visible()
    shots(page, "streaming")
    call.say(" and\n\n```python\nprint(1)\n```\n\nends.")
    expect(lineage.row("^AC #000003")).to_be_visible()
    call.finish()
    expect(page.get_by_text("Stored as completed")).to_be_visible()
    expect(lineage.row("^AM #000002, answer: It begins and$")).to_be_visible()
    expect(lineage.selected).to_have_attribute("title", accepted["assistant_id"])


def test_on_a_phone_tree_and_entity_are_two_steps(chat, open_lineage, shots):
    lineage = open_lineage(width=360, height=740, touch=True)
    shots(lineage.page, "tree")
    lineage.row("^AM #000002").tap()
    lineage.shows(f"{chat}_{ANSWER}")
    expect(lineage.tree).to_have_count(0)
    expect(lineage.page.get_by_text("Stored as completed")).to_be_visible()
    shots(lineage.page, "entity")
    lineage.records.nth(4).scroll_into_view_if_needed()
    shots(lineage.page, "records")
    assert lineage.page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    lineage.page.get_by_role("button", name="Back to the tree").click()
    expect(lineage.row("^AM #000002")).to_be_visible()
    lineage.page.get_by_role("button", name="Back to the chat").click()
    expect(lineage.page.get_by_role("region", name="Conversation")).to_be_visible()


def test_what_is_not_there_is_said(chat, api, visit, watch, shots):
    watch.expect("status of 404")
    page = visit(f"#/chats/{chat}/lineage/{chat}_000999_AM")
    expect(page.get_by_text("There is no such entity in this chat")).to_be_visible()
    page.get_by_role("button", name="Show the tree").click()
    expect(page.get_by_text("Where did a message go?")).to_be_visible()
    page.goto(f"/#/chats/{chat[:-4]}0000/lineage")
    expect(page.get_by_text("There is no such chat")).to_be_visible()
    page.goto(f"/#/chats/{api.new_chat()}/lineage")
    expect(page.get_by_text("Nothing was asked here yet")).to_be_visible()
    shots(page, "empty")


def test_without_a_network_what_was_read_stays_and_comes_back(chat, proxy, open_lineage, watch, shots):
    watch.expect_network_failures()
    lineage = open_lineage(ANSWER)
    expect(lineage.page.get_by_text("Stored as completed")).to_be_visible()
    proxy.refuse()
    lineage.row("^UM #000005").click()
    expect(lineage.page.get_by_text("The trace could not be read")).to_be_visible()
    shots(lineage.page, "offline")
    expect(lineage.rows.first).to_be_visible()
    proxy.restore()
    lineage.page.get_by_role("button", name="Try again").click()
    expect(lineage.page.get_by_text("Stored as completed")).to_be_visible()


def test_two_thousand_entities_stay_fluent(site, visit, shots):
    site.stop()
    chat = write_chat(site.database, 2_000)
    site.start()
    page = visit()
    start = time.monotonic()
    page.goto(f"/#/chats/{chat}/lineage")
    lineage = Lineage(page)
    expect(lineage.row("^UM #000001")).to_be_visible()
    print(f"\n2,000 entities: open in {(time.monotonic() - start) * 1000:.0f} ms")
    assert lineage.rows.count() < 100
    lineage.tree.focus()
    page.keyboard.press("End")
    expect(lineage.selected).to_have_attribute("title", f"{chat}_002000_AM")
    expect(lineage.selected).to_be_in_viewport()
    expect(lineage.selected).to_have_attribute("aria-posinset", "1")
    assert lineage.rows.count() < 100
    lineage.filter.fill("Question 777:")
    expect(lineage.row("^UM #001553, question: Question 777:")).to_be_visible()
    expect(lineage.rows).to_have_count(1)
    shots(page, "filtered")


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_it_passes_the_rules_of_axe(theme, open_lineage, shots):
    lineage = open_lineage(ANSWER, theme=theme, width=1440, height=900, reduced_motion="reduce")
    expect(lineage.page.get_by_text("Stored as completed")).to_be_visible()
    lineage.timeline.focus()
    lineage.page.keyboard.press("End")
    shots(lineage.page, theme)
    assert violations(lineage.page) == []
