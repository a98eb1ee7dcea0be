import { describe, expect, it } from "vitest";
import { parseFindings, type Finding } from "../findings/findings";
import { ctInstance, manifestOf, withheldInstance } from "../manifest/fixtures";
import { Reading } from "./reading";

const range = (from: number, to: number): Record<string, unknown>[] =>
  Array.from({ length: to - from + 1 }, (_, index) => ctInstance(from + index));

const pending = (id: string, probability: number, number: number): Record<string, unknown> => ({
  id,
  label: "haemorrhage",
  probability,
  sopInstanceUid: `2.25.${number}`,
  frame: 1,
  region: null,
  verdict: "PENDING",
  model: "m",
});

const findings = (...list: readonly object[]): readonly Finding[] => parseFindings(list);

describe("a reading", () => {
  it("opens at the most probable finding that waits for a verdict", () => {
    const reading = new Reading(manifestOf(range(1, 10), range(11, 20)));
    reading.findings = findings(pending("a", 0.4, 3), pending("b", 0.9, 15));
    expect(reading.goToMostProbable()).toBe(true);
    expect([reading.currentIndex, reading.current?.index]).toEqual([1, 4]);
  });

  it("is not moved by findings once the reader has moved", () => {
    const reading = new Reading(manifestOf(range(1, 10)));
    reading.readerHasMoved = true;
    reading.findings = findings(pending("a", 0.4, 3));
    expect(reading.goToMostProbable()).toBe(false);
    expect(reading.current?.index).toBe(0);
  });

  it("opens with the first series that has pictures", () => {
    const reading = new Reading(manifestOf([withheldInstance(1)], range(2, 3)));
    expect(reading.currentIndex).toBe(1);
  });

  it("stays inside the series", () => {
    const series = new Reading(manifestOf(range(1, 3))).current;
    expect(series?.moveTo(Infinity)).toBe(true);
    expect(series?.index).toBe(2);
    expect(series?.moveTo(7)).toBe(false);
    expect(series?.moveTo(-3)).toBe(true);
    expect(series?.direction).toBe(-1);
  });

  it("does not go to findings that it does not have", () => {
    const reading = new Reading(manifestOf(range(1, 3)));
    reading.findings = findings(pending("elsewhere", 0.9, 99));
    expect(reading.goToFinding("elsewhere")).toBe(false);
    expect(reading.goToFinding("unknown")).toBe(false);
  });

  it("fetches every frame once: the slice in view first, findings before far slices and other series", () => {
    const reading = new Reading(manifestOf(range(1, 40), range(41, 60)));
    reading.findings = findings(pending("a", 0.4, 38), pending("gone", 0.9, 99));
    reading.current?.moveTo(5);
    const order = reading.fetchOrder();
    expect(order[0]).toBe("2.25.6/1");
    expect(new Set(order).size).toBe(60);
    expect(order).toHaveLength(60);
    expect(order.indexOf("2.25.38/1")).toBeLessThan(order.indexOf("2.25.30/1"));
    expect(order.indexOf("2.25.51/1")).toBeLessThan(order.indexOf("2.25.30/1"));
  });

  it("has nothing to fetch in a case without pictures", () => {
    const reading = new Reading(manifestOf([withheldInstance(1)]));
    expect(reading.fetchOrder()).toEqual([]);
    expect(reading.slice?.kind).toBe("withheld");
    expect(new Reading(manifestOf()).slice).toBeNull();
  });

  it("keeps the reader's window for the series, and the sender's until then", () => {
    const reading = new Reading(manifestOf([ctInstance(1), ctInstance(2, { window: { center: 50, width: 350 } })]));
    const series = reading.current;
    const second = series?.pictures[1];
    if (!series || !second) throw new Error("no series");
    const stored = Int16Array.of(0, 2000);
    expect(series.windowOf(second, stored)).toEqual({ center: 50, width: 350 });
    series.chosenWindow = { center: 40, width: 40 };
    expect(series.windowOf(second, stored)).toEqual({ center: 40, width: 40 });
    series.reset();
    expect(series.windowOf(second, stored)).toEqual({ center: 50, width: 350 });
  });

  it("inverts MONOCHROME1, and back when the reader inverts", () => {
    const series = new Reading(manifestOf([ctInstance(1, { photometric: "MONOCHROME1", window: null })])).current;
    const [slice] = series?.pictures ?? [];
    if (!series || !slice) throw new Error("no series");
    const stored = Int16Array.of(0, 2000);
    expect(series.look(slice, stored)).toEqual({ range: { lower: -1024, upper: 976 }, inverted: true });
    series.inverted = true;
    expect(series.look(slice, stored).inverted).toBe(false);
  });
});
