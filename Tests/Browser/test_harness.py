"""The harness itself: the network fails when told to, and a page that complains is noticed."""

import httpx
import pytest

from support.history import write_chat
from support.watch import Watch


def fetch(site, path="/healthz", timeout=5):
    return httpx.get(site.address + path, timeout=timeout, trust_env=False)


def test_the_network_relays_cuts_refuses_stalls_and_heals(site):
    assert fetch(site).status_code == 200
    site.network.refuse()
    with pytest.raises(httpx.ConnectError):
        fetch(site)
    site.network.restore()
    assert fetch(site).status_code == 200
    site.network.stall()
    with pytest.raises(httpx.ReadTimeout):
        fetch(site, timeout=0.3)
    site.network.restore()
    with httpx.Client(base_url=site.address, timeout=5, trust_env=False) as kept:
        kept.get("/healthz")
        before = site.network.connections
        site.network.cut()
        assert fetch(site).status_code == 200
        assert site.network.connections == before + 1


def test_a_killed_server_comes_back_at_the_same_address_with_its_data(site):
    chat = site.api().new_chat(title="kept")
    site.kill()
    with pytest.raises(httpx.TransportError):
        fetch(site)
    site.start()
    assert fetch(site, f"/api/chats/{chat}").json()["title"] == "kept"


def test_a_page_that_complains_is_noticed(context, watch):
    watch.expect("favicon.ico")
    page = context.new_page()
    page.goto("/healthz")
    with page.expect_event("console"):
        page.evaluate("console.error('a mistake')")
    with context.expect_event("weberror"):
        page.evaluate("setTimeout(() => { throw new Error('nobody caught this') })")
    assert watch.unexpected() == ["a mistake ()", "exception: nobody caught this"]
    watch.expect("a mistake", "nobody caught this")


def test_complaints_that_were_expected_pass():
    watch = Watch()
    watch.complaints = ["Failed to load resource: net::ERR_CONNECTION_REFUSED (http://127.0.0.1/)", "Refused to load the script"]
    watch.expect_network_failures()
    assert watch.unexpected() == ["Refused to load the script"]


def test_a_model_in_our_hands_says_what_it_is_told(start_site, vendor):
    site = start_site(environment=vendor.environment())
    api = site.api()
    chat = api.new_chat()
    accepted = api.ask(chat, "How are you?")
    call = vendor.next_call()
    call.say("Fine, ", "thank you.")
    assert call.questions == ["How are you?"]
    call.finish()
    assert api.read(accepted["stream"]).text == "Fine, thank you."


def test_a_long_chat_is_written_into_a_store(start_site):
    site = start_site()
    site.stop()
    chat = write_chat(site.database, 200)
    site.start()
    api = site.api()
    messages = api.items(f"/api/chats/{chat}/messages", limit=200)
    assert len(messages) == 200
    assert messages[0]["type"] == "UM" and messages[1]["parent"] == messages[0]["id"]
    assert api.json(f"/api/chats/{chat}")["total_tokens"] == sum(message["total_tokens"] or 0 for message in messages)
