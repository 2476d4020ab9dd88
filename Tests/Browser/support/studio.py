"""A studio in the test's hands: workbooks and generations of the shape that the API documents, told as far as the test wants."""

import json
import re
import time
from urllib.parse import parse_qs, unquote, urlparse

CALLS = re.compile(r"/api/(workbooks|generations)(\?|/|$)")
WORKBOOK = "01K9QZ3V7M8N2P4R6S8T0V2X4Y"

HEADS = ["Target Table", "Target Column", "Target Type", "Nullable", "Key", "Source Table", "Source Alias", "Source Column", "Transformation", "Default", "Notes"]
ROLES = ["target_table", "target_column", "target_type", "nullable", "key", "source_table", "source_alias", "source_column", "transformation", "default", "notes"]
ROWS = [
    ["dim_customer", "customer_key", "BIGINT", "N", "PK", "", "", "", "surrogate key", "", "1..n over the customer's number"],
    ["", "customer_id", "INTEGER", "N", "", "crm.customers", "c", "id", "Direct", "", ""],
    ["", "customer_name", "VARCHAR(100)", "N", "", "crm.customers", "c", "name", "TRIM(c.name)", "'unknown'", "as it stands in the CRM, without blanks"],
    ["", "email", "VARCHAR(200)", "Y", "", "crm.customers", "c", "email", "LOWER(c.email)", "", ""],
    ["", "city", "VARCHAR(80)", "Y", "", "crm.addresses", "a", "city", "Title case", "", "Österreich first"],
    ["", "segment", "VARCHAR(10)", "Y", "", "crm.customers", "c", "revenue", "big ones are A, the others as sales sees them", "", "ask Mrs. Huber"],
    ["fact_order", "order_id", "BIGINT", "N", "PK", "shop.orders", "o", "id", "Direct", "", ""],
    ["", "amount", "DECIMAL(12,2)", "Y", "", "shop.orders", "o", "amount", "CAST(o.amount AS DECIMAL(12,2))", "0", ""],
]
JOINS = [["Target Table", "Join Type", "Left Alias", "Right Table", "Right Alias", "Condition"], ["dim_customer", "left", "c", "crm.addresses", "a", "a.customer_id = c.id"]]

BLOCKS = {
    "dim_customer.select_clause": """CREATE OR REPLACE VIEW dim_customer AS
SELECT
  ROW_NUMBER() OVER (ORDER BY c.id NULLS LAST) AS customer_key,
  c.id AS customer_id,
  COALESCE(TRIM(c.name), 'unknown') AS customer_name,
  LOWER(c.email) AS email,
  INITCAP(a.city) AS city,
  NULL /* open: prose_unresolved, Mapping!I9 */ AS segment""",
    "dim_customer.joins": "FROM crm.customers AS c\nLEFT JOIN crm.addresses AS a ON a.customer_id = c.id",
    "dim_customer.where_clause": "WHERE (c.deleted_at IS NULL);",
    "fact_order.select_clause": """CREATE OR REPLACE VIEW fact_order AS
SELECT
  o.id AS order_id,
  COALESCE(CAST(o.amount AS DECIMAL(12, 2)), 0) AS amount""",
    "fact_order.joins": "FROM shop.orders AS o;",
}
# Block, line, the text that comes from a cell, its column, the cell.
SPANS = [
    ("dim_customer.select_clause", 3, "ROW_NUMBER() OVER (ORDER BY c.id NULLS LAST)", "customer_key", "Mapping!I4"),
    ("dim_customer.select_clause", 4, "c.id", "customer_id", "Mapping!H5"),
    ("dim_customer.select_clause", 5, "COALESCE(TRIM(c.name), 'unknown')", "customer_name", "Mapping!I6"),
    ("dim_customer.select_clause", 6, "LOWER(c.email)", "email", "Mapping!I7"),
    ("dim_customer.select_clause", 7, "INITCAP(a.city)", "city", "Mapping!I8"),
    ("dim_customer.joins", 2, "LEFT JOIN crm.addresses AS a ON a.customer_id = c.id", None, "Joins!A2:F2"),
    ("fact_order.select_clause", 3, "o.id", "order_id", "Mapping!H10"),
    ("fact_order.select_clause", 4, "COALESCE(CAST(o.amount AS DECIMAL(12, 2)), 0)", "amount", "Mapping!I11"),
]
DIAGNOSTICS = [
    {"severity": "warning", "code": "prose_unresolved", "cell": "Mapping!I9", "found": "“big ones are A, the others as sales sees them” is a rule in words", "fix": "write it as an expression, or choose a model"},
    {"severity": "error", "code": "unknown_column", "cell": "Mapping!H8", "found": "crm.addresses has no column city", "fix": "did you mean town?"},
    {"severity": "info", "code": "layout_uncertain", "cell": None, "found": "the band above the header row was left out of account", "fix": ""},
]
REFUSED = {
    "type": "about:blank", "title": "Unprocessable Content", "status": 422, "code": "mapping.no_mapping", "detail": "There is no mapping in this workbook.",
    "diagnostics": [{"severity": "error", "code": "no_mapping", "cell": "Tabelle1!A1", "found": "no row names a target column; 3 sheets were looked at", "fix": "begin with throughline mapping template"}],
}


