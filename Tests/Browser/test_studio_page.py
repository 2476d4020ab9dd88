"""The studio's page: workbooks are handed in, looked at and corrected; code is watched, traced to its cells, changed, refined and compared."""

import json
import re

import pytest
from playwright.sync_api import expect

from Outside.support.process import wait_until
from support.accessibility import violations
from support.studio import BLOCKS, WORKBOOK, Studio

GENERATION = "gen_0mi8x0abc_0123456789abcdef"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@pytest.fixture
def studio():
    return Studio()


@pytest.fixture
def open_studio(new_context, studio):
    """Opens the page at a place of the studio: `open_studio("/workbooks/…", theme="dark")`."""

    def open_page(place="", **options):
        context = new_context(**options)
        studio.attach(context)
        page = context.new_page()
        page.goto(f"/#/studio{place}")
        return page

    return open_page


@pytest.fixture
def generation(studio, open_studio):
    """Opens a generation that was made before."""

    def open_page(**options):
        studio.workbook()
        studio.start(GENERATION, {"name": "customers", "dialect": "postgres", "as": "view"})
        page = open_studio(f"/generations/{GENERATION}", **options)
        expect(page.get_by_role("gridcell").first).to_be_visible()
        return page

    return open_page


def cell(page, name):
    column, row = re.fullmatch(r"([A-Z]+)([0-9]+)", name).groups()
    number = 0
    for letter in column:
        number = number * 26 + ord(letter) - 64
    return page.locator(f"#cell-{row}-{number}")


def block(page, title):
    return page.get_by_role("region", name="Code", exact=True).get_by_role("region", name=title, exact=True)


def lit(page):
    return page.locator(".cm-lit").all_inner_texts()


def test_a_workbook_is_handed_in_and_understood(open_studio, studio, shots):
    page = open_studio()
    expect(page.get_by_text("Drop a mapping workbook here")).to_be_visible()
    shots(page, "empty")
    page.get_by_label("Workbook to upload").set_input_files({"name": "customers.xlsx", "mimeType": XLSX, "buffer": b"PK, as it were"})
    expect(page).to_have_url(re.compile(f"#/studio/workbooks/{WORKBOOK}$"))
    expect(page.get_by_role("heading", name="customers.xlsx")).to_be_visible()
    expect(page.get_by_role("columnheader", name="Column B: Target column")).to_be_visible()
    expect(cell(page, "I6")).to_have_text("TRIM(c.name)")
    expect(page.get_by_text("92 % sure")).to_be_visible()
    expect(page.get_by_text("2 target tables, 8 columns")).to_be_visible()
    shots(page, "understood")


def test_a_workbook_is_dropped(open_studio):
    page = open_studio()
    expect(page.get_by_text("Drop a mapping workbook here")).to_be_visible()
    data = page.evaluate_handle("() => { const data = new DataTransfer(); data.items.add(new File(['PK'], 'dropped.xlsx')); return data; }")
    page.locator(".upload-zone").dispatch_event("dragover", {"dataTransfer": data})
    expect(page.locator(".upload-zone-over")).to_be_visible()
    page.locator(".upload-zone").dispatch_event("drop", {"dataTransfer": data})
    expect(page.get_by_role("heading", name="dropped.xlsx")).to_be_visible()


def test_what_is_no_mapping_is_refused_with_what_to_do(open_studio, watch, shots):
    watch.expect("status of 422")
    page = open_studio()
    page.get_by_label("Workbook to upload").set_input_files({"name": "holidays.xlsx", "mimeType": XLSX, "buffer": b"nothing of use"})
    refusal = page.get_by_role("alert")
    expect(refusal).to_contain_text("There is no mapping in this workbook.")
    expect(refusal).to_contain_text("no row names a target column")
    expect(refusal).to_contain_text("begin with throughline mapping template")
    shots(page, "refused")
    page.get_by_role("button", name="Dismiss holidays.xlsx").click()
    expect(refusal).to_have_count(0)


