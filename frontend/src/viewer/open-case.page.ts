import type { Finding } from "../findings/findings";
import { fetchFrame } from "../frames/fetch-frame.page";
import { failureText, type FrameState, type StoredPixels } from "../frames/frame-state";
import { FrameStore } from "../frames/frame-store";
import type { StudyManifest } from "../manifest/manifest";
import { withheldCount, type FrameKey, type PictureSlice } from "../manifest/slices";
import { statusText } from "../overlay/status-text";
import type { StackView } from "../viewport/stack-view.page";
import type { GreyWindow } from "../windowing/windowing";
import { Reading } from "./reading";
import type { Screen } from "./screen.page";
import type { Tell } from "./viewer-events";

const PROGRESS_EVERY_MS = 100;

/** One case on the screen: brings together what is read, what has come and what is drawn. */
export class OpenCase {
  readonly reading: Reading;
  findingsShown = true;
  private readonly store: FrameStore;
  private readonly openedAt = performance.now();
  private firstImageTold = false;
  private wholeTold = false;
  private view: StackView | null = null;
  private progressTimer: ReturnType<typeof setTimeout> | null = null;

  constructor(
    manifest: StudyManifest,
    private readonly screen: Screen,
    private readonly tell: Tell,
  ) {
    this.reading = new Reading(manifest);
    this.store = new FrameStore(this.reading.pictures, {
      load: fetchFrame,
      onChange: (key, state) => {
        this.frameChanged(key, state);
      },
    });
    screen.rail.fill(
      this.reading.series.map(({ series, slices, pictures }) => ({
        description: series.description,
        modality: series.modality,
        sliceCount: slices.length,
        hasPictures: pictures.length > 0,
      })),
    );
  }

  /** Begins to fetch and draw. `view` is null as long as the element has no size. */
  begin(view: StackView | null): void {
    this.view = view;
    this.reading.goToMostProbable();
    this.present();
    this.tellIfWhole();
  }

  attach(view: StackView): void {
    this.view = view;
    this.present();
  }

  /** Stored values of a frame that is here. */
  stored(slice: PictureSlice): StoredPixels | undefined {
    const state = this.store.state(slice.key);
    return state.kind === "ready" ? state.stored : undefined;
  }

  showFindings(findings: readonly Finding[]): void {
    this.reading.findings = findings;
    if (!this.firstImageTold) this.reading.goToMostProbable();
    this.present();
  }

  /** Whether the frame in view is still coming, so that cine waits for it. */
  get waiting(): boolean {
    const slice = this.reading.slice;
    return slice?.kind === "picture" && !["ready", "failed"].includes(this.store.state(slice.key).kind);
  }

  /** Brings screen and network in line with where the reader is. */
  present(): void {
    this.store.focus(this.reading.fetchOrder(), this.reading.near());
    this.screen.rail.choose(this.reading.currentIndex);
    this.drawPicture();
    this.drawSurroundings();
    this.tellSlice();
  }

  /** The picture is on the screen, or moved on it. */
  rendered(slice: PictureSlice): void {
    this.drawFindings();
    if (this.firstImageTold) return;
    this.firstImageTold = true;
    this.tell("first-image", {
      ms: Math.round(performance.now() - this.openedAt),
      sopInstanceUid: slice.instance.sopInstanceUid,
      frame: slice.frame,
    });
  }

  windowDragged(window: GreyWindow): void {
    if (this.reading.current === null) return;
    this.reading.current.chosenWindow = window;
    this.drawSurroundings();
  }

  /** Draws the slice in view with the present window and inversion. */
  lookAgain(): void {
    this.drawPicture();
    this.drawSurroundings();
  }

  choosePreset(number: number): boolean {
    const slice = this.reading.slice;
    const series = this.reading.current;
    if (series === null || slice?.kind !== "picture") return false;
    const stored = this.stored(slice);
    const preset = stored && series.presets(slice, stored)[number - 1];
    if (preset === undefined) return false;
    series.chosenWindow = preset.window;
    this.lookAgain();
    return true;
  }

  dispose(): void {
    if (this.progressTimer !== null) clearTimeout(this.progressTimer);
    this.store.dispose();
  }

  private drawPicture(): void {
    const { slice } = this.reading;
    if (slice === null) {
      this.screen.veil.instead("This case has no images.");
    } else if (slice.kind === "withheld") {
      this.screen.veil.instead(`This object cannot be shown here: ${slice.instance.reason}`);
    } else {
      this.drawFrame(slice, this.store.state(slice.key));
    }
  }

  private drawFrame(slice: PictureSlice, state: FrameState): void {
    const { veil } = this.screen;
    switch (state.kind) {
      case "queued":
      case "loading":
        this.drawComing(`Slice ${this.position} is coming`);
        return;
      case "failed":
        veil.instead(`Slice ${this.position} did not come: ${failureText(state.reason)}.`, () => {
          this.store.tryAgain(slice.key);
        });
        return;
      case "ready":
        void this.drawReady(slice, state.stored);
    }
  }

