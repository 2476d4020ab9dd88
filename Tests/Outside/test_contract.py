"""schemathesis over the API document: no 5xx, and no answer that the document does not tell of."""

import pathlib
import subprocess
import sys

SECONDS = 45
# Connections that stay open are judged by the tests of streams, sessions and frames.
ENDLESS = r"/events$|/sse$|/ws"
CHECKS = ",".join(
    ["not_a_server_error", "status_code_conformance", "content_type_conformance", "response_headers_conformance", "response_schema_conformance",
     "negative_data_rejection", "unsupported_method", "allow_header_conformance", "use_after_free"]
)


def test_the_server_answers_as_its_document_says(start, upstream):
    server = start(environment=upstream.environment())
    command = [
        str(pathlib.Path(sys.executable).with_name("schemathesis")), "run", f"{server.address}/openapi.json",
        "--checks", CHECKS, "--exclude-path-regex", ENDLESS, "--phases", "examples,coverage,fuzzing,stateful",
        "--max-examples", "12", "--max-time", str(SECONDS), "--seed", "1", "--request-timeout", "10", "--workers", "1",
        "--suppress-health-check", "all", "--no-color",
    ]  # fmt: skip
    ran = subprocess.run(command, capture_output=True, text=True, timeout=SECONDS * 3, cwd=server.folder)
    assert ran.returncode == 0, ran.stdout[-6000:] + ran.stderr[-2000:]
    assert server.process.poll() is None
