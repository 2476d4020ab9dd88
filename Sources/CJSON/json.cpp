#include "CJSON.h"

#include <simdjson.h>

#include <cstring>
#include <new>
#include <vector>

using namespace simdjson;

struct cjson_parser {
  dom::parser parser;
  std::vector<uint8_t> padded;
  std::vector<cjson_node> nodes;
  size_t max_depth;
};

// False when `element` nests deeper than `depth` levels: the parser's own limit lets an empty array or object pass one level too deep.
static bool append(std::vector<cjson_node> &nodes, dom::element element, size_t depth) {
  size_t at = nodes.size();
  nodes.emplace_back();
  cjson_node node{};
  switch (element.type()) {
    case dom::element_type::NULL_VALUE: node.kind = CJSON_NULL; break;
    case dom::element_type::BOOL: node.kind = bool(element) ? CJSON_TRUE : CJSON_FALSE; break;
    case dom::element_type::INT64:
      node.kind = CJSON_INT;
      node.value.integer = int64_t(element);
      break;
    case dom::element_type::UINT64:
      node.kind = CJSON_UINT;
      node.value.unsigned_integer = uint64_t(element);
      break;
    case dom::element_type::DOUBLE:
      node.kind = CJSON_DOUBLE;
      node.value.number = double(element);
      break;
    case dom::element_type::STRING: {
      std::string_view text = element.get_string().value_unsafe();
      node.kind = CJSON_STRING;
      node.value.text = text.data();
      node.count = text.size();
      break;
    }
    case dom::element_type::ARRAY: {
      if (depth == 0) return false;
      node.kind = CJSON_ARRAY;
      for (dom::element child : dom::array(element)) {
        if (!append(nodes, child, depth - 1)) return false;
        node.count += 1;
      }
      break;
    }
    case dom::element_type::OBJECT: {
      if (depth == 0) return false;
      node.kind = CJSON_OBJECT;
      for (dom::key_value_pair field : dom::object(element)) {
        cjson_node key{};
        key.kind = CJSON_STRING;
        key.value.text = field.key.data();
        key.count = field.key.size();
        key.span = 1;
        nodes.push_back(key);
        if (!append(nodes, field.value, depth - 1)) return false;
        node.count += 1;
      }
      break;
    }
  }
  node.span = uint32_t(nodes.size() - at);
  nodes[at] = node;
  return true;
}

cjson_parser *cjson_parser_create(size_t max_depth) {
  cjson_parser *parser = new (std::nothrow) cjson_parser;
  if (parser == nullptr) return nullptr;
  parser->max_depth = max_depth;
  return parser;
}

void cjson_parser_destroy(cjson_parser *parser) { delete parser; }

int cjson_parse(cjson_parser *self, const uint8_t *bytes, size_t count, const cjson_node **nodes, size_t *node_count, const char **message) try {
  self->nodes.clear();
  *nodes = nullptr;
  *node_count = 0;
  *message = "";
  if (self->padded.size() < count + SIMDJSON_PADDING) self->padded.resize(count + count / 2 + SIMDJSON_PADDING);
  if (count > 0) std::memcpy(self->padded.data(), bytes, count);
  std::memset(self->padded.data() + count, 0, SIMDJSON_PADDING);
  if (self->parser.capacity() < count || self->parser.max_depth() != self->max_depth + 1) {
    size_t capacity = count < 4096 ? 4096 : count + count / 2;
    if (self->parser.allocate(capacity, self->max_depth + 1) != SUCCESS) return CJSON_NO_MEMORY;
  }
  dom::element root;
  error_code error = self->parser.parse(self->padded.data(), count, false).get(root);
  if (error != SUCCESS) {
    *message = error_message(error);
    switch (error) {
      case DEPTH_ERROR: return CJSON_TOO_DEEP;
      case UTF8_ERROR: return CJSON_BAD_UTF8;
      case STRING_ERROR: return CJSON_BAD_STRING;
      case MEMALLOC: return CJSON_NO_MEMORY;
      default: return CJSON_MALFORMED;
    }
  }
  if (!append(self->nodes, root, self->max_depth)) return CJSON_TOO_DEEP;
  *nodes = self->nodes.data();
  *node_count = self->nodes.size();
  return CJSON_OK;
} catch (const std::bad_alloc &) {
  return CJSON_NO_MEMORY;
}
