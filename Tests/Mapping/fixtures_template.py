"""Workbooks in the template's shape that run: the whole catalogue of docs/mapping-functions.md, joins, filters, aggregates, windows."""

import hashlib

from fixtures import D, DATE, TIME, Column, aliased, each, empty, half_up, table, template

PEOPLE = table(
    "id INTEGER, first_name VARCHAR(20), last_name VARCHAR(20), email VARCHAR(60), country VARCHAR(2), balance DECIMAL(12,3), born DATE, "
    "created_at TIMESTAMP, active BOOLEAN, score DOUBLE, code VARCHAR(20)",
    (1, "Ada", "Byron", "ADA@Example.com", "GB", D("1200.505"), DATE(1985, 12, 10), TIME(2024, 3, 1, 9, 30, 0), True, 2.5, "12"),
    (2, "emil", "post", "emil@example.com", "PL", D("-17.125"), DATE(1997, 2, 11), TIME(2025, 1, 15, 18, 5, 59), False, -2.5, "-7"),
    (3, "Sofia", "Kovalevskaya", None, "SE", D("0.000"), DATE(2000, 2, 29), TIME(2025, 12, 31, 23, 59, 59), True, 0.25, "abc"),
    (4, "Łucja", "Frey-Gottesman", "lucja@example.com", None, None, None, None, None, None, None),
    (5, " Kurt ", "o'NEIL", "", "AT", D("99.999"), DATE(1906, 4, 28), TIME(2026, 1, 1, 0, 0, 0), False, 100.0, " 42 "),
)
SHOPS = table("code VARCHAR(2), name VARCHAR(30), region VARCHAR(10)", ("GB", "United Kingdom", "west"), ("PL", "Poland", "east"), ("SE", "Sweden", None),
              ("NO", "Norway", "north"))
ORDERS = table(
    "order_id INTEGER, person_id INTEGER, ordered_on DATE, status VARCHAR(10), amount DECIMAL(10,2), note VARCHAR(40)",
    (10, 1, DATE(2026, 1, 5), "shipped", D("44.98"), "gift"),
    (11, 1, DATE(2026, 1, 5), "open", D("22.50"), None),
    (12, 2, DATE(2026, 1, 6), "cancelled", D("100.00"), "late"),
    (13, 3, DATE(2026, 2, 6), "shipped", D("9.00"), "gift"),
    (14, 3, DATE(2026, 2, 7), "shipped", None, None),
    (15, 9, DATE(2026, 2, 7), "Shipped", D("1.10"), "nobody's"),
)


def text(value):
    """CONCAT's view of a value."""
    return "" if value is None else value


def both(left, right, join):
    return None if left is None or right is None else join(left, right)


def on(value, work):
    return None if value is None else work(value)


def title(value):
    out, inside = "", False
    for character in value:
        out += character.lower() if inside else character.upper()
        inside = character.isalnum()
    return out


def split_part(value, separator, n):
    parts = value.split(separator)
    return parts[n - 1] if n <= len(parts) else ""


def to_integer(value):
    try:
        return int(half_up(D(value.strip())))
    except Exception:
        return None


def months_between(start, end):
    return (end.year - start.year) * 12 + end.month - start.month


def people(name, columns, about="", **more):
    return template(name, {"people": PEOPLE}, {"t": ({"p": "people"}, [Column("id", "INTEGER", "p.id", key="PK", expect=lambda r: r.p.id)] + columns,
                                                      each("p", PEOPLE), ["id"])}, about=about, **more)


def copies_and_casts():
    return people("copies_and_casts", [
        Column("first_name", "VARCHAR(20)", "p.first_name", kind="direct", expect=lambda r: r.p.first_name),
        Column("surname", "VARCHAR(20)", "p.last_name", "Direct Move", kind="direct", expect=lambda r: r.p.last_name),
        Column("id_text", "VARCHAR(10)", "p.id", expect=lambda r: str(r.p.id)),
        Column("code_number", "INTEGER", "p.code", expect=lambda r: on(r.p.code, to_integer)),
        Column("balance_2", "DECIMAL(12,2)", "p.balance", expect=lambda r: half_up(r.p.balance, 2)),
        Column("balance_0", "INTEGER", "p.balance", expect=lambda r: on(half_up(r.p.balance), int)),
        Column("score_0", "INTEGER", "p.score", expect=lambda r: on(half_up(r.p.score), int)),
        Column("created_on", "DATE", "p.created_at", expect=lambda r: on(r.p.created_at, lambda at: at.date())),
        Column("born_at", "TIMESTAMP", "p.born", expect=lambda r: on(r.p.born, lambda on: TIME(on.year, on.month, on.day))),
        Column("born_text", "VARCHAR(10)", "p.born", expect=lambda r: on(r.p.born, lambda on: on.isoformat())),
        Column("explicit", "DECIMAL(8,1)", "p.balance", "CAST(p.balance AS DECIMAL(8,1))", expect=lambda r: half_up(r.p.balance, 1)),
        Column("is_active", "BOOLEAN", "p.active", "1:1", expect=lambda r: r.p.active),
    ], "Target Type differing from the source's gives a cast; a value that does not cast is NULL; rounds half away from zero")


