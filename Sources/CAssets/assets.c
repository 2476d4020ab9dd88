// Written by scripts/assets; not edited by hand.
#include "CAssets.h"

#if !__has_embed("../../Web/vendor/vue.js")
#error "Web/vendor is empty: run scripts/browser-libraries"
#endif

// Each file is followed by a NUL that its count leaves out, so that text can be handed to C as it is.
static const unsigned char Migrations_sqlite_0001_chats_sql[] = {
#embed "../../Migrations/sqlite/0001-chats.sql" suffix(, 0) if_empty(0)
};
static const unsigned char Migrations_sqlite_0002_runs_sql[] = {
#embed "../../Migrations/sqlite/0002-runs.sql" suffix(, 0) if_empty(0)
};
static const unsigned char Migrations_sqlite_0003_streams_sql[] = {
#embed "../../Migrations/sqlite/0003-streams.sql" suffix(, 0) if_empty(0)
};
static const unsigned char Migrations_sqlite_0004_records_sql[] = {
#embed "../../Migrations/sqlite/0004-records.sql" suffix(, 0) if_empty(0)
};
static const unsigned char Schemas_events_artifact_completed_json[] = {
#embed "../../Schemas/events/artifact.completed.json" suffix(, 0) if_empty(0)
};
static const unsigned char Schemas_events_artifact_delta_json[] = {
#embed "../../Schemas/events/artifact.delta.json" suffix(, 0) if_empty(0)
};
static const unsigned char Schemas_events_artifact_started_json[] = {
#embed "../../Schemas/events/artifact.started.json" suffix(, 0) if_empty(0)
};
static const unsigned char Schemas_events_block_updated_json[] = {
#embed "../../Schemas/events/block.updated.json" suffix(, 0) if_empty(0)
};
static const unsigned char Schemas_events_progress_json[] = {
#embed "../../Schemas/events/progress.json" suffix(, 0) if_empty(0)
};
static const unsigned char Schemas_events_reasoning_delta_json[] = {
#embed "../../Schemas/events/reasoning.delta.json" suffix(, 0) if_empty(0)
};
static const unsigned char Schemas_events_step_completed_json[] = {
#embed "../../Schemas/events/step.completed.json" suffix(, 0) if_empty(0)
};
static const unsigned char Schemas_events_step_started_json[] = {
#embed "../../Schemas/events/step.started.json" suffix(, 0) if_empty(0)
};
static const unsigned char Schemas_events_stream_cancelled_json[] = {
#embed "../../Schemas/events/stream.cancelled.json" suffix(, 0) if_empty(0)
};
static const unsigned char Schemas_events_stream_completed_json[] = {
#embed "../../Schemas/events/stream.completed.json" suffix(, 0) if_empty(0)
};
static const unsigned char Schemas_events_stream_failed_json[] = {
#embed "../../Schemas/events/stream.failed.json" suffix(, 0) if_empty(0)
};
static const unsigned char Schemas_events_stream_reset_json[] = {
#embed "../../Schemas/events/stream.reset.json" suffix(, 0) if_empty(0)
};
static const unsigned char Schemas_events_stream_started_json[] = {
#embed "../../Schemas/events/stream.started.json" suffix(, 0) if_empty(0)
};
static const unsigned char Schemas_events_stream_sync_json[] = {
#embed "../../Schemas/events/stream.sync.json" suffix(, 0) if_empty(0)
};
static const unsigned char Schemas_events_text_delta_json[] = {
#embed "../../Schemas/events/text.delta.json" suffix(, 0) if_empty(0)
};
static const unsigned char Schemas_events_tool_called_json[] = {
#embed "../../Schemas/events/tool.called.json" suffix(, 0) if_empty(0)
};
static const unsigned char Schemas_events_tool_returned_json[] = {
#embed "../../Schemas/events/tool.returned.json" suffix(, 0) if_empty(0)
};
static const unsigned char Schemas_events_usage_json[] = {
#embed "../../Schemas/events/usage.json" suffix(, 0) if_empty(0)
};
static const unsigned char Schemas_openapi_json[] = {
#embed "../../Schemas/openapi.json" suffix(, 0) if_empty(0)
};
static const unsigned char Web_client_backoff_js[] = {
#embed "../../Web/client/backoff.js" suffix(, 0) if_empty(0)
};
static const unsigned char Web_client_chat_lineage_js[] = {
#embed "../../Web/client/chat-lineage.js" suffix(, 0) if_empty(0)
};
static const unsigned char Web_client_client_error_js[] = {
#embed "../../Web/client/client-error.js" suffix(, 0) if_empty(0)
};
static const unsigned char Web_client_client_js[] = {
#embed "../../Web/client/client.js" suffix(, 0) if_empty(0)
};
static const unsigned char Web_client_entity_id_js[] = {
#embed "../../Web/client/entity-id.js" suffix(, 0) if_empty(0)
};
static const unsigned char Web_client_event_stream_parser_js[] = {
#embed "../../Web/client/event-stream-parser.js" suffix(, 0) if_empty(0)
};
static const unsigned char Web_client_index_js[] = {
#embed "../../Web/client/index.js" suffix(, 0) if_empty(0)
};
static const unsigned char Web_client_indexed_db_storage_js[] = {
#embed "../../Web/client/indexed-db-storage.js" suffix(, 0) if_empty(0)
};
static const unsigned char Web_client_local_locks_js[] = {
#embed "../../Web/client/local-locks.js" suffix(, 0) if_empty(0)
};
static const unsigned char Web_client_memory_storage_js[] = {
#embed "../../Web/client/memory-storage.js" suffix(, 0) if_empty(0)
};
static const unsigned char Web_client_outbox_entry_js[] = {
#embed "../../Web/client/outbox-entry.js" suffix(, 0) if_empty(0)
};
static const unsigned char Web_client_outbox_js[] = {
#embed "../../Web/client/outbox.js" suffix(, 0) if_empty(0)
};
static const unsigned char Web_client_random_id_js[] = {
#embed "../../Web/client/random-id.js" suffix(, 0) if_empty(0)
};
static const unsigned char Web_client_response_error_js[] = {
#embed "../../Web/client/response-error.js" suffix(, 0) if_empty(0)
};
static const unsigned char Web_client_session_manager_js[] = {
#embed "../../Web/client/session-manager.js" suffix(, 0) if_empty(0)
};
static const unsigned char Web_client_stream_cursor_js[] = {
#embed "../../Web/client/stream-cursor.js" suffix(, 0) if_empty(0)
};
static const unsigned char Web_client_stream_reader_js[] = {
#embed "../../Web/client/stream-reader.js" suffix(, 0) if_empty(0)
};
static const unsigned char Web_client_stream_state_js[] = {
#embed "../../Web/client/stream-state.js" suffix(, 0) if_empty(0)
};
static const unsigned char Web_client_system_timer_js[] = {
#embed "../../Web/client/system-timer.js" suffix(, 0) if_empty(0)
};
static const unsigned char Web_docs_curl_line_js[] = {
#embed "../../Web/docs/curl-line.js" suffix(, 0) if_empty(0)
};
static const unsigned char Web_docs_docs_css[] = {
#embed "../../Web/docs/docs.css" suffix(, 0) if_empty(0)
};
static const unsigned char Web_docs_docs_js[] = {
#embed "../../Web/docs/docs.js" suffix(, 0) if_empty(0)
};
static const unsigned char Web_docs_index_html[] = {
#embed "../../Web/docs/index.html" suffix(, 0) if_empty(0)
};
static const unsigned char Web_docs_schema_text_js[] = {
#embed "../../Web/docs/schema-text.js" suffix(, 0) if_empty(0)
};
static const unsigned char Web_favicon_svg[] = {
#embed "../../Web/favicon.svg" suffix(, 0) if_empty(0)
};
static const unsigned char Web_index_html[] = {
#embed "../../Web/index.html" suffix(, 0) if_empty(0)
};
static const unsigned char Web_page_css[] = {
#embed "../../Web/page.css" suffix(, 0) if_empty(0)
};
static const unsigned char Web_vendor_echarts_core_js[] = {
#embed "../../Web/vendor/echarts-core.js" suffix(, 0) if_empty(0)
};
static const unsigned char Web_vendor_echarts_js[] = {
#embed "../../Web/vendor/echarts.js" suffix(, 0) if_empty(0)
};
static const unsigned char Web_vendor_fonts_inter_italic_woff2[] = {
#embed "../../Web/vendor/fonts/inter-italic.woff2" suffix(, 0) if_empty(0)
};
static const unsigned char Web_vendor_fonts_inter_woff2[] = {
#embed "../../Web/vendor/fonts/inter.woff2" suffix(, 0) if_empty(0)
};
static const unsigned char Web_vendor_fonts_jetbrains_mono_bold_woff2[] = {
#embed "../../Web/vendor/fonts/jetbrains-mono-bold.woff2" suffix(, 0) if_empty(0)
};
static const unsigned char Web_vendor_fonts_jetbrains_mono_woff2[] = {
#embed "../../Web/vendor/fonts/jetbrains-mono.woff2" suffix(, 0) if_empty(0)
};
static const unsigned char Web_vendor_highlight_js[] = {
#embed "../../Web/vendor/highlight.js" suffix(, 0) if_empty(0)
};
static const unsigned char Web_vendor_marked_js[] = {
#embed "../../Web/vendor/marked.js" suffix(, 0) if_empty(0)
};
static const unsigned char Web_vendor_purify_js[] = {
#embed "../../Web/vendor/purify.js" suffix(, 0) if_empty(0)
};
static const unsigned char Web_vendor_vue_js[] = {
#embed "../../Web/vendor/vue.js" suffix(, 0) if_empty(0)
};
static const unsigned char Web_welcome_js[] = {
#embed "../../Web/welcome.js" suffix(, 0) if_empty(0)
};

