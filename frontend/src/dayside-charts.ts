import { DaysideChart } from "./charts/dayside-chart.page";

if (customElements.get("dayside-chart") === undefined) customElements.define("dayside-chart", DaysideChart);

export { DaysideChart };
export type { ChartData } from "./charts/chart-data";
