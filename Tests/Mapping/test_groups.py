"""Aggregates and windows, with NULLs among keys and values, on every engine beside plain Python."""

import decimal
import random

import pytest
import template
from generating import generate
from reference import half_away
from tables import rows_differ
from test_random import _tables

D = decimal.Decimal


def rows_of(table):
    return [dict(zip(table.column_names, row)) for row in table.rows]


def present(rows, name):
    return [row[name] for row in rows if row[name] is not None]


def places(value, count):
    return None if value is None else half_away(D(value), count)


def mapping(columns):
    return [
        {"Target Table": "result", "Target Column": name, "Target Type": kind, "Nullable": "Y", "Source Table": "orders", "Source Alias": "o",
         "Transformation": rule}
        for name, kind, rule in columns
    ]


def run(engine, workbook, tables, folder, unsupported=()):
    generated = generate(workbook, folder, engine.dialect)
    assert generated.open_columns("result") == set(unsupported), (generated.report["diagnostics"], generated.standard_error)
    text = generated.text("result", "py" if engine.dialect == "pyspark" else "sql")
    return engine.run(text, tables), text


GROUPED = [
    ("code", "VARCHAR(20)", "o.code"), ("rows", "BIGINT", "COUNT(*)"), ("notes", "BIGINT", "COUNT(o.note)"), ("kinds", "BIGINT", "COUNT(DISTINCT o.extra)"),
    ("total", "BIGINT", "SUM(o.quantity)"), ("mean", "DECIMAL(20,6)", "AVG(o.quantity)"), ("lowest", "DECIMAL(10,2)", "MIN(o.price)"), ("latest", "DATE", "MAX(o.day)"),
    ("worth", "DECIMAL(20,2)", "SUM(o.price * o.id)"), ("ids", "VARCHAR(200)", "STRING_AGG(CAST(o.id AS VARCHAR(10)), ',' ORDER BY o.id DESC)"),
    ("label", "VARCHAR(60)", "COALESCE(o.code, 'none') || ':' || CAST(COUNT(*) AS VARCHAR(10))"),
]


def grouped(rows):
    for code in {row["code"] for row in rows}:
        group = [row for row in rows if row["code"] == code]
        if len(group) < 2:
            continue
        quantities, prices = present(group, "quantity"), [row["price"] * row["id"] for row in group if row["price"] is not None]
        yield (
            code, len(group), len(present(group, "note")), len(set(present(group, "extra"))), sum(quantities) if quantities else None,
            places(D(sum(quantities)) / len(quantities), 6) if quantities else None, min(present(group, "price"), default=None),
            max(present(group, "day"), default=None), sum(prices) if prices else None, ",".join(str(row["id"]) for row in sorted(group, key=lambda row: -row["id"])),
            f"{code if code is not None else 'none'}:{len(group)}",
        )


@pytest.mark.parametrize("seed", range(3))
def test_groups(engine, tmp_path, seed):
    tables = _tables(random.Random(f"groups-{seed}"))
    filters = [{"Target Table": "result", "Condition": "COUNT(*) >= 2"}, {"Target Table": "result", "Condition": "o.id > 0"}]
    workbook = template.write(tmp_path / "groups.xlsx", mapping(GROUPED), filters=filters, tables=tables)
    # Debian's SQLite joins texts in no order that one can choose.
    unsupported = ["ids"] if engine.name == "sqlite" else []
    found, text = run(engine, workbook, tables, tmp_path, unsupported)
    expected = [tuple(None if name in unsupported else value for (name, *_), value in zip(GROUPED, row)) for row in grouped(rows_of(tables[0]))]
    difference = rows_differ(found, expected)
    assert not difference, f"{difference}\n{text}"


def test_without_a_key_there_is_one_row_even_of_nothing(engine, tmp_path):
    tables = _tables(random.Random("none"))
    columns = [("rows", "BIGINT", "COUNT(*)"), ("total", "BIGINT", "SUM(o.quantity)"), ("word", "VARCHAR(10)", "'x'")]
    workbook = template.write(tmp_path / "one.xlsx", mapping(columns), filters=[{"Target Table": "result", "Condition": "o.id < 0"}], tables=tables)
    found, text = run(engine, workbook, tables, tmp_path)
    assert not rows_differ(found, [(0, None, "x")]), text


WINDOWS = [
    ("id", "INTEGER", "o.id"), ("place", "BIGINT", "ROW_NUMBER() OVER (PARTITION BY o.code ORDER BY o.price DESC, o.id)"),
    ("rank", "BIGINT", "RANK() OVER (ORDER BY o.quantity)"), ("dense", "BIGINT", "DENSE_RANK() OVER (ORDER BY o.quantity DESC)"),
    ("before", "INTEGER", "LAG(o.quantity) OVER (ORDER BY o.id)"), ("after", "INTEGER", "LEAD(o.quantity, 2, 0) OVER (PARTITION BY o.code ORDER BY o.id)"),
    ("first", "INTEGER", "FIRST_VALUE(o.id) OVER (PARTITION BY o.code ORDER BY o.day, o.id)"), ("last", "INTEGER", "LAST_VALUE(o.id) OVER (PARTITION BY o.code ORDER BY o.day, o.id)"),
    ("total", "BIGINT", "SUM(o.quantity) OVER (PARTITION BY o.code)"), ("running", "BIGINT", "SUM(o.quantity) OVER (ORDER BY o.id)"), ("many", "BIGINT", "COUNT(*) OVER ()"),
]


def last(value):
    """NULLs after everything else."""
    return (value is None, value if value is not None else 0)


def falling(value):
    return (value is None, -value if value is not None else 0)


def windows(rows):
    by_id = sorted(rows, key=lambda row: row["id"])
    for row in rows:
        group = [each for each in by_id if each["code"] == row["code"]]
        by_price = sorted(group, key=lambda each: (falling(each["price"]), each["id"]))
        by_day = sorted(group, key=lambda each: (each["day"] is None, each["day"].toordinal() if each["day"] else 0, each["id"]))
        earlier = [each for each in by_id if each["id"] <= row["id"]]
        position, place = by_id.index(row), group.index(row)
        totals = lambda among: sum(present(among, "quantity")) if present(among, "quantity") else None
        yield (
            row["id"], by_price.index(row) + 1, 1 + sum(last(each["quantity"]) < last(row["quantity"]) for each in rows),
            1 + len({falling(each["quantity"]) for each in rows if falling(each["quantity"]) < falling(row["quantity"])}),
            by_id[position - 1]["quantity"] if position else None, group[place + 2]["quantity"] if place + 2 < len(group) else 0,
            by_day[0]["id"], by_day[-1]["id"], totals(group), totals(earlier), len(rows),
        )


@pytest.mark.parametrize("seed", range(3))
def test_windows(engine, tmp_path, seed):
    tables = _tables(random.Random(f"windows-{seed}"))
    workbook = template.write(tmp_path / "windows.xlsx", mapping(WINDOWS), tables=tables)
    found, text = run(engine, workbook, tables, tmp_path)
    difference = rows_differ(found, list(windows(rows_of(tables[0]))))
    assert not difference, f"{difference}\n{text}"
