import type { ViewableInstance } from "../manifest/manifest";
import { FrameLoadError, type StoredPixels } from "./frame-state";

type Layout = Pick<ViewableInstance, "rows" | "columns" | "samplesPerPixel" | "bitsStored" | "signed">;

/** Bytes of one frame on the wire: two a sample above 8 bits stored, else one. */
export function frameBytes({ rows, columns, samplesPerPixel, bitsStored }: Layout): number {
  return rows * columns * samplesPerPixel * (bitsStored > 8 ? 2 : 1);
}

/**
 * Views received bytes as stored values. Sixteen-bit values are little-endian, as is every platform with WebGL.
 *
 * @throws FrameLoadError if the frame is not whole
 */
export function decodeFrame(layout: Layout, bytes: ArrayBuffer): StoredPixels {
  const expectedBytes = frameBytes(layout);
  if (bytes.byteLength !== expectedBytes) {
    throw new FrameLoadError({ kind: "notWhole", expectedBytes, receivedBytes: bytes.byteLength });
  }
  if (layout.bitsStored > 8) return layout.signed ? new Int16Array(bytes) : new Uint16Array(bytes);
  return layout.signed ? Int16Array.from(new Int8Array(bytes)) : new Uint8Array(bytes);
}
