import { cache, init as initCore, Enums } from "@cornerstonejs/core";
import {
  addTool,
  annotation,
  init as initTools,
  LengthTool,
  PanTool,
  WindowLevelTool,
  ZoomTool,
} from "@cornerstonejs/tools";
import { registerScheme } from "./image-source.page";

/** Pictures in modality units; our own store holds the stored values, so these are cheap to make again. */
const MAX_CACHE_BYTES = 256 * 1024 * 1024;

let started = false;

/** Starts Cornerstone3D, once a page. */
export function startCornerstone(): void {
  if (started) return;
  started = true;
  // One WebGL context is enough for one picture at a time; the default pool of seven is slow without a graphics card.
  initCore({
    debug: { statsOverlay: false },
    rendering: { renderingEngineMode: Enums.RenderingEngineModeEnum.ContextPool, webGlContextCount: 1 },
  });
  initTools();
  cache.setMaxCacheSize(MAX_CACHE_BYTES);
  registerScheme();
  [WindowLevelTool, PanTool, ZoomTool, LengthTool].forEach((tool) => {
    addTool(tool);
  });
  styleMeasurements();
}

function styleMeasurements(): void {
  const styles = annotation.config.style.getDefaultToolStyles();
  annotation.config.style.setDefaultToolStyles({
    ...styles,
    global: {
      ...styles.global,
      color: "#c9d1d9",
      colorHighlighted: "#4ea1ff",
      colorSelected: "#4ea1ff",
      textBoxColor: "#c9d1d9",
      textBoxColorHighlighted: "#4ea1ff",
      textBoxColorSelected: "#4ea1ff",
      textBoxFontFamily: "system-ui, sans-serif",
      textBoxFontSize: "13px",
      lineWidth: "1.5",
    },
  });
}
