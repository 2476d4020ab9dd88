/// The steps of the registry that must be one.
enum RegistryScripts {
  private static let now = """
    local time = redis.call('TIME')
    local now = time[1] * 1000 + math.floor(time[2] / 1000)

    """

  /// `ARGV`: pod, topics.
  static let join = RedisScript(
    source: now + """
      local pod = ARGV[1]
      for i = 2, #ARGV do
        redis.call('SADD', 'tl:topic:' .. ARGV[i], pod)
        redis.call('SADD', 'tl:pod:' .. pod, ARGV[i])
      end
      redis.call('ZADD', 'tl:pods', now, pod)
      redis.call('SET', 'tl:begun', now, 'NX')
      return 1
      """)

  /// `ARGV`: pod, topics.
  static let leave = RedisScript(
    source: """
      local pod = ARGV[1]
      for i = 2, #ARGV do
        redis.call('SREM', 'tl:topic:' .. ARGV[i], pod)
        redis.call('SREM', 'tl:pod:' .. pod, ARGV[i])
      end
      return 1
      """)

  /// `ARGV`: topic, patience, time that pods have to fill an empty registry. Gives 1 when all must have done so, else 0, and then the pods.
  static let podsAt = RedisScript(
    source: now + """
      local begun = redis.call('GET', 'tl:begun')
      local live = {(begun and now - begun >= tonumber(ARGV[3]) or ARGV[3] == '0') and '1' or '0'}
      for _, pod in ipairs(redis.call('SMEMBERS', 'tl:topic:' .. ARGV[1])) do
        local heard = redis.call('ZSCORE', 'tl:pods', pod)
        if heard and now - heard <= tonumber(ARGV[2]) then live[#live + 1] = pod end
      end
      return live
      """)

  /// `ARGV`: pod.
  static let heartbeat = RedisScript(
    source: now + """
      redis.call('ZADD', 'tl:pods', now, ARGV[1])
      redis.call('SET', 'tl:begun', now, 'NX')
      return redis.call('SCARD', 'tl:pod:' .. ARGV[1])
      """)

  /// `ARGV`: patience.
  static let livePods = RedisScript(source: now + "return redis.call('ZRANGEBYSCORE', 'tl:pods', now - ARGV[1], '+inf')")

  /// `ARGV`: patience.
  static let silentPods = RedisScript(
    source: now + "return redis.call('ZRANGEBYSCORE', 'tl:pods', '-inf', '(' .. (now - ARGV[1]))")

  /// Takes out a part of what a pod has noted. `ARGV`: pod, patience or -1 for "in any case", topics at most. Gives 1 while there is more, 0 at the end,
  /// -1 when the pod is not silent. From the first step on no answer names the pod, and whoever sweeps later completes what was begun.
  static let removeSome = RedisScript(
    source: now + """
      local pod, patience = ARGV[1], tonumber(ARGV[2])
      local heard = redis.call('ZSCORE', 'tl:pods', pod)
      if patience >= 0 and heard and now - heard <= patience then return -1 end
      redis.call('ZADD', 'tl:pods', 0, pod)
      local topics = redis.call('SPOP', 'tl:pod:' .. pod, ARGV[3])
      for _, topic in ipairs(topics) do redis.call('SREM', 'tl:topic:' .. topic, pod) end
      if #topics == tonumber(ARGV[3]) then return 1 end
      redis.call('ZREM', 'tl:pods', pod)
      return 0
      """)
}
