"""Workbooks as people make them: one for each oddity. Those that can run have samples and rows."""

import openpyxl
from openpyxl.comments import Comment

from fixtures import D, DATE, ExpectedTarget, sheet_fixture, table

CRM = table("cid INTEGER, nm VARCHAR(30), city VARCHAR(20)", (1, "Ada", "London"), (2, "Emil", None), (3, None, "Lund"))
POS = table("sale INTEGER, amt DECIMAL(8,2)", (1, D("10.50")), (2, D("-3.25")))

HEADERS = ["Source Table", "Source Column", "Target Table", "Target Column", "Transformation"]
ROWS = [["crm", "cid", "dim", "customer_id", "Direct"], ["crm", "nm", "dim", "full_name", "UPPER(nm)"]]
DIM = {"dim": ExpectedTarget(["customer_id", "full_name"], [(row["cid"], None if row["nm"] is None else row["nm"].upper()) for row in CRM.rows], ["customer_id"],
                             {"customer_id": "direct", "full_name": "expression"}, {"customer_id": [("crm", "cid")], "full_name": [("crm", "nm")]})}
COPIES = {"dim": ExpectedTarget(["customer_id", "full_name"], [(row["cid"], row["nm"]) for row in CRM.rows], ["customer_id"])}


def sheet(book, title, rows, merged=(), first=False):
    one = book.active if first else book.create_sheet()
    one.title = title
    for row in rows:
        one.append([None if value == "" else value for value in row])
    for area in merged:
        # What stands in the other cells of merged ones is lost, as in a spreadsheet program.
        one.merge_cells(area)
    return one


def plain(name, rows, about, merged=(), targets=None, title="Sheet1", tables=None, exit_code=0, codes=()):
    def draw(book):
        sheet(book, title, rows, merged, first=True)

    return sheet_fixture(name, draw, targets or DIM, tables or {"crm": CRM}, exit_code, codes, about)


def header_rows():
    made = []
    for above in (1, 3, 6, 7):
        top = [["Source to target mapping"]] + [[""]] * (above - 1)
        if above > 3:
            top[2] = ["Author", "J. Doe", "", "Version", "1.2"]
        made.append(plain(f"header_in_row_{above + 1}", top + [HEADERS] + ROWS, f"the header row at {above + 1}"))
    made.append(plain("header_in_two_rows", [["Source", "Source", "Target", "Target", "Mapping"], ["Table", "Column", "Table", "Column", "Rule"]] + ROWS,
                      "the header row split over two rows"))
    made.append(plain(
        "band_source_first", [["Source", "", "", "Target", "", "", "Transformation"], ["Table", "Column", "Type", "Table", "Column", "Type", ""],
                              ["crm", "cid", "int", "dim", "customer_id", "bigint", "- >"], ["crm", "nm", "varchar(30)", "dim", "full_name", "varchar(40)", "UPPER(nm)"]],
        "a merged band above that alone tells two equal header names apart", ["A1:C1", "D1:F1", "G1:G2"]))
    made.append(plain(
        "band_target_first", [["TARGET", "", "SOURCE", "", ""], ["Table", "Column", "Table", "Column", "Logic"], ["dim", "customer_id", "crm", "cid", "1:1"],
                              ["dim", "full_name", "crm", "nm", "UPPER(nm)"]], "target side first", ["A1:B1", "C1:D1"]))
    return made


def languages():
    words = {
        "polish": (["Tabela źródłowa", "Kolumna źródłowa", "Tabela docelowa", "Kolumna docelowa", "Transformacja"], "bez zmian"),
        "russian": (["Таблица источника", "Поле источника", "Целевая таблица", "Целевое поле", "Правило преобразования"], "без преобразований"),
        "hebrew": (["טבלת מקור", "שדה מקור", "טבלת יעד", "שדה יעד", "טרנספורמציה"], "ללא שינוי"),
        "german": (["Quelltabelle", "Quellspalte", "Zieltabelle", "Zielspalte", "Transformationsregel"], "direkt"),
        "spanish": (["Tabla origen", "Campo origen", "Tabla destino", "Campo destino", "Transformación"], "directo"),
        "french": (["Table source", "Champ source", "Table cible", "Champ cible", "Règle"], "sans transformation"),
        "misspelt": (["Soruce Table", "Source Colunm", "Tagret Table", "Target Filed", "Trasformation"], "No Transformation"),
    }
    return [plain(f"language_{name}", [headers, ["crm", "cid", "dim", "customer_id", copy], ["crm", "nm", "dim", "full_name", "UPPER(nm)"]], f"headers in {name}")
            for name, (headers, copy) in words.items()]


