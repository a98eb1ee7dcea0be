import "../src/dayside-charts";

const HOUR_S = 3600;
const START_S = Date.UTC(2026, 10, 22, 6) / 1000;
const times = Array.from({ length: 49 }, (_, index) => START_S + index * HOUR_S);
const wave = (offset: number, height: number): number[] =>
  times.map((_, index) => offset + height * Math.sin(index / 4) + (index % 5));

const turnaround = {
  kind: "time",
  title: "Turnaround, median",
  unit: "min",
  zone: "Europe/Zurich",
  target: 60,
  times,
  series: [
    { label: "Northgate", values: wave(42, 9), low: wave(34, 9), high: wave(51, 9) },
    { label: "Harbour", values: wave(58, 12), urgency: "critical" },
    { label: "Alpenblick", values: wave(40, 5).map((value, index) => (index > 20 && index < 26 ? null : value)) },
  ],
};

const onTime = {
  kind: "bars",
  title: "On time today",
  unit: "%",
  target: 95,
  bars: [
    { label: "Northgate General", value: 97.5, low: 93, high: 99, urgency: "done" },
    { label: "Harbour Clinic", value: 81, low: 72, high: 88, urgency: "critical" },
    { label: "Alpenblick", value: 94, low: 88, high: 97, urgency: "urgent" },
    { label: "Riverside", value: null },
  ],
};

const nothing = { ...turnaround, times: [], series: [] };

for (const theme of ["light", "dark"]) {
  for (const data of [turnaround, onTime, nothing]) {
    const chart = document.createElement("dayside-chart");
    chart.setAttribute("theme", theme);
    chart.setAttribute("data", JSON.stringify(data));
    document.body.append(chart);
  }
}
