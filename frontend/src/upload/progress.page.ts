import { element } from "../overlay/dom.page";
import { totalsOf, windowOf, type Item, type ItemState } from "./items";
import type { Sender } from "./upload-session";
import { sendingText, sizeText } from "./words";

const MOST_ROWS = 100;
const RATE_OVER_MS = 5000;

/** How far the files are: one bar for all, and a row for each. */
export class ProgressList {
  readonly box = element("section", { class: "upload-card", "aria-label": "Progress" });
  private readonly bar = element("progress", { "aria-label": "All files" });
  private readonly text = element("p", { class: "figures upload-progress" });
  private readonly obstacle = element("p", { class: "upload-obstacle", role: "status" });
  private readonly list = element("ol", { class: "upload-files", tabindex: "0", "aria-label": "Files" });
  private readonly pace = new Pace();

  constructor(buttons: HTMLElement) {
    this.box.append(this.bar, this.text, this.obstacle, buttons, this.list);
  }

  show(sending: Sender): void {
    const totals = totalsOf(sending.items);
    this.bar.max = Math.max(1, totals.bytes);
    this.bar.value = totals.sentBytes;
    const pace = sending.isPaused ? 0 : this.pace.at(performance.now(), totals.sentBytes);
    this.text.textContent = sendingText(totals, pace);
    const obstacle = sending.obstacle ?? "";
    if (this.obstacle.textContent !== obstacle) this.obstacle.textContent = obstacle;
    const { first, shown } = windowOf(sending.items, MOST_ROWS);
    this.list.start = first + 1;
    this.list.replaceChildren(...shown.map(rowOf));
    const more = sending.items.length - first - shown.length;
    if (more > 0) this.list.append(element("li", { class: "quiet" }, `and ${more.toLocaleString("en")} more`));
  }
}

function rowOf(item: Item): HTMLElement {
  const row = element("li", { class: `upload-file ${item.state.kind}` });
  const state = element("span", { class: "upload-state" }, stateText(item));
  row.append(element("bdi", { class: "upload-name" }, item.facts.name));
  if (item.state.kind === "sending" || (item.state.kind === "waiting" && item.sent > 0)) {
    const bar = element("progress", { "aria-label": item.facts.name, max: String(Math.max(1, item.facts.size)) });
    bar.value = item.sent;
    row.append(bar);
  }
  row.append(element("span", { class: "quiet figures" }, sizeText(item.facts.size)), state);
  return row;
}

function stateText({ state, sent, facts }: Item): string {
  const words: Record<ItemState["kind"], string> = {
    waiting: sent > 0 ? `goes on at ${percent(sent, facts.size)}` : "waits",
    sending: percent(sent, facts.size),
    sent: "✓ here",
    failed: state.kind === "failed" ? state.reason : "",
  };
  return words[state.kind];
}

const percent = (sent: number, size: number): string => `${size === 0 ? 100 : Math.floor((sent / size) * 100)} %`;

/** Bytes a second over the last seconds. */
class Pace {
  private readonly seen: { at: number; bytes: number }[] = [];

  at(now: number, bytes: number): number {
    this.seen.push({ at: now, bytes });
    while (this.seen.length > 2 && now - (this.seen[0]?.at ?? now) > RATE_OVER_MS) this.seen.shift();
    const oldest = this.seen[0];
    if (oldest === undefined || now - oldest.at < 500) return 0;
    return Math.max(0, ((bytes - oldest.bytes) * 1000) / (now - oldest.at));
  }
}
