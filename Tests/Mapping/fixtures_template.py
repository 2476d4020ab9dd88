"""Workbooks in the template's shape that run: the whole catalogue of docs/mapping-functions.md, joins, filters, aggregates, windows."""

import hashlib

from fixtures import D, DATE, TIME, Column, Table, aliased, each, empty, half_up, table, template

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
        unsupported={"sqlite": [("person_totals", "notes")]}, about="GROUP BY of all non-aggregates; a condition with an aggregate goes to HAVING")


def text_functions():
    first = lambda r: r.p.first_name
    return people("text_functions", [
        Column("joined", "VARCHAR(80)", "p.", "CONCAT(p.first_name, '/', p.email)", expect=lambda r: text(first(r)) + "/" + text(r.p.email)),
        Column("joined_null", "VARCHAR(80)", "p.", "p.first_name || '/' || p.email", expect=lambda r: both(first(r), r.p.email, lambda a, b: f"{a}/{b}")),
        Column("upper", "VARCHAR(20)", "p.", "UPPER(p.last_name)", expect=lambda r: r.p.last_name.upper()),
        Column("lower", "VARCHAR(60)", "p.", "LOWER(p.email)", expect=lambda r: on(r.p.email, str.lower)),
        Column("title", "VARCHAR(20)", "p.", "INITCAP(p.last_name)", expect=lambda r: title(r.p.last_name)),
        Column("trimmed", "VARCHAR(20)", "p.", "TRIM(p.first_name)", expect=lambda r: first(r).strip(" ")),
        Column("left_trimmed", "VARCHAR(20)", "p.", "LTRIM(p.first_name)", expect=lambda r: first(r).lstrip(" ")),
        Column("right_trimmed", "VARCHAR(20)", "p.", "RTRIM(p.first_name)", expect=lambda r: first(r).rstrip(" ")),
        Column("piece", "VARCHAR(20)", "p.", "SUBSTRING(p.last_name, 2, 3)", expect=lambda r: r.p.last_name[1:4]),
        Column("rest", "VARCHAR(20)", "p.", "SUBSTRING(p.last_name, 3)", expect=lambda r: r.p.last_name[2:]),
        Column("beginning", "VARCHAR(20)", "p.", "LEFT(p.last_name, 2)", expect=lambda r: r.p.last_name[:2]),
        Column("end_of_it", "VARCHAR(20)", "p.", "RIGHT(p.last_name, 3)", expect=lambda r: r.p.last_name[-3:]),
        Column("characters", "INTEGER", "p.", "LENGTH(p.first_name)", expect=lambda r: len(first(r))),
        Column("replaced", "VARCHAR(60)", "p.", "REPLACE(p.last_name, 'o', '0')", expect=lambda r: r.p.last_name.replace("o", "0")),
        Column("host", "VARCHAR(60)", "p.", "SPLIT_PART(p.email, '@', 2)", expect=lambda r: on(r.p.email, lambda t: split_part(t, "@", 2))),
        Column("third", "VARCHAR(60)", "p.", "SPLIT_PART(p.email, '@', 3)", expect=lambda r: on(r.p.email, lambda t: split_part(t, "@", 3))),
        Column("left_filled", "VARCHAR(12)", "p.", "LPAD(p.last_name, 6, '*')", expect=lambda r: r.p.last_name[:6].rjust(6, "*")),
        Column("right_filled", "VARCHAR(12)", "p.", "RPAD(p.last_name, 6, '.')", expect=lambda r: r.p.last_name[:6].ljust(6, ".")),
        Column("mirrored", "VARCHAR(20)", "p.", "REVERSE(p.last_name)", expect=lambda r: r.p.last_name[::-1]),
        Column("place", "INTEGER", "p.", "POSITION('o' IN p.last_name)", expect=lambda r: r.p.last_name.find("o") + 1),
        Column("digits_off", "VARCHAR(20)", "p.", "REGEXP_REPLACE(p.code, '[0-9]', '#')",
               expect=lambda r: on(r.p.code, lambda t: "".join("#" if c.isdigit() else c for c in t))),
    ], "The catalogue's text functions", unsupported={"sqlite": [("t", "title"), ("t", "mirrored"), ("t", "digits_off")]})


