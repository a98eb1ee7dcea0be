/** A measured length as the reader sees it: tenths of millimetres, whole pixels where the spacing is not known. */
export function lengthText(length: number, unit: string): string {
  if (unit === "mm") return `${length.toFixed(1)} mm`;
  return unit === "px" ? `${Math.round(length)} px` : `${length.toFixed(1)} ${unit}`;
}
