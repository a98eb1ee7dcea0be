/** Stored values, row-major, before rescale; interleaved RGB bytes when the instance has three samples a pixel. */
export type StoredPixels = Int16Array | Uint16Array | Uint8Array;

/** A frame is in exactly one of these states. */
export type FrameState =
  | { readonly kind: "queued" }
  | { readonly kind: "loading" }
  | { readonly kind: "ready"; readonly stored: StoredPixels }
  | { readonly kind: "failed"; readonly reason: LoadFailure };

/** Why a frame did not come. */
export type LoadFailure =
  | { readonly kind: "unreachable" }
  | { readonly kind: "tooSlow"; readonly afterMs: number }
  | { readonly kind: "refused"; readonly status: number }
  | { readonly kind: "notWhole"; readonly expectedBytes: number; readonly receivedBytes: number };

const UNPROCESSABLE_CONTENT = 422;

/** Whether the server has the object and cannot make a picture of it. */
export function isUnshowable(reason: LoadFailure): boolean {
  return reason.kind === "refused" && reason.status === UNPROCESSABLE_CONTENT;
}

export class FrameLoadError extends Error {
  override readonly name = "FrameLoadError";

  constructor(readonly reason: LoadFailure) {
    super(failureText(reason));
  }
}

export function failureText(reason: LoadFailure): string {
  switch (reason.kind) {
    case "unreachable":
      return "the server could not be reached";
    case "tooSlow":
      return `nothing came within ${Math.round(reason.afterMs / 1000)} s`;
    case "refused":
      return refusalText(reason.status);
    case "notWhole":
      return `the frame came with ${reason.receivedBytes} of ${reason.expectedBytes} bytes`;
  }
}

function refusalText(status: number): string {
  switch (status) {
    case 401:
      return "your session has ended; sign in again";
    case 403:
      return "you may not see this study";
    case 404:
      return "the server does not have this frame";
    case UNPROCESSABLE_CONTENT:
      return "the object holds no whole picture; read it elsewhere";
    default:
      return `the server answered with status ${status}`;
  }
}
