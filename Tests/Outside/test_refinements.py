"""What a person asks to be changed: a model's answer is read and checked like a cell, and what cannot be used leaves everything as it was."""

import pytest

from support import workbook
from support.generations import Page, frames, fresh, settled

ROWS = [
    {"Target Table": "dim_customer", "Target Column": "customer_id", "Target Type": "INTEGER", "Nullable": "N", "Key": "PK", "Source Table": "customers", "Source Alias": "c", "Source Column": "id"},
    {"Target Table": "dim_customer", "Target Column": "full_name", "Target Type": "VARCHAR(100)", "Source Table": "customers", "Source Alias": "c", "Source Column": "name"},
    {"Target Table": "dim_customer", "Target Column": "city", "Target Type": "VARCHAR(80)", "Source Table": "addresses", "Source Alias": "a", "Source Column": "city"},
]
JOINS = [["dim_customer", "inner", "c", "addresses", "a", "c.id = a.customer_id"]]
FILTERS = [["dim_customer", "c.id > 0"]]
SOURCES = [["customers", "id", "INTEGER", "N"], ["customers", "name", "VARCHAR(100)", "Y"], ["addresses", "customer_id", "INTEGER", "N"], ["addresses", "city", "VARCHAR(80)", "Y"], ["addresses", "valid_to", "DATE", "Y"]]


def generated(api, tmp_path, filters=FILTERS, **fields):
    path = workbook.mapping(tmp_path / "customers.xlsx", ROWS, JOINS, filters, SOURCES)
    form = {"generation_id": fresh(), "name": "customers", "dialect": "postgres", "as": "select", "model": "scripted-fast", **fields}
    answer = api.post("/api/generations", data=form, files={"workbook": (path.name, path.read_bytes())})
    assert answer.status_code == 202, answer.text
    return settled(api, form["generation_id"])


def refined(api, before, prompt):
    """The generation after a refinement, and what its page was told."""
    answer = api.post(f"/api/generations/{before['generation_id']}/refine", json={"prompt": prompt})
    assert answer.status_code == 202, answer.text
    page = Page()
    for item in frames(api, before["generation_id"]):
        page.take(item)
    return settled(api, before["generation_id"]), page


def sql(generation, block):
    return generation["blocks"][block]["sql"]


def test_a_filter_is_refined(api, tmp_path):
    before = generated(api, tmp_path)
    after, page = refined(api, before, "@code[where_clause] only living customers `WHERE c.id > 100` `WHERE a.valid_to IS NULL`")
    assert after["status"] == "completed" and not page.errors
    assert "c.id > 100" in sql(after, "where_clause") and "a.valid_to IS NULL" in sql(after, "where_clause") and "> 0" not in sql(after, "where_clause")
    assert sql(after, "select_clause") == sql(before, "select_clause") and after["blocks"]["joins"]["timestamp"] == before["blocks"]["joins"]["timestamp"]
    assert page.final == page.text
    # It is a part of the version: a later run does not fall back to the cell.
    again, _ = refined(api, after, "@schema[dim_customer.full_name] in capitals `full_name = UPPER(c.name)`")
    assert sql(again, "where_clause") == sql(after, "where_clause") and "UPPER" in sql(again, "select_clause")


def test_a_filter_is_the_first_and_goes_again(api, tmp_path):
    before = generated(api, tmp_path, filters=())
    assert "where_clause" not in before["blocks"]
    after, page = refined(api, before, "@code[where_clause] no drafts `WHERE c.id > 7`")
    assert "c.id > 7" in sql(after, "where_clause") and page.final == page.text
    assert [name for name, block in sorted(after["blocks"].items(), key=lambda item: item[1]["order"])] == ["select_clause", "joins", "where_clause"]
    gone, page = refined(api, after, "@code[where_clause] all of them `WHERE NONE`")
    assert "where_clause" not in gone["blocks"] and "WHERE" not in page.final


def test_a_join_is_refined(api, tmp_path):
    before = generated(api, tmp_path)
    after, page = refined(api, before, "@mapping[Joins:F2] also who has none `LEFT JOIN addresses AS a ON c.id = a.customer_id AND a.valid_to IS NULL`")
    assert "LEFT JOIN addresses a ON" in sql(after, "joins") and "a.valid_to IS NULL" in sql(after, "joins")
    assert sql(after, "where_clause") == sql(before, "where_clause") and page.final == page.text


def test_a_place_in_the_stream_of_the_run_before_is_answered_with_the_whole(api, tmp_path):
    before = generated(api, tmp_path)
    first = Page()
    for item in frames(api, before["generation_id"]):
        first.take(item)
    after, whole = refined(api, before, "@code[where_clause] `WHERE c.id > 5`")
    assert [item.event for item in frames(api, before["generation_id"], after=first.cursor)][0] == "hashmap_sync"
    for item in frames(api, before["generation_id"], after=first.cursor):
        first.take(item)
    assert first.final == whole.final == first.text and "c.id > 5" in first.final
    old = [item.json() for item in frames(api, before["generation_id"], stream=before["stream"])]
    assert old[-1]["final_sql"] != whole.final


def test_what_follows_from_a_refinement_is_made_anew_with_it(api, tmp_path):
    before = generated(api, tmp_path)
    after, page = refined(api, before, "@schema[dim_customer.customer_id] how many `customer_id = COUNT(*)`")
    assert "GROUP BY" in sql(after, "group_by") and page.final == page.text
    undone, page = refined(api, after, "@schema[dim_customer.customer_id] as it was `customer_id = c.id`")
    assert "group_by" not in undone["blocks"] and page.text == page.final and sql(undone, "select_clause") == sql(before, "select_clause")


@pytest.mark.parametrize(
    "prompt, code",
    [
        ("@code[where_clause] `WHERE c.nothing = 1`", "mapping.unknown_column"),
        ("@code[where_clause] `WHERE c.id >`", "mapping.bad_expression"),
        ("@code[joins] `JOIN a ON c.id = a.nothing`", "mapping.unknown_column"),
        ("@code[joins] `JOIN a ON x.id = a.customer_id`", "mapping.join_without_condition"),
        ("@schema[dim_customer.full_name] `full_name = UPPER(c.nothing)`", "mapping.unknown_column"),
        ("@schema[dim_customer.full_name] `full_name = UPPER(c.name); DROP TABLE x`", "mapping.bad_expression"),
        ("@code[where_clause] `full_name = 1`", "refinement.unanswered"),
        ("@code[select_clause] whatever", "refinement.unanswered"),
    ],
)
def test_what_cannot_be_used_leaves_everything_as_it_was(api, tmp_path, prompt, code):
    before = generated(api, tmp_path)
    after, page = refined(api, before, prompt)
    assert [error["code"] for error in page.errors] and {error["code"] for error in page.errors} == {code}
    assert all(error["partial"] is True and error["message"] and error["suggestion"] and error["block_name"] for error in page.errors)
    assert after["status"] == "completed" and {name: block["sql"] for name, block in after["blocks"].items()} == {name: block["sql"] for name, block in before["blocks"].items()}
    assert page.final == page.text
    if code.startswith("mapping."):
        latest = api.json(f"/api/generations/{after['generation_id']}/versions/{after['version']}")
        assert code.removeprefix("mapping.") in [diagnostic["code"] for diagnostic in latest["diagnostics"]]
