/** Centre and width in modality units; PS3.3 C.11.2.1.2. */
export interface GreyWindow {
  readonly center: number;
  readonly width: number;
}

/** Values at or below `lower` are black, at or above `upper` white, in modality units. */
export interface GreyRange {
  readonly lower: number;
  readonly upper: number;
}

/** Narrowest window we draw: narrower ones divide by nearly nothing. */
export const MIN_WINDOW_WIDTH = 1e-3;

/**
 * PS3.3 C.11.2.1.2.1 (LINEAR). The standard leaves widths below 1 undefined there; they are read as LINEAR_EXACT
 * (C.11.2.1.3.2), which is how PET and quantitative maps mean them. Width 1 is a step of no width at all.
 */
export function rangeOf({ center, width }: GreyWindow): GreyRange {
  if (width <= 1) return { lower: center - width / 2, upper: center + width / 2 };
  return { lower: center - 0.5 - (width - 1) / 2, upper: center - 0.5 + (width - 1) / 2 };
}

export function windowOf({ lower, upper }: GreyRange): GreyWindow {
  const reach = Math.max(upper - lower, MIN_WINDOW_WIDTH);
  return reach < 1 ? { center: (lower + upper) / 2, width: reach } : { center: (lower + upper + 1) / 2, width: reach + 1 };
}

/** The window that just shows every value from `min` to `max`. */
export function windowSpanning(min: number, max: number): GreyWindow {
  return windowOf({ lower: min, upper: Math.max(max, min + 1) });
}

/** As radiologists write it: `W80 L40`. */
export function windowText({ center, width }: GreyWindow): string {
  return `W${figure(width)} L${figure(center)}`;
}

function figure(value: number): string {
  const rounded = Math.abs(value) < 10 && !Number.isInteger(value) ? value.toFixed(1) : value.toFixed(0);
  return rounded.replace(/^-0(\.0)?$/, "0").replace("-", "−");
}

export function sameWindow(a: GreyWindow, b: GreyWindow): boolean {
  return Math.abs(a.center - b.center) < 0.5 && Math.abs(a.width - b.width) < 0.5;
}

/** One modality value as 8-bit grey, 0 black to 255 white. */
export function greyOf(value: number, { lower, upper }: GreyRange, inverted: boolean): number {
  const share = Math.min(1, Math.max(0, (value - lower) / (upper - lower)));
  return Math.round(255 * (inverted ? 1 - share : share));
}