def number_functions():
    balance, score = (lambda r: r.p.balance), (lambda r: r.p.score)
    return people("number_functions", [
        Column("absolute", "DECIMAL(12,3)", "p.", "ABS(p.balance)", expect=lambda r: on(balance(r), abs)),
        Column("rounded", "DECIMAL(12,1)", "p.", "ROUND(p.balance, 1)", expect=lambda r: half_up(balance(r), 1)),
        Column("rounded_score", "DOUBLE", "p.", "ROUND(p.score)", expect=lambda r: on(half_up(score(r)), float)),
        Column("above", "INTEGER", "p.", "CEIL(p.balance)", expect=lambda r: on(balance(r), lambda b: int(b.to_integral_value("ROUND_CEILING")))),
        Column("below", "INTEGER", "p.", "FLOOR(p.balance)", expect=lambda r: on(balance(r), lambda b: int(b.to_integral_value("ROUND_FLOOR")))),
        Column("remainder", "INTEGER", "p.", "MOD(p.id, 3)", expect=lambda r: r.p.id % 3),
        Column("remainder_of_negative", "INTEGER", "p.", "MOD(-p.id, 3)", expect=lambda r: -(r.p.id % 3)),
        Column("squared", "DOUBLE", "p.", "POWER(p.id, 2)", expect=lambda r: float(r.p.id**2)),
        Column("root", "DOUBLE", "p.", "SQRT(p.score)", expect=lambda r: on(score(r), lambda s: s**0.5 if s >= 0 else None)),
        Column("direction", "INTEGER", "p.", "SIGN(p.balance)", expect=lambda r: on(balance(r), lambda b: (b > 0) - (b < 0))),
        Column("highest", "DOUBLE", "p.", "GREATEST(p.score, 1)", expect=lambda r: max(s for s in (score(r), 1.0) if s is not None)),
        Column("lowest", "DOUBLE", "p.", "LEAST(p.score, 1)", expect=lambda r: min(s for s in (score(r), 1.0) if s is not None)),
        Column("halves", "DOUBLE", "p.", "p.id / 2", expect=lambda r: r.p.id / 2),
        Column("by_zero", "DOUBLE", "p.", "p.id / (p.id - 2)", expect=lambda r: None if r.p.id == 2 else r.p.id / (r.p.id - 2)),
        Column("sum_of_them", "DECIMAL(14,3)", "p.", "p.balance * 2 + p.id - 1", expect=lambda r: on(balance(r), lambda b: b * 2 + r.p.id - 1)),
    ], "Numbers: / is never integer division, by zero gives NULL, halves are rounded away from zero")


