"""A whole cluster on this machine's loopback: engines, pods, workers and the front. `./cluster` starts it, `./chaos --cluster` breaks it."""
