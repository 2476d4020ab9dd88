"""The browser library in Node, against the server: what its own tests show against a script, shown once against what is there."""

import re
import subprocess

import pytest

from support.process import ROOT, clean_environment


def node_with_websocket():
    """Node as it is, or with the switch that Node 20 needs; `None` for one that has no WebSocket at all."""
    for flags in ([], ["--experimental-websocket"]):
        probe = ["node", *flags, "-e", "process.exit(typeof WebSocket === 'function' ? 0 : 1)"]
        if subprocess.run(probe, capture_output=True, timeout=20).returncode == 0:
            return ["node", *flags]
    return None


def run(node, server, part):
    command = [*node, "--no-warnings", str(ROOT / "Tests" / "Outside" / "support" / "library.mjs"), server.address, part]
    ran = subprocess.run(command, env=clean_environment(), capture_output=True, text=True, timeout=60)
    assert ran.returncode == 0 and ran.stdout == f"{part}: done\n", ran.stdout + ran.stderr


@pytest.mark.parametrize("part", ["calls", "outbox"])
def test_the_library_does_over_http_what_it_says(shared, part):
    run(["node"], shared, part)


def test_streams_over_a_socket_that_is_cut_come_whole(shared):
    node = node_with_websocket()
    if node is None:
        pytest.skip("THIS NODE HAS NO WEBSOCKET: the channel client was not run against a server; Node 20.10 or newer can")
    run(node, shared, "channels")


def examples_of(document):
    """The JavaScript of a document, each block a program of its own."""
    return re.findall(r"^```js\n(.*?)^```$", (ROOT / document).read_text(), re.MULTILINE | re.DOTALL)


@pytest.mark.parametrize("number", range(6))
def test_the_examples_of_the_guide_run_as_they_stand(shared, tmp_path, number):
    examples = examples_of("docs/client.md")
    assert len(examples) == 6
    program = examples[number].replace("http://127.0.0.1:8080/client/", (ROOT / "Web" / "client").as_uri() + "/")
    (tmp_path / "example.mjs").write_text(program.replace("http://127.0.0.1:8080", shared.address))
    ran = subprocess.run(["node", str(tmp_path / "example.mjs")], env=clean_environment(), capture_output=True, text=True, timeout=60)
    assert ran.returncode == 0 and ran.stdout, ran.stdout + ran.stderr