def chain():
    rows = [["Source", "", "Staging", "", "Data Warehouse", "", "Data Mart", ""], ["Table", "Column", "Table", "Column", "Table", "Column", "Table", "Column", "Rule"],
            ["crm", "cid", "stg_crm", "cid", "dw_crm", "customer_id", "dim", "customer_id", "Direct"],
            ["crm", "nm", "stg_crm", "nm", "dw_crm", "name", "dim", "full_name", "UPPER(name)"]]
    copies = lambda columns: ExpectedTarget(columns, [(row["cid"], row["nm"]) for row in CRM.rows], [columns[0]])
    targets = {"stg_crm": copies(["cid", "nm"]), "dw_crm": copies(["customer_id", "name"]), "dim": DIM["dim"]}
    targets["dim"] = ExpectedTarget(targets["dim"].columns, targets["dim"].rows, ["customer_id"], {}, {"customer_id": [("dw_crm", "customer_id")]})
    return plain("layers_side_by_side", rows, "several layers side by side are a chain of mappings", ["A1:B1", "C1:D1", "E1:F1", "G1:H1"], targets)


def union():
    austin = table("crash_id INTEGER, street VARCHAR(20), deaths INTEGER", (1, "6th St", 0), (2, None, 1))
    york = table("COLLISION_ID INTEGER, ON_STREET VARCHAR(20)", (7, "Broadway"))
    rows = [["Target Table: crashes"], ["Final Column", "Austin", "", "NewYork", ""], ["", "Columns", "Transformation", "Columns", "Transformation"],
            ["crash_id ", "crash_id ", "No Transformation", "COLLISION_ID", "No Transformation"], ["street", "street", "UPPER(street)", "ON_STREET", "NA"],
            ["deaths", "deaths", "No Transformation", "\"Nil\"", "NA"], ["city", "\"Austin\"", "NA", "\"New York\"", "NA"]]
    expected = [(1, "6TH ST", 0, "Austin"), (2, None, 1, "Austin"), (7, "Broadway", None, "New York")]
    return plain("systems_side_by_side", rows, "several source systems side by side for one target are a UNION ALL", ["B2:C2", "D2:E2"],
                 {"crashes": ExpectedTarget(["crash_id", "street", "deaths", "city"], expected, ["crash_id"])}, tables={"Austin": austin, "NewYork": york})


def one_sheet_a_target():
    headers = ["Source Table", "Source Field", "Target Field", "Rule"]
    sales = ExpectedTarget(["sale_id", "amount"], [(row["sale"], row["amt"]) for row in POS.rows], ["sale_id"])
    people = COPIES["dim"]
    rows = [["crm", "cid", "customer_id", ""], ["crm", "nm", "full_name", ""]]
    other = [["pos", "sale", "sale_id", ""], ["pos", "amt", "amount", ""]]
    tables = {"crm": CRM, "pos": POS}

    def by_title(book):
        sheet(book, "Sheet1", [["Mapping for DIM_CUSTOMER"], [""], headers] + rows, first=True)
        sheet(book, "Sheet2", [["FACT_SALES"], headers] + other)

    def by_keys_above(book):
        sheet(book, "Sheet1", [["Target Table:", "dim_customer"], ["Source Table", "crm"], [""], headers[1:]] + [row[1:] for row in rows], first=True)
        sheet(book, "Sheet2", [["Target Table:", "fact_sales"], ["Source Table", "pos"], [""], headers[1:]] + [row[1:] for row in other])

    def by_keys_below(book):
        sheet(book, "Sheet1", [headers] + rows + [[""], ["Target Table", "dim_customer"]], first=True)

    def by_sheet(book):
        sheet(book, "DIM_CUSTOMER", [headers] + rows, first=True)
        sheet(book, "Mapping_FactSales", [headers] + other)

    return [
        sheet_fixture("target_in_title", by_title, {"DIM_CUSTOMER": people, "FACT_SALES": sales}, tables, about="the table's name only in a title cell"),
        sheet_fixture("target_in_keys_above", by_keys_above, {"dim_customer": people, "fact_sales": sales}, tables, about="a key/value block above the mapping"),
        sheet_fixture("target_in_keys_below", by_keys_below, {"dim_customer": people}, tables, about="a key/value block below the mapping"),
        sheet_fixture("target_in_sheet_name", by_sheet, {"DIM_CUSTOMER": people, "FactSales": sales}, tables, about="the table's name only in the sheet's name"),
    ]


