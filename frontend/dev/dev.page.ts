import "../src/dayside-viewer";
import type { DaysideViewer } from "../src/dayside-viewer";
import { BLEED, EDGE, headSlice, SLICES } from "./phantom";

/** How long a frame takes: `?delay=300` shows a slow link. */
const query = new URLSearchParams(location.search);
const delayMs = Number(query.get("delay") ?? 15);
const failing = query.get("fail");

const head = Array.from({ length: SLICES }, (_, index) => ({
  sopInstanceUid: `2.25.1.${index}`,
  instanceNumber: index + 1,
  frames: 1,
  rows: EDGE,
  columns: EDGE,
  bitsStored: 16,
  signed: true,
  samplesPerPixel: 1,
  photometric: "MONOCHROME2",
  rescaleSlope: 1,
  rescaleIntercept: -1024,
  rounded: false,
  window: { center: 40, width: 80 },
  pixelSpacingMm: [0.9, 0.9],
  imagePosition: [-115, -115, index * 5],
  imageOrientation: [1, 0, 0, 0, 1, 0],
  sliceThicknessMm: 5,
  framesUrl: `/frames/head/${index}`,
  viewable: true,
  reason: null,
}));

const radiograph = {
  ...head[0],
  sopInstanceUid: "2.25.2",
  instanceNumber: 1,
  rows: 300,
  columns: 240,
  bitsStored: 12,
  signed: false,
  photometric: "MONOCHROME1",
  rescaleIntercept: 0,
  rounded: false,
  window: null,
  pixelSpacingMm: null,
  imageOrientation: null,
  framesUrl: "/frames/radiograph",
};

const colour = {
  ...radiograph,
  sopInstanceUid: "2.25.3",
  rows: 200,
  columns: 300,
  bitsStored: 8,
  samplesPerPixel: 3,
  photometric: "RGB",
  frames: 12,
  framesUrl: "/frames/colour",
};

const withheld = {
  sopInstanceUid: "2.25.4",
  instanceNumber: 1,
  viewable: false,
  reason: "its compression (HEVC) is not supported yet",
};

const manifest = {
  caseId: "dev",
  series: [
    { seriesInstanceUid: "2.25.10", modality: "CT", description: "Head 5 mm", instances: head },
    { seriesInstanceUid: "2.25.20", modality: "DX", description: "Chest PA", instances: [radiograph] },
    { seriesInstanceUid: "2.25.30", modality: "US", description: "Doppler", instances: [colour] },
    { seriesInstanceUid: "2.25.40", modality: "XC", description: "Video", instances: [withheld] },
  ],
};

const middle = Math.floor((BLEED.first + BLEED.last) / 2);
const { x, y, width, height } = BLEED;
const findings = [
  {
    id: "a",
    label: "haemorrhage",
    probability: 0.94,
    sopInstanceUid: `2.25.1.${middle}`,
    frame: 1,
    region: { x, y, width, height },
    verdict: "PENDING",
    model: "head-ct v3",
  },
  {
    id: "b",
    label: "midline shift",
    probability: 0.31,
    sopInstanceUid: `2.25.1.${middle}`,
    frame: 1,
    region: { x: 100, y: 90, width: 40, height: 70 },
    verdict: "REJECTED",
    model: "head-ct v3",
  },
  {
    id: "c",
    label: "fracture",
    probability: 0.61,
    sopInstanceUid: "2.25.1.20",
    frame: 1,
    region: null,
    verdict: "ACCEPTED",
    model: "head-ct v3",
  },
];

function bytesOf(path: string): ArrayBufferView<ArrayBuffer> {
  const [, , series, slice] = path.split("/");
  if (series === "head") return headSlice(Number(slice)) as Int16Array<ArrayBuffer>;
  if (series === "radiograph") return gradient();
  const frame = Number(path.split("/").at(-1));
  return Uint8Array.from({ length: 200 * 300 * 3 }, (_, index) => (index % 3 === frame % 3 ? (index / 600) % 256 : 40));
}

function gradient(): Uint16Array<ArrayBuffer> {
  return Uint16Array.from({ length: 300 * 240 }, (_, index) => {
    const [row, column] = [Math.floor(index / 240), index % 240];
    const lung = Math.min(Math.hypot((column - 75) / 45, (row - 150) / 95), Math.hypot((column - 165) / 45, (row - 150) / 95));
    return lung < 1 ? 2600 + 500 * (1 - lung) : 900 + row * 2;
  });
}

const realFetch = window.fetch.bind(window);
window.fetch = async (input, init) => {
  const path = typeof input === "string" ? input : "";
  if (!path.startsWith("/frames/")) return realFetch(input, init);
  await new Promise((resolve) => setTimeout(resolve, delayMs));
  init?.signal?.throwIfAborted();
  if (failing !== null && path === `/frames/head/${failing}/1`) return new Response(null, { status: 500 });
  return new Response(bytesOf(path));
};

const viewer = document.querySelector<DaysideViewer>("dayside-viewer");
for (const type of ["viewer-ready", "first-image", "all-frames-whole", "slice-changed", "viewer-failed"]) {
  document.addEventListener(type, (event) => {
    const log = ((window as unknown as { told?: unknown[] }).told ??= []);
    log.push([type, (event as CustomEvent<unknown>).detail]);
  });
}
viewer?.open(manifest);
viewer?.showFindings(JSON.stringify(findings));
