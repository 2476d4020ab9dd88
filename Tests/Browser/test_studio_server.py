"""The studio's page on the server itself: what a person hands in, watches, corrects, refines and compares, and that the code is the command's."""

import re
import subprocess
import zipfile

import pytest
from playwright.sync_api import expect

from Outside.support import process
from Outside.support.process import wait_until
from support import workbook_file
from support.vendor import MODEL

SECONDS = 30


@pytest.fixture
def customers(tmp_path):
    return workbook_file.write(tmp_path / "customers.xlsx", workbook_file.CUSTOMERS)


@pytest.fixture
def studio(visit):
    return visit("#/studio")


def hand_in(page, path):
    page.get_by_label("Workbook to upload").set_input_files(path)
    expect(page.get_by_role("gridcell").first).to_be_visible(timeout=SECONDS * 1000)


def generate(page, name="customers", dialect="postgres", form="view"):
    choices = page.get_by_role("form", name="Generate")
    choices.get_by_label("Dialect").select_option(dialect)
    choices.get_by_label("Written as").select_option(form)
    choices.get_by_label("Name", exact=True).fill(name)
    choices.get_by_role("button", name="Generate").click()


def is_complete(page):
    expect(page.get_by_role("status").filter(has_text=re.compile("^Complete"))).to_be_visible(timeout=SECONDS * 1000)


def block(page, title):
    return page.get_by_role("region", name="Code", exact=True).get_by_role("region", name=title, exact=True)


def lit(page):
    return page.locator(".cm-lit").all_inner_texts()


def copied(page):
    page.get_by_role("button", name="Copy the file").click()
    return page.evaluate("navigator.clipboard.readText()")


def test_what_is_watched_is_what_the_command_writes(studio, customers, tmp_path, shots):
    hand_in(studio, customers)
    expect(studio.get_by_role("columnheader", name="Column B: Target column")).to_be_visible()
    shots(studio, "workbook")
    generate(studio)
    is_complete(studio)
    shots(studio, "complete")
    command = [process.throughline(), "mapping", "generate", str(customers), "--dialect", "postgres", "--as", "view", "--out", str(tmp_path / "out")]
    subprocess.run(command, check=True, capture_output=True, timeout=60, env=process.clean_environment())
    assert copied(studio) == (tmp_path / "out" / "dim_customer.sql").read_text()
    log = studio.get_by_role("log", name="What was said")
    expect(log).to_contain_text("Write customers.xlsx as view for postgres")
    expect(log.get_by_role("article", name="Result")).to_be_visible()


def test_code_and_cells_light_each_other_up(studio, customers, shots):
    hand_in(studio, customers)
    generate(studio)
    is_complete(studio)
    select = block(studio, "Select")
    expect(select.locator(".cm-linked").first).to_be_visible()
    select.get_by_text("LOWER").click()
    expect(studio.locator("#cell-4-9")).to_have_class(re.compile("sheet-lit"))
    studio.locator("#cell-3-9").click()
    wait_until(lambda: "TRIM" in "".join(lit(studio)).upper(), 10, "the code of the cell")
    shots(studio, "lit")


def test_a_correction_changes_what_is_understood_and_is_remembered(studio, customers, tmp_path, watch, shots):
    hand_in(studio, customers)
    studio.get_by_role("button", name="Column K: Notes").click()
    studio.get_by_role("menuitemradio", name="Description").click()
    expect(studio.get_by_role("button", name="Column K: Description")).to_be_visible()
    more = dict(workbook_file.CUSTOMERS)
    more["Mapping"] = [*more["Mapping"], ["dim_customer", "city_again", "VARCHAR(80)", "Y", "", "addresses", "a", "city", "", "", ""]]
    second = workbook_file.write(tmp_path / "next-month.xlsx", more)
    studio.get_by_role("button", name="Workbooks and generations").click()
    hand_in(studio, second)
    expect(studio.get_by_role("heading", name="next-month.xlsx")).to_be_visible()
    expect(studio.get_by_role("button", name="Column K: Description")).to_be_visible()
    expect(studio.get_by_text(re.compile("1 target table, 5 columns"))).to_be_visible()


