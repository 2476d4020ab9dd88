import { computed, defineComponent, h, nextTick, ref, shallowRef, watch } from "../../vendor/vue.js";
import EmptyState from "../components/empty-state.js";
import { icon } from "../components/icon.js";
import MenuButton from "../components/menu-button.js";
import ModalDialog from "../components/modal-dialog.js";
import PopupMenu from "../components/popup-menu.js";
import { showProblem, showToast } from "../components/toast.js";
import { useApplication } from "../state/application.js";
import { cellName, columnName, rangeName } from "./cell-address.js";
import SheetGrid from "./sheet-grid.js";
import { correctionsOf, roleGroups, roles, rolesByColumn, sheetKinds, withHeaderRows, withRole, withTarget } from "./sheet-roles.js";

const certain = 0.85;
const likely = 0.6;

/**
 * A workbook as it was read: its sheets, what each column was understood to be, and the ways to correct that. `lit` are places to light up (`{sheet, range}`),
 * `notes` is what diagnostics say about cells, by sheet. Emits `cell({sheet, range})` for a cell that is chosen, `layout(layout)` after a correction. Exposes
 * `reveal(place)`.
 */
export default defineComponent({
  name: "WorkbookPane",
  props: { workbook: { type: Object, required: true }, lit: { type: Array, default: () => [] }, notes: { type: Map, default: () => new Map() } },
  emits: ["cell", "layout"],
  setup(props, { emit, expose }) {
    const { studio } = useApplication();
    const grid = ref(null);
    const selected = ref(null);
    const layout = shallowRef(props.workbook.layout);
    const menu = shallowRef(null);
    const naming = ref(null);
    const isSaving = ref(false);
    const active = shallowRef(null);

    watch(() => props.workbook, (workbook) => (layout.value = workbook.layout));

    const sheets = computed(() => layout.value?.sheets ?? []);
    const sheet = computed(() => sheets.value.find(({ name }) => name === selected.value) ?? sheets.value.find(({ kind }) => kind === "mapping") ?? sheets.value[0] ?? null);
    const columnRoles = computed(() => rolesByColumn(sheet.value));
    const litHere = computed(() => props.lit.filter((place) => place.sheet === sheet.value?.name).map(({ range }) => range));
    const targets = computed(() => [...new Set((sheet.value?.blocks ?? []).flatMap((block) => block.targets ?? []))]);

    const read = (first, last) => studio.client.cells(props.workbook.workbook, { sheet: sheet.value.name, first, last });

    async function correct(changed) {
      isSaving.value = true;
      try {
        // Another page, or a workbook of the same shape, may have been corrected meanwhile: this is added to what is remembered now.
        const { corrections } = await studio.client.layout(props.workbook.workbook);
        layout.value = await studio.client.correctLayout(props.workbook.workbook, correctionsOf(corrections ?? null, changed));
        emit("layout", layout.value);
        showToast("The layout is corrected, and remembered for workbooks of this shape");
      } catch (error) {
        showProblem(error);
      } finally {
        isSaving.value = false;
      }
    }

    async function reveal({ sheet: name, range }) {
      if (!sheets.value.some((other) => other.name === name)) return;
      selected.value = name;
      await nextTick();
      await grid.value?.reveal(range);
    }
    expose({ reveal, focus: () => grid.value?.focus() });

    const askColumn = (column, at) => {
      const current = columnRoles.value.get(column)?.role ?? null;
      menu.value = {
        at,
        label: `Column ${columnName(column)} is`,
        items: [
          { label: "No role", checked: current === null, group: `Column ${columnName(column)} is`, run: () => current !== null && correct(withRole(sheet.value, column, null)) },
          ...roles.map(({ role, label, group }) => ({ label, swatch: group, group: roleGroups.find((other) => other.group === group).label, checked: role === current, run: () => role !== current && correct(withRole(sheet.value, column, role)) })),
        ],
      };
    };

    const askRow = (row, at) => {
      const headers = sheet.value.header_rows ?? [];
      const isHeader = headers.includes(row);
      menu.value = {
        at,
        label: `Row ${row}`,
        items: [
          isHeader ? { label: "No header row", icon: "close", run: () => correct(withHeaderRows(sheet.value, headers.filter((other) => other !== row))) } : { label: "A header row, too", icon: "plus", run: () => correct(withHeaderRows(sheet.value, [...headers, row])) },
          { label: "The only header row", icon: "table", run: () => correct(withHeaderRows(sheet.value, [row])) },
        ],
      };
    };

    const choose = ({ row, column }) => emit("cell", { sheet: sheet.value.name, range: { top: row, left: column, bottom: row, right: column } });

    const confidence = ({ confidence: value, reason, blocks = [] }) => {
      if (value === undefined || value === null) return null;
      const share = Math.round(value * 100);
      const reasons = [reason, ...blocks.flatMap((block) => block.reasons ?? [])].filter(Boolean);
      const [name, words] = value >= certain ? ["sure", "sure"] : value >= likely ? ["likely", "likely"] : ["doubtful", "doubtful: look at the columns"];
      return h("span", { class: `confidence confidence-${name}`, title: [`How sure the reading of this sheet is: ${share} %`, ...reasons].join("\n") }, [h("span", { class: "confidence-bar", "aria-hidden": "true" }, h("span", { style: { width: `${share}%` } })), `${share} % ${words}`]);
    };

    const tools = () =>
      h("div", { class: "workbook-tools" }, [
        h(
          MenuButton,
          {
            label: `Sheet is read as ${sheet.value.kind}`,
            buttonClass: "button button-quiet workbook-kind",
            items: sheetKinds.map((kind) => ({ label: kind[0].toUpperCase() + kind.slice(1), checked: kind === sheet.value.kind, run: () => kind !== sheet.value.kind && correct({ ...sheet.value, kind }) })),
          },
          { default: () => [h("span", { class: "quiet" }, "Read as"), sheet.value.kind, icon("chevronDown")] },
        ),
        sheet.value.kind === "mapping" && confidence(sheet.value),
        sheet.value.kind === "mapping" &&
          h("button", { type: "button", class: "button button-quiet workbook-target", title: "Change the target table", onClick: () => (naming.value = targets.value.join(", ")) }, [
            h("span", { class: "quiet" }, targets.value.length > 1 ? "Targets" : "Target"),
            h("span", { class: "truncate" }, targets.value.length === 0 ? "not found" : targets.value.join(", ")),
            icon("edit"),
          ]),
        h("span", { class: "composer-space" }),
        isSaving.value && h("span", { class: "spinner", role: "status", "aria-label": "The layout is being corrected" }),
      ]);

    const legend = () => h("ul", { class: "legend", role: "list", "aria-label": "Colours of the columns" }, roleGroups.map(({ group, label }) => h("li", { key: group }, [h("span", { class: `swatch swatch-${group}`, "aria-hidden": "true" }), label])));

    const inspected = () => {
      const { row, column, cell } = active.value ?? { row: 1, column: 1, cell: null };
      const note = props.notes.get(sheet.value.name)?.get(cellName(row, column));
      return h("div", { class: "cell-line" }, [
        h("span", { class: "cell-line-name number" }, rangeName({ top: row, left: column, bottom: row, right: column })),
        h("span", { class: ["cell-line-text", { quiet: !cell }], dir: "auto" }, cell ? String(cell.formula ? `=${cell.formula.replace(/^=/, "")}` : cell.value) : "empty"),
        cell?.formula && h("span", { class: "quiet truncate" }, `shows ${cell.value}`),
        cell?.comment && h("span", { class: "quiet truncate", title: cell.comment }, cell.comment),
        note && h("span", { class: `cell-line-note severity-${note.severity}` }, [icon("alert"), h("span", { class: "truncate", title: note.found }, note.found)]),
        sheet.value.kind === "mapping" && legend(),
      ]);
    };

    const walkTabs = (event) => {
      const at = sheets.value.indexOf(sheet.value);
      const next = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: sheets.value.length - 1 }[event.key];
      if (next === undefined || !sheets.value[next]) return;
      event.preventDefault();
      selected.value = sheets.value[next].name;
      nextTick(() => event.currentTarget?.querySelector?.("[aria-selected=true]")?.focus());
    };

    const tabs = () =>
      h(
        "div",
        { class: "sheet-tabs", role: "tablist", "aria-label": "Sheets", onKeydown: walkTabs },
        sheets.value.map((item) =>
          h("button", { key: item.name, type: "button", role: "tab", class: "sheet-tab", "aria-selected": String(item === sheet.value), "aria-controls": "sheet-panel", tabindex: item === sheet.value ? 0 : -1, onClick: () => (selected.value = item.name) }, [
            h("span", { class: "truncate", dir: "auto" }, item.name),
            item.kind !== "other" && h("span", { class: `sheet-kind sheet-kind-${item.kind}` }, item.kind),
          ]),
        ),
      );

    const noteMap = computed(() => new Map([...(props.notes.get(sheet.value?.name) ?? [])].map(([cell, { severity }]) => [cell, severity])));

    return () => {
      if (!sheet.value) return h("section", { class: "pane workbook-pane", "aria-label": "Workbook" }, h(EmptyState, { icon: "table", title: "This workbook has no sheets" }));
      return h("section", { class: "pane workbook-pane", "aria-label": "Workbook" }, [
        tools(),
        h("div", { id: "sheet-panel", class: "sheet-panel", role: "tabpanel", "aria-label": sheet.value.name }, [
          h(SheetGrid, {
            ref: grid,
            key: props.workbook.workbook,
            name: sheet.value.name,
            read,
            roles: columnRoles.value,
            headerRows: sheet.value.header_rows ?? [],
            hasRoles: sheet.value.kind === "mapping",
            lit: litHere.value,
            notes: noteMap.value,
            onCell: choose,
            onActive: (place) => (active.value = place),
            onColumn: askColumn,
            onRow: askRow,
          }),
        ]),
        inspected(),
        tabs(),
        menu.value && h(PopupMenu, { ...menu.value, onClose: () => (menu.value = null) }),
        naming.value !== null &&
          h(
            ModalDialog,
            { title: "Target table", onClose: () => (naming.value = null) },
            {
              default: () => [
                h("p", `All rows of the sheet ${sheet.value.name} that name no other table describe this one.`),
                h("input", { class: "field", "aria-label": "Target table", value: naming.value, onInput: (event) => (naming.value = event.target.value), onVnodeMounted: ({ el }) => el.select() }),
              ],
              actions: ({ close }) => [
                h("button", { type: "button", class: "button", onClick: close }, "Cancel"),
                h("button", { type: "button", class: "button button-primary", disabled: naming.value?.trim() === "", onClick: () => (correct(withTarget(sheet.value, naming.value.trim())), (naming.value = null)) }, "Change"),
              ],
            },
          ),
      ]);
    };
  },
});
