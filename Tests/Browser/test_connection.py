"""Answers go on through whatever happens to the network, the server and the page: nothing lost, nothing twice, nothing that flashes."""

import re

import pytest
from playwright.sync_api import expect

from support import sightings
from support.person import Person
from support.sightings import words

pytestmark = pytest.mark.usefixtures("vendor")


@pytest.fixture
def context(new_context):
    context = new_context()
    sightings.watch_words(context)
    return context


def stored_answer(site):
    """The newest answer as the server keeps it."""
    api = site.api()
    chat = api.json("/api/chats")["items"][0]["id"]
    return api.items(f"/api/chats/{chat}/messages")[-1]


def finished_as_stored(site, person, last):
    """The page shows the whole answer, and the server keeps the same."""
    person.sees(f"w{last} the end")
    person.sees_finished()
    stored = stored_answer(site)
    assert stored["status"] == "complete"
    assert stored["content"] == "".join(words(1, last)) + "the end."
    expect(person.answers.last).to_contain_text(stored["content"])


def test_a_network_cut_in_mid_answer(site, vendor, page, person, shots, watch):
    watch.expect_network_failures()
    person.ask("Count")
    call = vendor.next_call()
    call.say(*words(1, 20))
    person.sees("w20")
    expect(person.connection).to_contain_text("Live")
    site.network.refuse()
    expect(person.connection).to_contain_text(re.compile("Reconnecting"))
    shots(page, "reconnecting")
    call.say(*words(21, 40))
    site.network.restore()
    person.sees("w40")
    expect(person.connection).to_contain_text("Live")
    call.say(*words(41, 50), "the end.")
    call.finish()
    finished_as_stored(site, person, 50)
    shots(page, "complete")
    assert sightings.problems(page) == []


def test_connections_that_are_reset_again_and_again(site, vendor, page, person, watch):
    watch.expect_network_failures()
    person.ask("Count")
    call = vendor.next_call()
    for part in range(5):
        call.say(*words(part * 10 + 1, part * 10 + 10))
        person.sees(f"w{part * 10 + 10}")
        site.network.cut()
    call.say("the end.")
    call.finish()
    finished_as_stored(site, person, 50)
    assert sightings.problems(page) == []


def test_a_browser_without_network_says_offline_and_comes_back(site, vendor, context, page, person, shots, watch):
    watch.expect_network_failures()
    person.ask("Count")
    call = vendor.next_call()
    call.say(*words(1, 10))
    person.sees("w10")
    context.set_offline(True)
    site.network.refuse()
    expect(person.connection).to_contain_text("Offline")
    shots(page, "offline")
    call.say(*words(11, 30), "the end.")
    call.finish()
    site.network.restore()
    context.set_offline(False)
    expect(person.connection).to_contain_text("Live")
    finished_as_stored(site, person, 30)
    assert sightings.problems(page) == []


def test_a_laptop_that_slept_goes_on_where_it_was(site, vendor, context, shots, watch):
    """The lid is closed: no byte comes, no connection ends, and when it is opened an hour has passed."""
    watch.expect_network_failures()
    page = context.new_page()
    page.clock.install()
    page.goto("/")
    person = Person(page)
    person.ask("Count")
    call = vendor.next_call()
    call.say(*words(1, 10))
    person.sees("w10")
    site.network.stall()
    call.say(*words(11, 30), "the end.")
    call.finish()
    page.clock.fast_forward("01:00:00")
    expect(person.connection).to_contain_text("Reconnecting")
    shots(page, "woken-without-network")
    site.network.cut()
    site.network.restore()
    page.clock.fast_forward("00:30")
    finished_as_stored(site, person, 30)
    expect(person.connection).to_contain_text("Live")
    assert sightings.problems(page) == []


def test_a_page_that_hides_its_list_of_chats_still_says_that_it_is_offline(site, new_context, shots, watch):
    watch.expect_network_failures()
    for width in (360, 1280):
        context = new_context(width=width)
        page = context.new_page()
        page.goto("/")
        person = Person(page)
        expect(person.composer).to_be_visible()
        if width > 1000:
            page.get_by_role("button", name="Hide the chats").click()
        expect(person.connection).to_have_count(0)
        context.set_offline(True)
        expect(person.connection).to_be_in_viewport()
        expect(person.connection).to_contain_text("Offline")
        shots(page, f"offline-{width}")


