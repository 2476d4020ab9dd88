"""The links that faults are made with do what their names say."""

import contextlib
import socket
import threading

import pytest

from cluster.link import Links


@pytest.fixture
def echo():
    """A port that says everything again."""
    listener = socket.create_server(("127.0.0.1", 0))

    def serve(made):
        with made, contextlib.suppress(OSError):
            while piece := made.recv(4096):
                made.sendall(piece)

    def accept():
        while True:
            try:
                made, _ = listener.accept()
            except OSError:
                return
            threading.Thread(target=serve, args=(made,), daemon=True).start()

    threading.Thread(target=accept, daemon=True).start()
    yield listener.getsockname()[1]
    listener.close()


@pytest.fixture
def link(echo):
    links = Links()
    yield links.open("test", echo)
    links.close()


def connect(link):
    return socket.create_connection(("127.0.0.1", link.port), timeout=5)


def test_bytes_pass(link):
    with connect(link) as made:
        made.sendall(b"hello")
        assert made.recv(10) == b"hello"


def test_a_stalled_link_keeps_its_connections_and_what_was_said(link):
    with connect(link) as made:
        made.sendall(b"1")
        assert made.recv(10) == b"1"
        link.stall()
        made.sendall(b"2")
        made.settimeout(0.3)
        with pytest.raises(TimeoutError):
            made.recv(10)
        link.restore()
        made.settimeout(5)
        assert made.recv(10) == b"2"


def test_a_cut_link_breaks_its_connections_and_takes_no_new_ones(link):
    with connect(link) as made:
        made.sendall(b"1")
        assert made.recv(10) == b"1"
        link.cut()
        with pytest.raises(ConnectionResetError):
            while made.recv(10):
                pass
    # The reset may come as early as the connection.
    with pytest.raises(ConnectionResetError), connect(link) as refused:
        refused.sendall(b"1")
        assert refused.recv(10)
    link.restore()
    with connect(link) as made:
        made.sendall(b"3")
        assert made.recv(10) == b"3"
