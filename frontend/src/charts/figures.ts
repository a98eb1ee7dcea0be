import type { ChartData, Urgency } from "./chart-data";

/** Beside every colour: what is urgent is seen without colour as well. */
export const MARKS: Readonly<Record<Urgency, string>> = { critical: "● ", urgent: "▲ ", routine: "", done: "✓ " };

const NUMBER = new Intl.NumberFormat("en", { maximumFractionDigits: 1 });

/** For example `42 min`, `97.5 %`, or an en dash for no figure. */
export function figureText(value: number | null, unit: string): string {
  if (value === null) return "–";
  return unit === "" ? NUMBER.format(value) : `${NUMBER.format(value)} ${unit}`;
}

/** A clock time with its day, in the chart's zone. */
export function timeText(seconds: number, zone: string): string {
  const format = new Intl.DateTimeFormat("en-GB", {
    timeZone: zone,
    day: "numeric",
    month: "short",
    hour: "2-digit",
    minute: "2-digit",
  });
  return format.format(new Date(seconds * 1000));
}

/** `Europe/Zurich` as people say it. */
export function zoneText(zone: string): string {
  return `time in ${(zone.split("/").at(-1) ?? zone).replaceAll("_", " ")}`;
}

/** What the chart says, in rows: for screen readers and for checking by hand. */
export function rowsOf(chart: ChartData): readonly (readonly string[])[] {
  if (chart.kind === "bars") {
    return chart.bars.map(({ label, value, urgency }) => [label, `${MARKS[urgency]}${figureText(value, chart.unit)}`]);
  }
  return chart.times.map((time, index) => [
    timeText(time, chart.zone),
    ...chart.lines.map(({ values }) => figureText(values[index] ?? null, chart.unit)),
  ]);
}

export function headingsOf(chart: ChartData): readonly string[] {
  return chart.kind === "bars" ? ["", chart.unit] : [zoneText(chart.zone), ...chart.lines.map(({ label }) => label)];
}

export function isEmpty(chart: ChartData): boolean {
  const values = chart.kind === "bars" ? chart.bars.map(({ value }) => value) : chart.lines.flatMap((line) => line.values);
  return values.every((value) => value === null);
}

/** Room above the highest figure, as a share of the axis: labels stand there. */
const ROOM_ABOVE = 0.12;

/**
 * Ends of the value axis: from zero, so that heights are honest, to a little above the highest figure, interval or
 * target; below zero only if figures are.
 */
export function valueRange(chart: ChartData): readonly [min: number, max: number] {
  const figures =
    chart.kind === "bars"
      ? chart.bars.flatMap(({ value, interval }) => [value, interval?.low ?? null, interval?.high ?? null])
      : chart.lines.flatMap(({ values, interval }) => [...values, ...(interval?.low ?? []), ...(interval?.high ?? [])]);
  const present = [...figures, chart.target, 0].filter((figure) => figure !== null);
  const [min, max] = [Math.min(...present), Math.max(...present)];
  const room = (max - min || 1) * ROOM_ABOVE;
  return [min < 0 ? min - room : 0, max + room];
}
