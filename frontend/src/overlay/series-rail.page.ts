import type { StoredPixels } from "../frames/frame-state";
import type { PictureSlice } from "../manifest/slices";
import { greyOf, type GreyRange } from "../windowing/windowing";
import { button, element } from "./dom.page";

export interface RailEntry {
  readonly description: string;
  readonly modality: string;
  readonly sliceCount: number;
  readonly hasPictures: boolean;
}

/** Edge of a thumbnail in its own pixels. */
const EDGE = 144;

/** The series of the case as thumbnails, at the left; can be folded away. */
export class SeriesRail {
  readonly root = element("nav", { class: "rail", "aria-label": "Series" });
  private readonly list = element("div", { class: "series-list" });
  private readonly fold = button("", "Hide or show the series", () => {
    this.folded = !this.folded;
  });
  private canvases: (HTMLCanvasElement | null)[] = [];
  private buttons: HTMLButtonElement[] = [];

  constructor(private readonly onChoose: (index: number) => void) {
    this.fold.className = "fold";
    this.root.append(this.fold, this.list);
    this.folded = false;
  }

  get folded(): boolean {
    return this.root.classList.contains("folded");
  }

  set folded(folded: boolean) {
    this.root.classList.toggle("folded", folded);
    this.fold.textContent = folded ? "›" : "‹ series";
    this.fold.setAttribute("aria-expanded", String(!folded));
  }

  fill(entries: readonly RailEntry[]): void {
    this.canvases = entries.map(({ hasPictures }) =>
      hasPictures ? element("canvas", { width: String(EDGE), height: String(EDGE) }) : null,
    );
    this.buttons = entries.map((entry, index) => this.entryButton(entry, index));
    this.list.replaceChildren(...this.buttons);
  }

  choose(index: number): void {
    this.buttons.forEach((entry, position) => {
      entry.setAttribute("aria-pressed", String(position === index));
    });
    // Only within the rail: scrollIntoView would also move the page around the viewer.
    const chosen = this.buttons[index];
    if (chosen !== undefined) this.keepInView(chosen);
  }

  draw(index: number, slice: PictureSlice, stored: StoredPixels, look: { range: GreyRange; inverted: boolean }): void {
    const canvas = this.canvases[index];
    if (canvas) drawThumbnail(canvas, slice, stored, look);
  }

  private keepInView(entry: HTMLElement): void {
    const { scrollTop, clientHeight } = this.list;
    const top = entry.offsetTop - this.list.offsetTop;
    if (top < scrollTop) this.list.scrollTop = top;
    else if (top + entry.offsetHeight > scrollTop + clientHeight) this.list.scrollTop = top + entry.offsetHeight - clientHeight;
  }

  private entryButton({ description, modality, sliceCount }: RailEntry, index: number): HTMLButtonElement {
    const name = description === "" ? `Series ${index + 1}` : description;
    const entry = button("", `${name}, ${modality}`, () => {
      this.onChoose(index);
    });
    const picture = this.canvases[index] ?? element("div", { class: "no-picture" }, "no picture");
    entry.append(
      picture,
      element("span", { class: "name" }, name),
      element("span", { class: "count" }, `${modality} · ${sliceCount}`),
    );
    return entry;
  }
}

/** Fits the picture into the canvas by picking nearest values: small and quick, not for reading. */
function drawThumbnail(
  canvas: HTMLCanvasElement,
  { instance }: PictureSlice,
  stored: StoredPixels,
  { range, inverted }: { range: GreyRange; inverted: boolean },
): void {
  const context = canvas.getContext("2d");
  if (context === null) return;
  const { rows, columns, samplesPerPixel, rescaleSlope, rescaleIntercept } = instance;
  const [rowMm, columnMm] = instance.pixelSpacingMm ?? [1, 1];
  const scale = EDGE / Math.max(columns * columnMm, rows * rowMm);
  const width = Math.max(1, Math.round(columns * columnMm * scale));
  const height = Math.max(1, Math.round(rows * rowMm * scale));
  const image = context.createImageData(width, height);
  for (let pixel = 0; pixel < width * height; pixel++) {
    const row = Math.floor(((Math.floor(pixel / width) + 0.5) * rows) / height);
    const column = Math.floor((((pixel % width) + 0.5) * columns) / width);
    for (let channel = 0; channel < 3; channel++) {
      const sample = samplesPerPixel === 3 ? channel : 0;
      const value = stored[(row * columns + column) * samplesPerPixel + sample] ?? 0;
      image.data[pixel * 4 + channel] = greyOf(value * rescaleSlope + rescaleIntercept, range, inverted);
    }
    image.data[pixel * 4 + 3] = 255;
  }
  context.clearRect(0, 0, EDGE, EDGE);
  context.putImageData(image, Math.floor((EDGE - width) / 2), Math.floor((EDGE - height) / 2));
}
