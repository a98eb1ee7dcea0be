/** Moves heights apart until none is nearer to the next than `gap`, keeping their order and staying in the frame. */
export function spread(heights: readonly number[], gap: number, top: number, bottom: number): readonly number[] {
  const order = heights.map((height, index) => ({ height, index })).sort((a, b) => a.height - b.height);
  let least = top;
  for (const entry of order) {
    entry.height = Math.max(entry.height, least);
    least = entry.height + gap;
  }
  let most = bottom;
  for (const entry of order.toReversed()) {
    entry.height = Math.min(entry.height, most);
    most = entry.height - gap;
  }
  const placed = new Map(order.map(({ index, height }) => [index, height]));
  return heights.map((height, index) => placed.get(index) ?? height);
}