def test_a_file_that_nobody_takes_leaves_the_page_where_it_is(open_studio, studio):
    studio.workbook()
    page = open_studio(f"/workbooks/{WORKBOOK}")
    expect(page.get_by_role("gridcell").first).to_be_visible()
    kept = page.evaluate("""() => {
      const data = new DataTransfer();
      data.items.add(new File(['PK'], 'dropped.xlsx'));
      const events = ['dragover', 'drop'].map((name) => new DragEvent(name, { dataTransfer: data, bubbles: true, cancelable: true }));
      for (const event of events) document.querySelector('[role=gridcell]').dispatchEvent(event);
      return events.every((event) => event.defaultPrevented);
    }""")
    assert kept


def test_refused_files_are_dismissed_together(open_studio, watch):
    watch.expect("status of 422")
    page = open_studio()
    files = [{"name": f"holidays{number}.xlsx", "mimeType": XLSX, "buffer": b"nothing of use"} for number in range(3)]
    page.get_by_label("Workbook to upload").set_input_files(files)
    expect(page.get_by_role("alert")).to_have_count(3)
    page.get_by_role("button", name="Dismiss 3 refused files").click()
    expect(page.get_by_role("alert")).to_have_count(0)


def test_a_form_is_chosen_for_pyspark_too(open_studio, studio):
    studio.workbook()
    page = open_studio(f"/workbooks/{WORKBOOK}")
    form = page.get_by_role("form", name="Generate")
    form.get_by_label("Dialect").select_option("pyspark")
    form.get_by_label("Written as").select_option("insert")
    form.get_by_role("button", name="Generate").click()
    expect(page.get_by_role("heading", name="customers")).to_be_visible()
    expect(page.get_by_text("insert", exact=True)).to_be_visible()
    [sent] = studio.bodies("^POST /api/generations$")
    assert b'name="as"\r\n\r\ninsert' in sent and b'name="dialect"\r\n\r\npyspark' in sent


def test_a_column_a_header_row_and_a_target_are_corrected(open_studio, studio, shots):
    studio.workbook()
    page = open_studio(f"/workbooks/{WORKBOOK}")
    page.get_by_role("button", name=re.compile("^Column K: Notes")).click()
    menu = page.get_by_role("menu", name="Column K is")
    expect(menu.get_by_role("menuitemradio", name="Notes")).to_be_focused()
    shots(page, "roles")
    menu.get_by_role("menuitemradio", name="Description").click()
    expect(page.get_by_role("button", name=re.compile("^Column K: Description"))).to_be_visible()
    expect(page.get_by_text("The layout is corrected")).to_be_visible()
    [sent] = map(json.loads, studio.bodies("^PUT .*/layout"))
    assert sent["sheets"][0]["blocks"][0]["roles"]["description"] == "K"
    assert [sheet["name"] for sheet in sent["sheets"]] == ["Mapping"]
    page.get_by_role("button", name="Row 3, header").click()
    page.get_by_role("menuitem", name="No header row").click()
    expect(page.get_by_role("button", name="Row 3", exact=True)).to_be_visible()
    page.get_by_role("button", name=re.compile("^Targets?")).click()
    dialog = page.get_by_role("dialog", name="Target table")
    dialog.get_by_role("textbox").fill("dw.customer")
    dialog.get_by_role("button", name="Change").click()
    expect(page.get_by_role("button", name=re.compile("Target dw.customer"))).to_be_visible()
    last = json.loads(studio.bodies("^PUT .*/layout")[-1])["sheets"][0]
    assert last["header_rows"] == [2] and last["blocks"][0]["targets"] == ["dw.customer"] and last["blocks"][0]["roles"]["description"] == "K"
    page.get_by_role("tab", name=re.compile("^Änderungen")).click()
    page.get_by_role("button", name="Sheet is read as other").click()
    page.get_by_role("menuitemradio", name="Filters").click()
    expect(page.get_by_role("button", name="Sheet is read as filters")).to_be_visible()
    assert [sheet["name"] for sheet in json.loads(studio.bodies("^PUT .*/layout")[-1])["sheets"]] == ["Mapping", "Änderungen"]


