import type { ViewableInstance } from "../manifest/manifest";
import type { StoredPixels } from "./frame-state";

/** One frame in modality units (HU for CT), with the extent of its values. */
export interface ModalityValues {
  readonly values: StoredPixels | Float32Array;
  readonly min: number;
  readonly max: number;
}

type Rescale = Pick<ViewableInstance, "rescaleSlope" | "rescaleIntercept" | "samplesPerPixel">;

const INT16 = { min: -32768, max: 32767 };

/**
 * Stored values through the modality's rescale; PS3.3 C.11.1. Whole-numbered results that fit stay 16-bit; colour and
 * values that rescale does not change are not copied.
 */
export function toModalityValues(stored: StoredPixels, rescale: Rescale): ModalityValues {
  if (rescale.samplesPerPixel === 3) return { values: stored, min: 0, max: 255 };
  const { min, max } = extentOf(stored);
  const { rescaleSlope: slope, rescaleIntercept: intercept } = rescale;
  if (slope === 1 && intercept === 0) return { values: stored, min, max };
  const ends = [min * slope + intercept, max * slope + intercept] as const;
  const extent = { min: Math.min(...ends), max: Math.max(...ends) };
  const whole = Number.isInteger(slope) && Number.isInteger(intercept);
  const fits = extent.min >= INT16.min && extent.max <= INT16.max;
  const values = whole && fits ? new Int16Array(stored.length) : new Float32Array(stored.length);
  for (let index = 0; index < stored.length; index++) {
    values[index] = (stored[index] ?? 0) * slope + intercept;
  }
  return { values, ...extent };
}

function extentOf(stored: StoredPixels): { min: number; max: number } {
  let min = Infinity;
  let max = -Infinity;
  for (const value of stored) {
    if (value < min) min = value;
    if (value > max) max = value;
  }
  return { min, max };
}
