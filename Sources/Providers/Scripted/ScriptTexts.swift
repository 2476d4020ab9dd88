import Domain

/// The demonstration's words.
enum ScriptTexts {
  static let help = """
    It streams like any provider does, so everything else that you see is real: the stream can be resumed, cancelled, watched by several \
    readers, traced and counted. Configure a provider (`OPENAI_API_KEY`, `OPENAI_BASE_URL` or `ANTHROPIC_API_KEY`) to talk to a model.

    Meanwhile, write one of these words:

    - **code** for a block of Python, **code run** for a tool that runs it
    - **html** for a page, **table** for a table, **nested** for a fence in a fence
    - **long** or **long 10000** for many words
    - **reason** for thoughts before the answer
    - **fail** for an answer that breaks off
    - **echo** followed by anything to get it back

    The models `scripted-fast`, `scripted-slow` and `scripted-100` (milliseconds a word) set the pace.
    """

  static let program = """
    def squares(count):
        return [n * n for n in range(count)]


    for square in squares(5):
        print(square)

    """

  static let code = "Here is a short program:\n\n```python\n\(program)```\n\nIt prints the first five square numbers, one on each line.\n"

  static let run: [ScriptStep] = [
    .toolCall(ToolCall(call: "call_demonstration_1", name: "run_code", arguments: arguments)),
    .toolReturn(
      ToolReturn(call: "call_demonstration_1", name: "run_code", succeeded: true, result: "0\n1\n4\n9\n16\n", milliseconds: 3)),
    .text("\nThe tool `run_code` says that it ran: the last number is **16**. (Nothing was run; the output is part of the script.)\n"),
  ]

  /// `program` as the argument of a tool, in JSON.
  private static let arguments =
    #"{"language":"python","code":"def squares(count):\n    return [n * n for n in range(count)]\n\n\nfor square in squares(5):\n    print(square)\n"}"#

  static let html = """
    Here is a small page:

    ```html
    <!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8">
        <title>A demonstration</title>
        <style>
          body { font-family: sans-serif; margin: 2rem; }
          strong { color: #0a6e5a; }
        </style>
      </head>
      <body>
        <h1>Hello</h1>
        <p>This page came as part of an answer, <strong>while it was streaming</strong>.</p>
      </body>
    </html>
    ```

    It stands on its own and loads nothing.

    """

  static let table = """
    The inner planets, by distance:

    | planet | distance from the sun | day | moons |
    | --- | ---: | ---: | ---: |
    | Mercury | 58 million km | 4223 h | 0 |
    | Venus | 108 million km | 2802 h | 0 |
    | Earth | 150 million km | 24 h | 1 |
    | Mars | 228 million km | 24.7 h | 2 |

    """

  static let nested = """
    A document that shows a fence inside a fence:

    ````markdown
    # How to greet

    Run this:

    ```python
    print("hello")
    ```

    and then this:

    ```sh
    echo "hello again"
    ```
    ````

    The outer fence has four marks, so those with three do not end it.

    ~~~text
    A fence of tildes: ``` means nothing here.
    ~~~

    """

  static let reasoning =
    "The question asks for reasoning. There is none behind a script, so these thoughts are written beforehand: "
    + "first the notice, then the answer, and the two must not be mixed."

  static let failing = "It was asked to fail, so after this sentence the answer breaks off:"

  /// Numbered sentences in paragraphs under headings.
  static func long(words: Int) -> String {
    let vocabulary = [
      "a", "stream", "keeps", "every", "event", "in", "its", "order", "so", "that", "a", "reader", "who", "comes", "back", "finds", "the", "next",
      "one", "where", "the", "last", "was", "left", "and", "nothing", "is", "missing", "or", "said", "twice",
    ]
    var text = ""
    text.reserveCapacity(words * 7)
    for index in 0..<words {
      if index % 240 == 0 { text += "\(index > 0 ? "\n\n" : "")## Part \(index / 240 + 1)\n\n" } else if index % 80 == 0 { text += "\n\n" }
      if index % 16 == 0 { text += "(\(index / 16 + 1)) " }
      text += vocabulary[index % vocabulary.count]
      text += index % 16 == 15 ? ". " : " "
    }
    return text + "\n"
  }
}