def test_a_correction_is_added_to_those_that_the_server_remembers(open_studio, studio):
    studio.workbook()
    studio.corrections = {"sheets": [{"name": "Änderungen", "kind": "filters"}]}
    page = open_studio(f"/workbooks/{WORKBOOK}")
    page.get_by_role("button", name=re.compile("^Column K: Notes")).click()
    page.get_by_role("menuitemradio", name="Description").click()
    expect(page.get_by_text("The layout is corrected")).to_be_visible()
    [sent] = map(json.loads, studio.bodies("^PUT .*/layout"))
    assert [sheet["name"] for sheet in sent["sheets"]] == ["Änderungen", "Mapping"]


def test_merged_hidden_and_commented_cells_are_shown_as_such(open_studio, studio):
    studio.workbook()
    page = open_studio(f"/workbooks/{WORKBOOK}")
    band, column = cell(page, "A1"), cell(page, "A4")
    expect(band).to_have_attribute("aria-colspan", "5")
    expect(column).to_have_attribute("aria-rowspan", "6")
    expect(cell(page, "A5")).to_have_count(0)
    assert column.bounding_box()["height"] > 5 * cell(page, "B5").bounding_box()["height"]
    expect(page.get_by_role("button", name="Row 7, hidden in the workbook")).to_be_visible()
    expect(page.get_by_role("button", name="Column K: Notes, hidden in the workbook")).to_be_visible()
    cell(page, "K9").click()
    expect(page.get_by_text("Mrs. Huber is back on Monday")).to_be_visible()


def test_a_hundred_thousand_rows_scroll(open_studio, studio, shots):
    studio.long_rows = 100_000
    studio.workbook()
    page = open_studio(f"/workbooks/{WORKBOOK}")
    page.get_by_role("tab", name=re.compile("^Samples orders")).click()
    grid = page.get_by_role("grid", name="Sheet Samples orders")
    expect(cell(page, "B2")).to_have_text("customer 2")
    expect(grid).to_have_attribute("aria-rowcount", "100001")
    assert page.locator(".sheet-cell").count() < 600
    grid.focus()
    page.keyboard.press("Control+End")
    expect(cell(page, "D100000")).to_have_text("row 100000")
    page.keyboard.press("Control+Home")
    expect(cell(page, "A1")).to_have_text("id")
    grid.evaluate("(element) => (element.scrollTop = element.scrollHeight / 2)")
    expect(page.locator("[aria-rowindex='50005'] .sheet-cell").first).not_to_be_empty()
    shots(page, "middle")
    asked = len(studio.calls(r"/cells"))
    # What is only passed by is not asked for.
    grid.evaluate("async (element) => { for (let step = 0; step < 60; step += 1) { element.scrollTop = step * 40000; await new Promise(requestAnimationFrame); } }")
    wait_until(lambda: page.evaluate("document.querySelectorAll('.sheet-row-waiting').length === 0"), 10, "the rows")
    assert len(studio.calls(r"/cells")) - asked < 20
    assert page.locator(".sheet-cell").count() < 600


def test_code_is_watched_as_it_is_written(open_studio, studio, shots):
    studio.workbook()
    studio.told = 3
    page = open_studio(f"/workbooks/{WORKBOOK}")
    form = page.get_by_role("form", name="Generate")
    form.get_by_label("Dialect").select_option("postgres")
    expect(form.get_by_role("checkbox")).to_have_count(2)
    form.get_by_label("Name", exact=True).fill("customers")
    form.get_by_role("button", name="Generate").click()
    expect(page).to_have_url(re.compile("#/studio/generations/gen_"))
    log = page.get_by_role("log", name="What was said")
    expect(log).to_contain_text("Write customers.xlsx as view for postgres")
    expect(log).to_contain_text("Found 8 column mappings")
    expect(block(page, "Select")).to_contain_text("Not written yet")
    studio.told = 7
    expect(block(page, "Select")).to_contain_text("COALESCE(TRIM(c.name), 'unknown')")
    expect(page.get_by_role("status").filter(has_text="Running")).to_contain_text("20 %")
    shots(page, "half")
    studio.told = 1000
    expect(page.get_by_role("status").filter(has_text="Complete")).to_be_visible()
    expect(log.get_by_role("article", name="Result")).to_contain_text("customers.sql")
    [created] = studio.bodies("^POST /api/generations$")
    assert b'name="as"\r\n\r\nview' in created and WORKBOOK.encode() in created
    shots(page, "complete")


