import { element } from "./dom.page";

/** What the bar shows of one series. */
export interface Course {
  readonly index: number;
  readonly count: number;
  /** Indices of slices that have not come yet. */
  readonly missing: readonly number[];
  /** Indices of slices with findings of a model. */
  readonly flagged: readonly number[];
}

/** A slim bar at the right of the picture: position in the series, findings, and what is still coming. */
export class ScrollBar {
  readonly root = element("div", { class: "scroll", role: "slider", "aria-label": "Slice", tabindex: "0" });
  private readonly track = element("div", { class: "track" });
  private readonly thumb = element("div", { class: "thumb" });
  private readonly marks = element("canvas", { class: "marks", width: "12", height: "400" });
  private count = 0;

  constructor(private readonly onMove: (index: number) => void) {
    this.track.append(this.marks, this.thumb);
    this.root.append(this.track);
    this.root.addEventListener("pointerdown", (event) => {
      this.drag(event);
    });
    this.root.addEventListener("pointermove", (event) => {
      if (this.root.hasPointerCapture(event.pointerId)) this.moveTo(event);
    });
  }

  draw({ index, count, missing, flagged }: Course): void {
    this.count = count;
    this.root.hidden = count < 2;
    this.root.setAttribute("aria-valuemin", "1");
    this.root.setAttribute("aria-valuemax", String(count));
    this.root.setAttribute("aria-valuenow", String(index + 1));
    this.root.setAttribute("aria-valuetext", `Slice ${index + 1} of ${count}`);
    this.thumb.style.top = `${(100 * index) / count}%`;
    this.thumb.style.height = `max(${100 / count}%, 10px)`;
    this.drawMarks(count, missing, flagged);
  }

  private drawMarks(count: number, missing: readonly number[], flagged: readonly number[]): void {
    const context = this.marks.getContext("2d");
    if (context === null) return;
    const { width, height } = this.marks;
    const step = height / count;
    context.clearRect(0, 0, width, height);
    context.fillStyle = "#2b333d";
    context.fillRect(3, 0, 6, height);
    context.fillStyle = "#161b21";
    for (const index of missing) context.fillRect(3, index * step, 6, step);
    context.fillStyle = "#b48cff";
    for (const index of flagged) {
      const middle = (index + 0.5) * step;
      context.fillRect(0, Math.round(middle - 2), width, 4);
    }
  }

  private drag(event: PointerEvent): void {
    event.preventDefault();
    this.root.setPointerCapture(event.pointerId);
    this.moveTo(event);
  }

  private moveTo(event: PointerEvent): void {
    const { top, height } = this.track.getBoundingClientRect();
    const share = height === 0 ? 0 : (event.clientY - top) / height;
    this.onMove(Math.max(0, Math.min(this.count - 1, Math.floor(share * this.count))));
  }
}
