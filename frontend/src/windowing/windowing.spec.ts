import { describe, expect, it } from "vitest";
import { presetsFor } from "./presets";
import { exactRangeOf, exactWindowOf, greyOf, rangeOf, sameWindow, windowOf, windowSpanning, windowText } from "./windowing";

describe("windowing", () => {
  it("follows the standard's linear function: PS3.3 C.11.2.1.2.1", () => {
    // Its own example: width 4096 and centre 2048 spread 0 to 4095 over the whole output.
    expect(rangeOf({ center: 2048, width: 4096 })).toEqual({ lower: 0, upper: 4095 });
    expect(rangeOf({ center: 40, width: 80 })).toEqual({ lower: 0, upper: 79 });
  });

  it("reads widths below one as exact", () => {
    expect(rangeOf({ center: 0.5, width: 0.5 })).toEqual({ lower: 0.25, upper: 0.75 });
  });

  it("goes from window to range and back without loss", () => {
    for (const window of [{ center: 40, width: 80 }, { center: -600, width: 1500 }, { center: 0.5, width: 0.25 }]) {
      expect(windowOf(rangeOf(window))).toEqual(window);
    }
  });

  it("never yields a window without width", () => {
    expect(windowOf({ lower: 3, upper: 3 }).width).toBeGreaterThan(0);
    expect(windowSpanning(7, 7).width).toBeGreaterThan(0);
  });

  it("clamps below and above the window and inverts", () => {
    const range = rangeOf({ center: 40, width: 80 });
    expect([-1000, 0, 79, 3000].map((value) => greyOf(value, range, false))).toEqual([0, 0, 255, 255]);
    expect([-1000, 0, 79, 3000].map((value) => greyOf(value, range, true))).toEqual([255, 255, 0, 0]);
  });

  it("is written as radiologists write it", () => {
    expect(windowText({ center: 40, width: 80 })).toBe("W80 L40");
    expect(windowText({ center: -600, width: 1500 })).toBe("W1500 L−600");
    expect(windowText({ center: 0.25, width: 1.5 })).toBe("W1.5 L0.3");
    expect(windowText({ center: -0.2, width: 79.6 })).toBe("W80 L−0.2");
  });

  it("is written as finely as real numbers need it", () => {
    expect(windowText({ center: 0.0012, width: 0.0008 })).toBe("W0.0008 L0.0012");
    expect(windowText({ center: -0.25, width: 0.5 })).toBe("W0.5 L−0.25");
    expect(windowText({ center: 3.2e-9, width: 1.2345e-9 })).toBe("W1.23e−9 L3.2e−9");
    expect(windowText({ center: 0, width: 2.5e7 })).toBe("W25000000 L0");
  });

  it("takes two windows of real numbers for one only where they look the same", () => {
    expect(sameWindow({ center: 0.5, width: 1 }, { center: 0.5, width: 0.7 })).toBe(false);
    expect(sameWindow({ center: 0.5, width: 1 }, { center: 0.501, width: 1.001 })).toBe(true);
  });

  it("of real numbers is exact: PS3.3 C.11.2.1.3.2", () => {
    expect(exactRangeOf({ center: 1, width: 2 })).toEqual({ lower: 0, upper: 2 });
    expect(exactWindowOf({ lower: 0, upper: 2 })).toEqual({ center: 1, width: 2 });
  });
});

describe("presets", () => {
  const asSent = { center: 500, width: 1000 };
  const full = { center: 2048, width: 4096 };

  it("have brain, subdural, bone, stroke, lung and soft tissue on the digits of CT", () => {
    expect(presetsFor("CT", asSent, full).map(({ name, window }) => `${name} ${windowText(window)}`)).toEqual([
      "brain W80 L40",
      "subdural W200 L75",
      "bone W2500 L480",
      "stroke W40 L40",
      "lung W1500 L−600",
      "soft tissue W400 L40",
      "mediastinum W350 L50",
      "liver W150 L90",
      "angiography W600 L300",
    ]);
  });

  it("derive from the sender's window elsewhere", () => {
    expect(presetsFor("DX", asSent, full).map(({ window }) => window.width)).toEqual([1000, 625, 1600, 4096]);
  });
});