def test_each_step_is_one_line_of_the_chat(generation):
    page = generation()
    log = page.get_by_role("log", name="What was said")
    prompt = page.get_by_role("textbox", name="Prompt")
    prompt.fill("@code[dim_customer.joins] inner")
    prompt.press("Enter")
    expect(log).to_contain_text("dim_customer.joins complete")
    expect(log).not_to_contain_text("Generating dim_customer.joins")


def test_a_reload_in_the_middle_goes_on(open_studio, studio, watch):
    watch.expect_network_failures()
    studio.workbook()
    studio.told = 7
    page = open_studio(f"/workbooks/{WORKBOOK}")
    page.get_by_role("button", name="Generate", exact=True).click()
    expect(block(page, "Select")).to_contain_text("COALESCE(TRIM(c.name)")
    page.reload()
    expect(block(page, "Select")).to_contain_text("COALESCE(TRIM(c.name)")
    wait_until(lambda: page.evaluate("1") and any("after=1-7" in line for line in studio.calls("/events")), 10, "the stream to be taken up where it was")
    studio.told = 1000
    expect(page.get_by_role("status").filter(has_text="Complete")).to_be_visible()
    log = page.get_by_role("log", name="What was said")
    assert log.inner_text().count("Found 8 column mappings") == 1
    assert log.inner_text().count("Write customers.xlsx") == 1


def test_several_generations_run_at_once(open_studio, studio, shots):
    studio.workbook()
    studio.told = 7
    page = open_studio(f"/workbooks/{WORKBOOK}")
    for name in ("first", "second"):
        page.get_by_label("Name", exact=True).fill(name)
        page.get_by_role("button", name="Generate", exact=True).click()
        expect(page.get_by_role("heading", name=name)).to_be_visible()
        page.go_back()
    page.get_by_role("button", name="Workbooks and generations").click()
    running = page.get_by_role("region", name="Generations", exact=True).get_by_role("listitem").filter(has_text="running")
    expect(running).to_have_count(2)
    shots(page, "running")
    studio.told = 1000
    expect(running).to_have_count(0)
    expect(page.get_by_role("region", name="Generations", exact=True).get_by_role("listitem").filter(has_text="complete")).to_have_count(2)


def test_code_and_cells_light_each_other_up(generation, shots):
    page = generation()
    select = block(page, "Select")
    expect(select.locator(".cm-linked").first).to_be_visible()
    select.get_by_text("LOWER").click()
    expect(cell(page, "I7")).to_have_class(re.compile("sheet-lit"))
    expect(page.locator(".cm-lit").first).to_be_visible()
    assert "".join(lit(page)) == "LOWER(c.email)"
    shots(page, "from-code")
    cell(page, "I6").click()
    wait_until(lambda: "".join(lit(page)) == "COALESCE(TRIM(c.name), 'unknown')", 10, "the code of the cell")
    page.get_by_role("tab", name="Joins").click()
    cell(page, "F2").click()
    wait_until(lambda: "".join(lit(page)).startswith("LEFT JOIN crm.addresses"), 10, "the join")
    # A cell of another target leads there.
    page.get_by_role("tab", name=re.compile("^Mapping")).click()
    cell(page, "I11").click()
    expect(page.get_by_role("tab", name=re.compile("fact_order"))).to_have_attribute("aria-selected", "true")
    wait_until(lambda: "".join(lit(page)).startswith("COALESCE(CAST(o.amount"), 10, "the amount")


def test_diagnostics_lead_to_cell_and_line(generation, shots):
    page = generation()
    page.get_by_role("tab", name=re.compile("^Diagnostics")).click()
    listed = page.get_by_role("list", name="Diagnostics").get_by_role("listitem")
    expect(listed).to_have_count(3)
    expect(listed.first).to_contain_text("unknown_column")
    listed.first.get_by_role("button").click()
    expect(cell(page, "H8")).to_have_class(re.compile("sheet-lit"))
    wait_until(lambda: "".join(lit(page)) == "INITCAP(a.city)", 10, "the line")
    expect(cell(page, "H8")).to_have_class(re.compile("sheet-note-error"))
    shots(page, "diagnostics")


