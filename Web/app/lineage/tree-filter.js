import { isChatID, parentTypes, parseEntityID } from "../../client/entity-id.js";

/**
 * What a filter asks for: `matches(node)` (`null` when it asks for nothing) and `names`, an ID that it consists of: `{chat, entity}`.
 *
 * Every word must be found: a type (`AM`), a sequence (`#17`, `000017`), or text in the ID, the front end's ID, the content or the name.
 * `types` is a set of types of which one must be the node's, when it is not empty.
 */
export function readFilter(text, types = new Set()) {
  const words = text.trim().split(/\s+/).filter((word) => word !== "");
  const [only] = words;
  const parts = words.length === 1 ? parseEntityID(only) : null;
  const names = parts ? { chat: parts.chat, entity: only } : words.length === 1 && isChatID(only) ? { chat: only, entity: null } : null;
  const tests = words.map(testOf);
  if (types.size > 0) tests.push(({ type }) => types.has(type));
  return { names, matches: tests.length === 0 ? null : (node) => tests.every((test) => test(node)) };
}

function testOf(word) {
  if (Object.hasOwn(parentTypes, word)) return ({ type }) => type === word;
  const digits = /^(?:#(\d{1,6})|(\d{6}))$/.exec(word);
  if (digits) {
    const wanted = Number(digits[1] ?? digits[2]);
    return ({ sequence }) => sequence === wanted;
  }
  const wanted = word.toLowerCase();
  return (node) => searchedText(node).includes(wanted);
}

const texts = new WeakMap();

function searchedText(node) {
  const { entity } = node;
  if (!texts.has(entity)) {
    texts.set(entity, [entity.id, entity.frontend_id, entity.content, entity.title, entity.name, entity.language, entity.status, entity.model].filter((part) => part).join("\n").toLowerCase());
  }
  return texts.get(entity);
}
