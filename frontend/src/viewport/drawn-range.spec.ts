import { describe, expect, it } from "vitest";
import { drawnRange, windowOfDrawn } from "./drawn-range";

const whole = { rounded: false, rescaleSlope: 2, rescaleIntercept: -1024 };
const rounded = { rounded: true, rescaleSlope: 0.5, rescaleIntercept: -1 };

describe("the range that is drawn", () => {
  it("is that of the modality for whole numbers", () => {
    expect(drawnRange(whole, { lower: 0, upper: 79 })).toEqual({ lower: 0, upper: 79 });
    expect(windowOfDrawn(whole, { lower: 0, upper: 79 })).toEqual({ center: 40, width: 80 });
  });

  it("is that of stored values for rounded ones, and comes back exactly", () => {
    const drawn = drawnRange(rounded, { lower: 0, upper: 2 });
    expect(drawn).toEqual({ lower: 2, upper: 6 });
    expect(windowOfDrawn(rounded, drawn)).toEqual({ center: 1, width: 2 });
  });
});
