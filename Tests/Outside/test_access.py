"""Keys, tokens, tickets, strangers, limits, and addresses that others reach."""

import base64
import functools
import hashlib
import hmac
import http.server
import json
import subprocess
import threading
import time

import httpx
import pytest
import websockets.exceptions
import websockets.sync.client

from support import models
from support.api import Api
from support.process import clean_environment, throughline, wait_until

SECRET = "a-secret-of-the-tests,-long-enough-for-HS256"


def run(*arguments, **environment):
    return subprocess.run([throughline(), *map(str, arguments)], env=clean_environment(**environment), capture_output=True, text=True, timeout=60)


def make_key(data, user, role, *more):
    ran = run("key", "create", "--user", user, "--role", role, "--data", data, *more)
    assert ran.returncode == 0, ran.stderr
    key, rest = ran.stdout.split("\n", 1)
    assert key.startswith("tl_") and rest == ""
    return key


def as_caller(server, key):
    return Api(server.address, headers={"Authorization": f"Bearer {key}"})


@pytest.fixture
def guarded(start, tmp_path):
    """A server with keys, and a caller for each role and one stranger."""
    data = tmp_path / "own" / "data"
    names = {"ann": "member", "bob": "member", "eve": "member", "olga": "operator", "root": "admin"}
    keys = {name: make_key(data, name, role) for name, role in names.items()}
    server = start()
    server.keys = keys
    callers = {name: as_caller(server, key) for name, key in keys.items()}
    server.callers = callers
    yield server
    for caller in callers.values():
        caller.close()


def test_keys_are_managed_on_the_command_line(start, tmp_path, connect):
    server = start()
    anybody = connect(server)
    assert anybody.get("/api/chats").status_code == 200
    key = make_key(server.data, "ann", "admin", "--label", "first", "--expires", "90d")
    wait_until(lambda: anybody.get("/api/chats").status_code == 401, what="the first key")
    with as_caller(server, key) as ann:
        me = ann.json("/api/me")
        assert me["name"] == "ann" and me["role"] == "admin" and me["authentication"] == "key"
        listed = run("key", "list", "--data", server.data)
        assert me["key"] in listed.stdout and key not in listed.stdout and "first" in listed.stdout
        rotated = run("key", "rotate", me["key"], "--overlap", "0s", "--data", server.data).stdout.strip()
        wait_until(lambda: ann.get("/api/me").status_code == 401, what="the end of the old secret")
        with as_caller(server, rotated) as again:
            assert again.json("/api/me")["key"] == me["key"]
            assert run("key", "revoke", rotated, "--data", server.data).returncode == 0
            wait_until(lambda: again.get("/api/me").status_code == 401, what="the revocation")
    assert anybody.get("/api/chats").status_code == 401, "without a valid key nobody is let in"
    assert run("user", "role", "ann", "viewer", "--data", server.data).stdout == "ann is viewer and enabled\n"
    assert "viewer" in run("user", "list", "--data", server.data).stdout


@pytest.mark.parametrize(
    "arguments",
    [["key"], ["key", "create"], ["key", "create", "--user", "a", "--role", "king"], ["key", "create", "--user", "a", "--scope", "all"],
     ["key", "create", "--user", "a", "--expires", "soon"], ["key", "revoke"], ["key", "make"], ["user"], ["user", "role", "a"], ["user", "role", "a", "king"]],
)
def test_bad_use_is_told_in_one_line(arguments, tmp_path):
    ran = run(*arguments, "--data", tmp_path / "data")
    assert ran.returncode == 2 and len(ran.stderr.strip().splitlines()) == 1 and ran.stdout == ""


def test_an_open_address_is_refused_until_there_are_keys(tmp_path):
    data = tmp_path / "data"
    refused = run("serve", "--listen", "0.0.0.0:0", "--data", data)
    assert refused.returncode == 2 and len(refused.stderr.strip().splitlines()) == 1
    assert "throughline key create" in refused.stderr
    make_key(data, "ann", "admin")
    program = subprocess.Popen(
        [throughline(), "serve", "--listen", "0.0.0.0:0", "--data", str(data)], env=clean_environment(), stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL, text=True)
    try:
        assert "listening" in program.stdout.readline()
    finally:
        program.terminate()
        program.wait(timeout=20)
        program.stdout.close()


