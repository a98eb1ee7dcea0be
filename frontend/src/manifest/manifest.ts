import type { GreyWindow } from "../windowing/windowing";

/** What the server says about one case: which pictures there are and where their frames are fetched. */
export interface StudyManifest {
  readonly caseId: string;
  readonly series: readonly Series[];
}

export interface Series {
  readonly seriesInstanceUid: string;
  /** DICOM Modality, for example CT. */
  readonly modality: string;
  readonly description: string;
  /** In the order of instance numbers. */
  readonly instances: readonly Instance[];
}

export type Instance = ViewableInstance | WithheldInstance;

interface InstanceHead {
  readonly sopInstanceUid: string;
  readonly instanceNumber: number;
}

/** An object that the server cannot turn into pictures, with the reason in words. */
export interface WithheldInstance extends InstanceHead {
  readonly viewable: false;
  readonly reason: string;
}

export interface ViewableInstance extends InstanceHead {
  readonly viewable: true;
  readonly frames: number;
  readonly rows: number;
  readonly columns: number;
  readonly bitsStored: number;
  readonly signed: boolean;
  readonly samplesPerPixel: 1 | 3;
  readonly photometric: Photometric;
  /** Stored value to modality unit (HU for CT); PS3.3 C.11.1. */
  readonly rescaleSlope: number;
  readonly rescaleIntercept: number;
  /** The object holds real numbers; frames have them rounded to whole ones, and windows of theirs are exact. */
  readonly rounded: boolean;
  /** The window that the sender proposes, in modality units. */
  readonly window: GreyWindow | null;
  /** Row spacing (down), then column spacing (right); PS3.3 10.7.1.3. */
  readonly pixelSpacingMm: readonly [row: number, column: number] | null;
  /** Centre of the first pixel in the patient's coordinates, in mm; PS3.3 C.7.6.2.1.1. */
  readonly imagePosition: Triple | null;
  /** Direction cosines of a row, then of a column. */
  readonly imageOrientation: readonly [row: Triple, column: Triple] | null;
  readonly sliceThicknessMm: number | null;
  /** Frame n, from 1, is at `{framesUrl}/{n}`. */
  readonly framesUrl: string;
}

export type Triple = readonly [number, number, number];

export const PHOTOMETRICS = ["MONOCHROME1", "MONOCHROME2", "RGB"] as const;
export type Photometric = (typeof PHOTOMETRICS)[number];
