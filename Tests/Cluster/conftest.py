"""A folder that PostgreSQL's own user can enter, which those of pytest do not let him."""

import pathlib
import tempfile

import pytest


@pytest.fixture
def folder():
    with tempfile.TemporaryDirectory(prefix="throughline-test-") as made:
        yield pathlib.Path(made)