def test_what_is_no_workbook_is_refused(studio, tmp_path, watch, shots):
    watch.expect("status of 422")
    (tmp_path / "torn.xlsx").write_bytes(b"PK\x03\x04 and no more")
    studio.get_by_label("Workbook to upload").set_input_files(tmp_path / "torn.xlsx")
    expect(studio.get_by_role("alert")).to_contain_text("damaged or truncated", timeout=SECONDS * 1000)
    expect(studio.get_by_role("list", name="Uploads").locator(".upload")).to_have_count(1)
    shots(studio, "refused")


def test_a_workbook_in_which_no_mapping_is_found_is_read_as_a_person_says(studio, tmp_path, shots):
    rows = [["Alpha", "Beta", "Gamma", "Delta"], ["dim_house", "house_id", "houses", "id"], ["dim_house", "label", "houses", "name"]]
    hand_in(studio, workbook_file.write(tmp_path / "houses.xlsx", {"Houses": rows}))
    expect(studio.get_by_role("region", name="Diagnostics")).to_contain_text("no mapping in this workbook")
    expect(studio.get_by_text("correct the layout first")).to_be_visible()
    shots(studio, "not-understood")
    studio.get_by_role("button", name="Sheet is read as other").click()
    studio.get_by_role("menuitemradio", name="Mapping").click()
    expect(studio.get_by_role("button", name="Sheet is read as mapping")).to_be_visible()
    studio.get_by_role("button", name="Row 1", exact=True).click()
    studio.get_by_role("menuitem", name="The only header row").click()
    expect(studio.get_by_role("button", name="Row 1, header")).to_be_visible()
    for column, role in {"A": "Target table", "B": "Target column", "C": "Source table", "D": "Source column"}.items():
        studio.get_by_role("button", name=re.compile(f"^Column {column}: ")).click()
        studio.get_by_role("menuitemradio", name=role, exact=True).click()
        expect(studio.get_by_role("button", name=f"Column {column}: {role}")).to_be_visible()
    expect(studio.get_by_text("1 target table, 2 columns")).to_be_visible()
    shots(studio, "corrected")
    generate(studio, name="houses")
    is_complete(studio)
    expect(block(studio, "From and joins")).to_contain_text("FROM houses")


def test_a_reload_in_the_middle_goes_on(studio, customers, watch):
    watch.expect_network_failures()
    hand_in(studio, customers)
    context = studio.context
    context.route(re.compile("/api/generations/.*/events"), lambda route: route.abort())
    generate(studio)
    expect(studio.get_by_role("status").filter(has_text=re.compile("^(Waiting|Running)"))).to_be_visible()
    studio.reload()
    expect(studio.get_by_role("heading", name="customers")).to_be_visible()
    context.unroute_all()
    is_complete(studio)
    expect(block(studio, "Select")).to_contain_text("LOWER(c.email)")


def test_a_block_is_changed_by_hand_released_and_compared(studio, customers, shots):
    hand_in(studio, customers)
    generate(studio)
    is_complete(studio)
    where = block(studio, "Where")
    before = copied(studio)
    where.get_by_role("button", name="Edit Where").click()
    expect(where.get_by_role("textbox", name="Code of Where")).to_be_focused()
    studio.keyboard.press("Control+a")
    studio.keyboard.type("WHERE c.id > 10;")
    studio.keyboard.press("Control+Enter")
    expect(where.get_by_text("kept by hand")).to_be_visible()
    studio.get_by_role("tab", name=re.compile("^Versions")).click()
    changes = studio.get_by_role("region", name="Changes")
    expect(changes).to_contain_text("Put in: WHERE c.id > 10;")
    shots(studio, "compared")
    studio.get_by_role("tab", name="Code", exact=True).click()
    where.get_by_role("button", name=re.compile("^Release Where")).click()
    expect(where.get_by_text("kept by hand")).to_have_count(0)
    wait_until(lambda: copied(studio) == before, 10, "the generator's own text")


def test_files_are_saved(studio, customers, shots):
    hand_in(studio, customers)
    generate(studio)
    is_complete(studio)
    assert saved(studio, "dim_customer.sql") == copied(studio)
    studio.get_by_role("tab", name="Samples", exact=True).click()
    expect(studio.get_by_role("region", name="Samples", exact=True)).not_to_be_empty()
    shots(studio, "samples")