def joins_and_filters():
    rows = []
    for order in ORDERS.rows:
        for person in PEOPLE.rows:
            if person["id"] != order["person_id"]:
                continue
            shops = [shop for shop in SHOPS.rows if shop["code"] == person["country"]] or [empty(SHOPS)]
            rows += [aliased(o=order, p=person, s=shop) for shop in shops]
    rows = [row for row in rows if row.o.status != "cancelled" and (row.o.amount or 0) >= 0 and row.o.amount is not None]
    return template(
        "joins_and_filters", {"orders": ORDERS, "people": PEOPLE, "shops": SHOPS},
        {"order_facts": ({"o": "orders", "p": "people", "s": "shops"}, [
            Column("order_id", "INTEGER", "o.order_id", key="PK", nullable="N", expect=lambda r: r.o.order_id),
            Column("person", "VARCHAR(50)", "p.", "p.first_name || ' ' || p.last_name", expect=lambda r: both(r.p.first_name, r.p.last_name, lambda a, b: f"{a} {b}")),
            Column("country", "VARCHAR(30)", "s.name", expect=lambda r: r.s.name or "none", default="none"),
            Column("amount", "DECIMAL(10,2)", "o.amount", expect=lambda r: r.o.amount),
        ], rows, ["order_id"])},
        joins=[("order_facts", "inner", "o", "people", "p", "p.id = o.person_id"), ("order_facts", "left", "p", "shops", "s", "s.code = p.country")],
        filters=[("order_facts", "o.status <> 'cancelled'"), ("order_facts", "o.amount >= 0 OR o.amount > 1000")],
        about="Joins in their order; several filters are ANDed, each in parentheses; Default wraps in COALESCE")


def aggregates():
    groups = {}
    for order in ORDERS.rows:
        groups.setdefault(order["person_id"], []).append(order)

    def amounts(rows):
        return [row["amount"] for row in rows if row["amount"] is not None]

    kept = [rows for rows in groups.values() if len(rows) >= 1 and max((row["order_id"] for row in rows)) > 10]
    return template(
        "aggregates", {"orders": ORDERS},
        {"person_totals": ({"o": "orders"}, [
            Column("person_id", "INTEGER", "o.person_id", key="PK", expect=lambda g: g[0]["person_id"]),
            Column("orders", "BIGINT", "o.", "COUNT(*)", kind="aggregate", expect=len),
            Column("paid_orders", "BIGINT", "o.", "COUNT(o.amount)", kind="aggregate", expect=lambda g: len(amounts(g))),
            Column("days", "BIGINT", "o.", "COUNT(DISTINCT o.ordered_on)", kind="aggregate", expect=lambda g: len({row["ordered_on"] for row in g})),
            Column("total", "DECIMAL(12,2)", "o.", "SUM(o.amount)", kind="aggregate", default="0", expect=lambda g: sum(amounts(g), D(0))),
            Column("mean", "DOUBLE", "o.", "AVG(o.amount)", expect=lambda g: float(sum(amounts(g)) / len(amounts(g))) if amounts(g) else None),
            Column("least", "DECIMAL(10,2)", "o.", "MIN(o.amount)", expect=lambda g: min(amounts(g), default=None)),
            Column("most", "DECIMAL(10,2)", "o.", "MAX(o.amount)", expect=lambda g: max(amounts(g), default=None)),
            Column("notes", "VARCHAR(200)", "o.", "STRING_AGG(o.note, '|' ORDER BY o.order_id)",
                   expect=lambda g: "|".join(row["note"] for row in sorted(g, key=lambda row: row["order_id"]) if row["note"] is not None) or None),
            Column("open_share", "DOUBLE", "o.", "SUM(CASE WHEN o.status = 'open' THEN 1 ELSE 0 END) / COUNT(*)",
                   expect=lambda g: sum(row["status"] == "open" for row in g) / len(g)),
        ], kept, ["person_id"])},
        filters=[("person_totals", "MAX(o.order_id) > 10"), ("person_totals", "o.order_id > 0")],
        about="GROUP BY of all non-aggregates; a condition with an aggregate goes to HAVING")


def fixtures():
    return [copies_and_casts(), joins_and_filters(), aggregates()]
