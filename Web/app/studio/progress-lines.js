/** What is told of a generation: a step that began is no line of its own once it is said how it ended. Pure. */
export const linesOf = (notes) => notes.filter((note, index) => !(isBegin(note) && notes[index + 1]?.kind === "progress" && notes[index + 1].stage === note.stage));

const isBegin = ({ kind, text }) => kind === "progress" && text?.endsWith("…");

/** Whether a line says that something was left undone. */
export const isLeftOpen = ({ kind, stage, text }) => kind === "progress" && (stage === "open" || stage === "refused" || (text ?? "").includes(" could not be made: "));
