import { cache, Enums, RenderingEngine, type Types } from "@cornerstonejs/core";
import type { StoredPixels } from "../frames/frame-state";
import type { PictureSlice } from "../manifest/slices";
import type { GreyRange, GreyWindow } from "../windowing/windowing";
import { startCornerstone } from "./cornerstone.page";
import { drawnRange, windowOfDrawn } from "./drawn-range";
import { imageIdOf, registerSource } from "./image-source.page";
import { MouseTools, removeAllMeasurements, removeMeasurement, type Tool } from "./mouse-tools.page";

/** Ground colour of the reading room, #0b0e11. */
const GROUND: Types.Point3 = [0x0b / 255, 0x0e / 255, 0x11 / 255];

export interface StackViewSetup {
  readonly element: HTMLDivElement;
  readonly stored: (slice: PictureSlice) => StoredPixels | undefined;
  /** A picture is on the screen, for the first time or again. */
  readonly onRendered: (slice: PictureSlice) => void;
  /** The mouse changed the window. */
  readonly onWindowDragged: (window: GreyWindow) => void;
  readonly onContextLost: () => void;
}

/** How a picture is to be drawn. */
export interface Look {
  readonly range: GreyRange;
  readonly inverted: boolean;
}

/** The part of vtk.js's window, which comes without types, that is used here. */
interface OffscreenWindow {
  getOpenGLRenderWindow(): { getCanvas(): HTMLCanvasElement };
}

/** Of vtk.js too. */
interface VtkImageData {
  indexToWorld(index: Types.Point3): Types.Point3;
}

/** One Cornerstone3D stack viewport: draws slices whose frames are here. */
export class StackView {
  private static created = 0;

  private readonly viewId = `view${++StackView.created}`;
  private readonly engine: RenderingEngine;
  private readonly viewport: Types.IStackViewport;
  /** Off the page: Cornerstone draws here with WebGL and copies to the element's own canvas. */
  private readonly glCanvas: HTMLCanvasElement;
  private readonly tools: MouseTools;
  private readonly undo: (() => void)[] = [];
  private slices = new Map<string, PictureSlice>();
  private imageIds: string[] = [];
  private shown: PictureSlice | null = null;
  /** Counts calls of {@link show}, so that a late one notices that it was overtaken. */
  private shows = 0;

  constructor(private readonly setup: StackViewSetup) {
    startCornerstone();
    this.undo.push(
      registerSource(this.viewId, { slice: (imageId) => this.slices.get(imageId), stored: setup.stored }),
    );
    this.engine = new RenderingEngine(this.viewId);
    this.engine.enableElement({
      viewportId: this.viewId,
      type: Enums.ViewportType.STACK,
      element: setup.element,
      defaultOptions: { background: GROUND },
    });
    // Cornerstone makes the element focusable and then swallows every key pressed in it; ours are heard at the window.
    setup.element.removeAttribute("tabindex");
    this.viewport = this.engine.getStackViewport(this.viewId);
    this.glCanvas = (this.engine.getOffscreenMultiRenderWindow(this.viewId) as OffscreenWindow)
      .getOpenGLRenderWindow()
      .getCanvas();
    this.tools = new MouseTools(this.viewId, this.viewId);
    this.listen();
  }

  /** The slice on the screen, if it is a picture. */
  get current(): PictureSlice | null {
    return this.shown;
  }

  /** Before another case: nothing of the one before stays on the screen or in memory. */
  forget(): void {
    this.shows++;
    this.shown = null;
    removeAllMeasurements(new Set(this.slices.keys()));
    this.slices.clear();
    this.imageIds = [];
    cache.purgeCache();
  }

  /**
   * Draws a slice of `series`, all of one series in scroll order. Its frame must be ready.
   *
   * @returns whether it was drawn; not when another slice was asked for meanwhile
   */
  async show(slice: PictureSlice, series: readonly PictureSlice[], look: Look): Promise<boolean> {
    const turn = ++this.shows;
    const imageId = imageIdOf(this.viewId, slice);
    if (this.imageIds.includes(imageId)) await this.viewport.setImageIdIndex(this.imageIds.indexOf(imageId));
    else await this.startSeries(imageId, series);
    if (turn !== this.shows) return false;
    // Cornerstone keeps the earlier picture when it cannot load one: that must not pass for this slice.
    if (this.viewport.getCornerstoneImage()?.imageId !== imageId) throw new Error("the picture could not be drawn");
    this.shown = slice;
    this.look(look);
    return true;
  }

  look({ range, inverted }: Look): void {
    if (this.shown === null) return;
    this.viewport.setProperties({ voiRange: { ...drawnRange(this.shown.instance, range) }, invert: inverted }, true);
    this.viewport.render();
  }

  choose(tool: Tool): void {
    this.tools.choose(tool);
  }

  removeMeasurement(): void {
    removeMeasurement(new Set(this.imageIds));
    this.viewport.render();
  }

  /** Fits the picture into the viewport again. */
  fit(): void {
    if (this.shown === null) return;
    this.viewport.resetCamera();
    this.viewport.render();
  }

  /** After the element changed its size. */
  resize(): void {
    this.engine.resize(true, true);
  }

  /**
   * Where a place in the shown picture is on the screen.
   *
   * @param x columns from the picture's left edge
   * @param y rows from its upper edge
   * @returns CSS pixels from the element's upper left corner
   */
  toElement(x: number, y: number): readonly [x: number, y: number] | null {
    const image = this.viewport.getImageData() as Types.CPUIImageData | Types.IImageData | undefined;
    if (this.shown === null || image === undefined) return null;
    // Whole numbers are pixel centres in vtk.js; ours are edges.
    const world = (image.imageData as VtkImageData).indexToWorld([x - 0.5, y - 0.5, 0]);
    return this.viewport.worldToCanvas(world);
  }

  dispose(): void {
    this.undo.splice(0).forEach((undo) => {
      undo();
    });
    removeAllMeasurements(new Set(this.slices.keys()));
    this.tools.dispose();
    this.engine.destroy();
    // Browsers keep few contexts and drop the oldest: give this one back now instead of at some garbage collection.
    this.glCanvas.getContext("webgl2")?.getExtension("WEBGL_lose_context")?.loseContext();
  }

  private async startSeries(imageId: string, series: readonly PictureSlice[]): Promise<void> {
    const stack = series.map((slice) => [imageIdOf(this.viewId, slice), slice] as const);
    this.slices = new Map([...this.slices, ...stack]);
    this.imageIds = stack.map(([id]) => id);
    await this.viewport.setStack([...this.imageIds], this.imageIds.indexOf(imageId));
    this.viewport.resetCamera();
  }

  private listen(): void {
    this.on(this.setup.element, Enums.Events.IMAGE_RENDERED, () => {
      if (this.shown !== null) this.setup.onRendered(this.shown);
    });
    this.on(this.setup.element, Enums.Events.VOI_MODIFIED, (event) => {
      const { range } = (event as Types.EventTypes.VoiModifiedEvent).detail;
      if (this.shown !== null) this.setup.onWindowDragged(windowOfDrawn(this.shown.instance, range));
    });
    this.on(this.glCanvas, "webglcontextlost", this.setup.onContextLost);
  }

  private on(target: EventTarget, type: string, listener: (event: Event) => void): void {
    target.addEventListener(type, listener);
    this.undo.push(() => {
      target.removeEventListener(type, listener);
    });
  }
}
