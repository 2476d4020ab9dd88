/// What all sheets of a workbook share.
struct SheetContext {
  let strings: SharedStrings
  let formats: ContiguousArray<NumberFormat>
  let epoch: DateEpoch
  let budget: WorkbookBudget
}
