"""Workbooks of the template's shape (MAPPING, section 1), written with openpyxl."""

import openpyxl

HEADERS = {
    "Mapping": ["Target Table", "Target Column", "Target Type", "Nullable", "Key", "Source Table", "Source Alias", "Source Column", "Transformation", "Default", "Notes"],
    "Joins": ["Target Table", "Join Type", "Left Alias", "Right Table", "Right Alias", "Condition"],
    "Filters": ["Target Table", "Condition"],
    "Sources": ["Table", "Column", "Type", "Nullable"],
}


def write(path, mapping, joins=(), filters=(), tables=()):
    """`mapping`, `joins` and `filters` are dictionaries by header; `tables` become `Sources` and `Samples`."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    sources = [{"Table": table.name, "Column": name, "Type": kind, "Nullable": "Y"} for table in tables for name, kind in table.columns]
    for sheet, rows in [("Mapping", mapping), ("Joins", joins), ("Filters", filters), ("Sources", sources)]:
        page = book.create_sheet(sheet)
        page.append(HEADERS[sheet])
        for row in rows:
            page.append([_text(row.get(header)) for header in HEADERS[sheet]])
    for table in tables:
        page = book.create_sheet(f"Samples {table.name}"[:31])
        page.append(table.column_names)
        for row in table.rows:
            page.append(list(row))
    # What begins with an equals sign is a rule here, not a formula of the sheet.
    for page in book:
        for cells in page.iter_rows():
            for cell in cells:
                if cell.data_type == "f":
                    cell.data_type = "s"
    book.save(path)
    return path


def _text(value):
    return None if value is None else value