def test_the_template_is_there_to_begin_with(studio, tmp_path, shots):
    with studio.expect_download() as download:
        studio.get_by_role("link", name="Template").click()
    assert download.value.suggested_filename == "mapping.xlsx"
    download.value.save_as(tmp_path / "mapping.xlsx")
    hand_in(studio, tmp_path / "mapping.xlsx")
    expect(studio.get_by_text("2 target tables, 12 columns")).to_be_visible()


def test_the_rows_of_the_samples_are_shown(studio, tmp_path, shots):
    workbook = tmp_path / "template.xlsx"
    subprocess.run([process.throughline(), "mapping", "template", str(workbook)], check=True, capture_output=True, timeout=60)
    hand_in(studio, workbook)
    generate(studio)
    is_complete(studio)
    studio.get_by_role("tab", name="Samples", exact=True).click()
    expect(studio.get_by_role("region", name="Rows of dim_customer").get_by_role("row")).to_have_count(4)
    expect(studio.get_by_role("region", name="Rows of dim_customer")).to_contain_text("Ada Byron")
    shots(studio, "sample-rows")


def saved(page, name):
    page.get_by_role("button", name="Download", exact=True).click()
    with page.expect_download() as download:
        page.get_by_role("menuitem", name=name).click()
    return download.value.path().read_text()


def test_many_targets_stay_in_their_pane_and_are_one_archive(studio, tmp_path, shots):
    rows = [[f"mart.table_{number:02}", name, "", "", "", f"src_{number}", "s", name, "", "", ""] for number in range(25) for name in ("a", "b")]
    path = workbook_file.write(tmp_path / "many.xlsx", {"Mapping": [workbook_file.MAPPING, *rows]})
    hand_in(studio, path)
    generate(studio, name="many", dialect="duckdb", form="select")
    is_complete(studio)
    targets = studio.get_by_role("tablist", name="Targets")
    pane, list_ = (place.bounding_box() for place in (studio.get_by_role("region", name="Code", exact=True), targets))
    assert list_["x"] + list_["width"] <= pane["x"] + pane["width"]
    studio.locator("#cell-50-8").scroll_into_view_if_needed() if studio.locator("#cell-50-8").count() else studio.get_by_role("grid").press("Control+End")
    studio.locator("#cell-50-8").click()
    last = targets.get_by_role("tab", name="mart.table_24")
    expect(last).to_have_attribute("aria-selected", "true", timeout=SECONDS * 1000)
    expect(last).to_be_in_viewport()
    shots(studio, "many")
    studio.get_by_role("button", name="Download", exact=True).click()
    with studio.expect_download(timeout=SECONDS * 1000) as download:
        studio.get_by_role("menuitem", name=re.compile("^All [0-9]+ files")).click()
    assert download.value.suggested_filename == "many.zip"
    with zipfile.ZipFile(download.value.path()) as archive:
        assert archive.testzip() is None
        assert archive.read("mart.table_24.sql").decode() == "SELECT\n  s.a AS a,\n  s.b AS b\nFROM src_24 s\n"


def test_pages_about_the_target_are_downloaded(studio, customers, tmp_path):
    hand_in(studio, customers)
    generate(studio)
    is_complete(studio)
    subprocess.run([process.throughline(), "mapping", "document", str(customers), "--html", "--out", str(tmp_path)], check=True, capture_output=True, timeout=60)
    assert saved(studio, "dim_customer.html") == (tmp_path / "dim_customer.html").read_text()
    assert saved(studio, "dim_customer.svg") in saved(studio, "dim_customer.html")
    assert "dim_customer.svg" in saved(studio, "dim_customer.md")


def test_references_are_completed_and_checked(studio, customers, watch):
    watch.expect("status of (400|404|422)")
    hand_in(studio, customers)
    generate(studio)
    is_complete(studio)
    prompt = studio.get_by_role("textbox", name="Prompt")
    prompt.press_sequentially("@code[joi")
    expect(studio.get_by_role("option", name=re.compile(r"@code\[joins\]"))).to_be_visible()
    prompt.press("Enter")
    expect(prompt).to_have_value("@code[joins] ")
    prompt.fill("@code[jions] again")
    prompt.press("Enter")
    expect(studio.get_by_role("alert")).to_contain_text("there is no block")


