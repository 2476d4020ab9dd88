"""The harness itself: the network fails when told to, and a page that complains is noticed."""

import httpx
import pytest

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
