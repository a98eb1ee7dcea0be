import uPlot from "uplot";
import type { BarChart, ChartData, TimeChart } from "./chart-data";
import { figureText, MARKS } from "./figures";
import { FONT, type Looks } from "./looks";
import { spread } from "./spread";

/** Least distance between two names at the right, in CSS pixels. */
const LINE_HEIGHT = 15;

/** The promise, as a line across. */
export function drawTarget(plot: uPlot, { target }: ChartData, looks: Looks): void {
  if (target === null) return;
  const { ctx, bbox } = plot;
  const y = Math.round(plot.valToPos(target, "y", true));
  onCanvas(ctx, () => {
    ctx.strokeStyle = looks.text;
    ctx.lineWidth = uPlot.pxRatio;
    ctx.setLineDash([4 * uPlot.pxRatio, 4 * uPlot.pxRatio]);
    ctx.beginPath();
    ctx.moveTo(bbox.left, y);
    ctx.lineTo(bbox.left + bbox.width, y);
    ctx.stroke();
  });
}

/** Names and last figures at the ends of the lines, and the promise, so that no legend is needed. */
export function drawEndLabels(plot: uPlot, chart: ChartData, looks: Looks, room: number): void {
  const { ctx, bbox } = plot;
  const labels = [...(chart.kind === "time" ? lineLabels(chart, looks) : []), ...targetLabel(chart, looks)];
  const heights = spread(
    labels.map(({ value }) => plot.valToPos(value, "y", true)),
    LINE_HEIGHT * uPlot.pxRatio,
    bbox.top,
    bbox.top + bbox.height,
  );
  onCanvas(ctx, () => {
    ctx.textAlign = "left";
    ctx.textBaseline = "middle";
    const left = bbox.left + bbox.width + 8 * uPlot.pxRatio;
    labels.forEach(({ text, colour }, index) => {
      ctx.fillStyle = colour;
      ctx.fillText(text, left, heights[index] ?? 0, (room - 12) * uPlot.pxRatio);
    });
  });
}

interface EndLabel {
  readonly value: number;
  readonly text: string;
  readonly colour: string;
}

function lineLabels({ lines, unit }: TimeChart, looks: Looks): readonly EndLabel[] {
  return lines.flatMap(({ label, values, urgency }) => {
    const value = values.findLast((candidate) => candidate !== null) ?? null;
    const text = `${MARKS[urgency]}${label} ${figureText(value, unit)}`;
    return value === null ? [] : { value, text, colour: looks.urgency[urgency] };
  });
}

function targetLabel({ target, unit }: ChartData, { text: colour }: Looks): readonly EndLabel[] {
  return target === null ? [] : [{ value: target, text: `target ${figureText(target, unit)}`, colour }];
}

/** Figures over the bars, and their intervals as whiskers. */
export function drawBarLabels(plot: uPlot, { bars, unit }: BarChart, looks: Looks): void {
  const { ctx } = plot;
  onCanvas(ctx, () => {
    ctx.textAlign = "center";
    ctx.textBaseline = "bottom";
    bars.forEach(({ value, interval, urgency }, index) => {
      const x = Math.round(plot.valToPos(index, "x", true));
      const top = plot.valToPos(Math.max(value ?? 0, interval?.high ?? 0), "y", true);
      if (interval !== null) drawWhisker(plot, x, interval, looks);
      const text = `${MARKS[urgency]}${figureText(value, unit)}`;
      const colour = urgency === "routine" ? looks.text : looks.urgency[urgency];
      writeRimmed(ctx, text, x, top - 4 * uPlot.pxRatio, colour, looks.ground);
    });
  });
}

function drawWhisker(plot: uPlot, x: number, { low, high }: { low: number; high: number }, looks: Looks): void {
  const { ctx } = plot;
  const arm = 4 * uPlot.pxRatio;
  const [bottom, top] = [Math.round(plot.valToPos(low, "y", true)), Math.round(plot.valToPos(high, "y", true))];
  ctx.beginPath();
  ctx.moveTo(x, bottom);
  ctx.lineTo(x, top);
  for (const y of [bottom, top]) {
    ctx.moveTo(x - arm, y);
    ctx.lineTo(x + arm, y);
  }
  // A rim of the ground's colour keeps the half inside the bar visible.
  ctx.strokeStyle = looks.ground;
  ctx.lineWidth = 4 * uPlot.pxRatio;
  ctx.stroke();
  ctx.strokeStyle = looks.text;
  ctx.lineWidth = 1.5 * uPlot.pxRatio;
  ctx.stroke();
}

function onCanvas(ctx: CanvasRenderingContext2D, draw: () => void): void {
  ctx.save();
  ctx.font = FONT.replace("12px", `${12 * uPlot.pxRatio}px`);
  draw();
  ctx.restore();
}

/** Text with a rim of the ground's colour, legible on lines. */
function writeRimmed(ctx: CanvasRenderingContext2D, text: string, x: number, y: number, colour: string, ground: string): void {
  ctx.save();
  ctx.setLineDash([]);
  ctx.strokeStyle = ground;
  ctx.lineWidth = 4 * uPlot.pxRatio;
  ctx.lineJoin = "round";
  ctx.strokeText(text, x, y);
  ctx.fillStyle = colour;
  ctx.fillText(text, x, y);
  ctx.restore();
}
