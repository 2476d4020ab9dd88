import Mapping
import Testing

@Suite struct DBTSchemaTests {
  @Test func `columns have types and the tests that follow from keys`() {
    #expect(
      DBTSchema.text([PlanExamples.customer]) == """
        version: 2

        models:
          - name: "dw.dim_customer"
            description: "dw.dim_customer, described at Mapping!A2:A4"
            columns:
              - name: "customer_id"
                data_type: "\(DataType.integer(bits: 64).name)"
                tests:
                  - not_null
                  - unique
              - name: "full_name"
                data_type: "\(DataType.text(length: nil).name)"
              - name: "segment"
                data_type: "\(DataType.text(length: nil).name)"

        """)
  }

  @Test func `a key of two columns is tested for NULL alone`() {
    var target = PlanExamples.customer
    target.columns[1].isPrimaryKey = true
    let text = DBTSchema.text([target])
    #expect(!text.contains("unique") && text.split(separator: "- not_null").count == 3)
  }

  @Test func `nothing of a workbook is read as YAML`() {
    var target = PlanExamples.customer
    target.columns[0].name = "a: \"b\"\n- c\\d"
    target.columns[0].description = "yes # no \u{2028} \u{85} \u{1} é 漢 \u{1F600}"
    let text = DBTSchema.text([target])
    #expect(text.contains(#"- name: "a: \"b\"\n- c\\d""#))
    #expect(text.contains(#"description: "yes # no \u2028 \u0085 \u0001 é 漢 "# + "\u{1F600}\""))
  }

  @Test func `no targets are an empty list`() { #expect(DBTSchema.text([]) == "version: 2\n\nmodels: []\n") }
}
