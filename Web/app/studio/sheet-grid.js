import { computed, defineComponent, h, nextTick, onBeforeUnmount, onMounted, ref, shallowRef, watch } from "../../vendor/vue.js";
import { icon } from "../components/icon.js";
import { windowOf } from "../lineage/row-window.js";
import { cellName, columnName, columnNumber, holds } from "./cell-address.js";
import { columnOffsets, columnsBetween, columnWidths } from "./column-widths.js";
import { MergedCells } from "./merged-cells.js";
import { RowPages } from "./row-pages.js";

const rowHeight = 26;
const headHeight = 44;
const plainHeadHeight = 26;
const numberWidth = 56;
const settleMs = 60;
/** As many columns are drawn whole, so that nothing has to appear in a scroll to the side. */
const mostWholeColumns = 24;

/**
 * One sheet of a workbook, of which only what is in sight stands in the document: rows are read in pages as they come near. `read(first, last)` brings
 * rows as `GET …/cells` does; `roles` are those of the columns (none where a sheet `hasRoles` not), `headerRows` the rows that are heads; `lit` are ranges to light up, `notes` says by cell name
 * how grave what is said about it is. Emits `cell({row, column, cell})` for a cell that is chosen, `column(number, point)` and `row(number, point)` for what
 * asks for a menu. Exposes `reveal(range)`.
 */
