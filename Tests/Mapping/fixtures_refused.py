"""Workbooks in the template's shape that are refused, or that leave columns open."""

from fixtures import D, Column, each, sheet_fixture, table, template

SOURCE = table("id INTEGER, name VARCHAR(20), amount DECIMAL(8,2), born DATE", (1, "a", D("1.50"), None), (2, None, D("-3.25"), None))
OTHER = table("id INTEGER, label VARCHAR(20)", (1, "one"), (3, "three"))

ID = Column("id", "INTEGER", "s.id", key="PK", expect=lambda r: r.s.id)


def one_open(name, column, code, about, joins=(), filters=()):
    column.open = True
    made = template(name, {"src": SOURCE}, {"t": ({"s": "src"}, [ID, column], each("s", SOURCE), ["id"])}, joins, filters, about, 1, [code])
    made.targets["t"].sources.pop(column.name, None)
    return made


def refused(name, columns, codes, about, joins=(), filters=(), tables=None):
    return template(name, tables or {"src": SOURCE, "other": OTHER}, {"t": ({"s": "src", "o": "other"}, columns, None, [])}, joins, filters, about, 2, codes)


def no_mapping():
    def draw(book):
        sheet = book.active
        sheet.title = "Budget"
        for row in [["Month", "Planned", "Actual"], ["January", 100, 90], ["February", 120, 130]]:
            sheet.append(row)

    return sheet_fixture("no_mapping", draw, {}, exit_code=2, codes={"no_mapping"}, about="A workbook with no mapping in it is refused with what was looked for")


def fixtures():
    unused = Column("name", "VARCHAR(20)", "s.name", expect=lambda r: r.s.name)
    return [
        one_open("open_prose", Column("segment", "VARCHAR(9)", "s.", "Ask the sales team which segment fits best"), "prose_unresolved",
                 "What the sheet says in prose is listed as an open decision"),
        one_open("open_unknown_column", Column("x", "INTEGER", "s.no_such_column"), "unknown_column", "With Sources every name is checked"),
        one_open("open_unknown_in_rule", Column("x", "VARCHAR(20)", "s.", "UPPER(s.nam)"), "unknown_column", "With Sources every name in a rule is checked"),
        one_open("open_unknown_alias", Column("x", "VARCHAR(20)", "s.", "UPPER(q.name)"), "unknown_table", "An unknown alias in an expression is unknown_table"),
        one_open("open_bad_expression", Column("x", "INTEGER", "s.", "COALESCE(s.id, 1"), "bad_expression", "An expression that does not parse"),
        one_open("open_second_statement", Column("x", "INTEGER", "s.", "SELECT s.id FROM src s; DROP TABLE src"), "bad_expression", "A second statement in a cell"),
        refused("refused_duplicate", [ID, unused, Column("NAME", "VARCHAR(20)", "s.id", expect=None)], ["duplicate_target"],
                "A target column stands once, names compared without case"),
        refused("refused_join_without_condition", [ID, Column("label", "VARCHAR(20)", "o.label", expect=None)], ["join_without_condition"],
                "A join without a condition", joins=[("t", "inner", "s", "other", "o", None)]),
        refused("refused_join_unknown_alias", [ID, Column("label", "VARCHAR(20)", "o.label", expect=None)], ["join_without_condition"],
                "A join to an unknown alias", joins=[("t", "inner", "q", "other", "o", "q.id = o.id")]),
        refused("refused_bad_filter", [ID], ["bad_expression"], "Any error in Filters refuses the workbook", filters=[("t", "s.amount >")],
                tables={"src": SOURCE}),
        refused("refused_no_driving_table", [Column("one", "INTEGER", None, "1", expect=None)], ["no_mapping"], "No driving table is no_mapping", tables={}),
        no_mapping(),
    ]
