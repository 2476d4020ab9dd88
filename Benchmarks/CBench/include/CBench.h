#pragma once
#include <stdbool.h>
#include <stdint.h>

/// Allocations of the whole process since its start: malloc, calloc, realloc and their aligned kin. What is freed is not subtracted.
uint64_t cbench_allocations(void);

/// Whether allocations are counted: not in a build with a sanitizer, which has an allocator of its own.
bool cbench_counts(void);
