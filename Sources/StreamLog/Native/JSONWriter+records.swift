import Domain
import Primitives
import Wire

/// How the records inside events are written; shared by events and by the state of a `stream.sync`.
extension JSONWriter {
  mutating func writeMembers(of usage: UsageReport) {
    field("prompt_tokens", usage.tokens.promptTokens)
    field("completion_tokens", usage.tokens.output)
    field("total_tokens", usage.tokens.totalTokens)
    if usage.tokens.cacheRead > 0 { field("cached_tokens", usage.tokens.cacheRead) }
    if usage.tokens.cacheWrite > 0 { field("cache_write_tokens", usage.tokens.cacheWrite) }
    if usage.tokens.reasoning > 0 { field("reasoning_tokens", usage.tokens.reasoning) }
    field("cost", usage.cost?.description)
    if usage.tokens.isEstimated {
      key("estimated")
      bool(true)
    }
    field("provider", usage.provider)
    field("model", usage.model)
  }

  mutating func write(_ usage: UsageReport?) {
    guard let usage else { return null() }
    beginObject()
    writeMembers(of: usage)
    endObject()
  }

  mutating func writeMembers(of call: ToolCall) {
    field("call", call.call)
    field("name", call.name)
    field("arguments", call.arguments)
  }

  mutating func writeMembers(of returned: ToolReturn) {
    field("call", returned.call)
    field("name", returned.name)
    key("ok")
    bool(returned.succeeded)
    field("result", returned.result)
    field("ms", returned.milliseconds)
  }

  mutating func writeMembers(of step: StepCompleted) {
    field("step", step.step)
    field("node", step.node)
    field("kind", step.kind)
    field("ms", step.milliseconds)
    if let usage = step.usage {
      key("usage")
      write(usage)
    }
    if let result = step.result {
      key("result")
      value(result)
    }
  }

  /// A block as an object with its name; what is left out is as usual.
  package mutating func write(_ block: GeneratedBlock) {
    beginObject()
    field("name", block.name)
    writeMembers(of: block)
    endObject()
  }

  /// A block's members without its name.
  package mutating func writeMembers(of block: GeneratedBlock) {
    field("status", block.status)
    field("sql", block.sql)
    field("order", Int64(block.order))
    field("timestamp", block.timestamp?.rfc3339)
    if block.isEdited { field("edited", true) }
    if let problem = block.problem {
      key("problem")
      beginObject()
      field("code", problem.code)
      field("message", problem.message)
      field("suggestion", problem.suggestion)
      endObject()
    }
  }
}
