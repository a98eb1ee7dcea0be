import { parseManifest } from "./parse-manifest";
import type { StudyManifest } from "./manifest";

/** A CT instance as the server writes it. For specs. */
export function ctInstance(number: number, changes: Readonly<Record<string, unknown>> = {}): Record<string, unknown> {
  return {
    sopInstanceUid: `2.25.${number}`,
    instanceNumber: number,
    frames: 1,
    rows: 4,
    columns: 4,
    bitsStored: 12,
    signed: true,
    samplesPerPixel: 1,
    photometric: "MONOCHROME2",
    rescaleSlope: 1,
    rescaleIntercept: -1024,
    rounded: false,
    window: { center: 40, width: 80 },
    pixelSpacingMm: [0.5, 0.5],
    imagePosition: [0, 0, number * 5],
    imageOrientation: [1, 0, 0, 0, 1, 0],
    sliceThicknessMm: 5,
    framesUrl: `/frames/${number}`,
    viewable: true,
    reason: null,
    ...changes,
  };
}

export function withheldInstance(number: number): Record<string, unknown> {
  return { sopInstanceUid: `2.25.${number}`, instanceNumber: number, viewable: false, reason: "unknown compression" };
}

/** A manifest with one CT series for each list of instances. */
export function manifestJson(...series: readonly (readonly object[])[]): Record<string, unknown> {
  return {
    caseId: "case",
    series: series.map((instances, index) => ({
      seriesInstanceUid: `2.25.9${index}`,
      modality: "CT",
      description: `series ${index}`,
      instances,
    })),
  };
}

export function manifestOf(...series: readonly (readonly object[])[]): StudyManifest {
  return parseManifest(manifestJson(...series));
}
