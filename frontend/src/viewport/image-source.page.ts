import { Enums, imageLoader, metaData, utilities, type Types } from "@cornerstonejs/core";
import type { StoredPixels } from "../frames/frame-state";
import { toModalityValues } from "../frames/modality-values";
import type { PictureSlice } from "../manifest/slices";
import { windowSpanning } from "../windowing/windowing";

const SCHEME = "dayside";
const AS_STORED = { rescaleSlope: 1, rescaleIntercept: 0 };

/** Where Cornerstone finds what it is asked for by image id. Frames must be here already: it never fetches. */
export interface ImageSource {
  readonly slice: (imageId: string) => PictureSlice | undefined;
  readonly stored: (slice: PictureSlice) => StoredPixels | undefined;
}

/** One for each viewer on the page, by the viewer's id. */
const sources = new Map<string, ImageSource>();

export function imageIdOf(viewId: string, slice: PictureSlice): string {
  return `${SCHEME}:${viewId}:${slice.key}`;
}

/** Serves the image ids of one viewer until the returned undo is called. */
export function registerSource(viewId: string, source: ImageSource): () => void {
  sources.set(viewId, source);
  return () => {
    sources.delete(viewId);
  };
}

/** Teaches Cornerstone the scheme `dayside:`. Once a page. */
export function registerScheme(): void {
  imageLoader.registerImageLoader(SCHEME, (imageId) => ({ promise: load(imageId) }));
  metaData.addProvider(metadata);
}

function find(imageId: string): { slice: PictureSlice; source: ImageSource } | undefined {
  const [scheme, viewId = ""] = imageId.split(":", 2);
  if (scheme !== SCHEME) return undefined;
  const source = sources.get(viewId);
  const slice = source?.slice(imageId);
  return source && slice ? { slice, source } : undefined;
}

function load(imageId: string): Promise<Types.IImage> {
  const found = find(imageId);
  const stored = found?.source.stored(found.slice);
  if (found === undefined || stored === undefined) return Promise.reject(new Error(`${imageId} is not here`));
  return Promise.resolve(imageOf(imageId, found.slice, stored));
}

function imageOf(imageId: string, { instance }: PictureSlice, stored: StoredPixels): Types.IImage {
  // What is rounded is drawn as stored; see drawnRange.
  const { values, min, max } = toModalityValues(stored, instance.rounded ? { ...instance, ...AS_STORED } : instance);
  const { rows, columns, samplesPerPixel } = instance;
  const [rowPixelSpacing, columnPixelSpacing] = instance.pixelSpacingMm ?? [1, 1];
  const { center, width } = (instance.rounded ? null : instance.window) ?? windowSpanning(min, max);
  const colour = samplesPerPixel === 3;
  return {
    imageId,
    rows,
    columns,
    height: rows,
    width: columns,
    color: colour,
    rgba: false,
    numberOfComponents: samplesPerPixel,
    minPixelValue: min,
    maxPixelValue: max,
    // The values are in modality units already.
    slope: 1,
    intercept: 0,
    preScale: {
      enabled: true,
      scaled: true,
      scalingParameters: instance.rounded
        ? AS_STORED
        : { rescaleSlope: instance.rescaleSlope, rescaleIntercept: instance.rescaleIntercept },
    },
    windowCenter: center,
    windowWidth: width,
    voiLUTFunction: Enums.VOILUTFunctionType.LINEAR,
    rowPixelSpacing,
    columnPixelSpacing,
    invert: false,
    sizeInBytes: values.byteLength,
    dataType: values.constructor.name as Types.PixelDataTypedArrayString,
    voxelManager: utilities.VoxelManager.createImageVoxelManager({
      scalarData: values,
      width: columns,
      height: rows,
      numberOfComponents: samplesPerPixel,
    }),
    getPixelData: () => values,
    getCanvas: () => document.createElement("canvas"),
  };
}

function metadata(type: string, imageId: string): unknown {
  const slice = typeof imageId === "string" ? find(imageId)?.slice : undefined;
  if (slice === undefined) return undefined;
  switch (type) {
    case "imagePixelModule":
      return pixelModule(slice);
    case "imagePlaneModule":
      return planeModule(slice);
    case "generalSeriesModule":
      return { modality: slice.modality, seriesInstanceUID: slice.seriesInstanceUid };
    default:
      return undefined;
  }
}

/**
 * MONOCHROME1 is told as MONOCHROME2: the viewer inverts by itself, so that "invert" means the same for both.
 */
function pixelModule({ instance }: PictureSlice): Types.ImagePixelModule {
  const bits = instance.bitsStored > 8 ? 16 : 8;
  return {
    bitsAllocated: bits,
    bitsStored: instance.bitsStored,
    highBit: instance.bitsStored - 1,
    samplesPerPixel: instance.samplesPerPixel,
    photometricInterpretation: instance.samplesPerPixel === 3 ? "RGB" : "MONOCHROME2",
    pixelRepresentation: instance.signed ? 1 : 0,
  } as unknown as Types.ImagePixelModule;
}

function planeModule({ instance, seriesInstanceUid }: PictureSlice): object {
  const [rowPixelSpacing, columnPixelSpacing] = instance.pixelSpacingMm ?? [1, 1];
  const [rowCosines, columnCosines] = instance.imageOrientation ?? [
    [1, 0, 0],
    [0, 1, 0],
  ];
  return {
    frameOfReferenceUID: seriesInstanceUid,
    rows: instance.rows,
    columns: instance.columns,
    rowPixelSpacing,
    columnPixelSpacing,
    // Cornerstone then measures in pixels instead of millimetres.
    usingDefaultValues: instance.pixelSpacingMm === null,
    imagePositionPatient: instance.imagePosition ?? [0, 0, 0],
    imageOrientationPatient: [...rowCosines, ...columnCosines],
    rowCosines,
    columnCosines,
    sliceThickness: instance.sliceThicknessMm ?? undefined,
  };
}
