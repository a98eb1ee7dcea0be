import type { ViewableInstance } from "../manifest/manifest";
import { exactWindowOf, windowOf, type GreyRange, type GreyWindow } from "../windowing/windowing";

type Scale = Pick<ViewableInstance, "rounded" | "rescaleSlope" | "rescaleIntercept">;

/**
 * The range as Cornerstone draws it. Rounded real numbers are drawn as stored, from 0 to 65535, since its mouse makes no
 * window narrower than 1; all else in modality units.
 */
export function drawnRange({ rounded, rescaleSlope, rescaleIntercept }: Scale, range: GreyRange): GreyRange {
  if (!rounded) return range;
  const toStored = (value: number): number => (value - rescaleIntercept) / rescaleSlope;
  return { lower: toStored(range.lower), upper: toStored(range.upper) };
}

/** The window in modality units of a range that Cornerstone drew. */
export function windowOfDrawn({ rounded, rescaleSlope, rescaleIntercept }: Scale, drawn: GreyRange): GreyWindow {
  if (!rounded) return windowOf(drawn);
  const toValue = (stored: number): number => stored * rescaleSlope + rescaleIntercept;
  return exactWindowOf({ lower: toValue(drawn.lower), upper: toValue(drawn.upper) });
}
