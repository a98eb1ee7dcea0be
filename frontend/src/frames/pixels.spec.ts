import { describe, expect, it } from "vitest";
import { decodeFrame } from "./decode";
import { FrameLoadError } from "./frame-state";
import { toModalityValues } from "./modality-values";

const grey = { rows: 1, columns: 2, samplesPerPixel: 1, bitsStored: 16, signed: true } as const;
const bytes = (...values: readonly number[]): ArrayBuffer => Uint8Array.from(values).buffer;

describe("a received frame", () => {
  it("is little-endian 16-bit above 8 bits stored, signed as declared", () => {
    expect(decodeFrame(grey, bytes(0x00, 0xfc, 0x2a, 0x00))).toEqual(Int16Array.of(-1024, 42));
    expect(decodeFrame({ ...grey, signed: false }, bytes(0x00, 0xfc, 0x2a, 0x00))).toEqual(Uint16Array.of(64512, 42));
  });

  it("is 8-bit up to 8 bits stored, and interleaved RGB with three samples", () => {
    expect(decodeFrame({ ...grey, bitsStored: 8, signed: false }, bytes(7, 255))).toEqual(Uint8Array.of(7, 255));
    expect(decodeFrame({ ...grey, bitsStored: 8 }, bytes(7, 255))).toEqual(Int16Array.of(7, -1));
    const colour = decodeFrame({ ...grey, bitsStored: 8, signed: false, samplesPerPixel: 3 }, bytes(1, 2, 3, 4, 5, 6));
    expect(colour).toEqual(Uint8Array.of(1, 2, 3, 4, 5, 6));
  });

  it.each([3, 5, 0])("is refused with %i instead of 4 bytes", (length) => {
    const decode = (): unknown => decodeFrame(grey, new ArrayBuffer(length));
    expect(decode).toThrow(FrameLoadError);
    expect(decode).toThrow(`${length} of 4 bytes`);
  });
});

describe("modality values", () => {
  it("are whole-numbered where the rescale is", () => {
    const result = toModalityValues(Int16Array.of(0, 1064), { rescaleSlope: 1, rescaleIntercept: -1024, samplesPerPixel: 1 });
    expect(result).toEqual({ values: Int16Array.of(-1024, 40), min: -1024, max: 40 });
  });

  it("are fractions where the rescale needs them or 16 bits do not hold them", () => {
    const fraction = toModalityValues(Uint16Array.of(0, 3), { rescaleSlope: 0.5, rescaleIntercept: 0, samplesPerPixel: 1 });
    expect(fraction.values).toEqual(Float32Array.of(0, 1.5));
    const wide = toModalityValues(Uint16Array.of(0, 65535), { rescaleSlope: 2, rescaleIntercept: 0, samplesPerPixel: 1 });
    expect(wide).toEqual({ values: Float32Array.of(0, 131070), min: 0, max: 131070 });
  });

  it("have their extent the right way round under a negative slope", () => {
    const result = toModalityValues(Uint8Array.of(1, 9), { rescaleSlope: -1, rescaleIntercept: 10, samplesPerPixel: 1 });
    expect([result.min, result.max]).toEqual([1, 9]);
  });

  it("are not copied when the rescale changes nothing", () => {
    const stored = Uint16Array.of(5, 6);
    expect(toModalityValues(stored, { rescaleSlope: 1, rescaleIntercept: 0, samplesPerPixel: 1 }).values).toBe(stored);
  });
});
