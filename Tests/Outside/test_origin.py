"""A web page elsewhere, or a name that points to this machine, gets nothing."""

import pytest

from support.api import problem
from support.process import clean_environment, throughline


@pytest.mark.parametrize("host", ["evil.example", "evil.example:8080", "127.0.0.1.evil.example", "[::2]", "localhost.evil.example"])
def test_a_foreign_host_is_refused(api, host):
    problem(api.get("/api/chats", headers={"Host": host}), 421, "host.forbidden")


@pytest.mark.parametrize("host", ["127.0.0.1", "127.0.0.1:1", "localhost", "localhost:9999", "LOCALHOST", "[::1]:80"])
def test_a_name_of_this_machine_is_taken_whatever_the_port(api, host):
    assert api.get("/api/chats", headers={"Host": host}).status_code == 200


@pytest.mark.parametrize("origin", ["https://evil.example", "http://127.0.0.1.evil.example", "null", "http://localhost.evil.example"])
def test_a_foreign_origin_is_refused(api, origin):
    problem(api.get("/api/chats", headers={"Origin": origin}), 403, "origin.forbidden")
    problem(api.post("/chat", json={"content": "x"}, headers={"Origin": origin}), 403, "origin.forbidden")


def test_the_servers_own_origin_is_taken(api, shared):
    answer = api.get("/api/chats", headers={"Origin": shared.address})
    assert answer.status_code == 200


def test_a_preflight_of_an_allowed_origin_is_answered(api, shared):
    asked = {"Origin": shared.address, "Access-Control-Request-Method": "POST", "Access-Control-Request-Headers": "content-type, x-throughline-session, last-event-id"}
    answer = api.options("/chat", headers=asked)
    assert answer.status_code in (200, 204)
    assert answer.headers["access-control-allow-origin"] == shared.address
    assert "POST" in answer.headers["access-control-allow-methods"]
    allowed = answer.headers["access-control-allow-headers"].lower()
    assert "x-throughline-session" in allowed and "last-event-id" in allowed
    exposed = api.get("/api/chats", headers={"Origin": shared.address}).headers["access-control-expose-headers"].lower()
    assert "x-throughline-stream" in exposed


def test_a_preflight_of_a_foreign_origin_is_not(api):
    answer = api.options("/chat", headers={"Origin": "https://evil.example", "Access-Control-Request-Method": "POST"})
    assert answer.status_code == 403 and "access-control-allow-origin" not in answer.headers


def test_another_address_than_loopback_needs_keys(tmp_path):
    import subprocess

    ran = subprocess.run(
        [throughline(), "serve", "--listen", "0.0.0.0:0", "--data", str(tmp_path / "data")],
        env=clean_environment(), capture_output=True, text=True, timeout=20,
    )
    assert ran.returncode == 2
    assert len(ran.stderr.strip().splitlines()) == 1 and "key" in ran.stderr


def test_a_websocket_from_a_foreign_page_is_refused(shared):
    import websockets.exceptions
    import websockets.sync.client

    with pytest.raises(websockets.exceptions.InvalidStatus) as refused:
        websockets.sync.client.connect(f"ws://127.0.0.1:{shared.port}/api/ws/me", origin="https://evil.example", proxy=None, open_timeout=10)
    assert refused.value.response.status_code == 403
