import { addressOf, Refused } from "./calls.page";
import type { Chosen } from "./gather.page";
import { goesOn, plan, strays, type Item } from "./items";
import type { Report, ServerFile, Standing } from "./parse-upload";

const LOOK_AGAIN_MS = 700;
const AFTER_LOST_MS = 5000;
const LOST = "The server cannot be reached. What arrived is kept. It goes on by itself.";

/** From where an upload's files come. */
export interface Place {
  readonly hospital: string;
  readonly facility: string;
}

/** What the server can be asked for. Every call fails with {@link Refused} where the server says no. */
export interface UploadCalls {
  ownUploads(): Promise<readonly Standing[]>;
  begin(hospital: string, facility: string): Promise<Standing>;
  filesOf(address: string): Promise<readonly ServerFile[]>;
  standingOf(address: string): Promise<Standing>;
  reportOf(address: string): Promise<Report>;
  finish(address: string): Promise<void>;
  giveUp(address: string): Promise<void>;
  leaveOut(address: string, number: number): Promise<void>;
}

/** Sends an upload's files. */
export interface Sender {
  readonly address: string;
  readonly items: readonly Item<File>[];
  readonly isDone: boolean;
  readonly isPaused: boolean;
  readonly obstacle: string | null;
  add(items: readonly Item<File>[]): void;
  goOn(): void;
  pause(): void;
  close(): void;
}

export type SenderOf = (address: string, items: Item<File>[], changed: () => void) => Sender;

/** The page's upload is in exactly one of these states. */
export type Stage =
  | { readonly kind: "idle" }
  | { readonly kind: "sending"; readonly sending: Sender; readonly place: Place }
  /** All chosen files are there; some of an earlier choice are not. */
  | { readonly kind: "incomplete"; readonly missing: number; readonly sending: Sender; readonly place: Place }
  | { readonly kind: "importing"; readonly standing: Standing }
  | { readonly kind: "done"; readonly report: Report; readonly failed: readonly Item[] };

const wait = (ms: number): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve, ms);
  });

/**
 * What the page does, apart from how it looks. It lives as long as the document, so that another page of ours may be
 * looked at while files are being sent. What it knows is thrown away with the document; the server has the rest.
 */
export class UploadSession extends EventTarget {
  stage: Stage = { kind: "idle" };
  /** One's own uploads, newest first. */
  uploads: readonly Standing[] = [];
  problem: string | null = null;
  private ending: Promise<void> | null = null;

  constructor(
    private readonly calls: UploadCalls,
    private readonly senderOf: SenderOf,
    private readonly pause: (ms: number) => Promise<void> = wait,
  ) {
    super();
  }

  get unfinished(): Standing | undefined {
    return this.uploads.find(({ state }) => state === "OPEN");
  }

  /** Learns what there is on the server. */
  async look(): Promise<void> {
    await this.trying(async () => {
      this.uploads = await this.calls.ownUploads();
      const ending = this.uploads.find(({ state }) => state === "ENDING");
      if (this.stage.kind === "idle" && ending !== undefined) await this.follow(addressOf(ending), []);
    });
  }

  /**
   * Sends what was chosen: with the files that are being sent, as the rest of an unfinished upload of the same place, or
   * as a new one.
   *
   * @param unreadable names of what was chosen and cannot be read
   */
  async bring(chosen: readonly Chosen[], place: Place, unreadable: readonly string[] = []): Promise<void> {
    if (chosen.length === 0) {
      this.tell(unreadable.length === 0 ? "There is no file in what you chose." : "What you chose cannot be read.");
      return;
    }
    if (this.ending !== null) await this.ending;
    const running = this.running();
    if (running !== null && !isSame(running.place, place)) {
      this.tell("Files from another place are being sent. Bring these when that upload is finished or given up.");
      return;
    }
    await this.trying(async () => {
      const { address, here } = running === null ? await this.target(chosen, place) : await this.alsoTo(running.sending);
      const known = new Set(running?.sending.items.map(({ file }) => file));
      const items = plan(chosen.filter(({ file }) => !known.has(file)), here, address);
      items.push(...unreadable.map(unreadableItem));
      const sending = running?.sending ?? this.senderOf(address, [], this.changed);
      this.stage = { kind: "sending", sending, place };
      sending.add(items);
    });
  }

  private running(): { readonly sending: Sender; readonly place: Place } | null {
    return this.stage.kind === "sending" || this.stage.kind === "incomplete" ? this.stage : null;
  }

  private async alsoTo({ address }: Sender): Promise<Target> {
    return { address, here: await this.calls.filesOf(address) };
  }

  private async target(chosen: readonly Chosen[], place: Place): Promise<Target> {
    this.uploads = await this.calls.ownUploads();
    for (const upload of this.uploads.filter((one) => one.state === "OPEN" && isSame(one, place))) {
      const here = await this.calls.filesOf(addressOf(upload));
      if (goesOn(chosen, here)) return { address: addressOf(upload), here };
    }
    const begun = await this.calls.begin(place.hospital, place.facility);
    this.uploads = [begun, ...this.uploads];
    return { address: addressOf(begun), here: [] };
  }

