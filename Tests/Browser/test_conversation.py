"""Questions and answers: sent, watched, stopped, tried again, edited, copied; with attachments and with figures."""

import re

import pytest
from playwright.sync_api import expect

from support.vendor import PRICED_MODEL

pytestmark = pytest.mark.usefixtures("vendor")

PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108020000009077" + "53de0000000c4944415408d763f8cfc000000301010018dd8db00000000049454e44ae426082"
)


def test_a_question_is_sent_and_its_answer_watched(vendor, page, person, shots):
    shots(page, "new-chat")
    expect(person.composer).to_be_focused()
    person.ask("What is a stream?")
    expect(person.questions).to_have_text([re.compile("What is a stream?")])
    call = vendor.next_call()
    call.say("A stream is ")
    person.sees("A stream is")
    call.say("**ordered** and `kept`:\n\n| a | b |\n| --- | --- |\n| 1 | 2 |\n\n```python\nprint(1)\n```\n\n")
    expect(person.answers.get_by_role("table")).to_be_visible()
    expect(person.answers.get_by_role("button", name="Copy").first).to_be_visible()
    shots(page, "streaming")
    expect(person.stop).to_be_visible()
    call.say("Math stays: $e = mc^2$.")
    call.finish()
    person.sees("Math stays: $e = mc^2$.")
    person.sees_finished()
    expect(person.send).to_be_visible()
    expect(page).to_have_url(re.compile(r"#/chats/[0-9a-f-]{36}$"))
    expect(person.chat("What is a stream?")).to_be_visible()
    shots(page, "complete")


def test_tokens_cost_and_time_stand_under_an_answer_and_totals_with_the_chat(vendor, page, person):
    person.is_answered(vendor, "One", "First answer.")
    answer = person.answers.last
    expect(answer).to_contain_text("11 tokens")
    expect(answer).to_contain_text("price unknown")
    expect(answer).to_contain_text(re.compile(r"first token \d"))
    person.is_answered(vendor, "Two", "Second answer.")
    expect(page.get_by_role("main")).to_contain_text("22 tokens")
    page.get_by_role("button", name="Model").click()
    page.get_by_role("menuitemradio", name=PRICED_MODEL).click()
    person.is_answered(vendor, "Three", "Third answer.")
    # Ten tokens in at 0.15 dollars a million, one out at 0.60.
    expect(person.answers.last).to_contain_text("$0.0000021")
    expect(page.get_by_role("main")).to_contain_text("33 tokens")
    expect(page.get_by_role("main")).to_contain_text("$0.0000021 + 2 unpriced")


def test_an_answer_is_stopped_and_what_was_written_stays(site, vendor, page, person, shots):
    person.ask("Talk")
    call = vendor.next_call()
    call.say("Half an answer")
    person.sees("Half an answer")
    person.stop.click()
    person.sees("Stopped")
    person.sees_finished()
    person.sees("Half an answer")
    shots(page, "stopped")
    person.is_answered(vendor, "And now?", "Going on.")
    page.reload()
    person.sees("Half an answer")
    person.sees("Going on.")


def test_an_answer_that_failed_says_why_and_is_tried_again(vendor, page, person, shots):
    person.ask("Try")
    for _ in range(3):
        vendor.next_call().refuse(503)
    alert = person.thread.get_by_role("alert")
    expect(alert).to_contain_text(re.compile("overloaded|failed|refused", re.IGNORECASE))
    shots(page, "failed")
    alert.get_by_role("button", name="Try again").click()
    vendor.answer("Now it works.")
    person.sees("Now it works.")
    person.sees_finished()
    expect(person.thread.get_by_role("alert")).to_have_count(0)


def test_a_question_is_edited_and_the_old_answer_stays_reachable(vendor, page, person, shots):
    person.is_answered(vendor, "How many moons has Mars?", "Two.")
    person.is_answered(vendor, "Their names?", "Phobos and Deimos.")
    question = person.questions.first
    question.hover()
    question.get_by_role("button", name="Edit and send again").click()
    field = page.get_by_role("textbox", name="Edit the question")
    expect(field).to_be_focused()
    expect(field).to_have_value("How many moons has Mars?")
    field.fill("How many moons has Earth?")
    shots(page, "editing")
    field.press("Enter")
    call = vendor.answer("One.")
    assert call.questions == ["How many moons has Earth?"]
    person.sees("One.")
    person.sees_finished()
    expect(person.thread).not_to_contain_text("Two.")
    expect(person.thread).not_to_contain_text("Phobos")
    shots(page, "second-version")
    versions = person.thread.get_by_role("group", name="Versions of this question")
    expect(versions).to_contain_text("2 of 2")
    versions.get_by_role("button", name="Earlier version").click()
    person.sees("Two.")
    person.sees("Phobos and Deimos.")
    expect(person.thread).not_to_contain_text("One.")
    # Back on the new branch a further question goes on from there.
    versions.get_by_role("button", name="Later version").click()
    call = person.is_answered(vendor, "Its name?", "The Moon.")
    assert call.questions == ["How many moons has Earth?", "Its name?"]
    page.reload()
    person.sees("The Moon.")
    expect(person.thread).not_to_contain_text("Phobos")


