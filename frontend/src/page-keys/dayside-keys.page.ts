import { meaningOf, parseChords, type Chords, type Focus } from "./chords";

const TYPING = "input, textarea, select, [contenteditable=''], [contenteditable='true'], [role='textbox'], [role='combobox']";
const NO_TEXT = "input[type='checkbox'], input[type='radio'], input[type='range']";
const CONTROLS = "button, a[href], summary, [role='button'], [role='menuitem'], [role='option'], vaadin-button, vaadin-grid, input";
/** Whatever is open over the page owns the keys. */
const OVER_THE_PAGE = "vaadin-dialog[opened], vaadin-confirm-dialog[opened]";

/**
 * `<dayside-keys chords='{"a": "accept"}'>`: hears the page's keys wherever the focus is and tells each command as the
 * event `page-key`, with the `scene` that the page showed when it was pressed. Listens at the document, before the viewer does at the window: what the page uses is the page's.
 */
export class DaysideKeys extends HTMLElement {
  static readonly observedAttributes = ["chords"];

  private chords: Chords = {};
  private pending: string | null = null;

  connectedCallback(): void {
    document.addEventListener("keydown", this.listener);
  }

  disconnectedCallback(): void {
    document.removeEventListener("keydown", this.listener);
  }

  attributeChangedCallback(_name: string, _before: string | null, json: string | null): void {
    this.chords = parseChords(json ?? "{}");
  }

  private readonly listener = (event: KeyboardEvent): void => {
    if (event.defaultPrevented || event.isComposing || isModifier(event.key)) return;
    if (document.querySelector(OVER_THE_PAGE) !== null) return;
    const { command, pending } = meaningOf(event, this.pending, this.chords, focusOf(event));
    this.pending = pending;
    if (command === null || (event.repeat && command !== "following" && command !== "preceding")) return;
    event.preventDefault();
    const scene = this.getAttribute("scene") ?? "";
    this.dispatchEvent(new CustomEvent("page-key", { detail: { command, scene } }));
  };
}

function isModifier(key: string): boolean {
  return key === "Shift" || key === "Control" || key === "Alt" || key === "Meta";
}

function focusOf(event: KeyboardEvent): Focus {
  const path = event.composedPath().filter((node) => node instanceof Element);
  if (path.some((node) => node.matches(TYPING) && !node.matches(NO_TEXT))) return "typing";
  return path.some((node) => node.matches(CONTROLS)) ? "control" : "page";
}