export default defineComponent({
  name: "SheetGrid",
  props: {
    name: { type: String, required: true },
    read: { type: Function, required: true },
    roles: { type: Map, required: true },
    headerRows: { type: Array, required: true },
    hasRoles: { type: Boolean, default: true },
    lit: { type: Array, default: () => [] },
    notes: { type: Map, default: () => new Map() },
  },
  emits: ["cell", "active", "column", "row"],
  setup(props, { emit, expose }) {
    const scroller = ref(null);
    const top = ref(0);
    const left = ref(0);
    const size = ref({ width: 800, height: 400 });
    const extent = ref({ rows: 0, columns: 0 });
    const widths = shallowRef([]);
    const revision = ref(0);
    const error = shallowRef(null);
    const active = ref({ row: 1, column: 1 });
    const hiddenColumns = shallowRef(new Set());
    let pages = new RowPages();
    let merged = new MergedCells();
    let observer = null;
    let settling = null;
    let generation = 0;

    const headOf = computed(() => (props.hasRoles ? headHeight : plainHeadHeight));
    const offsets = computed(() => columnOffsets(widths.value));
    const bodyWidth = computed(() => numberWidth + offsets.value.at(-1));
    const rowsShown = computed(() => windowOf({ top: top.value, height: size.value.height - headOf.value, rowHeight, count: extent.value.rows, extra: 8 }));
    const columnsShown = computed(() => widths.value.length <= mostWholeColumns ? { first: 1, last: widths.value.length } : columnsBetween(offsets.value, left.value - 200, left.value + size.value.width + 200));

    async function load({ page, first, last }) {
      const mine = generation;
      try {
        const answer = await props.read(first, last);
        if (mine !== generation) return;
        const rows = answer.rows.map((row) => ({ ...row, cells: row.cells.map((cell) => ({ ...cell, column: columnNumber(/^[A-Z]+/.exec(cell.cell)[0]) })) }));
        pages.put(page, rows.map((row) => ({ ...row, byColumn: new Map(row.cells.map((cell) => [cell.column, cell])) })));
        merged.add(answer.merged ?? []);
        hiddenColumns.value = new Set((answer.hidden_columns ?? []).map(columnNumber));
        extent.value = { rows: Math.max(answer.last_row ?? 0, extent.value.rows), columns: Math.max(answer.columns ?? 0, extent.value.columns) };
        if (widths.value.length < extent.value.columns) {
          const names = Array.from({ length: extent.value.columns }, (_, index) => props.roles.get(index + 1)?.label ?? "");
          widths.value = [...widths.value, ...columnWidths(rows, extent.value.columns, names).slice(widths.value.length)];
        }
        error.value = null;
        revision.value += 1;
      } catch (problem) {
        if (mine !== generation) return;
        pages.failed(page);
        error.value = problem;
      }
    }

    /** What was only passed by in a long scroll is not asked for. */
    function need() {
      clearTimeout(settling);
      settling = setTimeout(() => {
        const { start, end } = rowsShown.value;
        for (const wanted of pages.want(start + 1, Math.max(end, start + 1))) load(wanted);
      }, settleMs);
    }

    function begin() {
      generation += 1;
      pages = new RowPages();
      merged = new MergedCells();
      extent.value = { rows: 0, columns: 0 };
      widths.value = [];
      active.value = { row: 1, column: 1 };
      error.value = null;
      if (scroller.value) scroller.value.scrollTop = scroller.value.scrollLeft = 0;
      for (const wanted of pages.want(1, 1)) load(wanted);
    }

    watch(() => props.name, begin, { immediate: true });
    watch(rowsShown, need);
    onMounted(() => {
      observer = new ResizeObserver(() => (size.value = { width: scroller.value.clientWidth, height: scroller.value.clientHeight }));
      observer.observe(scroller.value);
    });
    onBeforeUnmount(() => {
      generation += 1;
      clearTimeout(settling);
      observer.disconnect();
    });

    const cellAt = (row, column) => pages.row(row)?.byColumn.get(column) ?? null;

    function show({ top: row, left: column, bottom, right }, { centred = false } = {}) {
      const element = scroller.value;
      const [from, to] = [(row - 1) * rowHeight, Math.min(bottom, row + 20) * rowHeight];
      const inner = element.clientHeight - headOf.value;
      if (centred && (from < element.scrollTop || to > element.scrollTop + inner)) element.scrollTop = Math.max(0, from - inner / 3);
      else if (from < element.scrollTop) element.scrollTop = from;
      else if (to > element.scrollTop + inner) element.scrollTop = to - inner;
      const [start, end] = [offsets.value[Math.min(column, widths.value.length) - 1] ?? 0, offsets.value[Math.min(right, column, widths.value.length)] ?? 0];
      const innerWidth = element.clientWidth - numberWidth;
      if (start < element.scrollLeft) element.scrollLeft = Math.max(0, start - 24);
      else if (end > element.scrollLeft + innerWidth) element.scrollLeft = Math.min(start, end - innerWidth + 24);
    }

    async function reveal(range) {
      await until(() => extent.value.rows > 0 || error.value !== null);
      if (extent.value.rows === 0) return;
      active.value = { row: Math.min(range.top, extent.value.rows), column: Math.min(range.left, Math.max(1, extent.value.columns)) };
      await nextTick();
      show(range, { centred: true });
    }

    const until = (holdsNow) => (holdsNow() ? Promise.resolve() : new Promise((resolve) => {
      const stop = watch([extent, error], () => holdsNow() && (stop(), resolve()));
    }));

    /** A cell inside merged ones is their first. */
    const anchorOf = (row, column) => {
      const range = merged.at(row, column);
      return range ? { row: range.top, column: range.left } : { row, column };
    };

    function choose(row, column) {
      active.value = anchorOf(row, column);
      emit("cell", { ...active.value, cell: cellAt(active.value.row, active.value.column) });
    }
    watch([active, revision], () => emit("active", { ...active.value, cell: cellAt(active.value.row, active.value.column) }), { flush: "post" });

    function onKeydown(event) {
      if (event.target !== scroller.value) return;
      const { row, column } = active.value;
      const page = Math.max(1, Math.floor((size.value.height - headOf.value) / rowHeight) - 1);
      const range = merged.at(row, column);
      const isFar = event.ctrlKey || event.metaKey;
      const target = {
        ArrowDown: [isFar ? extent.value.rows : (range?.bottom ?? row) + 1, column],
        ArrowUp: [isFar ? 1 : row - 1, column],
        ArrowRight: [row, isFar ? extent.value.columns : (range?.right ?? column) + 1],
        ArrowLeft: [row, isFar ? 1 : column - 1],
        Home: [isFar ? 1 : row, 1],
        End: [isFar ? extent.value.rows : row, extent.value.columns],
        PageDown: [row + page, column],
        PageUp: [row - page, column],
      }[event.key];
      if (target && !event.altKey) {
        const [nextRow, nextColumn] = [Math.min(Math.max(1, target[0]), extent.value.rows), Math.min(Math.max(1, target[1]), extent.value.columns)];
        active.value = anchorOf(nextRow, nextColumn);
        show({ top: active.value.row, left: active.value.column, bottom: active.value.row, right: active.value.column });
      } else if (event.key === "Enter") choose(row, column);
      else if (event.key === "ContextMenu" || (event.key === "F10" && event.shiftKey)) props.hasRoles && emit("column", column, pointOf(document.getElementById(cellID(row, column)) ?? scroller.value));
      else return;
      event.preventDefault();
    }

    expose({ reveal, focus: () => scroller.value.focus({ preventScroll: true }) });

    const cellID = (row, column) => `cell-${row}-${column}`;
    const pointOf = (element) => {
      const { left: x, bottom: y } = element.getBoundingClientRect();
      return { x, y: y + 2 };
    };

    const heads = () => {
      const found = [];
      for (let column = columnsShown.value.first; column <= Math.min(columnsShown.value.last, widths.value.length); column += 1) {
        const role = props.roles.get(column);
        const isHidden = hiddenColumns.value.has(column);
        found.push(
          h("div", { key: column, role: "columnheader", "aria-colindex": column + 1, class: ["sheet-column", role && `role-${role.group}`, { "sheet-column-hidden": isHidden }], style: { left: `${numberWidth + offsets.value[column - 1]}px`, width: `${widths.value[column - 1]}px` } }, [
            !props.hasRoles && h("span", { class: "sheet-column-plain" }, columnName(column)),
            props.hasRoles && h(
              "button",
              {
                type: "button",
                class: "sheet-column-button",
                "aria-haspopup": "menu",
                "aria-label": `Column ${columnName(column)}: ${role?.label ?? "no role"}${isHidden ? ", hidden in the workbook" : ""}`,
                title: isHidden ? "Hidden in the workbook; change what this column is" : "Change what this column is",
                onClick: (event) => emit("column", column, pointOf(event.currentTarget)),
              },
              [h("span", { class: "sheet-letter" }, columnName(column)), h("span", { class: ["sheet-role", "truncate", { quiet: !role }] }, role?.label ?? "No role"), icon("chevronDown")],
            ),
          ]),
        );
      }
      return h("div", { class: "sheet-head", role: "rowgroup", style: { width: `${bodyWidth.value}px`, height: `${headOf.value}px` } }, [
        h("div", { role: "row", "aria-rowindex": 1, class: "sheet-head-row" }, [h("div", { class: "sheet-corner", role: "columnheader", "aria-colindex": 1 }, h("span", { class: "visually-hidden" }, "Row")), found]),
      ]);
    };

    const isLit = (row, column) => props.lit.some((range) => holds(range, row, column));

    const cellView = (row, column, range) => {
      const cell = cellAt(row, column);
      const right = range ? Math.min(range.right, widths.value.length) : column;
      const role = props.roles.get(column);
      const note = props.notes.get(cellName(row, column));
      const isActive = active.value.row === row && active.value.column === column;
      return h(
        "div",
        {
          key: column,
          id: cellID(row, column),
          role: "gridcell",
          "aria-colindex": column + 1,
          "aria-colspan": right > column ? right - column + 1 : undefined,
          "aria-rowspan": range && range.bottom > row ? range.bottom - row + 1 : undefined,
          "aria-selected": String(isActive),
          class: ["sheet-cell", `cell-type-${cell?.type ?? "empty"}`, role && `role-${role.group}`, { "sheet-merged": range, "sheet-lit": isLit(row, column), "sheet-active": isActive, "sheet-comment": cell?.comment, "sheet-cell-hidden": hiddenColumns.value.has(column) }, note && `sheet-note-${note}`],
          title: cell?.comment ?? undefined,
          style: {
            left: `${numberWidth + offsets.value[column - 1]}px`,
            width: `${offsets.value[right] - offsets.value[column - 1]}px`,
            height: range ? `${(range.bottom - range.top + 1) * rowHeight}px` : undefined,
          },
          onClick: () => {
            choose(row, column);
            scroller.value.focus({ preventScroll: true });
          },
        },
        h("span", { class: "sheet-text", dir: "auto" }, textOf(cell)),
      );
    };

    const rowView = (row) => {
      const data = pages.row(row);
      const cells = [];
      for (let column = columnsShown.value.first; column <= Math.min(columnsShown.value.last, widths.value.length); column += 1) {
        const range = merged.at(row, column);
        if (!range) cells.push(cellView(row, column, null));
        else if (range.top === row && (range.left === column || column === columnsShown.value.first)) cells.push(cellView(row, range.left, range));
      }
      const isHeader = props.headerRows.includes(row);
      return h(
        "div",
        {
          key: row,
          role: "row",
          "aria-rowindex": row + 1,
          class: ["sheet-row", { "sheet-row-hidden": data?.hidden, "sheet-row-header": isHeader, "sheet-row-waiting": data === undefined }],
          style: { top: `${(row - 1) * rowHeight}px` },
        },
        [
          h("div", { role: "rowheader", "aria-colindex": 1, class: "sheet-number" }, [
            h(
              "button",
              {
                type: "button",
                tabindex: -1,
                class: "sheet-number-button number",
                "aria-haspopup": "menu",
                "aria-label": `Row ${row}${isHeader ? ", header" : ""}${data?.hidden ? ", hidden in the workbook" : ""}`,
                title: data?.hidden ? "Hidden in the workbook" : undefined,
                onClick: (event) => emit("row", row, pointOf(event.currentTarget)),
              },
              [data?.hidden && h("span", { class: "sheet-hidden-mark", "aria-hidden": "true" }), String(row)],
            ),
          ]),
          cells,
        ],
      );
    };

    const body = () => {
      void revision.value;
      const { start, end } = rowsShown.value;
      const rows = new Set();
      for (let row = start + 1; row <= end; row += 1) rows.add(row);
      // What began above the window and reaches into it is drawn by its own row.
      for (const range of merged.within(start + 1, end)) rows.add(range.top);
      if (active.value.row <= extent.value.rows) rows.add(active.value.row);
      return h("div", { class: "sheet-body", role: "rowgroup", style: { height: `${extent.value.rows * rowHeight}px`, width: `${bodyWidth.value}px` } }, [...rows].sort((one, other) => one - other).map(rowView));
    };

    const note = () => {
      if (error.value && extent.value.rows === 0) return h("p", { class: "sheet-message", role: "alert" }, [error.value.message, h("button", { type: "button", class: "button button-quiet", onClick: begin }, "Try again")]);
      if (extent.value.rows === 0 && revision.value > 0) return h("p", { class: "sheet-message" }, "This sheet is empty.");
      return null;
    };

    return () =>
      h("div", { class: "sheet-frame" }, [
        h(
          "div",
          {
            ref: scroller,
            class: "sheet-grid",
            role: "grid",
            tabindex: 0,
            "aria-label": `Sheet ${props.name}`,
            "aria-rowcount": extent.value.rows + 1,
            "aria-colcount": extent.value.columns + 1,
            "aria-busy": extent.value.rows === 0 && error.value === null && revision.value === 0 ? "true" : undefined,
            "aria-activedescendant": extent.value.rows > 0 ? cellID(active.value.row, active.value.column) : undefined,
            onKeydown,
            onScroll: () => {
              top.value = scroller.value.scrollTop;
              left.value = scroller.value.scrollLeft;
            },
          },
          [heads(), body()],
        ),
        note(),
      ]);
  },
});

/** One line of what a cell holds: breaks are shown as what they are. */
function textOf(cell) {
  if (!cell) return "";
  const value = cell.value === true ? "TRUE" : cell.value === false ? "FALSE" : String(cell.value ?? "");
  return value.replaceAll("\n", " ⏎ ");
}