def test_a_block_is_refined_by_its_name(generation, studio, watch, shots):
    watch.expect("status of 422")
    page = generation()
    prompt = page.get_by_role("textbox", name="Prompt")
    prompt.press_sequentially("@co")
    option = page.get_by_role("option", name=re.compile("@code"))
    expect(option).to_have_count(1)
    prompt.press("Enter")
    prompt.press_sequentially("joi")
    expect(page.get_by_role("option")).to_have_count(2)
    shots(page, "completion")
    prompt.press("Enter")
    expect(prompt).to_have_value("@code[dim_customer.joins] ")
    prompt.press_sequentially("leave out customers without an address")
    prompt.press("Enter")
    expect(block(page, "From and joins")).to_contain_text("INNER JOIN")
    reference = page.get_by_role("button", name="@code[dim_customer.joins]")
    expect(reference).to_be_visible()
    reference.hover()
    expect(page.locator(".code-block-pointed")).to_have_count(1)
    shots(page, "pointed")
    prompt.fill("@code[nonsense] again")
    prompt.press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("did you mean joins?")
    expect(prompt).to_have_value("@code[nonsense] again")


def test_a_reference_to_a_cell_shows_it(generation):
    page = generation()
    prompt = page.get_by_role("textbox", name="Prompt")
    prompt.fill("@mapping[Joins:A2] please")
    prompt.evaluate("(field) => field.setSelectionRange(5, 5)")
    prompt.press("ArrowRight")
    page.get_by_role("tab", name="Joins").click()
    prompt.focus()
    prompt.press("ArrowRight")
    expect(cell(page, "A2")).to_have_class(re.compile("sheet-lit"))


def test_a_block_is_changed_by_hand_and_released(generation, studio, shots):
    page = generation()
    where = block(page, "Where")
    where.get_by_role("button", name="Edit Where").click()
    editor = where.get_by_role("textbox", name="Code of Where")
    expect(editor).to_be_focused()
    page.keyboard.press("Control+a")
    page.keyboard.type("WHERE c.active")
    # Letters that are shortcuts elsewhere are letters here.
    page.keyboard.type(" /* g o ? */")
    shots(page, "editing")
    page.keyboard.press("Control+Enter")
    expect(where.get_by_text("kept by hand")).to_be_visible()
    assert json.loads(studio.bodies("^PUT .*/blocks/")[0]) == {"sql": "WHERE c.active /* g o ? */"}
    expect(where).to_contain_text("WHERE c.active")
    where.get_by_role("button", name=re.compile("^Release Where")).click()
    expect(where).to_contain_text("deleted_at IS NULL")
    expect(where.get_by_text("kept by hand")).to_have_count(0)
    where.get_by_role("button", name="Edit Where").click()
    page.keyboard.type("nothing of it")
    page.keyboard.press("Escape")
    expect(where).not_to_contain_text("nothing of it")


def test_versions_are_compared_side_by_side(generation, studio, shots):
    page = generation()
    studio.generations[GENERATION].refine("@code[dim_customer.joins] inner")
    page.reload()
    expect(page.get_by_role("gridcell").first).to_be_visible()
    page.get_by_role("tab", name=re.compile("^Versions")).click()
    table = page.get_by_role("region", name="Changes").get_by_role("table")
    expect(table).to_contain_text("Taken out: LEFT JOIN")
    expect(table).to_contain_text("Put in: INNER JOIN")
    expect(page.get_by_label("1 lines put in")).to_be_visible()
    shots(page, "compared")
    page.get_by_role("combobox", name=re.compile("^From")).select_option("2")
    expect(page.get_by_text("Both versions are the same")).to_be_visible()


