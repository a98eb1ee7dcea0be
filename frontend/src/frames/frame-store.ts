import type { FrameKey, PictureSlice } from "../manifest/slices";
import { ByteBoundedLru } from "./byte-bounded-lru";
import { FrameQueue } from "./frame-queue";
import { FrameLoadError, isUnshowable, type FrameState, type LoadFailure, type StoredPixels } from "./frame-state";

/** Browsers open six connections to an HTTP/1.1 server; two stay free for the page. */
const MAX_IN_FLIGHT = 4;
/** Failed once, tried once more: a second failure is rarely chance. */
const MAX_TRIES = 2;
const PAUSE_BEFORE_RETRY_MS = 400;
/** About 700 CT slices; larger cases are fetched again where the reader returns. */
const MAX_BYTES = 384 * 1024 * 1024;

const QUEUED: FrameState = { kind: "queued" };

export interface FrameStoreSetup {
  readonly load: (slice: PictureSlice, signal: AbortSignal) => Promise<StoredPixels>;
  readonly onChange: (key: FrameKey, state: FrameState) => void;
  readonly maxBytes?: number;
  readonly pauseBeforeRetryMs?: number;
}

/** The frames of one case: what is here, what is coming, what has been here whole at least once. */
export class FrameStore {
  private readonly slices: ReadonlyMap<FrameKey, PictureSlice>;
  private readonly failures = new Map<FrameKey, LoadFailure>();
  private readonly loading = new Set<FrameKey>();
  private readonly arrived = new Set<FrameKey>();
  private readonly ready: ByteBoundedLru<FrameKey, StoredPixels>;
  private readonly queue: FrameQueue<FrameKey, StoredPixels>;
  private order: readonly FrameKey[] = [];
  private near: ReadonlySet<FrameKey> = new Set();

  constructor(
    slices: readonly PictureSlice[],
    private readonly setup: FrameStoreSetup,
  ) {
    this.slices = new Map(slices.map((slice) => [slice.key, slice]));
    this.ready = new ByteBoundedLru(setup.maxBytes ?? MAX_BYTES);
    this.queue = new FrameQueue({
      load: (key, signal) => this.load(key, signal),
      onStarted: (key) => {
        this.loading.add(key);
        this.announce(key);
      },
      onLoaded: (key, stored) => {
        this.keep(key, stored);
      },
      onFailed: (key, problem) => {
        this.fail(key, problem);
      },
      onAborted: (key) => {
        this.loading.delete(key);
        this.announce(key);
      },
      maxInFlight: MAX_IN_FLIGHT,
      maxTries: MAX_TRIES,
      pauseBeforeRetryMs: setup.pauseBeforeRetryMs ?? PAUSE_BEFORE_RETRY_MS,
    });
  }

  get frameCount(): number {
    return this.slices.size;
  }

  /** Frames that have come whole, whether or not they are still held. */
  get arrivedCount(): number {
    return this.arrived.size;
  }

  /** Frames whose object says that they cannot be shown; no further try helps. */
  get unshowableCount(): number {
    return [...this.failures.values()].filter(isUnshowable).length;
  }

  get failedCount(): number {
    return this.failures.size;
  }

  hasArrived(key: FrameKey): boolean {
    return this.arrived.has(key);
  }

  state(key: FrameKey): FrameState {
    const failure = this.failures.get(key);
    if (failure !== undefined) return { kind: "failed", reason: failure };
    const stored = this.ready.get(key);
    if (stored !== undefined) return { kind: "ready", stored };
    return this.loading.has(key) ? { kind: "loading" } : QUEUED;
  }

  /**
   * Says what matters now.
   *
   * @param order every frame of the case, most important first
   * @param near what the reader may reach at once: kept, and fetched again if it was given up
   */
  focus(order: readonly FrameKey[], near: ReadonlySet<FrameKey>): void {
    this.order = order;
    this.near = near;
    this.ready.pin(near);
    this.refill();
  }

  /** A failed frame gets its tries again. */
  tryAgain(key: FrameKey): void {
    if (!this.failures.delete(key)) return;
    this.announce(key);
    this.refill();
  }

  dispose(): void {
    this.order = [];
    this.queue.stop();
  }

  private refill(): void {
    this.queue.want(this.order.filter((key) => this.isMissing(key)));
  }

  private isMissing(key: FrameKey): boolean {
    if (this.failures.has(key) || this.ready.has(key)) return false;
    return this.near.has(key) || !this.arrived.has(key);
  }

  private load(key: FrameKey, signal: AbortSignal): Promise<StoredPixels> {
    const slice = this.slices.get(key);
    if (slice === undefined) return Promise.reject(new Error(`no frame ${key} in this case`));
    return this.setup.load(slice, signal);
  }

  private keep(key: FrameKey, stored: StoredPixels): void {
    this.loading.delete(key);
    this.arrived.add(key);
    const evicted = this.ready.set(key, stored, stored.byteLength);
    this.announce(key);
    evicted.forEach((gone) => {
      this.announce(gone);
    });
  }

  private fail(key: FrameKey, problem: unknown): void {
    this.loading.delete(key);
    this.failures.set(key, problem instanceof FrameLoadError ? problem.reason : { kind: "unreachable" });
    this.announce(key);
  }

  private announce(key: FrameKey): void {
    this.setup.onChange(key, this.state(key));
  }
}
