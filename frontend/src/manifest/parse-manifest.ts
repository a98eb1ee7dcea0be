import { MIN_WINDOW_WIDTH } from "../windowing/windowing";
import { Json } from "../json/json";
import {
  PHOTOMETRICS,
  type Instance,
  type Series,
  type StudyManifest,
  type Triple,
  type ViewableInstance,
} from "./manifest";

/** Rows and Columns are unsigned 16-bit in DICOM. */
const MAX_EDGE_PIXELS = 65535;
/** Far above any multi-frame object met so far; bounds what a wrong manifest makes us ask for. */
const MAX_FRAMES = 20000;

/**
 * Reads a manifest, given as a value or as JSON text.
 *
 * @throws UnexpectedJson at the first thing that is not as agreed
 */
export function parseManifest(document: unknown): StudyManifest {
  const json = Json.document(document, "manifest");
  return { caseId: json.field("caseId").nonEmptyText(), series: json.field("series").list(parseSeries) };
}

function parseSeries(json: Json): Series {
  const instances = json.field("instances").list(parseInstance);
  return {
    seriesInstanceUid: json.field("seriesInstanceUid").nonEmptyText(),
    modality: json.field("modality").text(),
    description: json.field("description").text(),
    instances: instances.toSorted((a, b) => a.instanceNumber - b.instanceNumber),
  };
}

function parseInstance(json: Json): Instance {
  const head = {
    sopInstanceUid: json.field("sopInstanceUid").nonEmptyText(),
    instanceNumber: json.field("instanceNumber").number(),
  };
  return json.field("viewable").flag()
    ? { ...head, ...parsePicture(json) }
    : { ...head, viewable: false, reason: json.field("reason").nonEmptyText() };
}

type Picture = Omit<ViewableInstance, "sopInstanceUid" | "instanceNumber">;

function parsePicture(json: Json): Picture {
  const picture: Picture = {
    viewable: true,
    frames: json.field("frames").wholeNumberBetween(1, MAX_FRAMES),
    rows: json.field("rows").wholeNumberBetween(1, MAX_EDGE_PIXELS),
    columns: json.field("columns").wholeNumberBetween(1, MAX_EDGE_PIXELS),
    bitsStored: json.field("bitsStored").wholeNumberBetween(1, 16),
    signed: json.field("signed").flag(),
    samplesPerPixel: json.field("samplesPerPixel").oneOf([1, 3]),
    photometric: json.field("photometric").oneOf(PHOTOMETRICS),
    rescaleSlope: parseSlope(json.field("rescaleSlope")),
    rescaleIntercept: json.field("rescaleIntercept").number(),
    rounded: json.field("rounded").flag(),
    window: json.field("window").orNull((window) => parseWindow(window, json.field("rounded").flag())),
    pixelSpacingMm: json.field("pixelSpacingMm").orNull(parseSpacing),
    imagePosition: json.field("imagePosition").orNull(parseTriple),
    imageOrientation: json.field("imageOrientation").orNull(parseOrientation),
    sliceThicknessMm: json.field("sliceThicknessMm").orNull((thickness) => thickness.number()),
    framesUrl: parseFramesUrl(json.field("framesUrl")),
  };
  checkColour(json, picture);
  return picture;
}

function checkColour(json: Json, picture: Picture): void {
  if ((picture.photometric === "RGB") !== (picture.samplesPerPixel === 3)) {
    throw json.field("samplesPerPixel").unexpected(`the number of samples of ${picture.photometric}`);
  }
  if (picture.photometric === "RGB" && picture.bitsStored > 8) {
    throw json.field("bitsStored").unexpected("at most 8 for RGB");
  }
}

function parseSlope(json: Json): number {
  const slope = json.number();
  if (slope === 0) throw json.unexpected("a slope other than 0");
  return slope;
}

function parseWindow(json: Json, rounded: boolean): { center: number; width: number } {
  const width = json.field("width");
  return {
    center: json.field("center").number(),
    width: width.numberBetween(rounded ? Number.MIN_VALUE : MIN_WINDOW_WIDTH, Number.MAX_VALUE),
  };
}

function parseSpacing(json: Json): readonly [number, number] {
  const [row = 0, column = 0] = json.numbers(2);
  if (row <= 0 || column <= 0) throw json.unexpected("two spacings above 0 mm");
  return [row, column];
}

function parseTriple(json: Json): Triple {
  const [x = 0, y = 0, z = 0] = json.numbers(3);
  return [x, y, z];
}

function parseOrientation(json: Json): readonly [Triple, Triple] {
  const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0] = json.numbers(6);
  return [
    [a, b, c],
    [d, e, f],
  ];
}

/** Frames are asked for with the session's cookie, so only of the server that the page came from. */
function parseFramesUrl(json: Json): string {
  const url = json.nonEmptyText();
  if (/^([a-z][a-z0-9+.-]*:|[/\\]{2})/i.test(url)) throw json.unexpected("an address on this server, without a host");
  return url.replace(/\/$/, "");
}