def test_files_are_attached_by_button_paste_and_drop(site, vendor, page, person, shots):
    with page.expect_file_chooser() as chooser:
        page.get_by_role("button", name="Attach files").click()
    chooser.value.set_files({"name": "notes.txt", "mimeType": "text/plain", "buffer": b"From a button"})
    waiting = page.get_by_role("list", name="Files to send")
    expect(waiting).to_contain_text("notes.txt")
    hand_over(page, person, "paste", "pasted.png", "image/png", PNG)
    expect(waiting).to_contain_text("pasted.png")
    hand_over(page, person, "drop", "dropped.csv", "text/csv", b"a,b\n1,2\n")
    expect(waiting).to_contain_text("dropped.csv")
    hand_over(page, person, "drop", "mistake.csv", "text/csv", b"no")
    page.get_by_role("button", name="Remove mistake.csv").click()
    expect(waiting).not_to_contain_text("mistake.csv")
    shots(page, "attached")
    person.ask("What is in these?")
    vendor.answer("Three files.")
    person.sees("Three files.")
    person.sees_finished()
    expect(person.questions.get_by_role("list", name="Attachments").get_by_role("listitem")).to_have_text(
        [re.compile("notes.txt"), re.compile("pasted.png"), re.compile("dropped.csv")]
    )
    shots(page, "sent")
    api = site.api()
    chat = api.json("/api/chats")["items"][0]["id"]
    attachments = [item for item in api.items(f"/api/messages/{chat}_000001_UM/artifacts") if item["type"] == "UA"]
    contents = [api.get(f"/api/artifacts/{item['id']}/content").content for item in attachments]
    assert contents == [b"From a button", PNG, b"a,b\n1,2\n"]


def hand_over(page, person, kind, name, media_type, content):
    """A file in a paste or a drop, as the browser hands it to a page."""
    person.composer.evaluate(
        """(element, [kind, name, type, bytes]) => {
          const data = new DataTransfer();
          data.items.add(new File([new Uint8Array(bytes)], name, { type }));
          const options = { bubbles: true, cancelable: true };
          if (kind === "paste") element.dispatchEvent(new ClipboardEvent("paste", { ...options, clipboardData: data }));
          else for (const type of ["dragenter", "dragover", "drop"]) element.dispatchEvent(new DragEvent(type, { ...options, dataTransfer: data }));
        }""",
        [kind, name, media_type, list(content)],
    )


def test_an_answer_and_its_code_are_copied(vendor, page, person):
    text = "Here:\n\n```python\nprint('copied')\n```\n\nDone."
    person.ask("Code")
    vendor.answer(text)
    person.sees("Done.")
    person.sees_finished()
    answer = person.answers.last
    answer.hover()
    answer.get_by_role("button", name="Copy the answer").click()
    assert page.evaluate("navigator.clipboard.readText()") == text
    answer.get_by_role("figure").get_by_role("button", name=re.compile("^Copy|^Copied")).click()
    assert page.evaluate("navigator.clipboard.readText()").rstrip("\n") == "print('copied')"


def test_the_model_is_chosen(site, vendor, page, person, shots):
    page.get_by_role("button", name="Model").click()
    shots(page, "models")
    page.get_by_role("menuitemradio", name="scripted", exact=True).click()
    person.ask("echo Chosen")
    person.sees("built-in demonstration")
    person.sees("Chosen")
    person.sees_finished()
    expect(person.answers.last).to_contain_text("scripted")
    page.reload()
    expect(page.get_by_role("button", name="Model")).to_contain_text("scripted")
    assert vendor.calls.empty()


def test_reasoning_stands_apart_from_the_answer(vendor, page, person):
    person.ask("Think")
    call = vendor.next_call()
    call.think("First I think.")
    expect(person.answers.get_by_text("Reasoning")).to_be_visible()
    call.say("Then I speak.")
    call.finish()
    person.sees("Then I speak.")
    person.sees_finished()


def test_questions_asked_while_an_answer_is_written_wait_for_it(vendor, page, person):
    person.ask("First")
    first = vendor.next_call()
    first.say("One")
    person.sees("One")
    person.ask("Second")
    expect(person.questions).to_have_count(2)
    first.say(" is done.")
    first.finish()
    call = vendor.answer("Two is done.")
    assert call.questions == ["First", "Second"]
    person.sees("One is done.")
    person.sees("Two is done.")
    person.sees_finished()
