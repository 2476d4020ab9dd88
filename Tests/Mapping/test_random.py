"""Plans by chance: what the generated code gives on each engine is what the reference gives. THROUGHLINE_MAPPING_SEED is where it begins."""

import datetime
import decimal
import os
import random

import pytest
import template
from generating import generate
from reference import Expression, Expressions, half_away
from tables import Table, rows_differ

COUNT = int(os.environ.get("THROUGHLINE_MAPPING_PLANS", "10"))
SEED = os.environ.get("THROUGHLINE_MAPPING_SEED", "throughline")
TYPES = {"integer": "BIGINT", "decimal": "DECIMAL(24,8)", "text": "VARCHAR(400)", "date": "DATE", "condition": "BOOLEAN"}

ORDERS = [
    ("id", "INTEGER"), ("quantity", "INTEGER"), ("extra", "INTEGER"), ("price", "DECIMAL(10,2)"), ("rebate", "DECIMAL(10,2)"), ("note", "VARCHAR(40)"),
    ("code", "VARCHAR(20)"), ("day", "DATE"), ("due", "DATE"), ("customer", "INTEGER"),
]
CUSTOMERS = [("customer_id", "INTEGER"), ("level", "INTEGER"), ("name", "VARCHAR(40)"), ("born", "DATE"), ("credit", "DECIMAL(10,2)")]
TEXTS = ["A-1", "a-2-3", "", " x ", "b", "Ärger", "it's", "50%", "a_b", "--", "O'Neil-Smith", None]
DAYS = [datetime.date(2024, 2, 29), datetime.date(2023, 12, 31), datetime.date(2000, 1, 1), datetime.date(2026, 7, 15), None]


def _tables(chance):
    number = lambda: chance.choice([None, 0, chance.randint(-20, 20), chance.randint(-20, 20)])
    money = lambda: chance.choice([None, decimal.Decimal(chance.randint(-9999, 9999)) / 100, decimal.Decimal("2.50"), decimal.Decimal("-0.05")])
    codes = ["A-1", "b-22", "B", "x", None]
    orders = [
        (key, number(), number(), money(), money(), chance.choice(TEXTS), chance.choice(codes), chance.choice(DAYS), chance.choice(DAYS),
         chance.choice([1, 2, 3, 9, None]))
        for key in range(1, 13)
    ]
    customers = [(key, number(), chance.choice(TEXTS), chance.choice(DAYS), money()) for key in (1, 2, 3)]
    return Table("orders", ORDERS, orders), Table("customers", CUSTOMERS, customers)


def _joined(orders, customers):
    """Rows by how a column is written: each order with its customer, where it has one."""
    by_key = {row[0]: row for row in customers.rows}
    for order in orders.rows:
        other = by_key.get(order[9])
        row = {f"o.{name}": value for name, value in zip(orders.column_names, order)}
        row |= {f"c.{name}": other[index] if other else None for index, name in enumerate(customers.column_names)}
        yield row


KINDS = {
    "integer": ["o.quantity", "o.extra", "c.level", "o.id"], "decimal": ["o.price", "o.rebate", "c.credit"], "text": ["o.note", "o.code", "c.name"],
    "date": ["o.day", "o.due", "c.born"], "code": ["o.code"],
}


class RandomPlan:
    """A workbook and the rows that it has to give."""

    def __init__(self, number):
        chance = random.Random(f"{SEED}-{number}")
        self.tables = _tables(chance)
        makes = Expressions(chance, {kind: [(name, name) for name in names] for kind, names in KINDS.items()})
        kinds = ["integer", "decimal", "text", "date"]
        columns = [("id", Expression("o.id", "integer", lambda row: row["o.id"]))]
        columns += [(f"c{i}_{kind}", makes.make(kind, chance.choice([1, 2, 3]))) for i, kind in enumerate(chance.choices(kinds, k=9))]
        condition = makes.make("condition", 2) if chance.random() < 0.6 else None
        self.mapping = [
            {"Target Table": "result", "Target Column": name, "Target Type": TYPES[each.kind], "Nullable": "Y", "Source Table": "orders",
             "Source Alias": "o", "Transformation": each.text}
            for name, each in columns
        ]
        self.joins = [{"Target Table": "result", "Join Type": "left", "Left Alias": "o", "Right Table": "customers", "Right Alias": "c",
                       "Condition": "o.customer = c.customer_id"}]
        self.filters = [{"Target Table": "result", "Condition": condition.text}] if condition else []
        kept = [row for row in _joined(*self.tables) if condition is None or condition.value(row) is True]
        self.rows = [tuple(self._cast(each.kind, each.value(row)) for _, each in columns) for row in kept]

    @staticmethod
    def _cast(kind, value):
        return half_away(decimal.Decimal(value), 8) if kind == "decimal" and value is not None else value

    def write(self, path):
        return template.write(path, self.mapping, self.joins, self.filters, self.tables)


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """Plans by number, each written once."""
    folder = tmp_path_factory.mktemp("random")
    plans = {}

    def make(number):
        if number not in plans:
            plan = RandomPlan(number)
            plans[number] = (plan, plan.write(folder / f"{number}.xlsx"), folder / str(number))
        return plans[number]

    return make


@pytest.mark.parametrize("number", range(COUNT))
def test_the_rows_are_those_of_the_reference(engine, made, number):
    plan, workbook, folder = made(number)
    generated = generate(workbook, folder, engine.dialect)
    assert generated.status == 0, (generated.report["diagnostics"], generated.standard_error)
    text = generated.text("result", "py" if engine.dialect == "pyspark" else "sql")
    difference = rows_differ(engine.run(text, plan.tables), plan.rows)
    assert not difference, f"{difference}\n{text}"
