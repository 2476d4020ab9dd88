"""Bytes on a socket, for what no proper client would send or cut."""

import contextlib
import http.client
import socket


@contextlib.contextmanager
def connection(port, seconds=10):
    with socket.create_connection(("127.0.0.1", port), timeout=seconds) as made:
        yield made


def receive(made, enough=lambda data: False):
    """What comes until the peer closes, or `enough` says so."""
    data = b""
    while not enough(data):
        try:
            piece = made.recv(65536)
        except ConnectionResetError:
            break
        if not piece:
            break
        data += piece
    return data


def exchange(port, request, seconds=10):
    """Sends bytes and returns all that comes until the server closes."""
    with connection(port, seconds) as made:
        with contextlib.suppress(BrokenPipeError, ConnectionResetError):
            made.sendall(request)
        return receive(made)


def status(response):
    """The status of the first response in the bytes."""
    head = response.split(b"\r\n", 1)[0].split(b" ")
    assert head[0] in (b"HTTP/1.1", b"HTTP/1.0"), response[:200]
    return int(head[1])


def body_prefix(port, path, count, headers=None):
    """The first `count` bytes of a body (all of it when it is shorter), then the connection is cut; `None` for 204."""
    made = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    try:
        made.request("GET", path, headers=headers or {})
        response = made.getresponse()
        if response.status == 204:
            return None
        assert response.status == 200, response.status
        return response.read(count)
    finally:
        made.close()


def sse_blocks(body):
    """The whole events in a body that may be cut anywhere: `{field: value}` each."""
    blocks = []
    for block in body.decode(errors="ignore").split("\n\n")[:-1]:
        fields = {}
        for line in block.split("\n"):
            name, _, value = line.partition(":")
            if name:
                fields[name] = value.removeprefix(" ")
        blocks.append(fields)
    return blocks
