#pragma once
// The small C face of simdjson: text in, a flat array of nodes out. One parser belongs to one thread at a time.
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

enum cjson_kind {
  CJSON_NULL = 0,
  CJSON_FALSE = 1,
  CJSON_TRUE = 2,
  CJSON_INT = 3,     // value.integer
  CJSON_UINT = 4,    // value.unsigned_integer: above INT64_MAX
  CJSON_DOUBLE = 5,  // value.number
  CJSON_STRING = 6,  // text, count: unescaped UTF-8
  CJSON_ARRAY = 7,   // children follow
  CJSON_OBJECT = 8,  // children follow as key (CJSON_STRING), value, key, value …
};

enum cjson_status {
  CJSON_OK = 0,
  CJSON_MALFORMED = 1,
  CJSON_TOO_DEEP = 2,
  CJSON_BAD_UTF8 = 3,
  CJSON_BAD_STRING = 4,  // a string with an escape that is no character: a lone surrogate, or malformed
  CJSON_NO_MEMORY = 5,
};

typedef struct {
  uint32_t kind;
  uint32_t span;  // nodes of this value, itself included: the next sibling stands that much further
  union {
    int64_t integer;
    uint64_t unsigned_integer;
    double number;
    const char *text;
  } value;
  size_t count;
} cjson_node;

typedef struct cjson_parser cjson_parser;

/// A parser that refuses documents nested deeper than `max_depth`.
cjson_parser *cjson_parser_create(size_t max_depth);
void cjson_parser_destroy(cjson_parser *parser);

/// Parses one document (copying the input to padded memory of its own). On CJSON_OK `*nodes` and `*node_count`
/// describe it; they stay valid until the next call with this parser. `*message` names the fault otherwise.
int cjson_parse(cjson_parser *parser, const uint8_t *bytes, size_t count, const cjson_node **nodes, size_t *node_count, const char **message);

#ifdef __cplusplus
}
#endif
