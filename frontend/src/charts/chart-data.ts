import { Json } from "../json/json";

/** One chart: the course of figures over time, or figures side by side. */
export type ChartData = TimeChart | BarChart;

interface ChartHead {
  readonly title: string;
  /** Stands at the axis and behind every figure, for example `min` or `%`. */
  readonly unit: string;
  /** What was promised: a line across the chart. In `unit`. */
  readonly target: number | null;
}

export interface TimeChart extends ChartHead {
  readonly kind: "time";
  /** IANA name of the zone whose clock the axis shows. */
  readonly zone: string;
  /** Seconds since 1970, ascending. */
  readonly times: readonly number[];
  readonly lines: readonly Line[];
}

export interface Line {
  readonly label: string;
  /** One for each time; null where there is no figure: the line has a gap. */
  readonly values: readonly (number | null)[];
  /** Lower and upper ends of the interval around each value, if known. */
  readonly interval: { readonly low: readonly (number | null)[]; readonly high: readonly (number | null)[] } | null;
  readonly urgency: Urgency;
}

export interface BarChart extends ChartHead {
  readonly kind: "bars";
  readonly bars: readonly Bar[];
}

export interface Bar {
  readonly label: string;
  readonly value: number | null;
  readonly interval: { readonly low: number; readonly high: number } | null;
  readonly urgency: Urgency;
}

export const URGENCIES = ["critical", "urgent", "routine", "done"] as const;
/** The only thing that colour says. */
export type Urgency = (typeof URGENCIES)[number];

/** Reads a chart given as a value or as JSON text. Throws UnexpectedJson. */
export function parseChart(document: unknown): ChartData {
  const json = Json.document(document, "chart");
  const head = {
    title: json.field("title").text(),
    unit: json.field("unit").text(),
    target: json.field("target").orNull((target) => target.number()),
  };
  return json.field("kind").oneOf(["time", "bars"]) === "time"
    ? { ...head, ...parseTimes(json) }
    : { ...head, kind: "bars", bars: json.field("bars").list(parseBar) };
}

function parseTimes(json: Json): Pick<TimeChart, "kind" | "zone" | "times" | "lines"> {
  const times = json.field("times").list((time) => time.number());
  if (times.some((time, index) => time <= (times[index - 1] ?? -Infinity))) {
    throw json.field("times").unexpected("times in ascending order");
  }
  const lines = json.field("series").list((line) => parseLine(line, times.length));
  return { kind: "time", zone: parseZone(json.field("zone")), times, lines };
}

function parseLine(json: Json, length: number): Line {
  const low = json.field("low").orNull((list) => parseValues(list, length));
  const high = json.field("high").orNull((list) => parseValues(list, length));
  return {
    label: json.field("label").nonEmptyText(),
    values: parseValues(json.field("values"), length),
    interval: low !== null && high !== null ? { low, high } : null,
    urgency: parseUrgency(json),
  };
}

function parseValues(json: Json, length: number): readonly (number | null)[] {
  const values = json.list((value) => value.orNull((present) => present.number()));
  if (values.length !== length) throw json.unexpected(`a list of ${length}, one for each time`);
  return values;
}

function parseBar(json: Json): Bar {
  const low = json.field("low").orNull((end) => end.number());
  const high = json.field("high").orNull((end) => end.number());
  return {
    label: json.field("label").nonEmptyText(),
    value: json.field("value").orNull((value) => value.number()),
    interval: low !== null && high !== null ? { low, high } : null,
    urgency: parseUrgency(json),
  };
}

function parseUrgency(json: Json): Urgency {
  return json.field("urgency").orNull((urgency) => urgency.oneOf(URGENCIES)) ?? "routine";
}

function parseZone(json: Json): string {
  const zone = json.nonEmptyText();
  try {
    new Intl.DateTimeFormat("en", { timeZone: zone });
  } catch {
    throw json.unexpected("the name of a time zone");
  }
  return zone;
}
