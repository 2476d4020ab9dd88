"""What goes wrong, and what a hasty or a hostile person does."""

import re

import pytest
from playwright.sync_api import expect

from support.measure import processor
from support.person import Person

pytestmark = pytest.mark.usefixtures("vendor")

HOSTILE = "<img src=x onerror=\"document.title='owned'\"><script>document.title='owned'</script>"


def test_an_answer_that_breaks_off_keeps_what_was_written_and_can_be_asked_again(vendor, page, person, shots):
    person.ask("Try")
    call = vendor.next_call()
    call.say("As far as it came")
    call.cut()
    alert = person.thread.get_by_role("alert")
    expect(alert).to_contain_text("broke off")
    person.sees("As far as it came")
    shots(page, "broke-off")
    page.reload()
    person.sees("As far as it came")
    expect(alert).to_be_visible()
    alert.get_by_role("button", name="Try again").click()
    call = vendor.answer("Whole this time.")
    assert call.questions == ["Try"]
    person.sees("Whole this time.")
    person.sees_finished()
    expect(alert).to_have_count(0)


def test_a_message_that_the_server_refuses_says_why_and_can_be_discarded(page, person, shots, watch):
    watch.expect("status of 422")
    page.route("**/chat", lambda route: route.fulfill(status=422, content_type="application/problem+json", body=
        '{"type":"about:blank","title":"Unprocessable Content","status":422,"detail":"the model does not take files","code":"message.invalid","request_id":"1"}'))
    person.ask("Not like this")
    refused = person.thread.get_by_role("alert")
    expect(refused).to_contain_text("the model does not take files")
    shots(page, "refused")
    refused.get_by_role("button", name="Discard").click()
    expect(page.get_by_text("Not like this")).to_have_count(0)


def test_lists_that_cannot_be_read_say_so_and_are_read_again(site, vendor, context, shots, watch):
    watch.expect("status of 500", "net::ERR_FAILED")
    api = site.api()
    chat = api.new_chat(title="Still there")
    api.ask(chat, "Something")
    vendor.answer("An answer.")
    api.ended(f"{chat}_000002_AM")
    broken = [True]
    problem = '{"type":"about:blank","title":"Internal Server Error","status":500,"detail":"the store does not answer","code":"internal","request_id":"1"}'
    page = context.new_page()
    page.route("**/api/chats**", lambda route: route.fulfill(status=500, content_type="application/problem+json", body=problem) if broken[0] else route.fallback())
    page.goto(f"/#/chats/{chat}")
    person = Person(page)
    expect(person.chats).to_contain_text("could not be read")
    expect(page.get_by_role("main")).to_contain_text("could not be read")
    shots(page, "unreadable")
    broken.clear()
    broken.append(False)
    person.chats.get_by_role("button", name="Try again").click()
    expect(person.chat("Still there")).to_be_visible()
    again = page.get_by_role("main").get_by_role("button", name="Try again")
    if again.count():
        again.click()
    person.sees("An answer.")


def test_titles_questions_and_file_names_are_text_and_nothing_else(site, vendor, page, person):
    with page.expect_file_chooser() as chooser:
        page.get_by_role("button", name="Attach files").click()
    chooser.value.set_files({"name": "<b>bold<b>.txt", "mimeType": "text/plain", "buffer": b"x"})
    person.is_answered(vendor, HOSTILE, "Nice try.")
    expect(person.questions).to_contain_text(HOSTILE)
    expect(person.questions).to_contain_text("<b>bold<b>.txt")
    expect(page.get_by_role("heading", level=1)).to_contain_text("<img src=x")
    assert "owned" != page.title()


def test_a_hasty_person_sends_once(site, vendor, page, person):
    person.composer.fill("Only one of these")
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    person.composer.press("Enter")
    vendor.answer("One answer.")
    person.sees("One answer.")
    person.sees_finished()
    expect(person.questions).to_have_count(1)
    assert vendor.calls.empty()
    person.composer.fill("   \n  ")
    person.composer.press("Enter")
    expect(person.send).to_be_disabled()
    expect(person.questions).to_have_count(1)


def test_enter_that_ends_a_composition_does_not_send(vendor, page, person):
    session = page.context.new_cdp_session(page)
    person.composer.focus()
    session.send("Input.imeSetComposition", {"text": "にほん", "selectionStart": 3, "selectionEnd": 3})
    page.evaluate("document.activeElement.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', isComposing: true, bubbles: true, cancelable: true }))")
    expect(person.composer).to_have_value("にほん")
    session.send("Input.insertText", {"text": "日本"})
    expect(person.composer).to_have_value("日本")
    person.composer.press("Enter")
    assert vendor.answer("Ja.").questions == ["日本"]
    person.sees("Ja.")
    person.sees_finished()