def carried_names():
    dim = ExpectedTarget(["customer_id", "name"], [(row["cid"], row["nm"]) for row in CRM.rows], ["customer_id"])
    fact = ExpectedTarget(["sale_id", "amount"], [(row["sale"], row["amt"]) for row in POS.rows], ["sale_id"])
    tables = {"crm": CRM, "pos": POS}
    headers = ["Source Table", "Source Column", "Target Table", "Target Column"]
    rows = [headers, ["crm", "cid", "dim", "customer_id"], ["", "nm", "", "name"], ["pos", "sale", "fact", "sale_id"], ["", "amt", "", "amount"]]
    groups = [["Target Column", "Source Table", "Source Column", "Rule"], ["DIM_CUSTOMER"], ["customer_id", "crm", "cid", ""], ["name", "crm", "nm", ""],
              ["Table: FACT_SALES"], ["sale_id", "pos", "sale", ""], ["amount", "pos", "amt", ""]]
    return [
        plain("table_in_merged_cells", rows, "a table name only in the first of a merged run of cells", ["A2:A3", "C2:C3", "A4:A5", "C4:C5"],
              {"dim": dim, "fact": fact}, tables=tables),
        plain("table_in_first_of_empty_cells", rows, "a table name only in the first of a run of cells", (), {"dim": dim, "fact": fact}, tables=tables),
        plain("group_title_rows", groups, "group title rows between data rows", ["A2:D2", "A5:D5"], {"DIM_CUSTOMER": dim, "FACT_SALES": fact}, tables=tables),
    ]


def several_sources():
    days = table("id INTEGER, DAY VARCHAR(2), MONTH VARCHAR(2), YEAR VARCHAR(4)", (1, "05", "01", "2026"), (2, "28", "02", "2025"))
    expected = {"dim": ExpectedTarget(["id", "day"], [(row["id"], f"{row['YEAR']}-{row['MONTH']}-{row['DAY']}") for row in days.rows], ["id"], {},
                                      {"day": [("d", "YEAR"), ("d", "MONTH"), ("d", "DAY")]})}
    rule = "YEAR || '-' || MONTH || '-' || DAY"
    one = [HEADERS, ["d", "id", "dim", "id", ""], ["d", "DAY, MONTH, YEAR", "dim", "day", rule]]
    many = [HEADERS, ["d", "id", "dim", "id", ""], ["d", "DAY", "dim", "day", rule], ["d", "MONTH", "", "", ""], ["d", "YEAR", "", "", ""]]
    return [
        plain("sources_in_one_cell", one, "several source columns in one cell", (), expected, tables={"d": days}),
        plain("sources_on_several_rows", many, "several source columns on several rows for one target", ["D3:D5", "E3:E5"], expected, tables={"d": days}),
    ]


