import { curlLine } from "./curl-line.js";
import { members, resolve, shortText } from "./schema-text.js";

const methods = ["get", "post", "put", "patch", "delete"];

/** An element with children; text is only ever set as text, since the document may come from elsewhere. */
function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children.flat());
  return made;
}

/** Text with `code` between backticks. */
const prose = (text = "") => text.split("`").map((part, index) => (index % 2 ? element("code", {}, part) : part));

function definitions(entries) {
  const rows = entries.flatMap(({ term, text, about, more }) => [
    element("dt", {}, element("code", {}, term)),
    element("dd", {}, ...prose(about), about && text ? " " : "", element("span", {}, text), more ?? ""),
  ]);
  return element("dl", {}, rows);
}

function schemaView(node, api) {
  const list = members(node, api).map(({ name, required, text, description }) => ({
    term: required ? name : `${name}?`,
    text,
    about: description,
  }));
  if (list.length === 0) return element("p", {}, element("code", {}, shortText(node, api)));
  return definitions(list);
}

function responseRow([status, answer], api) {
  const { description, content = {} } = resolve(answer, api);
  const entries = Object.entries(content);
  const more = entries.map(([type, { schema }]) =>
    element("details", {}, element("summary", {}, `${type}: ${shortText(schema, api)}`), schemaView(itemOf(schema, api), api)),
  );
  return { term: status, about: description, text: "", more: element("div", {}, more) };
}

/** Of a page the item is what a reader wants to see. */
function itemOf(schema, api) {
  const items = resolve(schema, api)?.properties?.items;
  return items?.type === "array" ? items.items : schema;
}

function curlView(line) {
  const button = element("button", { type: "button" }, "Copy");
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(line);
    button.textContent = "Copied";
    setTimeout(() => (button.textContent = "Copy"), 1_500);
  });
  return element("div", { class: "curl" }, element("pre", {}, element("code", {}, line)), button);
}

function operationBody({ path, method, operation, parameters, api }) {
  const parts = [];
  if (operation.description) parts.push(element("p", {}, prose(operation.description)));
  parts.push(element("h3", {}, "Try it"), curlView(curlLine({ base: location.origin, path, method, operation, parameters, document: api })));
  if (parameters.length > 0) {
    const rows = parameters.map((parameter) => ({
      term: parameter.required ? parameter.name : `${parameter.name}?`,
      about: parameter.description,
      text: `${parameter.in}: ${shortText(parameter.schema, api)}`,
    }));
    parts.push(element("h3", {}, "Parameters"), definitions(rows));
  }
  const [type, body] = Object.entries(operation.requestBody?.content ?? {})[0] ?? [];
  if (type === "application/json") parts.push(element("h3", {}, "Body"), schemaView(body.schema, api));
  else if (type) parts.push(element("h3", {}, "Body"), element("p", {}, "Raw bytes, with their media type."));
  parts.push(element("h3", {}, "Answers"), definitions(Object.entries(operation.responses).map((entry) => responseRow(entry, api))));
  return element("div", {}, parts);
}

function operationView(entry) {
  const { path, method, operation } = entry;
  const summary = element(
    "summary",
    {},
    element("span", { class: "method" }, method.toUpperCase()),
    element("span", { class: "path" }, path),
    element("span", { class: "summary" }, prose(operation.summary)),
  );
  const view = element("details", { class: "operation", id: operation.operationId }, summary);
  // A body is drawn when it is opened first: the page is there at once.
  view.addEventListener("toggle", () => view.open && view.children.length === 1 && view.append(operationBody(entry)));
  return view;
}

function operationsOf(api) {
  return Object.entries(api.paths).flatMap(([path, item]) =>
    methods
      .filter((method) => item[method])
      .map((method) => {
        const operation = item[method];
        const parameters = [...(item.parameters ?? []), ...(operation.parameters ?? [])].map((parameter) => resolve(parameter, api));
        return { path, method, operation, parameters, api };
      }),
  );
}

function draw(api) {
  const operations = operationsOf(api);
  document.getElementById("about").replaceChildren(...prose(`${api.info.description} Machine form: `), element("a", { href: "/openapi.json" }, "/openapi.json"), ".");
  const sections = api.tags.map((tag) => {
    const views = operations.filter(({ operation }) => operation.tags.includes(tag.name)).map(operationView);
    return element("section", { id: `group-${tag.name}` }, element("h2", {}, tag.name), element("p", {}, prose(tag.description)), views);
  });
  document.getElementById("operations").replaceChildren(...sections);
  document.getElementById("tags").replaceChildren(...api.tags.map(({ name }) => element("a", { href: `#group-${name}` }, name)));
  document.getElementById("search").addEventListener("input", ({ target }) => find(target.value, operations, sections));
  const wanted = document.getElementById(location.hash.slice(1));
  if (wanted?.matches("details")) wanted.open = true;
  wanted?.scrollIntoView();
}

function find(words, operations, sections) {
  const wanted = words.trim().toLowerCase();
  for (const entry of operations) {
    const text = `${entry.method} ${entry.path} ${JSON.stringify(entry.operation)}`.toLowerCase();
    document.getElementById(entry.operation.operationId).hidden = !text.includes(wanted);
  }
  for (const section of sections) section.hidden = !section.querySelector(".operation:not([hidden])");
}

try {
  const answer = await fetch("/openapi.json");
  if (!answer.ok) throw new Error(`the server answered ${answer.status}`);
  draw(await answer.json());
} catch (error) {
  document.getElementById("about").textContent = `/openapi.json could not be read: ${error.message}. Reload to try again.`;
}
