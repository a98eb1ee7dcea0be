import type { Urgency } from "./chart-data";

/** Colours of a chart; every text colour has contrast 4.5:1 or more on its ground. */
export interface Looks {
  readonly ground: string;
  readonly text: string;
  readonly faint: string;
  readonly grid: string;
  readonly urgency: Readonly<Record<Urgency, string>>;
}

export const LIGHT: Looks = {
  ground: "#ffffff",
  text: "#2b333d",
  faint: "#5b6672",
  grid: "#e3e7ec",
  urgency: { critical: "#c22f2f", urgent: "#925300", routine: "#4d5865", done: "#2a7548" },
};

export const DARK: Looks = {
  ground: "#12161b",
  text: "#c9d1d9",
  faint: "#8b96a2",
  grid: "#222930",
  urgency: { critical: "#ff5c5c", urgent: "#ffb454", routine: "#9aa5b1", done: "#5fb37c" },
};

/** Lines of one urgency differ by their dashes, since colour is taken. */
export const DASHES: readonly (readonly number[])[] = [[], [8, 4], [2, 3], [10, 3, 2, 3]];

export const FONT = "12px system-ui, sans-serif";

/** A colour of six digits, let through. */
export function withAlpha(colour: string, alpha: number): string {
  const digits = Math.round(alpha * 255).toString(16);
  return `${colour}${digits.padStart(2, "0")}`;
}
