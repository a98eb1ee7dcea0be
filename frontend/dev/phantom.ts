/** A head-like picture in stored values (HU + 1024): skull, brain, ventricles, and a bleed on some slices. */
export const EDGE = 256;
export const SLICES = 34;
export const BLEED = { first: 12, last: 17, x: 150, y: 96, width: 34, height: 26 };

const AIR_HU = -1000;
const BONE_HU = 900;
const BRAIN_HU = 35;
const FLUID_HU = 6;
const BLOOD_HU = 72;

export function headSlice(slice: number): Int16Array {
  const stored = new Int16Array(EDGE * EDGE);
  const size = 0.55 + 0.4 * Math.sin((Math.PI * (slice + 1)) / (SLICES + 2));
  const random = noise(slice + 1);
  for (let row = 0; row < EDGE; row++) {
    for (let column = 0; column < EDGE; column++) {
      stored[row * EDGE + column] = Math.round(tissue(slice, row, column, size) + 6 * random()) + 1024;
    }
  }
  return stored;
}

function tissue(slice: number, row: number, column: number, size: number): number {
  const x = (column - EDGE / 2) / (EDGE * 0.38 * size);
  const y = (row - EDGE / 2) / (EDGE * 0.47 * size);
  const radius = Math.hypot(x, y);
  if (radius > 1) return AIR_HU;
  if (radius > 0.91) return BONE_HU;
  if (isBleed(slice, row, column)) return BLOOD_HU;
  const ventricle = Math.hypot((Math.abs(x) - 0.16) / 0.09, (y + 0.05) / 0.32) < 1;
  return ventricle ? FLUID_HU : BRAIN_HU;
}

function isBleed(slice: number, row: number, column: number): boolean {
  if (slice < BLEED.first || slice > BLEED.last) return false;
  const x = (column - BLEED.x - BLEED.width / 2) / (BLEED.width / 2);
  const y = (row - BLEED.y - BLEED.height / 2) / (BLEED.height / 2);
  return Math.hypot(x, y) < 0.9;
}

/** The same values every time: pictures can be compared. */
function noise(seed: number): () => number {
  let state = seed * 2654435761;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 31 - 1;
  };
}
