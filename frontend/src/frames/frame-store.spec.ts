import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { ctInstance, manifestOf } from "../manifest/fixtures";
import { picturesIn, slicesOf, type FrameKey, type PictureSlice } from "../manifest/slices";
import { FrameLoadError, failureText, type FrameState, type StoredPixels } from "./frame-state";
import { FrameStore } from "./frame-store";

const FRAME_BYTES = 32;

function pictures(count: number): readonly PictureSlice[] {
  const instances = Array.from({ length: count }, (_, index) => ctInstance(index + 1));
  return picturesIn(manifestOf(instances).series.flatMap(slicesOf));
}

function storeOf(count: number, load: (slice: PictureSlice) => Promise<StoredPixels>, maxBytes = 1000) {
  const slices = pictures(count);
  const kinds: string[] = [];
  const onChange = (key: FrameKey, state: FrameState): void => {
    kinds.push(`${key} ${state.kind}`);
  };
  const store = new FrameStore(slices, { load, onChange, maxBytes, pauseBeforeRetryMs: 0 });
  const keys = slices.map(({ key }) => key);
  return { store, keys, kinds };
}

const whole = (): Promise<StoredPixels> => Promise.resolve(new Int16Array(FRAME_BYTES / 2));
/** Lets promises and timers of no length come to rest. */
const settled = (): Promise<unknown> => vi.advanceTimersByTimeAsync(1);

beforeEach(() => {
  vi.useFakeTimers();
});

afterEach(() => {
  vi.useRealTimers();
});
const near = (...keys: readonly (FrameKey | undefined)[]): ReadonlySet<FrameKey> =>
  new Set(keys.filter((key) => key !== undefined));

describe("the frame store", () => {
  it("takes each frame from queued over loading to ready", async () => {
    const { store, keys, kinds } = storeOf(1, whole);
    expect(store.state("2.25.1/1").kind).toBe("queued");
    store.focus(keys, near());
    await settled();
    expect(kinds).toEqual(["2.25.1/1 loading", "2.25.1/1 ready"]);
  });

  it("counts frames as arrived even after giving them up, and does not fetch them again unasked", async () => {
    const asked: string[] = [];
    const load = (slice: PictureSlice): Promise<StoredPixels> => {
      asked.push(slice.key);
      return whole();
    };
    const { store, keys } = storeOf(6, load, 2 * FRAME_BYTES);
    store.focus(keys, near());
    await settled();
    expect(store.arrivedCount).toBe(6);
    expect(keys.filter((key) => store.state(key).kind === "ready")).toHaveLength(2);
    store.focus(keys, near());
    await settled();
    expect(asked).toHaveLength(6);
  });

  it("fetches a frame that was given up again when the reader comes near", async () => {
    const { store, keys } = storeOf(6, whole, 2 * FRAME_BYTES);
    store.focus(keys, near());
    await settled();
    expect(store.state(keys[0] ?? "").kind).toBe("queued");
    store.focus(keys, near(keys[0]));
    await settled();
    expect(store.state(keys[0] ?? "").kind).toBe("ready");
  });

  it("shows a frame that failed twice as failed with its reason, and others all the same", async () => {
    let tries = 0;
    const load = (slice: PictureSlice): Promise<StoredPixels> => {
      if (slice.instance.instanceNumber !== 1) return whole();
      tries++;
      return Promise.reject(new FrameLoadError({ kind: "refused", status: 503 }));
    };
    const { store, keys } = storeOf(2, load);
    store.focus(keys, near());
    await settled();
    expect(tries).toBe(2);
    expect(store.state("2.25.1/1")).toEqual({ kind: "failed", reason: { kind: "refused", status: 503 } });
    expect([store.arrivedCount, store.failedCount]).toEqual([1, 1]);
  });

  it("leaves a failed frame alone until somebody asks to try again", async () => {
    let broken = true;
    const load = (): Promise<StoredPixels> =>
      broken ? Promise.reject(new FrameLoadError({ kind: "unreachable" })) : whole();
    const { store, keys } = storeOf(1, load);
    store.focus(keys, near());
    await settled();
    broken = false;
    store.focus(keys, near());
    await settled();
    expect(store.state("2.25.1/1").kind).toBe("failed");
    store.tryAgain("2.25.1/1");
    await settled();
    expect(store.state("2.25.1/1").kind).toBe("ready");
    expect(store.failedCount).toBe(0);
  });

  it("says why in words", () => {
    expect(failureText({ kind: "notWhole", expectedBytes: 524288, receivedBytes: 1000 })).toBe(
      "the frame came with 1000 of 524288 bytes",
    );
    expect(failureText({ kind: "tooSlow", afterMs: 90_000 })).toBe("nothing came within 90 s");
    expect(failureText({ kind: "refused", status: 401 })).toBe("your session has ended; sign in again");
  });

  it("counts what the server cannot make a picture of apart from what may come yet", async () => {
    const answers = [422, 503];
    const { store, keys } = storeOf(2, () =>
      Promise.reject(new FrameLoadError({ kind: "refused", status: answers.shift() ?? 503 })),
    );
    store.focus(keys.slice(0, 1), near());
    await settled();
    expect([store.failedCount, store.unshowableCount]).toEqual([1, 0]);

    answers.push(422, 422);
    store.focus(keys.slice(1), near());
    await settled();
    expect([store.failedCount, store.unshowableCount]).toEqual([2, 1]);
  });
});
