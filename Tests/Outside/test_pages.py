"""The pages: embedded in the program, or out of a folder for people who change them."""

import subprocess

import pytest

from support.api import problem
from support.process import clean_environment, throughline


def test_pages_come_out_of_a_folder_as_they_are_now(start, connect, tmp_path):
    web = tmp_path / "web"
    (web / "app").mkdir(parents=True)
    (web / "index.html").write_text("<!doctype html><title>mine</title>")
    (web / "app" / "main.js").write_text("1")
    (tmp_path / "secret").write_text("secret")
    (web / "link").symlink_to(tmp_path / "secret")
    api = connect(start("--web", str(web)))
    assert "mine" in api.get("/").text
    assert api.get("/app/main.js").text == "1"
    (web / "app" / "main.js").write_text("2")
    assert api.get("/app/main.js").text == "2"
    for path in ("/link", "/..%2fsecret", "/%2e%2e/secret", "/welcome.js", "/docs"):
        problem(api.get(path), 404, "not_found")
    assert api.get("/healthz").status_code == 200
    assert api.get("/api/chats").json()["items"] == []


@pytest.mark.parametrize("made", [False, True])
def test_a_folder_without_pages_is_refused(tmp_path, made):
    if made:
        (tmp_path / "web").mkdir()
    ran = subprocess.run(
        [throughline(), "serve", "--listen", "127.0.0.1:0", "--data", str(tmp_path / "data"), "--web", str(tmp_path / "web")],
        env=clean_environment(), capture_output=True, text=True, timeout=20,
    )
    assert ran.returncode == 2
    assert len(ran.stderr.strip().splitlines()) == 1 and "--web" in ran.stderr
