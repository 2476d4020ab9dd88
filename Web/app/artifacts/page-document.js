const drawingStyle = "html,body{height:100%;margin:0}body{box-sizing:border-box;padding:16px;display:flex;align-items:center;justify-content:center}svg{max-width:100%;max-height:100%}";

/** The document that shows a page or a drawing: what the model wrote, in the mode that browsers keep for pages of today. */
export function pageDocument(text, { isDrawing = false } = {}) {
  if (isDrawing) return `<!doctype html><meta charset="utf-8"><style>${drawingStyle}</style>${text.replace(/^\s*<\?xml[^>]*\?>/, "")}`;
  return /^\s*(<!--[^]*?-->\s*)*<!doctype/i.test(text) ? text : `<!doctype html>${text}`;
}
