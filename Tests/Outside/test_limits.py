"""Bytes that no proper client sends: refused with the right status, and the connection closed."""

import pytest

from support import raw

HOST = b"Host: 127.0.0.1\r\n"
GET = b"GET /healthz HTTP/1.1\r\n" + HOST


def refused(port, request, status):
    """The server answers `status` and closes by itself."""
    answer = raw.exchange(port, request)
    assert raw.status(answer) == status, answer[:300]
    return answer


@pytest.mark.parametrize(
    ("name", "request_bytes"),
    [
        ("both lengths", b"POST /chat HTTP/1.1\r\n" + HOST + b"Content-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"),
        ("two lengths", b"POST /chat HTTP/1.1\r\n" + HOST + b"Content-Length: 3\r\nContent-Length: 4\r\n\r\nabcd"),
        ("negative length", b"POST /chat HTTP/1.1\r\n" + HOST + b"Content-Length: -1\r\n\r\n"),
        ("length with plus", b"POST /chat HTTP/1.1\r\n" + HOST + b"Content-Length: +3\r\n\r\nabc"),
        ("huge length", b"POST /chat HTTP/1.1\r\n" + HOST + b"Content-Length: 99999999999999999999999\r\n\r\n"),
        ("bad chunk", b"POST /chat HTTP/1.1\r\n" + HOST + b"Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n"),
        ("chunk without end", b"POST /chat HTTP/1.1\r\n" + HOST + b"Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nab\r\n0\r\n\r\n"),
        ("other coding", b"POST /chat HTTP/1.1\r\n" + HOST + b"Transfer-Encoding: gzip, chunked, chunked\r\n\r\n"),
        ("bare LF", b"GET /healthz HTTP/1.1\n" + HOST + b"\r\n"),
        ("bare CR", b"GET /healthz HTTP/1.1\r\n" + HOST + b"X: a\rb\r\n\r\n"),
        ("folded header", GET + b"X: a\r\n b\r\n\r\n"),
        ("space before colon", GET + b"X : a\r\n\r\n"),
        ("empty name", GET + b": a\r\n\r\n"),
        ("NUL in a header", GET + b"X: a\x00b\r\n\r\n"),
        ("no host", b"GET /healthz HTTP/1.1\r\n\r\n"),
        ("two hosts", GET + HOST + b"\r\n"),
        ("no version", b"GET /healthz\r\n\r\n"),
        ("space in the target", b"GET /health z HTTP/1.1\r\n" + HOST + b"\r\n"),
        ("no HTTP at all", b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_ambiguous_framing_is_refused(shared, name, request_bytes):
    refused(shared.port, request_bytes, 400)


@pytest.mark.parametrize(
    ("name", "request_bytes", "status"),
    [
        ("head", GET + b"".join(b"X-%d: %s\r\n" % (n, b"x" * 400) for n in range(50)) + b"\r\n", 431),
        ("one header", GET + b"X: " + b"x" * 20000 + b"\r\n\r\n", 431),
        ("count", GET + b"".join(b"X-%d: x\r\n" % n for n in range(101)) + b"\r\n", 431),
        ("url", b"GET /" + b"x" * 9000 + b" HTTP/1.1\r\n" + HOST + b"\r\n", 414),
        ("body", b"POST /chat HTTP/1.1\r\n" + HOST + b"Content-Type: application/json\r\nContent-Length: 2000000\r\n\r\n", 413),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_is_too_large_is_refused(shared, name, request_bytes, status):
    refused(shared.port, request_bytes, status)


def test_what_is_just_small_enough_is_taken(shared):
    taken = [
        GET + b"".join(b"X-%d: x\r\n" % n for n in range(97)) + b"Connection: close\r\n\r\n",
        GET + b"X: " + b"x" * 15000 + b"\r\nConnection: close\r\n\r\n",
        b"GET /healthz?" + b"x" * 8000 + b" HTTP/1.1\r\n" + HOST + b"Connection: close\r\n\r\n",
    ]
    for request in taken:
        assert raw.status(raw.exchange(shared.port, request)) == 200


def test_a_large_body_of_the_compatible_endpoint_is_taken(api):
    content = [{"type": "text", "text": "x" * (2 << 20)}]
    body = {"model": "scripted", "messages": [{"role": "user", "content": content}]}
    assert api.post("/v1/chat/completions", json=body).status_code == 200


def test_an_upload_above_the_limit_is_refused(shared):
    request = b"POST /api/uploads?name=big HTTP/1.1\r\n" + HOST + b"Content-Type: text/plain\r\nContent-Length: 20971521\r\n\r\n"
    refused(shared.port, request, 413)


def test_requests_in_one_packet_are_answered_in_order(shared):
    request = b"".join(b"GET /healthz HTTP/1.1\r\n" + HOST + b"X-Request-Id: r%d\r\n\r\n" % n for n in range(20))
    answer = raw.exchange(shared.port, request + GET + b"Connection: close\r\n\r\n")
    assert answer.count(b"HTTP/1.1 200") == 21
    found = [line.split(b": ")[1] for line in answer.split(b"\r\n") if line.lower().startswith(b"x-request-id: r")]
    assert found[:20] == [b"r%d" % n for n in range(20)]


def test_a_head_that_comes_byte_by_byte_is_understood(shared):
    with raw.connection(shared.port) as made:
        for byte in GET + b"Connection: close\r\n\r\n":
            made.sendall(bytes([byte]))
        assert raw.status(raw.receive(made)) == 200


def test_a_chunked_body_is_understood(shared):
    body = b'{"content":"Hello"}'
    chunks = b"".join(b"1\r\n" + bytes([byte]) + b"\r\n" for byte in body) + b"0\r\n\r\n"
    head = b"POST /chat HTTP/1.1\r\n" + HOST + b"Content-Type: application/json\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n"
    assert raw.status(raw.exchange(shared.port, head + chunks)) == 202


def test_an_expectation_is_met_before_the_body(shared):
    head = b"POST /chat HTTP/1.1\r\n" + HOST + b"Content-Type: application/json\r\nContent-Length: 19\r\nExpect: 100-continue\r\nConnection: close\r\n\r\n"
    with raw.connection(shared.port) as made:
        made.sendall(head)
        assert raw.receive(made, lambda data: b"\r\n\r\n" in data).startswith(b"HTTP/1.1 100 ")
        made.sendall(b'{"content":"Hello"}')
        assert raw.status(raw.receive(made)) == 202


def test_http_1_0_gets_an_answer_that_ends_with_the_connection(shared):
    answer = raw.exchange(shared.port, b"GET /healthz HTTP/1.0\r\n" + HOST + b"\r\n")
    assert raw.status(answer) == 200 and b"chunked" not in answer.lower()


def test_a_head_that_does_not_arrive_is_given_up(start):
    server = start(environment={"THROUGHLINE_LIMITS_HEAD_ARRIVAL": "1s"})
    with raw.connection(server.port, seconds=20) as made:
        made.sendall(b"GET /healthz HTTP/1.1\r\n")
        assert raw.status(raw.receive(made)) == 408


def test_an_idle_connection_is_closed(start):
    server = start(environment={"THROUGHLINE_LIMITS_KEEP_ALIVE": "1s"})
    with raw.connection(server.port, seconds=20) as made:
        made.sendall(GET + b"\r\n")
        assert raw.receive(made).startswith(b"HTTP/1.1 200")


def test_a_body_that_stops_arriving_is_given_up(start):
    server = start(environment={"THROUGHLINE_LIMITS_BODY_ARRIVAL": "1s"})
    head = b"POST /chat HTTP/1.1\r\n" + HOST + b"Content-Type: application/json\r\nContent-Length: 100\r\n\r\n"
    with raw.connection(server.port, seconds=20) as made:
        made.sendall(head + b'{"content"')
        assert raw.status(raw.receive(made)) == 408


def test_connections_above_the_limit_are_turned_away(start):
    server = start(environment={"THROUGHLINE_LIMITS_CONNECTIONS": "5"})
    import contextlib

    with contextlib.ExitStack() as stack:
        opened = [stack.enter_context(raw.connection(server.port)) for _ in range(8)]
        for made in opened:
            with contextlib.suppress(OSError):
                made.sendall(GET + b"\r\n")
        answers = [raw.receive(made, lambda data: b"\r\n\r\n" in data) for made in opened]
    statuses = sorted(raw.status(answer) for answer in answers)
    assert statuses == [200] * 5 + [503] * 3
    assert all(b"retry-after:" in answer.lower() for answer in answers if raw.status(answer) == 503)
