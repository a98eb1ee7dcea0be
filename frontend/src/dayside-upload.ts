import { DaysideUpload } from "./upload/dayside-upload.page";

if (customElements.get("dayside-upload") === undefined) customElements.define("dayside-upload", DaysideUpload);

export { DaysideUpload };
