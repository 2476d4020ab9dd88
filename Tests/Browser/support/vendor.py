"""A model in our hands: it says what the test says, when the test says it, in OpenAI's form."""

import http.server
import json
import queue
import threading
import time

SECONDS = 15
# How long a call may lie in the test's hands.
PATIENCE = 120
MODEL = "by-hand"
# A name that the price table knows.
PRICED_MODEL = "gpt-4o-mini"


class Vendor:
    """Answers `/v1/chat/completions`. Each request is a `Call` that `next_call` hands to the test."""

    def __init__(self):
        self.calls = queue.Queue()
        self._server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self._server.block_on_close = False
        self._server.vendor = self
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
        self._thread.start()

    def environment(self):
        """What makes this the only vendor and its model the one that answers."""
        return {
            "OPENAI_BASE_URL": f"http://127.0.0.1:{self._server.server_port}/v1",
            "OPENAI_API_KEY": "key-for-browser-tests",
            "THROUGHLINE_OPENAI_MODELS": f"{MODEL},{PRICED_MODEL}",
            "THROUGHLINE_CHAT_MODEL": MODEL,
        }

    def next_call(self):
        """The next question, once it has come."""
        try:
            return self.calls.get(timeout=SECONDS)
        except queue.Empty:
            raise AssertionError(f"the vendor was not asked within {SECONDS} s") from None

    def answer(self, text):
        """The next question, answered at once."""
        call = self.next_call()
        call.say(text)
        call.finish()
        return call

    def close(self):
        self._server.shutdown()
        self._server.server_close()
        self._thread.join(SECONDS)


class Call:
    """One question, and the answer as far as it was given."""

    def __init__(self, request):
        self.request = request
        self.words = 0
        self.items = queue.Queue()
        self.status = queue.Queue()

    @property
    def questions(self):
        """What the user said in all, oldest first, as the model sees it."""
        return [message["content"] for message in self.request["messages"] if message["role"] == "user"]

    def refuse(self, status):
        """Answers with an error before anything else."""
        self.status.put(status)

    def say(self, *pieces):
        self._accept()
        for piece in pieces:
            self.words += 1
            self.items.put({"choices": [{"index": 0, "delta": {"content": piece}, "finish_reason": None}]})

    def think(self, text):
        self._accept()
        self.items.put({"choices": [{"index": 0, "delta": {"reasoning_content": text}, "finish_reason": None}]})

    def pace(self, pieces, per_second):
        """Says the pieces one by one at this rate, beside the test. Returns the thread."""

        def run():
            start = time.monotonic()
            pause = threading.Event()
            for index, piece in enumerate(pieces):
                pause.wait(max(0, start + index / per_second - time.monotonic()))
                self.say(piece)

        thread = threading.Thread(target=run, daemon=True)
        thread.start()
        return thread

    def finish(self):
        self._accept()
        usage = {"prompt_tokens": 10, "completion_tokens": self.words, "total_tokens": 10 + self.words}
        self.items.put({"choices": [{"index": 0, "delta": {}, "finish_reason": "stop"}]})
        self.items.put({"choices": [], "usage": usage})
        self.items.put("[DONE]")
        self.items.put(None)

    def cut(self):
        """Breaks off without an end."""
        self._accept()
        self.items.put(None)

    def _accept(self):
        self.status.put(200)


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    timeout = SECONDS
    # Small writes are not to wait for each other.
    disable_nagle_algorithm = True

    def do_POST(self):
        request = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        call = Call(request)
        self.server.vendor.calls.put(call)
        self.close_connection = True
        if (status := call.status.get(timeout=PATIENCE)) != 200:
            self.send_error(status)
            return
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Connection", "close")
        self.end_headers()
        head = {"id": "chatcmpl-1", "object": "chat.completion.chunk", "created": 1, "model": request["model"]}
        while (item := call.items.get(timeout=PATIENCE)) is not None:
            data = item if isinstance(item, str) else json.dumps(head | item, ensure_ascii=False)
            try:
                self.wfile.write(f"data: {data}\n\n".encode())
                self.wfile.flush()
            except OSError:
                return

    def log_message(self, *arguments):
        pass
