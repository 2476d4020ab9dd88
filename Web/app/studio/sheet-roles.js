import { columnName, columnNumber } from "./cell-address.js";

const groups = {
  source: ["source_system", "source_database", "source_schema", "source_table", "source_alias", "source_column", "source_type"],
  target: ["target_database", "target_schema", "target_table", "target_column", "target_type"],
  rule: ["transformation", "default"],
  constraint: ["nullable", "key"],
  words: ["notes", "description"],
};

/** What a column can be, in the order of the menu: `{role, label, group}`. Groups are coloured alike. */
export const roles = Object.freeze(Object.entries(groups).flatMap(([group, names]) => names.map((role) => ({ role, label: labelOf(role), group }))));

/** `{group, label}` in the order of the legend. */
export const roleGroups = Object.freeze([
  { group: "source", label: "Source" },
  { group: "target", label: "Target" },
  { group: "rule", label: "Rule" },
  { group: "constraint", label: "Constraint" },
  { group: "words", label: "Words" },
]);

/** What a sheet can be. */
export const sheetKinds = Object.freeze(["mapping", "joins", "filters", "sources", "samples", "other"]);

export function labelOf(role) {
  const words = role.replaceAll("_", " ");
  return words[0].toUpperCase() + words.slice(1);
}

export const groupOf = (role) => Object.keys(groups).find((group) => groups[group].includes(role)) ?? "words";

const lettersOf = (value) => (Array.isArray(value) ? value : [value]).filter((letter) => typeof letter === "string");

/** The roles that a sheet's columns have: column number → `{role, label, group, block}` with the index of the block that says so. */
export function rolesByColumn(sheet) {
  const found = new Map();
  (sheet?.blocks ?? []).forEach(({ roles: named }, block) => {
    for (const [role, value] of Object.entries(named ?? {})) {
      for (const letters of lettersOf(value)) if (!found.has(columnNumber(letters))) found.set(columnNumber(letters), { role, label: labelOf(role), group: groupOf(role), block });
    }
  });
  return found;
}

/** A sheet's roles with `column` being `role`, or nothing for `null`; in each block that has it, else in the nearest. */
export function withRole(sheet, column, role) {
  const letters = columnName(column);
  const blocks = structuredClone(sheet.blocks?.length > 0 ? sheet.blocks : [{ roles: {}, targets: [] }]);
  const having = blocks.filter((block) => Object.values(block.roles ?? {}).some((value) => lettersOf(value).includes(letters)));
  for (const block of having) {
    for (const [name, value] of Object.entries(block.roles)) {
      const rest = lettersOf(value).filter((other) => other !== letters);
      if (rest.length === 0) delete block.roles[name];
      else if (rest.length < lettersOf(value).length) block.roles[name] = rest.length === 1 ? rest[0] : rest;
    }
  }
  if (role !== null) {
    for (const block of having.length > 0 ? having : [blocks[nearestBlock(sheet, column)]]) {
      const others = block.roles[role] === undefined ? [] : lettersOf(block.roles[role]);
      // Several source columns of one target are usual; every other role is one column's.
      block.roles[role] = role === "source_column" && others.length > 0 ? [...others, letters].sort((one, other) => columnNumber(one) - columnNumber(other)) : letters;
    }
  }
  return { ...sheet, blocks };
}

/** The sheet with these header rows; where its blocks begin and end is then found anew. */
export function withHeaderRows(sheet, rows) {
  const blocks = (sheet.blocks ?? []).map(({ header_rows, rows: own, ...block }) => block);
  return { ...sheet, header_rows: [...new Set(rows)].sort((one, other) => one - other), blocks };
}

/** The sheet with another target table in all its blocks. */
export function withTarget(sheet, table) {
  const blocks = structuredClone(sheet.blocks?.length > 0 ? sheet.blocks : [{ roles: {} }]);
  for (const block of blocks) block.targets = [table];
  return { ...sheet, blocks };
}

/**
 * What is sent to correct a layout: the sheet as it should be read, beside the corrections made before. Where the rows of a sheet's only block end is not a
 * part of it: another workbook of this shape may have more.
 */
export function correctionsOf(before, changed) {
  const { name, kind, header_rows = [], blocks = [] } = changed;
  const isStacked = blocks.length > 1;
  const plain = ({ roles: named, targets = [], header_rows: own, rows, union }) => ({ roles: named, targets, ...(isStacked && own && { header_rows: own }), ...(isStacked && rows && { rows }), ...(union && { union }) });
  const sheet = kind === "mapping" ? { name, kind, header_rows, blocks: blocks.map(plain) } : { name, kind };
  return { sheets: [...(before?.sheets ?? []).filter((other) => other.name !== name), sheet] };
}

function nearestBlock(sheet, column) {
  let [nearest, distance] = [0, Infinity];
  for (const [other, { block }] of rolesByColumn(sheet)) {
    if (Math.abs(other - column) < distance) [nearest, distance] = [block, Math.abs(other - column)];
  }
  return nearest;
}