def test_a_prompt_that_changes_nothing_says_so(studio, customers, shots):
    hand_in(studio, customers)
    generate(studio)
    is_complete(studio)
    prompt = studio.get_by_role("textbox", name="Prompt")
    prompt.fill("@code[joins] must be an inner join")
    prompt.press("Enter")
    log = studio.get_by_role("log", name="What was said")
    expect(log).to_contain_text("Complete, and nothing is different", timeout=SECONDS * 1000)
    expect(log.get_by_role("article", name="Failure")).to_contain_text("it stays as it was")
    shots(studio, "nothing-different")


def complete_with_model(page, workbook):
    """A generation that is complete, and a model chosen for what is asked next. - Returns: where to ask."""
    hand_in(page, workbook)
    generate(page)
    is_complete(page)
    page.get_by_role("button", name=re.compile("^Model: ")).click()
    page.get_by_role("menuitemradio", name=MODEL).click()
    return page.get_by_role("textbox", name="Prompt")


def test_a_filter_is_refined_in_words_and_what_cannot_be_used_changes_nothing(visit, customers, vendor, shots):
    page = visit("#/studio")
    prompt = complete_with_model(page, customers)
    for answer in ("WHERE c.id > 41", "WHERE c.id >"):
        prompt.fill("@code[where_clause] only the late ones")
        prompt.press("Enter")
        call = vendor.next_call()
        call.say(answer)
        call.finish()
        expect(block(page, "Where")).to_contain_text("c.id > 41", timeout=SECONDS * 1000)
        is_complete(page)
    expect(page.get_by_role("log", name="What was said").get_by_role("article", name="Failure")).to_contain_text("it stays as it was")
    expect(block(page, "Where")).to_contain_text("c.id > 41")
    shots(page, "refused")


def test_without_a_target_nothing_is_generated(studio, tmp_path):
    path = workbook_file.write(tmp_path / "heads.xlsx", {"Mapping": [["Target Table", "Target Column", "Source Table", "Source Column"]]})
    hand_in(studio, path)
    expect(studio.get_by_text("No target table was found yet")).to_be_visible()
    expect(studio.get_by_role("button", name="Generate", exact=True)).to_be_disabled()


def test_a_model_makes_anew_what_a_prompt_names(visit, customers, vendor, shots):
    page = visit("#/studio")
    prompt = complete_with_model(page, customers)
    prompt.fill("@schema[dim_customer.email] in capitals")
    prompt.press("Enter")
    call = vendor.next_call()
    assert "in capitals" in call.questions[-1]
    expect(page.get_by_role("status").filter(has_text=re.compile("^(Waiting|Running)"))).to_be_visible()
    expect(block(page, "From and joins")).to_contain_text("customers")
    call.say("email = UPPER(c.email)")
    call.finish()
    expect(block(page, "Select")).to_contain_text("UPPER(c.email)", timeout=SECONDS * 1000)
    is_complete(page)
    page.get_by_role("tab", name=re.compile("^Versions")).click()
    expect(page.get_by_role("region", name="Changes")).to_contain_text("UPPER(c.email)")
    shots(page, "refined")


def test_several_generations_at_once(studio, customers):
    hand_in(studio, customers)
    for number in range(4):
        generate(studio, name=f"layer_{number}", dialect=["postgres", "spark", "sqlite", "duckdb"][number])
        expect(studio.get_by_role("heading", name=f"layer_{number}")).to_be_visible()
        studio.go_back()
        expect(studio.get_by_role("form", name="Generate")).to_be_visible()
    studio.get_by_role("button", name="Workbooks and generations").click()
    items = studio.get_by_role("region", name="Generations", exact=True).get_by_role("listitem")
    expect(items).to_have_count(4)
    expect(items.filter(has_text="complete")).to_have_count(4, timeout=SECONDS * 1000)


def test_a_hundred_thousand_rows_scroll(studio, tmp_path, shots):
    sheets = dict(workbook_file.CUSTOMERS)
    sheets["Samples customers"] = ([number, f"Customer {number}", f"c{number}@example.org"] if number else ["id", "name", "email"] for number in range(100_000))
    path = workbook_file.write(tmp_path / "long.xlsx", sheets)
    hand_in(studio, path)
    studio.get_by_role("tab", name=re.compile("^Samples customers")).click()
    expect(studio.locator("#cell-2-2")).to_have_text("Customer 1")
    studio.get_by_role("grid").focus()
    studio.keyboard.press("Control+End")
    expect(studio.locator("#cell-100000-3")).to_have_text("c99999@example.org", timeout=SECONDS * 1000)
    shots(studio, "end")
