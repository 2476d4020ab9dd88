"""What the front adds to each token, seen by two readers of one stream: one at the pod, one at the front."""

import socket
import ssl
import statistics
import threading
import time

import pytest

from cluster.front import HAProxy
from support import models

pytestmark = pytest.mark.measured
TOKENS = "fake-tokens-120+slow-25"


def arrivals(port, stream, context, ready):
    """When each event came, by its id."""
    times = {}
    with socket.create_connection(("127.0.0.1", port), timeout=30) as made:
        made.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        if context:
            made = context.wrap_socket(made, server_hostname="127.0.0.1")
        with made:
            made.sendall(f"GET /api/streams/{stream}/events HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n".encode())
            ready.set()
            data = b""
            while b"event: stream.completed" not in data:
                piece = made.recv(65536)
                assert piece, "the answer ended before the stream"
                now = time.monotonic()
                data += piece
                for line in data.split(b"\n")[:-1]:
                    if line.startswith(b"id: "):
                        times.setdefault(line.strip(), now)
                data = data[data.rfind(b"\n") + 1:] if b"event: stream.completed" not in data else data
    return times


def added(direct, pod, front_port, context=None):
    """Milliseconds that each event came later through the front."""
    accepted = direct.ask(direct.new_chat(), "hello", model=TOKENS)
    ready = [threading.Event(), threading.Event()]
    results = {}

    def read(name, port, context, is_ready):
        results[name] = arrivals(port, accepted["stream"], context, is_ready)

    readers = [
        threading.Thread(target=read, args=("direct", pod.port, None, ready[0])),
        threading.Thread(target=read, args=("front", front_port, context, ready[1])),
    ]
    for reader in readers:
        reader.start()
    for reader in readers:
        reader.join(60)
    assert results.keys() == {"direct", "front"}
    both = results["direct"].keys() & results["front"].keys()
    # Those at the beginning may have been there before the readers were.
    later = sorted(1000 * (results["front"][event] - results["direct"][event]) for event in both)[5:]
    assert len(later) > 80
    return later


def p99(values):
    return statistics.quantiles(values, n=100)[98]


@pytest.mark.parametrize("is_secure", [False, True], ids=["http", "https"])
def test_a_token_is_passed_on_at_once(direct, pod, front, trusted, is_secure, record_property):
    delays = added(direct, pod, front.tls_port if is_secure else front.port, trusted if is_secure else None)
    print(f"{front.kind} {'with' if is_secure else 'without'} TLS adds p50 {statistics.median(delays):.2f} ms, p99 {p99(delays):.2f} ms")
    # Loose, since other programs run beside it: a front that gathers tokens adds the gap between two of them, 25 ms, or more.
    assert statistics.median(delays) < 10
    assert p99(delays) < 150


def test_haproxy_holds_tokens_back_without_the_line_that_forbids_it(direct, pod, make_front):
    front = make_front(HAProxy, [pod.port], leave_out="option http-no-delay")
    without = added(direct, pod, front.port)
    print(f"haproxy without option http-no-delay adds p50 {statistics.median(without):.2f} ms, p99 {p99(without):.2f} ms")
    assert statistics.median(without) > 15, "this version does not need the line any more: say so in deploy/haproxy/haproxy.cfg"


def test_the_first_event_is_answered_at_once_over_tls(direct, front, trusted, pod):
    """The head and the first event come without any further byte of the client."""
    accepted = direct.ask(direct.new_chat(), "hello", model=models.TEXT)
    with socket.create_connection(("127.0.0.1", front.tls_port), timeout=10) as made:
        with trusted.wrap_socket(made, server_hostname="127.0.0.1") as secure:
            assert secure.version() in ("TLSv1.2", "TLSv1.3")
            secure.sendall(f"GET /api/streams/{accepted['stream']}/events HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n".encode())
            data = b""
            while b"stream.started" not in data:
                piece = secure.recv(65536)
                assert piece
                data += piece
    assert data.startswith(b"HTTP/1.1 200")


@pytest.mark.filterwarnings("ignore:ssl.TLSVersion:DeprecationWarning")
def test_old_tls_is_refused(front):
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    context.set_ciphers("DEFAULT:@SECLEVEL=0")
    context.minimum_version = ssl.TLSVersion.TLSv1
    context.maximum_version = ssl.TLSVersion.TLSv1_1
    with socket.create_connection(("127.0.0.1", front.tls_port), timeout=10) as made:
        with pytest.raises(ssl.SSLError, match="(?i)alert protocol version"):
            context.wrap_socket(made)
