"""Servers for the tests: one that all share, and more on demand. Each ends with the test or the session that asked for it."""

import pytest

from support.api import Api
from support.server import Server, Upstream


@pytest.fixture(scope="session")
def upstream(tmp_path_factory):
    program = Upstream(tmp_path_factory.mktemp("upstream"))
    yield program
    program.kill()


@pytest.fixture(scope="session")
def shared(tmp_path_factory, upstream):
    """A server with both vendors configured, beside the scripted one."""
    program = Server(tmp_path_factory.mktemp("shared"), environment=upstream.environment())
    yield program
    program.kill()


@pytest.fixture
def api(shared):
    with Api(shared.address) as client:
        yield client


@pytest.fixture
def start(tmp_path):
    """Starts further servers: `start()`, `start("--flag", folder=…, environment=…)`; the same folder is the same data."""
    started = []

    def make(*flags, folder="own", environment=None, **more):
        started.append(Server(tmp_path / folder, *flags, environment=environment, **more))
        return started[-1]

    yield make
    for program in started:
        program.kill()


@pytest.fixture
def connect():
    """Clients that are closed with the test."""
    opened = []

    def make(server):
        opened.append(Api(server.address))
        return opened[-1]

    yield make
    for client in opened:
        client.close()
