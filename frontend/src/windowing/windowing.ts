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

/** Narrowest window of whole numbers that we draw: narrower ones divide by nearly nothing. */
export const MIN_WINDOW_WIDTH = 1e-3;

/**
 * PS3.3 C.11.2.1.2.1 (LINEAR). The standard leaves widths below 1 undefined there; they are read as LINEAR_EXACT
 * (C.11.2.1.3.2), which is how PET and quantitative maps mean them. Width 1 is a step of no width at all.
 */
export function rangeOf({ center, width }: GreyWindow): GreyRange {
  if (width <= 1) return exactRangeOf({ center, width });
  return { lower: center - 0.5 - (width - 1) / 2, upper: center - 0.5 + (width - 1) / 2 };
}

export function windowOf({ lower, upper }: GreyRange): GreyWindow {
  const reach = Math.max(upper - lower, MIN_WINDOW_WIDTH);
  return reach < 1 ? { center: (lower + upper) / 2, width: reach } : { center: (lower + upper + 1) / 2, width: reach + 1 };
}

/** PS3.3 C.11.2.1.3.2 (LINEAR_EXACT), the window of real numbers. */
export function exactRangeOf({ center, width }: GreyWindow): GreyRange {
  return { lower: center - width / 2, upper: center + width / 2 };
}

export function exactWindowOf({ lower, upper }: GreyRange): GreyWindow {
  return { center: (lower + upper) / 2, width: upper - lower };
}

/** The window that just shows every value from `min` to `max`. */
export function windowSpanning(min: number, max: number): GreyWindow {
  return windowOf({ lower: min, upper: Math.max(max, min + 1) });
}

/** As radiologists write it: `W80 L40`. */
export function windowText({ center, width }: GreyWindow): string {
  return `W${figure(width, width)} L${figure(center, width)}`;
}

/** As fine as the window needs it. */
function figure(value: number, width: number): string {
  if (width < 1 || width >= 1e6) return fineFigure(value, width);
  const rounded = Math.abs(value) < 10 && !Number.isInteger(value) ? value.toFixed(1) : value.toFixed(0);
  return rounded.replace(/^-0(\.0)?$/, "0").replace("-", "−");
}

/** To the hundredth part of the width. */
function fineFigure(value: number, width: number): string {
  const decimals = 2 - Math.floor(Math.log10(width));
  const written = decimals >= 0 && decimals <= 6 ? String(Number(value.toFixed(decimals))) : String(Number(value.toPrecision(3)));
  return written.replaceAll("-", "−");
}

export function sameWindow(a: GreyWindow, b: GreyWindow): boolean {
  const near = Math.min(0.5, a.width / 50);
  return Math.abs(a.center - b.center) < near && Math.abs(a.width - b.width) < near;
}

/** One modality value as 8-bit grey, 0 black to 255 white. */
export function greyOf(value: number, { lower, upper }: GreyRange, inverted: boolean): number {
  const share = Math.min(1, Math.max(0, (value - lower) / (upper - lower)));
  return Math.round(255 * (inverted ? 1 - share : share));
}
