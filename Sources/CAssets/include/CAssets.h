#pragma once
#include <stddef.h>

/// A file embedded in the binary.
typedef struct {
  const char *name;
  const unsigned char *bytes;
  size_t count;
} cassets_file;

/// Every embedded file; `*count` receives how many. Ordered by name.
const cassets_file *cassets_all(size_t *count);