def test_a_draft_outlives_a_reload_and_belongs_to_its_chat(vendor, page, person):
    person.is_answered(vendor, "First chat", "One.")
    person.composer.fill("half a thought")
    page.reload()
    expect(person.composer).to_have_value("half a thought")
    person.new_chat.click()
    expect(person.composer).to_have_value("")
    person.composer.fill("another thought")
    person.chat("First chat").click()
    expect(person.composer).to_have_value("half a thought")
    person.new_chat.click()
    expect(person.composer).to_have_value("another thought")


def test_answers_go_on_while_other_chats_are_read(vendor, page, person):
    person.ask("Slow one")
    slow = vendor.next_call()
    slow.say("Slowly ")
    person.sees("Slowly")
    person.new_chat.click()
    person.is_answered(vendor, "Quick one", "Quickly.")
    expect(person.thread).not_to_contain_text("Slowly")
    slow.say("but surely ")
    person.chat("Slow one").click()
    person.sees("Slowly but surely")
    expect(person.thread).not_to_contain_text("Quickly")
    page.go_back()
    person.sees("Quickly.")
    page.go_forward()
    person.sees("Slowly but surely")
    slow.say("done.")
    slow.finish()
    person.sees("Slowly but surely done.")
    person.sees_finished()
    expect(person.answers).to_have_count(1)


def test_more_chats_come_as_the_list_is_scrolled(site, page, person):
    api = site.api()
    for number in range(130):
        api.new_chat(title=f"Chat {number:03}")
    page.reload()
    expect(person.chat("Chat 129")).to_be_visible()
    person.chat("Chat 129").hover()
    oldest = person.chat("Chat 000")
    for _ in range(100):
        if oldest.count():
            break
        page.mouse.wheel(0, 2_000)
        page.evaluate("new Promise(requestAnimationFrame)")
    expect(oldest).to_be_visible()
    titles = person.chats.get_by_role("link", name=re.compile(r"^Chat \d")).all_inner_texts()
    assert titles == [f"Chat {number:03}" for number in range(129, -1, -1)]


def test_an_enormous_answer_is_shown_whole(site, start_site, new_context, vendor):
    """A hundred thousand characters as fast as the server gives them: the page stays alive, and all of it is there."""
    fast = start_site(folder="fast", environment={"THROUGHLINE_CHAT_MODEL": "scripted-fast"})
    page = new_context(base_url=fast.direct).new_page()
    page.goto("/")
    person = Person(page)
    with processor(page) as usage:
        person.ask("long 16000")
        person.sees("(1000)", timeout=30_000)
        person.sees_finished(timeout=30_000)
    print(f"\n16,000 words: main thread busy for {usage.main_thread_seconds:.1f} s of {usage.seconds:.1f} s")
    shown = re.findall(r"\((\d+)\)", person.answers.last.inner_text())
    assert shown == [str(number) for number in range(1, 1001)]


def test_what_is_tried_without_a_server_says_that_it_did_not_happen(site, vendor, page, person, shots, watch):
    watch.expect_network_failures()
    person.is_answered(vendor, "A chat", "An answer.")
    site.network.refuse()
    person.open_menu("A chat")
    page.get_by_role("menuitem", name="Delete").click()
    page.get_by_role("dialog").get_by_role("button", name="Delete").click()
    expect(page.get_by_role("log", name="Messages of the page")).to_contain_text(re.compile("reach", re.IGNORECASE))
    shots(page, "not-deleted")
    expect(person.chat("A chat")).to_be_visible()
    person.sees("An answer.")


def test_a_server_killed_while_a_model_speaks_asks_it_again_and_shows_one_answer(site, vendor, page, person, watch):
    watch.expect_network_failures()
    person.ask("Count")
    vendor.next_call().say("one two three ")
    person.sees("one two three")
    site.kill()
    site.network.refuse()
    expect(person.connection).to_contain_text("Reconnecting")
    site.start()
    site.network.restore()
    call = vendor.next_call()
    call.say("one two three four ")
    person.sees("four", timeout=20_000)
    call.say("five.")
    call.finish()
    person.sees("five.")
    person.sees_finished()
    expect(person.answers).to_have_count(1)
    api = site.api()
    chat = api.json("/api/chats")["items"][0]["id"]
    content = api.items(f"/api/chats/{chat}/messages")[-1]["content"]
    expect(person.answers.last).to_contain_text(content.strip())
    assert content.endswith("four five.")
