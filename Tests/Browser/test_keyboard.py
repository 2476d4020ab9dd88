"""Everything without a pointer."""

import re

import pytest
from playwright.sync_api import expect

from support.person import Person

pytestmark = pytest.mark.usefixtures("vendor")


def focused(page):
    return page.evaluate("document.activeElement?.getAttribute('aria-label') ?? document.activeElement?.textContent?.trim() ?? ''")


def tab_to(page, name, limit=60):
    """Presses Tab until something of this name has the focus, as somebody without a pointer does."""
    passed = []
    for _ in range(limit):
        page.keyboard.press("Tab")
        passed.append(focused(page))
        if re.search(name, passed[-1]):
            return passed
    raise AssertionError(f"Tab never reached {name}: {passed}")


def test_a_chat_from_its_first_question_to_its_deletion_by_keys_alone(vendor, page, person, shots):
    keys = page.keyboard
    expect(person.composer).to_be_focused()
    keys.type("First line")
    keys.press("Shift+Enter")
    keys.type("second line")
    keys.press("Enter")
    call = vendor.next_call()
    assert call.questions == ["First line\nsecond line"]
    call.say("Working on it")
    person.sees("Working on it")
    keys.press("Control+Shift+S")
    person.sees("Stopped")
    person.sees_finished()
    tab_to(page, "^Edit and send again$")
    shots(page, "focus-ring")
    keys.press("Enter")
    keys.press("Control+A")
    keys.type("Another question")
    keys.press("Enter")
    vendor.answer("Another answer.")
    person.sees("Another answer.")
    person.sees_finished()
    keys.press("Control+Shift+O")
    expect(person.composer).to_be_focused()
    expect(person.thread).to_have_count(0)
    keys.press("Control+K")
    expect(person.search).to_be_focused()
    keys.type("First")
    expect(person.chat(re.compile("First line"))).to_be_visible()
    keys.press("ArrowDown")
    keys.press("Enter")
    person.sees("Another answer.")


def test_the_question_mark_shows_every_shortcut(page, person, shots):
    person.composer.press("?")
    expect(person.composer).to_have_value("?")
    person.composer.fill("")
    person.composer.press("Escape")
    page.keyboard.press("?")
    dialog = page.get_by_role("dialog", name="Keyboard shortcuts")
    expect(dialog).to_be_visible()
    for label in ("New chat", "Search", "Stop", "Lineage", "Operations"):
        expect(dialog).to_contain_text(re.compile(label, re.IGNORECASE))
    shots(page, "help")
    page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)
    page.keyboard.press("/")
    expect(person.composer).to_be_focused()
    expect(person.composer).to_have_value("")


def test_two_keys_lead_to_the_views_and_back(vendor, page, person):
    person.ask("A question")
    vendor.answer("An answer.")
    person.sees("An answer.")
    person.sees_finished()
    chat = page.url
    for keys, address in (("go", r"#/operations$"), ("gc", re.escape(chat) + "$"), ("gl", r"/lineage$"), ("gc", re.escape(chat) + "$")):
        person.page.evaluate("document.activeElement.blur()")
        page.keyboard.type(keys)
        expect(page).to_have_url(re.compile(address))


def test_menus_and_dialogs_take_the_focus_and_give_it_back(vendor, page, person):
    person.ask("A question")
    vendor.answer("An answer.")
    person.sees("An answer.")
    person.sees_finished()
    button = person.chats.get_by_role("button", name="Actions for A question")
    button.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("menuitem").first).to_be_focused()
    page.keyboard.press("Escape")
    expect(button).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("d")
    expect(page.get_by_role("menuitem", name="Delete")).to_be_focused()
    page.keyboard.press("Enter")
    dialog = page.get_by_role("dialog")
    expect(dialog).to_be_visible()
    for _ in range(6):
        page.keyboard.press("Tab")
        inside = page.evaluate("document.querySelector('dialog').contains(document.activeElement) || document.activeElement === document.body")
        assert inside, f"the focus left the dialog for {focused(page)}"
    page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)
    expect(button).to_be_focused()


def test_in_a_narrow_window_the_list_of_chats_lies_over_the_page_until_escape(vendor, visit, shots):
    page = visit(width=400)
    person = Person(page)
    person.ask("A question")
    vendor.answer("An answer.")
    person.sees("An answer.")
    person.sees_finished()
    opener = page.get_by_role("button", name="Chats", exact=True)
    opener.press("Enter")
    expect(person.chats).to_be_focused()
    passed = {focused(page) for _ in range(20) if page.keyboard.press("Tab") is None}
    assert "Message" not in passed and "Search chats" in passed, passed
    person.chat("A question").focus()
    page.keyboard.press("Escape")
    expect(person.chats).to_have_count(0)
    expect(opener).to_be_focused()
    page.keyboard.press("Control+K")
    expect(person.search).to_be_focused()
    page.keyboard.type("question")
    shots(page, "search")
    page.keyboard.press("Escape")
    expect(person.search).to_have_value("")
    page.keyboard.press("Escape")
    expect(person.chats).to_have_count(0)
    page.keyboard.press("Control+B")
    expect(person.chats).to_be_visible()
    page.set_viewport_size({"width": 1280, "height": 800})
    person.composer.click()
    expect(person.composer).to_be_focused()
