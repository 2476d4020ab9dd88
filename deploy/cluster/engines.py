"""The engines that the cluster stands on, from the distribution's packages: NATS with JetStream, PostgreSQL, Redis."""

import json
import os
import pathlib
import pwd
import secrets
import shutil
import signal
import subprocess
import time

from .part import Part, PartFailed, answers, free_port, http_is_ready


def program(name, package, *folders):
    """Where it is, also when it is an administrator's program that is not on the PATH."""
    path = os.pathsep.join([os.environ.get("PATH", ""), "/usr/sbin", "/usr/local/sbin", *map(str, folders)])
    found = shutil.which(name, path=path)
    if not found:
        raise PartFailed(f"{name} is not installed: apt-get install {package}")
    return found


class NATSServer(Part):
    """One of several servers that hold JetStream's streams together."""

    ready_seconds = 60

    def __init__(self, number, folder, route_ports):
        super().__init__(f"nats-{number}", folder)
        self.port = free_port()
        self.monitor_port = free_port()
        self.route_port = route_ports[number - 1]
        self.route_ports = route_ports
        self.configuration = self.folder / f"{self.name}.conf"

    def arguments(self):
        others = [f"nats-route://127.0.0.1:{port}" for port in self.route_ports]
        # Addresses are not handed on: clients keep to those that they were given, which may be links that somebody cuts.
        cluster = f'cluster {{ name: throughline, listen: "127.0.0.1:{self.route_port}", no_advertise: true, routes: {json.dumps(others)} }}\n'
        self.configuration.write_text(
            f'server_name: {self.name}\nlisten: "127.0.0.1:{self.port}"\nhttp: "127.0.0.1:{self.monitor_port}"\n'
            f"jetstream {{ store_dir: {json.dumps(str(self.folder / self.name))}, max_memory_store: 256MB, max_file_store: 8GB }}\n"
            f"{cluster if len(self.route_ports) > 1 else ''}"
        )
        return [program("nats-server", "nats-server"), "-c", self.configuration]

    def is_ready(self):
        return http_is_ready(self.monitor_port, "/healthz")


class PostgreSQL(Part):
    """A database of its own, under a user of its own where we are root, whom it refuses."""

    stop_signal = signal.SIGINT

    def __init__(self, folder):
        super().__init__("postgresql", folder)
        self.port = free_port()
        # Its own folder, since it must own it; a folder that was kept is used again.
        self.data = self.folder / "postgresql" / "data"
        self._password_file = self.folder / "postgresql.password"
        self.binaries = self._binaries()

    @staticmethod
    def _binaries():
        installed = sorted(pathlib.Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: float(path.parent.name))
        if not installed:
            raise PartFailed("PostgreSQL is not installed: apt-get install postgresql")
        return installed[-1]

    @property
    def password(self):
        return self._password_file.read_text().strip()

    def url(self, port=None):
        return f"postgres://throughline:{self.password}@127.0.0.1:{port or self.port}/throughline"

    def _as_owner(self, *arguments):
        if os.geteuid() != 0:
            return list(arguments)
        return [program("setpriv", "util-linux"), "--reuid=postgres", "--regid=postgres", "--init-groups", *arguments]

    def prepare(self):
        """Makes the database when there is none yet."""
        if (self.data / "PG_VERSION").exists():
            return
        self._password_file.touch(mode=0o600)
        self._password_file.write_text(secrets.token_hex(16))
        self.data.parent.mkdir(exist_ok=True)
        if os.geteuid() == 0:
            owner = pwd.getpwnam("postgres")
            os.chown(self.data.parent, owner.pw_uid, owner.pw_gid)
            self._let_through(owner)
        password = os.memfd_create("password")
        os.write(password, self.password.encode())
        os.lseek(password, 0, os.SEEK_SET)
        with open(self.log, "ab") as log:
            made = subprocess.run(
                self._as_owner(
                    str(self.binaries / "initdb"), "-D", str(self.data), "-U", "throughline", "--pwfile=/dev/stdin",
                    "--auth=scram-sha-256", "--encoding=UTF8", "--locale=C.UTF-8", "--no-sync"),
                stdin=password, stdout=log, stderr=log, cwd=self.data.parent, timeout=120)
        os.close(password)
        if made.returncode != 0:
            raise PartFailed(f"initdb ended with status {made.returncode}; see {self.log}{self._last_words()}")

    def _let_through(self, owner):
        """The way to its folder must be open to its user."""
        for folder in [self.data.parent, *self.data.parent.parents]:
            state = folder.stat()
            if state.st_uid != owner.pw_uid and not state.st_mode & 0o001:
                if folder == self.folder or folder.is_relative_to(self.folder):
                    folder.chmod(state.st_mode | 0o011)
                else:
                    raise PartFailed(f"PostgreSQL's user cannot enter {folder}: choose another folder, or chmod o+x {folder}")

    def arguments(self):
        settings = {
            "listen_addresses": "127.0.0.1", "port": self.port, "unix_socket_directories": "", "max_connections": 300,
            "shared_buffers": "64MB", "max_wal_size": "512MB", "logging_collector": "off", "timezone": "UTC",
        }
        options = [option for name, value in settings.items() for option in ("-c", f"{name}={value}")]
        return self._as_owner(str(self.binaries / "postgres"), "-D", str(self.data), *options)

    def is_ready(self):
        ready = subprocess.run([str(self.binaries / "pg_isready"), "-q", "-h", "127.0.0.1", "-p", str(self.port)], timeout=10)
        return ready.returncode == 0

    def start(self):
        self.prepare()
        # What a killed one left behind, its memory above all, is given back when its last process has noticed.
        deadline = time.monotonic() + self.ready_seconds
        while True:
            try:
                return super().start()
            except PartFailed:
                if self.is_running or self.starts < 2 or time.monotonic() > deadline:
                    raise
                time.sleep(0.2)

    def _environment_of_clients(self):
        return os.environ | {"PGHOST": "127.0.0.1", "PGPORT": str(self.port), "PGUSER": "throughline", "PGPASSWORD": self.password}

    def query(self, statement, database="throughline"):
        """Rows of text, a tuple each."""
        done = subprocess.run(
            [str(self.binaries / "psql"), "-X", "-A", "-t", "-F", "\t", "-v", "ON_ERROR_STOP=1", "-c", statement, database],
            env=self._environment_of_clients(), capture_output=True, text=True, timeout=60, check=True)
        return [tuple(line.split("\t")) for line in done.stdout.splitlines()]

    def create_database(self):
        if not self.query("SELECT 1 FROM pg_database WHERE datname = 'throughline'", database="postgres"):
            self.query("CREATE DATABASE throughline", database="postgres")


class Redis(Part):
    """Without a disk: what it knows can be asked anew."""

    def __init__(self, folder):
        super().__init__("redis", folder)
        self.port = free_port()

    def arguments(self):
        return [
            program("redis-server", "redis-server"), "--port", self.port, "--bind", "127.0.0.1", "--save", "", "--appendonly", "no",
            "--maxmemory", "256mb", "--maxmemory-policy", "volatile-ttl",
        ]

    def is_ready(self):
        return answers(self.port, b"PING\r\n", b"+PONG")
