import { describe, expect, it } from "vitest";
import { commandOf, type KeyPress } from "./commands";

const press = (key: string, changes: Partial<KeyPress> = {}): KeyPress => ({
  key,
  ctrlKey: false,
  altKey: false,
  metaKey: false,
  defaultPrevented: false,
  ...changes,
});

describe("keys", () => {
  it.each(["j", "k", "a", "r", "c", "n", "?", "J", "K", "A", "R", "C", "N", "Enter", "Tab", "Escape"])(
    "leave %s to the page",
    (key) => {
      expect(commandOf(press(key))).toBeNull();
    },
  );

  it.each(["w", "l", "1", " ", "h", "Enter"])("leave Ctrl, Alt and Meta with %s to the page", (key) => {
    for (const modifier of ["ctrlKey", "altKey", "metaKey"] as const) {
      expect(commandOf(press(key, { [modifier]: true }))).toBeNull();
    }
  });

  it("leave what the page has used already", () => {
    expect(commandOf(press("1", { defaultPrevented: true }))).toBeNull();
  });

  it("call presets by digit, tools by letter, in either case", () => {
    expect(commandOf(press("4"))).toEqual({ kind: "preset", number: 4 });
    expect(commandOf(press("L"))).toEqual({ kind: "tool", tool: "length" });
    expect(commandOf(press("w"))).toEqual({ kind: "tool", tool: "window" });
    expect(commandOf(press("H"))).toEqual({ kind: "toggleFindings" });
    expect(commandOf(press(" "))).toEqual({ kind: "cine" });
    expect(commandOf(press("ArrowUp"))).toEqual({ kind: "step", slices: -1 });
  });
});
