"""`throughline mapping`: its verbs, its exit codes, its files, and what it refuses."""

import ast
import json
import subprocess

import pytest
import yaml

from support import workbook
from support.process import clean_environment, throughline

VERBS = ["template", "inspect", "plan", "generate", "diff", "document"]
DIALECTS = ["postgres", "spark", "snowflake", "bigquery", "sqlserver", "duckdb", "sqlite", "pyspark"]
FORMS = ["select", "view", "insert", "merge", "dbt"]


def run(*arguments, **more):
    return subprocess.run([throughline(), "mapping", *map(str, arguments)], env=clean_environment(), capture_output=True, text=True, timeout=60, **more)


def one_line(ran):
    lines = ran.stderr.strip().splitlines()
    assert len(lines) == 1 and lines[0].startswith("throughline: "), ran.stderr
    return lines[0]


@pytest.fixture
def clean(tmp_path):
    """Everything resolved."""
    return workbook.mapping(
        tmp_path / "clean.xlsx",
        [
            workbook.column("dim_customer", "customer_id", column="id", key="PK", target_type="BIGINT", nullable="N"),
            workbook.column("dim_customer", "full_name", column="name", rule="UPPER(name)"),
            workbook.column("dim_customer", "city", source="addresses", column="city", default="unknown"),
        ],
        joins=[["dim_customer", "left", "customers", "addresses", "addresses", "customers.id = addresses.customer_id"]],
        filters=[["dim_customer", "customers.name IS NOT NULL"]],
    )


@pytest.fixture
def open_one(tmp_path):
    """One rule in prose."""
    return workbook.mapping(
        tmp_path / "open.xlsx",
        [
            workbook.column("dim_customer", "customer_id", column="id"),
            workbook.column("dim_customer", "segment", column="name", rule="please ask the sales department which segment this customer is in # */ today"),
        ],
    )


@pytest.fixture
def refused(tmp_path):
    """A join without a condition."""
    return workbook.mapping(
        tmp_path / "refused.xlsx",
        [workbook.column("t", "a", column="id"), workbook.column("t", "b", source="orders", column="amount")],
        joins=[["t", "inner", "customers", "orders", "orders", None]],
    )


@pytest.mark.parametrize("verb", VERBS)
def test_every_verb_has_help(verb):
    ran = run(verb, "--help")
    assert ran.returncode == 0 and f"throughline mapping {verb}" in ran.stdout and ran.stderr == ""
    assert f"  {verb}" in run("--help").stdout
    assert ("both say the same" in ran.stdout) == (verb == "diff")


@pytest.mark.parametrize(
    "arguments",
    [[], ["no-such-verb"], ["inspect"], ["inspect", "a", "b"], ["plan", "x.xlsx", "--no-such-flag"], ["generate", "x.xlsx"],
     ["generate", "x.xlsx", "--dialect", "cobol", "--out", "o"], ["generate", "x.xlsx", "--dialect", "postgres"],
     ["generate", "x.xlsx", "--dialect", "postgres", "--out", "o", "--as", "poem"], ["diff", "a.xlsx"], ["document", "x.xlsx"], ["template"],
     ["inspect", "/no/such/file.xlsx"], ["inspect", "--json=yes", "x"]],
)
def test_bad_use_is_told_in_one_line(arguments):
    ran = run(*arguments)
    assert ran.returncode == 2
    one_line(ran)


def test_the_template_is_a_workbook_that_compiles(tmp_path):
    file = tmp_path / "template.xlsx"
    ran = run("template", file)
    assert ran.returncode == 0 and ran.stderr == "" and file.stat().st_size > 1000
    layout = json.loads(run("inspect", file, "--json").stdout)
    kinds = {sheet["name"]: sheet["kind"] for sheet in layout["sheets"]}
    assert kinds["Mapping"] == "mapping" and kinds["Joins"] == "joins" and kinds["Filters"] == "filters"
    ran = run("generate", file, "--dialect", "postgres", "--as", "view", "--out", tmp_path / "out")
    assert ran.returncode == 0, ran.stdout + ran.stderr


def test_the_template_takes_nobodys_place(tmp_path):
    file = tmp_path / "mine.xlsx"
    file.write_text("my own work")
    ran = run("template", file)
    assert ran.returncode == 2 and "another name" in one_line(ran)
    assert file.read_text() == "my own work"


