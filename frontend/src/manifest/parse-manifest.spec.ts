import { describe, expect, it } from "vitest";
import { ctInstance, manifestJson, withheldInstance } from "./fixtures";
import { parseManifest } from "./parse-manifest";
import { slicesOf, withheldCount } from "./slices";

const messageFor = (document: unknown): string => {
  try {
    parseManifest(document);
  } catch (problem) {
    return (problem as Error).message;
  }
  return "accepted";
};

const refusing = (changes: Record<string, unknown>): string => messageFor(manifestJson([ctInstance(1, changes)]));

describe("a manifest", () => {
  it("is read from a value and from JSON text alike", () => {
    const document = manifestJson([ctInstance(1)]);
    expect(parseManifest(JSON.stringify(document))).toEqual(parseManifest(document));
  });

  it("keeps what the picture needs", () => {
    const [instance] = parseManifest(manifestJson([ctInstance(1)])).series[0]?.instances ?? [];
    expect(instance).toMatchObject({
      viewable: true,
      rescaleIntercept: -1024,
      window: { center: 40, width: 80 },
      pixelSpacingMm: [0.5, 0.5],
      imageOrientation: [
        [1, 0, 0],
        [0, 1, 0],
      ],
    });
  });

  it("takes null for what the sender did not say", () => {
    const unknown = { window: null, pixelSpacingMm: null, imagePosition: null, imageOrientation: null, sliceThicknessMm: null };
    expect(refusing(unknown)).toBe("accepted");
  });

  it("puts instances in the order of their numbers and counts frames as slices", () => {
    const manifest = parseManifest(manifestJson([ctInstance(3), withheldInstance(2), ctInstance(1, { frames: 2 })]));
    const slices = manifest.series.flatMap(slicesOf);
    expect(slices.map((slice) => (slice.kind === "picture" ? slice.key : slice.instance.reason))).toEqual([
      "2.25.1/1",
      "2.25.1/2",
      "unknown compression",
      "2.25.3/1",
    ]);
    expect(withheldCount(manifest)).toBe(1);
  });

  it("needs no pixel attributes for an object without a picture, but a reason", () => {
    expect(messageFor(manifestJson([{ ...withheldInstance(1), reason: null }]))).toBe(
      "manifest.series[0].instances[0].reason: expected text, received null",
    );
  });

  it.each([
    ["rows", { rows: "512" }, "expected a finite number, received text of 3 characters"],
    ["columns", { columns: 0 }, "expected a whole number from 1 to 65535, received 0"],
    ["frames", { frames: 1.5 }, "expected a whole number from 1 to 20000, received 1.5"],
    ["bitsStored", { bitsStored: 32 }, "expected a whole number from 1 to 16, received 32"],
    ["signed", { signed: "yes" }, "expected true or false, received text of 3 characters"],
    ["samplesPerPixel", { samplesPerPixel: 4 }, "expected one of 1, 3, received 4"],
    ["samplesPerPixel", { samplesPerPixel: 3 }, "expected the number of samples of MONOCHROME2, received 3"],
    ["photometric", { photometric: "YBR_FULL" }, "expected one of MONOCHROME1, MONOCHROME2, RGB, received text of 8 characters"],
    ["rescaleSlope", { rescaleSlope: 0 }, "expected a slope other than 0, received 0"],
    ["rescaleIntercept", { rescaleIntercept: null }, "expected a finite number, received null"],
    ["window", { window: 80 }, "expected an object, received 80"],
    ["pixelSpacingMm", { pixelSpacingMm: [0.5] }, "expected a list of 2 numbers, received a list of 1"],
    ["pixelSpacingMm", { pixelSpacingMm: [0.5, 0] }, "expected two spacings above 0 mm, received a list of 2"],
    ["imagePosition", { imagePosition: [1, 2] }, "expected a list of 3 numbers, received a list of 2"],
    ["framesUrl", { framesUrl: "https://elsewhere.example/f" }, "expected an address on this server, without a host, received text of 27 characters"],
    ["framesUrl", { framesUrl: "//elsewhere.example/f" }, "expected an address on this server, without a host, received text of 21 characters"],
  ])("is refused for its %s with expected and received", (_name, changes, message) => {
    expect(refusing(changes)).toContain(message);
  });

  it.each([
    ["not json", "manifest: expected JSON, received text of 8 characters"],
    [null, "manifest: expected an object, received null"],
    [[], "manifest: expected an object, received a list of 0"],
    [{ caseId: "c" }, "manifest.series: expected a list, received nothing"],
    [{ caseId: "", series: [] }, "manifest.caseId: expected text that is not empty, received text of 0 characters"],
  ])("is refused when it is %j", (document, message) => {
    expect(messageFor(document)).toBe(message);
  });

  it("is refused without repeating texts, which may be a person's", () => {
    expect(messageFor({ caseId: "c", series: "DOE^JANE" })).not.toContain("DOE");
  });
});
