import {
  annotation,
  Enums,
  LengthTool,
  PanTool,
  ToolGroupManager,
  WindowLevelTool,
  ZoomTool,
  type Types,
} from "@cornerstonejs/tools";
import { lengthText } from "./length-text";

/** What dragging with the left button does. */
export type Tool = "window" | "zoom" | "pan" | "length";

const { MouseBindings } = Enums;

/** Buttons that keep their meaning whatever the left one does. */
const TOOLS: Readonly<Record<Tool, { name: string; always: readonly Types.ToolOptionsType["bindings"][number][] }>> = {
  window: { name: WindowLevelTool.toolName as string, always: [] },
  zoom: { name: ZoomTool.toolName as string, always: [{ mouseButton: MouseBindings.Secondary }] },
  pan: {
    name: PanTool.toolName as string,
    always: [{ mouseButton: MouseBindings.Auxiliary }, { numTouchPoints: 2 }],
  },
  length: { name: LengthTool.toolName, always: [] },
};

/** The mouse on one picture. */
export class MouseTools {
  private readonly group: Types.IToolGroup;

  constructor(
    private readonly viewId: string,
    renderingEngineId: string,
  ) {
    const group = ToolGroupManager.createToolGroup(viewId);
    if (group === undefined) throw new Error(`tool group ${viewId} exists already`);
    this.group = group;
    group.addTool(TOOLS.window.name);
    group.addTool(TOOLS.zoom.name);
    group.addTool(TOOLS.pan.name);
    group.addTool(TOOLS.length.name, { getTextLines: measurementLines });
    group.addViewport(viewId, renderingEngineId);
    this.choose("window");
  }

  choose(chosen: Tool): void {
    for (const tool of Object.keys(TOOLS) as Tool[]) {
      const { name, always } = TOOLS[tool];
      // Passive first: lines already drawn can still be moved, and old bindings are gone.
      this.group.setToolPassive(name, { removeAllBindings: true });
      const bindings = tool === chosen ? [...always, { mouseButton: MouseBindings.Primary }] : [...always];
      if (bindings.length > 0) this.group.setToolActive(name, { bindings });
    }
  }

  dispose(): void {
    ToolGroupManager.destroyToolGroup(this.viewId);
  }
}

/** Removes the selected measurements among those on `imageIds`, or the newest when none is selected. */
export function removeMeasurement(imageIds: ReadonlySet<string>): void {
  const ours = measurementsOn(imageIds);
  const selected = ours.filter((uid) => annotation.selection.isAnnotationSelected(uid));
  (selected.length > 0 ? selected : ours.slice(-1)).forEach((uid) => {
    annotation.state.removeAnnotation(uid);
  });
}

export function removeAllMeasurements(imageIds: ReadonlySet<string>): void {
  measurementsOn(imageIds).forEach((uid) => {
    annotation.state.removeAnnotation(uid);
  });
}

function measurementsOn(imageIds: ReadonlySet<string>): readonly string[] {
  return annotation.state
    .getAllAnnotations()
    .filter(({ metadata }) => imageIds.has(metadata?.referencedImageId ?? ""))
    .flatMap(({ annotationUID }) => annotationUID ?? []);
}

interface MeasuredLength {
  readonly cachedStats: Readonly<Record<string, { readonly length?: number; readonly unit?: string } | undefined>>;
}

function measurementLines(data: MeasuredLength, targetId: string): string[] {
  const { length, unit } = data.cachedStats[targetId] ?? {};
  return length === undefined || unit === undefined || Number.isNaN(length) ? [] : [lengthText(length, unit)];
}