def test_nobody_sees_anything_without_a_key(guarded, connect):
    nobody = connect(guarded)
    for path in ["/api/chats", "/api/me", "/v1/models", "/api/ledger", "/sse?session=s"]:
        answer = nobody.get(path)
        assert answer.status_code == 401 and answer.headers["www-authenticate"].startswith("Bearer"), path
    assert nobody.get("/api/chats").json()["code"] == "auth.required"
    assert nobody.get("/v1/models").json()["error"]["type"] == "authentication_error"
    for path in ["/healthz", "/readyz", "/", "/openapi.json", "/api/schemas"]:
        assert nobody.get(path).status_code == 200, path
    key = guarded.keys["ann"]
    for headers in [{"X-Api-Key": key}, {"api-key": key}, {"Authorization": f"bearer {key}"}]:
        assert nobody.get("/api/me", headers=headers).json()["name"] == "ann"
    for headers in [{"X-Api-Key": key[:-1]}, {"Authorization": f"Basic {key}"}, {"Authorization": "Bearer eyJhbGciOiJub25lIn0.e30."}]:
        assert nobody.get("/api/me", headers=headers).json()["code"] == "auth.invalid"


def test_a_stranger_sees_nothing_and_a_guest_what_was_shared(guarded):
    ann, bob, eve, olga = (guarded.callers[name] for name in ["ann", "bob", "eve", "olga"])
    accepted, reader = ann.answered(models.SHORT)
    chat = accepted["id"].split("_")[0]
    paths = [
        f"/api/chats/{chat}", f"/api/chats/{chat}/messages", f"/api/chats/{chat}/export", f"/api/messages/{accepted['id']}",
        f"/api/streams/{accepted['stream']}", f"/api/streams/{accepted['stream']}/events", f"/api/trace/{accepted['id']}",
    ]
    for path in paths:
        assert eve.get(path).status_code == 404, path
        assert olga.get(path).status_code == 200, path
    assert eve.post_message(chat, "let me in").status_code == 404
    assert eve.post(f"/api/streams/{accepted['stream']}/cancel").status_code == 404
    assert eve.post("/v1/chat/completions", json={"model": models.SHORT, "messages": [{"role": "user", "content": "x"}]},
                    headers={"X-Throughline-Chat": chat}).status_code == 404
    assert eve.json("/api/ledger", chat=chat)["items"] == [] and eve.json("/api/chats")["items"] == []
    assert [item["id"] for item in ann.json("/api/chats")["items"]] == [chat]
    assert [item["id"] for item in olga.json("/api/chats", all="true")["items"]] == [chat]
    assert ann.put(f"/api/chats/{chat}/shares/bob", json={"role": "viewer"}).status_code == 200
    assert bob.get(f"/api/chats/{chat}").status_code == 200 and bob.post_message(chat, "may I?").status_code == 403
    assert ann.put(f"/api/chats/{chat}/shares/bob", json={"role": "member"}).status_code == 200
    assert bob.answered(models.SHORT, chat)[1].text
    assert ann.delete(f"/api/chats/{chat}/shares/bob").status_code == 204
    assert bob.get(f"/api/chats/{chat}").status_code == 404


def test_sessions_of_the_same_name_do_not_meet(guarded):
    ann, eve = guarded.callers["ann"], guarded.callers["eve"]
    chat = ann.new_chat()
    accepted = ann.ask(chat, models.SHORT, headers={"X-Throughline-Session": "mine"})
    ann.read(accepted["stream"])
    assert eve.post("/api/sessions/mine/streams", json={"stream": accepted["stream"]}).status_code == 404
    first = next(ann.raw_events("/api/sessions/mine/events"))
    assert json.loads(first.data)["stream"] == accepted["stream"]


def test_a_ticket_opens_a_stream_for_a_browser(guarded, connect):
    ann, nobody = guarded.callers["ann"], connect(guarded)
    accepted, reader = ann.answered(models.SHORT)
    ticket = ann.post("/api/tickets", json={"stream": accepted["stream"]}).json()["ticket"]
    assert nobody.read(accepted["stream"], ticket=ticket).text == reader.text
    assert nobody.get(f"/api/streams/{accepted['stream']}", params={"ticket": ticket}).status_code == 401
    assert nobody.get(f"/api/streams/{accepted['stream']}/events", params={"ticket": ticket + "x"}).status_code == 401
    assert guarded.callers["eve"].post("/api/tickets", json={"stream": accepted["stream"]}).status_code == 404


def web_socket(server, path):
    return websockets.sync.client.connect(server.address.replace("http", "ws") + path, proxy=None, open_timeout=10, close_timeout=2)


