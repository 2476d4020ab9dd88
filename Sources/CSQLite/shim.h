#pragma once
#include <sqlite3.h>

/// `sqlite3_config` takes variable arguments, which Swift cannot call. For the whole process, before anything is opened: no statistics of
/// memory use (they cost a mutex at every allocation), and no mutexes around connections, since each of ours belongs to one thread.
static inline int csqlite_configure(void) {
  int code = sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
  return code == SQLITE_OK ? sqlite3_config(SQLITE_CONFIG_MULTITHREAD) : code;
}