def test_cells_are_one_object_a_line(tmp_path):
    file = workbook.write(tmp_path / "cells.xlsx", First=[["text", 1.5, True, None], [], [None, 'quo"te\n']], Second=[[7]])
    ran = run("inspect", file, "--cells")
    assert ran.returncode == 0 and ran.stderr == ""
    assert [json.loads(line) for line in ran.stdout.splitlines()] == [
        {"sheet": "First", "cell": "A1", "value": "text", "type": "string"},
        {"sheet": "First", "cell": "B1", "value": 1.5, "type": "number"},
        {"sheet": "First", "cell": "C1", "value": True, "type": "boolean"},
        {"sheet": "First", "cell": "B3", "value": 'quo"te\n', "type": "string"},
        {"sheet": "Second", "cell": "A1", "value": 7, "type": "number"},
    ]


def test_inspect_tells_the_roles_of_columns(clean):
    layout = json.loads(run("inspect", clean, "--json").stdout)
    sheet = next(sheet for sheet in layout["sheets"] if sheet["name"] == "Mapping")
    assert sheet["kind"] == "mapping" and sheet["header_rows"] == [1] and 0 < sheet["confidence"] <= 1
    assert sheet["blocks"][0]["roles"]["target_column"] == "B" and sheet["blocks"][0]["roles"]["source_column"] == "H"
    text = run("inspect", clean)
    assert text.returncode == 0 and "target_column B" in text.stdout


def test_a_corrected_layout_is_taken(tmp_path):
    file = workbook.write(tmp_path / "odd.xlsx", Sheet1=[["Target Table", "Target Column", "Source Table", "Column A", "Column B"], ["t", "x", "s", "one", "two"]])
    layout = {"sheets": [{"name": "Sheet1", "kind": "mapping", "header_rows": [1], "blocks": [{"roles": {"target_table": "A", "target_column": "B", "source_table": "C", "source_column": "E"}, "targets": ["t"]}]}]}
    (tmp_path / "layout.json").write_text(json.dumps(layout))
    ran = run("plan", file, "--json", "--layout", tmp_path / "layout.json")
    assert ran.returncode == 0, ran.stdout + ran.stderr
    assert json.loads(ran.stdout)["targets"][0]["columns"][0]["sources"] == [{"table": "s", "column": "two"}]
    (tmp_path / "layout.json").write_text("{")
    ran = run("plan", file, "--json", "--layout", tmp_path / "layout.json")
    assert ran.returncode == 2 and "layout.json" in one_line(ran)


def test_the_plan_as_json(clean):
    ran = run("plan", clean, "--json")
    assert ran.returncode == 0 and ran.stderr == ""
    plan = json.loads(ran.stdout)
    target = plan["targets"][0]
    assert target["table"] == "dim_customer" and [column["name"] for column in target["columns"]] == ["customer_id", "full_name", "city"]
    assert target["columns"][1]["sources"] == [{"table": "customers", "column": "name"}]
    assert target["columns"][1]["provenance"] == {"sheet": "Mapping", "range": "I3"}
    assert len(target["joins"]) == 1 and len(target["filters"]) == 1
    assert "full_name" in run("plan", clean).stdout


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("dialect", DIALECTS)
def test_every_dialect_in_every_form(clean, tmp_path, dialect, form):
    out = tmp_path / "a" / "out"
    ran = run("generate", clean, "--dialect", dialect, "--as", form, "--out", out)
    assert ran.returncode == 0 and ran.stderr == "", ran.stdout + ran.stderr
    script = "dim_customer." + ("py" if dialect == "pyspark" else "sql")
    expected = {script, "dim_customer.map.json"} | ({"schema.yml"} if form == "dbt" else set())
    assert {path.name for path in out.iterdir()} == expected
    assert {line.rsplit("/", 1)[1] for line in ran.stdout.splitlines()} >= expected
    text = (out / script).read_text()
    assert text.endswith("\n") and "customers" in text
    if dialect == "pyspark":
        names = {node.name for node in ast.parse(text).body if isinstance(node, ast.FunctionDef)}
        assert "build" in names and ("model" in names) == (form == "dbt")
    source_map = json.loads((out / "dim_customer.map.json").read_text())
    assert source_map["file"] == script and source_map["targets"][0]["table"] == "dim_customer"
    lines = text.encode().split(b"\n")
    linked = set()
    for block in source_map["blocks"].values():
        for span in block["spans"]:
            first = block["first_line"] + span["line"] - 2
            assert 0 <= span["start"] <= len(lines[first]) and span["end"] <= len(lines[block["first_line"] + span["end_line"] - 2])
            linked.add((span["column"], span["cell"]))
    assert ("full_name", "Mapping!I3") in linked
    again = tmp_path / "again"
    run("generate", clean, "--dialect", dialect, "--as", form, "--out", again)
    assert (again / script).read_bytes() == (out / script).read_bytes()


