"""Throughline as many pods and workers on this machine: NATS with JetStream, PostgreSQL, Redis, and HAProxy or nginx in front, all on loopback."""

import argparse
import pathlib
import shutil
import signal
import sys
import tempfile
import threading

from .cluster import Cluster
from .front import FRONTS
from .part import PartFailed


class Stopped(Exception):
    """Somebody asked us to end."""


def _stop(number, _frame):
    raise Stopped(signal.Signals(number).name)


def _options():
    parser = argparse.ArgumentParser(prog="./cluster", description=__doc__)
    parser.add_argument("--pods", type=int, default=3, help="gateway pods (default 3)")
    parser.add_argument("--workers", type=int, default=2, help="workers (default 2)")
    parser.add_argument("--front", choices=list(FRONTS), default="haproxy", help="what stands before the pods (default haproxy)")
    parser.add_argument("--nats-servers", type=int, default=3, choices=[1, 3, 5], help="servers of NATS (default 3: each stream has three replicas)")
    parser.add_argument("--port", type=int, default=8080, help="port of the front without TLS (default 8080; 0: any free one)")
    parser.add_argument("--keep", type=pathlib.Path, metavar="DIR", help="keep data and logs in this folder, and go on with what is there")
    options = parser.parse_args()
    if options.pods < 1 or options.workers < 1:
        parser.error("at least one pod and one worker are needed")
    return options


def _tell(cluster):
    names = {"haproxy": "HAProxy", "nginx": "nginx"}
    print(f"listening on {cluster.front.address} (with TLS and HTTP/2: {cluster.front.tls_address})")
    print(f"{len(cluster.pods)} pods: {', '.join(pod.address for pod in cluster.pods)}")
    print(f"{len(cluster.workers)} workers: {', '.join(worker.address for worker in cluster.workers)}")
    print(f"NATS: {', '.join(f'127.0.0.1:{server.port}' for server in cluster.nats)}; PostgreSQL: 127.0.0.1:{cluster.postgresql.port}; "
          f"Redis: 127.0.0.1:{cluster.redis.port}; {names[cluster.front.kind]} in front")
    print(f"logs in {cluster.folder}; Ctrl-C stops all", flush=True)


def _watch(cluster):
    """Until somebody asks us to end; a part that ends by itself is told of once a start."""
    told = set()
    while True:
        for part in cluster.fallen():
            if (part.name, part.starts) not in told:
                told.add((part.name, part.starts))
                print(f"{part.name} ended with status {part.process.returncode}; see {part.log}", file=sys.stderr, flush=True)
        threading.Event().wait(0.5)


def main():
    options = _options()
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, _stop)
    folder = options.keep.resolve() if options.keep else pathlib.Path(tempfile.mkdtemp(prefix="throughline-cluster-"))
    has_failed = True
    cluster = None
    try:
        try:
            cluster = Cluster(folder, options.pods, options.workers, options.front, options.nats_servers, port=options.port or None)
            cluster.start()
            _tell(cluster)
            _watch(cluster)
        except Stopped:
            has_failed = False
        finally:
            # The second time, whoever asks does not want to wait.
            try:
                if cluster:
                    cluster.stop()
            except Stopped:
                cluster.kill()
    except PartFailed as failure:
        print(f"cluster: {failure}", file=sys.stderr)
    if not options.keep and not has_failed:
        shutil.rmtree(folder, ignore_errors=True)
    sys.exit(2 if has_failed else 0)


main()
