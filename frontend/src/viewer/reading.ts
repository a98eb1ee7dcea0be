import { byImportance, frameKeyOf, mostProbablePending, type Finding } from "../findings/findings";
import { inOrderOfImportance, outwardFrom } from "../frames/fetch-order";
import type { StudyManifest } from "../manifest/manifest";
import { picturesIn, type FrameKey, type PictureSlice, type Slice } from "../manifest/slices";
import { SeriesReading } from "./series-reading";

/** Slices on either side that are held and fetched before anything else. */
const NEAR = 12;

/** One open case: which slice is in view and what should come next. Knows no page and no network. */
export class Reading {
  readonly series: readonly SeriesReading[];
  /** Of all series. */
  readonly pictures: readonly PictureSlice[];
  findings: readonly Finding[] = [];
  /** Once the reader has moved, nothing else moves the picture by itself. */
  readerHasMoved = false;
  private seriesIndex: number;

  constructor(readonly manifest: StudyManifest) {
    this.series = manifest.series.map((series) => new SeriesReading(series)).filter(({ slices }) => slices.length > 0);
    this.pictures = this.series.flatMap(({ pictures }) => pictures);
    this.seriesIndex = Math.max(
      0,
      this.series.findIndex(({ pictures }) => pictures.length > 0),
    );
  }

  get current(): SeriesReading | null {
    return this.series[this.seriesIndex] ?? null;
  }

  get currentIndex(): number {
    return this.seriesIndex;
  }

  get slice(): Slice | null {
    return this.current?.slice ?? null;
  }

  /** Findings on the slice in view, most important first. */
  get findingsHere(): readonly Finding[] {
    const slice = this.slice;
    return slice?.kind === "picture" ? byImportance(this.findings).filter((finding) => frameKeyOf(finding) === slice.key) : [];
  }

  get flaggedKeys(): ReadonlySet<FrameKey> {
    return new Set(this.findings.map(frameKeyOf));
  }

  chooseSeries(index: number): boolean {
    if (index === this.seriesIndex || this.series[index] === undefined) return false;
    this.seriesIndex = index;
    return true;
  }

  /** Goes to a frame in whichever series has it. False if none has. */
  goToFrame(key: FrameKey): boolean {
    const seriesIndex = this.series.findIndex((series) => series.indexOf(key) >= 0);
    const series = this.series[seriesIndex];
    if (series === undefined) return false;
    this.seriesIndex = seriesIndex;
    series.moveTo(series.indexOf(key));
    return true;
  }

  goToFinding(id: string): boolean {
    const finding = this.findings.find((candidate) => candidate.id === id);
    return finding !== undefined && this.goToFrame(frameKeyOf(finding));
  }

  /** Where a case opens: at the most probable finding that waits for a verdict, unless the reader went elsewhere. */
  goToMostProbable(): boolean {
    const first = mostProbablePending(this.findings);
    return first !== undefined && !this.readerHasMoved && this.goToFrame(frameKeyOf(first));
  }

  /** Frames that the reader may reach with a few turns of the wheel. */
  near(): ReadonlySet<FrameKey> {
    return new Set(this.outward().slice(0, 2 * NEAR + 1));
  }

  /**
   * Every frame of the case, most important first: the slice in view and those around it, slices with findings, the
   * faces of the series, then the rest of this series and of the others.
   */
  fetchOrder(): readonly FrameKey[] {
    const outward = this.outward();
    const flagged = this.findings.map(frameKeyOf);
    const faces = this.series.flatMap(({ face }) => face?.key ?? []);
    const all = this.pictures.map(({ key }) => key);
    const known = new Set(all);
    return inOrderOfImportance(outward.slice(0, NEAR), flagged, faces, outward, all).filter((key) => known.has(key));
  }

  private outward(): readonly FrameKey[] {
    const series = this.current;
    if (series === null) return [];
    const order = outwardFrom({ index: series.index, direction: series.direction }, series.slices.length);
    return picturesIn(order.flatMap((index) => series.slices[index] ?? [])).map(({ key }) => key);
  }
}
