import { describe, expect, it } from "vitest";
import { lengthText } from "../viewport/length-text";
import { edgeLetters } from "./orientation";
import { statusText, type Status } from "./status-text";

const status: Status = {
  frame: { kind: "ready", stored: new Int16Array(1) },
  rounded: false,
  window: { center: 40, width: 80 },
  index: 13,
  sliceCount: 34,
  comingCount: 0,
  failedCount: 0,
};

describe("the bottom line", () => {
  it("says that the picture is exact, its window and its place", () => {
    expect(statusText(status)).toBe("exact · W80 L40 · 14/34");
  });

  it("says of real numbers that they were rounded", () => {
    const map = { ...status, rounded: true, window: { center: 0.5, width: 1 } };
    expect(statusText(map)).toBe("values rounded for display · W1 L0.5 · 14/34");
    expect(statusText({ ...map, frame: { kind: "loading" } })).toBe("coming · W1 L0.5 · 14/34");
  });

  it("says how many slices are still coming and how many failed", () => {
    expect(statusText({ ...status, comingCount: 20, failedCount: 1 })).toBe(
      "exact · W80 L40 · 14/34 · 20 slices still coming · 1 slice failed",
    );
  });

  it("never calls exact what is not here", () => {
    expect(statusText({ ...status, frame: { kind: "loading" } })).toBe("coming · W80 L40 · 14/34");
    expect(statusText({ ...status, frame: { kind: "failed", reason: { kind: "unreachable" } }, window: null })).toBe("failed · 14/34");
    expect(statusText({ ...status, frame: null, window: null })).toBe("no picture · 14/34");
  });
});

describe("a length", () => {
  it("is in tenths of millimetres when the spacing is known, else in whole pixels", () => {
    expect(lengthText(12.345, "mm")).toBe("12.3 mm");
    expect(lengthText(12.7, "px")).toBe("13 px");
    expect(lengthText(0.26, "cm")).toBe("0.3 cm");
  });
});

describe("edge letters", () => {
  it("put the patient's right at the left of an axial picture", () => {
    expect(edgeLetters([[1, 0, 0], [0, 1, 0]])).toEqual({ left: "R", right: "L", top: "A", bottom: "P" });
  });

  it("name sagittal and coronal pictures", () => {
    expect(edgeLetters([[0, 1, 0], [0, 0, -1]])).toEqual({ left: "A", right: "P", top: "H", bottom: "F" });
    expect(edgeLetters([[1, 0, 0], [0, 0, -1]])).toEqual({ left: "R", right: "L", top: "H", bottom: "F" });
  });

  it("take two letters for oblique directions", () => {
    expect(edgeLetters([[0.8, 0.6, 0], [0, 0, -1]]).right).toBe("LP");
  });
});
