import type { PictureSlice } from "../manifest/slices";
import { decodeFrame } from "./decode";
import { FrameLoadError, type StoredPixels } from "./frame-state";

/** A home link at 2 Mbit/s brings a large radiograph in about a minute. */
const TIME_LIMIT_MS = 90_000;

/** Fetches one frame with the session's cookie. Rejects with FrameLoadError, or with the abort if `signal` says so. */
export async function fetchFrame({ instance, frame }: PictureSlice, signal: AbortSignal): Promise<StoredPixels> {
  const limit = AbortSignal.timeout(TIME_LIMIT_MS);
  try {
    const response = await fetch(`${instance.framesUrl}/${frame}`, {
      credentials: "same-origin",
      headers: { Accept: "application/octet-stream" },
      signal: AbortSignal.any([signal, limit]),
    });
    if (!response.ok) throw new FrameLoadError({ kind: "refused", status: response.status });
    return decodeFrame(instance, await response.arrayBuffer());
  } catch (problem) {
    if (problem instanceof FrameLoadError) throw problem;
    signal.throwIfAborted();
    throw new FrameLoadError(limit.aborted ? { kind: "tooSlow", afterMs: TIME_LIMIT_MS } : { kind: "unreachable" });
  }
}