def test_the_schema_of_dbt(clean, tmp_path):
    run("generate", clean, "--dialect", "postgres", "--as", "dbt", "--out", tmp_path)
    schema = yaml.safe_load((tmp_path / "schema.yml").read_text())
    model = schema["models"][0]
    assert schema["version"] == 2 and model["name"] == "dim_customer"
    assert model["columns"][0]["name"] == "customer_id" and model["columns"][0]["tests"] == ["not_null", "unique"]


@pytest.mark.parametrize("dialect", DIALECTS)
def test_an_open_column_is_written_and_ends_with_1(open_one, tmp_path, dialect):
    report = tmp_path / "report.json"
    ran = run("generate", open_one, "--dialect", dialect, "--as", "select", "--out", tmp_path / "out", "--report", report)
    assert ran.returncode == 1 and ran.stderr == ""
    text = next(path for path in (tmp_path / "out").iterdir() if path.suffix in (".sql", ".py")).read_text()
    assert ("F.lit(None)  # open: " if dialect == "pyspark" else "NULL /* open: ") in text and "Mapping!I3" in text
    if dialect == "pyspark":
        ast.parse(text)
    told = json.loads(report.read_text())
    assert [(column["column"], column["cell"]) for column in told["targets"][0]["open"]] == [("segment", "Mapping!I3")]
    assert "prose_unresolved" in [diagnostic["code"] for diagnostic in told["diagnostics"]]
    assert run("plan", open_one).returncode == 1


def test_a_refused_workbook_leaves_the_report_alone(refused, tmp_path):
    report = tmp_path / "report.json"
    ran = run("generate", refused, "--dialect", "postgres", "--as", "view", "--out", tmp_path / "out", "--report", report)
    assert ran.returncode == 2 and not (tmp_path / "out").exists()
    one_line(ran)
    assert "join_without_condition" in [diagnostic["code"] for diagnostic in json.loads(report.read_text())["diagnostics"]]


@pytest.mark.parametrize("verb", [["plan"], ["generate", "--dialect", "postgres", "--out", "{out}"], ["inspect"]])
def test_a_refusal_as_json(tmp_path, verb):
    no_workbook = tmp_path / "none.xlsx"
    no_workbook.write_bytes(b"PK\x03\x04 this is no archive")
    ran = run(*[part.format(out=tmp_path / "out") for part in verb], no_workbook, "--json")
    assert ran.returncode == 2 and not (tmp_path / "out").exists()
    one_line(ran)
    told = json.loads(ran.stdout)
    assert set(told) == {"diagnostics"} and set(told["diagnostics"][0]) == {"severity", "code", "cell", "found", "fix"}


def test_a_workbook_without_a_mapping_is_refused(tmp_path):
    file = workbook.write(tmp_path / "prices.xlsx", Prices=[["Apple", "Pear"], [1, 2], [3, 4]])
    ran = run("plan", file, "--json")
    assert ran.returncode == 2
    assert "no_mapping" in [diagnostic["code"] for diagnostic in json.loads(ran.stdout)["diagnostics"]]
    ran = run("inspect", file, "--json")
    assert ran.returncode == 2 and "no_mapping" in [diagnostic["code"] for diagnostic in json.loads(ran.stdout)["diagnostics"]]


