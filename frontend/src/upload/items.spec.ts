import { describe, expect, it } from "vitest";
import { goesOn, plan, strays, totalsOf, windowOf, type Item } from "./items";
import type { ServerFile } from "./parse-upload";

const chosen = (name: string, size = 100, modifiedMs = 7) => ({ facts: { name, size, modifiedMs }, file: null });
const here = (number: number, name: string, receivedBytes: number, bytes = 100, modifiedMs = 7): ServerFile => ({
  number,
  name,
  bytes,
  modifiedMs,
  receivedBytes,
  state: receivedBytes === bytes ? "WHOLE" : "ARRIVING",
});

describe("what is chosen again", () => {
  it("goes on where it ended, and what is whole is not sent", () => {
    const items = plan([chosen("a"), chosen("b"), chosen("c")], [here(1, "a", 100), here(2, "b", 40)], "/u");

    expect(items.map(({ state, sent, address }) => [state.kind, sent, address])).toEqual([
      ["sent", 100, "/u/files/1"],
      ["waiting", 40, "/u/files/2"],
      ["waiting", 0, null],
    ]);
  });

  it("is another file where size or time differ", () => {
    const [bigger, later] = plan([chosen("a", 101), chosen("a", 100, 8)], [here(1, "a", 100)], "/u");
    expect(bigger?.state.kind).toBe("waiting");
    expect(later?.address).toBeNull();
    expect(goesOn([chosen("a", 101)], [here(1, "a", 100)])).toBe(false);
    expect(goesOn([chosen("a")], [here(1, "a", 10)])).toBe(true);
  });

  it("is another upload where only what burners put on every medium is the same", () => {
    const first = [here(1, "AUTORUN.INF", 100), here(2, "IMAGES/1", 100, 100, 1), here(3, "IMAGES/2", 100, 100, 1)];
    expect(goesOn([chosen("AUTORUN.INF"), chosen("IMAGES/1", 100, 2), chosen("IMAGES/2", 100, 2)], first)).toBe(false);
    expect(goesOn([chosen("AUTORUN.INF"), chosen("IMAGES/1", 100, 1), chosen("IMAGES/3", 100, 1)], first)).toBe(true);
  });

  it("is taken once where it was chosen twice", () => {
    expect(plan([chosen("a"), chosen("a")], [], "/u")).toHaveLength(1);
  });

  it("tells what began to come and is not among it", () => {
    const items = plan([chosen("a")], [], "/u");
    const files = [here(1, "a", 10), here(2, "b", 10), here(3, "c", 100)];
    expect(strays(items, files).map(({ number }) => number)).toEqual([2]);
  });
});

describe("sums", () => {
  it("leave out what failed", () => {
    const items = plan([chosen("a"), chosen("b"), chosen("c")], [here(1, "a", 100), here(2, "b", 40)], "/u");
    const last = items[2];
    if (last !== undefined) last.state = { kind: "failed", reason: "moved" };
    expect(totalsOf(items)).toEqual({ files: 3, sentFiles: 1, failedFiles: 1, bytes: 200, sentBytes: 140 });
  });
});

describe("a long list", () => {
  const items = Array.from({ length: 1000 }, (_, i): Item<null> => ({
    ...chosen(String(i)),
    file: null,
    state: { kind: i < 500 ? "sent" : "waiting" },
    sent: 0,
    address: null,
  }));

  it("shows what is being sent", () => {
    const { first, shown } = windowOf(items, 100);
    expect(first).toBe(498);
    expect(shown).toHaveLength(100);
  });

  it("ends with its last file", () => {
    expect(windowOf(items.slice(0, 550), 100).first).toBe(450);
    expect(windowOf(items.slice(0, 5), 100)).toMatchObject({ first: 0 });
  });
});