def test_what_a_guest_reads_ends_with_the_share(guarded):
    ann, bob = guarded.callers["ann"], guarded.callers["bob"]
    chat = ann.new_chat()
    assert ann.put(f"/api/chats/{chat}/shares/bob", json={"role": "viewer"}).status_code == 200
    stream = ann.ask(chat, models.LONG)["stream"]
    with web_socket(guarded, "/api/ws/guest") as socket:
        for frame in [{"type": "auth", "token": guarded.keys["bob"]}, {"type": "subscribe", "stream": stream}]:
            socket.send(json.dumps(frame))
            assert json.loads(socket.recv(timeout=10))["type"] == "ok"
        events = bob.raw_events(f"/api/streams/{stream}/events")
        next(events)
        assert ann.delete(f"/api/chats/{chat}/shares/bob").status_code == 204
        with pytest.raises(httpx.TransportError):
            for _ in events:
                pass
        with pytest.raises(websockets.exceptions.ConnectionClosed) as closed:
            while True:
                socket.recv(timeout=10)
        assert closed.value.rcvd.code == 1001
    assert bob.get(f"/api/streams/{stream}/events").status_code == 404
    assert ann.get(f"/api/streams/{stream}").json()["state"]["status"] == "streaming"
    assert ann.post(f"/api/streams/{stream}/cancel").status_code == 200


def test_a_web_socket_says_who_it_is(guarded):
    with web_socket(guarded, "/api/ws/c") as socket:
        def call(**frame):
            socket.send(json.dumps(frame))
            return json.loads(socket.recv(timeout=10))

        assert call(type="ping")["type"] == "ok"
        assert call(type="message", content="x")["code"] == "auth.required"
        assert call(type="auth", token=guarded.keys["ann"])["type"] == "ok"
        assert call(type="message", content=models.SHORT)["type"] == "ok"
    with web_socket(guarded, "/api/ws/c") as socket:
        socket.send(json.dumps({"type": "auth", "token": "tl_wrong"}))
        with pytest.raises(websockets.exceptions.ConnectionClosed) as closed:
            socket.recv(timeout=10)
        assert closed.value.rcvd.code == 4401
    chat = guarded.callers["ann"].new_chat()
    with pytest.raises(websockets.exceptions.InvalidStatus) as refused:
        web_socket(guarded, f"/ws?chat={chat}")
    assert refused.value.response.status_code == 401
    ticket = guarded.callers["ann"].post("/api/tickets", json={"chat": chat}).json()["ticket"]
    with web_socket(guarded, f"/ws?chat={chat}&ticket={ticket}"):
        pass


def encoded(part):
    return base64.urlsafe_b64encode(part if isinstance(part, bytes) else json.dumps(part).encode()).rstrip(b"=").decode()


def shared_token(**claims):
    signed = f"{encoded({'alg': 'HS256'})}.{encoded({'sub': 'ann', 'exp': int(time.time()) + 60} | claims)}"
    return f"{signed}.{encoded(hmac.digest(SECRET.encode(), signed.encode(), hashlib.sha256))}"


class Issuer:
    """An identity provider with a key of each kind, made by OpenSSL."""

    def __init__(self, folder):
        self.folder = folder
        self.openssl("genpkey", "-algorithm", "RSA", "-pkeyopt", "rsa_keygen_bits:2048", "-out", "rsa.pem")
        self.openssl("genpkey", "-algorithm", "ed25519", "-out", "ed.pem")
        modulus = self.openssl("rsa", "-in", "rsa.pem", "-noout", "-modulus").decode().strip().split("=")[1]
        point = self.openssl("pkey", "-in", "ed.pem", "-pubout", "-outform", "DER")[-32:]
        self.rsa = {"kty": "RSA", "kid": "r", "use": "sig", "n": encoded(bytes.fromhex(modulus)), "e": "AQAB"}
        self.ed = {"kty": "OKP", "crv": "Ed25519", "kid": "e", "x": encoded(point)}
        self.publish(self.rsa, self.ed)

    def openssl(self, *arguments, **more):
        return subprocess.run(["openssl", *arguments], cwd=self.folder, check=True, capture_output=True, timeout=60, **more).stdout

    def publish(self, *keys):
        (self.folder / "keys.json").write_text(json.dumps({"keys": keys}))

    def token(self, algorithm, **claims):
        key, name = {"RS256": ("rsa.pem", "r"), "EdDSA": ("ed.pem", "e")}[algorithm]
        claims = {"sub": "ann", "iss": "https://id.example", "aud": "throughline", "exp": int(time.time()) + 60} | claims
        signed = f"{encoded({'alg': algorithm, 'kid': name})}.{encoded(claims)}"
        (self.folder / "signed").write_text(signed)
        if algorithm == "RS256":
            signature = self.openssl("dgst", "-sha256", "-sign", key, "signed")
        else:
            signature = self.openssl("pkeyutl", "-sign", "-rawin", "-inkey", key, "-in", "signed")
        return f"{signed}.{encoded(signature)}"