static const cassets_file files[] = {
  {"Migrations/sqlite/0001-chats.sql", Migrations_sqlite_0001_chats_sql, sizeof(Migrations_sqlite_0001_chats_sql) - 1},
  {"Migrations/sqlite/0002-runs.sql", Migrations_sqlite_0002_runs_sql, sizeof(Migrations_sqlite_0002_runs_sql) - 1},
  {"Migrations/sqlite/0003-streams.sql", Migrations_sqlite_0003_streams_sql, sizeof(Migrations_sqlite_0003_streams_sql) - 1},
  {"Migrations/sqlite/0004-records.sql", Migrations_sqlite_0004_records_sql, sizeof(Migrations_sqlite_0004_records_sql) - 1},
  {"Schemas/events/artifact.completed.json", Schemas_events_artifact_completed_json, sizeof(Schemas_events_artifact_completed_json) - 1},
  {"Schemas/events/artifact.delta.json", Schemas_events_artifact_delta_json, sizeof(Schemas_events_artifact_delta_json) - 1},
  {"Schemas/events/artifact.started.json", Schemas_events_artifact_started_json, sizeof(Schemas_events_artifact_started_json) - 1},
  {"Schemas/events/block.updated.json", Schemas_events_block_updated_json, sizeof(Schemas_events_block_updated_json) - 1},
  {"Schemas/events/progress.json", Schemas_events_progress_json, sizeof(Schemas_events_progress_json) - 1},
  {"Schemas/events/reasoning.delta.json", Schemas_events_reasoning_delta_json, sizeof(Schemas_events_reasoning_delta_json) - 1},
  {"Schemas/events/step.completed.json", Schemas_events_step_completed_json, sizeof(Schemas_events_step_completed_json) - 1},
  {"Schemas/events/step.started.json", Schemas_events_step_started_json, sizeof(Schemas_events_step_started_json) - 1},
  {"Schemas/events/stream.cancelled.json", Schemas_events_stream_cancelled_json, sizeof(Schemas_events_stream_cancelled_json) - 1},
  {"Schemas/events/stream.completed.json", Schemas_events_stream_completed_json, sizeof(Schemas_events_stream_completed_json) - 1},
  {"Schemas/events/stream.failed.json", Schemas_events_stream_failed_json, sizeof(Schemas_events_stream_failed_json) - 1},
  {"Schemas/events/stream.reset.json", Schemas_events_stream_reset_json, sizeof(Schemas_events_stream_reset_json) - 1},
  {"Schemas/events/stream.started.json", Schemas_events_stream_started_json, sizeof(Schemas_events_stream_started_json) - 1},
  {"Schemas/events/stream.sync.json", Schemas_events_stream_sync_json, sizeof(Schemas_events_stream_sync_json) - 1},
  {"Schemas/events/text.delta.json", Schemas_events_text_delta_json, sizeof(Schemas_events_text_delta_json) - 1},
  {"Schemas/events/tool.called.json", Schemas_events_tool_called_json, sizeof(Schemas_events_tool_called_json) - 1},
  {"Schemas/events/tool.returned.json", Schemas_events_tool_returned_json, sizeof(Schemas_events_tool_returned_json) - 1},
  {"Schemas/events/usage.json", Schemas_events_usage_json, sizeof(Schemas_events_usage_json) - 1},
  {"Schemas/openapi.json", Schemas_openapi_json, sizeof(Schemas_openapi_json) - 1},
  {"Web/client/backoff.js", Web_client_backoff_js, sizeof(Web_client_backoff_js) - 1},
  {"Web/client/chat-lineage.js", Web_client_chat_lineage_js, sizeof(Web_client_chat_lineage_js) - 1},
  {"Web/client/client-error.js", Web_client_client_error_js, sizeof(Web_client_client_error_js) - 1},
  {"Web/client/client.js", Web_client_client_js, sizeof(Web_client_client_js) - 1},
  {"Web/client/entity-id.js", Web_client_entity_id_js, sizeof(Web_client_entity_id_js) - 1},
  {"Web/client/event-stream-parser.js", Web_client_event_stream_parser_js, sizeof(Web_client_event_stream_parser_js) - 1},
  {"Web/client/index.js", Web_client_index_js, sizeof(Web_client_index_js) - 1},
  {"Web/client/indexed-db-storage.js", Web_client_indexed_db_storage_js, sizeof(Web_client_indexed_db_storage_js) - 1},
  {"Web/client/local-locks.js", Web_client_local_locks_js, sizeof(Web_client_local_locks_js) - 1},
  {"Web/client/memory-storage.js", Web_client_memory_storage_js, sizeof(Web_client_memory_storage_js) - 1},
  {"Web/client/outbox-entry.js", Web_client_outbox_entry_js, sizeof(Web_client_outbox_entry_js) - 1},
  {"Web/client/outbox.js", Web_client_outbox_js, sizeof(Web_client_outbox_js) - 1},
  {"Web/client/random-id.js", Web_client_random_id_js, sizeof(Web_client_random_id_js) - 1},
  {"Web/client/response-error.js", Web_client_response_error_js, sizeof(Web_client_response_error_js) - 1},
  {"Web/client/session-manager.js", Web_client_session_manager_js, sizeof(Web_client_session_manager_js) - 1},
  {"Web/client/stream-cursor.js", Web_client_stream_cursor_js, sizeof(Web_client_stream_cursor_js) - 1},
  {"Web/client/stream-reader.js", Web_client_stream_reader_js, sizeof(Web_client_stream_reader_js) - 1},
  {"Web/client/stream-state.js", Web_client_stream_state_js, sizeof(Web_client_stream_state_js) - 1},
  {"Web/client/system-timer.js", Web_client_system_timer_js, sizeof(Web_client_system_timer_js) - 1},
  {"Web/docs/curl-line.js", Web_docs_curl_line_js, sizeof(Web_docs_curl_line_js) - 1},
  {"Web/docs/docs.css", Web_docs_docs_css, sizeof(Web_docs_docs_css) - 1},
  {"Web/docs/docs.js", Web_docs_docs_js, sizeof(Web_docs_docs_js) - 1},
  {"Web/docs/index.html", Web_docs_index_html, sizeof(Web_docs_index_html) - 1},
  {"Web/docs/schema-text.js", Web_docs_schema_text_js, sizeof(Web_docs_schema_text_js) - 1},
  {"Web/favicon.svg", Web_favicon_svg, sizeof(Web_favicon_svg) - 1},
  {"Web/index.html", Web_index_html, sizeof(Web_index_html) - 1},
  {"Web/page.css", Web_page_css, sizeof(Web_page_css) - 1},
  {"Web/vendor/echarts-core.js", Web_vendor_echarts_core_js, sizeof(Web_vendor_echarts_core_js) - 1},
  {"Web/vendor/echarts.js", Web_vendor_echarts_js, sizeof(Web_vendor_echarts_js) - 1},
  {"Web/vendor/fonts/inter-italic.woff2", Web_vendor_fonts_inter_italic_woff2, sizeof(Web_vendor_fonts_inter_italic_woff2) - 1},
  {"Web/vendor/fonts/inter.woff2", Web_vendor_fonts_inter_woff2, sizeof(Web_vendor_fonts_inter_woff2) - 1},
  {"Web/vendor/fonts/jetbrains-mono-bold.woff2", Web_vendor_fonts_jetbrains_mono_bold_woff2, sizeof(Web_vendor_fonts_jetbrains_mono_bold_woff2) - 1},
  {"Web/vendor/fonts/jetbrains-mono.woff2", Web_vendor_fonts_jetbrains_mono_woff2, sizeof(Web_vendor_fonts_jetbrains_mono_woff2) - 1},
  {"Web/vendor/highlight.js", Web_vendor_highlight_js, sizeof(Web_vendor_highlight_js) - 1},
  {"Web/vendor/marked.js", Web_vendor_marked_js, sizeof(Web_vendor_marked_js) - 1},
  {"Web/vendor/purify.js", Web_vendor_purify_js, sizeof(Web_vendor_purify_js) - 1},
  {"Web/vendor/vue.js", Web_vendor_vue_js, sizeof(Web_vendor_vue_js) - 1},
  {"Web/welcome.js", Web_welcome_js, sizeof(Web_welcome_js) - 1},
};

const cassets_file *cassets_all(size_t *count) {
  *count = sizeof(files) / sizeof(files[0]);
  return files;
}
