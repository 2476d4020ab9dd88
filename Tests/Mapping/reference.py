"""What expressions mean, in plain Python, told from MAPPING and nothing else; and expressions by chance. No line of this knows how Throughline works."""

import dataclasses
import datetime
import decimal
import typing

Decimal = decimal.Decimal
decimal.getcontext().prec = 40


@dataclasses.dataclass
class Expression:
    """How it is written in a workbook, its type (`integer, decimal, text, date, condition`), and what it is for a row."""

    text: str
    kind: str
    value: typing.Callable


def half_away(number, places):
    step = Decimal(1).scaleb(-places)
    return number.quantize(step, rounding=decimal.ROUND_HALF_UP)


def strict(function):
    """NULL when an argument is."""
    return lambda *values: None if any(value is None for value in values) else function(*values)


def _divide(left, right):
    return None if right == 0 else Decimal(left) / Decimal(right)


def _modulo(left, right):
    return None if right == 0 else int(abs(left) % abs(right)) * (-1 if left < 0 else 1)


def _split_part(text, separator, number):
    parts = text.split(separator)
    return parts[number - 1] if number <= len(parts) else ""


def _pad_left(text, length, filler):
    return text[:length] if len(text) >= length else (filler * length)[: length - len(text)] + text


def _pad_right(text, length, filler):
    return text[:length] if len(text) >= length else text + (filler * length)[: length - len(text)]


def _last_day(day):
    following = (day.replace(day=28) + datetime.timedelta(days=4)).replace(day=1)
    return following - datetime.timedelta(days=1)


def _like(text, pattern):
    """`%` and `_` are wild, case is told."""
    if not pattern:
        return not text
    if pattern[0] == "%":
        return any(_like(text[i:], pattern[1:]) for i in range(len(text) + 1))
    return bool(text) and (pattern[0] == "_" or pattern[0] == text[0]) and _like(text[1:], pattern[1:])


def both(left, right):
    if left is False or right is False:
        return False
    return None if left is None or right is None else True


def either(left, right):
    if left is True or right is True:
        return True
    return None if left is None or right is None else False


def opposite(value):
    return None if value is None else not value


def quoted(text):
    return "'" + text.replace("'", "''") + "'"


