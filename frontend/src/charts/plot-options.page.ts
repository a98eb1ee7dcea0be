import uPlot from "uplot";
import type { BarChart, ChartData, Line, TimeChart } from "./chart-data";
import { valueRange, zoneText } from "./figures";
import { DASHES, FONT, withAlpha, type Looks } from "./looks";
import { drawBarLabels, drawEndLabels, drawTarget } from "./plot-labels.page";

export interface Plot {
  readonly options: Omit<uPlot.Options, "width" | "height">;
  readonly data: uPlot.AlignedData;
}

/** Room at the right for the names of lines, in CSS pixels. */
const LABEL_ROOM = 130;
/** Room at the right for the target alone. */
const TARGET_ROOM = 92;

const HOUR_S = 3600;
const DAY_S = 24 * HOUR_S;

/** Labels of the time axis by the distance of its marks: 24 hours, day before month. */
const TIME_LABELS: uPlot.Axis.Values = [
  [365 * DAY_S, "{YYYY}", null, null, null, null, null, null, 1],
  [28 * DAY_S, "{MMM}", "\n{YYYY}", null, null, null, null, null, 1],
  [DAY_S, "{D} {MMM}", "\n{YYYY}", null, null, null, null, null, 1],
  [HOUR_S, "{HH}:{mm}", "\n{D} {MMM}", null, "\n{D} {MMM}", null, null, null, 1],
  [60, "{HH}:{mm}", "\n{D} {MMM}", null, "\n{D} {MMM}", null, null, null, 1],
  [1, "{HH}:{mm}:{ss}", "\n{D} {MMM}", null, "\n{D} {MMM}", null, null, null, 1],
];

export function plotOf(chart: ChartData, looks: Looks): Plot {
  return chart.kind === "time" ? timePlot(chart, looks) : barPlot(chart, looks);
}

function timePlot(chart: TimeChart, looks: Looks): Plot {
  const columns = chart.lines.flatMap(({ values, interval }) => (interval ? [values, interval.high, interval.low] : [values]));
  const series: uPlot.Series[] = [{}];
  const bands: uPlot.Band[] = [];
  chart.lines.forEach((line, index) => {
    series.push(lineSeries(line, index, chart, looks));
    if (line.interval === null) return;
    bands.push({ series: [series.length, series.length + 1], fill: withAlpha(looks.urgency[line.urgency], 0.14) });
    series.push(edgeSeries(), edgeSeries());
  });
  return {
    data: [[...chart.times], ...columns.map((column) => [...column])],
    options: {
      ...common(chart, looks),
      padding: [16, LABEL_ROOM, 0, 0],
      tzDate: (seconds) => uPlot.tzDate(new Date(seconds * 1000), chart.zone),
      scales: { x: { time: true }, y: { range: [...valueRange(chart)] } },
      axes: [{ ...axis(looks), values: TIME_LABELS, label: zoneText(chart.zone) }, valueAxis(chart, looks)],
      series,
      bands,
      hooks: {
        draw: [
          (plot) => {
            drawTarget(plot, chart, looks);
            drawEndLabels(plot, chart, looks, LABEL_ROOM);
          },
        ],
      },
    },
  };
}

function lineSeries(line: Line, index: number, { lines }: TimeChart, looks: Looks): uPlot.Series {
  const alike = lines.slice(0, index).filter((other) => other.urgency === line.urgency).length;
  return {
    label: line.label,
    stroke: looks.urgency[line.urgency],
    width: 2,
    dash: [...(DASHES[alike % DASHES.length] ?? [])],
    points: { size: 5, show: hasLoneFigure(line) },
    spanGaps: false,
  };
}

/** A figure between two gaps would be invisible as a line. */
function hasLoneFigure({ values }: Line): boolean {
  const missing = (index: number): boolean => (values[index] ?? null) === null;
  return values.some((_, index) => !missing(index) && missing(index - 1) && missing(index + 1));
}

function edgeSeries(): uPlot.Series {
  return { width: 0, points: { show: false } };
}

function barPlot(chart: BarChart, looks: Looks): Plot {
  const colours = chart.bars.map(({ urgency }) => looks.urgency[urgency]);
  const path = uPlot.paths.bars?.({
    size: [0.6, 72],
    // 3: a fill for each bar.
    disp: { fill: { unit: 3, values: () => colours } },
  });
  return {
    data: [chart.bars.map((_, index) => index), chart.bars.map(({ value }) => value)],
    options: {
      ...common(chart, looks),
      padding: [16, chart.target === null ? 12 : TARGET_ROOM, 0, 0],
      scales: { x: { time: false, range: [-0.5, chart.bars.length - 0.5] }, y: { range: [...valueRange(chart)] } },
      axes: [
        {
          ...axis(looks),
          grid: { show: false },
          ticks: { show: false },
          size: 28,
          splits: () => chart.bars.map((_, index) => index),
          values: (plot) => chart.bars.map(({ label }) => fitted(plot, label, chart.bars.length)),
        },
        valueAxis(chart, looks),
      ],
      series: [{}, { label: chart.title, width: 0, points: { show: false }, ...(path ? { paths: path } : {}) }],
      hooks: {
        draw: [
          (plot) => {
            drawTarget(plot, chart, looks);
            drawEndLabels(plot, chart, looks, TARGET_ROOM);
            drawBarLabels(plot, chart, looks);
          },
        ],
      },
    },
  };
}

/** Cuts a name to the width that its bar has. About seven CSS pixels a letter in our font. */
function fitted(plot: uPlot, label: string, count: number): string {
  const letters = Math.max(3, Math.floor((plot.width - 2 * TARGET_ROOM) / count / 7));
  return label.length <= letters ? label : `${label.slice(0, letters - 1)}…`;
}

function common(chart: ChartData, { text }: Looks): Pick<uPlot.Options, "legend" | "cursor"> {
  const overTime = chart.kind === "time";
  return {
    legend: { show: false },
    cursor: { drag: { x: false, y: false }, y: false, x: overTime, points: { show: overTime, size: 7, fill: text } },
  };
}

function axis({ faint, grid }: Looks): uPlot.Axis {
  return {
    stroke: faint,
    font: FONT,
    labelFont: FONT,
    labelSize: 20,
    grid: { stroke: grid, width: 1 },
    ticks: { stroke: grid, width: 1 },
  };
}

function valueAxis(chart: ChartData, looks: Looks): uPlot.Axis {
  return { ...axis(looks), label: chart.unit, size: 48 };
}
