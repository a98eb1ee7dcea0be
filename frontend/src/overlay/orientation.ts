import type { Triple } from "../manifest/manifest";

/** Letters for the picture's edges, as a radiologist expects them. */
export interface EdgeLetters {
  readonly left: string;
  readonly right: string;
  readonly top: string;
  readonly bottom: string;
}

/** A direction this close to an axis gets one letter, the others two. Cosine of about 70 degrees. */
const NOTICEABLE = 0.34;

/** From the direction cosines of rows and columns; x runs to the patient's left, y to the back, z to the head. */
export function edgeLetters([row, column]: readonly [Triple, Triple]): EdgeLetters {
  return {
    left: letters(row, -1),
    right: letters(row, 1),
    top: letters(column, -1),
    bottom: letters(column, 1),
  };
}

function letters(direction: Triple, sign: 1 | -1): string {
  const axes = [
    { along: direction[0] * sign, positive: "L", negative: "R" },
    { along: direction[1] * sign, positive: "P", negative: "A" },
    { along: direction[2] * sign, positive: "H", negative: "F" },
  ];
  return axes
    .filter(({ along }) => Math.abs(along) >= NOTICEABLE)
    .sort((a, b) => Math.abs(b.along) - Math.abs(a.along))
    .slice(0, 2)
    .map(({ along, positive, negative }) => (along > 0 ? positive : negative))
    .join("");
}
