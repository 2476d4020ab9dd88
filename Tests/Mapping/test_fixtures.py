"""The tests' own workbooks, template and wild: what is planned, how the command ends, and the rows on every engine."""

import datetime
import decimal

import fixtures
import pytest
import sqlglot
from generating import generate, plan
from tables import Table, rows_differ
from test_sql import DIALECTS

ALL = {fixture.name: fixture for fixture in fixtures.fixtures()}
RUNNABLE = {name: fixture for name, fixture in ALL.items() if any(target.rows is not None for target in fixture.targets.values())}


@pytest.fixture(scope="module")
def written(tmp_path_factory):
    """Paths by name, each written once, with a folder beside it."""
    folder = tmp_path_factory.mktemp("fixtures")
    made = {}

    def write(name):
        if name not in made:
            made[name] = fixtures.workbook(ALL[name], folder), folder / name
        return made[name]

    return write


def tables_of(fixture):
    return [
        Table(name, list(table.columns.items()), [tuple(row.get(column) for column in table.columns) for row in table.rows])
        for name, table in fixture.tables.items()
    ]


def layer(name, expected):
    """A target that the next one is made of."""
    kinds = {bool: "BOOLEAN", int: "BIGINT", decimal.Decimal: "DECIMAL(24,8)", float: "DOUBLE", datetime.date: "DATE", datetime.datetime: "TIMESTAMP"}
    values = [next((row[index] for row in expected.rows if row[index] is not None), "") for index in range(len(expected.columns))]
    return Table(name, [(column, kinds.get(type(value), "VARCHAR(200)")) for column, value in zip(expected.columns, values)], expected.rows)


def planned(found, name):
    return next((target for target in found["targets"] if target["table"].lower() == name.lower()), None)


@pytest.mark.parametrize("name", ALL)
def test_what_is_planned(written, name):
    fixture = ALL[name]
    workbook, _ = written(name)
    status, found = plan(workbook)
    told = {each["code"] for each in found["diagnostics"] if each["severity"] != "info"}
    assert told == set(fixture.codes), found["diagnostics"]
    assert status == fixture.exit_code, found["diagnostics"]
    if status == 2:
        return
    assert {target["table"].lower() for target in found["targets"]} == {table.lower() for table in fixture.targets}
    for table, expected in fixture.targets.items():
        target = planned(found, table)
        columns = {column["name"]: column for column in target["columns"]}
        assert list(columns) == expected.columns
        for column, kind in expected.kinds.items():
            assert columns[column]["kind"] == kind, column
        for column, sources in expected.sources.items():
            assert {(each["table"], each["column"]) for each in columns[column]["sources"]} == set(map(tuple, sources)), column


@pytest.mark.parametrize("name", RUNNABLE)
def test_the_rows(engine, written, name):
    fixture = RUNNABLE[name]
    workbook, folder = written(name)
    generated = generate(workbook, folder, engine.dialect)
    unsupported = {(table.lower(), column) for table, column in fixture.unsupported.get(engine.dialect, [])}
    assert generated.status == (1 if unsupported else fixture.exit_code), (generated.report["diagnostics"], generated.standard_error)
    tables = tables_of(fixture)
    for table, expected in fixture.targets.items():
        if expected.rows is None:
            continue
        path = next(each for each in generated.folder.iterdir() if each.name.lower() == f"{table.lower()}.{'py' if engine.dialect == 'pyspark' else 'sql'}")
        text = path.read_text(encoding="utf-8")
        rows = [
            tuple(None if (table.lower(), column) in unsupported else value for column, value in zip(expected.columns, row)) for row in expected.rows
        ]
        difference = rows_differ(engine.run(text, tables), rows)
        assert not difference, f"{table}: {difference}\n{text}"
        if table not in fixture.tables:
            tables.append(layer(table, expected))


@pytest.mark.parametrize("name", [name for name, fixture in ALL.items() if fixture.exit_code != 2])
def test_it_parses_in_every_dialect(written, name):
    workbook, folder = written(name)
    for dialect, parser in DIALECTS.items():
        generated = generate(workbook, folder, dialect)
        assert generated.status in (0, 1), (dialect, generated.report["diagnostics"])
        for path in generated.folder.glob("*.sql"):
            text = path.read_text(encoding="utf-8")
            statements = sqlglot.parse(text, dialect=parser)
            assert statements and not any(isinstance(each, sqlglot.exp.Command) for each in statements), f"{dialect}: {text}"
