"""The examples do what they say."""

import subprocess
import sys

import pytest

from support.process import ROOT, clean_environment


@pytest.mark.parametrize(
    ("command", "said"),
    [(["bash", "resume.sh"], "stream.completed"), ([sys.executable, "openai_sdk.py"], "tokens:"), (["node", "watch.mjs"], "completed; what came")],
)
def test_an_example_runs(shared, command, said):
    environment = clean_environment(THROUGHLINE_URL=shared.address)
    ran = subprocess.run(command, cwd=ROOT / "Examples", env=environment, capture_output=True, text=True, timeout=60)
    assert ran.returncode == 0, ran.stderr
    assert said in ran.stdout
