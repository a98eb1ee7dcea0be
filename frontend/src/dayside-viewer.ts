import { DaysideViewer } from "./viewer/dayside-viewer.page";

if (customElements.get("dayside-viewer") === undefined) customElements.define("dayside-viewer", DaysideViewer);

export { DaysideViewer };
export type { StudyManifest } from "./manifest/manifest";
export type { Finding } from "./findings/findings";
export type { ViewerEvents } from "./viewer/viewer-events";
