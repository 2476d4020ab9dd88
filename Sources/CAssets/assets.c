// Written by scripts/assets; not edited by hand.
#include "CAssets.h"

// Each file is followed by a NUL that its count leaves out, so that text can be handed to C as it is.
static const unsigned char Web_client_chat_lineage_js[] = {
#embed "../../Web/client/chat-lineage.js" suffix(, 0) if_empty(0)
};
static const unsigned char Web_client_client_error_js[] = {
#embed "../../Web/client/client-error.js" suffix(, 0) if_empty(0)
};
static const unsigned char Web_client_entity_id_js[] = {
#embed "../../Web/client/entity-id.js" suffix(, 0) if_empty(0)
};
static const unsigned char Web_client_event_stream_parser_js[] = {
#embed "../../Web/client/event-stream-parser.js" suffix(, 0) if_empty(0)
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

static const cassets_file files[] = {
  {"Web/client/chat-lineage.js", Web_client_chat_lineage_js, sizeof(Web_client_chat_lineage_js) - 1},
  {"Web/client/client-error.js", Web_client_client_error_js, sizeof(Web_client_client_error_js) - 1},
  {"Web/client/entity-id.js", Web_client_entity_id_js, sizeof(Web_client_entity_id_js) - 1},
  {"Web/client/event-stream-parser.js", Web_client_event_stream_parser_js, sizeof(Web_client_event_stream_parser_js) - 1},
  {"Web/client/session-manager.js", Web_client_session_manager_js, sizeof(Web_client_session_manager_js) - 1},
  {"Web/client/stream-cursor.js", Web_client_stream_cursor_js, sizeof(Web_client_stream_cursor_js) - 1},
  {"Web/client/stream-reader.js", Web_client_stream_reader_js, sizeof(Web_client_stream_reader_js) - 1},
  {"Web/client/stream-state.js", Web_client_stream_state_js, sizeof(Web_client_stream_state_js) - 1},
};

const cassets_file *cassets_all(size_t *count) {
  *count = sizeof(files) / sizeof(files[0]);
  return files;
}
