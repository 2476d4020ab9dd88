"""A run over the samples of a workbook counts the same on a PostgreSQL that is given as in SQLite, and says why where it counts nothing."""

import dataclasses
import decimal

import pytest
import template
from generating import generate
from tables import Table
from test_random import RandomPlan

D = decimal.Decimal
FIGURES = ["rows", "duplicate_keys", "nulls", "casts_failed", "too_long", "rows_lost"]
ORDERS = Table(
    "lake.sales.orders", [("id", "INTEGER"), ("customer_id", "INTEGER"), ("price", "VARCHAR(20)"), ("note", "VARCHAR(20)")],
    [(1, 7, "1.5", "short"), (1, 8, "many", "far too long"), (2, 9, None, None), (3, None, "4", "x")])
CUSTOMERS = Table("lake.crm.customers", [("id", "INTEGER"), ("name", "VARCHAR(20)")], [(7, "Ada"), (8, "Eve")])
MAPPING = [
    {"Target Table": "result", "Target Column": name, "Target Type": kind, "Nullable": "Y", "Key": key, "Source Table": table, "Source Alias": alias, "Source Column": column}
    for name, kind, key, table, alias, column in [
        ("id", "INTEGER", "PK", "lake.sales.orders", "o", "id"), ("price", "DECIMAL(10,2)", "", "lake.sales.orders", "o", "price"),
        ("note", "VARCHAR(5)", "", "lake.sales.orders", "o", "note"), ("name", "VARCHAR(20)", "", "lake.crm.customers", "c", "name")]
]
JOINS = [{"Target Table": "result", "Join Type": "inner", "Left Alias": "o", "Right Table": "lake.crm.customers", "Right Alias": "c", "Condition": "o.customer_id = c.id"}]


@pytest.fixture
def postgres(started):
    return started("postgres")


def target(generated):
    (found,) = generated.report["targets"]
    return found


def test_names_of_three_parts(postgres, tmp_path):
    workbook = template.write(tmp_path / "lake.xlsx", MAPPING, JOINS, tables=[ORDERS, CUSTOMERS])
    expected = {"rows": 2, "duplicate_keys": 1, "nulls": {"price": 1}, "casts_failed": {"price": 1}, "too_long": {"note": 1}, "rows_lost": {"c": 2}}
    for more in [[], ["--sample-on", postgres.url]]:
        found = target(generate(workbook, tmp_path, "snowflake", "view", *more))
        assert {name: found.get(name) for name in FIGURES} == expected, found


@pytest.mark.parametrize("seed", range(4))
def test_random_plans_count_alike(postgres, tmp_path, seed):
    made = RandomPlan(seed)
    made.mapping[0]["Key"] = "PK"
    workbook = made.write(tmp_path / "plan.xlsx")
    here, there = (target(generate(workbook, tmp_path / name, "postgres", "select", *more)) for name, more in [("a", []), ("b", ["--sample-on", postgres.url])])
    assert "failure" not in here and "failure" not in there, (here.get("failure"), there.get("failure"))
    assert {name: there[name] for name in FIGURES} == {name: here[name] for name in FIGURES}


def test_why_there_are_no_figures_is_told(postgres, tmp_path):
    silent = template.write(tmp_path / "silent.xlsx", MAPPING, JOINS, tables=[dataclasses.replace(ORDERS, rows=[]), dataclasses.replace(CUSTOMERS, rows=[])])
    unreachable = template.write(tmp_path / "lake.xlsx", MAPPING, JOINS, tables=[ORDERS, CUSTOMERS])
    generated = generate(unreachable, tmp_path / "1", "postgres", "select", "--sample-on", "postgres://me:word@127.0.0.1:1/none")
    found = target(generated)
    assert found["rows"] is None and found["failure"]["code"] == "unavailable" and generated.status == 0
    assert "were not run" in generated.standard_error and ":word@" not in generated.standard_error
    wrong = dataclasses.replace(ORDERS, rows=[("one", 7, "1", "x")])
    strict = template.write(tmp_path / "strict.xlsx", MAPPING, JOINS, tables=[wrong, CUSTOMERS])
    failure = target(generate(strict, tmp_path / "2", "postgres", "select", "--sample-on", postgres.url))["failure"]
    assert failure["code"] == "refused" and "lake.sales.orders" in failure["found"] and '"one"' in failure["found"]
    assert target(generate(silent, tmp_path / "3", "postgres"))["rows"] in (0, None)
