"""Workbooks as files, without a library: just enough of OOXML that every reader takes it."""

import zipfile
from xml.sax.saxutils import escape, quoteattr

TYPES = '<?xml version="1.0" encoding="UTF-8"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>{sheets}</Types>'
SHEET_TYPE = '<Override PartName="/xl/worksheets/sheet{n}.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>'
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
RELATIONS = '<?xml version="1.0" encoding="UTF-8"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{items}</Relationships>'
BOOK = '<?xml version="1.0" encoding="UTF-8"?><workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="{office}"><sheets>{sheets}</sheets></workbook>'
SHEET = '<?xml version="1.0" encoding="UTF-8"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'

MAPPING = ["Target Table", "Target Column", "Target Type", "Nullable", "Key", "Source Table", "Source Alias", "Source Column", "Transformation", "Default", "Notes"]
CUSTOMERS = {
    "Mapping": [
        MAPPING,
        ["dim_customer", "customer_id", "INTEGER", "N", "PK", "customers", "c", "id", "", "", ""],
        ["dim_customer", "customer_name", "VARCHAR(100)", "N", "", "customers", "c", "name", "TRIM(c.name)", "unknown", "without blanks"],
        ["dim_customer", "email", "VARCHAR(200)", "Y", "", "customers", "c", "email", "LOWER(c.email)", "", ""],
        ["dim_customer", "city", "VARCHAR(80)", "Y", "", "addresses", "a", "city", "UPPER(a.city)", "", ""],
    ],
    "Joins": [["Target Table", "Join Type", "Left Alias", "Right Table", "Right Alias", "Condition"], ["dim_customer", "left", "c", "addresses", "a", "c.id = a.customer_id"]],
    "Filters": [["Target Table", "Condition"], ["dim_customer", "c.id > 0"]],
    "Samples customers": [["id", "name", "email"], [1, " Ada ", "ADA@example.org"], [2, "Grace", "Grace@example.org"]],
    "Samples addresses": [["customer_id", "city"], [1, "Wien"]],
}


def letters(column):
    name = ""
    while column > 0:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name


def cell(value, row, column):
    place = f"{letters(column)}{row}"
    if isinstance(value, (int, float)):
        return f'<c r="{place}"><v>{value}</v></c>'
    return f'<c r="{place}" t="inlineStr"><is><t xml:space="preserve">{escape(value)}</t></is></c>' if value != "" else ""


def write(path, sheets):
    """Writes sheets, `{name: rows}`; rows may come one by one."""
    numbers = range(1, len(sheets) + 1)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        archive.writestr("[Content_Types].xml", TYPES.format(sheets="".join(SHEET_TYPE.format(n=n) for n in numbers)))
        archive.writestr("_rels/.rels", RELATIONS.format(items=f'<Relationship Id="r1" Type="{OFFICE}/officeDocument" Target="xl/workbook.xml"/>'))
        archive.writestr("xl/workbook.xml", BOOK.format(office=OFFICE, sheets="".join(f'<sheet name={quoteattr(name)} sheetId="{n}" r:id="r{n}"/>' for n, name in zip(numbers, sheets))))
        archive.writestr("xl/_rels/workbook.xml.rels", RELATIONS.format(items="".join(f'<Relationship Id="r{n}" Type="{OFFICE}/worksheet" Target="worksheets/sheet{n}.xml"/>' for n in numbers)))
        for n, rows in zip(numbers, sheets.values()):
            with archive.open(f"xl/worksheets/sheet{n}.xml", "w") as sheet:
                sheet.write(SHEET.encode())
                for number, values in enumerate(rows, 1):
                    cells = "".join(cell(value, number, column) for column, value in enumerate(values, 1))
                    sheet.write(f'<row r="{number}">{cells}</row>'.encode())
                sheet.write(b"</sheetData></worksheet>")
    return path