def test_samples_files_and_copies(generation, shots, tmp_path):
    page = generation()
    page.get_by_role("tab", name="Samples").click()
    sample = page.get_by_role("region", name="dim_customer", exact=True)
    expect(sample.get_by_role("row")).to_have_count(9)
    expect(sample).to_contain_text("Too long")
    expect(page.get_by_role("region", name="fact_order", exact=True)).to_contain_text("not run: PostgreSQL refuses (42883): operator does not exist; look at the rule")
    shots(page, "samples")
    sample.get_by_role("button", name="segment").click()
    expect(cell(page, "I9")).to_have_class(re.compile("sheet-lit"))
    page.get_by_role("button", name="Copy the file").click()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied == "\n".join(text for name, text in BLOCKS.items() if name.startswith("dim_customer.")) + "\n"
    page.get_by_role("button", name="Download", exact=True).click()
    with page.expect_download() as download:
        page.get_by_role("menuitem", name="dim_customer.sql").click()
    assert download.value.path().read_text() == copied


def test_keys_reach_everything(generation):
    page = generation()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowRight")
    expect(cell(page, "F1")).to_have_attribute("aria-selected", "false")
    page.keyboard.press("3")
    expect(page.get_by_role("tab", name=re.compile("^Versions"))).to_have_attribute("aria-selected", "true")
    page.keyboard.press("1")
    page.keyboard.press("/")
    expect(page.get_by_role("textbox", name="Prompt")).to_be_focused()
    page.get_by_role("grid").focus()
    page.keyboard.press("g")
    page.keyboard.press("w")
    expect(page.get_by_role("region", name="Workbooks", exact=True)).to_be_visible()


def test_the_parts_can_be_resized(generation):
    page = generation()
    edge = page.get_by_role("separator", name="Height of the workbook")
    pane = page.get_by_role("region", name="Workbook", exact=True)
    before = pane.bounding_box()["height"]
    edge.focus()
    page.keyboard.press("ArrowDown")
    wait_until(lambda: pane.bounding_box()["height"] > before + 10, 5, "the edge to move")
    box = edge.bounding_box()
    page.mouse.move(box["x"] + 200, box["y"])
    page.mouse.down()
    page.mouse.move(box["x"] + 200, 250, steps=4)
    page.mouse.up()
    wait_until(lambda: abs(edge.bounding_box()["y"] - 250) < 8, 5, "the edge to follow the pointer")
    page.reload()
    expect(edge).to_have_attribute("aria-valuenow", re.compile("^2[0-9]$"))
    edge.dblclick()
    expect(edge).to_have_attribute("aria-valuenow", "42")


def test_what_is_not_there_says_so(open_studio, watch, shots):
    watch.expect("status of 404")
    page = open_studio("/workbooks/01K00000000000000000000000")
    expect(page.get_by_text("There is no such workbook")).to_be_visible()
    page.goto("/#/studio/generations/gen_nothing")
    expect(page.get_by_text("There is no such generation")).to_be_visible()
    page.get_by_role("button", name="To the studio").click()
    expect(page.get_by_text("Drop a mapping workbook here")).to_be_visible()


@pytest.mark.parametrize("place", ["home", "workbook", "generation"])
@pytest.mark.parametrize("theme, width", [("light", 1280), ("dark", 1280), ("light", 360), ("dark", 360), ("light", 1920)])
def test_it_passes_the_rules_of_axe_and_fits_the_window(place, theme, width, open_studio, studio, shots):
    studio.workbook()
    studio.start(GENERATION, {"name": "customers", "dialect": "postgres", "as": "view"})
    path = {"home": "", "workbook": f"/workbooks/{WORKBOOK}", "generation": f"/generations/{GENERATION}"}[place]
    page = open_studio(path, theme=theme, width=width, height=800 if width > 400 else 740, reduced_motion="reduce")
    if place == "home":
        expect(page.get_by_role("link", name=re.compile("customers.xlsx"))).to_be_visible()
    elif place == "generation":
        expect(page.locator(".cm-linked").first).to_be_visible()
    else:
        expect(page.get_by_role("gridcell").first).to_be_visible()
    expect(page.locator("[aria-busy=true]")).to_have_count(0)
    shots(page, place)
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), "the page scrolls sideways"
    if width == 360 and place != "home":
        for part in ("Workbook", "Chat") if place == "generation" else ("Generate",):
            page.get_by_role("group", name="Part of the view").get_by_role("button", name=part).click()
            shots(page, part)
            assert violations(page) == []
            assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), f"{part} scrolls sideways"
