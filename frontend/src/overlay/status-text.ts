import type { FrameState } from "../frames/frame-state";
import { windowText, type GreyWindow } from "../windowing/windowing";

/** What the bottom line speaks of. */
export interface Status {
  /** Of the slice that should be in view; null when it is no picture. */
  readonly frame: FrameState | null;
  /** Whether the object's real numbers were rounded to be shown. */
  readonly rounded: boolean;
  /** Null for colour. */
  readonly window: GreyWindow | null;
  /** From 0. */
  readonly index: number;
  readonly sliceCount: number;
  readonly comingCount: number;
  readonly failedCount: number;
}

/** For example `exact · W80 L40 · 14/34 · 20 slices still coming`. */
export function statusText(status: Status): string {
  const parts = [qualityText(status)];
  if (status.window !== null) parts.push(windowText(status.window));
  parts.push(`${status.index + 1}/${status.sliceCount}`);
  if (status.comingCount > 0) parts.push(`${countText(status.comingCount)} still coming`);
  if (status.failedCount > 0) parts.push(`${countText(status.failedCount)} failed`);
  return parts.join(" · ");
}

/** "exact": every stored value is here, nothing is approximated. */
function qualityText({ frame, rounded }: Status): string {
  switch (frame?.kind) {
    case undefined:
      return "no picture";
    case "queued":
    case "loading":
      return "coming";
    case "ready":
      return rounded ? "values rounded for display" : "exact";
    case "failed":
      return "failed";
  }
}

function countText(count: number): string {
  return count === 1 ? "1 slice" : `${count} slices`;
}
