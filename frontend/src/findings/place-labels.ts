/** A rectangle in CSS pixels of the viewport. */
export interface Box {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

const GAP = 4;

/**
 * Where labels go: above their region, below it when there is no room above, inside the viewport, and never on top of
 * an earlier label.
 *
 * @param regions in the order of importance; a region of no size marks a label that belongs to the whole picture
 */
export function placeLabels(regions: readonly Box[], label: { width: number; height: number }, view: Box): readonly Box[] {
  const placed: Box[] = [];
  for (const region of regions) {
    placed.push(clear(inside(beside(region, label, view), view), placed));
  }
  return placed;
}

function beside(region: Box, { width, height }: { width: number; height: number }, view: Box): Box {
  const above = region.top - height - GAP;
  const top = above >= view.top ? above : region.top + region.height + GAP;
  return { left: region.left, top, width, height };
}

function inside(box: Box, view: Box): Box {
  const left = Math.max(view.left, Math.min(box.left, view.left + view.width - box.width));
  const top = Math.max(view.top, Math.min(box.top, view.top + view.height - box.height));
  return { ...box, left, top };
}

function clear(box: Box, placed: readonly Box[]): Box {
  const hit = placed.find((other) => overlap(box, other));
  return hit === undefined ? box : clear({ ...box, top: hit.top + hit.height + GAP }, placed);
}

function overlap(a: Box, b: Box): boolean {
  const across = a.left < b.left + b.width && b.left < a.left + a.width;
  const down = a.top < b.top + b.height && b.top < a.top + a.height;
  return across && down;
}
