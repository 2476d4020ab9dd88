import { resolve, sample } from "./schema-text.js";

const quoted = (text) => `'${text.replaceAll("'", "'\\''")}'`;

/** The command that calls an operation. What the caller must fill in stands as `$NAME`, ready to be set in a shell. */
export function curlLine({ base, path, method, operation, parameters, document }) {
  const query = parameters.filter((parameter) => parameter.in === "query" && parameter.required);
  const filled = path.replaceAll(/\{([a-z]+)\}/g, (_, name) => `$${name.toUpperCase()}`);
  const asked = query.map(({ name }) => `${name}=$${name.toUpperCase()}`).join("&");
  const url = `"${base}${filled}${asked && `?${asked}`}"`;
  const parts = ["curl"];
  const types = Object.keys(resolve(operation.responses?.["200"], document)?.content ?? {});
  const streams = types.includes("text/event-stream");
  if (streams) parts.push("-N");
  if (method !== "get") parts.push("-X", method.toUpperCase());
  parts.push(url);
  if (streams && types.length > 1) parts.push("-H", quoted("Accept: text/event-stream"));
  const [type, body] = Object.entries(operation.requestBody?.content ?? {})[0] ?? [];
  if (type === "application/json") parts.push("-H", quoted("Content-Type: application/json"), "-d", quoted(JSON.stringify(sample(body.schema, document))));
  else if (type) parts.push("-H", quoted("Content-Type: text/plain"), "--data-binary", "@$FILE");
  return parts.join(" ");
}
