import { addressOf, begin, filesOf, finish, leaveOut, ownUploads, reportOf, giveUp, Refused } from "./calls.page";
import type { Chosen } from "./gather.page";
import { goesOn, plan, strays, type Item } from "./items";
import type { Report, Standing } from "./parse-upload";
import { Sending } from "./sending.page";

const LOOK_AGAIN_MS = 700;

/** The page's upload is in exactly one of these states. */
export type Stage =
  | { readonly kind: "idle" }
  | { readonly kind: "sending"; readonly sending: Sending }
  /** All chosen files are there; some of an earlier choice are not. */
  | { readonly kind: "incomplete"; readonly missing: number; readonly sending: Sending }
  | { readonly kind: "importing"; readonly standing: Standing }
  | { readonly kind: "done"; readonly report: Report; readonly failed: readonly Item[] };

/**
 * What the page does, apart from how it looks. It lives as long as the document, so that another page of ours may be
 * looked at while files are being sent. What it knows is thrown away with the document; the server has the rest.
 */
export class UploadSession extends EventTarget {
  stage: Stage = { kind: "idle" };
  /** One's own uploads, newest first. */
  uploads: readonly Standing[] = [];
  problem: string | null = null;
  private finishing = false;

  get unfinished(): Standing | undefined {
    return this.uploads.find(({ state }) => state === "OPEN");
  }

  /** Learns what there is on the server. */
  async look(): Promise<void> {
    await this.trying(async () => {
      this.uploads = await ownUploads();
      const ending = this.uploads.find(({ state }) => state === "ENDING");
      if (this.stage.kind === "idle" && ending !== undefined) await this.follow(addressOf(ending), []);
    });
  }

  /** Sends what was chosen: the rest of an unfinished upload where it is one of its files, otherwise a new one. */
  async bring(chosen: readonly Chosen[], hospital: string, facility: string): Promise<void> {
    if (chosen.length === 0) {
      this.tell("There is no file in what you chose.");
      return;
    }
    await this.trying(async () => {
      if (this.stage.kind === "sending" && !this.finishing) {
        const { sending } = this.stage;
        const known = new Set(sending.items.map(({ file }) => file));
        const here = await filesOf(sending.address);
        sending.add(plan(chosen.filter(({ file }) => !known.has(file)), here, sending.address));
        return;
      }
      const { address, here } = await this.target(chosen, hospital, facility);
      const sending = new Sending(address, plan(chosen, here, address), this.changed);
      this.stage = { kind: "sending", sending };
      sending.goOn();
    });
  }

  private async target(
    chosen: readonly Chosen[],
    hospital: string,
    facility: string,
  ): Promise<{ address: string; here: Awaited<ReturnType<typeof filesOf>> }> {
    for (const upload of this.uploads.filter(({ state }) => state === "OPEN")) {
      const here = await filesOf(addressOf(upload));
      if (goesOn(chosen, here)) return { address: addressOf(upload), here };
    }
    return { address: addressOf(await begin(hospital, facility)), here: [] };
  }

  private readonly changed = (): void => {
    this.tell(this.problem);
    if (this.stage.kind === "sending" && this.stage.sending.isDone && !this.finishing) {
      void this.end(this.stage.sending, false);
    }
  };

  /** Finishes it without what did not come. */
  async endWithoutRest(): Promise<void> {
    if (this.stage.kind === "incomplete") await this.end(this.stage.sending, true);
  }

  private async end(sending: Sending, withoutRest: boolean): Promise<void> {
    this.finishing = true;
    await this.trying(async () => {
      const here = await filesOf(sending.address);
      const failed = sending.items.filter(({ state }) => state.kind === "failed");
      const missing = strays(sending.items, here);
      const unwanted = new Set(failed.map(({ address }) => address));
      const left = missing.filter(({ number }) => !unwanted.has(`${sending.address}/files/${number}`));
      if (left.length > 0 && !withoutRest) {
        this.stage = { kind: "incomplete", missing: left.length, sending };
        return;
      }
      for (const { number } of missing) await leaveOut(sending.address, number);
      await finish(sending.address);
      sending.close();
      await this.follow(sending.address, failed);
    });
    this.finishing = false;
  }

  /** Gives an unfinished upload up. */
  async giveUp(standing: Standing): Promise<void> {
    await this.trying(async () => {
      if (this.stage.kind === "sending" || this.stage.kind === "incomplete") this.stage.sending.close();
      await giveUp(addressOf(standing));
      await this.follow(addressOf(standing), []);
    });
  }

  /** Shows what came of an upload, as soon as it has ended. */
  async follow(address: string, failed: readonly Item[]): Promise<void> {
    for (;;) {
      const report = await reportOf(address);
      if (report.standing.state === "ENDED") {
        this.stage = { kind: "done", report, failed };
        this.uploads = await ownUploads();
        this.tell(null);
        return;
      }
      this.stage = { kind: "importing", standing: report.standing };
      this.tell(null);
      await new Promise((resolve) => setTimeout(resolve, LOOK_AGAIN_MS));
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

  private tell(problem: string | null): void {
    this.problem = problem;
    this.dispatchEvent(new Event("change"));
  }
}
