#pragma once
#include <stddef.h>
#include <stdint.h>

/// Resident memory of this process in bytes, from /proc/self/statm; 0 where that cannot be read.
uint64_t cplatform_resident_bytes(void);

/// CPU time used by this process (user and system) in nanoseconds.
uint64_t cplatform_cpu_nanoseconds(void);

/// Names the calling thread for debuggers and `top`; only the first 15 bytes count.
void cplatform_name_this_thread(const char *name);

/// Gives memory that was freed back to the system, as far as the allocator can. Stops other threads' allocations meanwhile.
void cplatform_return_free_memory(void);
