import type { Series, StudyManifest, ViewableInstance, WithheldInstance } from "./manifest";

/** Names one frame within a case. */
export type FrameKey = string;

export function frameKey(sopInstanceUid: string, frame: number): FrameKey {
  return `${sopInstanceUid}/${frame}`;
}

/** One place in a series' scroll order: a frame, or an object that can only be spoken of. */
export type Slice = PictureSlice | WithheldSlice;

export interface PictureSlice {
  readonly kind: "picture";
  readonly instance: ViewableInstance;
  /** From 1. */
  readonly frame: number;
  readonly key: FrameKey;
  readonly modality: string;
  readonly seriesInstanceUid: string;
}

export interface WithheldSlice {
  readonly kind: "withheld";
  readonly instance: WithheldInstance;
}

export function slicesOf(series: Series): readonly Slice[] {
  return series.instances.flatMap((instance): Slice[] =>
    instance.viewable ? picturesOf(series, instance) : [{ kind: "withheld", instance }],
  );
}

function picturesOf(series: Series, instance: ViewableInstance): PictureSlice[] {
  const { modality, seriesInstanceUid } = series;
  return Array.from({ length: instance.frames }, (_, index) => {
    const frame = index + 1;
    const key = frameKey(instance.sopInstanceUid, frame);
    return { kind: "picture", instance, frame, key, modality, seriesInstanceUid };
  });
}

export function picturesIn(slices: readonly Slice[]): readonly PictureSlice[] {
  return slices.filter((slice) => slice.kind === "picture");
}

export function withheldCount(manifest: StudyManifest): number {
  return manifest.series.flatMap((series) => series.instances).filter((instance) => !instance.viewable).length;
}
