import { Upload, type DetailedError } from "tus-js-client";
import { detailIn } from "./calls.page";
import type { Item } from "./items";

/** Browsers open six connections to a server; the page itself needs some. */
const AT_ONCE = 4;

/** Files up to this size come with the call that announces them. */
const SENT_AT_ONCE_BYTES = 4 * 1024 * 1024;

const RETRY_DELAYS_MS = [0, 1000, 3000];
const AFTER_LOST_MS = 5000;

/** Sends an upload's files, and goes on by itself when the connection is back. */
export class Sending {
  private readonly active = new Map<Item<File>, Upload>();
  private paused = false;
  private again: ReturnType<typeof setTimeout> | null = null;
  private ended: string | null = null;
  private hindrance: string | null = null;

  /** @param changed told of every step; called often */
  constructor(
    readonly address: string,
    readonly items: Item<File>[],
    private readonly changed: () => void,
  ) {
    addEventListener("online", this.goOn);
  }

  /** Why nothing moves at the moment, in words. */
  get obstacle(): string | null {
    return this.ended ?? this.hindrance;
  }

  get isPaused(): boolean {
    return this.paused;
  }

  /** Whether nothing is left to be sent. */
  get isDone(): boolean {
    return this.items.every(({ state }) => state.kind === "sent" || state.kind === "failed");
  }

  add(items: readonly Item<File>[]): void {
    this.items.push(...items);
    this.goOn();
  }

  readonly goOn = (): void => {
    if (this.again !== null) clearTimeout(this.again);
    this.again = null;
    this.paused = false;
    this.ended = null;
    this.fill();
  };

  pause(): void {
    this.paused = true;
    for (const [item, upload] of this.active) {
      void upload.abort();
      item.state = { kind: "waiting" };
    }
    this.active.clear();
    this.changed();
  }

  /** Sends nothing more. */
  close(): void {
    this.pause();
    removeEventListener("online", this.goOn);
  }

  private fill(): void {
    for (const item of this.items) {
      if (this.paused || this.ended !== null || this.again !== null || this.active.size >= AT_ONCE) break;
      if (item.state.kind === "waiting") this.send(item);
    }
    this.changed();
  }

  private send(item: Item<File>): void {
    item.state = { kind: "sending" };
    const upload = new Upload(item.file, {
      endpoint: `${this.address}/files`,
      uploadUrl: item.address,
      metadata: { filename: item.facts.name, modified: String(item.facts.modifiedMs) },
      uploadDataDuringCreation: item.facts.size <= SENT_AT_ONCE_BYTES,
      storeFingerprintForResuming: false,
      retryDelays: RETRY_DELAYS_MS,
      onShouldRetry: (error) => mayPass(error),
      onProgress: (sent) => {
        item.sent = sent;
        this.hindrance = null;
        this.changed();
      },
      onUploadUrlAvailable: () => {
        item.address = upload.url;
      },
      onSuccess: () => {
        item.sent = item.facts.size;
        this.settle(item, upload, { kind: "sent" });
      },
      onError: (error) => {
        void this.failed(item, upload, error);
      },
    });
    this.active.set(item, upload);
    upload.start();
  }

  /** Unless the file is being sent by another attempt by now. */
  private settle(item: Item<File>, upload: Upload, state: Item["state"]): void {
    if (this.active.get(item) !== upload) return;
    this.active.delete(item);
    item.state = state;
    this.fill();
  }

  private async failed(item: Item<File>, upload: Upload, error: Error | DetailedError): Promise<void> {
    const status = statusOf(error);
    if (status === 0 && !(await isReadable(item.file))) {
      this.settle(item, upload, { kind: "failed", reason: "It cannot be read any more. Was it moved, or the medium taken out?" });
    } else if (status === 401) {
      this.ended = detailIn("", 401);
      this.settle(item, upload, { kind: "waiting" });
    } else if (mayPass(error)) {
      this.hindrance = status === 0 ? "The connection is lost. It goes on by itself." : detailOf(error, status);
      this.again ??= setTimeout(this.goOnUnlessPaused, AFTER_LOST_MS);
      this.settle(item, upload, { kind: "waiting" });
    } else {
      this.settle(item, upload, { kind: "failed", reason: detailOf(error, status) });
    }
  }

  private readonly goOnUnlessPaused = (): void => {
    this.again = null;
    if (!this.paused) this.fill();
  };
}

/** Whether the same call may succeed later. An upload that takes no more files says 409 to every further one. */
function mayPass(error: Error | DetailedError): boolean {
  const status = statusOf(error);
  const adds = "originalRequest" in error && error.originalRequest.getMethod() === "POST";
  return status === 0 || status >= 500 || status === 408 || (status === 409 && !adds) || status === 423;
}

/** 0 where no answer came. */
function statusOf(error: Error | DetailedError): number {
  return "originalResponse" in error ? (error.originalResponse?.getStatus() ?? 0) : 0;
}

function detailOf(error: Error | DetailedError, status: number): string {
  return detailIn("originalResponse" in error ? (error.originalResponse?.getBody() ?? "") : "", status);
}

async function isReadable(file: File): Promise<boolean> {
  try {
    await file.slice(0, 1).arrayBuffer();
    return true;
  } catch {
    return false;
  }
}
