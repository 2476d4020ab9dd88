import { ClientError } from "./client-error.js";

/** Words that say something about a schema and nothing about a value. */
const annotations = new Set(["$schema", "$id", "$comment", "$defs", "title", "description", "examples", "default", "deprecated"]);

const kindOf = (value) => (value === null ? "null" : Array.isArray(value) ? "array" : typeof value);

const typeTests = {
  null: (value) => value === null,
  boolean: (value) => typeof value === "boolean",
  integer: (value) => Number.isInteger(value),
  number: (value) => typeof value === "number" && Number.isFinite(value),
  string: (value) => typeof value === "string",
  array: Array.isArray,
  object: (value) => kindOf(value) === "object",
};

/** RFC 3339 §5.6. */
const dateTime = /^[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt][0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]+)?([Zz]|[+-][0-9]{2}:[0-9]{2})$/;
const formats = { "date-time": (text) => dateTime.test(text) && !Number.isNaN(Date.parse(text)) };

const escaped = (name) => name.replaceAll("~", "~0").replaceAll("/", "~1");
const equal = (a, b) => a === b || (typeof a === "object" && typeof b === "object" && JSON.stringify(a) === JSON.stringify(b));

/** A test of one kind of value that says what it expected. */
const rule = (kind, holds, expected) => (value, pointer) =>
  !typeTests[kind](value) || holds(value) ? null : { pointer, detail: `expected ${expected}, found ${shown(value)}` };

function shown(value) {
  const text = JSON.stringify(value) ?? String(value);
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
}

/** Length as JSON Schema counts it: in code points. */
const lengthOf = (text) => {
  let length = 0;
  for (const _ of text) length += 1;
  return length;
};

/**
 * Each keyword of JSON Schema 2020-12 that Throughline's schemas use, as a function of its value to a check: `(value, pointer)` to `null`,
 * or to the first violation `{pointer, detail}`.
 */
const keywords = {
  type(types) {
    const list = [types].flat();
    for (const name of list) if (!Object.hasOwn(typeTests, name)) throw new TypeError(`there is no type "${name}"`);
    return (value, pointer) => {
      if (list.some((name) => typeTests[name](value))) return null;
      return { pointer, detail: `expected ${list.join(" or ")}, found ${kindOf(value) === "number" ? shown(value) : kindOf(value)}` };
    };
  },
  const: (wanted) => (value, pointer) => (equal(value, wanted) ? null : { pointer, detail: `expected ${shown(wanted)}, found ${shown(value)}` }),
  enum: (list) => (value, pointer) => {
    if (list.some((wanted) => equal(value, wanted))) return null;
    return { pointer, detail: `expected one of ${list.map(shown).join(", ")}, found ${shown(value)}` };
  },
  pattern(source) {
    const form = new RegExp(source, "u");
    return rule("string", (text) => form.test(text), `text of the form ${source}`);
  },
  format(name) {
    if (!Object.hasOwn(formats, name)) throw new TypeError(`there is no format "${name}"`);
    return rule("string", formats[name], name);
  },
  minLength: (limit) => rule("string", (text) => lengthOf(text) >= limit, `at least ${limit} characters`),
  // Units are never fewer than characters: only text that is longer in units has to be counted.
  maxLength: (limit) => rule("string", (text) => text.length <= limit || lengthOf(text) <= limit, `at most ${limit} characters`),
  minimum: (limit) => rule("number", (number) => number >= limit, `at least ${limit}`),
  maximum: (limit) => rule("number", (number) => number <= limit, `at most ${limit}`),
  minItems: (limit) => rule("array", (list) => list.length >= limit, `at least ${limit} items`),
  maxItems: (limit) => rule("array", (list) => list.length <= limit, `at most ${limit} items`),
  required: (names) => (value, pointer) => {
    const missing = typeTests.object(value) ? names.find((name) => !Object.hasOwn(value, name)) : undefined;
    return missing === undefined ? null : { pointer: `${pointer}/${escaped(missing)}`, detail: "is required" };
  },
  properties(schemas, compile) {
    const checks = Object.entries(schemas).map(([name, schema]) => [name, compile(schema)]);
    return (value, pointer) => {
      if (!typeTests.object(value)) return null;
      for (const [name, check] of checks) {
        const violation = Object.hasOwn(value, name) ? check(value[name], `${pointer}/${escaped(name)}`) : null;
        if (violation) return violation;
      }
      return null;
    };
  },
  additionalProperties(schema, compile, siblings) {
    const known = new Set(Object.keys(siblings.properties ?? {}));
    const check = compile(schema);
    return (value, pointer) => {
      if (!typeTests.object(value)) return null;
      for (const name of Object.keys(value)) {
        const violation = known.has(name) ? null : check(value[name], `${pointer}/${escaped(name)}`);
        if (violation) return violation;
      }
      return null;
    };
  },
  items(schema, compile) {
    const check = compile(schema);
    return (value, pointer) => {
      if (!Array.isArray(value)) return null;
      for (const [index, item] of value.entries()) {
        const violation = check(item, `${pointer}/${index}`);
        if (violation) return violation;
      }
      return null;
    };
  },
  allOf(schemas, compile) {
    const checks = schemas.map(compile);
    return (value, pointer) => firstOf(checks, value, pointer);
  },
  anyOf(schemas, compile) {
    const checks = schemas.map(compile);
    return (value, pointer) => {
      const violations = checks.map((check) => check(value, pointer));
      return violations.includes(null) ? null : { pointer, detail: `fits none of its forms: ${alternatives(violations)}` };
    };
  },
  oneOf(schemas, compile) {
    const checks = schemas.map(compile);
    return (value, pointer) => {
      const violations = checks.map((check) => check(value, pointer));
      const fits = violations.filter((violation) => violation === null).length;
      if (fits === 1) return null;
      return { pointer, detail: fits > 1 ? "fits more than one of its forms" : `fits none of its forms: ${alternatives(violations)}` };
    };
  },
};

const alternatives = (violations) => violations.map(({ pointer, detail }) => `${pointer} ${detail}`.trim()).join("; or ");

function firstOf(checks, value, pointer) {
  for (const check of checks) {
    const violation = check(value, pointer);
    if (violation) return violation;
  }
  return null;
}

/**
 * A check of `schema`: `(value, pointer)` to `null` or to the first violation. `resolve(reference)` answers the check that a `$ref` names.
 * Throws `schema.unsupported` for a keyword that is not known here, so that nothing passes unchecked in silence.
 */
export function compileSchema(schema, resolve) {
  if (schema === true) return () => null;
  if (schema === false) return (_, pointer) => ({ pointer, detail: "is no known field" });
  if (!typeTests.object(schema)) throw new ClientError("schema.unsupported", `a schema is an object or a boolean, not ${shown(schema)}`);
  const compile = (part) => compileSchema(part, resolve);
  const checks = [];
  for (const [word, value] of Object.entries(schema)) {
    if (annotations.has(word)) continue;
    if (word === "$ref") checks.push(resolve(value));
    else if (!Object.hasOwn(keywords, word)) throw new ClientError("schema.unsupported", `the keyword "${word}" is not known to this validator`);
    else {
      try {
        checks.push(keywords[word](value, compile, schema));
      } catch (cause) {
        if (cause instanceof ClientError) throw cause;
        throw new ClientError("schema.unsupported", `"${word}": ${cause.message}`, { cause });
      }
    }
  }
  return checks.length === 1 ? checks[0] : (value, pointer) => firstOf(checks, value, pointer);
}
