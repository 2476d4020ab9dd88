// Written by scripts/assets; not edited by hand.
#include "CAssets.h"

#if !__has_embed("../../Web/vendor/codemirror.js")
#error "Web/vendor is empty or old: run scripts/browser-libraries"
#endif

// Each file is followed by a NUL that its count leaves out, so that text can be handed to C as it is.
static const unsigned char Migrations_postgres_0001_chats_sql[] = {
#embed "../../Migrations/postgres/0001-chats.sql" suffix(, 0) if_empty(0)
};
static const unsigned char Migrations_postgres_0002_runs_sql[] = {
#embed "../../Migrations/postgres/0002-runs.sql" suffix(, 0) if_empty(0)
};
static const unsigned char Migrations_postgres_0003_streams_sql[] = {
#embed "../../Migrations/postgres/0003-streams.sql" suffix(, 0) if_empty(0)
};
static const unsigned char Migrations_postgres_0004_records_sql[] = {
#embed "../../Migrations/postgres/0004-records.sql" suffix(, 0) if_empty(0)
};
static const unsigned char Migrations_postgres_0005_pods_sql[] = {
#embed "../../Migrations/postgres/0005-pods.sql" suffix(, 0) if_empty(0)
};
static const unsigned char Migrations_postgres_0006_access_sql[] = {
#embed "../../Migrations/postgres/0006-access.sql" suffix(, 0) if_empty(0)
};
static const unsigned char Migrations_postgres_0007_dead_letters_sql[] = {
#embed "../../Migrations/postgres/0007-dead-letters.sql" suffix(, 0) if_empty(0)
};
static const unsigned char Migrations_postgres_0009_outbox_sql[] = {
#embed "../../Migrations/postgres/0009-outbox.sql" suffix(, 0) if_empty(0)
};
static const unsigned char Migrations_postgres_0010_generations_sql[] = {
#embed "../../Migrations/postgres/0010-generations.sql" suffix(, 0) if_empty(0)
};
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
static const unsigned char Migrations_sqlite_0005_pods_sql[] = {
#embed "../../Migrations/sqlite/0005-pods.sql" suffix(, 0) if_empty(0)
};
static const unsigned char Migrations_sqlite_0006_access_sql[] = {
#embed "../../Migrations/sqlite/0006-access.sql" suffix(, 0) if_empty(0)
};
static const unsigned char Migrations_sqlite_0007_dead_letters_sql[] = {
#embed "../../Migrations/sqlite/0007-dead-letters.sql" suffix(, 0) if_empty(0)
};
static const unsigned char Migrations_sqlite_0009_outbox_sql[] = {
#embed "../../Migrations/sqlite/0009-outbox.sql" suffix(, 0) if_empty(0)
};
static const unsigned char Migrations_sqlite_0010_generations_sql[] = {
#embed "../../Migrations/sqlite/0010-generations.sql" suffix(, 0) if_empty(0)
};
static const unsigned char Schemas_channels_answer_error_json[] = {
#embed "../../Schemas/channels/answer.error.json" suffix(, 0) if_empty(0)
};
static const unsigned char Schemas_channels_answer_ok_json[] = {
#embed "../../Schemas/channels/answer.ok.json" suffix(, 0) if_empty(0)
};
static const unsigned char Schemas_channels_channel_agent_status_json[] = {
#embed "../../Schemas/channels/channel.agent_status.json" suffix(, 0) if_empty(0)
};
static const unsigned char Schemas_channels_channel_chat_message_json[] = {
#embed "../../Schemas/channels/channel.chat_message.json" suffix(, 0) if_empty(0)
};
static const unsigned char Schemas_channels_channel_graph_update_json[] = {
#embed "../../Schemas/channels/channel.graph_update.json" suffix(, 0) if_empty(0)
};
static const unsigned char Schemas_channels_channel_llm_stream_json[] = {
#embed "../../Schemas/channels/channel.llm_stream.json" suffix(, 0) if_empty(0)
};
static const unsigned char Schemas_channels_channel_presence_json[] = {
#embed "../../Schemas/channels/channel.presence.json" suffix(, 0) if_empty(0)
};
static const unsigned char Schemas_channels_channel_task_update_json[] = {
#embed "../../Schemas/channels/channel.task_update.json" suffix(, 0) if_empty(0)
};
static const unsigned char Schemas_channels_frame_auth_json[] = {
#embed "../../Schemas/channels/frame.auth.json" suffix(, 0) if_empty(0)
};
static const unsigned char Schemas_channels_frame_cancel_json[] = {
#embed "../../Schemas/channels/frame.cancel.json" suffix(, 0) if_empty(0)
};
static const unsigned char Schemas_channels_frame_history_json[] = {
#embed "../../Schemas/channels/frame.history.json" suffix(, 0) if_empty(0)
};
static const unsigned char Schemas_channels_frame_message_json[] = {
#embed "../../Schemas/channels/frame.message.json" suffix(, 0) if_empty(0)
};
static const unsigned char Schemas_channels_frame_ping_json[] = {
#embed "../../Schemas/channels/frame.ping.json" suffix(, 0) if_empty(0)
};
static const unsigned char Schemas_channels_frame_presence_json[] = {
#embed "../../Schemas/channels/frame.presence.json" suffix(, 0) if_empty(0)
};
static const unsigned char Schemas_channels_frame_publish_json[] = {
#embed "../../Schemas/channels/frame.publish.json" suffix(, 0) if_empty(0)
};
static const unsigned char Schemas_channels_frame_subscribe_json[] = {
#embed "../../Schemas/channels/frame.subscribe.json" suffix(, 0) if_empty(0)
};
static const unsigned char Schemas_channels_frame_unsubscribe_json[] = {
#embed "../../Schemas/channels/frame.unsubscribe.json" suffix(, 0) if_empty(0)
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
static const unsigned char Schemas_mapping_headers_json[] = {
#embed "../../Schemas/mapping-headers.json" suffix(, 0) if_empty(0)
};
static const unsigned char Schemas_openapi_json[] = {
#embed "../../Schemas/openapi.json" suffix(, 0) if_empty(0)
};
static const unsigned char Web_app_app_shell_js[] = {
#embed "../../Web/app/app-shell.js" suffix(, 0) if_empty(0)
};
static const unsigned char Web_app_artifacts_artifact_contents_js[] = {
#embed "../../Web/app/artifacts/artifact-contents.js" suffix(, 0) if_empty(0)
};
static const unsigned char Web_app_artifacts_artifact_groups_js[] = {
#embed "../../Web/app/artifacts/artifact-groups.js" suffix(, 0) if_empty(0)
};
static const unsigned char Web_app_artifacts_artifact_list_js[] = {
#embed "../../Web/app/artifacts/artifact-list.js" suffix(, 0) if_empty(0)
};
static const unsigned char Web_app_artifacts_artifact_names_js[] = {
#embed "../../Web/app/artifacts/artifact-names.js" suffix(, 0) if_empty(0)
};
static const unsigned char Web_app_artifacts_artifact_text_js[] = {
#embed "../../Web/app/artifacts/artifact-text.js" suffix(, 0) if_empty(0)
};
static const unsigned char Web_app_artifacts_artifact_versions_js[] = {
#embed "../../Web/app/artifacts/artifact-versions.js" suffix(, 0) if_empty(0)
};
static const unsigned char Web_app_artifacts_artifact_view_js[] = {
#embed "../../Web/app/artifacts/artifact-view.js" suffix(, 0) if_empty(0)
};
static const unsigned char Web_app_artifacts_artifacts_panel_js[] = {
#embed "../../Web/app/artifacts/artifacts-panel.js" suffix(, 0) if_empty(0)
};
static const unsigned char Web_app_artifacts_attachment_preview_js[] = {
#embed "../../Web/app/artifacts/attachment-preview.js" suffix(, 0) if_empty(0)
};
static const unsigned char Web_app_artifacts_attachment_view_js[] = {
#embed "../../Web/app/artifacts/attachment-view.js" suffix(, 0) if_empty(0)
};
static const unsigned char Web_app_artifacts_console_output_js[] = {
#embed "../../Web/app/artifacts/console-output.js" suffix(, 0) if_empty(0)
};
static const unsigned char Web_app_artifacts_focus_judge_js[] = {
#embed "../../Web/app/artifacts/focus-judge.js" suffix(, 0) if_empty(0)
};
static const unsigned char Web_app_artifacts_html_preview_js[] = {
#embed "../../Web/app/artifacts/html-preview.js" suffix(, 0) if_empty(0)
};
static const unsigned char Web_app_artifacts_line_difference_js[] = {
#embed "../../Web/app/artifacts/line-difference.js" suffix(, 0) if_empty(0)
};
static const unsigned char Web_app_artifacts_page_document_js[] = {
#embed "../../Web/app/artifacts/page-document.js" suffix(, 0) if_empty(0)
};
static const unsigned char Web_app_artifacts_panel_splitter_js[] = {
#embed "../../Web/app/artifacts/panel-splitter.js" suffix(, 0) if_empty(0)
};
static const unsigned char Web_app_artifacts_source_lines_js[] = {
#embed "../../Web/app/artifacts/source-lines.js" suffix(, 0) if_empty(0)
};
static const unsigned char Web_app_artifacts_terminal_text_js[] = {
#embed "../../Web/app/artifacts/terminal-text.js" suffix(, 0) if_empty(0)
};
static const unsigned char Web_app_artifacts_token_lines_js[] = {
#embed "../../Web/app/artifacts/token-lines.js" suffix(, 0) if_empty(0)
};
static const unsigned char Web_app_artifacts_version_comparison_js[] = {
#embed "../../Web/app/artifacts/version-comparison.js" suffix(, 0) if_empty(0)
};
static const unsigned char Web_app_chat_assistant_message_js[] = {
#embed "../../Web/app/chat/assistant-message.js" suffix(, 0) if_empty(0)
};
static const unsigned char Web_app_chat_chat_artifacts_js[] = {
#embed "../../Web/app/chat/chat-artifacts.js" suffix(, 0) if_empty(0)
};
static const unsigned char Web_app_chat_chat_export_js[] = {
#embed "../../Web/app/chat/chat-export.js" suffix(, 0) if_empty(0)
};
static const unsigned char Web_app_chat_chat_sidebar_js[] = {
#embed "../../Web/app/chat/chat-sidebar.js" suffix(, 0) if_empty(0)
};
static const unsigned char Web_app_chat_chat_view_js[] = {
#embed "../../Web/app/chat/chat-view.js" suffix(, 0) if_empty(0)
};
static const unsigned char Web_app_chat_connection_indicator_js[] = {
#embed "../../Web/app/chat/connection-indicator.js" suffix(, 0) if_empty(0)
};
static const unsigned char Web_app_chat_format_js[] = {
#embed "../../Web/app/chat/format.js" suffix(, 0) if_empty(0)
};
static const unsigned char Web_app_chat_markdown_text_js[] = {
#embed "../../Web/app/chat/markdown-text.js" suffix(, 0) if_empty(0)
};
static const unsigned char Web_app_chat_message_composer_js[] = {
#embed "../../Web/app/chat/message-composer.js" suffix(, 0) if_empty(0)
};
static const unsigned char Web_app_chat_scroll_follower_js[] = {
#embed "../../Web/app/chat/scroll-follower.js" suffix(, 0) if_empty(0)
};
static const unsigned char Web_app_chat_user_message_js[] = {
#embed "../../Web/app/chat/user-message.js" suffix(, 0) if_empty(0)
};
static const unsigned char Web_app_chat_version_switch_js[] = {
#embed "../../Web/app/chat/version-switch.js" suffix(, 0) if_empty(0)
};
static const unsigned char Web_app_components_copy_button_js[] = {
#embed "../../Web/app/components/copy-button.js" suffix(, 0) if_empty(0)
};
static const unsigned char Web_app_components_empty_state_js[] = {
#embed "../../Web/app/components/empty-state.js" suffix(, 0) if_empty(0)
};
static const unsigned char Web_app_components_icon_button_js[] = {
#embed "../../Web/app/components/icon-button.js" suffix(, 0) if_empty(0)
};
static const unsigned char Web_app_components_icon_js[] = {
#embed "../../Web/app/components/icon.js" suffix(, 0) if_empty(0)
};
static const unsigned char Web_app_components_menu_button_js[] = {
#embed "../../Web/app/components/menu-button.js" suffix(, 0) if_empty(0)
};
static const unsigned char Web_app_components_modal_dialog_js[] = {
#embed "../../Web/app/components/modal-dialog.js" suffix(, 0) if_empty(0)
};
static const unsigned char Web_app_components_popup_menu_js[] = {
#embed "../../Web/app/components/popup-menu.js" suffix(, 0) if_empty(0)
};
static const unsigned char Web_app_components_save_file_js[] = {
#embed "../../Web/app/components/save-file.js" suffix(, 0) if_empty(0)
};
static const unsigned char Web_app_components_sign_in_js[] = {
#embed "../../Web/app/components/sign-in.js" suffix(, 0) if_empty(0)
};
static const unsigned char Web_app_components_toast_js[] = {
#embed "../../Web/app/components/toast.js" suffix(, 0) if_empty(0)
};
static const unsigned char Web_app_lineage_entity_detail_js[] = {
#embed "../../Web/app/lineage/entity-detail.js" suffix(, 0) if_empty(0)
};
static const unsigned char Web_app_lineage_entity_facts_js[] = {
#embed "../../Web/app/lineage/entity-facts.js" suffix(, 0) if_empty(0)
};
static const unsigned char Web_app_lineage_entity_tree_view_js[] = {
#embed "../../Web/app/lineage/entity-tree-view.js" suffix(, 0) if_empty(0)
};
static const unsigned char Web_app_lineage_entity_tree_js[] = {
#embed "../../Web/app/lineage/entity-tree.js" suffix(, 0) if_empty(0)
};
static const unsigned char Web_app_lineage_lineage_records_js[] = {
#embed "../../Web/app/lineage/lineage-records.js" suffix(, 0) if_empty(0)
};
static const unsigned char Web_app_lineage_lineage_view_js[] = {
#embed "../../Web/app/lineage/lineage-view.js" suffix(, 0) if_empty(0)
};
static const unsigned char Web_app_lineage_provider_calls_js[] = {
#embed "../../Web/app/lineage/provider-calls.js" suffix(, 0) if_empty(0)
};
static const unsigned char Web_app_lineage_row_window_js[] = {
#embed "../../Web/app/lineage/row-window.js" suffix(, 0) if_empty(0)
};
static const unsigned char Web_app_lineage_time_scale_js[] = {
#embed "../../Web/app/lineage/time-scale.js" suffix(, 0) if_empty(0)
};
static const unsigned char Web_app_lineage_time_text_js[] = {
#embed "../../Web/app/lineage/time-text.js" suffix(, 0) if_empty(0)
};
static const unsigned char Web_app_lineage_timeline_layout_js[] = {
#embed "../../Web/app/lineage/timeline-layout.js" suffix(, 0) if_empty(0)
};
static const unsigned char Web_app_lineage_trace_export_js[] = {
#embed "../../Web/app/lineage/trace-export.js" suffix(, 0) if_empty(0)
};
static const unsigned char Web_app_lineage_trace_lanes_js[] = {
#embed "../../Web/app/lineage/trace-lanes.js" suffix(, 0) if_empty(0)
};
static const unsigned char Web_app_lineage_trace_reader_js[] = {
#embed "../../Web/app/lineage/trace-reader.js" suffix(, 0) if_empty(0)
};
static const unsigned char Web_app_lineage_trace_records_js[] = {
#embed "../../Web/app/lineage/trace-records.js" suffix(, 0) if_empty(0)
};
static const unsigned char Web_app_lineage_trace_spans_js[] = {
#embed "../../Web/app/lineage/trace-spans.js" suffix(, 0) if_empty(0)
};
static const unsigned char Web_app_lineage_trace_summary_js[] = {
#embed "../../Web/app/lineage/trace-summary.js" suffix(, 0) if_empty(0)
};
static const unsigned char Web_app_lineage_trace_table_js[] = {
#embed "../../Web/app/lineage/trace-table.js" suffix(, 0) if_empty(0)
};
static const unsigned char Web_app_lineage_trace_timeline_js[] = {
#embed "../../Web/app/lineage/trace-timeline.js" suffix(, 0) if_empty(0)
};
static const unsigned char Web_app_lineage_tree_filter_js[] = {
#embed "../../Web/app/lineage/tree-filter.js" suffix(, 0) if_empty(0)
};
static const unsigned char Web_app_main_js[] = {
#embed "../../Web/app/main.js" suffix(, 0) if_empty(0)
};
static const unsigned char Web_app_markdown_allowed_markup_js[] = {
#embed "../../Web/app/markdown/allowed-markup.js" suffix(, 0) if_empty(0)
};
static const unsigned char Web_app_markdown_block_element_js[] = {
#embed "../../Web/app/markdown/block-element.js" suffix(, 0) if_empty(0)
};
static const unsigned char Web_app_markdown_block_renderer_js[] = {
#embed "../../Web/app/markdown/block-renderer.js" suffix(, 0) if_empty(0)
};
static const unsigned char Web_app_markdown_block_splitter_js[] = {
#embed "../../Web/app/markdown/block-splitter.js" suffix(, 0) if_empty(0)
};
static const unsigned char Web_app_markdown_code_block_js[] = {
#embed "../../Web/app/markdown/code-block.js" suffix(, 0) if_empty(0)
};
static const unsigned char Web_app_markdown_code_languages_js[] = {
#embed "../../Web/app/markdown/code-languages.js" suffix(, 0) if_empty(0)
};
static const unsigned char Web_app_markdown_code_tokens_js[] = {
#embed "../../Web/app/markdown/code-tokens.js" suffix(, 0) if_empty(0)
};
static const unsigned char Web_app_markdown_document_planner_js[] = {
#embed "../../Web/app/markdown/document-planner.js" suffix(, 0) if_empty(0)
};
static const unsigned char Web_app_markdown_fence_counter_js[] = {
#embed "../../Web/app/markdown/fence-counter.js" suffix(, 0) if_empty(0)
};
static const unsigned char Web_app_markdown_highlight_queue_js[] = {
#embed "../../Web/app/markdown/highlight-queue.js" suffix(, 0) if_empty(0)
};
static const unsigned char Web_app_markdown_highlight_worker_js[] = {
#embed "../../Web/app/markdown/highlight-worker.js" suffix(, 0) if_empty(0)
};
static const unsigned char Web_app_markdown_highlight_js[] = {
#embed "../../Web/app/markdown/highlight.js" suffix(, 0) if_empty(0)
};
static const unsigned char Web_app_markdown_index_js[] = {
#embed "../../Web/app/markdown/index.js" suffix(, 0) if_empty(0)
};
static const unsigned char Web_app_markdown_inline_completion_js[] = {
#embed "../../Web/app/markdown/inline-completion.js" suffix(, 0) if_empty(0)
};
static const unsigned char Web_app_markdown_inner_fence_js[] = {
#embed "../../Web/app/markdown/inner-fence.js" suffix(, 0) if_empty(0)
};
static const unsigned char Web_app_markdown_line_grammar_js[] = {
#embed "../../Web/app/markdown/line-grammar.js" suffix(, 0) if_empty(0)
};
static const unsigned char Web_app_markdown_markdown_view_js[] = {
#embed "../../Web/app/markdown/markdown-view.js" suffix(, 0) if_empty(0)
};
static const unsigned char Web_app_markdown_markup_renderer_js[] = {
#embed "../../Web/app/markdown/markup-renderer.js" suffix(, 0) if_empty(0)
};
static const unsigned char Web_app_markdown_math_spans_js[] = {
#embed "../../Web/app/markdown/math-spans.js" suffix(, 0) if_empty(0)
};
static const unsigned char Web_app_markdown_morph_js[] = {
#embed "../../Web/app/markdown/morph.js" suffix(, 0) if_empty(0)
};
static const unsigned char Web_app_markdown_plain_markup_js[] = {
#embed "../../Web/app/markdown/plain-markup.js" suffix(, 0) if_empty(0)
};
static const unsigned char Web_app_markdown_sanitizer_js[] = {
#embed "../../Web/app/markdown/sanitizer.js" suffix(, 0) if_empty(0)
};
static const unsigned char Web_app_markdown_tail_completion_js[] = {
#embed "../../Web/app/markdown/tail-completion.js" suffix(, 0) if_empty(0)
};
static const unsigned char Web_app_markdown_tokenizer_js[] = {
#embed "../../Web/app/markdown/tokenizer.js" suffix(, 0) if_empty(0)
};
static const unsigned char Web_app_operations_chart_catalogue_js[] = {
#embed "../../Web/app/operations/chart-catalogue.js" suffix(, 0) if_empty(0)
};
static const unsigned char Web_app_operations_chart_data_js[] = {
#embed "../../Web/app/operations/chart-data.js" suffix(, 0) if_empty(0)
};
static const unsigned char Web_app_operations_chart_dialog_js[] = {
#embed "../../Web/app/operations/chart-dialog.js" suffix(, 0) if_empty(0)
};
static const unsigned char Web_app_operations_chart_image_js[] = {
#embed "../../Web/app/operations/chart-image.js" suffix(, 0) if_empty(0)
};
static const unsigned char Web_app_operations_chart_option_js[] = {
#embed "../../Web/app/operations/chart-option.js" suffix(, 0) if_empty(0)
};
static const unsigned char Web_app_operations_chart_theme_js[] = {
#embed "../../Web/app/operations/chart-theme.js" suffix(, 0) if_empty(0)
};
static const unsigned char Web_app_operations_counter_tile_js[] = {
#embed "../../Web/app/operations/counter-tile.js" suffix(, 0) if_empty(0)
};
static const unsigned char Web_app_operations_counters_js[] = {
#embed "../../Web/app/operations/counters.js" suffix(, 0) if_empty(0)
};
static const unsigned char Web_app_operations_metric_chart_js[] = {
#embed "../../Web/app/operations/metric-chart.js" suffix(, 0) if_empty(0)
};
static const unsigned char Web_app_operations_metric_feed_js[] = {
#embed "../../Web/app/operations/metric-feed.js" suffix(, 0) if_empty(0)
};
static const unsigned char Web_app_operations_model_spend_table_js[] = {
#embed "../../Web/app/operations/model-spend-table.js" suffix(, 0) if_empty(0)
};
static const unsigned char Web_app_operations_model_spend_js[] = {
#embed "../../Web/app/operations/model-spend.js" suffix(, 0) if_empty(0)
};
static const unsigned char Web_app_operations_operations_view_js[] = {
#embed "../../Web/app/operations/operations-view.js" suffix(, 0) if_empty(0)
};
static const unsigned char Web_app_operations_process_facts_js[] = {
#embed "../../Web/app/operations/process-facts.js" suffix(, 0) if_empty(0)
};
static const unsigned char Web_app_operations_process_strip_js[] = {
#embed "../../Web/app/operations/process-strip.js" suffix(, 0) if_empty(0)
};
static const unsigned char Web_app_operations_range_picker_js[] = {
#embed "../../Web/app/operations/range-picker.js" suffix(, 0) if_empty(0)
};
static const unsigned char Web_app_operations_series_window_js[] = {
#embed "../../Web/app/operations/series-window.js" suffix(, 0) if_empty(0)
};
static const unsigned char Web_app_operations_sparkline_js[] = {
#embed "../../Web/app/operations/sparkline.js" suffix(, 0) if_empty(0)
};
static const unsigned char Web_app_operations_time_range_js[] = {
#embed "../../Web/app/operations/time-range.js" suffix(, 0) if_empty(0)
};
static const unsigned char Web_app_operations_units_js[] = {
#embed "../../Web/app/operations/units.js" suffix(, 0) if_empty(0)
};
static const unsigned char Web_app_router_js[] = {
#embed "../../Web/app/router.js" suffix(, 0) if_empty(0)
};
static const unsigned char Web_app_shortcut_help_js[] = {
#embed "../../Web/app/shortcut-help.js" suffix(, 0) if_empty(0)
};
static const unsigned char Web_app_shortcuts_js[] = {
#embed "../../Web/app/shortcuts.js" suffix(, 0) if_empty(0)
};
static const unsigned char Web_app_state_application_js[] = {
#embed "../../Web/app/state/application.js" suffix(, 0) if_empty(0)
};
static const unsigned char Web_app_state_branches_js[] = {
#embed "../../Web/app/state/branches.js" suffix(, 0) if_empty(0)
};
static const unsigned char Web_app_state_chat_list_js[] = {
#embed "../../Web/app/state/chat-list.js" suffix(, 0) if_empty(0)
};
static const unsigned char Web_app_state_connection_js[] = {
#embed "../../Web/app/state/connection.js" suffix(, 0) if_empty(0)
};
static const unsigned char Web_app_state_conversation_js[] = {
#embed "../../Web/app/state/conversation.js" suffix(, 0) if_empty(0)
};
static const unsigned char Web_app_state_credential_js[] = {
#embed "../../Web/app/state/credential.js" suffix(, 0) if_empty(0)
};
static const unsigned char Web_app_state_generation_session_js[] = {
#embed "../../Web/app/state/generation-session.js" suffix(, 0) if_empty(0)
};
static const unsigned char Web_app_state_live_answer_js[] = {
#embed "../../Web/app/state/live-answer.js" suffix(, 0) if_empty(0)
};
static const unsigned char Web_app_state_preferences_js[] = {
#embed "../../Web/app/state/preferences.js" suffix(, 0) if_empty(0)
};
static const unsigned char Web_app_state_studio_js[] = {
#embed "../../Web/app/state/studio.js" suffix(, 0) if_empty(0)
};
static const unsigned char Web_app_state_turns_js[] = {
#embed "../../Web/app/state/turns.js" suffix(, 0) if_empty(0)
};
static const unsigned char Web_app_state_upload_progress_js[] = {
#embed "../../Web/app/state/upload-progress.js" suffix(, 0) if_empty(0)
};
static const unsigned char Web_app_studio_cell_address_js[] = {
#embed "../../Web/app/studio/cell-address.js" suffix(, 0) if_empty(0)
};
static const unsigned char Web_app_studio_code_block_js[] = {
#embed "../../Web/app/studio/code-block.js" suffix(, 0) if_empty(0)
};
static const unsigned char Web_app_studio_code_editor_js[] = {
#embed "../../Web/app/studio/code-editor.js" suffix(, 0) if_empty(0)
};
static const unsigned char Web_app_studio_code_pane_js[] = {
#embed "../../Web/app/studio/code-pane.js" suffix(, 0) if_empty(0)
};
static const unsigned char Web_app_studio_code_spans_js[] = {
#embed "../../Web/app/studio/code-spans.js" suffix(, 0) if_empty(0)
};
static const unsigned char Web_app_studio_column_widths_js[] = {
#embed "../../Web/app/studio/column-widths.js" suffix(, 0) if_empty(0)
};
static const unsigned char Web_app_studio_diagnostics_list_js[] = {
#embed "../../Web/app/studio/diagnostics-list.js" suffix(, 0) if_empty(0)
};
static const unsigned char Web_app_studio_generation_chat_js[] = {
#embed "../../Web/app/studio/generation-chat.js" suffix(, 0) if_empty(0)
};
static const unsigned char Web_app_studio_generation_form_js[] = {
#embed "../../Web/app/studio/generation-form.js" suffix(, 0) if_empty(0)
};
static const unsigned char Web_app_studio_generation_room_js[] = {
#embed "../../Web/app/studio/generation-room.js" suffix(, 0) if_empty(0)
};
static const unsigned char Web_app_studio_merged_cells_js[] = {
#embed "../../Web/app/studio/merged-cells.js" suffix(, 0) if_empty(0)
};
static const unsigned char Web_app_studio_progress_lines_js[] = {
#embed "../../Web/app/studio/progress-lines.js" suffix(, 0) if_empty(0)
};
static const unsigned char Web_app_studio_reference_input_js[] = {
#embed "../../Web/app/studio/reference-input.js" suffix(, 0) if_empty(0)
};
static const unsigned char Web_app_studio_reference_text_js[] = {
#embed "../../Web/app/studio/reference-text.js" suffix(, 0) if_empty(0)
};
static const unsigned char Web_app_studio_row_pages_js[] = {
#embed "../../Web/app/studio/row-pages.js" suffix(, 0) if_empty(0)
};
static const unsigned char Web_app_studio_row_splitter_js[] = {
#embed "../../Web/app/studio/row-splitter.js" suffix(, 0) if_empty(0)
};
static const unsigned char Web_app_studio_sample_results_js[] = {
#embed "../../Web/app/studio/sample-results.js" suffix(, 0) if_empty(0)
};
static const unsigned char Web_app_studio_sheet_grid_js[] = {
#embed "../../Web/app/studio/sheet-grid.js" suffix(, 0) if_empty(0)
};
static const unsigned char Web_app_studio_sheet_roles_js[] = {
#embed "../../Web/app/studio/sheet-roles.js" suffix(, 0) if_empty(0)
};
static const unsigned char Web_app_studio_side_by_side_js[] = {
#embed "../../Web/app/studio/side-by-side.js" suffix(, 0) if_empty(0)
};
static const unsigned char Web_app_studio_studio_home_js[] = {
#embed "../../Web/app/studio/studio-home.js" suffix(, 0) if_empty(0)
};
static const unsigned char Web_app_studio_studio_view_js[] = {
#embed "../../Web/app/studio/studio-view.js" suffix(, 0) if_empty(0)
};
static const unsigned char Web_app_studio_version_comparison_js[] = {
#embed "../../Web/app/studio/version-comparison.js" suffix(, 0) if_empty(0)
};
static const unsigned char Web_app_studio_workbook_pane_js[] = {
#embed "../../Web/app/studio/workbook-pane.js" suffix(, 0) if_empty(0)
};
static const unsigned char Web_app_studio_workbook_room_js[] = {
#embed "../../Web/app/studio/workbook-room.js" suffix(, 0) if_empty(0)
};
static const unsigned char Web_app_studio_zip_archive_js[] = {
#embed "../../Web/app/studio/zip-archive.js" suffix(, 0) if_empty(0)
};
static const unsigned char Web_artifact_frame_html[] = {
#embed "../../Web/artifact-frame.html" suffix(, 0) if_empty(0)
};
static const unsigned char Web_client_backoff_js[] = {
#embed "../../Web/client/backoff.js" suffix(, 0) if_empty(0)
};
static const unsigned char Web_client_channel_client_js[] = {
#embed "../../Web/client/channel-client.js" suffix(, 0) if_empty(0)
};
static const unsigned char Web_client_channel_cursor_js[] = {
#embed "../../Web/client/channel-cursor.js" suffix(, 0) if_empty(0)
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
static const unsigned char Web_client_frame_socket_js[] = {
#embed "../../Web/client/frame-socket.js" suffix(, 0) if_empty(0)
};
static const unsigned char Web_client_generation_id_js[] = {
#embed "../../Web/client/generation-id.js" suffix(, 0) if_empty(0)
};
static const unsigned char Web_client_generation_reader_js[] = {
#embed "../../Web/client/generation-reader.js" suffix(, 0) if_empty(0)
};
static const unsigned char Web_client_generation_state_js[] = {
#embed "../../Web/client/generation-state.js" suffix(, 0) if_empty(0)
};
static const unsigned char Web_client_generation_store_js[] = {
#embed "../../Web/client/generation-store.js" suffix(, 0) if_empty(0)
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
static const unsigned char Web_client_schema_compiler_js[] = {
#embed "../../Web/client/schema-compiler.js" suffix(, 0) if_empty(0)
};
static const unsigned char Web_client_schema_validator_js[] = {
#embed "../../Web/client/schema-validator.js" suffix(, 0) if_empty(0)
};
static const unsigned char Web_client_session_manager_js[] = {
#embed "../../Web/client/session-manager.js" suffix(, 0) if_empty(0)
};
static const unsigned char Web_client_stream_connection_js[] = {
#embed "../../Web/client/stream-connection.js" suffix(, 0) if_empty(0)
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
static const unsigned char Web_client_studio_client_js[] = {
#embed "../../Web/client/studio-client.js" suffix(, 0) if_empty(0)
};
static const unsigned char Web_client_system_timer_js[] = {
#embed "../../Web/client/system-timer.js" suffix(, 0) if_empty(0)
};
static const unsigned char Web_client_take_back_log_js[] = {
#embed "../../Web/client/take-back-log.js" suffix(, 0) if_empty(0)
};
static const unsigned char Web_client_visibility_gate_js[] = {
#embed "../../Web/client/visibility-gate.js" suffix(, 0) if_empty(0)
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
static const unsigned char Web_mapping_template_xlsx[] = {
#embed "../../Web/mapping-template.xlsx" suffix(, 0) if_empty(0)
};
static const unsigned char Web_styles_artifacts_css[] = {
#embed "../../Web/styles/artifacts.css" suffix(, 0) if_empty(0)
};
static const unsigned char Web_styles_base_css[] = {
#embed "../../Web/styles/base.css" suffix(, 0) if_empty(0)
};
static const unsigned char Web_styles_chat_css[] = {
#embed "../../Web/styles/chat.css" suffix(, 0) if_empty(0)
};
static const unsigned char Web_styles_lineage_css[] = {
#embed "../../Web/styles/lineage.css" suffix(, 0) if_empty(0)
};
static const unsigned char Web_styles_markdown_css[] = {
#embed "../../Web/styles/markdown.css" suffix(, 0) if_empty(0)
};
static const unsigned char Web_styles_operations_css[] = {
#embed "../../Web/styles/operations.css" suffix(, 0) if_empty(0)
};
static const unsigned char Web_styles_shell_css[] = {
#embed "../../Web/styles/shell.css" suffix(, 0) if_empty(0)
};
static const unsigned char Web_styles_studio_css[] = {
#embed "../../Web/styles/studio.css" suffix(, 0) if_empty(0)
};
static const unsigned char Web_styles_tokens_css[] = {
#embed "../../Web/styles/tokens.css" suffix(, 0) if_empty(0)
};
static const unsigned char Web_vendor_codemirror_core_js[] = {
#embed "../../Web/vendor/codemirror-core.js" suffix(, 0) if_empty(0)
};
static const unsigned char Web_vendor_codemirror_parser_js[] = {
#embed "../../Web/vendor/codemirror-parser.js" suffix(, 0) if_empty(0)
};
static const unsigned char Web_vendor_codemirror_python_js[] = {
#embed "../../Web/vendor/codemirror-python.js" suffix(, 0) if_empty(0)
};
static const unsigned char Web_vendor_codemirror_sql_js[] = {
#embed "../../Web/vendor/codemirror-sql.js" suffix(, 0) if_empty(0)
};
static const unsigned char Web_vendor_codemirror_js[] = {
#embed "../../Web/vendor/codemirror.js" suffix(, 0) if_empty(0)
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

static const cassets_file files[] = {
  {"Migrations/postgres/0001-chats.sql", Migrations_postgres_0001_chats_sql, sizeof(Migrations_postgres_0001_chats_sql) - 1},
  {"Migrations/postgres/0002-runs.sql", Migrations_postgres_0002_runs_sql, sizeof(Migrations_postgres_0002_runs_sql) - 1},
  {"Migrations/postgres/0003-streams.sql", Migrations_postgres_0003_streams_sql, sizeof(Migrations_postgres_0003_streams_sql) - 1},
  {"Migrations/postgres/0004-records.sql", Migrations_postgres_0004_records_sql, sizeof(Migrations_postgres_0004_records_sql) - 1},
  {"Migrations/postgres/0005-pods.sql", Migrations_postgres_0005_pods_sql, sizeof(Migrations_postgres_0005_pods_sql) - 1},
  {"Migrations/postgres/0006-access.sql", Migrations_postgres_0006_access_sql, sizeof(Migrations_postgres_0006_access_sql) - 1},
  {"Migrations/postgres/0007-dead-letters.sql", Migrations_postgres_0007_dead_letters_sql, sizeof(Migrations_postgres_0007_dead_letters_sql) - 1},
  {"Migrations/postgres/0009-outbox.sql", Migrations_postgres_0009_outbox_sql, sizeof(Migrations_postgres_0009_outbox_sql) - 1},
  {"Migrations/postgres/0010-generations.sql", Migrations_postgres_0010_generations_sql, sizeof(Migrations_postgres_0010_generations_sql) - 1},
  {"Migrations/sqlite/0001-chats.sql", Migrations_sqlite_0001_chats_sql, sizeof(Migrations_sqlite_0001_chats_sql) - 1},
  {"Migrations/sqlite/0002-runs.sql", Migrations_sqlite_0002_runs_sql, sizeof(Migrations_sqlite_0002_runs_sql) - 1},
  {"Migrations/sqlite/0003-streams.sql", Migrations_sqlite_0003_streams_sql, sizeof(Migrations_sqlite_0003_streams_sql) - 1},
  {"Migrations/sqlite/0004-records.sql", Migrations_sqlite_0004_records_sql, sizeof(Migrations_sqlite_0004_records_sql) - 1},
  {"Migrations/sqlite/0005-pods.sql", Migrations_sqlite_0005_pods_sql, sizeof(Migrations_sqlite_0005_pods_sql) - 1},
  {"Migrations/sqlite/0006-access.sql", Migrations_sqlite_0006_access_sql, sizeof(Migrations_sqlite_0006_access_sql) - 1},
  {"Migrations/sqlite/0007-dead-letters.sql", Migrations_sqlite_0007_dead_letters_sql, sizeof(Migrations_sqlite_0007_dead_letters_sql) - 1},
  {"Migrations/sqlite/0009-outbox.sql", Migrations_sqlite_0009_outbox_sql, sizeof(Migrations_sqlite_0009_outbox_sql) - 1},
  {"Migrations/sqlite/0010-generations.sql", Migrations_sqlite_0010_generations_sql, sizeof(Migrations_sqlite_0010_generations_sql) - 1},
  {"Schemas/channels/answer.error.json", Schemas_channels_answer_error_json, sizeof(Schemas_channels_answer_error_json) - 1},
  {"Schemas/channels/answer.ok.json", Schemas_channels_answer_ok_json, sizeof(Schemas_channels_answer_ok_json) - 1},
  {"Schemas/channels/channel.agent_status.json", Schemas_channels_channel_agent_status_json, sizeof(Schemas_channels_channel_agent_status_json) - 1},
  {"Schemas/channels/channel.chat_message.json", Schemas_channels_channel_chat_message_json, sizeof(Schemas_channels_channel_chat_message_json) - 1},
  {"Schemas/channels/channel.graph_update.json", Schemas_channels_channel_graph_update_json, sizeof(Schemas_channels_channel_graph_update_json) - 1},
  {"Schemas/channels/channel.llm_stream.json", Schemas_channels_channel_llm_stream_json, sizeof(Schemas_channels_channel_llm_stream_json) - 1},
  {"Schemas/channels/channel.presence.json", Schemas_channels_channel_presence_json, sizeof(Schemas_channels_channel_presence_json) - 1},
  {"Schemas/channels/channel.task_update.json", Schemas_channels_channel_task_update_json, sizeof(Schemas_channels_channel_task_update_json) - 1},
  {"Schemas/channels/frame.auth.json", Schemas_channels_frame_auth_json, sizeof(Schemas_channels_frame_auth_json) - 1},
  {"Schemas/channels/frame.cancel.json", Schemas_channels_frame_cancel_json, sizeof(Schemas_channels_frame_cancel_json) - 1},
  {"Schemas/channels/frame.history.json", Schemas_channels_frame_history_json, sizeof(Schemas_channels_frame_history_json) - 1},
  {"Schemas/channels/frame.message.json", Schemas_channels_frame_message_json, sizeof(Schemas_channels_frame_message_json) - 1},
  {"Schemas/channels/frame.ping.json", Schemas_channels_frame_ping_json, sizeof(Schemas_channels_frame_ping_json) - 1},
  {"Schemas/channels/frame.presence.json", Schemas_channels_frame_presence_json, sizeof(Schemas_channels_frame_presence_json) - 1},
  {"Schemas/channels/frame.publish.json", Schemas_channels_frame_publish_json, sizeof(Schemas_channels_frame_publish_json) - 1},
  {"Schemas/channels/frame.subscribe.json", Schemas_channels_frame_subscribe_json, sizeof(Schemas_channels_frame_subscribe_json) - 1},
  {"Schemas/channels/frame.unsubscribe.json", Schemas_channels_frame_unsubscribe_json, sizeof(Schemas_channels_frame_unsubscribe_json) - 1},
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
  {"Schemas/mapping-headers.json", Schemas_mapping_headers_json, sizeof(Schemas_mapping_headers_json) - 1},
  {"Schemas/openapi.json", Schemas_openapi_json, sizeof(Schemas_openapi_json) - 1},
  {"Web/app/app-shell.js", Web_app_app_shell_js, sizeof(Web_app_app_shell_js) - 1},
  {"Web/app/artifacts/artifact-contents.js", Web_app_artifacts_artifact_contents_js, sizeof(Web_app_artifacts_artifact_contents_js) - 1},
  {"Web/app/artifacts/artifact-groups.js", Web_app_artifacts_artifact_groups_js, sizeof(Web_app_artifacts_artifact_groups_js) - 1},
  {"Web/app/artifacts/artifact-list.js", Web_app_artifacts_artifact_list_js, sizeof(Web_app_artifacts_artifact_list_js) - 1},
  {"Web/app/artifacts/artifact-names.js", Web_app_artifacts_artifact_names_js, sizeof(Web_app_artifacts_artifact_names_js) - 1},
  {"Web/app/artifacts/artifact-text.js", Web_app_artifacts_artifact_text_js, sizeof(Web_app_artifacts_artifact_text_js) - 1},
  {"Web/app/artifacts/artifact-versions.js", Web_app_artifacts_artifact_versions_js, sizeof(Web_app_artifacts_artifact_versions_js) - 1},
  {"Web/app/artifacts/artifact-view.js", Web_app_artifacts_artifact_view_js, sizeof(Web_app_artifacts_artifact_view_js) - 1},
  {"Web/app/artifacts/artifacts-panel.js", Web_app_artifacts_artifacts_panel_js, sizeof(Web_app_artifacts_artifacts_panel_js) - 1},
  {"Web/app/artifacts/attachment-preview.js", Web_app_artifacts_attachment_preview_js, sizeof(Web_app_artifacts_attachment_preview_js) - 1},
  {"Web/app/artifacts/attachment-view.js", Web_app_artifacts_attachment_view_js, sizeof(Web_app_artifacts_attachment_view_js) - 1},
  {"Web/app/artifacts/console-output.js", Web_app_artifacts_console_output_js, sizeof(Web_app_artifacts_console_output_js) - 1},
  {"Web/app/artifacts/focus-judge.js", Web_app_artifacts_focus_judge_js, sizeof(Web_app_artifacts_focus_judge_js) - 1},
  {"Web/app/artifacts/html-preview.js", Web_app_artifacts_html_preview_js, sizeof(Web_app_artifacts_html_preview_js) - 1},
  {"Web/app/artifacts/line-difference.js", Web_app_artifacts_line_difference_js, sizeof(Web_app_artifacts_line_difference_js) - 1},
  {"Web/app/artifacts/page-document.js", Web_app_artifacts_page_document_js, sizeof(Web_app_artifacts_page_document_js) - 1},
  {"Web/app/artifacts/panel-splitter.js", Web_app_artifacts_panel_splitter_js, sizeof(Web_app_artifacts_panel_splitter_js) - 1},
  {"Web/app/artifacts/source-lines.js", Web_app_artifacts_source_lines_js, sizeof(Web_app_artifacts_source_lines_js) - 1},
  {"Web/app/artifacts/terminal-text.js", Web_app_artifacts_terminal_text_js, sizeof(Web_app_artifacts_terminal_text_js) - 1},
  {"Web/app/artifacts/token-lines.js", Web_app_artifacts_token_lines_js, sizeof(Web_app_artifacts_token_lines_js) - 1},
  {"Web/app/artifacts/version-comparison.js", Web_app_artifacts_version_comparison_js, sizeof(Web_app_artifacts_version_comparison_js) - 1},
  {"Web/app/chat/assistant-message.js", Web_app_chat_assistant_message_js, sizeof(Web_app_chat_assistant_message_js) - 1},
  {"Web/app/chat/chat-artifacts.js", Web_app_chat_chat_artifacts_js, sizeof(Web_app_chat_chat_artifacts_js) - 1},
  {"Web/app/chat/chat-export.js", Web_app_chat_chat_export_js, sizeof(Web_app_chat_chat_export_js) - 1},
  {"Web/app/chat/chat-sidebar.js", Web_app_chat_chat_sidebar_js, sizeof(Web_app_chat_chat_sidebar_js) - 1},
  {"Web/app/chat/chat-view.js", Web_app_chat_chat_view_js, sizeof(Web_app_chat_chat_view_js) - 1},
  {"Web/app/chat/connection-indicator.js", Web_app_chat_connection_indicator_js, sizeof(Web_app_chat_connection_indicator_js) - 1},
  {"Web/app/chat/format.js", Web_app_chat_format_js, sizeof(Web_app_chat_format_js) - 1},
  {"Web/app/chat/markdown-text.js", Web_app_chat_markdown_text_js, sizeof(Web_app_chat_markdown_text_js) - 1},
  {"Web/app/chat/message-composer.js", Web_app_chat_message_composer_js, sizeof(Web_app_chat_message_composer_js) - 1},
  {"Web/app/chat/scroll-follower.js", Web_app_chat_scroll_follower_js, sizeof(Web_app_chat_scroll_follower_js) - 1},
  {"Web/app/chat/user-message.js", Web_app_chat_user_message_js, sizeof(Web_app_chat_user_message_js) - 1},
  {"Web/app/chat/version-switch.js", Web_app_chat_version_switch_js, sizeof(Web_app_chat_version_switch_js) - 1},
  {"Web/app/components/copy-button.js", Web_app_components_copy_button_js, sizeof(Web_app_components_copy_button_js) - 1},
  {"Web/app/components/empty-state.js", Web_app_components_empty_state_js, sizeof(Web_app_components_empty_state_js) - 1},
  {"Web/app/components/icon-button.js", Web_app_components_icon_button_js, sizeof(Web_app_components_icon_button_js) - 1},
  {"Web/app/components/icon.js", Web_app_components_icon_js, sizeof(Web_app_components_icon_js) - 1},
  {"Web/app/components/menu-button.js", Web_app_components_menu_button_js, sizeof(Web_app_components_menu_button_js) - 1},
  {"Web/app/components/modal-dialog.js", Web_app_components_modal_dialog_js, sizeof(Web_app_components_modal_dialog_js) - 1},
  {"Web/app/components/popup-menu.js", Web_app_components_popup_menu_js, sizeof(Web_app_components_popup_menu_js) - 1},
  {"Web/app/components/save-file.js", Web_app_components_save_file_js, sizeof(Web_app_components_save_file_js) - 1},
  {"Web/app/components/sign-in.js", Web_app_components_sign_in_js, sizeof(Web_app_components_sign_in_js) - 1},
  {"Web/app/components/toast.js", Web_app_components_toast_js, sizeof(Web_app_components_toast_js) - 1},
  {"Web/app/lineage/entity-detail.js", Web_app_lineage_entity_detail_js, sizeof(Web_app_lineage_entity_detail_js) - 1},
  {"Web/app/lineage/entity-facts.js", Web_app_lineage_entity_facts_js, sizeof(Web_app_lineage_entity_facts_js) - 1},
  {"Web/app/lineage/entity-tree-view.js", Web_app_lineage_entity_tree_view_js, sizeof(Web_app_lineage_entity_tree_view_js) - 1},
  {"Web/app/lineage/entity-tree.js", Web_app_lineage_entity_tree_js, sizeof(Web_app_lineage_entity_tree_js) - 1},
  {"Web/app/lineage/lineage-records.js", Web_app_lineage_lineage_records_js, sizeof(Web_app_lineage_lineage_records_js) - 1},
  {"Web/app/lineage/lineage-view.js", Web_app_lineage_lineage_view_js, sizeof(Web_app_lineage_lineage_view_js) - 1},
  {"Web/app/lineage/provider-calls.js", Web_app_lineage_provider_calls_js, sizeof(Web_app_lineage_provider_calls_js) - 1},
  {"Web/app/lineage/row-window.js", Web_app_lineage_row_window_js, sizeof(Web_app_lineage_row_window_js) - 1},
  {"Web/app/lineage/time-scale.js", Web_app_lineage_time_scale_js, sizeof(Web_app_lineage_time_scale_js) - 1},
  {"Web/app/lineage/time-text.js", Web_app_lineage_time_text_js, sizeof(Web_app_lineage_time_text_js) - 1},
  {"Web/app/lineage/timeline-layout.js", Web_app_lineage_timeline_layout_js, sizeof(Web_app_lineage_timeline_layout_js) - 1},
  {"Web/app/lineage/trace-export.js", Web_app_lineage_trace_export_js, sizeof(Web_app_lineage_trace_export_js) - 1},
  {"Web/app/lineage/trace-lanes.js", Web_app_lineage_trace_lanes_js, sizeof(Web_app_lineage_trace_lanes_js) - 1},
  {"Web/app/lineage/trace-reader.js", Web_app_lineage_trace_reader_js, sizeof(Web_app_lineage_trace_reader_js) - 1},
  {"Web/app/lineage/trace-records.js", Web_app_lineage_trace_records_js, sizeof(Web_app_lineage_trace_records_js) - 1},
  {"Web/app/lineage/trace-spans.js", Web_app_lineage_trace_spans_js, sizeof(Web_app_lineage_trace_spans_js) - 1},
  {"Web/app/lineage/trace-summary.js", Web_app_lineage_trace_summary_js, sizeof(Web_app_lineage_trace_summary_js) - 1},
  {"Web/app/lineage/trace-table.js", Web_app_lineage_trace_table_js, sizeof(Web_app_lineage_trace_table_js) - 1},
  {"Web/app/lineage/trace-timeline.js", Web_app_lineage_trace_timeline_js, sizeof(Web_app_lineage_trace_timeline_js) - 1},
  {"Web/app/lineage/tree-filter.js", Web_app_lineage_tree_filter_js, sizeof(Web_app_lineage_tree_filter_js) - 1},
  {"Web/app/main.js", Web_app_main_js, sizeof(Web_app_main_js) - 1},
  {"Web/app/markdown/allowed-markup.js", Web_app_markdown_allowed_markup_js, sizeof(Web_app_markdown_allowed_markup_js) - 1},
  {"Web/app/markdown/block-element.js", Web_app_markdown_block_element_js, sizeof(Web_app_markdown_block_element_js) - 1},
  {"Web/app/markdown/block-renderer.js", Web_app_markdown_block_renderer_js, sizeof(Web_app_markdown_block_renderer_js) - 1},
  {"Web/app/markdown/block-splitter.js", Web_app_markdown_block_splitter_js, sizeof(Web_app_markdown_block_splitter_js) - 1},
  {"Web/app/markdown/code-block.js", Web_app_markdown_code_block_js, sizeof(Web_app_markdown_code_block_js) - 1},
  {"Web/app/markdown/code-languages.js", Web_app_markdown_code_languages_js, sizeof(Web_app_markdown_code_languages_js) - 1},
  {"Web/app/markdown/code-tokens.js", Web_app_markdown_code_tokens_js, sizeof(Web_app_markdown_code_tokens_js) - 1},
  {"Web/app/markdown/document-planner.js", Web_app_markdown_document_planner_js, sizeof(Web_app_markdown_document_planner_js) - 1},
  {"Web/app/markdown/fence-counter.js", Web_app_markdown_fence_counter_js, sizeof(Web_app_markdown_fence_counter_js) - 1},
  {"Web/app/markdown/highlight-queue.js", Web_app_markdown_highlight_queue_js, sizeof(Web_app_markdown_highlight_queue_js) - 1},
  {"Web/app/markdown/highlight-worker.js", Web_app_markdown_highlight_worker_js, sizeof(Web_app_markdown_highlight_worker_js) - 1},
  {"Web/app/markdown/highlight.js", Web_app_markdown_highlight_js, sizeof(Web_app_markdown_highlight_js) - 1},
  {"Web/app/markdown/index.js", Web_app_markdown_index_js, sizeof(Web_app_markdown_index_js) - 1},
  {"Web/app/markdown/inline-completion.js", Web_app_markdown_inline_completion_js, sizeof(Web_app_markdown_inline_completion_js) - 1},
  {"Web/app/markdown/inner-fence.js", Web_app_markdown_inner_fence_js, sizeof(Web_app_markdown_inner_fence_js) - 1},
  {"Web/app/markdown/line-grammar.js", Web_app_markdown_line_grammar_js, sizeof(Web_app_markdown_line_grammar_js) - 1},
  {"Web/app/markdown/markdown-view.js", Web_app_markdown_markdown_view_js, sizeof(Web_app_markdown_markdown_view_js) - 1},
  {"Web/app/markdown/markup-renderer.js", Web_app_markdown_markup_renderer_js, sizeof(Web_app_markdown_markup_renderer_js) - 1},
  {"Web/app/markdown/math-spans.js", Web_app_markdown_math_spans_js, sizeof(Web_app_markdown_math_spans_js) - 1},
  {"Web/app/markdown/morph.js", Web_app_markdown_morph_js, sizeof(Web_app_markdown_morph_js) - 1},
  {"Web/app/markdown/plain-markup.js", Web_app_markdown_plain_markup_js, sizeof(Web_app_markdown_plain_markup_js) - 1},
  {"Web/app/markdown/sanitizer.js", Web_app_markdown_sanitizer_js, sizeof(Web_app_markdown_sanitizer_js) - 1},
  {"Web/app/markdown/tail-completion.js", Web_app_markdown_tail_completion_js, sizeof(Web_app_markdown_tail_completion_js) - 1},
  {"Web/app/markdown/tokenizer.js", Web_app_markdown_tokenizer_js, sizeof(Web_app_markdown_tokenizer_js) - 1},
  {"Web/app/operations/chart-catalogue.js", Web_app_operations_chart_catalogue_js, sizeof(Web_app_operations_chart_catalogue_js) - 1},
  {"Web/app/operations/chart-data.js", Web_app_operations_chart_data_js, sizeof(Web_app_operations_chart_data_js) - 1},
  {"Web/app/operations/chart-dialog.js", Web_app_operations_chart_dialog_js, sizeof(Web_app_operations_chart_dialog_js) - 1},
  {"Web/app/operations/chart-image.js", Web_app_operations_chart_image_js, sizeof(Web_app_operations_chart_image_js) - 1},
  {"Web/app/operations/chart-option.js", Web_app_operations_chart_option_js, sizeof(Web_app_operations_chart_option_js) - 1},
  {"Web/app/operations/chart-theme.js", Web_app_operations_chart_theme_js, sizeof(Web_app_operations_chart_theme_js) - 1},
  {"Web/app/operations/counter-tile.js", Web_app_operations_counter_tile_js, sizeof(Web_app_operations_counter_tile_js) - 1},
  {"Web/app/operations/counters.js", Web_app_operations_counters_js, sizeof(Web_app_operations_counters_js) - 1},
  {"Web/app/operations/metric-chart.js", Web_app_operations_metric_chart_js, sizeof(Web_app_operations_metric_chart_js) - 1},
  {"Web/app/operations/metric-feed.js", Web_app_operations_metric_feed_js, sizeof(Web_app_operations_metric_feed_js) - 1},
  {"Web/app/operations/model-spend-table.js", Web_app_operations_model_spend_table_js, sizeof(Web_app_operations_model_spend_table_js) - 1},
  {"Web/app/operations/model-spend.js", Web_app_operations_model_spend_js, sizeof(Web_app_operations_model_spend_js) - 1},
  {"Web/app/operations/operations-view.js", Web_app_operations_operations_view_js, sizeof(Web_app_operations_operations_view_js) - 1},
  {"Web/app/operations/process-facts.js", Web_app_operations_process_facts_js, sizeof(Web_app_operations_process_facts_js) - 1},
  {"Web/app/operations/process-strip.js", Web_app_operations_process_strip_js, sizeof(Web_app_operations_process_strip_js) - 1},
  {"Web/app/operations/range-picker.js", Web_app_operations_range_picker_js, sizeof(Web_app_operations_range_picker_js) - 1},
  {"Web/app/operations/series-window.js", Web_app_operations_series_window_js, sizeof(Web_app_operations_series_window_js) - 1},
  {"Web/app/operations/sparkline.js", Web_app_operations_sparkline_js, sizeof(Web_app_operations_sparkline_js) - 1},
  {"Web/app/operations/time-range.js", Web_app_operations_time_range_js, sizeof(Web_app_operations_time_range_js) - 1},
  {"Web/app/operations/units.js", Web_app_operations_units_js, sizeof(Web_app_operations_units_js) - 1},
  {"Web/app/router.js", Web_app_router_js, sizeof(Web_app_router_js) - 1},
  {"Web/app/shortcut-help.js", Web_app_shortcut_help_js, sizeof(Web_app_shortcut_help_js) - 1},
  {"Web/app/shortcuts.js", Web_app_shortcuts_js, sizeof(Web_app_shortcuts_js) - 1},
  {"Web/app/state/application.js", Web_app_state_application_js, sizeof(Web_app_state_application_js) - 1},
  {"Web/app/state/branches.js", Web_app_state_branches_js, sizeof(Web_app_state_branches_js) - 1},
  {"Web/app/state/chat-list.js", Web_app_state_chat_list_js, sizeof(Web_app_state_chat_list_js) - 1},
  {"Web/app/state/connection.js", Web_app_state_connection_js, sizeof(Web_app_state_connection_js) - 1},
  {"Web/app/state/conversation.js", Web_app_state_conversation_js, sizeof(Web_app_state_conversation_js) - 1},
  {"Web/app/state/credential.js", Web_app_state_credential_js, sizeof(Web_app_state_credential_js) - 1},
  {"Web/app/state/generation-session.js", Web_app_state_generation_session_js, sizeof(Web_app_state_generation_session_js) - 1},
  {"Web/app/state/live-answer.js", Web_app_state_live_answer_js, sizeof(Web_app_state_live_answer_js) - 1},
  {"Web/app/state/preferences.js", Web_app_state_preferences_js, sizeof(Web_app_state_preferences_js) - 1},
  {"Web/app/state/studio.js", Web_app_state_studio_js, sizeof(Web_app_state_studio_js) - 1},
  {"Web/app/state/turns.js", Web_app_state_turns_js, sizeof(Web_app_state_turns_js) - 1},
  {"Web/app/state/upload-progress.js", Web_app_state_upload_progress_js, sizeof(Web_app_state_upload_progress_js) - 1},
  {"Web/app/studio/cell-address.js", Web_app_studio_cell_address_js, sizeof(Web_app_studio_cell_address_js) - 1},
  {"Web/app/studio/code-block.js", Web_app_studio_code_block_js, sizeof(Web_app_studio_code_block_js) - 1},
  {"Web/app/studio/code-editor.js", Web_app_studio_code_editor_js, sizeof(Web_app_studio_code_editor_js) - 1},
  {"Web/app/studio/code-pane.js", Web_app_studio_code_pane_js, sizeof(Web_app_studio_code_pane_js) - 1},
  {"Web/app/studio/code-spans.js", Web_app_studio_code_spans_js, sizeof(Web_app_studio_code_spans_js) - 1},
  {"Web/app/studio/column-widths.js", Web_app_studio_column_widths_js, sizeof(Web_app_studio_column_widths_js) - 1},
  {"Web/app/studio/diagnostics-list.js", Web_app_studio_diagnostics_list_js, sizeof(Web_app_studio_diagnostics_list_js) - 1},
  {"Web/app/studio/generation-chat.js", Web_app_studio_generation_chat_js, sizeof(Web_app_studio_generation_chat_js) - 1},
  {"Web/app/studio/generation-form.js", Web_app_studio_generation_form_js, sizeof(Web_app_studio_generation_form_js) - 1},
  {"Web/app/studio/generation-room.js", Web_app_studio_generation_room_js, sizeof(Web_app_studio_generation_room_js) - 1},
  {"Web/app/studio/merged-cells.js", Web_app_studio_merged_cells_js, sizeof(Web_app_studio_merged_cells_js) - 1},
  {"Web/app/studio/progress-lines.js", Web_app_studio_progress_lines_js, sizeof(Web_app_studio_progress_lines_js) - 1},
  {"Web/app/studio/reference-input.js", Web_app_studio_reference_input_js, sizeof(Web_app_studio_reference_input_js) - 1},
  {"Web/app/studio/reference-text.js", Web_app_studio_reference_text_js, sizeof(Web_app_studio_reference_text_js) - 1},
  {"Web/app/studio/row-pages.js", Web_app_studio_row_pages_js, sizeof(Web_app_studio_row_pages_js) - 1},
  {"Web/app/studio/row-splitter.js", Web_app_studio_row_splitter_js, sizeof(Web_app_studio_row_splitter_js) - 1},
  {"Web/app/studio/sample-results.js", Web_app_studio_sample_results_js, sizeof(Web_app_studio_sample_results_js) - 1},
  {"Web/app/studio/sheet-grid.js", Web_app_studio_sheet_grid_js, sizeof(Web_app_studio_sheet_grid_js) - 1},
  {"Web/app/studio/sheet-roles.js", Web_app_studio_sheet_roles_js, sizeof(Web_app_studio_sheet_roles_js) - 1},
  {"Web/app/studio/side-by-side.js", Web_app_studio_side_by_side_js, sizeof(Web_app_studio_side_by_side_js) - 1},
  {"Web/app/studio/studio-home.js", Web_app_studio_studio_home_js, sizeof(Web_app_studio_studio_home_js) - 1},
  {"Web/app/studio/studio-view.js", Web_app_studio_studio_view_js, sizeof(Web_app_studio_studio_view_js) - 1},
  {"Web/app/studio/version-comparison.js", Web_app_studio_version_comparison_js, sizeof(Web_app_studio_version_comparison_js) - 1},
  {"Web/app/studio/workbook-pane.js", Web_app_studio_workbook_pane_js, sizeof(Web_app_studio_workbook_pane_js) - 1},
  {"Web/app/studio/workbook-room.js", Web_app_studio_workbook_room_js, sizeof(Web_app_studio_workbook_room_js) - 1},
  {"Web/app/studio/zip-archive.js", Web_app_studio_zip_archive_js, sizeof(Web_app_studio_zip_archive_js) - 1},
  {"Web/artifact-frame.html", Web_artifact_frame_html, sizeof(Web_artifact_frame_html) - 1},
  {"Web/client/backoff.js", Web_client_backoff_js, sizeof(Web_client_backoff_js) - 1},
  {"Web/client/channel-client.js", Web_client_channel_client_js, sizeof(Web_client_channel_client_js) - 1},
  {"Web/client/channel-cursor.js", Web_client_channel_cursor_js, sizeof(Web_client_channel_cursor_js) - 1},
  {"Web/client/chat-lineage.js", Web_client_chat_lineage_js, sizeof(Web_client_chat_lineage_js) - 1},
  {"Web/client/client-error.js", Web_client_client_error_js, sizeof(Web_client_client_error_js) - 1},
  {"Web/client/client.js", Web_client_client_js, sizeof(Web_client_client_js) - 1},
  {"Web/client/entity-id.js", Web_client_entity_id_js, sizeof(Web_client_entity_id_js) - 1},
  {"Web/client/event-stream-parser.js", Web_client_event_stream_parser_js, sizeof(Web_client_event_stream_parser_js) - 1},
  {"Web/client/frame-socket.js", Web_client_frame_socket_js, sizeof(Web_client_frame_socket_js) - 1},
  {"Web/client/generation-id.js", Web_client_generation_id_js, sizeof(Web_client_generation_id_js) - 1},
  {"Web/client/generation-reader.js", Web_client_generation_reader_js, sizeof(Web_client_generation_reader_js) - 1},
  {"Web/client/generation-state.js", Web_client_generation_state_js, sizeof(Web_client_generation_state_js) - 1},
  {"Web/client/generation-store.js", Web_client_generation_store_js, sizeof(Web_client_generation_store_js) - 1},
  {"Web/client/index.js", Web_client_index_js, sizeof(Web_client_index_js) - 1},
  {"Web/client/indexed-db-storage.js", Web_client_indexed_db_storage_js, sizeof(Web_client_indexed_db_storage_js) - 1},
  {"Web/client/local-locks.js", Web_client_local_locks_js, sizeof(Web_client_local_locks_js) - 1},
  {"Web/client/memory-storage.js", Web_client_memory_storage_js, sizeof(Web_client_memory_storage_js) - 1},
  {"Web/client/outbox-entry.js", Web_client_outbox_entry_js, sizeof(Web_client_outbox_entry_js) - 1},
  {"Web/client/outbox.js", Web_client_outbox_js, sizeof(Web_client_outbox_js) - 1},
  {"Web/client/random-id.js", Web_client_random_id_js, sizeof(Web_client_random_id_js) - 1},
  {"Web/client/response-error.js", Web_client_response_error_js, sizeof(Web_client_response_error_js) - 1},
  {"Web/client/schema-compiler.js", Web_client_schema_compiler_js, sizeof(Web_client_schema_compiler_js) - 1},
  {"Web/client/schema-validator.js", Web_client_schema_validator_js, sizeof(Web_client_schema_validator_js) - 1},
  {"Web/client/session-manager.js", Web_client_session_manager_js, sizeof(Web_client_session_manager_js) - 1},
  {"Web/client/stream-connection.js", Web_client_stream_connection_js, sizeof(Web_client_stream_connection_js) - 1},
  {"Web/client/stream-cursor.js", Web_client_stream_cursor_js, sizeof(Web_client_stream_cursor_js) - 1},
  {"Web/client/stream-reader.js", Web_client_stream_reader_js, sizeof(Web_client_stream_reader_js) - 1},
  {"Web/client/stream-state.js", Web_client_stream_state_js, sizeof(Web_client_stream_state_js) - 1},
  {"Web/client/studio-client.js", Web_client_studio_client_js, sizeof(Web_client_studio_client_js) - 1},
  {"Web/client/system-timer.js", Web_client_system_timer_js, sizeof(Web_client_system_timer_js) - 1},
  {"Web/client/take-back-log.js", Web_client_take_back_log_js, sizeof(Web_client_take_back_log_js) - 1},
  {"Web/client/visibility-gate.js", Web_client_visibility_gate_js, sizeof(Web_client_visibility_gate_js) - 1},
  {"Web/docs/curl-line.js", Web_docs_curl_line_js, sizeof(Web_docs_curl_line_js) - 1},
  {"Web/docs/docs.css", Web_docs_docs_css, sizeof(Web_docs_docs_css) - 1},
  {"Web/docs/docs.js", Web_docs_docs_js, sizeof(Web_docs_docs_js) - 1},
  {"Web/docs/index.html", Web_docs_index_html, sizeof(Web_docs_index_html) - 1},
  {"Web/docs/schema-text.js", Web_docs_schema_text_js, sizeof(Web_docs_schema_text_js) - 1},
  {"Web/favicon.svg", Web_favicon_svg, sizeof(Web_favicon_svg) - 1},
  {"Web/index.html", Web_index_html, sizeof(Web_index_html) - 1},
  {"Web/mapping-template.xlsx", Web_mapping_template_xlsx, sizeof(Web_mapping_template_xlsx) - 1},
  {"Web/styles/artifacts.css", Web_styles_artifacts_css, sizeof(Web_styles_artifacts_css) - 1},
  {"Web/styles/base.css", Web_styles_base_css, sizeof(Web_styles_base_css) - 1},
  {"Web/styles/chat.css", Web_styles_chat_css, sizeof(Web_styles_chat_css) - 1},
  {"Web/styles/lineage.css", Web_styles_lineage_css, sizeof(Web_styles_lineage_css) - 1},
  {"Web/styles/markdown.css", Web_styles_markdown_css, sizeof(Web_styles_markdown_css) - 1},
  {"Web/styles/operations.css", Web_styles_operations_css, sizeof(Web_styles_operations_css) - 1},
  {"Web/styles/shell.css", Web_styles_shell_css, sizeof(Web_styles_shell_css) - 1},
  {"Web/styles/studio.css", Web_styles_studio_css, sizeof(Web_styles_studio_css) - 1},
  {"Web/styles/tokens.css", Web_styles_tokens_css, sizeof(Web_styles_tokens_css) - 1},
  {"Web/vendor/codemirror-core.js", Web_vendor_codemirror_core_js, sizeof(Web_vendor_codemirror_core_js) - 1},
  {"Web/vendor/codemirror-parser.js", Web_vendor_codemirror_parser_js, sizeof(Web_vendor_codemirror_parser_js) - 1},
  {"Web/vendor/codemirror-python.js", Web_vendor_codemirror_python_js, sizeof(Web_vendor_codemirror_python_js) - 1},
  {"Web/vendor/codemirror-sql.js", Web_vendor_codemirror_sql_js, sizeof(Web_vendor_codemirror_sql_js) - 1},
  {"Web/vendor/codemirror.js", Web_vendor_codemirror_js, sizeof(Web_vendor_codemirror_js) - 1},
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
};

const cassets_file *cassets_all(size_t *count) {
  *count = sizeof(files) / sizeof(files[0]);
  return files;
}
