"""Browsers open a WebSocket within their HTTP/2 connection when the front offers that (RFC 8441). Where it does not, they open another connection."""

import json
import os
import socket
import ssl

import h2.config
import h2.connection
import h2.events
import h2.settings
import pytest

from cluster.front import HAProxy
from support.attack import websocket_frame

TEXT = 1


class Connection:
    """One HTTP/2 connection with the front."""

    def __init__(self, front, trusted):
        trusted.set_alpn_protocols(["h2"])
        self.socket = trusted.wrap_socket(socket.create_connection(("127.0.0.1", front.tls_port), timeout=10), server_hostname="127.0.0.1")
        assert self.socket.selected_alpn_protocol() == "h2"
        self.http = h2.connection.H2Connection(h2.config.H2Configuration(client_side=True))
        self.http.initiate_connection()
        self.flush()

    def flush(self):
        self.socket.sendall(self.http.data_to_send())

    def events(self):
        while True:
            received = self.socket.recv(65536)
            assert received, "the front closed the connection"
            for event in self.http.receive_data(received):
                if isinstance(event, h2.events.DataReceived):
                    self.http.acknowledge_received_data(event.flow_controlled_length, event.stream_id)
                yield event
            self.flush()

    def wait_for(self, kind):
        return next(event for event in self.events() if isinstance(event, kind))


def read_frame(connection):
    """The next text frame of the server, which is short and in one piece."""
    data = b""
    while len(data) < 2 or len(data) < 2 + data[1]:
        data += connection.wait_for(h2.events.DataReceived).data
    assert data[0] == 0x80 | TEXT and data[1] < 126
    return json.loads(data[2 : 2 + data[1]])


def test_a_websocket_lives_in_a_stream_of_the_connection(make_front, pod):
    front = make_front(HAProxy, [pod.port])
    connection = Connection(front, ssl.create_default_context(cafile=str(front.certificate)))
    with connection.socket:
        settings = connection.wait_for(h2.events.RemoteSettingsChanged).changed_settings
        offered = settings.get(h2.settings.SettingCodes.ENABLE_CONNECT_PROTOCOL)
        if not offered or not offered.new_value:
            pytest.skip("this version of HAProxy does not offer WebSockets within HTTP/2")
        stream = connection.http.get_next_available_stream_id()
        connection.http.send_headers(stream, [
            (":method", "CONNECT"), (":protocol", "websocket"), (":scheme", "https"), (":path", "/api/ws/tester"),
            (":authority", f"127.0.0.1:{front.tls_port}"), ("sec-websocket-version", "13"), ("sec-websocket-protocol", "throughline.v1"),
            ("x-request-id", os.urandom(4).hex()),
        ])
        connection.flush()
        answer = dict(connection.wait_for(h2.events.ResponseReceived).headers)
        assert answer[b":status"] == b"200"
        assert answer[b"sec-websocket-protocol"] == b"throughline.v1"
        for number in range(3):
            connection.http.send_data(stream, websocket_frame(TEXT, json.dumps({"type": "ping", "ref": f"r{number}"}).encode()))
            connection.flush()
            assert read_frame(connection)["ref"] == f"r{number}"
