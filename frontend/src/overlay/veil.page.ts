import { button, element } from "./dom.page";

/** Words in place of, or over, the picture. */
export class Veil {
  readonly root = element("div", { class: "veil", role: "status" });
  private readonly words = element("p");
  private readonly again: HTMLButtonElement;
  private onAgain: () => void = () => undefined;

  constructor() {
    this.again = button("Try again", "Ask the server for this slice again", () => {
      this.onAgain();
    });
    this.root.append(this.words, this.again);
    this.lift();
  }

  lift(): void {
    this.root.hidden = true;
    this.words.textContent = "";
  }

  /** Dims the earlier picture, so that it is not taken for the slice that is coming. */
  over(words: string): void {
    this.show("over", words, null);
  }

  /** Covers the picture: there is nothing to see, or nothing that belongs here. */
  instead(words: string, onAgain: (() => void) | null = null): void {
    this.show("instead", words, onAgain);
  }

  private show(kind: "over" | "instead", words: string, onAgain: (() => void) | null): void {
    this.root.hidden = false;
    this.root.dataset["kind"] = kind;
    // Setting the same text again would make screen readers say it again.
    if (this.words.textContent !== words) this.words.textContent = words;
    this.again.hidden = onAgain === null;
    this.onAgain = onAgain ?? (() => undefined);
  }
}
