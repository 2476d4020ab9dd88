"""The whole cluster: what is started in which order, and how one part reaches another."""

import pathlib
import signal

from .engines import NATSServer, PostgreSQL, Redis
from .front import FRONTS
from .link import Links
from .part import free_port
from .process import Process


class Cluster:
    """Engines, pods, workers and a front on loopback.

    `environment` is that of pods and workers, by default the caller's.
    With `are_linked` each pod and worker reaches each engine over a link of its own, `links[name][engine]`, which can be stalled and cut.
    """

    def __init__(self, folder, pods=3, workers=2, front="haproxy", nats_servers=3, are_linked=False, environment=None, binary=None, port=None):
        self.folder = pathlib.Path(folder)
        self.folder.mkdir(parents=True, exist_ok=True)
        route_ports = [free_port() for _ in range(nats_servers)]
        self.nats = [NATSServer(number, self.folder, route_ports) for number in range(1, nats_servers + 1)]
        self.postgresql = PostgreSQL(self.folder)
        self.redis = Redis(self.folder)
        self._links = Links() if are_linked else None
        self.links = {}
        self._environment = environment
        self._binary = binary
        self.pods = []
        self.workers = []
        self._counts = pods, workers
        self._front_kind = FRONTS[front]
        self._port = port
        self.front = None

    @property
    def engines(self):
        return [*self.nats, self.postgresql, self.redis]

    @property
    def processes(self):
        return [*self.workers, *self.pods]

    @property
    def parts(self):
        return [*self.engines, *self.processes, *([self.front] if self.front else [])]

    def start(self):
        """Starts everything and waits until it is ready. What has been started when something fails is stopped by `stop`."""
        self.postgresql.prepare()
        for server in self.nats:
            server.launch()
        self.redis.launch()
        self.postgresql.start()
        self.postgresql.create_database()
        for engine in [*self.nats, self.redis]:
            engine.wait_ready()
        pods, workers = self._counts
        self.workers = [self._process(f"worker-{number}", "worker") for number in range(1, workers + 1)]
        self.pods = [self._process(f"pod-{number}", "gateway") for number in range(1, pods + 1)]
        for process in self.processes:
            process.launch()
        for process in self.processes:
            process.wait_ready()
        self.front = self._front_kind(self.folder, [pod.port for pod in self.pods], port=self._port)
        self.front.start()

    def _process(self, name, role):
        return Process(name, role, self.folder, self._urls(name), environment=self._environment, binary=self._binary)

    def _urls(self, name):
        """How this process reaches the engines."""
        ports = {engine.name: engine.port for engine in self.engines}
        if self._links:
            self.links[name] = {engine.name: self._links.open(f"{name} to {engine.name}", engine.port) for engine in self.engines}
            ports = {engine: link.port for engine, link in self.links[name].items()}
        return {
            "THROUGHLINE_STORE": self.postgresql.url(ports["postgresql"]),
            "THROUGHLINE_BUS": "nats://" + ",".join(f"127.0.0.1:{ports[server.name]}" for server in self.nats),
            "THROUGHLINE_BROKER_REPLICAS": str(min(3, len(self.nats))),
            "THROUGHLINE_REGISTRY": f"redis://127.0.0.1:{ports['redis']}",
        }

    def fallen(self):
        """Parts that were started and have ended by themselves."""
        return [part for part in self.parts if part.process is not None and not part.is_running]

    def stop(self):
        """Top down, what can end at the same time at the same time."""
        for parts in ([self.front] if self.front else []), self.pods, self.workers, [self.redis, *self.nats, self.postgresql]:
            for part in parts:
                part.signal(signal.SIGCONT)
                part.signal(part.stop_signal)
            for part in parts:
                part.stop()
        if self._links:
            self._links.close()
            self._links = None

    def kill(self):
        """Everything at once, for those who cannot wait."""
        for part in reversed(self.parts):
            part.kill()