def test_a_server_killed_and_started_again_in_mid_answer(start_site, new_context, shots, watch):
    watch.expect_network_failures()
    site = start_site(environment={"THROUGHLINE_SCRIPTED_TOKENS_PER_SECOND": "100"})
    page = new_context(base_url=site.address).new_page()
    page.goto("/")
    person = Person(page)
    person.ask("long 500")
    person.sees("(4)")
    site.kill()
    site.network.refuse()
    expect(person.connection).to_contain_text(re.compile("Reconnecting"))
    shots(page, "server-killed")
    site.start()
    site.network.restore()
    expect(person.connection).to_contain_text("Live")
    person.sees("(32)", timeout=20_000)
    person.sees_finished(timeout=20_000)
    stored = stored_answer(site)
    assert stored["status"] == "complete"
    shown = person.answers.last.inner_text()
    assert re.findall(r"\((\d+)\)", shown) == re.findall(r"\((\d+)\)", stored["content"])
    shots(page, "complete")


def test_a_reload_in_mid_answer(site, vendor, page, person, shots):
    person.ask("Count")
    call = vendor.next_call()
    call.say(*words(1, 20))
    person.sees("w20")
    page.reload()
    person.sees("w20")
    call.say(*words(21, 40), "the end.")
    call.finish()
    finished_as_stored(site, person, 40)
    shots(page, "after-reload")
    assert sightings.problems(page) == []


def test_two_tabs_show_the_same_answer_as_it_comes(site, vendor, context, page, person):
    person.ask("Count")
    call = vendor.next_call()
    call.say(*words(1, 10))
    person.sees("w10")
    second = context.new_page()
    second.goto(page.url)
    other = Person(second)
    other.sees("w10")
    call.say(*words(11, 20))
    person.sees("w20")
    other.sees("w20")
    call.say("the end.")
    call.finish()
    finished_as_stored(site, person, 20)
    finished_as_stored(site, other, 20)
    other.ask("And again")
    vendor.answer("Again.")
    other.sees("Again.")
    person.sees("Again.")
    assert sightings.problems(page) == sightings.problems(second) == []


def test_tabs_in_the_background_leave_the_connections_to_the_one_in_front(site, vendor, context):
    """A browser opens six connections to a server, for all its tabs together."""

    def show(page, is_shown):
        page.evaluate(
            "hidden => { Object.defineProperty(document, 'hidden', { value: hidden, configurable: true });"
            " document.dispatchEvent(new Event('visibilitychange')); }",
            not is_shown,
        )

    tabs = []
    for number in range(8):
        page = context.new_page()
        page.clock.install()
        page.goto("/")
        person = Person(page)
        person.ask(f"Question {number}")
        call = vendor.next_call()
        call.say(f"answer {number} ")
        person.sees(f"answer {number}")
        show(page, False)
        page.clock.fast_forward("00:30")
        tabs.append((page, person, call))
    for number, (page, person, call) in enumerate(tabs):
        call.say("goes on")
        show(page, True)
        person.sees(f"answer {number} goes on")
        call.finish()
        person.sees_finished()


def test_a_message_written_offline_is_kept_over_a_reload_of_the_tab_and_sent_once(site, vendor, context, page, person, shots, watch):
    watch.expect_network_failures()
    person.ask("First")
    vendor.answer("Ready.")
    person.sees("Ready.")
    person.sees_finished()
    context.set_offline(True)
    site.network.refuse()
    person.ask("Written offline")
    person.sees("Written offline")
    expect(person.questions).to_have_count(2)
    shots(page, "waiting")
    context.set_offline(False)
    site.network.restore()
    call = vendor.next_call()
    assert call.questions == ["First", "Written offline"]
    call.say("Here it is.")
    call.finish()
    person.sees("Here it is.")
    person.sees_finished()
    expect(person.questions).to_have_count(2)
    page.reload()
    person.sees("Here it is.")
    contents = [message["content"] for message in site.api().items(page_messages(page))]
    assert contents == ["First", "Ready.", "Written offline", "Here it is."]
    assert vendor.calls.empty()


def test_a_message_whose_answer_was_lost_on_the_way_is_sent_once(site, vendor, page, person, watch):
    """The server took the message, the page does not know: it tries again, and nothing happens twice."""
    watch.expect_network_failures()
    lost = []

    def lose(route):
        if route.request.method == "POST" and not lost:
            lost.append(route.fetch().status)
            route.abort("connectionreset")
        else:
            route.fallback()

    page.route("**/*chat*", lose)
    with page.expect_event("requestfailed"):
        person.ask("Only once")
    vendor.answer("Once.")
    person.sees("Once.", timeout=20_000)
    person.sees_finished()
    assert lost == [202]
    expect(person.questions).to_have_count(1)
    assert [message["content"] for message in site.api().items(page_messages(page))] == ["Only once", "Once."]
    assert vendor.calls.empty()


def page_messages(page):
    chat = re.search(r"#/chats/([0-9a-f-]{36})", page.url).group(1)
    return f"/api/chats/{chat}/messages"
