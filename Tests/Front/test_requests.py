"""What the front refuses, tells the pods, and hides."""

import json
import subprocess

import pytest

from cluster.front import HAProxy
from cluster.part import free_port
from support import models
from support.process import clean_environment, throughline

MEBIBYTE = 1 << 20
LIMITS = {
    "/chat": MEBIBYTE, "/api/uploads?name=a.bin": 20 * MEBIBYTE, "/v1/chat/completions": 32 * MEBIBYTE, "/api/workbooks?name=a.xlsx": 50 * MEBIBYTE,
    "/api/generations": 50 * MEBIBYTE + 65536,
}
MEDIA_TYPES = {"/api/uploads?name=a.bin": "application/octet-stream", "/api/workbooks?name=a.xlsx": "application/octet-stream",
               "/api/generations": "multipart/form-data; boundary=x"}


def chunks(size):
    """A body that does not say how long it is."""
    for _ in range(size // 65536 + 1):
        yield b" " * 65536


def test_the_limits_are_those_of_the_pods():
    done = subprocess.run([throughline(), "config", "--print", "example"], capture_output=True, text=True, check=True, env=clean_environment(), timeout=30)
    settings = done.stdout
    for name, value in {"json_body": "1MiB", "compatible_body": "32MiB", "attachment": "20MiB", "workbook": "50MiB", "url": "8KiB"}.items():
        assert f'"{name}": "{value}"' in settings, "change the limits in deploy/nginx with those of the server"


# What is very large goes one way only, that of browsers.
WAYS = [(protocol, path) for protocol in ["http", "https", "h2"] for path in LIMITS if LIMITS[path] <= 32 * MEBIBYTE or protocol == "h2"]


@pytest.mark.parametrize(("protocol", "path"), WAYS)
def test_a_body_above_the_limit_is_refused_as_the_pod_does(pod, front, protocol, path, tmp_path):
    """By curl, which reads an answer that comes before it has sent all, also over HTTP/2."""
    body = tmp_path / "body"
    body.write_bytes(b" " * (LIMITS[path] + 1))
    address = front.address if protocol == "http" else front.tls_address
    ours, theirs = (curl_post(f"{base}{path}", body, protocol, front) for base in (pod.address, address))
    assert ours[0] == theirs[0] == 413
    assert ours[1]["content-type"].split(";")[0] == theirs[1]["content-type"].split(";")[0]
    if path.startswith("/v1/"):
        told = [ours[2]["error"], theirs[2]["error"]]
        assert [error["type"] for error in told] == ["invalid_request_error"] * 2
        text = "message"
    else:
        told = [ours[2], theirs[2]]
        assert told[1]["request_id"] == theirs[1]["x-request-id"]
        text = "detail"
    assert told[0].keys() == told[1].keys()
    assert [error["code"] for error in told] == ["http.body_too_large"] * 2
    assert all(f"at most {LIMITS[path]} bytes" in error[text] for error in told)


def curl_post(address, body, protocol, front):
    """Status, headers and JSON body of the answer."""
    media_type = next((media_type for path, media_type in MEDIA_TYPES.items() if address.endswith(path)), "application/json")
    version = "--http2" if protocol == "h2" else "--http1.1"
    done = subprocess.run(
        ["curl", "-sS", "-m", "20", "-D", "-", version, "--cacert", str(front.certificate), "--noproxy", "*", "-H", "Expect:",
         "-H", f"Content-Type: {media_type}", "--data-binary", f"@{body}", address],
        capture_output=True, text=True, timeout=30)
    head, _, answer = done.stdout.partition("\r\n\r\n" if "\r\n\r\n" in done.stdout else "\n\n")
    lines = head.splitlines()
    assert lines, done.stderr
    headers = dict((name.lower(), value.strip()) for name, _, value in (line.partition(":") for line in lines[1:]))
    return int(lines[0].split()[1]), headers, json.loads(answer)


def test_a_body_of_unknown_length_is_counted(direct, through):
    for client in (direct, through):
        answer = client.post("/chat", content=chunks(2 * MEBIBYTE), headers={"Content-Type": "application/json"})
        assert answer.status_code == 413 and answer.json()["code"] == "http.body_too_large"


@pytest.mark.parametrize("path", LIMITS)
def test_a_body_at_the_limit_reaches_the_pod(direct, through, path):
    """Of workbooks one that is above the limit of everything without one of its own: fifty times as much is slow and says no more."""
    size = LIMITS[path] if LIMITS[path] <= 32 * MEBIBYTE else 2 * MEBIBYTE
    headers = {"Content-Type": MEDIA_TYPES.get(path, "application/json")}
    answers = [client.post(path, content=b" " * size, headers=headers) for client in (direct, through)]
    assert answers[0].status_code == answers[1].status_code != 413


def test_the_figures_are_not_shown(direct, through):
    assert direct.get("/metrics").status_code == 200
    hidden = through.get("/metrics")
    assert hidden.status_code == 404 and hidden.json()["code"] == "not_found"


def test_problems_of_a_pod_pass_unchanged(through):
    answer = through.get("/api/chats/nothing")
    assert answer.status_code == 404
    assert answer.json()["request_id"] == answer.headers["x-request-id"]


def test_a_request_id_is_passed_on(through):
    assert through.get("/healthz", headers={"X-Request-Id": "mine-17"}).headers["x-request-id"] == "mine-17"


def test_without_tls_a_browser_is_sent_to_it(kind, front, plain_client):
    answer = plain_client.get(f"http://127.0.0.1:{front.redirect_port}/chats?a=b")
    assert answer.status_code == 308
    assert answer.headers["location"].startswith("https://127.0.0.1") and answer.headers["location"].endswith("/chats?a=b")


def test_a_pod_is_told_the_truth_about_the_client(kind, make_front, mirrors, plain_client):
    front = make_front(kind, [mirrors().port])
    lies = {
        "X-Forwarded-For": "203.0.113.9", "X-Forwarded-Proto": "gopher", "X-Forwarded-Host": "evil.example", "X-Forwarded-Port": "1",
        "Forwarded": "for=203.0.113.9",
    }
    seen = {name.lower(): value for name, value in plain_client.get(f"{front.address}/x", headers=lies).json().items()}
    assert seen["x-forwarded-for"] == "127.0.0.1"
    assert seen["x-forwarded-proto"] == "http"
    assert seen["x-forwarded-host"] == seen["host"] == f"127.0.0.1:{front.port}"
    assert "forwarded" not in seen and "x-forwarded-port" not in seen
    assert seen["x-request-id"]


def test_a_pod_that_says_it_is_not_ready_is_asked_nothing(make_front, mirrors, plain_client):
    ready, unready = mirrors(), mirrors(is_ready=False)
    front = make_front(HAProxy, [unready.port, ready.port])
    assert front.wait_until_pods(1)
    for number in range(20):
        assert plain_client.get(f"{front.address}/{number}").status_code == 200
    assert len(ready.requests) == 20 and not unready.requests


def test_without_pods_the_answer_says_when_to_ask_again(kind, make_front, plain_client):
    front = make_front(kind, [free_port()])
    answer = plain_client.get(f"{front.address}/api/chats")
    assert answer.status_code == 503
    assert answer.headers["content-type"] == "application/problem+json" and answer.headers["retry-after"] == "1"
    assert json.loads(answer.text)["code"] == "front.unavailable"


def test_a_post_of_another_vendors_client_streams(through):
    body = {"model": models.TEXT, "stream": True, "messages": [{"role": "user", "content": "hello"}]}
    with through.stream("POST", "/v1/chat/completions", json=body) as answer:
        lines = [line for line in answer.iter_lines() if line.startswith("data: ")]
    assert lines[-1] == "data: [DONE]"