def sources_that_are_none():
    words = ["https://data.example.org/set", "customers.csv", "Derived", "-", "—", "None", "Nil", "NA"]
    rows = [HEADERS, ["crm", "cid", "dim", "customer_id", "Direct"]] + [["crm", word, "dim", f"c{place}", str(place)] for place, word in enumerate(words)]
    rows += [["crm", "\"Austin\"", "dim", "city", "NA"], ["crm", "'PL'", "dim", "country", "Direct"]]
    columns = ["customer_id"] + [f"c{place}" for place in range(len(words))] + ["city", "country"]
    expected = [(row["cid"], *range(len(words)), "Austin", "PL") for row in CRM.rows]
    return plain("sources_that_are_none", rows, "source cells that are URLs, files, Derived, -, —, None, Nil, NA, a quoted constant", (),
                 {"dim": ExpectedTarget(columns, expected, ["customer_id"])})


def copy_words():
    words = ["Direct", "Direct Move", "No Transformation", "- >", "1:1", "без преобразований"]
    rows = [HEADERS, ["crm", "cid", "dim", "customer_id", ""]] + [["crm", "nm", "dim", f"n{place}", word] for place, word in enumerate(words)]
    return plain("copy_words", rows, "words that all mean copy", (), {"dim": ExpectedTarget(
        ["customer_id"] + [f"n{place}" for place in range(len(words))], [(row["cid"], *[row["nm"]] * len(words)) for row in CRM.rows], ["customer_id"])})


def odd_types():
    rows = [["Source Table", "Source Column", "Target Table", "Target Column", "Data Type"], ["crm", "cid", "dim", "customer_id", "int (PK)"],
            ["crm", "nm", "dim", "full_name", "VARCHAR(100 BYTE)"], ["crm", "city", "dim", "city", "Nvarchar(40)"]]
    return plain("odd_types", rows, "VARCHAR(100 BYTE), int (PK), Nvarchar(40)", (), {"dim": ExpectedTarget(
        ["customer_id", "full_name", "city"], [(row["cid"], row["nm"], row["city"]) for row in CRM.rows], ["customer_id"])})


def odd_names():
    rows = [HEADERS, ["[dbo].[crm]", "[cid]", "[dw].[dbo].[Dim Customer]", "[Customer Id]", ""], ["[dbo].[crm]", "[nm]", "[dw].[dbo].[Dim Customer]", "Name", ""]]
    return plain("names_in_brackets", rows, "three-part and bracketed names", (), {"dw.dbo.Dim Customer": ExpectedTarget(
        ["Customer Id", "Name"], None, [], {}, {"Name": [("dbo.crm", "nm")]})}, tables={})


def select_in_merged_cells():
    select = "SELECT c.cid, UPPER(c.nm) AS full_name, s.amt FROM crm c LEFT JOIN pos s ON s.sale = c.cid"
    rows = [HEADERS, ["crm", "cid", "dim", "cid", select], ["crm", "nm", "dim", "full_name", ""], ["pos", "amt", "dim", "amt", ""]]
    amounts = {row["sale"]: row["amt"] for row in POS.rows}
    expected = [(row["cid"], None if row["nm"] is None else row["nm"].upper(), amounts.get(row["cid"])) for row in CRM.rows]
    return plain("select_in_merged_cells", rows, "a whole SELECT … JOIN … in a merged transformation cell", ["E2:E4"],
                 {"dim": ExpectedTarget(["cid", "full_name", "amt"], expected, ["cid"])}, tables={"crm": CRM, "pos": POS})


def rules_as_formulas():
    def draw(book):
        one = sheet(book, "Sheet1", [HEADERS, ["crm", "cid", "dim", "customer_id", ""], ["crm", "nm", "dim", "shout", ""], ["crm", "city", "dim", "both", ""]], first=True)
        one["E3"] = "=UPPER(B3)"
        one["E4"] = '=CONCATENATE(B3," ",B4)'

    text = lambda value: value or ""
    expected = [(row["cid"], None if row["nm"] is None else row["nm"].upper(), f"{text(row['nm'])} {text(row['city'])}") for row in CRM.rows]
    return sheet_fixture("rules_as_formulas", draw, {"dim": ExpectedTarget(["customer_id", "shout", "both"], expected, ["customer_id"])}, {"crm": CRM},
                         about="a rule stored as a formula")


