"""What is written is SQL to a parser that knows each dialect, in every form, and its lineage is the plan's."""

import json

import pytest
import sqlglot
import sqlglot.errors
from generating import generate, plan
from sqlglot import exp
from sqlglot.lineage import lineage
from test_random import RandomPlan

DIALECTS = {
    "postgres": "postgres", "spark": "spark", "snowflake": "snowflake", "bigquery": "bigquery", "sqlserver": "tsql", "duckdb": "duckdb", "sqlite": "sqlite",
}
FORMS = ["select", "view", "insert", "merge"]
PLANS = 6


@pytest.fixture(scope="module")
def workbooks(tmp_path_factory):
    folder = tmp_path_factory.mktemp("sql")
    made = [RandomPlan(number) for number in range(PLANS)]
    for each in made:
        each.mapping[0]["Key"] = "PK"
    return [each.write(folder / f"{number}.xlsx") for number, each in enumerate(made)]


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("dialect", DIALECTS)
def test_it_parses(workbooks, tmp_path, dialect, form):
    for number, workbook in enumerate(workbooks):
        generated = generate(workbook, tmp_path / str(number), dialect, form)
        assert generated.status in (0, 1), generated.standard_error
        text = generated.text("result")
        try:
            statements = [each for each in sqlglot.parse(text, dialect=DIALECTS[dialect]) if each is not None]
        except sqlglot.errors.ParseError as error:
            raise AssertionError(f"{error}\n{text}") from None
        assert statements, text
        assert not any(isinstance(each, exp.Command) for each in statements), f"only half understood:\n{text}"


def leaves(column, text, schema):
    """Tables and columns that a column of the result comes from."""
    found = set()
    for node in lineage(column, text, schema=schema, dialect="postgres").walk():
        if isinstance(node.expression, exp.Table):
            found.add((node.expression.name, node.name.split(".")[-1].strip('"')))
    return found


def test_the_lineage_is_the_plans(workbooks, tmp_path):
    for number, workbook in enumerate(workbooks):
        _, planned = plan(workbook)
        text = generate(workbook, tmp_path / str(number), "postgres").text("result")
        schema = {table.name: dict(table.columns) for table in RandomPlan(number).tables}
        (target,) = planned["targets"]
        assert len(target["columns"]) == 10
        for column in target["columns"]:
            expected = {(source["table"], source["column"]) for source in column["sources"]}
            assert leaves(column["name"], text, schema) == expected, f"{column['name']}: {json.dumps(column)}\n{text}"


def test_the_same_plan_gives_the_same_bytes(workbooks, tmp_path):
    for dialect in [*DIALECTS, "pyspark"]:
        extension = "py" if dialect == "pyspark" else "sql"
        first, second = (generate(workbooks[0], tmp_path / name, dialect).text("result", extension) for name in ("first", "second"))
        assert first == second


def test_the_source_map_leads_from_code_to_cell(workbooks, tmp_path):
    generated = generate(workbooks[0], tmp_path, "postgres")
    written = generated.source_map("result")
    (target,) = [each for each in written["targets"] if each["table"] == "result"]
    assert [each["provenance"]["sheet"] for each in target["columns"]] == ["Mapping"] * 10
    assert len({each["provenance"]["range"] for each in target["columns"]}) == 10
