import type { GreyWindow } from "./windowing";

/** A window with a name, called by the digit key of its place in the list. */
export interface Preset {
  readonly name: string;
  readonly window: GreyWindow;
}

const CT_PRESETS: readonly Preset[] = [
  { name: "brain", window: { width: 80, center: 40 } },
  { name: "subdural", window: { width: 200, center: 75 } },
  { name: "bone", window: { width: 2500, center: 480 } },
  { name: "stroke", window: { width: 40, center: 40 } },
  { name: "lung", window: { width: 1500, center: -600 } },
  { name: "soft tissue", window: { width: 400, center: 40 } },
  { name: "mediastinum", window: { width: 350, center: 50 } },
  { name: "liver", window: { width: 150, center: 90 } },
  { name: "angiography", window: { width: 600, center: 300 } },
];

/** How much narrower or wider than the sender's window the contrast presets of other modalities are. */
const CONTRAST_STEP = 1.6;

/**
 * Presets for the digit keys. Hounsfield units mean the same on every CT; elsewhere grey values have no fixed
 * meaning, so presets derive from the sender's window and the values in the picture.
 */
export function presetsFor(modality: string, asSent: GreyWindow, full: GreyWindow): readonly Preset[] {
  if (modality === "CT") return CT_PRESETS;
  return [
    { name: "as sent", window: asSent },
    { name: "more contrast", window: { center: asSent.center, width: asSent.width / CONTRAST_STEP } },
    { name: "less contrast", window: { center: asSent.center, width: asSent.width * CONTRAST_STEP } },
    { name: "full range", window: full },
  ];
}