def left_out():
    def draw(book):
        other = [HEADERS, ["a", "b", "c", "d", ""]]
        sheet(book, "Mapping", [HEADERS] + ROWS, first=True)
        sheet(book, "Old", other).sheet_state = "hidden"
        sheet(book, "Example", other)
        sheet(book, "Change Log", [["Version", "Date", "Author", "Description"], ["1.0", DATE(2026, 1, 1), "J. Doe", "First mapping of the source table to the target"]])
        sheet(book, "Row Counts", [["Source Table", "Source Count", "Target Table", "Target Count", "Difference"], ["crm", 3, "dim", 3, 0]])

    return sheet_fixture("left_out_sheets", draw, DIM, {"crm": CRM}, about="hidden sheets, example sheets, change logs, row-count checks")


def thousand_empty_rows():
    def draw(book):
        one = sheet(book, "Sheet1", [HEADERS] + ROWS, first=True)
        for row in range(4, 1004):
            for column in range(1, 6):
                one.cell(row, column).font = openpyxl.styles.Font(bold=True)
        one["A1"].comment = Comment("The table in the CRM", "J. Doe")

    return sheet_fixture("thousand_empty_rows", draw, DIM, {"crm": CRM}, about="used ranges of 1,000 empty rows")


def drift():
    rows = [["Source Table", "Source Column", "Target Table", "Target Column"], ["crm", "cid", "dim", "customer_key"], ["", "nm", "", "full_name"],
            ["", "city", "", ""]]
    names = ["customer_key", "full_name"]
    return plain("lists_that_drift_apart", rows, "source and target lists that drift apart within a group: notice it, do not pair by row", ["A2:A4", "C2:C4"],
                 {"dim": ExpectedTarget(names, [(None, None)] * 3, [], {}, {}, names)}, exit_code=1, codes={"layout_uncertain"})


def repeated_rows():
    rows = [HEADERS, ["crm", "cid", "dim", "customer_id", ""], ["crm", "nm", "dim", "label", "COALESCE(nm, city)"], ["crm", "city", "dim", "label", ""]]
    return plain("repeated_rows", rows, "repeated rows with different sources are one column with several sources", (), {"dim": ExpectedTarget(
        ["customer_id", "label"], [(row["cid"], row["nm"] or row["city"]) for row in CRM.rows], ["customer_id"])})


def split_names():
    rows = [["SRC_DB", "SRC_COLLECTION", "SRC_FIELD", "SRC_CONFIG", "Transformation", "PII", "DEST_DB", "DEST_SCHEMA", "DEST_TABLE", "DEST_COLUMN"],
            ["source_db", "reminders", "toBeSentAt", "raw", "", "", "travel", "gst", "reminders", "to_be_sent_at"]]
    return plain("names_in_several_columns", rows, "database, schema and table in columns of their own", (), {"travel.gst.reminders": ExpectedTarget(
        ["to_be_sent_at"], None, [], {"to_be_sent_at": "direct"}, {"to_be_sent_at": [("source_db.reminders", "toBeSentAt")]})}, tables={})


def paths():
    rows = [["Source", "Target", "Rule"], ["crm.cid", "dim.customer_id", "Direct"], ["crm.nm", "dim.full_name", "UPPER(nm)"]]
    return plain("tables_within_columns", rows, "one column a side, which names the table too")


def words_without_columns():
    words = ["TBD", "Derived", "udf_utc_to_ist", "convert_to_ist", "Großschreibung", "Yes/No", "DD/MM/YYYY", "Name & Address", "not used"]
    names = [f"n{place}" for place in range(len(words))]
    rows = [HEADERS, ["crm", "cid", "dim", "customer_id", ""]] + [["crm", "nm", "dim", name, word] for name, word in zip(names, words)]
    return plain("words_without_columns", rows, "words that nothing in the workbook knows are no columns: it never guesses in silence", (), {"dim": ExpectedTarget(
        ["customer_id"] + names, [(row["cid"], *[None] * len(words)) for row in CRM.rows], ["customer_id"], dict.fromkeys(names, "prose"), {}, names)},
        exit_code=1, codes={"prose_unresolved"})


