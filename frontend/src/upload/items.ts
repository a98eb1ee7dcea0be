import type { ServerFile } from "./parse-upload";

/** What tells a file that is chosen again from another. */
export interface FileFacts {
  /** Path below what was chosen, for people. */
  readonly name: string;
  readonly size: number;
  readonly modifiedMs: number;
}

/** A file of an upload is in exactly one of these states. */
export type ItemState =
  | { readonly kind: "waiting" }
  | { readonly kind: "sending" }
  | { readonly kind: "sent" }
  | { readonly kind: "failed"; readonly reason: string };

/** One chosen file. `F` is the browser's file; specs have none. */
export interface Item<F = unknown> {
  readonly facts: FileFacts;
  readonly file: F;
  state: ItemState;
  /** Bytes that the server has. */
  sent: number;
  /** Where its bytes go, once the server knows it. */
  address: string | null;
}

const keyOf = (facts: FileFacts): string => `${facts.size} ${facts.modifiedMs} ${facts.name}`;

/** What is left to be sent of the chosen files: those that are here go on where they end. */
export function plan<F>(
  chosen: readonly { readonly facts: FileFacts; readonly file: F }[],
  here: readonly ServerFile[],
  address: string,
): Item<F>[] {
  const known = new Map(
    here.map((file) => [keyOf({ name: file.name, size: file.bytes, modifiedMs: file.modifiedMs }), file]),
  );
  const planned = new Map<string, Item<F>>();
  for (const { facts, file } of chosen) {
    const before = known.get(keyOf(facts));
    planned.set(keyOf(facts), {
      facts,
      file,
      state: { kind: before !== undefined && before.state !== "ARRIVING" ? "sent" : "waiting" },
      sent: before?.receivedBytes ?? 0,
      address: before === undefined ? null : `${address}/files/${before.number}`,
    });
  }
  return [...planned.values()];
}

/**
 * Whether the chosen files are that upload's once more: at least half of what is there is among them. Media from one
 * burner have some files in common.
 */
export function goesOn(chosen: readonly { readonly facts: FileFacts }[], here: readonly ServerFile[]): boolean {
  const again = new Set(chosen.map(({ facts }) => keyOf(facts)));
  const common = here.filter((file) => again.has(keyOf({ name: file.name, size: file.bytes, modifiedMs: file.modifiedMs })));
  return common.length > 0 && common.length * 2 >= here.length;
}

/** Files that began to come and are not among those chosen now. */
export function strays(items: readonly Item[], here: readonly ServerFile[]): readonly ServerFile[] {
  const chosen = new Set(items.filter((item) => item.state.kind !== "failed").map((item) => keyOf(item.facts)));
  return here.filter(
    (file) =>
      file.state === "ARRIVING" &&
      !chosen.has(keyOf({ name: file.name, size: file.bytes, modifiedMs: file.modifiedMs })),
  );
}

export interface Totals {
  readonly files: number;
  readonly sentFiles: number;
  readonly failedFiles: number;
  readonly bytes: number;
  readonly sentBytes: number;
}

export function totalsOf(items: readonly Item[]): Totals {
  const totals = { files: items.length, sentFiles: 0, failedFiles: 0, bytes: 0, sentBytes: 0 };
  for (const item of items) {
    if (item.state.kind === "failed") {
      totals.failedFiles++;
      continue;
    }
    totals.bytes += item.facts.size;
    totals.sentBytes += item.sent;
    if (item.state.kind === "sent") totals.sentFiles++;
  }
  return totals;
}

/** The part of a long list that is shown: it moves on with what is being sent. */
export function windowOf<F>(items: readonly Item<F>[], rows: number): { readonly first: number; readonly shown: readonly Item<F>[] } {
  const busy = items.findIndex((item) => item.state.kind === "sending" || item.state.kind === "waiting");
  const wanted = busy < 0 ? 0 : busy - 2;
  const first = Math.max(0, Math.min(wanted, items.length - rows));
  return { first, shown: items.slice(first, first + rows) };
}
