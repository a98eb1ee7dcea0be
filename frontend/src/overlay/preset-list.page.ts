import type { Preset } from "../windowing/presets";
import { sameWindow, windowText, type GreyWindow } from "../windowing/windowing";
import { button, element } from "./dom.page";

/** How long the list stays after a digit key has called it. */
const GLANCE_MS = 2000;

/** The named windows with their digit keys, in a corner of the picture. */
export class PresetList {
  readonly root = element("div", { class: "presets", role: "group", "aria-label": "Window presets" });
  private timer: ReturnType<typeof setTimeout> | undefined;
  private keptOpen = false;

  constructor(private readonly onChoose: (number: number) => void) {
    this.root.hidden = true;
  }

  get shown(): boolean {
    return this.keptOpen;
  }

  toggle(): void {
    clearTimeout(this.timer);
    this.keptOpen = !this.keptOpen;
    this.root.hidden = !this.keptOpen;
  }

  /** Shows the list for a moment, so that a digit key is seen to have worked. */
  glance(): void {
    clearTimeout(this.timer);
    this.root.hidden = false;
    this.timer = setTimeout(() => {
      this.root.hidden = !this.keptOpen;
    }, GLANCE_MS);
  }

  draw(presets: readonly Preset[], current: GreyWindow | null): void {
    const entries = presets.map((preset, index) => this.entry(preset, index + 1, current));
    this.root.replaceChildren(...entries);
  }

  private entry({ name, window }: Preset, number: number, current: GreyWindow | null): HTMLElement {
    const entry = button("", `${name}: ${windowText(window)}`, () => {
      this.onChoose(number);
    });
    entry.setAttribute("aria-pressed", String(current !== null && sameWindow(window, current)));
    entry.append(element("kbd", {}, String(number)), element("span", {}, name), element("small", {}, windowText(window)));
    return entry;
  }
}
