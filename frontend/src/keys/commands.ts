import type { Tool } from "../viewport/mouse-tools.page";

/** What the reader can ask of the viewer without the mouse. */
export type Command =
  | { readonly kind: "step"; readonly slices: number }
  | { readonly kind: "edge"; readonly end: "first" | "last" }
  | { readonly kind: "series"; readonly step: 1 | -1 }
  | { readonly kind: "preset"; readonly number: number }
  | { readonly kind: "tool"; readonly tool: Tool }
  | { readonly kind: "invert" | "reset" | "cine" | "toggleFindings" | "removeMeasurement" };

/** The parts of a KeyboardEvent that decide. */
export interface KeyPress {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly altKey: boolean;
  readonly metaKey: boolean;
  readonly defaultPrevented: boolean;
}

/** Slices that Page Up and Page Down skip. */
const PAGE = 10;

/**
 * Keys of the viewer, in lower case. J, K, A, R, C, E, M, N, D, T, X and ? are the page's, and so is everything with
 * Ctrl, Alt or Meta: they must not appear here.
 */
const COMMANDS: Readonly<Record<string, Command>> = {
  arrowdown: { kind: "step", slices: 1 },
  arrowright: { kind: "step", slices: 1 },
  arrowup: { kind: "step", slices: -1 },
  arrowleft: { kind: "step", slices: -1 },
  pagedown: { kind: "step", slices: PAGE },
  pageup: { kind: "step", slices: -PAGE },
  home: { kind: "edge", end: "first" },
  end: { kind: "edge", end: "last" },
  "[": { kind: "series", step: -1 },
  "]": { kind: "series", step: 1 },
  w: { kind: "tool", tool: "window" },
  z: { kind: "tool", tool: "zoom" },
  p: { kind: "tool", tool: "pan" },
  l: { kind: "tool", tool: "length" },
  i: { kind: "invert" },
  h: { kind: "toggleFindings" },
  "0": { kind: "reset" },
  " ": { kind: "cine" },
  delete: { kind: "removeMeasurement" },
  backspace: { kind: "removeMeasurement" },
};

/** Null when the key is not the viewer's, or somebody else has dealt with it. */
export function commandOf(press: KeyPress): Command | null {
  if (press.defaultPrevented || press.ctrlKey || press.altKey || press.metaKey) return null;
  if (/^[1-9]$/.test(press.key)) return { kind: "preset", number: Number(press.key) };
  return COMMANDS[press.key.toLowerCase()] ?? null;
}
