/** A rectangle in CSS pixels of the viewport. */
export interface Box {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

const GAP = 4;

/**
 * Where labels go: above their region if that covers neither another region nor an earlier label, else below, to the
 * right or to the left of it. If all of these cover something, a label covers other regions before its own; it is always
 * inside the viewport and never on top of an earlier label.
 *
 * @param regions in the order of importance; a region of no size marks a label that belongs to the whole picture
 */
export function placeLabels(regions: readonly Box[], label: Size, view: Box): readonly Box[] {
  const placed: Box[] = [];
  for (const region of regions) {
    const others = regions.filter((other) => other !== region && other.width > 0);
    const places = placesBeside(region, label).map((place) => inside(place, view));
    const free = places.find((place) => isClear(place, [...placed, region, ...others]));
    const usable = places.find((place) => isClear(place, [...placed, region]));
    placed.push(free ?? usable ?? below(inside({ ...region, ...label }, view), placed));
  }
  return placed;
}

interface Size {
  readonly width: number;
  readonly height: number;
}

function placesBeside({ left, top, width, height }: Box, label: Size): readonly Box[] {
  return [
    { left, top: top - label.height - GAP, ...label },
    { left, top: top + height + GAP, ...label },
    { left: left + width + GAP, top, ...label },
    { left: left - label.width - GAP, top, ...label },
  ];
}

function inside(box: Box, view: Box): Box {
  const left = Math.max(view.left, Math.min(box.left, view.left + view.width - box.width));
  const top = Math.max(view.top, Math.min(box.top, view.top + view.height - box.height));
  return { ...box, left, top };
}

/** Down past every earlier label in the way. */
function below(box: Box, placed: readonly Box[]): Box {
  const hit = placed.find((other) => overlap(box, other));
  return hit === undefined ? box : below({ ...box, top: hit.top + hit.height + GAP }, placed);
}

function isClear(box: Box, taken: readonly Box[]): boolean {
  return !taken.some((other) => overlap(box, other));
}

function overlap(a: Box, b: Box): boolean {
  const across = a.left < b.left + b.width && b.left < a.left + a.width;
  const down = a.top < b.top + b.height && b.top < a.top + a.height;
  return across && down;
}
