import type { Command } from "../keys/commands";
import type { Tool } from "../viewport/mouse-tools.page";
import { button, element } from "./dom.page";

export interface ToolBarState {
  readonly tool: Tool;
  readonly inverted: boolean;
  readonly cine: boolean;
  readonly findingsShown: boolean;
  readonly presetsShown: boolean;
  readonly hasFindings: boolean;
}

interface Entry {
  readonly text: string;
  readonly title: string;
  readonly command: Command;
  readonly pressed?: (state: ToolBarState) => boolean;
}

const ENTRIES: readonly Entry[] = [
  { text: "Window", title: "Brightness and contrast by dragging (W)", command: { kind: "tool", tool: "window" }, pressed: ({ tool }) => tool === "window" },
  { text: "Zoom", title: "Zoom by dragging (Z; right button always)", command: { kind: "tool", tool: "zoom" }, pressed: ({ tool }) => tool === "zoom" },
  { text: "Pan", title: "Move the picture by dragging (P; middle button always)", command: { kind: "tool", tool: "pan" }, pressed: ({ tool }) => tool === "pan" },
  { text: "Length", title: "Measure a length (L); Delete removes it", command: { kind: "tool", tool: "length" }, pressed: ({ tool }) => tool === "length" },
  { text: "Invert", title: "Invert grey values (I)", command: { kind: "invert" }, pressed: ({ inverted }) => inverted },
  { text: "Cine", title: "Play the series (Space)", command: { kind: "cine" }, pressed: ({ cine }) => cine },
  { text: "Reset", title: "Window, zoom and position as at first (0)", command: { kind: "reset" } },
];

/** The tools, at the right of the bottom line. */
export class ToolBar {
  readonly root = element("div", { class: "tools", role: "toolbar", "aria-label": "Image tools" });
  private readonly entries: readonly { entry: Entry; control: HTMLButtonElement }[];
  private readonly presets: HTMLButtonElement;
  private readonly findings: HTMLButtonElement;

  constructor(onCommand: (command: Command) => void, onPresets: () => void) {
    this.entries = ENTRIES.map((entry) => {
      const run = (): void => {
        onCommand(entry.command);
      };
      return { entry, control: button(entry.text, entry.title, run) };
    });
    this.presets = button("Presets", "Named windows (1 to 9)", onPresets);
    this.findings = button("◇ AI", "Hide or show what the model claims (H)", () => {
      onCommand({ kind: "toggleFindings" });
    });
    this.findings.classList.add("ai");
    this.root.append(this.presets, ...this.entries.map(({ control }) => control), this.findings);
  }

  draw(state: ToolBarState): void {
    for (const { entry, control } of this.entries) {
      if (entry.pressed) control.setAttribute("aria-pressed", String(entry.pressed(state)));
    }
    this.presets.setAttribute("aria-expanded", String(state.presetsShown));
    this.findings.hidden = !state.hasFindings;
    this.findings.setAttribute("aria-pressed", String(state.findingsShown));
    this.findings.textContent = state.findingsShown ? "◇ AI" : "◇ AI hidden";
  }
}
