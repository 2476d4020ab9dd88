"""The engines, each started once for all tests, in folders that PostgreSQL's own user can enter."""

import pathlib
import sys
import tempfile

import pytest

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "deploy"))

import engines  # noqa: E402  (needs the path above)

NAMES = ["postgres", "duckdb", "sqlite", "pyspark", "spark"]


@pytest.fixture(scope="session")
def started():
    """Engines by name, started when they are first asked for."""
    running = {}
    with tempfile.TemporaryDirectory(prefix="throughline-mapping-") as folder:
        makers = {"postgres": engines.Postgres, "duckdb": engines.DuckDB, "sqlite": engines.SQLite, "pyspark": engines.PySpark}

        def start(name):
            if name not in running:
                running[name] = engines.SparkSQL(start("pyspark")) if name == "spark" else makers[name](pathlib.Path(folder))
            return running[name]

        yield start
        for engine in running.values():
            engine.close()


@pytest.fixture(params=NAMES)
def engine(request, started):
    return started(request.param)
