import type { StoredPixels } from "../frames/frame-state";
import { toModalityValues } from "../frames/modality-values";
import type { Series } from "../manifest/manifest";
import { picturesIn, slicesOf, type FrameKey, type PictureSlice, type Slice } from "../manifest/slices";
import { presetsFor, type Preset } from "../windowing/presets";
import { exactRangeOf, exactWindowOf, rangeOf, windowSpanning, type GreyRange, type GreyWindow } from "../windowing/windowing";

const COLOUR_RANGE: GreyRange = { lower: 0, upper: 255 };
const COLOUR_WINDOW: GreyWindow = { center: 128, width: 256 };

/** Where the reader is in one series, and how they look at it. All of it is thrown away with the page. */
export class SeriesReading {
  readonly slices: readonly Slice[];
  readonly pictures: readonly PictureSlice[];
  index = 0;
  direction: 1 | -1 = 1;
  /** The reader's own wish; MONOCHROME1 is inverted besides. */
  inverted = false;
  /** Null while every slice is shown at the window that its sender proposes. */
  chosenWindow: GreyWindow | null = null;
  /** The extent of the first picture seen: stands in for a window that was not sent, for the whole series. */
  private spanning: GreyWindow | null = null;

  constructor(readonly series: Series) {
    this.slices = slicesOf(series);
    this.pictures = picturesIn(this.slices);
  }

  get slice(): Slice | null {
    return this.slices[this.index] ?? null;
  }

  /** Stands for the series in the rail: the picture in its middle. */
  get face(): PictureSlice | null {
    return this.pictures[Math.floor(this.pictures.length / 2)] ?? null;
  }

  indexOf(key: FrameKey): number {
    return this.slices.findIndex((slice) => slice.kind === "picture" && slice.key === key);
  }

  /** Moves to a slice, held inside the series. False if that is where the reader stands already. */
  moveTo(index: number): boolean {
    const held = Math.max(0, Math.min(index, this.slices.length - 1));
    if (held === this.index) return false;
    this.direction = held > this.index ? 1 : -1;
    this.index = held;
    return true;
  }

  windowOf(slice: PictureSlice, stored: StoredPixels): GreyWindow {
    if (slice.instance.samplesPerPixel === 3) return COLOUR_WINDOW;
    return this.chosenWindow ?? slice.instance.window ?? this.span(slice, stored);
  }

  look(slice: PictureSlice, stored: StoredPixels): { range: GreyRange; inverted: boolean } {
    const colour = slice.instance.samplesPerPixel === 3;
    const inverted = this.inverted !== (slice.instance.photometric === "MONOCHROME1");
    const toRange = slice.instance.rounded ? exactRangeOf : rangeOf;
    return { range: colour ? COLOUR_RANGE : toRange(this.windowOf(slice, stored)), inverted };
  }

  presets(slice: PictureSlice, stored: StoredPixels): readonly Preset[] {
    if (slice.instance.samplesPerPixel === 3) return [];
    const full = this.span(slice, stored);
    return presetsFor(this.series.modality, slice.instance.window ?? full, full);
  }

  reset(): void {
    this.inverted = false;
    this.chosenWindow = null;
  }

  private span(slice: PictureSlice, stored: StoredPixels): GreyWindow {
    if (this.spanning === null) {
      const { min, max } = toModalityValues(stored, slice.instance);
      const exact = slice.instance.rounded && max > min;
      this.spanning = exact ? exactWindowOf({ lower: min, upper: max }) : windowSpanning(min, max);
    }
    return this.spanning;
  }
}
