import Mapping
import Testing
import Workbook

/// Where headers stand, and how they are read.
struct HeaderLayoutTests {
  @Test(arguments: [0, 1, 3, 6, 7])
  func `the header row may be the 1st, 2nd, 4th, 7th or 8th`(above: Int) {
    var rows = [[String]](repeating: [], count: above)
    if above > 1 { rows[0] = ["Source to target mapping"] }
    if above > 3 { rows[2] = ["Author", "J. Doe", "", "Version", "1.2"] }
    let reading = Reading(drawn(rows + [PlainMapping.headers] + PlainMapping.rows))
    #expect(reading.rows == PlainMapping.reading)
    #expect(reading.layout.sheets[0].headerRows == [above + 1])
    #expect(reading.layout.sheets[0].kind == .mapping)
    #expect(reading.layout.sheets[0].confidence > 0.9)
    #expect(reading.codes.isEmpty)
  }

  @Test func `headers may be split over two rows`() {
    let reading = Reading(
      drawn([
        ["Source", "Source", "Target", "Target", "Mapping"], ["Table", "Column", "Table", "Column", "Rule"],
        ["crm", "cid", "dim", "customer_id", "-"],
      ]))
    #expect(reading.rows == ["dim.customer_id <- crm.cid"])
    #expect(reading.layout.sheets[0].headerRows == [1, 2])
    #expect(reading.roles() == ["source_table=A", "source_column=B", "target_table=C", "target_column=D", "transformation=E"])
  }

  @Test func `a merged band alone tells equal header names apart`() {
    let reading = Reading(
      drawn(
        merged: ["A1:C1", "D1:F1", "G1:G2"],
        [
          ["Source", "", "", "Target", "", "", "Transformation"], ["Table", "Column", "Type", "Table", "Column", "Type"],
          ["crm", "cid", "int", "dim", "customer_id", "bigint", "- >"],
        ]))
    #expect(reading.rows == ["dim.customer_id <- crm.cid"])
    #expect(
      reading.roles() == [
        "source_table=A", "source_column=B", "source_type=C", "target_table=D", "target_column=E", "target_type=F", "transformation=G",
      ])
    #expect(reading.codes.isEmpty)
  }

  @Test func `the target may stand first`() {
    let reading = Reading(
      drawn(
        merged: ["A2:B2", "C2:D2"],
        [["Mapping"], ["TARGET", "", "SOURCE"], ["Table", "Column", "Table", "Column", "Logic"], ["dim", "customer_id", "crm", "cid", "1:1"]]))
    #expect(reading.rows == ["dim.customer_id <- crm.cid"])
  }

  @Test(arguments: [
    ["Tabela źródłowa", "Kolumna źródłowa", "Tabela docelowa", "Kolumna docelowa", "Transformacja"],
    ["Таблица источника", "Поле источника", "Целевая таблица", "Целевое поле", "Правило преобразования"],
    ["טבלת מקור", "שדה מקור", "טבלת יעד", "שדה יעד", "טרנספורמציה"],
    ["Quelltabelle", "Quellspalte", "Zieltabelle", "Zielspalte", "Transformationsregel"],
    ["Tabla origen", "Campo origen", "Tabla destino", "Campo destino", "Transformación"],
    ["Table source", "Champ source", "Table cible", "Champ cible", "Règle"],
    ["Soruce Table", "Source Colunm", "Tagret Table", "Target Filed", "Trasformation"],
  ])
  func `headers may be of other languages, or misspelt`(headers: [String]) {
    let reading = Reading(drawn([headers] + PlainMapping.rows))
    #expect(reading.rows == PlainMapping.reading)
  }

  @Test func `bands of other languages stand over equal headers`() {
    let polish = Reading(
      drawn(
        merged: ["A1:C1", "D1:F1"],
        [
          ["ŹRÓDŁO", "", "", "CEL"], ["Nazwa tabeli", "Nazwa kolumny", "Typ danych", "Nazwa tabeli", "Nazwa kolumny", "Typ danych", "Reguła"],
          ["klienci", "id", "int", "dim_klient", "klient_id", "int", "bez zmian"],
        ]))
    #expect(polish.rows == ["dim_klient.klient_id <- klienci.id"])
    let russian = Reading(
      drawn(
        merged: ["A1:C1", "D1:F1"],
        [
          ["Источник", "", "", "Приемник"], ["Схема", "Таблица", "Поле", "Схема", "Таблица", "Поле"],
          ["crm", "clients", "id", "dwh", "d_client", "client_id"],
        ]))
    #expect(russian.rows == ["dwh.d_client.client_id <- crm.clients.id"])
  }

  @Test func `a title, sides and systems may stand above one another`() {
    let reading = Reading(
      drawn(
        merged: ["A1:F1", "A2:C2", "D2:F2", "A3:C3", "D3:F3"],
        [
          ["Source to Target Mapping"], ["Source", "", "", "Target"], ["CRM", "", "", "DWH"], ["Table", "Column", "Type", "Table", "Column", "Type"],
          ["a", "x", "int", "t", "c", "int"],
        ]))
    #expect(reading.rows == ["t.c <- a.x"])
  }
}
