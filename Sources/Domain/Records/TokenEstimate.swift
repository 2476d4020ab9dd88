/// Counting tokens when a provider does not: four bytes of UTF-8 to a token, the rule of thumb that the vendors give for English text.
/// Whatever is counted so is marked as estimated.
package enum TokenEstimate {
  package static func tokens(bytes: Int) -> Int64 { Int64((bytes + 3) / 4) }
}
