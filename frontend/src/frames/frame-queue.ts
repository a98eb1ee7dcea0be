/** What the queue needs to know of its surroundings. */
export interface FrameQueueSetup<K, V> {
  readonly load: (key: K, signal: AbortSignal) => Promise<V>;
  readonly onStarted: (key: K) => void;
  readonly onLoaded: (key: K, value: V) => void;
  /** After the last try. The key is forgotten until it is wanted again. */
  readonly onFailed: (key: K, problem: unknown) => void;
  /** Given up to make room or because nobody wants it any more; no failure. */
  readonly onAborted: (key: K) => void;
  readonly maxInFlight: number;
  readonly maxTries: number;
  readonly pauseBeforeRetryMs: number;
}

/**
 * Loads what is wanted, most wanted first, a bounded number at a time.
 *
 * The waiting list is replaced whole by each {@link want}: it never grows beyond what the reader can look at now.
 */
export class FrameQueue<K, V> {
  private waiting: K[] = [];
  private readonly inFlight = new Map<K, AbortController>();

  constructor(private readonly setup: FrameQueueSetup<K, V>) {}

  /** Keys in order of importance. What is in flight and no longer wanted is aborted. */
  want(order: readonly K[]): void {
    const rank = new Map(order.map((key, index) => [key, index]));
    for (const key of this.inFlight.keys()) {
      if (!rank.has(key)) this.abort(key);
    }
    this.waiting = order.filter((key) => !this.inFlight.has(key));
    this.makeRoomForFirst(order, rank);
    this.startNext();
  }

  /** Aborts everything and loads nothing more. */
  stop(): void {
    this.want([]);
  }

  /** The slice in view does not wait behind prefetched ones: the least wanted of them gives way. */
  private makeRoomForFirst(order: readonly K[], rank: ReadonlyMap<K, number>): void {
    const first = order[0];
    if (first === undefined || this.inFlight.has(first) || this.inFlight.size < this.setup.maxInFlight) return;
    const leastWanted = [...this.inFlight.keys()].reduce((a, b) => ((rank.get(a) ?? 0) > (rank.get(b) ?? 0) ? a : b));
    this.abort(leastWanted);
    this.waiting = order.filter((key) => !this.inFlight.has(key));
  }

  private abort(key: K): void {
    this.inFlight.get(key)?.abort();
    this.inFlight.delete(key);
    this.setup.onAborted(key);
  }

  private startNext(): void {
    while (this.inFlight.size < this.setup.maxInFlight) {
      const key = this.waiting.shift();
      if (key === undefined) return;
      void this.run(key);
    }
  }

  private async run(key: K): Promise<void> {
    const controller = new AbortController();
    this.inFlight.set(key, controller);
    this.setup.onStarted(key);
    const outcome = await this.tryToLoad(key, controller.signal);
    // The key may meanwhile have been given up and started afresh: only the present holder of the place may speak.
    if (this.inFlight.get(key) !== controller) return;
    this.inFlight.delete(key);
    if ("value" in outcome) this.setup.onLoaded(key, outcome.value);
    else this.setup.onFailed(key, outcome.problem);
    this.startNext();
  }

  private async tryToLoad(key: K, signal: AbortSignal): Promise<{ value: V } | { problem: unknown }> {
    for (let tries = 1; ; tries++) {
      try {
        return { value: await this.setup.load(key, signal) };
      } catch (problem) {
        if (signal.aborted || tries >= this.setup.maxTries) return { problem };
        await pause(this.setup.pauseBeforeRetryMs, signal);
      }
    }
  }
}

function pause(durationMs: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, durationMs);
    signal.addEventListener("abort", () => {
      clearTimeout(timer);
      resolve();
    });
  });
}
