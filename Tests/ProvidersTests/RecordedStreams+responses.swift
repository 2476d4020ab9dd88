import Domain

extension RecordedStreams {
  static let responses: [RecordedStream] = [
    RecordedStream(
      server: "OpenAI, in background mode",
      stream: named(
        #"{"type":"response.created","sequence_number":0,"response":{"id":"resp_1","object":"response","created_at":1700000000,"status":"queued","background":true,"error":null,"incomplete_details":null,"model":"gpt-5","output":[],"store":true,"usage":null}}"#,
        #"{"type":"response.queued","sequence_number":1,"response":{"id":"resp_1","object":"response","status":"queued","background":true,"output":[],"usage":null}}"#,
        #"{"type":"response.in_progress","sequence_number":2,"response":{"id":"resp_1","object":"response","status":"in_progress","background":true,"output":[],"usage":null}}"#,
        #"{"type":"response.output_item.added","sequence_number":3,"output_index":0,"item":{"id":"rs_1","type":"reasoning","summary":[]}}"#,
        #"{"type":"response.reasoning_summary_part.added","sequence_number":4,"item_id":"rs_1","output_index":0,"summary_index":0,"part":{"type":"summary_text","text":""}}"#,
        #"{"type":"response.reasoning_summary_text.delta","sequence_number":5,"item_id":"rs_1","output_index":0,"summary_index":0,"delta":"Hmm","obfuscation":"x"}"#,
        #"{"type":"response.reasoning_summary_text.done","sequence_number":6,"item_id":"rs_1","output_index":0,"summary_index":0,"text":"Hmm"}"#,
        #"{"type":"response.reasoning_summary_part.added","sequence_number":7,"item_id":"rs_1","output_index":0,"summary_index":1,"part":{"type":"summary_text","text":""}}"#,
        #"{"type":"response.reasoning_summary_text.delta","sequence_number":8,"item_id":"rs_1","output_index":0,"summary_index":1,"delta":"Well."}"#,
        #"{"type":"response.output_item.done","sequence_number":9,"output_index":0,"item":{"id":"rs_1","type":"reasoning","summary":[{"type":"summary_text","text":"Hmm"},{"type":"summary_text","text":"Well."}]}}"#,
        #"{"type":"response.output_item.added","sequence_number":10,"output_index":1,"item":{"id":"msg_1","type":"message","status":"in_progress","role":"assistant","content":[]}}"#,
        #"{"type":"response.content_part.added","sequence_number":11,"item_id":"msg_1","output_index":1,"content_index":0,"part":{"type":"output_text","annotations":[],"logprobs":[],"text":""}}"#,
        #"{"type":"response.output_text.delta","sequence_number":12,"item_id":"msg_1","output_index":1,"content_index":0,"delta":"Grüß","logprobs":[],"obfuscation":"Ks"}"#,
        #"{"type":"response.output_text.delta","sequence_number":13,"item_id":"msg_1","output_index":1,"content_index":0,"delta":"e \"you\" 你好 🙂\n","logprobs":[]}"#,
        #"{"type":"response.output_text.done","sequence_number":14,"item_id":"msg_1","output_index":1,"content_index":0,"text":"Grüße \"you\" 你好 🙂\n","logprobs":[]}"#,
        #"{"type":"response.content_part.done","sequence_number":15,"item_id":"msg_1","output_index":1,"content_index":0,"part":{"type":"output_text","annotations":[],"logprobs":[],"text":"Grüße \"you\" 你好 🙂\n"}}"#,
        #"{"type":"response.output_item.done","sequence_number":16,"output_index":1,"item":{"id":"msg_1","type":"message","status":"completed","role":"assistant","content":[{"type":"output_text","annotations":[],"logprobs":[],"text":"Grüße \"you\" 你好 🙂\n"}]}}"#,
        #"{"type":"response.completed","sequence_number":17,"response":{"id":"resp_1","object":"response","status":"completed","background":true,"error":null,"incomplete_details":null,"model":"gpt-5","output":[{"id":"rs_1","type":"reasoning","summary":[{"type":"summary_text","text":"Hmm"},{"type":"summary_text","text":"Well."}]},{"id":"msg_1","type":"message","status":"completed","role":"assistant","content":[{"type":"output_text","annotations":[],"logprobs":[],"text":"Grüße \"you\" 你好 🙂\n"}]}],"usage":{"input_tokens":19,"input_tokens_details":{"cached_tokens":8},"output_tokens":70,"output_tokens_details":{"reasoning_tokens":64},"total_tokens":89}}}"#
      ),
      text: "Grüße \"you\" 你好 🙂\n", reasoning: "Hmm\n\nWell.", usage: TokenUsage(input: 11, cacheRead: 8, output: 70, reasoning: 64)),
    RecordedStream(
      server: "OpenAI, two tools, one of them custom",
      stream: named(
        #"{"type":"response.created","sequence_number":0,"response":{"id":"resp_2","object":"response","status":"in_progress","background":false,"output":[]}}"#,
        #"{"type":"response.output_item.added","sequence_number":1,"output_index":0,"item":{"id":"fc_1","type":"function_call","status":"in_progress","arguments":"","call_id":"call_1","name":"look"}}"#,
        #"{"type":"response.function_call_arguments.delta","sequence_number":2,"item_id":"fc_1","output_index":0,"delta":"{\"where\":"}"#,
        #"{"type":"response.function_call_arguments.delta","sequence_number":3,"item_id":"fc_1","output_index":0,"delta":"\"é\"}"}"#,
        #"{"type":"response.function_call_arguments.done","sequence_number":4,"item_id":"fc_1","output_index":0,"name":"look","arguments":"{\"where\":\"é\"}"}"#,
        #"{"type":"response.output_item.done","sequence_number":5,"output_index":0,"item":{"id":"fc_1","type":"function_call","status":"completed","arguments":"{\"where\":\"é\"}","call_id":"call_1","name":"look"}}"#,
        #"{"type":"response.output_item.added","sequence_number":6,"output_index":1,"item":{"id":"ctc_1","type":"custom_tool_call","status":"in_progress","input":"","call_id":"call_2","name":"shell"}}"#,
        #"{"type":"response.custom_tool_call_input.delta","sequence_number":7,"item_id":"ctc_1","output_index":1,"delta":"ls"}"#,
        #"{"type":"response.output_item.done","sequence_number":8,"output_index":1,"item":{"id":"ctc_1","type":"custom_tool_call","status":"completed","input":"ls","call_id":"call_2","name":"shell"}}"#,
        #"{"type":"response.completed","sequence_number":9,"response":{"id":"resp_2","object":"response","status":"completed","background":false,"output":[{"id":"fc_1","type":"function_call","status":"completed","arguments":"{\"where\":\"é\"}","call_id":"call_1","name":"look"},{"id":"ctc_1","type":"custom_tool_call","status":"completed","input":"ls","call_id":"call_2","name":"shell"}],"usage":{"input_tokens":9,"output_tokens":21,"total_tokens":30}}}"#
      ),
      toolCalls: [ToolCall(call: "call_1", name: "look", arguments: #"{"where":"é"}"#), ToolCall(call: "call_2", name: "shell", arguments: "ls")],
      usage: TokenUsage(input: 9, output: 21), finish: "tool_calls"),
    RecordedStream(
      server: "cut by its limit, a refusal, comments and the other protocol's end mark",
      stream: ": ping\r\n\r\n"
        + named(
          #"{"type":"response.created","sequence_number":0,"response":{"id":"resp_3","object":"response","status":"in_progress","output":[]}}"#,
          #"{"type":"response.refusal.delta","sequence_number":1,"item_id":"msg_1","output_index":0,"content_index":0,"delta":"I will"}"#,
          #"{"type":"response.refusal.delta","sequence_number":2,"item_id":"msg_1","output_index":0,"content_index":0,"delta":" not."}"#,
          #"{"type":"response.incomplete","sequence_number":3,"response":{"id":"resp_3","object":"response","status":"incomplete","incomplete_details":{"reason":"max_output_tokens"},"output":[{"id":"msg_1","type":"message","role":"assistant","content":[{"type":"refusal","refusal":"I will not."}]}],"usage":{"input_tokens":4,"output_tokens":4,"total_tokens":8}}}"#
        ) + "data: [DONE]\n\n",
      text: "I will not.", usage: TokenUsage(input: 4, output: 4), finish: "length"),
    RecordedStream(
      server: "a server without numbers, whose answer stands in its last event alone",
      stream: named(
        #"{"type":"response.created","response":{"id":"resp_4","object":"response","status":"in_progress"}}"#,
        #"{"type":"response.completed","response":{"id":"resp_4","object":"response","status":"completed","output":[{"type":"message","role":"assistant","content":[{"type":"output_text","text":"all at once"}]},{"type":"function_call","call_id":"c","name":"f","arguments":""}]}}"#
      ),
      text: "all at once", toolCalls: [ToolCall(call: "c", name: "f", arguments: "{}")], finish: "tool_calls"),
  ]

  /// Events under the names that their data have.
  private static func named(_ data: String...) -> String {
    data.map { "event: \($0.split(separator: "\"")[3])\ndata: \($0)\n\n" }.joined()
  }
}