def test_names_of_files_are_safe(tmp_path):
    file = workbook.mapping(tmp_path / "m.xlsx", [workbook.column("../up dim", "a", column="id"), workbook.column("Größe", "a", column="id")])
    ran = run("generate", file, "--dialect", "postgres", "--as", "select", "--out", tmp_path / "out")
    assert ran.returncode == 0, ran.stdout + ran.stderr
    assert all(set(path.name) <= set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_.-") and path.name[0] != "." for path in (tmp_path / "out").iterdir())
    assert (tmp_path / "out" / "Gr__e.sql").exists()


def test_two_targets_with_one_file_name_are_refused(tmp_path):
    file = workbook.mapping(tmp_path / "m.xlsx", [workbook.column("dim a", "x", column="id"), workbook.column("dim_a", "x", column="id")])
    ran = run("generate", file, "--dialect", "postgres", "--as", "select", "--out", tmp_path / "out", "--json")
    assert ran.returncode == 2 and not (tmp_path / "out").exists()
    assert "duplicate_target" in [diagnostic["code"] for diagnostic in json.loads(ran.stdout)["diagnostics"]]


def test_only_the_tables_that_are_asked_for(tmp_path):
    file = workbook.mapping(tmp_path / "m.xlsx", [workbook.column(table, "x", column="id") for table in ["dw.one", "dw.two", "dw.three"]])
    ran = run("generate", file, "--dialect", "duckdb", "--as", "select", "--out", tmp_path / "out", "--table", "dw.one", "--table", "THREE")
    assert ran.returncode == 0, ran.stdout + ran.stderr
    assert {path.name for path in (tmp_path / "out").glob("*.sql")} == {"dw.one.sql", "dw.three.sql"}
    ran = run("generate", file, "--dialect", "duckdb", "--as", "select", "--out", tmp_path / "none", "--table", "four")
    assert ran.returncode == 2 and "four" in one_line(ran) and not (tmp_path / "none").exists()


def test_a_folder_that_cannot_be_written_is_told(clean, tmp_path):
    (tmp_path / "file").write_text("not a folder")
    ran = run("generate", clean, "--dialect", "postgres", "--as", "select", "--out", tmp_path / "file")
    assert ran.returncode == 2
    one_line(ran)


def test_no_halves_are_left_behind(clean, tmp_path):
    out = tmp_path / "out"
    out.mkdir()
    (out / "dim_customer.map.json").mkdir()
    ran = run("generate", clean, "--dialect", "postgres", "--as", "select", "--out", out)
    assert ran.returncode == 2
    assert not [path.name for path in out.iterdir() if path.name.endswith(".part")]


def test_what_two_workbooks_say_is_compared(clean, open_one):
    same = run("diff", clean, clean)
    assert same.returncode == 0 and same.stdout == ""
    ran = run("diff", clean, open_one)
    assert ran.returncode == 1 and "full_name" in ran.stdout and "segment" in ran.stdout
    told = json.loads(run("diff", clean, open_one, "--json").stdout)
    assert told["changed"][0]["table"] == "dim_customer"


@pytest.mark.parametrize("html", [False, True])
def test_pages_about_targets(open_one, tmp_path, html):
    out = tmp_path / "pages"
    ran = run("document", open_one, "--out", out, *(["--html"] if html else []))
    assert ran.returncode == 1 and ran.stderr == ""
    assert {path.name for path in out.iterdir()} == ({"dim_customer.html"} if html else {"dim_customer.md", "dim_customer.svg"})
    text = (out / ("dim_customer.html" if html else "dim_customer.md")).read_text()
    assert "Open decisions" in text and "<script" not in text
    if not html:
        import xml.etree.ElementTree as tree

        assert tree.parse(out / "dim_customer.svg").getroot().tag == "{http://www.w3.org/2000/svg}svg"


@pytest.mark.parametrize(("rule", "code"), [("please shout it, that is `UPPER(customers.name)` as agreed", 0), ("please use `NO_SUCH_FUNCTION(customers.nome` here", 1), ("ask sales about it", 1)])
def test_a_model_answers_rules_in_words(tmp_path, rule, code):
    """The built-in demonstration says what stands in backticks; what it says is checked like any cell."""
    file = workbook.mapping(tmp_path / "words.xlsx", [workbook.column("d", "id", column="id"), workbook.column("d", "shouted", column="name", rule=rule)])
    assert run("plan", file).returncode == 1
    ran = run("generate", file, "--dialect", "postgres", "--as", "select", "--out", tmp_path, "--model", "scripted")
    assert ran.returncode == code, ran.stdout + ran.stderr
    assert ("UPPER(customers.name)" in (tmp_path / "d.sql").read_text()) == (code == 0)
