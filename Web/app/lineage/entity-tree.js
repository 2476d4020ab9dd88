import { parentTypes, parseEntityID } from "../../client/entity-id.js";

/** What the types of entities are called. */
export const typeNames = Object.freeze({ UM: "question", AM: "answer", AC: "code", AO: "output", AH: "page", UA: "attachment" });

const longestLine = 160;

/**
 * Entities as a tree in sequence order: `{roots, nodes}`, `nodes` by ID. A node is
 * `{id, type, sequence, label, line, status, entity, parent, children, editedBy, branchesFrom}`; `label` is the short ID (`#000017`), `line` what
 * it says in one line, and `branchesFrom` the answer it follows when that is not the one before it. An entity whose parent is not among them stands at the top.
 */
export function arrangeTree(entities) {
  const nodes = new Map();
  const ordered = [...entities].map((entity) => ({ entity, parts: parseEntityID(entity.id) })).filter(({ parts }) => parts !== null);
  ordered.sort((a, b) => a.parts.sequence - b.parts.sequence);
  let lastAnswer = null;
  for (const { entity, parts } of ordered) {
    nodes.set(entity.id, {
      id: entity.id,
      type: parts.type,
      sequence: parts.sequence,
      label: shortID(entity.id),
      line: lineOf(entity),
      status: entity.status ?? null,
      entity,
      parent: null,
      children: [],
      editedBy: [],
      branchesFrom: entity.follows && entity.follows !== lastAnswer ? entity.follows : null,
    });
    if (parts.type === "AM") lastAnswer = entity.id;
  }
  const roots = [];
  for (const node of nodes.values()) {
    node.parent = nodes.get(node.entity.parent) ?? null;
    (node.parent?.children ?? roots).push(node);
    nodes.get(node.entity.edits)?.editedBy.push(node);
  }
  return { roots, nodes };
}

/** `#000017` of an ID. */
export const shortID = (id) => `#${id.slice(-9, -3)}`;

/** What an entity says, in one line. */
export function lineOf(entity) {
  const named = [entity.title, entity.name].find((text) => text);
  if (named) return oneLine(named);
  const said = oneLine(entity.content ?? "");
  if (said) return entity.language && entity.role === undefined ? `${entity.language} · ${said}` : said;
  return entity.language ?? entity.kind ?? "";
}

/** An entity's ancestors, root first, and itself. */
export function pathOf(node) {
  const path = [];
  for (let at = node; at; at = at.parent) path.unshift(at);
  return path;
}

/** The answer that an entity belongs to: itself, the one above it, or the one that a question has got; `null` when there is none. */
export function answerOf(node) {
  return pathOf(node).find(({ type }) => type === "AM") ?? pathOf(node)[0].children.find(({ type }) => type === "AM") ?? null;
}

/** How many there are of each type, in the order of the types: `[[type, count]]`, without those that are not there. */
export function countTypes(tree) {
  const counts = new Map(Object.keys(parentTypes).map((type) => [type, 0]));
  for (const { type } of tree.nodes.values()) counts.set(type, counts.get(type) + 1);
  return [...counts].filter(([, count]) => count > 0);
}

/**
 * The rows that are seen, in order: `{node, depth, position, siblings, isExpanded, isMatch}`; `isExpanded` is `null` for what has no children.
 * `matches(node)` leaves those that match with their ancestors, whatever is collapsed; without it all are shown but what is in `collapsed`.
 */
export function visibleRows(tree, { collapsed = new Set(), matches = null } = {}) {
  const kept = matches === null ? null : keptNodes(tree, matches);
  const rows = [];
  const add = (nodes, depth) => {
    const shown = kept === null ? nodes : nodes.filter((node) => kept.has(node.id));
    for (const [index, node] of shown.entries()) {
      const hasChildren = kept === null ? node.children.length > 0 : node.children.some((child) => kept.has(child.id));
      const isExpanded = hasChildren ? kept !== null || !collapsed.has(node.id) : null;
      rows.push({ node, depth, position: index + 1, siblings: shown.length, isExpanded, isMatch: kept === null || kept.get(node.id) });
      if (isExpanded) add(node.children, depth + 1);
    }
  };
  add(tree.roots, 0);
  return rows;
}

function keptNodes(tree, matches) {
  const kept = new Map();
  for (const node of tree.nodes.values()) {
    if (!matches(node)) continue;
    kept.set(node.id, true);
    for (let at = node.parent; at && !kept.has(at.id); at = at.parent) kept.set(at.id, false);
  }
  return kept;
}

function oneLine(text) {
  const start = text.trimStart().slice(0, longestLine * 2);
  const line = start.split("\n", 1)[0].replace(/\s+/g, " ").trim();
  return line.length > longestLine ? `${line.slice(0, longestLine)}…` : line;
}
