import { commandOf, type Command } from "./commands";

/** Where keys mean text, or mean something to the control itself. */
const TYPING = "input, textarea, select, [contenteditable=''], [contenteditable='true'], [role='textbox'], [role='combobox']";
/** Controls that arrows, Space and page keys belong to while they have the focus. */
const CONTROLS =
  "button, a[href], summary, [role='button'], [role='tab'], [role='menuitem'], [role='option'], [role='grid'], " +
  "[role='listbox'], [role='tree'], [role='radio'], [role='checkbox'], [role='slider'], " +
  "vaadin-grid, vaadin-button, vaadin-tab, vaadin-menu-bar, vaadin-list-box";
const MOVING_KEYS = new Set(["step", "edge", "cine"]);

/**
 * Hears keys wherever the focus is, as long as nobody is typing. Listens at the window, after the page's own
 * listeners, so that a page that has used a key (by preventDefault) keeps it.
 *
 * @returns the undo
 */
export function listenToKeys(viewer: HTMLElement, onCommand: (command: Command) => void): () => void {
  const listener = (event: KeyboardEvent): void => {
    const command = commandOf(event);
    if (command === null || isTaken(event, command, viewer)) return;
    event.preventDefault();
    onCommand(command);
  };
  window.addEventListener("keydown", listener);
  return () => {
    window.removeEventListener("keydown", listener);
  };
}

function isTaken(event: KeyboardEvent, command: Command, viewer: HTMLElement): boolean {
  // Of several viewers in one place only the one in view is meant.
  if (!viewer.checkVisibility({ visibilityProperty: true })) return true;
  const path = event.composedPath().filter((node) => node instanceof Element);
  if (path.some((node) => node.matches(TYPING))) return true;
  // Inside the viewer only Space on a button is the control's own; the slider scrolls slices like the picture.
  const inside = path.includes(viewer);
  if (inside) return event.key === " " && path.some((node) => node.matches("button"));
  return MOVING_KEYS.has(command.kind) && path.some((node) => node.matches(CONTROLS));
}
