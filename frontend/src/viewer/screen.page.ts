import { FindingsLayer } from "../findings/findings-layer.page";
import type { Command } from "../keys/commands";
import { element } from "../overlay/dom.page";
import { EdgeMarks } from "../overlay/edge-marks.page";
import { PresetList } from "../overlay/preset-list.page";
import { ScrollBar } from "../overlay/scroll-bar.page";
import { SeriesRail } from "../overlay/series-rail.page";
import { STYLES } from "../overlay/styles";
import { ToolBar } from "../overlay/tool-bar.page";
import { Veil } from "../overlay/veil.page";

/** What the screen passes on. */
export interface ScreenListener {
  readonly command: (command: Command) => void;
  readonly sliceChosen: (index: number) => void;
  readonly seriesChosen: (index: number) => void;
  readonly presetsToggled: () => void;
}

/** Wheel travel for one slice; trackpads send many small steps, mice one large one. */
const WHEEL_STEP_PIXELS = 40;
/** A notch of a mouse wheel, in Firefox's unit of lines, is three of them. */
const LINE_PIXELS = 16;

/** Everything that is seen, laid out; knows no case. */
export class Screen {
  readonly picture = element("div", { class: "picture" });
  readonly findings = new FindingsLayer();
  readonly edges = new EdgeMarks();
  readonly veil = new Veil();
  readonly presets: PresetList;
  readonly scroll: ScrollBar;
  readonly rail: SeriesRail;
  readonly tools: ToolBar;
  private readonly status = element("span", { class: "status" });
  private wheelPixels = 0;

  constructor(root: ShadowRoot, listener: ScreenListener) {
    this.presets = new PresetList((number) => {
      listener.command({ kind: "preset", number });
    });
    this.scroll = new ScrollBar(listener.sliceChosen);
    this.rail = new SeriesRail(listener.seriesChosen);
    this.tools = new ToolBar(listener.command, listener.presetsToggled);
    const stage = element("div", { class: "stage" });
    stage.append(
      this.picture,
      this.findings.root,
      this.edges.root,
      this.scroll.root,
      this.veil.root,
      this.presets.root,
    );
    stage.addEventListener("wheel", (event) => {
      this.wheel(event, listener);
    });
    stage.addEventListener("contextmenu", (event) => {
      event.preventDefault();
    });
    const line = element("div", { class: "line" });
    line.append(this.status, this.tools.root);
    const frame = element("div", { class: "frame" });
    frame.append(this.rail.root, stage, line);
    root.adoptedStyleSheets = [styleSheet()];
    root.replaceChildren(frame);
  }

  /** Nothing of a case stays. */
  clear(): void {
    this.rail.fill([]);
    this.edges.draw(null);
    this.findings.draw([], () => null);
    this.presets.draw([], null);
    this.scroll.draw({ index: 0, count: 0, missing: [], flagged: [] });
    this.say("");
  }

  say(status: string): void {
    this.status.textContent = status;
  }

  private wheel(event: WheelEvent, { command }: ScreenListener): void {
    // With Ctrl it is the browser's zoom.
    if (event.ctrlKey) return;
    event.preventDefault();
    const pixels = event.deltaMode === WheelEvent.DOM_DELTA_PIXEL ? event.deltaY : event.deltaY * LINE_PIXELS;
    const turned = Math.sign(pixels) !== Math.sign(this.wheelPixels);
    this.wheelPixels = (turned ? 0 : this.wheelPixels) + pixels;
    const slices = Math.trunc(this.wheelPixels / WHEEL_STEP_PIXELS);
    if (slices === 0) return;
    this.wheelPixels = 0;
    // However hard the wheel was turned, one event is one slice: none must be skipped unseen.
    command({ kind: "step", slices: Math.sign(slices) });
  }
}

function styleSheet(): CSSStyleSheet {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(STYLES);
  return sheet;
}