def letters(column):
    name = ""
    while column > 0:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name


class Studio:
    """Answers the studio's calls in a browser context. `told` is how many events of a generation are told; `asked` what was asked."""

    def __init__(self, long_rows=0):
        self.long_rows = long_rows
        self.asked = []
        self.told = 10_000
        self.workbooks = {}
        self.generations = {}
        self.corrections = None

    def attach(self, context):
        context.route(CALLS, self._route)

    def calls(self, pattern):
        return [line for line, _ in self.asked if re.search(pattern, line)]

    def bodies(self, pattern):
        return [body for line, body in self.asked if re.search(pattern, line)]

    # What there is

    def workbook(self, name="customers.xlsx"):
        self.workbooks.setdefault(WORKBOOK, {"workbook": WORKBOOK, "name": name, "bytes": 18_432, "sha256": "0" * 64, "created_at": "2026-11-20T09:12:00Z"})
        return self.workbooks[WORKBOOK] | {"layout": self.layout()}

    def layout(self):
        sheets = [
            {"name": "Mapping", "kind": "mapping", "header_rows": [2, 3], "confidence": 0.92, "blocks": [{"roles": {role: letters(at + 1) for at, role in enumerate(ROLES)}, "targets": ["dim_customer", "fact_order"], "header_rows": [2, 3], "rows": [4, 11], "confidence": 0.92, "reasons": ["11 of 11 heads are known"]}]},
            {"name": "Joins", "kind": "joins", "header_rows": [1], "confidence": 1, "blocks": []},
            {"name": "Änderungen", "kind": "other", "header_rows": [], "confidence": 1, "blocks": []},
        ]
        if self.long_rows:
            sheets.append({"name": "Samples orders", "kind": "samples", "header_rows": [1], "confidence": 1, "blocks": []})
        for correction in (self.corrections or {}).get("sheets", []):
            for sheet in sheets:
                if sheet["name"] == correction["name"]:
                    sheet |= correction | {"confidence": 1}
        return {"sheets": sheets, "corrections": self.corrections}

    def cells(self, sheet, first, last):
        merged, hidden = [], set()
        if sheet == "Mapping":
            grid = {1: ["Target", "", "", "", "", "Source", "", "", "Rule"], 2: HEADS} | {row + 4: values for row, values in enumerate(ROWS)}
            grid[3] = []
            merged, hidden = ["A1:E1", "F1:H1", "I1:K1", "A4:A9", "A10:A11"] + [f"{letters(column)}2:{letters(column)}3" for column in range(1, 12)], {7}
            count, columns = 11, 11
        elif sheet == "Joins":
            grid, count, columns = {row + 1: values for row, values in enumerate(JOINS)}, len(JOINS), 6
        elif sheet == "Samples orders":
            grid = {row: ["id", "customer", "amount", "note"] if row == 1 else [row - 1, f"customer {row % 977}", row * 3 / 4, f"row {row}"] for row in range(first, min(last, self.long_rows) + 1)}
            count, columns = self.long_rows, 4
        else:
            grid, count, columns = {}, 0, 0
        rows = []
        for row in range(first, min(last, count) + 1):
            cells = [{"cell": f"{letters(at + 1)}{row}", "value": value, "type": "number" if isinstance(value, (int, float)) else "string"} for at, value in enumerate(grid.get(row, [])) if value != ""]
            for cell in cells:
                if cell["cell"] == "K9":
                    cell["comment"] = "Mrs. Huber is back on Monday"
            rows.append({"row": row, "hidden": row in hidden, "cells": cells})
        return {"sheet": sheet, "rows": rows, "merged": merged, "hidden_columns": ["K"] if sheet == "Mapping" else [], "columns": columns, "last_row": count}

    def plan(self):
        def column(name, kind, row, sources):
            return {"name": name, "kind": kind, "type": "TEXT", "sources": sources, "provenance": {"sheet": "Mapping", "range": f"A{row}:K{row}"}}

        customer = [column(values[1], "expression", at + 4, [{"table": values[5], "column": values[7]}] if values[5] else []) for at, values in enumerate(ROWS[:6])]
        order = [column(values[1], "direct", at + 10, [{"table": values[5], "column": values[7]}]) for at, values in enumerate(ROWS[6:])]
        return {"targets": [{"table": "dim_customer", "columns": customer, "joins": [], "filters": []}, {"table": "fact_order", "columns": order, "joins": [], "filters": []}], "diagnostics": DIAGNOSTICS}

    def start(self, generation, form):
        self.generations.setdefault(generation, Generation(generation, form))
        return self.generations[generation]

    # Answers

    def _route(self, route):
        request = route.request
        url = urlparse(request.url)
        parts = [unquote(part) for part in url.path.split("/")[2:]]
        query = {name: values[0] for name, values in parse_qs(url.query).items()}
        body = request.post_data_buffer
        self.asked.append((f"{request.method} {url.path}{'?' + url.query if url.query else ''}", body))
        status, answer = (self._workbooks if parts[0] == "workbooks" else self._generations)(request.method, parts[1:], query, body)
        if isinstance(answer, str):
            route.fulfill(status=status, body=answer, content_type="text/event-stream" if parts[-1] == "events" else "text/plain; charset=utf-8")
        elif answer is None:
            route.fulfill(status=status)
        else:
            route.fulfill(status=status, body=json.dumps(answer), content_type="application/problem+json" if status >= 400 else "application/json")

    def _workbooks(self, method, parts, query, body):
        if not parts:
            if method == "GET":
                return 200, {"items": [self.workbook()] if self.workbooks else []}
            if b"nothing" in body:
                return 422, REFUSED
            return 201, self.workbook(query["name"])
        if parts[0] not in self.workbooks:
            return 404, {"code": "workbook.unknown", "detail": "there is no such workbook", "status": 404}
        match parts[1:]:
            case [] if method == "DELETE":
                del self.workbooks[parts[0]]
                return 204, None
            case []:
                return 200, self.workbook()
            case ["cells"]:
                return 200, self.cells(query["sheet"], int(query["first"]), int(query["last"]))
            case ["layout"]:
                if method == "PUT":
                    self.corrections = json.loads(body)
                return 200, self.layout()
            case ["plan"]:
                return 200, self.plan()

    def _generations(self, method, parts, query, body):
        if not parts:
            if method == "GET":
                return 200, {"items": [each.item() for each in self.generations.values()]}
            form = dict(re.findall(rb'name="([a-z_]+)"\r\n\r\n(.*?)\r\n', body))
            made = self.start(form[b"generation_id"].decode(), {name.decode(): value.decode() for name, value in form.items()})
            return 202, made.hashmap(0) | {"stream": made.id, "workbook": WORKBOOK}
        generation = self.generations.get(parts[0])
        if generation is None:
            return 404, {"code": "generation.unknown", "detail": "there is no such generation", "status": 404}
        done = generation.hashmap(self.told)
        match parts[1:]:
            case []:
                return 200, done | {"workbook": WORKBOOK}
            case ["events"]:
                text = generation.written(query.get("after"), self.told)
                return (200, text) if text is not None else (204, None)
            case ["refine"]:
                prompt = json.loads(body)["prompt"]
                unknown = [name for name in re.findall(r"@code\[([^\]]+)\]", prompt) if not any(block.endswith(name) for block in BLOCKS)]
                if unknown:
                    return 422, {"code": "generation.unknown_reference", "detail": f"there is no block {unknown[0]}; did you mean joins?", "status": 422}
                generation.refine(prompt)
                return 202, generation.hashmap(0) | {"stream": generation.id}
            case ["resume" | "cancel"]:
                return 202, done
            case ["versions"]:
                return 200, {"items": [{key: value for key, value in version.items() if key not in ("blocks", "files")} for version in generation.versions] if done["status"] == "completed" else []}
            case ["versions", number]:
                return 200, generation.versions[int(number) - 1]
            case ["blocks", name]:
                generation.edit(name, json.loads(body)["sql"] if method == "PUT" else None)
                return 200, generation.hashmap(self.told)["blocks"][name]
            case ["files"]:
                return 200, {"items": [{"name": name, "bytes": len(text), "sha256": "0" * 64} for name, text in generation.files().items()] if done["status"] == "completed" else []}
            case ["files", name]:
                return 200, generation.files()[name]
            case ["map"]:
                return 200, generation.source_map()
            case ["samples"]:
                if done["status"] != "completed":
                    return 409, {"code": "generation.running", "detail": "it is still being written", "status": 409}
                return 200, generation.samples()
            case ["complete"]:
                names = ["@mapping[Mapping:A4]", "@mapping[Mapping:I9]", "@mapping[Joins:A2]"] + [f"@code[{name}]" for name in BLOCKS] + ["@schema[dim_customer.email]"]
                return 200, {"items": [{"text": name, "detail": "dim_customer" if "code" in name else "cells of the workbook"} for name in names if name.startswith(query["prefix"]) or (query["prefix"].startswith("@code[") and f".{query['prefix'][6:]}" in name)]}


