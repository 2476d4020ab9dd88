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
    for path in ("/link", "/..%2fsecret", "/%2e%2e/secret", "/app/other.js", "/docs"):
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


@pytest.mark.parametrize("path", ["/", "/docs"])
def test_a_page_runs_nothing_but_our_own_files(api, path):
    answer = api.get(path)
    policy = [directive.strip() for directive in answer.headers["content-security-policy"].split(";")]
    for directive in ("default-src 'none'", "script-src 'self'", "style-src 'self'", "connect-src 'self'", "frame-ancestors 'none'"):
        assert directive in policy
    assert "unsafe" not in answer.headers["content-security-policy"]
    assert answer.headers["referrer-policy"] == "no-referrer"
    assert answer.headers["cross-origin-opener-policy"] == "same-origin"
    assert "camera=()" in answer.headers["permissions-policy"]
    again = api.get(path, headers={"If-None-Match": answer.headers["etag"]})
    assert again.status_code == 304 and again.headers["content-security-policy"] == answer.headers["content-security-policy"]


def test_the_template_of_the_page_is_the_command_s(api, tmp_path):
    """After a change of the template: `throughline mapping template Web/mapping-template.xlsx`, the old one removed first."""
    written = tmp_path / "template.xlsx"
    subprocess.run([throughline(), "mapping", "template", str(written)], env=clean_environment(), capture_output=True, timeout=20, check=True)
    answer = api.get("/mapping-template.xlsx")
    assert answer.content == written.read_bytes()
    assert answer.headers["content-type"] == "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def test_a_script_carries_the_policy_of_the_worker_that_it_may_become(api):
    assert "default-src 'none'" in api.get("/docs/docs.js").headers["content-security-policy"]


def test_the_frame_of_foreign_html_reaches_nothing(start, connect, tmp_path):
    web = tmp_path / "web"
    web.mkdir()
    for name in ("index.html", "artifact-frame.html"):
        (web / name).write_text("<!doctype html><title>t</title>")
    headers = connect(start("--web", str(web))).get("/artifact-frame.html").headers
    policy = headers["content-security-policy"]
    assert "sandbox allow-scripts" in policy and "allow-same-origin" not in policy
    assert "connect-src" not in policy and "default-src 'none'" in policy and "frame-ancestors 'self'" in policy
    assert headers["x-dns-prefetch-control"] == "off" and headers["connection-allowlist"] == "()"
