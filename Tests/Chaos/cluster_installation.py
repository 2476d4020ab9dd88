"""Many pods and workers with their engines, the links between them, and the upstream that they ask."""

import collections
import threading
import time

from installation import free_port
from support.process import Program, clean_environment, companion, throughline

from cluster.cluster import Cluster
from cluster.part import PartFailed

RESTART_SECONDS = 60


class ClusterInstallation:
    """One address, the front's, that outlives every process behind it."""

    def __init__(self, folder, pods=3, workers=2, front="haproxy", binary=None):
        self.folder = folder
        self._restarting = collections.defaultdict(threading.Lock)
        self.upstream_port = free_port()
        self.upstream = None
        self.start_upstream()
        environment = clean_environment(
            OPENAI_BASE_URL=f"http://127.0.0.1:{self.upstream_port}/v1",
            OPENAI_API_KEY="key-for-openai-tests",
            ANTHROPIC_BASE_URL=f"http://127.0.0.1:{self.upstream_port}",
            ANTHROPIC_API_KEY="key-for-anthropic-tests",
            THROUGHLINE_CHAT_MODEL="scripted",
            THROUGHLINE_SCRIPTED_TOKENS_PER_SECOND="400",
            THROUGHLINE_RUNS_RETRY_DELAY="20ms",
        )
        self.cluster = Cluster(folder, pods, workers, front, are_linked=True, environment=environment, binary=binary or throughline())
        try:
            self.cluster.start()
        except BaseException:
            self.close()
            raise

    @property
    def address(self):
        return self.cluster.front.address

    @property
    def port(self):
        return self.cluster.front.port

    @property
    def starts(self):
        return sum(part.starts for part in self.cluster.processes)

    @property
    def all_links(self):
        return [link for links in self.cluster.links.values() for link in links.values()]

    def set_clock(self, _offset_seconds):
        """All processes of one machine share its clock."""

    def start_upstream(self):
        arguments = [companion("fake-provider"), "--port", str(self.upstream_port)]
        self.upstream = Program(arguments, clean_environment(), self.folder / "upstream.log")

    def restart(self, part):
        """As one who watches over processes does: again until it stays, should it end because another part is down."""
        deadline = time.monotonic() + RESTART_SECONDS
        # Two faults at once may have ended the same part.
        with self._restarting[part.name]:
            while not part.is_running:
                try:
                    return part.start()
                except PartFailed:
                    if part.is_running or time.monotonic() > deadline:
                        raise
                    time.sleep(0.2)

    def heal(self):
        """Everything runs and every link carries."""
        for link in self.all_links:
            link.restore()
        for part in self.cluster.parts:
            part.resume()
            self.restart(part)
        for part in self.cluster.parts:
            part.wait_ready()

    def close(self):
        self.cluster.kill()
        self.cluster.stop()
        self.upstream.kill()