class Generation:
    def __init__(self, name, form):
        self.id = name
        self.form = form
        self.blocks = {block: {"sql": sql, "edited": False} for block, sql in BLOCKS.items()}
        self.epoch = 1
        self.open = list(BLOCKS)
        self.failure = {"code": "refused", "found": "PostgreSQL refuses (42883): operator does not exist", "fix": "look at the rule"}
        self.versions = []
        self._version("generate", None)

    def item(self):
        return {"generation_id": self.id, "semantic_layer_name": self.form.get("name", self.id), "dialect": self.form["dialect"], "as": self.form["as"], "workbook": WORKBOOK, "status": "completed", "created_at": "2026-11-20T09:15:00Z"}

    def _version(self, reason, detail):
        document = {"blocks": {name: {"status": "completed", "order": at + 1} | block for at, (name, block) in enumerate(self.blocks.items())}, "files": list(self.files())}
        subject = {"block" if reason in ("edit", "release") else "prompt": detail, "created_at": "2026-11-20T09:15:00Z"}
        self.versions.append({"version": len(self.versions) + 1, "reason": reason} | subject | document)

    def refine(self, prompt):
        self.epoch += 1
        named = re.findall(r"@code\[([^\]]+)\]", prompt)
        self.open = [name for name in self.blocks if any(name == each or name.endswith(f".{each}") for each in named)]
        for name in self.open:
            self.blocks[name]["sql"] = self.blocks[name]["sql"].replace("LEFT JOIN", "INNER JOIN")
        self._version("refine", prompt)

    def edit(self, name, sql):
        self.blocks[name] = {"sql": BLOCKS[name] if sql is None else sql, "edited": sql is not None}
        self._version("release" if sql is None else "edit", name)

    def events(self):
        list_ = []

        def add(**event):
            list_.append((f"{self.epoch}-{len(list_) + 1}", {"generation_id": self.id} | event))

        add(type="hashmap_sync", complete_hashmap=self._hashmap(self.open), reason="initial_load" if self.epoch == 1 else "recovery")
        add(type="progress", message="Parsing the workbook…", stage="reading", progress_percentage=0)
        add(type="progress", message="Found 8 column mappings for 2 tables", stage="planned", progress_percentage=0)
        for at, name in enumerate(self.open):
            add(type="progress", message=f"Generating {name}…", stage=name, progress_percentage=100 * at // len(self.open))
            add(type="block_update", block_name=name, block_data=self._block(name, "in_progress"))
            add(type="block_update", block_name=name, block_data=self._block(name, "completed"))
            add(type="progress", message=f"{name} complete", stage=name, progress_percentage=100 * (at + 1) // len(self.open))
        add(type="generation_complete", final_sql="".join(text for name, text in self.files().items() if name.endswith(".sql")), filename=f"{self.form.get('name', self.id)}.sql")
        return list_

    def written(self, after, told):
        events = self.events()[:told]
        start = next((at + 1 for at, (place, _) in enumerate(events) if place == after), 0)
        if start >= len(self.events()):
            return None
        return "".join(f"id: {place}\nevent: {event['type']}\ndata: {json.dumps(event)}\n\n" for place, event in events[start:]) or ": nothing yet\n\n"

    def _block(self, name, status):
        order = list(self.blocks).index(name) + 1
        block = self.blocks[name]
        return {"status": status, "sql": block["sql"] if status == "completed" else "", "order": order, "timestamp": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()), **({"edited": True} if block["edited"] else {})}

    def _hashmap(self, open_blocks, status="in_progress"):
        blocks = {name: self._block(name, "pending" if name in open_blocks else "completed") for name in self.blocks}
        done = len(blocks) - len(open_blocks)
        return {"generation_id": self.id, "semantic_layer_name": self.form.get("name", self.id), "status": status, "blocks": blocks, "metadata": {"mapping_file": "customers.xlsx", "total_blocks": len(blocks), "completed_blocks": done, "progress_percentage": 100 * done // len(blocks), "estimated_completion": None}}

    def hashmap(self, told):
        events = self.events()[:told]
        done = {event["block_name"] for _, event in events if event["type"] == "block_update" and event["block_data"]["status"] == "completed"}
        is_over = len(events) == len(self.events())
        return self._hashmap([name for name in self.open if name not in done], "completed" if is_over else "in_progress" if events else "pending")

    def files(self):
        tables = list(dict.fromkeys(name.split(".")[0] for name in self.blocks))
        return {f"{table}.sql": "\n".join(block["sql"] for name, block in self.blocks.items() if name.startswith(f"{table}.")) + "\n" for table in tables} | {"dim_customer.md": "# dim_customer\n"}

    def source_map(self):
        blocks = {name: {"spans": []} for name in self.blocks}
        for name, line, text, column, cell in SPANS:
            lines = self.blocks[name]["sql"].split("\n")
            if self.blocks[name]["edited"] or len(lines) < line or text not in lines[line - 1]:
                continue
            start = len(lines[line - 1].split(text)[0].encode())
            blocks[name]["spans"].append({"line": line, "start": start, "end_line": line, "end": start + len(text.encode()), "column": column, "cell": cell})
        return {"blocks": blocks}

    def samples(self):
        rows = [[at, 100 + at, f"Customer {at}", None if at == 3 else f"c{at}@example.org", "Wien", None] for at in range(1, 9)]
        target = {"table": "dim_customer", "rows": 8, "duplicate_keys": 0, "nulls": {"email": 1, "segment": 8}, "casts_failed": {}, "too_long": {"city": 2}, "open": [{"column": "segment", "cell": "Mapping!I9", "reason": "prose_unresolved"}]}
        target |= {"rows_lost": {"a": 1}, "sample": {"columns": ["customer_key", "customer_id", "customer_name", "email", "city", "segment"], "rows": rows}}
        return {"targets": [target, {"table": "fact_order", "rows": None, "duplicate_keys": None, "nulls": {}, "casts_failed": {}, "too_long": {}, "failure": self.failure, "open": []}], "diagnostics": DIAGNOSTICS}
