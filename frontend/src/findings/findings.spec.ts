import { describe, expect, it } from "vitest";
import { findingText, markOf, modelText, mostProbablePending, parseFindings, standingOf } from "./findings";
import { placeLabels, type Box } from "./place-labels";

const json = (changes: Record<string, unknown> = {}): Record<string, unknown> => ({
  id: "f1",
  label: "haemorrhage",
  probability: 0.943,
  sopInstanceUid: "2.25.1",
  frame: 1,
  region: { x: 10, y: 20, width: 30, height: 40 },
  verdict: "PENDING",
  model: "head-ct v3",
  ...changes,
});

const finding = (changes: Record<string, unknown> = {}) => {
  const [first] = parseFindings([json(changes)]);
  if (first === undefined) throw new Error("no finding");
  return first;
};

describe("findings", () => {
  it("carry label and probability behind an open diamond, filled once a person has confirmed it", () => {
    expect(findingText(finding())).toBe("◇ haemorrhage 0.94");
    expect(findingText(finding({ verdict: "ACCEPTED" }))).toBe("◆ haemorrhage 0.94");
    expect(findingText(finding({ verdict: "CORRECTED" }))).toBe("◆ haemorrhage 0.94 · corrected");
    expect(findingText(finding({ verdict: "REJECTED" }))).toBe("◇ haemorrhage 0.94 · rejected");
    expect(markOf(finding({ verdict: "REJECTED" }))).toBe("◇");
    expect(standingOf(finding({ verdict: "REJECTED" }))).toBe("rejected");
  });

  it("always say that they are not for clinical use", () => {
    expect(modelText(finding())).toBe("head-ct v3 · demonstration, not for clinical use");
    expect(modelText(finding({ model: "" }))).toBe("demonstration, not for clinical use");
  });

  it("lead to the most probable one that waits for a verdict", () => {
    const findings = parseFindings([
      json({ id: "a", probability: 0.5 }),
      json({ id: "b", probability: 0.99, verdict: "REJECTED" }),
      json({ id: "c", probability: 0.7 }),
    ]);
    expect(mostProbablePending(findings)?.id).toBe("c");
    expect(mostProbablePending([])).toBeUndefined();
  });

  it.each([
    [{ probability: 1.2 }, "findings[0].probability: expected a number from 0 to 1, received 1.2"],
    [{ verdict: "MAYBE" }, "findings[0].verdict: expected one of PENDING, ACCEPTED, REJECTED, CORRECTED, received text of 5 characters"],
    [{ frame: 0 }, "findings[0].frame: expected a whole number from 1"],
    [{ region: { x: 1 } }, "findings[0].region.y: expected a finite number, received nothing"],
  ])("are refused with %j", (changes, message) => {
    expect(() => parseFindings([json(changes)])).toThrow(message);
  });
});

describe("labels of findings", () => {
  const view: Box = { left: 0, top: 0, width: 500, height: 400 };
  const label = { width: 100, height: 30 };

  it("stand above their region, or below it at the upper edge", () => {
    const middle = { left: 200, top: 200, width: 50, height: 50 };
    const high = { left: 300, top: 10, width: 50, height: 50 };
    expect(placeLabels([middle, high], label, view).map(({ top }) => top)).toEqual([166, 64]);
  });

  it("stay inside the viewport", () => {
    const [placed] = placeLabels([{ left: 480, top: 390, width: 50, height: 50 }], label, view);
    expect(placed).toMatchObject({ left: 400, top: 356 });
  });

  it("do not cover one another", () => {
    const region = { left: 100, top: 100, width: 20, height: 20 };
    const boxes = placeLabels([region, { ...region }, { ...region }], label, view);
    expect(boxes.map(({ left, top }) => [left, top])).toEqual([
      [100, 66],
      [100, 124],
      [0, 100],
    ]);
  });

  it("do not cover the region of another finding when there is room elsewhere", () => {
    const lower = { left: 100, top: 100, width: 20, height: 20 };
    const upper = { left: 110, top: 70, width: 20, height: 20 };
    expect(placeLabels([lower, upper], label, view).map(({ top }) => top)).toEqual([124, 36]);
  });

  it("of the whole picture are listed one below the other", () => {
    const corner = { left: 12, top: 8, width: 0, height: 0 };
    expect(placeLabels([corner, { ...corner }], label, view).map(({ top }) => top)).toEqual([0, 34]);
  });
});
