import { describe, expect, it } from "vitest";
import { meaningOf, parseChords, type Focus, type PagePress } from "./chords";

const chords = { a: "accept", r: "reject", "r 1": "reject-1", enter: "open", "ctrl+enter": "sign", "?": "help" };
const press = (key: string, changes: Partial<PagePress> = {}): PagePress => ({
  key,
  ctrlKey: false,
  altKey: false,
  metaKey: false,
  ...changes,
});
const commandAt = (given: PagePress, focus: Focus = "page", pending: string | null = null): string | null =>
  meaningOf(given, pending, chords, focus).command;

describe("the page's keys", () => {
  it("mean the same in either case", () => {
    expect(commandAt(press("a"))).toBe("accept");
    expect(commandAt(press("A"))).toBe("accept");
  });

  it("mean text while somebody types, except with Ctrl", () => {
    expect(commandAt(press("a"), "typing")).toBeNull();
    expect(commandAt(press("?"), "typing")).toBeNull();
    expect(commandAt(press("Enter", { ctrlKey: true }), "typing")).toBe("sign");
    expect(commandAt(press("Enter", { metaKey: true }), "typing")).toBe("sign");
  });

  it("leave Enter to a focused control", () => {
    expect(commandAt(press("Enter"), "control")).toBeNull();
    expect(commandAt(press("Enter"), "page")).toBe("open");
    expect(commandAt(press("a"), "control")).toBe("accept");
  });

  it("wait for the second press of a pair, and forget it at any other key", () => {
    expect(meaningOf(press("r"), null, chords, "page")).toEqual({ command: "reject", pending: "r" });
    expect(meaningOf(press("1"), "r", chords, "page")).toEqual({ command: "reject-1", pending: null });
    expect(meaningOf(press("1"), null, chords, "page")).toEqual({ command: null, pending: null });
    expect(meaningOf(press("a"), "r", chords, "page")).toEqual({ command: "accept", pending: null });
  });

  it("leave Alt to the browser and to the keyboard's layout", () => {
    expect(commandAt(press("a", { altKey: true }))).toBeNull();
  });

  it("are refused unless they are an object of texts", () => {
    expect(parseChords('{"a":"accept"}')).toEqual({ a: "accept" });
    expect(() => parseChords("[]")).toThrow("expected an object");
    expect(() => parseChords('{"a":1}')).toThrow("chords.a: expected text, received number");
  });
});
