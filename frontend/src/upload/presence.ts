/** Well within the quarter of an hour after which a page that asks for nothing is thought to be left. */
const EVERY_MS = 4 * 60_000;

/** Tells that somebody is at work here: what is sent goes past the page's own connection, which looks idle meanwhile. */
export class Presence {
  private timer: ReturnType<typeof setInterval> | null = null;

  constructor(
    private readonly isBusy: () => boolean,
    private readonly tell: () => void,
  ) {}

  begin(): void {
    this.timer ??= setInterval(() => {
      if (this.isBusy()) this.tell();
    }, EVERY_MS);
  }

  end(): void {
    if (this.timer !== null) clearInterval(this.timer);
    this.timer = null;
  }
}
