#pragma once
#include <stdint.h>

/// Allocations of the whole process since its start: malloc, calloc, realloc and their aligned kin. What is freed is not subtracted.
uint64_t cbench_allocations(void);
