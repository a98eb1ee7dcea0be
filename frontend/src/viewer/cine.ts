/** Frames a second: the pace at which readers scroll a head CT. */
const RATE_HZ = 10;

/** Plays the series: one slice at each beat, as long as the slice in view has come. */
export class Cine {
  private timer: ReturnType<typeof setInterval> | null = null;

  constructor(private readonly beat: () => void) {}

  get playing(): boolean {
    return this.timer !== null;
  }

  toggle(): void {
    if (this.playing) this.stop();
    else this.timer = setInterval(this.beat, 1000 / RATE_HZ);
  }

  stop(): void {
    if (this.timer !== null) clearInterval(this.timer);
    this.timer = null;
  }
}
