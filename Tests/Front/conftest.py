"""nginx and HAProxy with the files of deploy/, real pods behind them."""

import http.server
import json
import ssl
import threading

import httpx
import pytest

from cluster.front import FRONTS, Front
from cluster.part import free_port
from support.api import Api
from support.server import Server, Upstream


@pytest.fixture(scope="session")
def upstream(tmp_path_factory):
    program = Upstream(tmp_path_factory.mktemp("upstream"))
    yield program
    program.kill()


@pytest.fixture(scope="session")
def pod(tmp_path_factory, upstream):
    program = Server(tmp_path_factory.mktemp("pod"), environment=upstream.environment())
    yield program
    program.kill()


@pytest.fixture(scope="session", params=FRONTS)
def kind(request):
    return FRONTS[request.param]


@pytest.fixture(scope="session")
def front(kind, tmp_path_factory, pod):
    """One pod behind it; that pod is also reached directly, to compare."""
    program = kind(tmp_path_factory.mktemp(kind.kind), [pod.port])
    program.start()
    yield program
    program.stop()


@pytest.fixture
def make_front(tmp_path):
    """Starts further fronts: `make_front(kind, ports)`."""
    started = []

    def make(kind, ports, **more) -> Front:
        program = kind(tmp_path / f"front-{len(started)}", ports, **more)
        started.append(program)
        program.start()
        return program

    yield make
    for program in started:
        program.stop()


@pytest.fixture
def start(tmp_path, upstream):
    """Starts further pods: `start(port, folder)`; the same folder is the same data."""
    started = []

    def make(port, folder="data", **environment):
        server = Server(tmp_path / folder, listen=f"127.0.0.1:{port}", environment=upstream.environment() | environment)
        started.append(server)
        return server

    yield make
    for program in started:
        program.kill()


@pytest.fixture
def trusted(front):
    """TLS as a browser does it that knows the front's certificate."""
    return ssl.create_default_context(cafile=str(front.certificate))


@pytest.fixture
def direct(pod):
    with Api(pod.address) as client:
        yield client


@pytest.fixture(params=["http", "https", "h2"])
def through(request, front, trusted):
    """A client of the front: without TLS, with it, and with HTTP/2."""
    if request.param == "http":
        client = Api(front.address)
    else:
        client = Api(front.tls_address, verify=trusted, http2=request.param == "h2")
    with client:
        yield client


class Mirror(http.server.ThreadingHTTPServer):
    """A pod that answers with the headers that reached it."""

    daemon_threads = True

    def __init__(self, is_ready=True):
        self.requests = []
        self.is_ready = is_ready
        mirror = self

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self):  # noqa: N802, the name is the library's
                is_asked_for_health = self.path == "/readyz"
                if not is_asked_for_health:
                    mirror.requests.append(self.path)
                body = json.dumps(dict(self.headers.items())).encode()
                self.send_response(200 if mirror.is_ready or not is_asked_for_health else 503)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_):
                pass

        super().__init__(("127.0.0.1", free_port()), Handler)
        threading.Thread(target=self.serve_forever, daemon=True).start()

    @property
    def port(self):
        return self.server_address[1]


@pytest.fixture
def mirrors():
    made = []

    def make(**options):
        made.append(Mirror(**options))
        return made[-1]

    yield make
    for mirror in made:
        mirror.shutdown()
        mirror.server_close()


@pytest.fixture
def plain_client():
    with httpx.Client(trust_env=False, timeout=10) as client:
        yield client
