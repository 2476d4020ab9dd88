"""Reading: where the page is scrolled to is the reader's business, long chats are quick, and nothing jumps or burns while an answer streams."""

import re
import time

import pytest
from playwright.sync_api import expect

from support.history import write_chat
from support.measure import layout_shifts, processor, watch_layout
from support.person import Person

SCROLLED = """() => {
  const log = document.querySelector("[aria-label=Conversation]");
  let element = log;
  while (element && !(element.scrollHeight > element.clientHeight + 1 && getComputedStyle(element).overflowY !== "visible")) element = element.parentElement;
  return { top: element.scrollTop, below: element.scrollHeight - element.clientHeight - element.scrollTop };
}"""

PARAGRAPH = "A stream keeps every event in its order, so a reader who comes back finds the **next** one where the last was `left`. "


@pytest.fixture
def vendor_page(start_site, vendor, new_context):
    site = start_site(environment=vendor.environment())
    page = new_context(base_url=site.direct).new_page()
    page.goto("/")
    return page


def text_of(sentences):
    """Markdown like a model writes it, in pieces of about a token."""
    parts = []
    for number in range(1, sentences + 1):
        parts.append(f"({number}) {PARAGRAPH}")
        if number % 5 == 0:
            parts.append("\n\n")
        if number % 20 == 0:
            parts.append(f"```python\ndef part_{number}(value):\n    return value * {number}\n```\n\n- one\n- two\n\n")
    return re.findall(r"\s*\S+\s?|\s+", "".join(parts))


def test_the_end_is_followed_until_somebody_scrolls_up_and_again_after_the_jump(vendor_page, vendor, shots):
    page, person = vendor_page, Person(vendor_page)
    person.ask("Talk at length")
    call = vendor.next_call()
    call.say(*text_of(60))
    person.sees("(60)")
    page.wait_for_function(f"() => ({SCROLLED})().below < 5")
    expect(person.jump).to_have_count(0)
    person.thread.hover()
    page.mouse.wheel(0, -900)
    page.wait_for_function(f"() => ({SCROLLED})().below > 500")
    before = page.evaluate(SCROLLED)["top"]
    call.say("\n\n", *text_of(20), "The very end.")
    person.sees("The very end.")
    assert abs(page.evaluate(SCROLLED)["top"] - before) < 2
    shots(page, "reading-above")
    person.jump.click()
    page.wait_for_function(f"() => ({SCROLLED})().below < 5")
    call.say("\n\n", *text_of(10), "Now really.")
    call.finish()
    person.sees("Now really.")
    person.sees_finished()
    page.wait_for_function(f"() => ({SCROLLED})().below < 5")
    shots(page, "at-the-end")


@pytest.mark.measured
def test_a_chat_of_two_thousand_messages_opens_in_under_a_second_and_scrolls(site, new_context, shots):
    site.stop()
    chat = write_chat(site.database, 2_000)
    site.start()
    page = new_context(base_url=site.direct).new_page()
    page.goto("/")
    person = Person(page)
    expect(person.chat("A long chat")).to_be_visible()
    start = time.monotonic()
    person.chat("A long chat").click()
    person.sees("Question 1000")
    expect(person.questions.filter(has_text="Question 1000:")).to_be_in_viewport()
    seconds = time.monotonic() - start
    shots(page, "opened")
    print(f"\n2,000 messages: open in {seconds * 1000:.0f} ms")
    assert seconds < 1
    # A whole load of the page at the chat's own address.
    page.goto("about:blank")
    start = time.monotonic()
    page.goto(f"/#/chats/{chat}")
    expect(person.questions.filter(has_text="Question 1000:")).to_be_in_viewport()
    print(f"2,000 messages: loaded in {(time.monotonic() - start) * 1000:.0f} ms")
    # Upwards through six hundred messages. Frames wait for other programs as well: what counts is what the page computes.
    page.goto(f"/#/chats/{chat}")
    expect(person.questions.filter(has_text="Question 1000:")).to_be_in_viewport()
    person.thread.hover()
    earlier = person.questions.filter(has_text="Question 700:")
    with processor(page) as usage:
        for _ in range(300):
            page.mouse.wheel(0, -4_000)
            page.evaluate("new Promise(requestAnimationFrame)")
            if earlier.count():
                break
    expect(earlier).to_have_count(1)
    print(f"2,000 messages: scrolled through 600 with {usage.main_thread_seconds:.1f} s of the main thread")
    assert usage.main_thread_seconds < 6
    # The very first one, by its address.
    page.goto(f"/#/chats/{chat}/messages/{chat}_000001_UM")
    expect(person.questions.filter(has_text="Question 1:")).to_be_in_viewport()
    shots(page, "first-message")


def test_nothing_moves_by_itself_while_an_answer_streams(vendor_page, vendor):
    page, person = vendor_page, Person(vendor_page)
    person.ask("Talk")
    call = vendor.next_call()
    call.say(*text_of(40))
    person.sees("(40)")
    watch_layout(page)
    call.pace(text_of(60), per_second=400).join(30)
    call.say("\n\n| a | b |\n| --- | --- |\n| 1 | 2 |\n\nThe end.")
    call.finish()
    person.sees("The end.")
    person.sees_finished()
    shifts = layout_shifts(page)
    assert sum(shift["value"] for shift in shifts) < 0.02, shifts


@pytest.mark.measured
def test_a_hundred_tokens_a_second_into_a_long_answer_cost_less_than_a_fifth_of_a_core(vendor_page, vendor, shots):
    page, person = vendor_page, Person(vendor_page)
    person.ask("Talk at length")
    call = vendor.next_call()
    call.say("".join(text_of(300)), "\n\nHere the pace begins.\n\n")
    person.sees("Here the pace begins.")
    pieces = text_of(60)[:1000]
    with processor(page) as usage:
        call.pace(pieces, per_second=100).join(20)
    shots(page, "streaming")
    call.say("\n\nThe end.")
    call.finish()
    person.sees("The end.")
    print(f"\n100 tokens/s: main thread {usage.main_thread:.1%}, process {usage.process:.1%} of a core")
    assert usage.main_thread < 0.2
