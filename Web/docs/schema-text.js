/** What `$ref` points to in the document, or the schema itself. */
export function resolve(node, document) {
  if (!node?.$ref) return node;
  const path = node.$ref.slice(2).split("/").map((part) => part.replaceAll("~1", "/").replaceAll("~0", "~"));
  return resolve(path.reduce((at, part) => at?.[part], document), document);
}

const lastName = (node) => node?.$ref?.split("/").at(-1);

/** A schema in one line: `string, at most 128 characters`, `list of Message`, `a | b`. */
export function shortText(node, document) {
  const name = lastName(node);
  const schema = resolve(node, document) ?? {};
  if (name && (schema.type === "object" || schema.pattern)) return name;
  if ("const" in schema) return JSON.stringify(schema.const);
  if (schema.enum) return schema.enum.map((value) => JSON.stringify(value)).join(" | ");
  const choices = schema.anyOf ?? schema.oneOf;
  if (choices && !schema.type) return choices.map((choice) => shortText(choice, document)).join(" | ");
  const types = [schema.type ?? "anything"].flat();
  const text = types.includes("array") ? types.join(" | ").replace("array", `list of ${shortText(schema.items, document)}`) : types.join(" | ");
  return [text, ...limits(schema)].join(", ");
}

function limits(schema) {
  const said = [];
  if (schema.format) said.push(schema.format);
  if (schema.minimum !== undefined && schema.maximum < Number.MAX_SAFE_INTEGER) said.push(`${schema.minimum} to ${schema.maximum}`);
  if (schema.maxLength !== undefined) said.push(`at most ${schema.maxLength} characters`);
  if (schema.pattern) said.push(schema.pattern);
  return said;
}

/** The members of an object schema as `{name, required, text, description, node}`; none for other schemas. */
export function members(node, document) {
  const schema = resolve(node, document) ?? {};
  return Object.entries(schema.properties ?? {}).map(([name, property]) => ({
    name,
    required: schema.required?.includes(name) ?? false,
    text: shortText(property, document),
    description: description(property, document),
  }));
}

/** What is said about a schema, or about the first of its choices. */
function description(node, document) {
  const schema = resolve(node, document) ?? {};
  const first = schema.anyOf?.[0] ?? schema.oneOf?.[0];
  return node.description ?? schema.description ?? (first ? description(first, document) : "");
}

/** A value that the schema allows, with required members only; strings that cannot be guessed become `…`. */
export function sample(node, document) {
  const schema = resolve(node, document) ?? {};
  if ("const" in schema) return schema.const;
  const given = schema.example ?? schema.examples?.[0] ?? schema.enum?.[0];
  if (given !== undefined) return given;
  const choices = schema.anyOf ?? schema.oneOf;
  if (choices) return sample(choices[0], document);
  switch ([schema.type].flat()[0]) {
    case "object": {
      const required = Object.entries(schema.properties ?? {}).filter(([name]) => schema.required?.includes(name));
      return Object.fromEntries(required.map(([name, property]) => [name, sample(property, document)]));
    }
    case "array":
      return schema.minItems ? [sample(schema.items, document)] : [];
    case "integer":
    case "number":
      return schema.minimum ?? 0;
    case "boolean":
      return true;
    default:
      return schema.pattern ? "…" : "Hello";
  }
}
