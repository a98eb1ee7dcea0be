import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { Presence } from "./presence";

/** After which the server ends the session of a page that asks for nothing, and how often it looks: `application.yaml`. */
const IDLE_MS = 15 * 60_000;

describe("presence", () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });

  afterEach(() => {
    vi.useRealTimers();
  });

  it("is told several times before a session would end, and only while something is sent", () => {
    let busy = true;
    let told = 0;
    const presence = new Presence(
      () => busy,
      () => told++,
    );
    presence.begin();
    presence.begin();
    vi.advanceTimersByTime(IDLE_MS);
    expect(told).toBe(3);

    busy = false;
    vi.advanceTimersByTime(IDLE_MS);
    expect(told).toBe(3);

    busy = true;
    presence.end();
    vi.advanceTimersByTime(IDLE_MS);
    expect(told).toBe(3);
  });
});