  private async drawReady(slice: PictureSlice, stored: StoredPixels): Promise<void> {
    const series = this.reading.current;
    if (this.view === null || series === null) return;
    try {
      const drawn = await this.view.show(slice, series.pictures, series.look(slice, stored));
      // The veil goes only once its own slice is drawn.
      if (drawn && this.reading.slice === slice) this.screen.veil.lift();
    } catch (problem) {
      const words = problem instanceof Error ? problem.message : "for an unknown reason";
      if (this.reading.slice === slice) this.screen.veil.instead(`Slice ${this.position} cannot be shown: ${words}.`);
    }
  }

  /** Over a picture of the same series; never over another series' picture, let alone another patient's. */
  private drawComing(words: string): void {
    const { current } = this.reading;
    const sameSeries = this.view?.current?.seriesInstanceUid === current?.series.seriesInstanceUid;
    if (this.view?.current && sameSeries) this.screen.veil.over(words);
    else this.screen.veil.instead(words);
  }

  /** Everything around the picture that depends on the slice, the window or what has come. */
  private drawSurroundings(): void {
    const { slice, current: series } = this.reading;
    const picture = slice?.kind === "picture" ? slice : null;
    const stored = picture === null ? undefined : this.stored(picture);
    const window = this.windowInView();
    this.screen.edges.draw(picture);
    this.screen.presets.draw(series && picture && stored ? series.presets(picture, stored) : [], window);
    this.drawProgress(window);
    this.drawFindings();
  }

  private drawProgress(window: GreyWindow | null): void {
    const { slice, current: series } = this.reading;
    const { frameCount, arrivedCount, failedCount } = this.store;
    this.screen.say(
      statusText({
        frame: slice?.kind === "picture" ? this.store.state(slice.key) : null,
        rounded: slice?.kind === "picture" && slice.instance.rounded,
        window,
        index: series?.index ?? -1,
        sliceCount: series?.slices.length ?? 0,
        comingCount: frameCount - arrivedCount - failedCount,
        failedCount,
      }),
    );
    this.drawCourse();
  }

  private drawCourse(): void {
    const series = this.reading.current;
    if (series === null) return;
    const flaggedKeys = this.findingsShown ? this.reading.flaggedKeys : new Set<FrameKey>();
    const places = series.slices.map((slice, index) => ({ slice, index }));
    this.screen.scroll.draw({
      index: series.index,
      count: series.slices.length,
      missing: places.flatMap(({ slice, index }) => (slice.kind === "picture" && !this.store.hasArrived(slice.key) ? index : [])),
      flagged: places.flatMap(({ slice, index }) => (slice.kind === "picture" && flaggedKeys.has(slice.key) ? index : [])),
    });
  }

  private drawFindings(): void {
    const { slice, findingsHere } = this.reading;
    const onScreen = slice?.kind === "picture" && this.view?.current?.key === slice.key;
    const view = this.view;
    this.screen.findings.draw(onScreen && this.findingsShown ? findingsHere : [], (x, y) => view?.toElement(x, y) ?? null);
  }

  private frameChanged(key: FrameKey, state: FrameState): void {
    const { slice } = this.reading;
    if (slice?.kind === "picture" && slice.key === key) {
      this.drawPicture();
      this.drawSurroundings();
    } else if (state.kind === "ready" || state.kind === "failed") {
      this.drawProgressSoon();
    }
    if (state.kind === "ready") this.drawFace(key, state.stored);
    if (state.kind === "ready" || state.kind === "failed") this.tellIfWhole();
  }

  /** Frames come faster than anyone can read numbers. */
  private drawProgressSoon(): void {
    if (this.progressTimer !== null) return;
    this.progressTimer = setTimeout(() => {
      this.progressTimer = null;
      this.drawProgress(this.windowInView());
    }, PROGRESS_EVERY_MS);
  }

  private windowInView(): GreyWindow | null {
    const { slice, current } = this.reading;
    const stored = slice?.kind === "picture" ? this.stored(slice) : undefined;
    if (slice?.kind !== "picture" || stored === undefined || slice.instance.samplesPerPixel === 3) return null;
    return current?.windowOf(slice, stored) ?? null;
  }

  private drawFace(key: FrameKey, stored: StoredPixels): void {
    this.reading.series.forEach((series, index) => {
      if (series.face?.key === key) this.screen.rail.draw(index, series.face, stored, series.look(series.face, stored));
    });
  }

  /** From 1, as people count. */
  private get position(): number {
    return (this.reading.current?.index ?? 0) + 1;
  }

  private tellSlice(): void {
    const { slice, current } = this.reading;
    if (slice === null || current === null) return;
    this.tell("slice-changed", {
      seriesInstanceUid: current.series.seriesInstanceUid,
      sopInstanceUid: slice.instance.sopInstanceUid,
      frame: slice.kind === "picture" ? slice.frame : null,
      index: current.index,
      count: current.slices.length,
    });
  }

  private tellIfWhole(): void {
    const { arrivedCount, unshowableCount, frameCount } = this.store;
    if (this.wholeTold || arrivedCount + unshowableCount < frameCount) return;
    this.wholeTold = true;
    const { manifest } = this.reading;
    this.tell("all-frames-whole", {
      caseId: manifest.caseId,
      frames: arrivedCount,
      withheld: withheldCount(manifest) + unshowableCount,
    });
  }
}
