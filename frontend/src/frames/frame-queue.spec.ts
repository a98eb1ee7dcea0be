import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { inOrderOfImportance, outwardFrom } from "./fetch-order";
import { FrameQueue } from "./frame-queue";

/** A server whose answers the spec gives by hand. */
class HandDriven {
  readonly started: string[] = [];
  readonly loaded: string[] = [];
  readonly failed: string[] = [];
  readonly aborted: string[] = [];
  readonly queue: FrameQueue<string, string>;
  private readonly open = new Map<string, { resolve: (value: string) => void; reject: (problem: Error) => void }>();

  constructor(maxInFlight = 2) {
    this.queue = new FrameQueue<string, string>({
      load: (key, signal) => this.load(key, signal),
      onStarted: () => undefined,
      onLoaded: (key) => this.loaded.push(key),
      onFailed: (key) => this.failed.push(key),
      onAborted: (key) => this.aborted.push(key),
      maxInFlight,
      maxTries: 2,
      pauseBeforeRetryMs: 0,
    });
  }

  get inFlight(): string[] {
    return [...this.open.keys()];
  }

  async answer(key: string): Promise<void> {
    this.take(key).resolve(key);
    await settled();
  }

  async refuse(key: string): Promise<void> {
    this.take(key).reject(new Error("no"));
    await settled();
  }

  private take(key: string): { resolve: (value: string) => void; reject: (problem: Error) => void } {
    const pending = this.open.get(key);
    if (pending === undefined) throw new Error(`${key} was not asked for`);
    this.open.delete(key);
    return pending;
  }

  private load(key: string, signal: AbortSignal): Promise<string> {
    this.started.push(key);
    return new Promise((resolve, reject) => {
      this.open.set(key, { resolve, reject });
      signal.addEventListener("abort", () => {
        this.open.delete(key);
        reject(new Error("aborted"));
      });
    });
  }
}

/** Lets promises and timers of no length come to rest. */
const settled = (): Promise<unknown> => vi.advanceTimersByTimeAsync(1);

beforeEach(() => {
  vi.useFakeTimers();
});

afterEach(() => {
  vi.useRealTimers();
});

describe("the frame queue", () => {
  it("loads in the wanted order, a bounded number at a time", async () => {
    const server = new HandDriven();
    server.queue.want(["a", "b", "c", "d"]);
    expect(server.inFlight).toEqual(["a", "b"]);
    await server.answer("b");
    expect(server.inFlight).toEqual(["a", "c"]);
    await server.answer("a");
    expect(server.loaded).toEqual(["b", "a"]);
    expect(server.started).toEqual(["a", "b", "c", "d"]);
  });

  it("lets the slice in view push out the least wanted frame in flight", () => {
    const server = new HandDriven();
    server.queue.want(["a", "b", "c"]);
    server.queue.want(["c", "a", "b"]);
    expect(server.aborted).toEqual(["b"]);
    expect(server.inFlight).toEqual(["a", "c"]);
  });

  it("fetches what was pushed out again in its turn", async () => {
    const server = new HandDriven();
    server.queue.want(["a", "b", "c"]);
    server.queue.want(["c", "a", "b"]);
    await server.answer("c");
    expect(server.inFlight).toEqual(["a", "b"]);
    await server.answer("b");
    expect(server.loaded).toEqual(["c", "b"]);
  });

  it("aborts what nobody wants any more and says so, not that it failed", async () => {
    const server = new HandDriven();
    server.queue.want(["a", "b"]);
    server.queue.want(["b"]);
    await settled();
    expect(server.aborted).toEqual(["a"]);
    expect(server.failed).toEqual([]);
    expect(server.inFlight).toEqual(["b"]);
  });

  it("keeps a frame in flight that is wanted again, without asking twice", () => {
    const server = new HandDriven();
    server.queue.want(["a", "b"]);
    server.queue.want(["b", "a"]);
    expect(server.started).toEqual(["a", "b"]);
    expect(server.aborted).toEqual([]);
  });

  it("tries a failed frame once more, then gives it up and goes on", async () => {
    const server = new HandDriven(1);
    server.queue.want(["a", "b"]);
    await server.refuse("a");
    expect(server.failed).toEqual([]);
    expect(server.started).toEqual(["a", "a"]);
    await server.refuse("a");
    expect(server.failed).toEqual(["a"]);
    expect(server.inFlight).toEqual(["b"]);
  });

  it("succeeds when the second try does", async () => {
    const server = new HandDriven(1);
    server.queue.want(["a"]);
    await server.refuse("a");
    await server.answer("a");
    expect(server.loaded).toEqual(["a"]);
    expect(server.failed).toEqual([]);
  });

  it("stops at once", async () => {
    const server = new HandDriven();
    server.queue.want(["a", "b", "c"]);
    server.queue.stop();
    await settled();
    expect(server.inFlight).toEqual([]);
    expect(server.started).toEqual(["a", "b"]);
  });
});

describe("the fetch order", () => {
  it("starts with the slice in view and looks further ahead than behind", () => {
    expect(outwardFrom({ index: 4, direction: 1 }, 10)).toEqual([4, 5, 6, 3, 7, 8, 2, 9, 1, 0]);
  });

  it("turns round with the reader", () => {
    expect(outwardFrom({ index: 4, direction: -1 }, 7).slice(0, 4)).toEqual([4, 3, 2, 5]);
  });

  it("names every slice once, at the ends too", () => {
    expect(outwardFrom({ index: 0, direction: -1 }, 4)).toEqual([0, 1, 2, 3]);
    expect(outwardFrom({ index: 0, direction: 1 }, 0)).toEqual([]);
  });

  it("keeps the first place of a key that several lists name", () => {
    expect(inOrderOfImportance(["a", "b"], ["c", "a"], ["b", "d"])).toEqual(["a", "b", "c", "d"]);
  });
});