def cells_of_dates():
    rows = [HEADERS, ["crm", "cid", "dim", "customer_id", ""], ["", DATE(2024, 2, 29), "dim", "since", ""], ["", 12.5, "dim", "rate", ""], ["", "'EU'", "dim", "area", ""]]
    return plain("cells_of_dates", rows, "a quoted constant, a number, a day: no column is called so", (), {"dim": ExpectedTarget(
        ["customer_id", "since", "rate", "area"], [(row["cid"], DATE(2024, 2, 29), D("12.5"), "EU") for row in CRM.rows], ["customer_id"],
        {"since": "constant", "rate": "constant", "area": "constant"})})


def german_below_a_title():
    top = [["Quelle-Ziel-Abbildung Kundenstamm"], ["Projekt", "DWH Neu"], ["Version", "1.4"], ["Autor", "M. Huber"], ["Stand", "2024-03-01"], [""]]
    rows = top + [["Ziel", "", "", "", "Quelle", "", "", "Regel", ""], ["Tabelle", "Feld", "Datentyp", "Pflichtfeld", "Tabelle", "Feld", "Datentyp", "Transformation", "Bemerkung"],
                  ["DIM", "NUMMER", "INTEGER", "ja", "crm", "cid", "INTEGER", "1:1", ""], ["", "NAME", "VARCHAR(80)", "nein", "crm", "nm", "VARCHAR(30)", "UPPER(nm)", "ohne Leerzeichen"],
                  ["", "ORT", "VARCHAR(40)", "nein", "crm", "city", "VARCHAR(20)", "keine Transformation", ""]]

    def draw(book):
        sheet(book, "Abbildung", rows, ["A7:D7", "E7:G7", "H7:I7", "A9:A11"], first=True).column_dimensions["G"].hidden = True

    return sheet_fixture("german_below_a_title", draw, {"DIM": ExpectedTarget(
        ["NUMMER", "NAME", "ORT"], [(row["cid"], None if row["nm"] is None else row["nm"].upper(), row["city"]) for row in CRM.rows], ["NUMMER"])}, {"crm": CRM},
        about="a header of two rows with merged bands below a title and its keys, in German, a column hidden")


def union_of_three():
    rows = [["", "", "CRM", "", "", "POS", "", "", "Web", "", ""], ["Target Column", "Type"] + ["Table", "Column", "Rule"] * 3,
            ["no", "VARCHAR(20)", "crm", "cid", "'C' || cid", "pos", "sale", "'P' || sale", "web", "uid", "'W' || uid"],
            ["name", "VARCHAR(60)", "crm", "nm", "Direct", "pos", "-", "", "web", "first,last", "CONCAT(first, ' ', last)"],
            ["system", "VARCHAR(5)", "", "'CRM'", "", "", "'POS'", "", "", "'WEB'", ""]]
    web = table("uid INTEGER, first VARCHAR(10), last VARCHAR(10)", (7, "Grace", "Hopper"), (8, None, "Lamarr"))
    text = lambda value: value or ""
    expected = ([(f"C{row['cid']}", row["nm"], "CRM") for row in CRM.rows] + [(f"P{row['sale']}", None, "POS") for row in POS.rows]
                + [(f"W{row['uid']}", f"{text(row['first'])} {text(row['last'])}", "WEB") for row in web.rows])
    return plain("union_of_three", rows, "three source systems side by side, one with a source that is none and one with two", ["C1:E1", "F1:H1", "I1:K1"],
                 {"everyone": ExpectedTarget(["no", "name", "system"], expected, ["no"])}, title="everyone", tables={"crm": CRM, "pos": POS, "web": web})


def fixtures():
    return (header_rows() + languages() + [chain(), union()] + one_sheet_a_target() + carried_names() + several_sources()
            + [sources_that_are_none(), copy_words(), odd_types(), odd_names(), select_in_merged_cells(), rules_as_formulas(), left_out(), thousand_empty_rows(),
               drift(), repeated_rows(), split_names(), paths(), words_without_columns(), cells_of_dates(), german_below_a_title(), union_of_three()])
