import type { PictureSlice } from "../manifest/slices";
import { element } from "./dom.page";
import { edgeLetters } from "./orientation";

const EDGES = ["left", "right", "top", "bottom"] as const;

/** Letters at the picture's edges: which way the patient lies. Nothing when the sender did not say. */
export class EdgeMarks {
  readonly root = element("div", { class: "edges" });

  draw(slice: PictureSlice | null): void {
    const orientation = slice?.instance.imageOrientation ?? null;
    const letters = orientation === null ? null : edgeLetters(orientation);
    this.root.replaceChildren(
      ...EDGES.map((edge) => element("span", { class: edge }, letters?.[edge] ?? "")),
    );
  }
}
