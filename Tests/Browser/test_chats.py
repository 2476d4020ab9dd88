"""The list of chats: new ones, search, names, deletion."""

import re

import pytest
from playwright.sync_api import expect



@pytest.fixture
def page(site, context):
    api = site.api()
    for title in ("Moons of Mars", "Moons of Earth", "Rings of Saturn"):
        api.answered("echo something", api.new_chat(title=title))
    page = context.new_page()
    page.goto("/")
    return page


def test_chats_are_listed_newest_first_and_opened(page, person, shots):
    expect(person.chats.get_by_role("link", name=re.compile("Moons|Rings"))).to_have_text(
        [re.compile("Rings of Saturn"), re.compile("Moons of Earth"), re.compile("Moons of Mars")]
    )
    person.chat("Moons of Earth").click()
    person.sees("something")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Moons of Earth")
    expect(person.chat("Moons of Earth")).to_have_attribute("aria-current", "page")
    shots(page, "list")
    page.go_back()
    expect(person.thread).to_have_count(0)


def test_a_new_chat_begins_empty_and_is_named_after_its_question(page, person):
    person.chat("Moons of Mars").click()
    person.sees("something")
    person.new_chat.click()
    expect(person.composer).to_be_focused()
    person.ask("echo A brand new chat")
    person.sees("A brand new chat")
    expect(person.chats.get_by_role("link", name="echo A brand new chat")).to_be_visible()


def test_a_search_finds_titles_and_the_beginning_of_an_id(site, page, person, shots):
    person.search.fill("moons")
    expect(person.chat("Rings of Saturn")).to_have_count(0)
    expect(person.chat("Moons of Mars")).to_be_visible()
    shots(page, "search")
    saturn = next(chat for chat in site.api().json("/api/chats")["items"] if chat["title"].startswith("Rings"))
    person.search.fill(saturn["id"][:8])
    expect(person.chat("Rings of Saturn")).to_be_visible()
    expect(person.chat("Moons of Mars")).to_have_count(0)
    person.search.fill("nothing has this name")
    expect(person.chats).to_contain_text("Nothing found")
    shots(page, "nothing-found")
    person.search.fill("")
    expect(person.chat("Moons of Mars")).to_be_visible()


def test_a_chat_is_renamed(site, page, person):
    person.chat("Moons of Mars").click()
    person.sees("something")
    person.open_menu("Moons of Mars")
    page.get_by_role("menuitem", name="Rename").click()
    field = page.get_by_role("textbox", name="Title of the chat")
    expect(field).to_be_focused()
    field.fill("Phobos and Deimos")
    field.press("Enter")
    expect(person.chat("Phobos and Deimos")).to_be_visible()
    expect(page.get_by_role("heading", level=1)).to_have_text("Phobos and Deimos")
    page.reload()
    expect(person.chat("Phobos and Deimos")).to_be_visible()
    assert "Phobos and Deimos" in [chat["title"] for chat in site.api().json("/api/chats")["items"]]


def test_a_chat_is_deleted_once_that_was_confirmed(site, page, person, shots):
    person.chat("Moons of Mars").click()
    person.sees("something")
    person.open_menu("Moons of Mars")
    page.get_by_role("menuitem", name="Delete").click()
    dialog = page.get_by_role("dialog")
    shots(page, "confirm")
    dialog.get_by_role("button", name="Keep it").click()
    expect(person.chat("Moons of Mars")).to_be_visible()
    person.open_menu("Moons of Mars")
    page.get_by_role("menuitem", name="Delete").click()
    dialog.get_by_role("button", name="Delete").click()
    expect(person.chat("Moons of Mars")).to_have_count(0)
    expect(person.thread).to_have_count(0)
    assert len(site.api().json("/api/chats")["items"]) == 2


def test_a_chat_that_is_not_there_says_so(page, person, watch, shots):
    watch.expect("status of 404")
    page.goto("/#/chats/00000000-0000-4000-8000-000000000000")
    expect(page.get_by_role("main")).to_contain_text("There is no such chat")
    expect(page.get_by_role("heading", level=1)).to_have_text("No such chat")
    expect(page.get_by_role("textbox", name="Message")).to_have_count(0)
    expect(page.get_by_role("button", name="Export")).to_have_count(0)
    shots(page, "missing")
