import { Refused } from "./calls.page";
import type { Chosen } from "./gather.page";
import type { Item } from "./items";
import type { Report, ServerFile, Standing } from "./parse-upload";
import { UploadSession, type Place, type Sender, type UploadCalls } from "./upload-session";

export const NORTHGATE: Place = { hospital: "northgate", facility: "NGM" };
export const HARBOUR: Place = { hospital: "harbour", facility: "HCL" };
export const ELSEWHERE: Place = { hospital: "northgate", facility: "NGJ" };

export const chosen = (name: string, modifiedMs = 7): Chosen => ({
  facts: { name, size: 100, modifiedMs },
  file: new File(["x"], name),
});

/** A server with uploads, and what was asked of it. */
export class Server implements UploadCalls {
  readonly asked: string[] = [];
  readonly files = new Map<string, ServerFile[]>();
  /** What the next calls of that name fail with. */
  readonly failures = new Map<string, Error[]>();
  private standings: Standing[] = [];

  async ownUploads(): Promise<readonly Standing[]> {
    await this.ask("ownUploads");
    return this.standings;
  }

  async begin(hospital: string, facility: string): Promise<Standing> {
    await this.ask(`begin ${hospital} ${facility}`);
    return this.has({ hospital, facility }, "OPEN");
  }

  async filesOf(address: string): Promise<readonly ServerFile[]> {
    await this.ask(`filesOf ${address}`);
    return this.files.get(address) ?? [];
  }

  async standingOf(address: string): Promise<Standing> {
    await this.ask(`standingOf ${address}`);
    return this.known(address);
  }

  async reportOf(address: string): Promise<Report> {
    await this.ask(`reportOf ${address}`);
    return { standing: this.known(address), notes: [], studies: [] };
  }

  private known(address: string): Standing {
    const standing = this.standings.find((one) => addressOf(one) === address);
    if (standing === undefined) throw new Refused(404, "unknown");
    return standing;
  }

  async finish(address: string): Promise<void> {
    await this.ask(`finish ${address}`);
    this.become(address, "ENDING");
  }

  async giveUp(address: string): Promise<void> {
    await this.ask(`giveUp ${address}`);
    this.become(address, "ENDED");
  }

  async leaveOut(address: string, number: number): Promise<void> {
    await this.ask(`leaveOut ${address} ${number}`);
  }

  has(place: Place, state: Standing["state"]): Standing {
    const id = String.fromCharCode("A".charCodeAt(0) + this.standings.length);
    const counts = { files: 1, whole: 0, imported: 0, looked: 0, bytes: 0, receivedBytes: 0 };
    const results = { stored: 0, heldBefore: 0, keptAside: 0, refused: 0, skipped: 0 };
    const standing: Standing = { ...place, id, state, ending: null, beganAt: "", expiresAt: null, ...counts, ...results };
    this.standings = [standing, ...this.standings];
    return standing;
  }

  become(address: string, state: Standing["state"]): void {
    this.standings = this.standings.map((one) => (addressOf(one) === address ? { ...one, state } : one));
  }

  private async ask(call: string): Promise<void> {
    this.asked.push(call);
    const [name = ""] = call.split(" ");
    const failure = this.failures.get(name)?.shift();
    await Promise.resolve();
    if (failure !== undefined) throw failure;
  }
}

export const addressOf = (standing: Standing): string => `/api/uploads/${standing.hospital}/${standing.id}`;

/** Sends nothing until it is told that all arrived. */
export class FakeSender implements Sender {
  isPaused = false;
  obstacle = null;
  closed = false;

  constructor(
    readonly address: string,
    readonly items: Item<File>[],
    private readonly changed: () => void,
  ) {}

  get isDone(): boolean {
    return this.items.every(({ state }) => state.kind === "sent" || state.kind === "failed");
  }

  add(items: readonly Item<File>[]): void {
    this.items.push(...items);
    this.changed();
  }

  allArrived(): void {
    for (const item of this.items) if (item.state.kind === "waiting") item.state = { kind: "sent" };
    this.changed();
  }

  goOn(): void {
    this.isPaused = false;
  }

  pause(): void {
    this.isPaused = true;
  }

  close(): void {
    this.closed = true;
  }
}

/** A page that was just opened. A pause ends when the spec says so. */
export interface Begun {
  readonly server: Server;
  readonly session: UploadSession;
  readonly sender: (index: number) => FakeSender;
  readonly settled: () => Promise<void>;
  readonly afterPause: () => Promise<void>;
}

export function begun(): Begun {
  const server = new Server();
  const senders: FakeSender[] = [];
  const pauses: (() => void)[] = [];
  const session = new UploadSession(
    server,
    (address, items, changed) => {
      const sender = new FakeSender(address, items, changed);
      senders.push(sender);
      return sender;
    },
    () =>
      new Promise((resolve) => {
        pauses.push(resolve);
      }),
  );
  const settled = async (): Promise<void> => {
    for (let i = 0; i < 100; i++) await Promise.resolve();
  };
  const afterPause = async (): Promise<void> => {
    for (const resume of pauses.splice(0)) resume();
    await settled();
  };
  const sender = (index: number): FakeSender => {
    const found = senders[index];
    if (found === undefined) throw new Error(`no sender ${index}`);
    return found;
  };
  return { server, session, sender, settled, afterPause };
}
