import { describe, expect, it } from "vitest";
import { parseChart } from "./chart-data";
import { figureText, headingsOf, isEmpty, rowsOf, timeText, valueRange, zoneText } from "./figures";
import { DARK, LIGHT } from "./looks";
import { spread } from "./spread";

const time = (changes: Record<string, unknown> = {}): Record<string, unknown> => ({
  kind: "time",
  title: "Turnaround",
  unit: "min",
  zone: "Europe/Zurich",
  target: 60,
  times: [1_700_000_000, 1_700_003_600],
  series: [{ label: "Northgate", values: [40, null] }],
  ...changes,
});

const bars = (...list: readonly object[]): Record<string, unknown> => ({ kind: "bars", title: "On time", unit: "%", bars: list });

describe("a chart", () => {
  it("is refused with what was expected and what came", () => {
    expect(() => parseChart(time({ zone: "Mars/Olympus" }))).toThrow("chart.zone: expected the name of a time zone");
    expect(() => parseChart(time({ times: [2, 1] }))).toThrow("chart.times: expected times in ascending order");
    expect(() => parseChart(time({ series: [{ label: "a", values: [1] }] }))).toThrow("expected a list of 2, one for each time");
    expect(() => parseChart({ kind: "pie" })).toThrow("chart.title: expected text, received nothing");
    expect(() => parseChart(bars({ label: "a", value: 1, urgency: "red" }))).toThrow("expected one of critical, urgent, routine, done");
  });

  it("has every figure in words, with a mark beside the colour", () => {
    const chart = parseChart(bars({ label: "Northgate", value: 97.46, urgency: "done" }, { label: "Harbour", value: null }));
    expect(rowsOf(chart)).toEqual([
      ["Northgate", "✓ 97.5 %"],
      ["Harbour", "–"],
    ]);
    expect(headingsOf(parseChart(time()))).toEqual(["time in Zurich", "Northgate"]);
    expect(rowsOf(parseChart(time()))[1]?.[1]).toBe("–");
  });

  it("shows clock times of its zone", () => {
    expect(timeText(1_700_000_000, "Europe/Zurich")).toBe("14 Nov, 23:13");
    expect(zoneText("America/New_York")).toBe("time in New York");
    expect(figureText(1234.56, "")).toBe("1,234.6");
  });

  it("starts its value axis at zero and leaves room above figures, intervals and target", () => {
    expect(valueRange(parseChart(time()))).toEqual([0, 67.2]);
    expect(valueRange(parseChart(bars({ label: "a", value: 50, low: 40, high: 75 })))).toEqual([0, 84]);
    expect(valueRange(parseChart(bars({ label: "a", value: -10 })))[0]).toBeLessThan(-10);
  });

  it("knows when it has nothing to show", () => {
    expect(isEmpty(parseChart(time({ series: [] })))).toBe(true);
    expect(isEmpty(parseChart(time()))).toBe(false);
  });

  it("moves the names of near lines apart, in their order and inside the frame", () => {
    expect(spread([50, 52, 10], 15, 0, 100)).toEqual([50, 65, 10]);
    expect(spread([98, 99], 15, 0, 100)).toEqual([85, 100]);
    expect(spread([], 15, 0, 100)).toEqual([]);
  });
});

describe("the looks of charts", () => {
  it.each([
    ["light", LIGHT],
    ["dark", DARK],
  ] as const)("have contrast 4.5 to 1 for every text on the %s ground", (_name, looks) => {
    for (const colour of [looks.text, looks.faint, ...Object.values(looks.urgency)]) {
      expect(contrast(colour, looks.ground)).toBeGreaterThanOrEqual(4.5);
    }
  });
});

/** WCAG 2.2, contrast ratio. */
function contrast(a: string, b: string): number {
  const [light = 0, dark = 0] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return (light + 0.05) / (dark + 0.05);
}

function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5]
    .map((start) => parseInt(colour.slice(start, start + 2), 16) / 255)
    .map((share) => (share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
