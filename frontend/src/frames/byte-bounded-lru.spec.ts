import { describe, expect, it } from "vitest";
import { ByteBoundedLru } from "./byte-bounded-lru";

describe("the byte-bounded cache", () => {
  it("gives up the least recently used values when the bound is passed", () => {
    const cache = new ByteBoundedLru<string, number>(100);
    cache.set("a", 1, 40);
    cache.set("b", 2, 40);
    cache.get("a");
    expect(cache.set("c", 3, 40)).toEqual(["b"]);
    expect(cache.has("a")).toBe(true);
    expect(cache.bytes).toBe(80);
  });

  it("gives up several small values for a large one", () => {
    const cache = new ByteBoundedLru<string, number>(100);
    ["a", "b", "c"].forEach((key) => cache.set(key, 0, 30));
    expect(cache.set("large", 0, 90)).toEqual(["a", "b", "c"]);
  });

  it("spares pinned values as long as others are left", () => {
    const cache = new ByteBoundedLru<string, number>(100);
    cache.set("near", 1, 50);
    cache.set("far", 2, 50);
    cache.pin(new Set(["near"]));
    expect(cache.set("new", 3, 50)).toEqual(["far"]);
    expect(cache.set("newer", 4, 50)).toEqual(["new"]);
  });

  it("keeps within the bound even when everything is pinned", () => {
    const cache = new ByteBoundedLru<string, number>(100);
    cache.pin(new Set(["a", "b", "c"]));
    cache.set("a", 1, 50);
    cache.set("b", 2, 50);
    expect(cache.set("c", 3, 50)).toEqual(["a"]);
    expect(cache.bytes).toBe(100);
  });

  it("keeps a single value that is larger than the bound", () => {
    const cache = new ByteBoundedLru<string, number>(100);
    expect(cache.set("huge", 1, 500)).toEqual([]);
    expect(cache.get("huge")).toBe(1);
  });

  it("counts a replaced value once", () => {
    const cache = new ByteBoundedLru<string, number>(100);
    cache.set("a", 1, 60);
    cache.set("a", 2, 30);
    expect(cache.bytes).toBe(30);
    expect(cache.get("a")).toBe(2);
  });
});
