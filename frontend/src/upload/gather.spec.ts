import { describe, expect, it } from "vitest";
import { gathered, type Entry } from "./gather.page";

const readable = (fullPath: string): Entry => {
  const file = (found: (file: File) => void): void => {
    found(new File(["x"], fullPath));
  };
  return { isFile: true, isDirectory: false, fullPath, ...{ file } };
};

const scratched = (fullPath: string): Entry => {
  const file = (_: unknown, failed: (error: Error) => void): void => {
    failed(new Error("NotReadableError"));
  };
  return { isFile: true, isDirectory: false, fullPath, ...{ file } };
};

const folder = (fullPath: string, children: readonly Entry[] | null): Entry => {
  const parts = [children, []];
  const readEntries = (found: (part: readonly Entry[]) => void, failed: (error: Error) => void): void => {
    const part = parts.shift();
    if (part === null || part === undefined) failed(new Error("NotReadableError"));
    else found(part);
  };
  return { isFile: false, isDirectory: true, fullPath, ...{ createReader: () => ({ readEntries }) } };
};

describe("a dropped folder", () => {
  it("is brought without what cannot be read, which is named", async () => {
    const found = await gathered([
      folder("/CD", [readable("/CD/IM1"), scratched("/CD/IM2"), folder("/CD/BAD", null), readable("/CD/IM3")]),
    ]);

    expect(found.chosen.map(({ facts }) => facts.name)).toEqual(["CD/IM1", "CD/IM3"]);
    expect(found.unreadable).toEqual(["CD/IM2", "CD/BAD"]);
  });
});
