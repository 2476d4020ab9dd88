"""The four engines that generated code is run on, each with fresh tables for every question."""

import datetime
import decimal
import importlib
import re
import sqlite3
import subprocess
import tempfile
import time
import types

from cluster.engines import PostgreSQL


def quoted(name, mark='"'):
    """Names keep their spelling, as they do in what is generated."""
    return ".".join(f"{mark}{part}{mark}" for part in name.split("."))


def schema_of(name, mark='"'):
    return quoted(name.rsplit(".", 1)[0], mark)


class Postgres:
    name = dialect = "postgres"

    def __init__(self, folder):
        self._server = PostgreSQL(folder)
        self._server.start()
        self.url = f"postgres://throughline:{self._server.password}@127.0.0.1:{self._server.port}/postgres"
        self._psycopg = importlib.import_module("psycopg")
        self._connection = self._psycopg.connect(
            host="127.0.0.1", port=self._server.port, user="throughline", password=self._server.password, dbname="postgres", autocommit=False)

    def run(self, text, tables, read=None):
        """Everything happens in a transaction that is rolled back: nothing is left for the next question. `read` asks for the rows of what `text` changes."""
        with self._connection.cursor() as cursor:
            try:
                for table in tables:
                    if "." in table.name:
                        cursor.execute(f"CREATE SCHEMA IF NOT EXISTS {schema_of(table.name)}")
                    columns = ", ".join(f'"{name}" {self._type(kind)}' for name, kind in table.columns)
                    cursor.execute(f"CREATE TABLE {quoted(table.name)} ({columns})")
                    if table.rows:
                        cursor.executemany(f"INSERT INTO {quoted(table.name)} VALUES ({', '.join(['%s'] * len(table.columns))})", table.rows)
                cursor.execute(text.rstrip().rstrip(";"))
                if read:
                    cursor.execute(read)
                return [tuple(row) for row in cursor.fetchall()]
            finally:
                self._connection.rollback()

    def _type(self, kind):
        return {"DOUBLE": "double precision", "STRING": "text"}.get(kind.upper(), kind)

    def close(self):
        self._connection.close()
        self._server.stop()


class DuckDB:
    name = dialect = "duckdb"

    def __init__(self, _folder):
        self._duckdb = importlib.import_module("duckdb")

    def run(self, text, tables, read=None):
        with self._duckdb.connect(":memory:") as connection:
            for table in tables:
                if "." in table.name:
                    connection.execute(f"CREATE SCHEMA IF NOT EXISTS {schema_of(table.name)}")
                columns = ", ".join(f'"{name}" {kind}' for name, kind in table.columns)
                connection.execute(f"CREATE TABLE {quoted(table.name)} ({columns})")
                if table.rows:
                    connection.executemany(f"INSERT INTO {quoted(table.name)} VALUES ({', '.join(['?'] * len(table.columns))})", [list(row) for row in table.rows])
            found = connection.execute(text)
            return (connection.execute(read) if read else found).fetchall()

    def close(self):
        pass


class SQLite:
    name = dialect = "sqlite"

    def __init__(self, _folder):
        pass

    def run(self, text, tables, read=None):
        connection = sqlite3.connect(":memory:")
        try:
            for schema in sorted({schema_of(table.name) for table in tables if "." in table.name}):
                connection.execute(f"ATTACH ':memory:' AS {schema}")
            for table in tables:
                columns = ", ".join(f'"{name}" {self._type(kind)}' for name, kind in table.columns)
                connection.execute(f"CREATE TABLE {quoted(table.name)} ({columns})")
                rows = [tuple(self._value(value) for value in row) for row in table.rows]
                connection.executemany(f"INSERT INTO {quoted(table.name)} VALUES ({', '.join('?' * len(table.columns))})", rows)
            found = connection.execute(text)
            return (connection.execute(read) if read else found).fetchall()
        finally:
            connection.close()

    def _type(self, kind):
        """Dates are ISO text and booleans numbers (MAPPING, Meaning)."""
        return "TEXT" if re.match(r"date|timestamp", kind, re.IGNORECASE) else kind

    def _value(self, value):
        if isinstance(value, bool):
            return int(value)
        if isinstance(value, decimal.Decimal):
            return float(value)
        if isinstance(value, datetime.datetime):
            return value.isoformat(sep=" ")
        return value.isoformat() if isinstance(value, datetime.date) else value

    def close(self):
        pass


class PySpark:
    name = dialect = "pyspark"

    def __init__(self, folder):
        sql = importlib.import_module("pyspark.sql")
        self._session = (
            sql.SparkSession.builder.master("local[2]").appName("mapping").config("spark.ui.enabled", "false")
            .config("spark.sql.shuffle.partitions", "1").config("spark.default.parallelism", "1").config("spark.sql.session.timeZone", "UTC")
            .config("spark.sql.warehouse.dir", str(folder / "warehouse")).config("spark.driver.host", "127.0.0.1")
            .config("spark.driver.bindAddress", "127.0.0.1").config("spark.driver.memory", "1g").config("spark.log.level", "ERROR").getOrCreate())

    def run(self, text, tables):
        made = types.ModuleType("generated")
        exec(compile(text, "generated.py", "exec"), made.__dict__)
        self._make(tables)
        try:
            return [tuple(row) for row in made.build(self._session).collect()]
        finally:
            self._drop(tables)

    def run_sql(self, text, tables):
        self._make(tables)
        try:
            return [tuple(row) for row in self._session.sql(text.rstrip().rstrip(";")).collect()]
        finally:
            self._drop(tables)

    def _make(self, tables):
        for table in tables:
            schema = ", ".join(f"`{name}` {self._type(kind)}" for name, kind in table.columns)
            frame = self._session.createDataFrame([list(row) for row in table.rows], schema)
            if "." in table.name:
                self._session.sql(f"CREATE DATABASE IF NOT EXISTS {schema_of(table.name, '`')}")
                frame.write.mode("overwrite").saveAsTable(quoted(table.name, "`"))
            else:
                frame.createOrReplaceTempView(quoted(table.name, "`"))

    def _drop(self, tables):
        for table in tables:
            self._session.sql(f"DROP {'TABLE' if '.' in table.name else 'VIEW'} IF EXISTS {quoted(table.name, '`')}")

    def _type(self, kind):
        upper = kind.upper()
        if upper.startswith(("VARCHAR", "CHAR", "TEXT", "NVARCHAR")):
            return "STRING"
        return {"INTEGER": "INT"}.get(upper, upper.replace("NUMERIC", "DECIMAL"))

    def close(self):
        self._session.stop()


class SparkSQL:
    """Spark's SQL, in the session that PySpark has."""

    name = dialect = "spark"

    def __init__(self, pyspark):
        self._pyspark = pyspark

    def run(self, text, tables):
        return self._pyspark.run_sql(text, tables)

    def close(self):
        pass
