/** Keeps the most recently used values whose sizes fit the bound together. */
export class ByteBoundedLru<K, V> {
  /** From least to most recently used. */
  private readonly entries = new Map<K, { value: V; bytes: number }>();
  private pinned: ReadonlySet<K> = new Set();
  private heldBytes = 0;

  constructor(private readonly maxBytes: number) {}

  get bytes(): number {
    return this.heldBytes;
  }

  has(key: K): boolean {
    return this.entries.has(key);
  }

  /** Entries to give up last. They still count, and go too when nothing else is left to give up. */
  pin(keys: ReadonlySet<K>): void {
    this.pinned = keys;
  }

  get(key: K): V | undefined {
    const entry = this.entries.get(key);
    if (entry === undefined) return undefined;
    this.entries.delete(key);
    this.entries.set(key, entry);
    return entry.value;
  }

  /** Stores a value and returns the keys given up for it. The newest value always stays, however large. */
  set(key: K, value: V, bytes: number): readonly K[] {
    this.delete(key);
    this.entries.set(key, { value, bytes });
    this.heldBytes += bytes;
    const evicted: K[] = [];
    while (this.heldBytes > this.maxBytes && this.entries.size > 1) {
      const victim = this.leastUseful(key);
      this.delete(victim);
      evicted.push(victim);
    }
    return evicted;
  }

  private leastUseful(newest: K): K {
    let oldest: K | undefined;
    for (const key of this.entries.keys()) {
      if (key === newest) continue;
      if (!this.pinned.has(key)) return key;
      oldest ??= key;
    }
    return oldest ?? newest;
  }

  private delete(key: K): void {
    const entry = this.entries.get(key);
    if (entry === undefined) return;
    this.entries.delete(key);
    this.heldBytes -= entry.bytes;
  }
}
