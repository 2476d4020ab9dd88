import Store

/// All that a server keeps.
typealias ServerStore = Store & AccessStore & PodStore
