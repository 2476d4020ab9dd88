import assert from "node:assert/strict";
import { test } from "node:test";
import { parseRoute, routeHash } from "../router.js";

const chat = "a0d6fa98-fc40-4f38-912a-0f6c25c96dcd";
const entity = `${chat}_000002_AM`;

test("each route is read back from its own hash", () => {
  for (const route of [
    { view: "chat", chat: null, entity: null },
    { view: "chat", chat, entity: null },
    { view: "chat", chat, entity },
    { view: "lineage", chat, entity: null },
    { view: "lineage", chat, entity },
    { view: "operations", chat: null, entity: null },
  ]) {
    const read = parseRoute(routeHash(route));
    assert.deepEqual({ view: read.view, chat: read.chat, entity: read.entity }, route);
  }
});

test("an empty address is the page of a new chat", () => {
  for (const hash of ["", "#", "#/"]) assert.equal(parseRoute(hash).view, "chat");
});

test("what is no address of ours is unknown, also when it cannot be decoded", () => {
  for (const hash of ["#/nowhere", "#/chats/42", `#/chats/${chat}/elsewhere`, "#/%E0%A4%A", "#/operations/more"]) {
    assert.equal(parseRoute(hash).view, "unknown", hash);
  }
});

test("operations say in their address what they show", () => {
  const query = "from=2026-11-20T12:00:00Z&to=2026-11-20T13:00:00Z";
  assert.equal(routeHash({ view: "operations", query }), `#/operations?${query}`);
  assert.equal(parseRoute(`#/operations?${query}`).query, query);
  assert.equal(parseRoute("#/operations").query, "");
});

test("the studio has rooms", () => {
  for (const route of [{ room: "home", item: null }, { room: "workbook", item: "01K8ZZZZZZZZZZZZZZZZZZZZZZ" }, { room: "generation", item: "gen_m1x_0a-B" }]) {
    const { view, room, item } = parseRoute(routeHash({ view: "studio", ...route }));
    assert.deepEqual({ view, room, item }, { view: "studio", ...route });
  }
  for (const hash of ["#/studio/workbooks", "#/studio/elsewhere/1", "#/studio/workbooks/a%2Fb", "#/studio/generations/a/b"]) assert.equal(parseRoute(hash).view, "unknown", hash);
});
