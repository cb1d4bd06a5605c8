/** The keys that work wherever the focus is outside a field or dialog. */
import { listAll } from "./dom.ts";

/** Listens from now on: 1 to 9 answer the open question, and / calls `write`, which goes to the text field. */
export function listenToKeys({ write }: { readonly write: () => void }): void {
  document.addEventListener("keydown", (event) => onKey(event, write));
}

function onKey(event: KeyboardEvent, write: () => void): void {
  const { target } = event;
  const inField = target instanceof Element && target.closest("input, textarea, select, dialog") !== null;
  if (inField || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "/" && listAll(document, "dialog[open]", HTMLElement).length === 0) {
    event.preventDefault();
    write();
  }
  if (!/^[1-9]$/.test(event.key)) return;
  const newest = listAll(document, ".pane.direct .choices", HTMLElement).at(-1);
  if (newest) listAll(newest, `[data-key="${event.key}"]`, HTMLElement)[0]?.click();
}