  private readonly changed = (): void => {
    this.tell(this.problem);
    if (this.stage.kind === "sending" && this.stage.sending.isDone && this.ending === null) {
      void this.end(this.stage.sending, this.stage.place, false);
    }
  };

  /** Finishes it without what did not come. */
  async endWithoutRest(): Promise<void> {
    if (this.stage.kind === "incomplete") await this.end(this.stage.sending, this.stage.place, true);
  }

  private async end(sending: Sender, place: Place, withoutRest: boolean): Promise<void> {
    const failed = sending.items.filter(({ state }) => state.kind === "failed");
    let finished = false;
    this.ending = this.trying(async () => {
      finished = await this.finish(sending, place, failed, withoutRest);
    });
    await this.ending;
    this.ending = null;
    if (finished) await this.trying(() => this.follow(sending.address, failed));
  }

  /** @returns whether it is finished; otherwise something is missing, and the page says so */
  private async finish(sending: Sender, place: Place, failed: readonly Item[], withoutRest: boolean): Promise<boolean> {
    const { address } = sending;
    const here = await this.patiently(() => this.calls.filesOf(address));
    const missing = strays(sending.items, here);
    const unwanted = new Set(failed.map((item) => item.address));
    const left = missing.filter(({ number }) => !unwanted.has(`${address}/files/${number}`));
    if (left.length > 0 && !withoutRest) {
      this.stage = { kind: "incomplete", missing: left.length, sending, place };
      return false;
    }
    for (const { number } of missing) await this.once(() => this.calls.leaveOut(address, number), 404);
    await this.once(() => this.calls.finish(address), 409, async () => !(await this.isOpen(address)));
    sending.close();
    await this.leave(address);
    return true;
  }

  /** What is brought from now on is not of this upload. */
  private async leave(address: string): Promise<void> {
    const standing = await this.patiently(() => this.calls.standingOf(address));
    if (this.running()?.sending.address === address) this.stage = { kind: "importing", standing };
  }

  private async isOpen(address: string): Promise<boolean> {
    return (await this.patiently(() => this.calls.standingOf(address))).state === "OPEN";
  }

  /** Throws away what is being sent and is not yet in the archive. */
  async giveUpRunning(): Promise<void> {
    const sending = this.running()?.sending;
    if (sending === undefined) return;
    sending.close();
    await this.giveUp(sending.address);
  }

  /** Gives an unfinished upload up. */
  async giveUp(address: string): Promise<void> {
    await this.trying(async () => {
      await this.once(() => this.calls.giveUp(address), 409, async () => !(await this.isOpen(address)));
      await this.leave(address);
      await this.follow(address, []);
    });
  }

  /** Shows what came of an upload, as soon as it has ended, unless the page shows something else by then. */
  async follow(address: string, failed: readonly Item[]): Promise<void> {
    let shown = this.stage;
    const isShown = (): boolean => this.stage === shown;
    while (isShown()) {
      const standing = await this.patiently(() => this.calls.standingOf(address), isShown);
      if (!isShown()) return;
      if (standing.state === "ENDED") {
        const report = await this.patiently(() => this.calls.reportOf(address), isShown);
        if (!isShown()) return;
        this.stage = { kind: "done", report, failed };
        this.uploads = await this.calls.ownUploads();
        this.tell(null);
        return;
      }
      shown = this.stage = { kind: "importing", standing };
      this.tell(null);
      await this.pause(LOOK_AGAIN_MS);
    }
  }

  /** A call whose answer may have been lost: an earlier attempt had its effect where the next is refused so. */
  private async once(
    call: () => Promise<void>,
    hadEffect: number,
    really: () => Promise<boolean> = () => Promise.resolve(true),
  ): Promise<void> {
    try {
      await this.patiently(call);
    } catch (problem) {
      if (!(problem instanceof Refused && problem.status === hadEffect && (await really()))) throw problem;
    }
  }

  /** Asks again until there is an answer that will not pass by itself. */
  private async patiently<T>(call: () => Promise<T>, goesOnWhile: () => boolean = () => true): Promise<T> {
    for (;;) {
      try {
        const answer = await call();
        if (this.problem !== null) this.tell(null);
        return answer;
      } catch (problem) {
        if ((problem instanceof Refused && !problem.mayPass) || !goesOnWhile()) throw problem;
        this.tell(problem instanceof Refused && problem.status === 401 ? problem.message : LOST);
        await this.pause(AFTER_LOST_MS);
      }
    }
  }

  private async trying(work: () => Promise<void>): Promise<void> {
    try {
      await work();
      this.tell(null);
    } catch (problem) {
      this.tell(problem instanceof Refused ? problem.message : "The server cannot be reached. What arrived is kept.");
    }
  }

  /** Says in the page's own line what is in the way. */
  tell(problem: string | null): void {
    this.problem = problem;
    this.dispatchEvent(new Event("change"));
  }
}

interface Target {
  readonly address: string;
  readonly here: readonly ServerFile[];
}

const isSame = (one: Place, other: Place): boolean =>
  one.hospital === other.hospital && one.facility === other.facility;

function unreadableItem(name: string): Item<File> {
  const state = { kind: "failed", reason: "It could not be read. Is the medium damaged?" } as const;
  return { facts: { name, size: 0, modifiedMs: 0 }, file: new File([], name), state, sent: 0, address: null };
}
