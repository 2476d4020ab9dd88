import assert from "node:assert/strict";
import { test } from "node:test";
import { ThroughlineClient } from "../client.js";
import { StudioClient } from "../studio-client.js";

/** What a call asks the server. */
async function asked(call, answer = Response.json({})) {
  let request = null;
  const fetch = async (url, options) => {
    request = { url, ...options };
    return answer;
  };
  const studio = new StudioClient(new ThroughlineClient({ fetch, timer: () => () => {} }));
  const answered = await call(studio);
  return { line: `${request.method} ${request.url}`, ...request, answered };
}

test("each call asks for what it says", async () => {
  const lines = {
    "POST /api/workbooks?name=a+b.xlsx": (studio) => studio.uploadWorkbook(new Blob(["x"]), "a b.xlsx"),
    "GET /api/workbooks": (studio) => studio.workbooks(),
    "GET /api/workbooks?cursor=c&limit=20": (studio) => studio.workbooks({ cursor: "c", limit: 20 }),
    "GET /api/workbooks/W": (studio) => studio.workbook("W"),
    "DELETE /api/workbooks/W": (studio) => studio.deleteWorkbook("W"),
    "GET /api/workbooks/W/cells?sheet=A+%26+B&first=1&last=200": (studio) => studio.cells("W", { sheet: "A & B", first: 1, last: 200 }),
    "GET /api/workbooks/W/layout": (studio) => studio.layout("W"),
    "PUT /api/workbooks/W/layout": (studio) => studio.correctLayout("W", { sheets: [] }),
    "GET /api/workbooks/W/plan?tables=a%2Cb": (studio) => studio.plan("W", { tables: ["a", "b"] }),
    "POST /api/generations": (studio) => studio.createGeneration({ id: "gen_1", workbook: "W", dialect: "postgres", form: "view" }),
    "GET /api/generations": (studio) => studio.generations(),
    "GET /api/generations?limit=20": (studio) => studio.generations({ limit: 20 }),
    "GET /api/generations/gen_1": (studio) => studio.generation("gen_1"),
    "POST /api/generations/gen_1/refine": (studio) => studio.refine("gen_1", { prompt: "p", frontend_id: "f" }),
    "POST /api/generations/gen_1/resume": (studio) => studio.resume("gen_1"),
    "POST /api/generations/gen_1/cancel": (studio) => studio.cancelGeneration("gen_1"),
    "GET /api/generations/gen_1/versions": (studio) => studio.versions("gen_1"),
    "GET /api/generations/gen_1/versions/2": (studio) => studio.version("gen_1", 2),
    "GET /api/generations/gen_1/diff?from=1&to=2": (studio) => studio.versionDifference("gen_1", { from: 1, to: 2 }),
    "PUT /api/generations/gen_1/blocks/dw.t.joins": (studio) => studio.keepBlock("gen_1", "dw.t.joins", "FROM t"),
    "DELETE /api/generations/gen_1/blocks/joins": (studio) => studio.releaseBlock("gen_1", "joins"),
    "GET /api/generations/gen_1/files": (studio) => studio.files("gen_1"),
    "GET /api/generations/gen_1/files/t.sql": (studio) => studio.file("gen_1", "t.sql"),
    "GET /api/generations/gen_1/map": (studio) => studio.sourceMap("gen_1"),
    "GET /api/generations/gen_1/samples": (studio) => studio.samples("gen_1"),
    "GET /api/generations/gen_1/complete?prefix=%40mapping%5BCu": (studio) => studio.complete("gen_1", "@mapping[Cu"),
  };
  for (const [line, call] of Object.entries(lines)) assert.equal((await asked(call)).line, line);
});

test("a generation is asked for as a form whose type the browser names", async () => {
  const { body, headers } = await asked((studio) => studio.createGeneration({ id: "gen_1", workbook: "W", name: "n", dialect: "spark", form: "dbt", tables: ["a", "b"], model: "m" }));
  assert.deepEqual(Object.fromEntries(body), { generation_id: "gen_1", workbook: "W", name: "n", dialect: "spark", as: "dbt", tables: "a,b", model: "m" });
  assert.equal(headers["content-type"], undefined);
  const { body: withFile } = await asked((studio) => studio.createGeneration({ id: "gen_1", workbook: new File(["x"], "m.xlsx"), dialect: "spark", form: "view" }));
  assert.equal(withFile.get("workbook").name, "m.xlsx");
});

test("a file is text", async () => {
  assert.equal((await asked((studio) => studio.file("gen_1", "t.sql"), new Response("SELECT 1\n"))).answered, "SELECT 1\n");
});
