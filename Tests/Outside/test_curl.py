"""The documented lines, run by curl itself."""

import json
import re
import subprocess

from support import models


def curl(*arguments):
    ran = subprocess.run(["curl", "--silent", "--show-error", "--noproxy", "*", "--max-time", "20", *arguments], capture_output=True, timeout=30)
    assert ran.returncode == 0, ran.stderr
    return ran.stdout.decode()


def test_an_answer_is_watched_and_read_again_from_the_middle(shared, api):
    body = json.dumps({"content": models.CODE})
    headers = ["-H", "Content-Type: application/json", "-H", "Accept: text/event-stream"]
    whole = curl("-N", f"{shared.address}/chat", *headers, "-d", body)
    ids = re.findall(r"^id: (.+)$", whole, re.MULTILINE)
    stream = re.search(r'"stream":"([^"]+)"', whole).group(1)
    middle = ids[len(ids) // 2]
    rest = curl("-N", f"{shared.address}/api/streams/{stream}/events?after={middle}")
    assert whole.endswith(rest.partition("\n\n")[2])
    assert ids[-1] == re.findall(r"^id: (.+)$", rest, re.MULTILINE)[-1]


def test_a_file_is_uploaded_in_chunks(shared, tmp_path):
    path = tmp_path / "file.bin"
    path.write_bytes(b"x" * 3_000_000)
    answer = curl("-T", str(path), "-X", "POST", "-H", "Transfer-Encoding: chunked", "-H", "Content-Type: application/octet-stream", f"{shared.address}/api/uploads?name=file.bin")
    assert json.loads(answer)["bytes"] == 3_000_000


def test_compression_asked_for_is_understood(shared):
    assert json.loads(curl("--compressed", f"{shared.address}/openapi.json"))["openapi"].startswith("3.1")