class Expressions:
    """Expressions by chance over the columns of a row: `columns` by kind are pairs of how one is written and where it stands in a row."""

    def __init__(self, random, columns):
        self.random = random
        self.columns = columns

    def make(self, kind, depth):
        return getattr(self, f"_{kind}")(depth)

    def _leaf(self, kind, literal):
        if self.random.random() < 0.75:
            text, name = self.random.choice(self.columns[kind])
            return Expression(text, kind, lambda row: row[name])
        return literal

    def _of(self, kind, template, function, arguments):
        text = template.format(*(argument.text for argument in arguments))
        return Expression(text, kind, lambda row: function(*(argument.value(row) for argument in arguments)))

    def _case(self, kind, depth):
        condition, first, second = self.make("condition", depth - 1), self.make(kind, depth - 1), self.make(kind, depth - 1)
        return Expression(
            f"CASE WHEN {condition.text} THEN {first.text} ELSE {second.text} END", kind,
            lambda row: first.value(row) if condition.value(row) is True else second.value(row))

    def _coalesce(self, kind, depth):
        parts = [self.make(kind, depth - 1) for _ in range(self.random.choice([2, 3]))]
        return Expression(
            f"COALESCE({', '.join(part.text for part in parts)})", kind,
            lambda row: next((value for value in (part.value(row) for part in parts) if value is not None), None))

    def _integer(self, depth):
        number = self.random.randint(-20, 20)
        if depth <= 0:
            return self._leaf("integer", Expression(str(number), "integer", lambda _: number))
        make, below = self.make, depth - 1
        choice = self.random.randrange(13)
        if choice < 3:
            sign = "+-*"[choice]
            function = strict({"+": lambda a, b: a + b, "-": lambda a, b: a - b, "*": lambda a, b: a * b}[sign])
            return self._of("integer", f"({{}} {sign} {{}})", function, [make("integer", below), make("integer", 0)])
        if choice == 3:
            return self._of("integer", "ABS({})", strict(abs), [make("integer", below)])
        if choice == 4:
            return self._of("integer", "LENGTH({})", strict(len), [make("text", below)])
        if choice == 5:
            part, take = self.random.choice([("YEAR", lambda d: d.year), ("MONTH", lambda d: d.month), ("DAY", lambda d: d.day)])
            return self._of("integer", f"EXTRACT({part} FROM {{}})", strict(take), [make("date", below)])
        if choice == 6:
            needle = self.random.choice(["a", "-", "B", "x"])
            return self._of("integer", f"POSITION({quoted(needle)} IN {{}})", strict(lambda t: t.find(needle) + 1), [make("text", below)])
        if choice == 7:
            divisor = self.random.choice([2, 3, 7])
            return self._of("integer", f"MOD({{}}, {divisor})", strict(lambda n: _modulo(n, divisor)), [make("integer", below)])
        if choice == 8:
            return self._of("integer", "SIGN({})", strict(lambda n: (n > 0) - (n < 0)), [make("integer", below)])
        if choice == 9:
            number = self.random.randint(-3, 9)
            return self._of("integer", f"NULLIF({{}}, {number})", lambda n: None if n == number else n, [make("integer", below)])
        if choice == 10:
            name, take = self.random.choice([("GREATEST", max), ("LEAST", min)])
            chosen = lambda *values: take((value for value in values if value is not None), default=None)
            return self._of("integer", f"{name}({{}}, {{}})", chosen, [make("integer", below), make("integer", below)])
        return self._case("integer", depth) if choice == 11 else self._coalesce("integer", depth)

    def _decimal(self, depth):
        number = Decimal(self.random.randint(-5000, 5000)) / 100
        if depth <= 0:
            return self._leaf("decimal", Expression(f"{number:.2f}", "decimal", lambda _: number))
        make, below = self.make, depth - 1
        choice = self.random.randrange(8)
        if choice < 2:
            sign = "+-"[choice]
            function = strict(lambda a, b: a + b) if sign == "+" else strict(lambda a, b: a - b)
            return self._of("decimal", f"({{}} {sign} {{}})", function, [make("decimal", below), make("decimal", 0)])
        if choice == 2:
            return self._of("decimal", "({} * {})", strict(lambda a, b: a * b), [make("decimal", 0), make("integer", 0)])
        if choice == 3:
            return self._of("decimal", "({} / {})", strict(_divide), [make("integer", below), make("integer", 0)])
        if choice == 4:
            places = self.random.choice([0, 1])
            return self._of("decimal", f"ROUND({{}}, {places})", strict(lambda n: half_away(n, places)), [make("decimal", 0)])
        if choice == 5:
            return self._of("decimal", "ABS({})", strict(abs), [make("decimal", below)])
        return self._case("decimal", depth) if choice == 6 else self._coalesce("decimal", depth)

    def _text(self, depth):
        literal = self.random.choice(["a", "B-c", "it's", "", "x y", "50%", "a_b", "\\n", "Straße"])
        if depth <= 0:
            return self._leaf("text", Expression(quoted(literal), "text", lambda _: literal))
        make, below = self.make, depth - 1
        choice = self.random.randrange(13)
        if choice == 0:
            return self._of("text", "({} || {})", strict(lambda a, b: a + b), [make("text", below), make("text", 0)])
        if choice == 1:
            joined = lambda *values: "".join(value for value in values if value is not None)
            return self._of("text", "CONCAT({}, {}, {})", joined, [make("text", below), make("text", 0), make("text", 0)])
        if choice == 2:
            start, length = self.random.randint(1, 4), self.random.randint(1, 5)
            return self._of("text", f"SUBSTRING({{}}, {start}, {length})", strict(lambda t: t[start - 1 : start - 1 + length]), [make("text", below)])
        if choice == 3:
            count = self.random.randint(1, 4)
            return self._of("text", f"LEFT({{}}, {count})", strict(lambda t: t[:count]), [make("text", below)])
        if choice == 4:
            count = self.random.randint(1, 4)
            return self._of("text", f"RIGHT({{}}, {count})", strict(lambda t: t[-count:]), [make("text", below)])
        if choice == 5:
            return self._of("text", "TRIM({})", strict(lambda t: t.strip(" ")), [make("text", below)])
        if choice == 6:
            # SQLite's own letters end with ASCII, so that only those are compared.
            name, change = self.random.choice([("UPPER", str.upper), ("LOWER", str.lower)])
            ascii_only = lambda t: "".join(change(each) if each.isascii() else each for each in t)
            text, column = self.random.choice(self.columns["code"])
            return Expression(f"{name}({text})", "text", lambda row: None if row[column] is None else ascii_only(row[column]))
        if choice == 7:
            old, new = self.random.choice([("a", "o"), ("-", ""), (" ", "_"), ("'", "")])
            return self._of("text", f"REPLACE({{}}, {quoted(old)}, {quoted(new)})", strict(lambda t: t.replace(old, new)), [make("text", below)])
        if choice == 8:
            number = self.random.randint(1, 3)
            return self._of("text", f"SPLIT_PART({{}}, '-', {number})", strict(lambda t: _split_part(t, "-", number)), [make("text", below)])
        if choice == 9:
            name, pad = self.random.choice([("LPAD", _pad_left), ("RPAD", _pad_right)])
            length = self.random.randint(2, 6)
            return self._of("text", f"{name}({{}}, {length}, '*')", strict(lambda t: pad(t, length, "*")), [make("text", below)])
        if choice == 10:
            return self._of("text", "CAST({} AS VARCHAR(20))", strict(str), [make("integer", 0)])
        return self._case("text", depth) if choice == 11 else self._coalesce("text", depth)

    def _date(self, depth):
        day = datetime.date(2024, 2, 29)
        if depth <= 0:
            return self._leaf("date", Expression(f"DATE '{day}'", "date", lambda _: day))
        choice = self.random.randrange(3)
        if choice == 0:
            return self._of("date", "LAST_DAY({})", strict(_last_day), [self.make("date", depth - 1)])
        return self._case("date", depth) if choice == 1 else self._coalesce("date", depth)

    def _condition(self, depth):
        make, below = self.make, depth - 1
        choice = self.random.randrange(8 if depth > 0 else 6)
        if choice == 0:
            sign, compare = self.random.choice([
                ("=", lambda a, b: a == b), ("<>", lambda a, b: a != b), ("<", lambda a, b: a < b), (">=", lambda a, b: a >= b)])
            kind = self.random.choice(["integer", "decimal", "date"])
            return self._of("condition", f"{{}} {sign} {{}}", strict(compare), [make(kind, min(below, 1)), make(kind, 0)])
        if choice == 1:
            literal = self.random.choice(["A-1", "b", ""])
            return self._of("condition", f"{{}} = {quoted(literal)}", strict(lambda t: t == literal), [make("text", 0)])
        if choice == 2:
            negated = self.random.random() < 0.5
            kind = self.random.choice(["integer", "text", "date", "decimal"])
            return self._of("condition", f"{{}} IS {'NOT ' if negated else ''}NULL", lambda v: (v is None) != negated, [make(kind, 0)])
        if choice == 3:
            among = [self.random.randint(-5, 9) for _ in range(3)]
            return self._of("condition", f"{{}} IN ({', '.join(map(str, among))})", strict(lambda n: n in among), [make("integer", 0)])
        if choice == 4:
            low = self.random.randint(-9, 0)
            high = low + self.random.randint(0, 15)
            return self._of("condition", f"{{}} BETWEEN {low} AND {high}", strict(lambda n: low <= n <= high), [make("integer", 0)])
        if choice == 5:
            pattern = self.random.choice(["%a%", "A%", "_-%", "%1", "b%"])
            return self._of("condition", f"{{}} LIKE {quoted(pattern)}", strict(lambda t: _like(t, pattern)), [make("text", 0)])
        if choice == 6:
            return self._of("condition", "NOT ({})", opposite, [make("condition", below)])
        word, function = self.random.choice([("AND", both), ("OR", either)])
        return self._of("condition", f"({{}} {word} {{}})", function, [make("condition", below), make("condition", 0)])
