"""nginx and HAProxy with the very files of deploy/, on ports, with a certificate and for pods of this machine."""

import os
import pathlib
import re
import socket
import subprocess

from .engines import program
from .part import Part, PartFailed, answers, free_port, wait_until

DEPLOY = pathlib.Path(__file__).resolve().parents[1]


def replaced(text, *changes):
    """Each change, a pattern and what stands for it, must find its place: the file and this tool are changed together."""
    for pattern, replacement in changes:
        text, count = re.subn(pattern, lambda _: replacement, text, flags=re.MULTILINE)
        if count == 0:
            raise PartFailed(f"the front's configuration has nothing that looks like {pattern!r}")
    return text


def certificate(folder):
    """A certificate for this machine that its own key signed: (certificate, key)."""
    paths = folder / "front.crt", folder / "front.key"
    if not paths[1].exists():
        subprocess.run(
            [program("openssl", "openssl"), "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "30",
             "-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1", "-out", str(paths[0]), "-keyout", str(paths[1])],
            check=True, capture_output=True, timeout=60)
    return paths


class Front(Part):
    """What browsers talk to: `port` without TLS, `tls_port` with it and with HTTP/2, `redirect_port` which only points to the latter."""

    ready_seconds = 10
    stop_seconds = 5

    def __init__(self, folder, pod_ports, port=None):
        super().__init__(self.kind, folder)
        self.pod_ports = list(pod_ports)
        self.port = port or free_port()
        self.tls_port = free_port()
        self.redirect_port = free_port()
        self.certificate, self.key = certificate(self.folder)

    @property
    def address(self):
        return f"http://127.0.0.1:{self.port}"

    @property
    def tls_address(self):
        return f"https://127.0.0.1:{self.tls_port}"

    def is_ready(self):
        return answers(self.port) and answers(self.tls_port)


class HAProxy(Front):
    kind = "haproxy"

    def __init__(self, *arguments, leave_out=None, **more):
        super().__init__(*arguments, **more)
        self.leave_out = leave_out

    def arguments(self):
        bundle = self.folder / "front.pem"
        bundle.write_text(self.certificate.read_text() + self.key.read_text())
        pods = "".join(f"    server pod-{number} 127.0.0.1:{port}\n" for number, port in enumerate(self.pod_ports, 1))
        text = replaced(
            (DEPLOY / "haproxy" / "haproxy.cfg").read_text(),
            (r"^    maxconn \d+$", "    maxconn 4000"),
            (r"^    stats socket \S+", "    stats socket unix@admin.sock"),
            (r"^    bind :80$", f"    bind 127.0.0.1:{self.redirect_port}"),
            (r"^    bind :443 ssl crt \S+", f"    bind 127.0.0.1:{self.port}\n    bind 127.0.0.1:{self.tls_port} ssl crt front.pem"),
            (r"(^    server \S+ \S+\n?)+", pods),
        )
        if self.leave_out:
            text = replaced(text, (rf"^ *{re.escape(self.leave_out)}\n", ""))
        (self.folder / "haproxy.cfg").write_text(text)
        return [program("haproxy", "haproxy"), "-db", "-f", "haproxy.cfg"]

    def command(self, line):
        """What its administration's socket answers."""
        # Through the folder's descriptor: the path itself may be longer than a socket's address can be.
        folder = os.open(self.folder, os.O_RDONLY | os.O_DIRECTORY)
        try:
            with socket.socket(socket.AF_UNIX) as made:
                made.settimeout(5)
                made.connect(f"/proc/self/fd/{folder}/admin.sock")
                made.sendall(f"{line}\n".encode())
                return b"".join(iter(lambda: made.recv(65536), b"")).decode()
        finally:
            os.close(folder)

    def set_state(self, pod_number, state):
        """`drain`: what it has goes on, and nothing new comes; `ready` takes that back."""
        self.command(f"set server pods/pod-{pod_number} state {state}")

    def ready_pods(self):
        rows = [row.split(",") for row in self.command("show stat").splitlines() if row.startswith("pods,pod-")]
        return sum(row[17].startswith("UP") for row in rows)

    def wait_until_pods(self, count, seconds=10):
        """Whether the health checks found so many in time."""
        return wait_until(lambda: self.ready_pods() == count, seconds)


class Nginx(Front):
    kind = "nginx"

    def arguments(self):
        pods = "".join(f"    server 127.0.0.1:{port} max_fails=1 fail_timeout=1s;\n" for port in self.pod_ports)
        text = replaced(
            (DEPLOY / "nginx" / "throughline.conf").read_text(),
            (r"^    listen 80;", f"    listen 127.0.0.1:{self.redirect_port};"),
            (r"^    listen 443 ssl http2;", f"    listen 127.0.0.1:{self.port};\n    listen 127.0.0.1:{self.tls_port} ssl http2;"),
            (r"^    ssl_certificate .*;$", f"    ssl_certificate {self.certificate};"),
            (r"^    ssl_certificate_key .*;$", f"    ssl_certificate_key {self.key};"),
            (r"(^    server [\d.:]+ .*;\n)+", pods),
        )
        (self.folder / "throughline.conf").write_text(text)
        owner = "user root;\n" if os.geteuid() == 0 else ""
        temporary = "".join(f"  {kind}_temp_path {self.folder}/{kind};\n" for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi"))
        (self.folder / "nginx.conf").write_text(
            f"{owner}daemon off;\nworker_processes 1;\nworker_shutdown_timeout 2s;\npid {self.folder}/nginx.pid;\nerror_log stderr warn;\n"
            f"events {{ worker_connections 4000; }}\nhttp {{\n  access_log off;\n{temporary}  include {self.folder}/throughline.conf;\n}}\n"
        )
        return [program("nginx", "nginx-light"), "-e", "stderr", "-p", self.folder, "-c", self.folder / "nginx.conf"]


FRONTS = {"haproxy": HAProxy, "nginx": Nginx}
