"""A merge as it is written: what is there is changed, what is not is added; columns that nobody has decided yet keep what stands in them, and are empty in new rows."""

import decimal

import pytest
import template
from generating import generate
from tables import Table, rows_differ

D = decimal.Decimal
ORDERS = Table("orders", [("id", "INTEGER"), ("price", "DECIMAL(10,2)")], [(1, D("1.50")), (2, D("2.50")), (3, None)])
RULES = [
    ("id", "INTEGER", "id", ""), ("price", "DECIMAL(10,2)", "price", ""), ("rebate", "DECIMAL(10,2)", "", "ask sales"), ("due", "DATE", "", "ask sales"),
    ("seen", "TIMESTAMP", "", "ask sales"), ("paid", "BOOLEAN", "", "ask sales"), ("pieces", "INTEGER", "", "ask sales"), ("note", "VARCHAR(20)", "", "ask sales"),
]


@pytest.mark.parametrize("engine", ["postgres", "duckdb"], indirect=True)
def test_open_columns_have_the_types_of_their_table_and_keep_what_is_there(engine, tmp_path):
    mapping = [
        {"Target Table": "result", "Target Column": name, "Target Type": kind, "Nullable": "Y", "Key": "PK" if name == "id" else "", "Source Table": "orders",
         "Source Alias": "o", "Source Column": column, "Transformation": rule}
        for name, kind, column, rule in RULES
    ]
    workbook = template.write(tmp_path / "merge.xlsx", mapping, tables=[ORDERS])
    generated = generate(workbook, tmp_path, engine.dialect, "merge")
    opened = [name for name, _, column, _ in RULES if not column]
    assert generated.open_columns("result") == set(opened), generated.report
    there = Table("result", [(name, kind) for name, kind, *_ in RULES], [(2, D("9.00"), D("1.00"), None, None, True, 7, "old"), (4, D("4.00"), *[None] * 6)])
    text = generated.text("result")
    found = engine.run(text, [ORDERS, there], read="SELECT * FROM result")
    nothing = (None,) * len(opened)
    kept = there.rows[0][2:]
    difference = rows_differ(found, [(1, D("1.50"), *nothing), (2, D("2.50"), *kept), (3, None, *nothing), (4, D("4.00"), *nothing)])
    assert not difference, f"{difference}\n{text}"
