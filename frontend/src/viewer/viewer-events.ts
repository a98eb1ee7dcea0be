/** What the viewer tells the page: bubbling, composed events with these details. */
export interface ViewerEvents {
  /** The viewer can draw. */
  "viewer-ready": Record<string, never>;
  /** The case's first picture is on the screen, this long after `open`. */
  "first-image": { readonly ms: number; readonly sopInstanceUid: string; readonly frame: number };
  /** Every frame that has a picture has been here whole; `withheld` counts objects and frames without one. */
  "all-frames-whole": { readonly caseId: string; readonly frames: number; readonly withheld: number };
  /** Another slice is in view; told once the reader rests on it. */
  "slice-changed": {
    readonly seriesInstanceUid: string;
    readonly sopInstanceUid: string;
    /** From 1; null for an object without a picture. */
    readonly frame: number | null;
    /** From 0, in the series. */
    readonly index: number;
    readonly count: number;
  };
  /** Nothing can be shown; the reason in words. */
  "viewer-failed": { readonly reason: string };
}

export type Tell = <K extends keyof ViewerEvents>(type: K, detail: ViewerEvents[K]) => void;
