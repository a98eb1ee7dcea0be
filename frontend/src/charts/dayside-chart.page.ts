import uPlot from "uplot";
import uPlotStyles from "uplot/dist/uPlot.min.css?inline";
import { element } from "../overlay/dom.page";
import { parseChart, type ChartData } from "./chart-data";
import { figureText, headingsOf, isEmpty, rowsOf, timeText } from "./figures";
import { DARK, LIGHT, type Looks } from "./looks";
import { plotOf } from "./plot-options.page";
import { STYLES } from "./styles";

/** Rows that a screen reader is given: the latest ones. */
const MAX_ROWS = 200;

/**
 * `<dayside-chart data='{…}' theme="light|dark">`: one chart, as `ChartData` in JSON. Without `theme` it follows the
 * system. Prints light.
 */
export class DaysideChart extends HTMLElement {
  static readonly observedAttributes = ["data", "theme"];

  private readonly box = element("div", { class: "chart" });
  private readonly heading = element("h3");
  private readonly readout = element("output");
  private readonly plotBox = element("div", { class: "plot" });
  private readonly table = element("table", { class: "for-readers" });
  private readonly dark = matchMedia("(prefers-color-scheme: dark)");
  private chart: ChartData | null = null;
  private plot: uPlot | null = null;
  private printing = false;
  private undo: (() => void)[] = [];

  constructor() {
    super();
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(uPlotStyles + STYLES);
    const root = this.attachShadow({ mode: "open" });
    root.adoptedStyleSheets = [sheet];
    const save = element("button", { type: "button", title: "Save this chart as a picture" }, "PNG");
    save.addEventListener("click", () => {
      void this.save();
    });
    const header = element("header");
    header.append(this.heading, this.readout, save);
    this.box.append(header, this.plotBox, this.table);
    root.append(this.box);
  }

  /** The chart as a picture, with its title and ground. Null while there is nothing to see. */
  async toPng(): Promise<Blob | null> {
    const source = this.plot?.ctx.canvas;
    if (source === undefined) return null;
    const titleHeight = 28 * uPlot.pxRatio;
    const size = { width: String(source.width), height: String(source.height + titleHeight) };
    const picture = element("canvas", size);
    const context = picture.getContext("2d");
    if (context === null) return null;
    context.fillStyle = this.looks.ground;
    context.fillRect(0, 0, picture.width, picture.height);
    context.fillStyle = this.looks.text;
    context.font = `600 ${14 * uPlot.pxRatio}px system-ui, sans-serif`;
    context.fillText(this.chart?.title ?? "", 10 * uPlot.pxRatio, 19 * uPlot.pxRatio);
    context.drawImage(source, 0, titleHeight);
    return new Promise((resolve) => {
      picture.toBlob(resolve, "image/png");
    });
  }

  connectedCallback(): void {
    const size = new ResizeObserver(() => {
      this.resize();
    });
    size.observe(this.plotBox);
    this.undo.push(() => {
      size.disconnect();
    });
    this.listen(this.dark, "change", () => {
      this.draw();
    });
    this.listen(window, "beforeprint", () => {
      this.drawForPrint(true);
    });
    this.listen(window, "afterprint", () => {
      this.drawForPrint(false);
    });
    this.draw();
  }

  disconnectedCallback(): void {
    this.undo.splice(0).forEach((undo) => {
      undo();
    });
    this.plot?.destroy();
    this.plot = null;
  }

  attributeChangedCallback(name: string, _before: string | null, value: string | null): void {
    if (name === "data") this.read(value);
    if (this.isConnected) this.draw();
  }

  private read(json: string | null): void {
    this.chart = null;
    this.heading.textContent = "";
    if (json === null) return;
    try {
      this.chart = parseChart(json);
      this.heading.textContent = this.chart.title;
    } catch (problem) {
      this.heading.textContent = problem instanceof Error ? problem.message : "This chart cannot be read";
    }
  }

  private get looks(): Looks {
    if (this.printing) return LIGHT;
    const theme = this.getAttribute("theme") ?? (this.dark.matches ? "dark" : "light");
    return theme === "dark" ? DARK : LIGHT;
  }

  private draw(): void {
    this.plot?.destroy();
    this.plot = null;
    this.plotBox.replaceChildren();
    this.readout.textContent = "";
    this.box.style.background = this.looks.ground;
    this.box.style.color = this.looks.text;
    this.drawTable();
    if (this.chart !== null) this.drawChart(this.chart);
  }

  private drawChart(chart: ChartData): void {
    if (isEmpty(chart)) {
      this.plotBox.append(element("p", {}, "No figures for this time yet"));
      return;
    }
    const { clientWidth: width, clientHeight: height } = this.plotBox;
    if (width === 0 || height === 0) return;
    const { options, data } = plotOf(chart, this.looks);
    const readOut = (plot: uPlot): void => {
      this.readout.textContent = textAt(plot.cursor.idx ?? null, chart);
    };
    this.plot = new uPlot({ ...options, hooks: { ...options.hooks, setCursor: [readOut] }, width, height }, data, this.plotBox);
  }

  private drawTable(): void {
    const { chart } = this;
    const row = (cells: readonly string[], tag: "th" | "td"): HTMLTableRowElement => {
      const made = element("tr");
      made.append(...cells.map((cell) => element(tag, {}, cell)));
      return made;
    };
    const rows = chart === null ? [] : rowsOf(chart).slice(-MAX_ROWS).map((cells) => row(cells, "td"));
    this.table.replaceChildren(...(chart === null ? [] : [row(headingsOf(chart), "th"), ...rows]));
  }

  private resize(): void {
    const { clientWidth: width, clientHeight: height } = this.plotBox;
    if (width === 0 || height === 0) return;
    if (this.plot === null) this.draw();
    else this.plot.setSize({ width, height });
  }

  private drawForPrint(printing: boolean): void {
    this.printing = printing;
    this.draw();
  }

  private async save(): Promise<void> {
    const picture = await this.toPng();
    if (picture === null) return;
    const address = URL.createObjectURL(picture);
    const name = (this.chart?.title ?? "chart").replace(/[^\p{L}\p{N}]+/gu, "-").toLowerCase();
    element("a", { href: address, download: `${name}.png` }).click();
    URL.revokeObjectURL(address);
  }

  private listen(target: EventTarget, type: string, listener: () => void): void {
    target.addEventListener(type, listener);
    this.undo.push(() => {
      target.removeEventListener(type, listener);
    });
  }
}

/** The figures under the pointer, beside the title. */
function textAt(index: number | null, chart: ChartData): string {
  if (index === null) return "";
  if (chart.kind === "bars") {
    const bar = chart.bars[index];
    return bar ? `${bar.label} ${figureText(bar.value, chart.unit)}` : "";
  }
  const time = chart.times[index];
  if (time === undefined) return "";
  const figures = chart.lines.map(({ label, values }) => `${label} ${figureText(values[index] ?? null, chart.unit)}`);
  return [timeText(time, chart.zone), ...figures].join(" · ");
}
