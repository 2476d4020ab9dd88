/** As much of IndexedDB as a test of `IndexedDBStorage` needs: one store, requests that succeed or fail later, transactions that commit. */
export function scriptedIndexedDB() {
  const records = new Map();
  const script = { fault: null, openFault: null, opened: 0, databases: [], modes: [] };
  const later = (action) => queueMicrotask(action);

  function transaction(database, mode, options) {
    if (database.isClosed) throw Object.assign(new Error("the connection is closed"), { name: "InvalidStateError" });
    script.modes.push([mode, options.durability]);
    const fault = script.fault;
    const self = { error: fault, oncomplete: null, onabort: null };
    const request = (action) => {
      const made = { result: undefined };
      later(() => {
        if (!fault) made.result = action();
        later(() => (fault ? self.onabort() : self.oncomplete()));
      });
      return made;
    };
    self.objectStore = () => ({
      getAll: () => request(() => [...records.values()]),
      put: (record) => request(() => void records.set(record.key, { ...record })),
      delete: (key) => request(() => void records.delete(key)),
    });
    return self;
  }

  const factory = {
    open() {
      script.opened += 1;
      const request = { result: null };
      later(() => {
        if (script.openFault) {
          request.error = script.openFault;
          return request.onerror();
        }
        const database = { isClosed: false, close: () => (database.isClosed = true) };
        database.transaction = (_, mode, options) => transaction(database, mode, options);
        database.createObjectStore = (name, options) => (script.created = [name, options]);
        script.databases.push(database);
        request.result = database;
        if (!script.created) request.onupgradeneeded();
        request.onsuccess();
      });
      return request;
    },
  };
  return { factory, script };
}
