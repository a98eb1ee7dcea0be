import { DaysideKeys } from "./page-keys/dayside-keys.page";

if (customElements.get("dayside-keys") === undefined) customElements.define("dayside-keys", DaysideKeys);

export { DaysideKeys };
