import { defineComponent, h, onBeforeUnmount, ref } from "../../vendor/vue.js";
import { byteCount, timeOf } from "../chat/format.js";
import EmptyState from "../components/empty-state.js";
import { icon } from "../components/icon.js";
import { iconButton } from "../components/icon-button.js";
import ModalDialog from "../components/modal-dialog.js";
import { showProblem } from "../components/toast.js";
import { navigate, routeHash } from "../router.js";
import { registerShortcuts } from "../shortcuts.js";
import { useApplication } from "../state/application.js";
import { idOf } from "../state/studio.js";
import DiagnosticsList from "./diagnostics-list.js";
import { dialectName } from "./generation-form.js";

const accepted = ".xlsx,.xlsm,.csv,.ods";
const statusWords = { pending: "waiting", in_progress: "running", completed: "complete", error: "failed" };

/** What a refusal says: its diagnostics, or its one sentence. */
export const diagnosticsOf = (error) => error?.problem?.diagnostics ?? [];

/** Whether a diagnostic says what the sentence says. */
const isSaidBelow = (error) => diagnosticsOf(error).some(({ found }) => found && error.message.includes(found));

/** Where workbooks are handed in, and what is there: workbooks and generations. */
export default defineComponent({
  name: "StudioHome",
  setup() {
    const { studio } = useApplication();
    const picker = ref(null);
    const isDropping = ref(false);
    const removing = ref(null);

    async function take(files) {
      const sent = await Promise.all([...files].map((file) => studio.upload(file)));
      const made = sent.filter(Boolean);
      if (made.length === 1 && files.length === 1) navigate({ view: "studio", room: "workbook", item: made[0].workbook });
    }
    async function again(entry) {
      studio.dismiss(entry.key);
      await take([entry.file]);
    }
    async function remove() {
      const { workbook } = removing.value;
      removing.value = null;
      await studio.deleteWorkbook(workbook).catch(showProblem);
    }
    const dispose = registerShortcuts("Studio", [{ keys: "u", label: "Upload a workbook", run: () => picker.value.click() }]);
    onBeforeUnmount(dispose);

    // Beside the frame, too: the browser would leave the page for a file that nobody takes.
    const dropping = {
      onDragover: (event) => {
        if (!event.dataTransfer?.types.includes("Files")) return;
        event.preventDefault();
        isDropping.value = true;
      },
      onDragleave: (event) => !event.currentTarget.contains(event.relatedTarget) && (isDropping.value = false),
      onDrop: (event) => {
        event.preventDefault();
        isDropping.value = false;
        take(event.dataTransfer.files);
      },
    };

    const drop = () =>
      h(
        "div",
        { class: ["upload-zone", { "upload-zone-over": isDropping.value }] },
        [
          icon("upload"),
          h("p", { class: "upload-words" }, [h("strong", "Drop a mapping workbook here"), h("span", { class: "quiet" }, "xlsx, csv or ods: one row for each target column, with where it comes from and what happens on the way")]),
          h("div", { class: "upload-buttons" }, [
            h("a", { class: "button", href: "mapping-template.xlsx", download: "mapping.xlsx", title: "A workbook with an example, to be filled in" }, "Template"),
            h("button", { type: "button", class: "button button-primary", onClick: () => picker.value.click() }, "Choose a file"),
          ]),
          h("input", {
            ref: picker,
            type: "file",
            class: "visually-hidden",
            tabindex: -1,
            "aria-label": "Workbook to upload",
            accept: accepted,
            multiple: true,
            onChange: (event) => {
              const files = [...event.target.files];
              event.target.value = "";
              take(files);
            },
          }),
        ],
      );

    const refused = () => studio.uploads.filter(({ phase }) => phase === "refused");
    const upload = (entry) => {
      const share = Math.round(entry.share * 100);
      const words = { sending: `${share} % of ${byteCount(entry.bytes)}`, reading: "is being read", refused: "refused" }[entry.phase];
      return h("li", { key: entry.key, class: ["upload", `upload-${entry.phase}`] }, [
        h("div", { class: "upload-head" }, [
          icon(entry.phase === "refused" ? "alert" : "file"),
          h("span", { class: "truncate", dir: "auto" }, entry.name),
          h("span", { class: "quiet number" }, words),
          h("span", { class: "composer-space" }),
          entry.phase === "refused" && h("button", { type: "button", class: "button button-quiet", onClick: () => again(entry) }, "Try again"),
          entry.phase === "refused" && iconButton("close", `Dismiss ${entry.name}`, { class: "icon-button-small", onClick: () => studio.dismiss(entry.key) }),
        ]),
        entry.phase !== "refused" && h("progress", { class: "progress", "aria-label": `Upload of ${entry.name}`, max: 1, value: entry.phase === "sending" ? entry.share : undefined }),
        entry.phase === "refused" && h("div", { role: "alert", class: "upload-refusal" }, [!isSaidBelow(entry.error) && h("p", entry.error.message), diagnosticsOf(entry.error).length > 0 && h(DiagnosticsList, { diagnostics: diagnosticsOf(entry.error).map((diagnostic) => ({ ...diagnostic, cell: null, found: [diagnostic.cell, diagnostic.found].filter(Boolean).join(": ") })) })]),
      ]);
    };

    const link = (target) => ({
      href: routeHash(target),
      onClick: (event) => {
        if (event.metaKey || event.ctrlKey || event.shiftKey || event.button !== 0) return;
        event.preventDefault();
        navigate(target);
      },
    });

    const workbook = (item) => {
      const mappings = (item.layout?.sheets ?? []).filter(({ kind }) => kind === "mapping");
      const doubtful = mappings.some(({ confidence }) => confidence !== undefined && confidence < 0.6);
      return h("li", { key: item.workbook, class: "studio-row" }, [
        h("a", { class: "studio-link", ...link({ view: "studio", room: "workbook", item: item.workbook }) }, [
          icon("table"),
          h("span", { class: "studio-row-name truncate", dir: "auto" }, item.name),
          doubtful && h("span", { class: "severity severity-warning" }, "look at the layout"),
          h("span", { class: "studio-row-facts quiet number" }, [byteCount(item.bytes), item.created_at && ` · ${timeOf(item.created_at)}`]),
        ]),
        iconButton("trash", `Delete ${item.name}`, { class: "icon-button-small studio-row-action", onClick: () => (removing.value = item) }),
      ]);
    };

    const generation = (item) => {
      const status = item.hashmap?.status ?? item.status ?? "completed";
      const share = item.hashmap?.metadata?.progress_percentage;
      return h("li", { key: idOf(item), class: "studio-row" }, [
        h("a", { class: "studio-link", ...link({ view: "studio", room: "generation", item: idOf(item) }) }, [
          h("span", { class: `status-mark status-${status}`, "aria-hidden": "true" }, status === "completed" ? icon("check") : status === "error" ? icon("alert") : h("span", { class: "pulse" })),
          h("span", { class: "studio-row-name truncate", dir: "auto" }, item.name ?? item.semantic_layer_name ?? item.hashmap?.semantic_layer_name ?? idOf(item)),
          h("span", { class: "quiet" }, [dialectName(item.dialect), item.as && ` ${item.as}`]),
          h("span", { class: "studio-row-facts quiet number" }, [statusWords[status] ?? status, (status === "pending" || status === "in_progress") && share !== undefined && ` · ${share} %`, item.created_at && ` · ${timeOf(item.created_at)}`]),
        ]),
      ]);
    };

    const more = (list, cursor) => cursor && h("button", { type: "button", class: "button button-quiet", onClick: () => studio.more(list).catch(showProblem) }, `More ${list}`);

    const lists = () => {
      const { phase, error, workbooks } = studio.state;
      if (phase === "failed") return h(EmptyState, { icon: "cloudOff", title: "The workbooks could not be read", text: error.message, action: { label: "Try again", run: () => studio.load() } });
      if (phase === "loading") return h("div", { class: "studio-loading", "aria-label": "The lists are loading", "aria-busy": "true" }, [72, 54, 63].map((width) => h("div", { key: width, class: `skeleton skeleton-${width}` })));
      const generations = studio.generations;
      return [
        generations.length > 0 && h("section", { class: "studio-section", "aria-label": "Generations" }, [h("h2", "Generations"), h("ul", { role: "list" }, generations.map(generation)), more("generations", studio.state.moreGenerations)]),
        h("section", { class: "studio-section", "aria-label": "Workbooks" }, [h("h2", "Workbooks"), workbooks.length > 0 ? h("ul", { role: "list" }, workbooks.map(workbook)) : h("p", { class: "quiet" }, "None yet. The template has an example to begin with."), more("workbooks", studio.state.moreWorkbooks)]),
      ];
    };

    return () =>
      h("div", { class: "studio-home", tabindex: 0, role: "region", "aria-label": "Workbooks and generations", ...dropping }, [
        h("div", { class: "studio-home-content" }, [
          drop(),
          refused().length > 1 && h("button", { type: "button", class: "button button-quiet uploads-dismiss", onClick: () => refused().forEach(({ key }) => studio.dismiss(key)) }, `Dismiss ${refused().length} refused files`),
          studio.uploads.length > 0 && h("ul", { class: "uploads", role: "list", "aria-label": "Uploads" }, studio.uploads.map(upload)),
          lists(),
        ]),
        removing.value &&
          h(
            ModalDialog,
            { title: "Delete this workbook?", onClose: () => (removing.value = null) },
            {
              default: () => h("p", [h("strong", { dir: "auto" }, removing.value?.name), " is deleted from the server. What was generated from it stays."]),
              actions: ({ close }) => [h("button", { type: "button", class: "button", onClick: close }, "Keep it"), h("button", { type: "button", class: "button button-danger", onClick: remove }, "Delete")],
            },
          ),
      ]);
  },
});
