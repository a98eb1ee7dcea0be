import { element, svg } from "../overlay/dom.page";
import { findingText, modelText, standingOf, type Finding } from "./findings";
import { placeLabels, type Box } from "./place-labels";

/** Room for one label of three lines: a long claim is cut off by the style sheet, what stands below it is not. */
const LABEL = { width: 270, height: 48 };
/** Where findings without a region are listed, from the upper left corner. */
const WHOLE_PICTURE: Box = { left: 12, top: 8, width: 0, height: 0 };

/** From columns and rows of the picture to CSS pixels of the layer. */
export type Projection = (x: number, y: number) => readonly [x: number, y: number] | null;

/** Draws a model's findings over the picture. Never in the way of the mouse. */
export class FindingsLayer {
  readonly root = element("div", { class: "findings", "aria-hidden": "true" });
  private readonly shapes = svg("svg", { class: "regions" });

  constructor() {
    this.root.append(this.shapes);
  }

  /** Draws afresh: after the picture moved, or other findings apply. */
  draw(findings: readonly Finding[], project: Projection): void {
    const regions = findings.map((finding) => boxOf(finding, project));
    const view = { left: 4, top: 4, width: this.root.clientWidth - 8, height: this.root.clientHeight - 8 };
    const labels = placeLabels(
      regions.map((region) => region ?? WHOLE_PICTURE),
      LABEL,
      view,
    );
    this.shapes.replaceChildren(...findings.flatMap((finding, index) => shapeOf(finding, regions[index] ?? null)));
    this.root.replaceChildren(
      this.shapes,
      ...findings.map((finding, index) => labelOf(finding, labels[index] ?? WHOLE_PICTURE)),
    );
  }
}

function boxOf({ region }: Finding, project: Projection): Box | null {
  if (region === null) return null;
  const start = project(region.x, region.y);
  const end = project(region.x + region.width, region.y + region.height);
  if (start === null || end === null) return null;
  const [left, right] = [Math.min(start[0], end[0]), Math.max(start[0], end[0])];
  const [top, bottom] = [Math.min(start[1], end[1]), Math.max(start[1], end[1])];
  return { left, top, width: right - left, height: bottom - top };
}

function shapeOf(finding: Finding, box: Box | null): SVGElement[] {
  if (box === null) return [];
  const { left: x, top: y, width, height } = box;
  const shape = { x, y, width, height, rx: 2 };
  // A dark line under the coloured one keeps it visible on bright bone.
  return [svg("rect", { ...shape, class: "under" }), svg("rect", { ...shape, class: standingOf(finding) })];
}

function labelOf(finding: Finding, { left, top, width }: Box): HTMLElement {
  const label = element("div", { class: `finding ${standingOf(finding)}` });
  label.style.transform = `translate(${Math.round(left)}px, ${Math.round(top)}px)`;
  label.style.maxWidth = `${width}px`;
  label.append(
    element("span", { class: "claim" }, findingText(finding)),
    element("span", { class: "model" }, modelText(finding)),
  );
  return label;
}