def date_functions():
    born, made = (lambda r: r.p.born), (lambda r: r.p.created_at)

    def plus_month(day):
        year, month = (day.year, day.month + 1) if day.month < 12 else (day.year + 1, 1)
        for candidate in range(day.day, 27, -1):
            try:
                return DATE(year, month, candidate)
            except ValueError:
                pass
        return DATE(year, month, day.day)

    def last_day(day):
        after = DATE(day.year + day.month // 12, day.month % 12 + 1, 1)
        return DATE.fromordinal(after.toordinal() - 1)

    return people("date_functions", [
        Column("year", "INTEGER", "p.", "EXTRACT(YEAR FROM p.born)", expect=lambda r: on(born(r), lambda d: d.year)),
        Column("month", "INTEGER", "p.", "MONTH(p.born)", expect=lambda r: on(born(r), lambda d: d.month)),
        Column("day", "INTEGER", "p.", "EXTRACT(DAY FROM p.born)", expect=lambda r: on(born(r), lambda d: d.day)),
        Column("hour", "INTEGER", "p.", "EXTRACT(HOUR FROM p.created_at)", expect=lambda r: on(made(r), lambda t: t.hour)),
        Column("quarter", "INTEGER", "p.", "EXTRACT(QUARTER FROM p.born)", expect=lambda r: on(born(r), lambda d: (d.month + 2) // 3)),
        Column("month_begin", "DATE", "p.", "DATE_TRUNC('MONTH', p.born)", expect=lambda r: on(born(r), lambda d: d.replace(day=1))),
        Column("day_begin", "TIMESTAMP", "p.", "DATE_TRUNC('DAY', p.created_at)", expect=lambda r: on(made(r), lambda t: TIME(t.year, t.month, t.day))),
        Column("week_later", "DATE", "p.", "DATE_ADD(p.born, 7, 'DAY')", expect=lambda r: on(born(r), lambda d: DATE.fromordinal(d.toordinal() + 7))),
        Column("month_later", "DATE", "p.", "DATE_ADD(p.born, 1, 'MONTH')", expect=lambda r: on(born(r), plus_month)),
        Column("days_alive", "INTEGER", "p.", "DATE_DIFF('DAY', p.born, DATE '2026-01-01')", expect=lambda r: on(born(r), lambda d: (DATE(2026, 1, 1) - d).days)),
        Column("months_alive", "INTEGER", "p.", "DATE_DIFF('MONTH', p.born, DATE '2026-01-01')",
               expect=lambda r: on(born(r), lambda d: months_between(d, DATE(2026, 1, 1)))),
        Column("years_alive", "INTEGER", "p.", "DATE_DIFF('YEAR', p.born, DATE '2026-01-01')", expect=lambda r: on(born(r), lambda d: 2026 - d.year)),
        Column("month_end", "DATE", "p.", "LAST_DAY(p.born)", expect=lambda r: on(born(r), last_day)),
        Column("spelled", "VARCHAR(20)", "p.", "TO_CHAR(p.born, 'DD.MM.YYYY')", expect=lambda r: on(born(r), lambda d: f"{d.day:02}.{d.month:02}.{d.year}")),
        Column("minutes", "VARCHAR(20)", "p.", "TO_CHAR(p.created_at, 'YYYY/MM/DD HH24:MI')",
               expect=lambda r: on(made(r), lambda t: f"{t.year}/{t.month:02}/{t.day:02} {t.hour:02}:{t.minute:02}")),
        Column("read_back", "DATE", "p.", "TO_DATE(TO_CHAR(p.born, 'DD.MM.YYYY'), 'DD.MM.YYYY')", expect=born),
    ], "The catalogue's date functions")


def conditions():
    return people("conditions", [
        Column("mail", "VARCHAR(60)", "p.", "COALESCE(NULLIF(p.email, ''), 'none')", expect=lambda r: r.p.email or "none"),
        Column("kind", "VARCHAR(10)", "p.", "CASE WHEN p.balance > 1000 THEN 'rich' WHEN p.balance < 0 THEN 'poor' WHEN p.balance IS NULL THEN 'unknown' ELSE 'even' END",
               expect=lambda r: "unknown" if r.p.balance is None else "rich" if r.p.balance > 1000 else "poor" if r.p.balance < 0 else "even"),
        Column("short_case", "VARCHAR(10)", "p.", "CASE p.country WHEN 'GB' THEN 'island' WHEN 'PL' THEN 'land' END",
               expect=lambda r: {"GB": "island", "PL": "land"}.get(r.p.country)),
        Column("iffed", "VARCHAR(3)", "p.", "IF(p.active, 'yes', 'no')", expect=lambda r: "yes" if r.p.active else "no"),
        Column("listed", "INTEGER", "p.", "CASE WHEN p.country IN ('GB', 'SE') THEN 1 ELSE 0 END", expect=lambda r: int(r.p.country in ("GB", "SE"))),
        Column("unlisted", "INTEGER", "p.", "CASE WHEN p.country NOT IN ('GB', 'SE') THEN 1 ELSE 0 END",
               expect=lambda r: int(r.p.country is not None and r.p.country not in ("GB", "SE"))),
        Column("between_two", "INTEGER", "p.", "CASE WHEN p.id BETWEEN 2 AND 4 THEN 1 ELSE 0 END", expect=lambda r: int(2 <= r.p.id <= 4)),
        Column("like_case", "INTEGER", "p.", "CASE WHEN p.email LIKE 'e%' THEN 1 ELSE 0 END", expect=lambda r: int((r.p.email or "").startswith("e"))),
        Column("like_one", "INTEGER", "p.", "CASE WHEN p.country LIKE '_L' THEN 1 ELSE 0 END",
               expect=lambda r: int(r.p.country is not None and len(r.p.country) == 2 and r.p.country[1] == "L")),
        Column("combined", "INTEGER", "p.", "CASE WHEN (p.id > 1 AND p.active = TRUE) OR p.country IS NULL THEN 1 ELSE 0 END",
               expect=lambda r: int((r.p.id > 1 and r.p.active is True) or r.p.country is None)),
        Column("band", "VARCHAR(10)", "p.id", "CASE: 1-2 low / 3-4 middle / 5-9 high", expect=lambda r: "low" if r.p.id <= 2 else "middle" if r.p.id <= 4 else "high"),
        Column("hour_band", "VARCHAR(10)", "p.id", "CASE: 0-1 Night / 2-3 Morning", expect=lambda r: "Night" if r.p.id <= 1 else "Morning" if r.p.id <= 3 else None),
    ], "Conditions: three-valued logic, LIKE tells case, conditional lists have inclusive bounds and give NULL where nothing fits")


def hashes():
    digest = lambda kind, value: on(value, lambda t: getattr(hashlib, kind)(t.encode()).hexdigest())
    return people("hashes", [
        Column("md5", "VARCHAR(32)", "p.", "MD5(p.first_name)", expect=lambda r: digest("md5", r.p.first_name)),
        Column("sha", "VARCHAR(64)", "p.", "SHA256(p.email)", expect=lambda r: digest("sha256", r.p.email)),
        Column("key_hash", "VARCHAR(32)", "p.", "MD5(CONCAT(CAST(p.id AS VARCHAR(10)), '|', p.country))",
               expect=lambda r: digest("md5", f"{r.p.id}|{text(r.p.country)}")),
    ], "Hashes are of the text's UTF-8 bytes, in small hexadecimal digits", unsupported={"sqlite": [("t", "md5"), ("t", "sha"), ("t", "key_hash")]})


def windows():
    def partition(r):
        return [order for order in ORDERS.rows if order["person_id"] == r.o.person_id]

    def by_amount(rows, descending=False):
        known = sorted((row for row in rows if row["amount"] is not None), key=lambda row: row["amount"], reverse=descending)
        return known + [row for row in rows if row["amount"] is None]

    def place(r, rows):
        return [row["order_id"] for row in rows].index(r.o.order_id)

    def step(r, by):
        rows = sorted(partition(r), key=lambda row: row["order_id"])
        at = place(r, rows) + by
        return rows[at]["order_id"] if 0 <= at < len(rows) else None

    over = "OVER (PARTITION BY o.person_id ORDER BY o.order_id)"
    return template(
        "windows", {"orders": ORDERS},
        {"ranked": ({"o": "orders"}, [
            Column("order_id", "INTEGER", "o.order_id", key="PK", expect=lambda r: r.o.order_id),
            Column("number", "BIGINT", "o.", f"ROW_NUMBER() {over}", kind="window", expect=lambda r: place(r, sorted(partition(r), key=lambda row: row["order_id"])) + 1),
            Column("rank_by_day", "BIGINT", "o.", "RANK() OVER (ORDER BY o.ordered_on)", expect=lambda r: sum(row["ordered_on"] < r.o.ordered_on for row in ORDERS.rows) + 1),
            Column("dense_by_day", "BIGINT", "o.", "DENSE_RANK() OVER (ORDER BY o.ordered_on)",
                   expect=lambda r: len({row["ordered_on"] for row in ORDERS.rows if row["ordered_on"] < r.o.ordered_on}) + 1),
            Column("nulls_last_up", "BIGINT", "o.", "ROW_NUMBER() OVER (ORDER BY o.amount)", expect=lambda r: place(r, by_amount(ORDERS.rows)) + 1),
            Column("nulls_last_down", "BIGINT", "o.", "ROW_NUMBER() OVER (ORDER BY o.amount DESC)", expect=lambda r: place(r, by_amount(ORDERS.rows, True)) + 1),
            Column("before", "INTEGER", "o.", f"LAG(o.order_id) {over}", expect=lambda r: step(r, -1)),
            Column("behind", "INTEGER", "o.", f"LEAD(o.order_id) {over}", expect=lambda r: step(r, 1)),
            Column("first_one", "INTEGER", "o.", f"FIRST_VALUE(o.order_id) {over}", expect=lambda r: min(row["order_id"] for row in partition(r))),
            Column("last_one", "INTEGER", "o.", f"LAST_VALUE(o.order_id) {over}", expect=lambda r: max(row["order_id"] for row in partition(r))),
            Column("persons_total", "DECIMAL(12,2)", "o.", "SUM(o.amount) OVER (PARTITION BY o.person_id)",
                   expect=lambda r: sum((row["amount"] for row in partition(r) if row["amount"] is not None), D(0))),
            Column("running_count", "BIGINT", "o.", f"COUNT(*) {over}", expect=lambda r: sum(row["order_id"] <= r.o.order_id for row in partition(r))),
        ], each("o", ORDERS), ["order_id"])},
        about="Windows order NULLS LAST in both directions; LAST_VALUE is of the whole partition")


def defaults():
    return people("defaults", [
        Column("country", "VARCHAR(10)", "p.country", default="none", expect=lambda r: r.p.country or "none"),
        Column("quoted", "VARCHAR(10)", "p.country", default="'n/a'", expect=lambda r: r.p.country or "n/a"),
        Column("mail", "VARCHAR(60)", "p.email", default="none", expect=lambda r: "none" if r.p.email is None else r.p.email),
        Column("balance", "DECIMAL(12,2)", "p.balance", default="0", expect=lambda r: D("0.00") if r.p.balance is None else half_up(r.p.balance, 2)),
        Column("born", "DATE", "p.born", default="1900-01-01", expect=lambda r: r.p.born or DATE(1900, 1, 1)),
        Column("active", "BOOLEAN", "p.active", default="FALSE", expect=lambda r: bool(r.p.active)),
        Column("number", "INTEGER", "p.code", default="-1", expect=lambda r: -1 if on(r.p.code, to_integer) is None else to_integer(r.p.code)),
        Column("after_rule", "VARCHAR(20)", "p.", "UPPER(p.country)", default="XX", expect=lambda r: r.p.country or "XX"),
    ], "Default is applied last, to NULL only, typed by the target; quotes are optional")


def lookups():
    by_code = {shop["code"]: shop for shop in SHOPS.rows}
    return template(
        "lookups", {"people": PEOPLE, "shops": SHOPS},
        {"t": ({"p": "people"}, [
            Column("id", "INTEGER", "p.id", key="PK", expect=lambda r: r.p.id),
            Column("country_name", "VARCHAR(30)", "p.country", "join to shops by code, take name", kind="lookup",
                   expect=lambda r: by_code.get(r.p.country, empty(SHOPS))["name"]),
            Column("region", "VARCHAR(10)", "p.country", "join to shops by code, take region", default="?", kind="lookup",
                   expect=lambda r: by_code.get(r.p.country, empty(SHOPS))["region"] or "?"),
        ], each("p", PEOPLE), ["id"])},
        about="A lookup is a LEFT JOIN on the named column; no match gives NULL")


def slowly_changing():
    ranked = sorted(PEOPLE.rows, key=lambda row: row["id"])
    return people("slowly_changing", [
        Column("person_key", "BIGINT", "p.id", "surrogate key", kind="generated", expect=lambda r: [row["id"] for row in ranked].index(r.p.id) + 1),
        Column("name", "VARCHAR(20)", "p.last_name", expect=lambda r: r.p.last_name),
        Column("valid_to", "DATE", None, None, kind="generated", expect=lambda r: DATE(9999, 12, 31)),
        Column("is_current", "BOOLEAN", None, None, kind="generated", expect=lambda r: True),
        Column("version", "INTEGER", None, None, kind="generated", expect=lambda r: 1),
    ], "Slowly changing: valid_to 9999-12-31, is_current TRUE, version 1; a surrogate key counts 1..n over the key")


def nulls():
    return people("nulls", [
        Column("null_rule", "VARCHAR(5)", "p.", "NULL", expect=lambda r: None),
        Column("plus_null", "DECIMAL(14,3)", "p.", "p.balance + p.id", expect=lambda r: both(r.p.balance, r.p.id, lambda a, b: a + b)),
        Column("plus_text", "VARCHAR(40)", "p.", "p.first_name + '-' + p.country", expect=lambda r: both(r.p.first_name, r.p.country, lambda a, b: f"{a}-{b}")),
        Column("amp", "VARCHAR(40)", "p.", "p.first_name & '-' & p.country", expect=lambda r: f"{text(r.p.first_name)}-{text(r.p.country)}"),
        Column("is_null", "INTEGER", "p.", "CASE WHEN p.country IS NULL THEN 1 ELSE 0 END", expect=lambda r: int(r.p.country is None)),
        Column("equals", "INTEGER", "p.", "CASE WHEN p.country = 'GB' THEN 1 WHEN NOT (p.country = 'GB') THEN 2 ELSE 3 END",
               expect=lambda r: 3 if r.p.country is None else 1 if r.p.country == "GB" else 2),
        Column("null_if", "VARCHAR(2)", "p.", "NULLIF(p.country, 'PL')", expect=lambda r: None if r.p.country == "PL" else r.p.country),
    ], "|| and + give NULL, CONCAT and & skip it")


def constants():
    return people("constants", [
        Column("city", "VARCHAR(10)", None, "'Austin'", kind="constant", expect=lambda r: "Austin"),
        Column("one", "INTEGER", None, "1", kind="constant", expect=lambda r: 1),
        Column("price", "DECIMAL(6,2)", None, "12.50", kind="constant", expect=lambda r: D("12.50")),
        Column("flag", "BOOLEAN", None, "TRUE", kind="constant", expect=lambda r: True),
        Column("day", "DATE", None, "DATE '2026-11-20'", kind="constant", expect=lambda r: DATE(2026, 11, 20)),
        Column("quote", "VARCHAR(20)", None, "'it''s \"quoted\"'", kind="constant", expect=lambda r: "it's \"quoted\""),
        Column("typed", "INTEGER", None, "'17'", expect=lambda r: 17),
    ], "Constants of every type")


def awkward_names():
    odd = Table({"Id": "INTEGER", "Order": "VARCHAR(10)", "Unit Price": "DECIMAL(8,2)", "select": "VARCHAR(5)", "größe": "INTEGER"},
                    [{"Id": 1, "Order": "a", "Unit Price": D("1.50"), "select": "x", "größe": 7}, {"Id": 2, "Order": None, "Unit Price": D("2.25"), "select": "y", "größe": None}])
    return template(
        "awkward_names", {"Order Lines": odd},
        {"Group": ({"l": "Order Lines"}, [
            Column("Id", "INTEGER", "l.Id", key="PK", expect=lambda r: r.l.Id),
            Column("order", "VARCHAR(10)", "l.Order", expect=lambda r: r.l.Order),
            Column("Unit Price", "DECIMAL(8,2)", "l.Unit Price", expect=lambda r: getattr(r.l, "Unit Price")),
            Column("from", "VARCHAR(5)", "l.select", expect=lambda r: getattr(r.l, "select")),
            Column("double", "INTEGER", "l.", "l.\"größe\" * 2", expect=lambda r: on(getattr(r.l, "größe"), lambda v: v * 2)),
        ], each("l", odd), ["Id"])},
        about="Names keep their spelling and are quoted when reserved or not plain")


def outer_joins():
    pairs = [(order, person) for order in ORDERS.rows for person in PEOPLE.rows if order["person_id"] == person["id"]]
    full = [aliased(o=order, p=person) for order, person in pairs]
    full += [aliased(o=order, p=empty(PEOPLE)) for order in ORDERS.rows if order["person_id"] not in [person["id"] for person in PEOPLE.rows]]
    full += [aliased(o=empty(ORDERS), p=person) for person in PEOPLE.rows if person["id"] not in [order["person_id"] for order in ORDERS.rows]]
    right = [row for row in full if row.p.id is not None]
    cross = [aliased(s=shop, t=other) for shop in SHOPS.rows for other in SHOPS.rows]
    both_sides = [Column("order_id", "INTEGER", "o.order_id", expect=lambda r: r.o.order_id), Column("person_id", "INTEGER", "p.id", expect=lambda r: r.p.id)]
    return template(
        "outer_joins", {"orders": ORDERS, "people": PEOPLE, "shops": SHOPS},
        {"all_of_both": ({"o": "orders", "p": "people"}, both_sides, full, ["order_id", "person_id"]),
         "all_people": ({"o": "orders", "p": "people"}, both_sides, right, ["order_id", "person_id"]),
         "pairs_of_shops": ({"s": "shops", "t": "shops"}, [
             Column("code", "VARCHAR(2)", "s.code", expect=lambda r: r.s.code), Column("other", "VARCHAR(2)", "t.code", expect=lambda r: r.t.code),
         ], cross, ["code", "other"])},
        joins=[("all_of_both", "full", "o", "people", "p", "p.id = o.person_id"), ("all_people", "right", "o", "people", "p", "p.id = o.person_id"),
               ("pairs_of_shops", "cross", "s", "shops", "t", None)],
        codes={"cartesian_product"}, about="Full, right and cross joins; one table under two aliases; several targets in one workbook")


def other_spellings():
    return people("other_spellings", [
        Column("tsql", "VARCHAR(20)", "p.", "ISNULL([p].[country], 'ZZ')", expect=lambda r: r.p.country or "ZZ"),
        Column("tsql_iif", "VARCHAR(5)", "p.", "IIF(p.id > 2, 'big', 'small')", expect=lambda r: "big" if r.p.id > 2 else "small"),
        Column("tsql_len", "INTEGER", "p.", "LEN(p.last_name)", expect=lambda r: len(r.p.last_name)),
        Column("oracle", "VARCHAR(20)", "p.", "NVL(p.country, 'ZZ')", expect=lambda r: r.p.country or "ZZ"),
        Column("oracle_decode", "VARCHAR(10)", "p.", "DECODE(p.country, 'GB', 'island', 'PL', 'land', 'other')",
               expect=lambda r: {"GB": "island", "PL": "land"}.get(r.p.country, "other")),
        Column("oracle_substr", "VARCHAR(20)", "p.", "SUBSTR(p.last_name, 1, 3)", expect=lambda r: r.p.last_name[:3]),
        Column("excel", "VARCHAR(50)", "p.", '=CONCATENATE(p.first_name, " ", p.last_name)', expect=lambda r: f"{r.p.first_name} {r.p.last_name}"),
        Column("excel_if", "VARCHAR(5)", "p.", '=IF(p.id>2,"big","small")', expect=lambda r: "big" if r.p.id > 2 else "small"),
        Column("excel_mid", "VARCHAR(5)", "p.", "=MID(p.last_name,2,2)", expect=lambda r: r.p.last_name[1:3]),
        Column("spark", "VARCHAR(60)", "p.", "concat_ws('-', p.first_name, p.country, p.last_name)",
               expect=lambda r: "-".join(v for v in (r.p.first_name, r.p.country, r.p.last_name) if v is not None)),
        Column("postgres_cast", "VARCHAR(10)", "p.", "p.id::text", expect=lambda r: str(r.p.id)),
        Column("talend", "VARCHAR(20)", "p.", "StringHandling.UPCASE(p.last_name)", expect=lambda r: r.p.last_name.upper()),
    ], "Expressions in T-SQL, Oracle, Excel, Spark, PostgreSQL and Talend spelling")


def whole_select():
    rows = [row for row in each("p", PEOPLE) if row.p.country is not None]
    by_code = {shop["code"]: shop for shop in SHOPS.rows}
    return template(
        "whole_select", {"people": PEOPLE, "shops": SHOPS},
        {"t": ({"p": "people"}, [
            Column("id", "INTEGER", "p.id", key="PK", expect=lambda r: r.p.id),
            Column("country", "VARCHAR(30)", "p.", "SELECT s.name FROM people p LEFT JOIN shops s ON s.code = p.country WHERE p.country IS NOT NULL",
                   expect=lambda r: by_code.get(r.p.country, empty(SHOPS))["name"]),
        ], rows, ["id"])},
        about="A cell that holds a whole SELECT is parsed and merged into the plan")


def long_table_names():
    name = "a_very_long_name_of_a_source_table"
    source = table("id INTEGER, v VARCHAR(5)", (1, "a"), (2, None))
    return template(
        "long_table_names", {name: source},
        {"t": ({"x": name}, [Column("id", "INTEGER", "x.id", expect=lambda r: r.x.id), Column("v", "VARCHAR(5)", "x.v", expect=lambda r: r.x.v)],
               each("x", source), ["id"])},
        about="Names of sample sheets are compared on 31 characters")


def without_schema():
    return people("without_schema", [
        Column("name", "VARCHAR(20)", "p.last_name", expect=lambda r: r.p.last_name),
        Column("shout", "VARCHAR(20)", "p.", "UPPER(p.last_name)", expect=lambda r: r.p.last_name.upper()),
    ], "Sources is optional: without it names are taken as they stand", with_sources=False)


def numbers_without_schema():
    balance = lambda r: r.p.balance
    return people("numbers_without_schema", [
        Column("next", "INTEGER", "p.", "p.balance + 1", expect=lambda r: on(balance(r), lambda value: int(half_up(value + 1)))),
        Column("taxed", "DECIMAL(12,2)", "p.", "p.balance * 1.19", expect=lambda r: on(balance(r), lambda value: half_up(value * D("1.19"), 2))),
        Column("or_zero", "INTEGER", "p.", "COALESCE(p.balance, 0)", expect=lambda r: int(half_up(balance(r) or D(0)))),
        Column("above_zero", "DECIMAL(10,1)", "p.", "CASE WHEN p.balance > 0 THEN p.balance ELSE 0 END", expect=lambda r: half_up(max(balance(r) or D(0), D(0)), 1)),
        Column("turned", "INTEGER", "p.", "-p.score", expect=lambda r: on(r.p.score, lambda value: int(half_up(-value)))),
        Column("distance", "DECIMAL(10,1)", "p.", "ABS(p.balance)", expect=lambda r: on(balance(r), lambda value: half_up(abs(value), 1))),
        Column("place", "INTEGER", "p.", "ROW_NUMBER() OVER (ORDER BY p.id)", kind="window", expect=lambda r: r.p.id),
    ], "Without Sources what is computed has no known type: it is cast to the target's all the same", with_sources=False)


def sums_without_schema():
    groups = {}
    for order in ORDERS.rows:
        groups.setdefault(order["person_id"], []).append(order)

    def total(rows, places):
        return half_up(sum((row["amount"] for row in rows if row["amount"] is not None), D(0)), places)

    return template(
        "sums_without_schema", {"orders": ORDERS},
        {"person_totals": ({"o": "orders"}, [
            Column("person_id", "INTEGER", "o.person_id", key="PK", expect=lambda g: g[0]["person_id"]),
            Column("orders", "INTEGER", "o.", "COUNT(*)", kind="aggregate", expect=len),
            Column("total", "DECIMAL(12,1)", "o.", "SUM(o.amount)", kind="aggregate", expect=lambda g: total(g, 1)),
            Column("whole", "INTEGER", "o.", "SUM(o.amount)", kind="aggregate", expect=lambda g: int(total(g, 0))),
            Column("double", "DECIMAL(12,2)", "o.", "SUM(o.amount * 2)", kind="aggregate", expect=lambda g: total(g, 2) * 2),
        ], list(groups.values()), ["person_id"])}, with_sources=False, about="A sum is a number, whatever is known of its column")


STAFF = table("id INTEGER, name VARCHAR(20), boss INTEGER, dept VARCHAR(4), pay DECIMAL(8,2)", (1, "Ada", None, "d1", D("100.50")), (2, "Bob o'Neil", 1, "d1", D("90.00")),
              (3, "çelik", 1, None, None), (4, "Zoë", 9, "d9", D("90.00")))
DEPARTMENTS = table("code VARCHAR(4), title VARCHAR(30)", ("d1", "Research"), ("d2", "Sales"))


def self_join():
    names = {row["id"]: row["name"] for row in STAFF.rows}
    titles = {row["code"]: row["title"] for row in DEPARTMENTS.rows}
    kinds = {"Ada": "o'clock", "Zoë": 'x "y" z'}
    rows = [aliased(e=row) for row in STAFF.rows]
    place = lambda r: 1 + sum(other["dept"] == r.e.dept and (other["pay"] or D(0)) > (r.e.pay or D(0)) for other in STAFF.rows)
    return template(
        "self_join", {"staff": STAFF, "departments": DEPARTMENTS},
        {"dim_employee": ({"e": "staff", "m": "staff"}, [
            Column("id", "INTEGER", "e.id", key="PK", expect=lambda r: r.e.id),
            Column("select", "VARCHAR(20)", "e.name", expect=lambda r: r.e.name),
            Column("Größe (der Führung)", "VARCHAR(20)", "m.name", expect=lambda r: names.get(r.e.boss)),
            Column("dept title", "VARCHAR(30)", "e.dept", "join to departments by code, take title", kind="lookup", expect=lambda r: titles.get(r.e.dept)),
            Column("quote", "VARCHAR(20)", "e.", "CASE WHEN e.name = 'Ada' THEN 'o''clock' WHEN e.name IN ('Zoë', 'Bob o''Neil') AND e.boss = 9 THEN 'x \"y\" z' ELSE '' END",
                   expect=lambda r: kinds.get(r.e.name, "")),
            Column("place", "INTEGER", "e.", "RANK() OVER (PARTITION BY e.dept ORDER BY e.pay DESC)", kind="window", expect=place),
        ], rows, ["id"])},
        joins=[("dim_employee", "left", "e", "staff", "m", "e.boss = m.id")], about="A table joined to itself; reserved words, blanks and umlauts in names")


def fixtures():
    return [
        make() for make in (
            copies_and_casts, joins_and_filters, aggregates, text_functions, number_functions, date_functions, conditions, hashes, windows, defaults, lookups,
            slowly_changing, nulls, constants, awkward_names, outer_joins, other_spellings, whole_select, long_table_names, without_schema,
            numbers_without_schema, sums_without_schema, self_join)
    ]