def test_tokens_of_an_identity_provider_are_believed(start, tmp_path):
    issuer = Issuer(tmp_path)
    server = start(environment={
        "THROUGHLINE_JWT_KEYS": str(tmp_path / "keys.json"), "THROUGHLINE_JWT_ISSUER": "https://id.example",
        "THROUGHLINE_JWT_AUDIENCE": "throughline", "THROUGHLINE_JWT_LEEWAY": "5s"})

    def status(token):
        with as_caller(server, token) as caller:
            return caller.get("/api/me")

    for algorithm in ["RS256", "EdDSA"]:
        me = status(issuer.token(algorithm, role="operator")).json()
        assert me["name"] == "ann" and me["role"] == "operator" and me["authentication"] == "token"
    assert status(issuer.token("EdDSA", sub="new")).json()["role"] == "member"
    for claims in [{"exp": 1}, {"nbf": int(time.time()) + 600}, {"iss": "https://other.example"}, {"aud": "other"}, {"role": "root"}]:
        answer = status(issuer.token("RS256", **claims))
        assert answer.status_code == 401 and answer.json()["code"] == "auth.invalid", claims
    token = issuer.token("RS256")
    confused = f"{encoded({'alg': 'HS256', 'kid': 'r'})}.{token.split('.')[1]}"
    confused += "." + encoded(hmac.digest(json.dumps(issuer.rsa).encode(), confused.encode(), hashlib.sha256))
    for wrong in [token[:-4] + "AAAA", confused, f"{encoded({'alg': 'none'})}.{token.split('.')[1]}.", shared_token()]:
        assert status(wrong).status_code == 401
    assert run("user", "disable", "new", "--data", server.data).returncode == 0
    wait_until(lambda: status(issuer.token("EdDSA", sub="new")).status_code == 401, what="the user's end")


def test_keys_of_an_issuer_are_read_from_its_address(start, tmp_path):
    issuer = Issuer(tmp_path)
    handler = functools.partial(QuietFiles, directory=str(tmp_path))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as files:
        threading.Thread(target=files.serve_forever, daemon=True).start()
        server = start(environment={"THROUGHLINE_JWT_KEYS": f"http://127.0.0.1:{files.server_port}/keys.json"})
        with as_caller(server, issuer.token("RS256")) as caller:
            assert caller.json("/api/me")["name"] == "ann"
        files.shutdown()
    refused = run("serve", "--listen", "127.0.0.1:0", "--data", tmp_path / "other", "--jwt-keys", "http://id.example/keys.json")
    assert refused.returncode == 2 and "https://" in refused.stderr


class QuietFiles(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_):
        pass


def test_a_shared_secret_will_do(start):
    server = start(environment={"THROUGHLINE_JWT_SECRET": SECRET})
    with as_caller(server, shared_token(scope="openid chat:read")) as caller:
        assert caller.json("/api/me")["scopes"] == ["chat:read"]
        refused = caller.post("/api/chats", json={})
        assert refused.status_code == 403 and 'scope="chat:write"' in refused.headers["www-authenticate"]


def test_a_flooder_is_told_when_to_come_again(start, tmp_path):
    keys = [make_key(tmp_path / "own" / "data", name, "member") for name in ["ann", "bob"]]
    server = start("--limits-requests-per-minute", "5")
    with as_caller(server, keys[0]) as ann, as_caller(server, keys[1]) as bob:
        answers = [ann.get("/api/me") for _ in range(6)]
        assert [answer.status_code for answer in answers] == [200] * 5 + [429]
        assert [answer.headers["ratelimit-remaining"] for answer in answers[:5]] == ["4", "3", "2", "1", "0"]
        assert answers[0].headers["ratelimit-limit"] == "5" and answers[0].headers["ratelimit-policy"] == "5;w=60"
        assert 1 <= int(answers[5].headers["retry-after"]) <= 12 and answers[5].json()["code"] == "rate.limited"
        assert bob.get("/api/me").status_code == 200


def test_what_answers_take_is_counted_when_they_end(start, tmp_path):
    key = make_key(tmp_path / "own" / "data", "ann", "member")
    server = start("--limits-tokens-per-minute", "2")
    with as_caller(server, key) as ann:
        chat = ann.new_chat()
        ann.answered(models.SHORT, chat)
        refused = wait_until(lambda: next((a for a in [ann.post_message(chat, models.SHORT)] if a.status_code == 429), None), what="the end of the tokens")
        assert refused.json()["code"] == "rate.limited" and int(refused.headers["retry-after"]) >= 1
