"""The server that the page talks to, with the network between them in our hands."""

import os

from Outside.support.api import Api
from Outside.support.server import Server

from .network import Network


class Site:
    """A server behind a network that can fail. The page keeps its address while the server is killed and started again."""

    def __init__(self, folder, *flags, environment=None):
        web = os.environ.get("THROUGHLINE_WEB")
        self.folder = folder
        self.flags = (*flags, *(("--web", web) if web else ()))
        self.environment = environment
        self.server = Server(folder, *self.flags, environment=environment)
        self.network = Network(self.server.port)
        self.clients = []

    @property
    def address(self):
        """Where the page finds the server, whichever process that is."""
        return self.network.address

    @property
    def direct(self):
        """The server itself, without the network between: for what is measured."""
        return self.server.address

    @property
    def database(self):
        """The store's file, for what is written into it while no server holds it."""
        return self.server.data / "throughline.db"

    def api(self):
        """A client beside the page that no cut of the network touches."""
        self.clients.append(Api(self.server.address))
        return self.clients[-1]

    def kill(self):
        """SIGKILL, as a power cut would; the page finds nobody."""
        self.server.kill()
        self.network.cut()

    def stop(self):
        """SIGTERM, and waits for the end."""
        self.server.terminate()

    def start(self):
        """The same data under a new process."""
        self.server = Server(self.folder, *self.flags, environment=self.environment)
        self.network.target = self.server.port

    def close(self):
        for client in self.clients:
            client.close()
        self.network.close()
        self.server.kill()
