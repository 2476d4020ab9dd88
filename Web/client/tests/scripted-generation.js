/** A generation's events as the server writes them, and a server for them that can be cut. */

export const generationID = "gen_m1x0abc12_0123456789abcdef";

const parts = [
  ["dim_customer.select_clause", "CREATE VIEW dim_customer AS\nSELECT\n  c.id AS customer_id,\n  TRIM(c.name) AS customer_name"],
  ["dim_customer.joins", "FROM crm.customers AS c\nLEFT JOIN crm.addresses AS a ON a.customer_id = c.id"],
  ["dim_customer.where_clause", "WHERE c.country = 'Österreich'"],
  ["fact_order.select_clause", "SELECT\n  o.id AS order_id"],
  ["fact_order.joins", "FROM shop.orders AS o"],
];

export const fileOf = (target) => `${parts.filter(([name]) => name.startsWith(`${target}.`)).map(([, sql]) => sql).join("\n")}\n`;

export const hashmapAt = (done, status = "in_progress") => ({
  generation_id: generationID,
  semantic_layer_name: "customers",
  status,
  blocks: Object.fromEntries(
    parts.map(([name, sql], index) => [name, { status: index < done ? "completed" : "pending", sql: index < done ? sql : "", order: index + 1, timestamp: index < done ? "2026-11-20T10:00:00Z" : null }]),
  ),
  metadata: { mapping_file: "customers.xlsx", total_blocks: parts.length, completed_blocks: done, progress_percentage: Math.floor((100 * done) / parts.length), estimated_completion: null },
});

/** All events from the start, `[cursor, event]`. */
export function events() {
  const list = [["1-1", { type: "hashmap_sync", generation_id: generationID, complete_hashmap: hashmapAt(0), reason: "initial_load" }]];
  const add = (event) => list.push([`1-${list.length + 1}`, { generation_id: generationID, ...event }]);
  parts.forEach(([name, sql], index) => {
    add({ type: "progress", message: `Writing ${name}`, stage: name, progress_percentage: index * 20 });
    add({ type: "block_update", block_name: name, block_data: { status: "in_progress", sql: "", order: index + 1, timestamp: null } });
    add({ type: "block_update", block_name: name, block_data: { status: "completed", sql, order: index + 1, timestamp: "2026-11-20T10:00:00Z" } });
  });
  add({ type: "generation_complete", final_sql: fileOf("dim_customer") + fileOf("fact_order"), filename: "customers.sql" });
  return list;
}

export const written = ([id, event]) => `id: ${id}\nevent: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`;

/** The part of the list that a reader with this cursor has not had. */
export const eventsAfter = (cursor) => {
  const all = events();
  return all.slice(cursor === null ? 0 : all.findIndex(([id]) => id === cursor) + 1);
};
