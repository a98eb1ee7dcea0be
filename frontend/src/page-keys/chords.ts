/**
 * What a page does at which keys: `{"a": "accept", "r": "reject", "r 1": "reject-1", "ctrl+enter": "sign"}`. Letters in
 * lower case; two presses after each other stand with a space between them.
 */
export type Chords = Readonly<Record<string, string>>;

/** The parts of a KeyboardEvent that decide. */
export interface PagePress {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly altKey: boolean;
  readonly metaKey: boolean;
}

/** Where the focus is, as far as it decides whose key it is. */
export type Focus = "page" | "control" | "typing";

/** What a press means: the command, if any, and the press that a second one may complete. */
export interface Meaning {
  readonly command: string | null;
  readonly pending: string | null;
}

const NOTHING: Meaning = { command: null, pending: null };
/** Keys that a focused control needs for itself. */
const OF_CONTROLS = new Set(["enter", " ", "arrowup", "arrowdown", "arrowleft", "arrowright"]);

/** While somebody is typing, only keys with Ctrl mean a command. */
export function meaningOf(press: PagePress, pending: string | null, chords: Chords, focus: Focus): Meaning {
  const name = nameOf(press);
  if (name === null) return NOTHING;
  if (!name.startsWith("ctrl+") && (focus === "typing" || (focus === "control" && OF_CONTROLS.has(name)))) return NOTHING;
  if (pending !== null) {
    const completed = chords[`${pending} ${name}`];
    if (completed !== undefined) return { command: completed, pending: null };
  }
  const begins = Object.keys(chords).some((chord) => chord.startsWith(`${name} `));
  return { command: chords[name] ?? null, pending: begins ? name : null };
}

/** Ctrl, and Meta on a Mac keyboard, are one; Alt is the browser's and the keyboard layout's. */
function nameOf({ key, ctrlKey, altKey, metaKey }: PagePress): string | null {
  if (altKey) return null;
  const lower = key.toLowerCase();
  return ctrlKey || metaKey ? `ctrl+${lower}` : lower;
}

/** Reads the page's chords; throws on anything but an object of texts. */
export function parseChords(json: string): Chords {
  const value: unknown = JSON.parse(json);
  if (typeof value !== "object" || value === null || Array.isArray(value)) throw new TypeError("chords: expected an object");
  for (const [chord, command] of Object.entries(value)) {
    if (typeof command !== "string") throw new TypeError(`chords.${chord}: expected text, received ${typeof command}`);
  }
  return value as Chords;
}
