import { button, element } from "../overlay/dom.page";
import { chosenIn, droppedIn, type Chosen } from "./gather.page";
import { parseHospitals, type Hospital, type Standing } from "./parse-upload";
import { Presence } from "./presence";
import { ProgressList } from "./progress.page";
import { resultOf } from "./result.page";
import * as calls from "./calls.page";
import { Sending } from "./sending.page";
import { UploadSession, type Stage } from "./upload-session";
import { totalsOf } from "./items";
import { countText, importingText, sizeText } from "./words";

/** One for the document: files go on being sent while another page of ours is looked at. */
const session = new UploadSession(calls, (address, items, changed) => new Sending(address, items, changed));

/**
 * `<dayside-upload hospitals='[{"code", "name", "facilities": [{"code", "name"}]}]'>`: brings files to Dayside. Has no
 * shadow, so that the page's looks are its own.
 */
export class DaysideUpload extends HTMLElement {
  static readonly observedAttributes = ["hospitals"];

  private hospitals: readonly Hospital[] = [];
  private readonly place = element("select", { id: "upload-place" });
  private readonly zone = element("div", { class: "upload-zone" });
  private readonly problem = element("p", { class: "upload-obstacle", role: "alert" });
  private readonly notices = element("div", { class: "upload-notices" });
  private readonly content = element("div");
  private readonly pauseButton = button("Pause", "Stop sending for a while", () => {
    this.pauseOrGoOn();
  });
  private readonly progress = new ProgressList(this.progressButtons());
  private drawn: Stage | null = null;
  private placeChosen = false;
  private pending = 0;
  private readonly presence = new Presence(
    () => session.stage.kind === "sending" || session.stage.kind === "importing",
    () => this.dispatchEvent(new Event("still-sending")),
  );

  connectedCallback(): void {
    this.build();
    session.addEventListener("change", this.changed);
    window.addEventListener("beforeunload", this.leaving);
    this.presence.begin();
    this.draw();
    void session.look();
  }

  disconnectedCallback(): void {
    this.presence.end();
    session.removeEventListener("change", this.changed);
    window.removeEventListener("beforeunload", this.leaving);
  }

  attributeChangedCallback(_name: string, _before: string | null, text: string | null): void {
    this.hospitals = parseHospitals(text ?? "[]");
    this.place.replaceChildren(
      ...this.hospitals.flatMap((hospital) =>
        hospital.facilities.map((facility) =>
          element("option", { value: `${hospital.code} ${facility.code}` }, facility.name),
        ),
      ),
    );
  }

  private build(): void {
    const folder = chooser({ webkitdirectory: "" }, (files) => this.bring(files));
    const files = chooser({}, (chosen) => this.bring(chosen));
    const label = element("label", { for: "upload-place" }, "These come from");
    const from = element("p", { class: "upload-from" });
    from.append(label, this.place);
    this.place.addEventListener("change", () => {
      this.placeChosen = true;
    });
    from.hidden = this.place.options.length < 2;
    const choose = element("p", { class: "upload-choose" });
    choose.append(
      button("Choose a folder", "A folder with all that is in it: a CD, a stick, an export", () => {
        folder.click();
      }),
      button("Choose files", "DICOM files or zips", () => {
        files.click();
      }),
    );
    this.zone.replaceChildren(
      element("p", { class: "upload-invitation" }, "Drop a folder, a CD’s content, files or a zip here"),
      choose,
      folder,
      files,
    );
    this.listenForDrops();
    this.replaceChildren(from, this.zone, this.problem, this.content, this.notices);
  }

  private listenForDrops(): void {
    this.ondragover = (event): void => {
      event.preventDefault();
      this.zone.classList.add("over");
    };
    this.ondragleave = (): void => {
      this.zone.classList.remove("over");
    };
    this.ondrop = (event): void => {
      event.preventDefault();
      this.zone.classList.remove("over");
      if (event.dataTransfer !== null) void this.drop(event.dataTransfer);
    };
  }

  private async drop(transfer: DataTransfer): Promise<void> {
    try {
      const { chosen, unreadable } = await droppedIn(transfer);
      await this.bring(chosen, unreadable);
    } catch {
      session.tell("What you dropped cannot be read.");
    }
  }

  private async bring(chosen: readonly Chosen[], unreadable: readonly string[] = []): Promise<void> {
    const [hospital = "", facility = ""] = this.place.value.split(" ");
    await session.bring(chosen, { hospital, facility }, unreadable);
  }

  private progressButtons(): HTMLElement {
    const buttons = element("p", { class: "upload-choose" });
    buttons.append(
      this.pauseButton,
      giveUpButton(runningText, () => session.giveUpRunning()),
    );
    return buttons;
  }

  private pauseOrGoOn(): void {
    if (session.stage.kind !== "sending") return;
    const { sending } = session.stage;
    if (sending.isPaused) sending.goOn();
    else sending.pause();
  }

  /** Draws at most once a frame. */
  private readonly changed = (): void => {
    if (this.pending !== 0) return;
    this.pending = requestAnimationFrame(() => {
      this.pending = 0;
      this.draw();
    });
  };

  private readonly leaving = (event: BeforeUnloadEvent): void => {
    if (session.stage.kind === "sending") event.preventDefault();
  };

  private draw(): void {
    const { stage } = session;
    this.zone.classList.toggle("small", stage.kind !== "idle");
    this.drawNotices();
    if (stage.kind === "sending") {
      this.pauseButton.textContent = stage.sending.isPaused ? "Go on" : "Pause";
      this.progress.show(stage.sending);
    }
    if (stage === this.drawn) return;
    this.drawn = stage;
    this.content.replaceChildren(...this.contentOf(stage));
  }

  private contentOf(stage: Stage): HTMLElement[] {
    switch (stage.kind) {
      case "idle":
        return [];
      case "sending":
        return [this.progress.box];
      case "incomplete":
        return [incomplete(stage.missing)];
      case "importing":
        return [importing(stage.standing)];
      case "done":
        return [resultOf(stage.report, stage.failed)];
    }
  }

  /** What is chosen next is probably an unfinished upload's rest: it is found where both are of the same place. */
  private showPlaceOfUnfinished(): void {
    const { unfinished } = session;
    if (this.placeChosen || unfinished === undefined || session.stage.kind !== "idle") return;
    this.place.value = `${unfinished.hospital} ${unfinished.facility}`;
  }

  private drawNotices(): void {
    this.showPlaceOfUnfinished();
    this.problem.textContent = session.problem ?? "";
    const notices: HTMLElement[] = [];
    if (session.stage.kind === "idle" || session.stage.kind === "done") {
      const { unfinished } = session;
      if (unfinished !== undefined) notices.push(unfinishedNotice(unfinished));
      notices.push(...earlier(session.uploads));
    }
    const key = JSON.stringify([session.stage.kind, session.uploads]);
    if (this.notices.dataset["key"] === key) return;
    this.notices.dataset["key"] = key;
    this.notices.replaceChildren(...notices);
  }
}

function chooser(attributes: Readonly<Record<string, string>>, bring: (files: Chosen[]) => Promise<void>): HTMLInputElement {
  const input = element("input", { type: "file", multiple: "", hidden: "", "aria-hidden": "true", ...attributes });
  input.addEventListener("change", () => {
    const files = input.files === null ? [] : chosenIn(input.files);
    input.value = "";
    void bring(files);
  });
  return input;
}

function unfinishedNotice(standing: Standing): HTMLElement {
  const box = element("section", { class: "upload-card", "aria-label": "Unfinished upload" });
  const here = `${countText(standing.whole, "file", "files")}, ${sizeText(standing.receivedBytes)} in all, arrived`;
  const buttons = element("p", { class: "upload-choose" });
  buttons.append(
    giveUpButton(
      () => `${countText(standing.files, "file", "files")}, ${sizeText(standing.bytes)}`,
      () => session.giveUp(calls.addressOf(standing)),
    ),
  );
  box.append(
    element("h2", {}, "An upload is not finished"),
    element("p", {}, `Of ${timeText(standing.beganAt)}: ${here}. Choose the same folder or files once more, and only the rest is sent.`),
    buttons,
  );
  return box;
}

const runningText = (): string => {
  if (session.stage.kind !== "sending") return "its files";
  const { files, bytes } = totalsOf(session.stage.sending.items);
  return `${countText(files, "file", "files")}, ${sizeText(bytes)}`;
};

/** Asks once: what is thrown away does not come back. */
function giveUpButton(what: () => string, giveUp: () => Promise<void>): HTMLElement {
  const place = element("span", { class: "upload-give-up" });
  const ask = button("Give it up", "Throw away what is not yet in the archive", () => {
    const yes = button("Throw it away", "Throw away what is not yet in the archive", () => {
      place.replaceChildren(ask);
      void giveUp();
    });
    const no = button("Keep it", "Go on as before", () => {
      place.replaceChildren(ask);
    });
    const question = `Of ${what()}: throw away what is not yet in the archive?`;
    place.replaceChildren(element("span", { role: "status" }, question), yes, no);
  });
  place.append(ask);
  return place;
}

function incomplete(missing: number): HTMLElement {
  const box = element("section", { class: "upload-card" });
  const buttons = element("p", { class: "upload-choose" });
  buttons.append(
    button("Finish without them", "Leave out what did not come whole", () => {
      void session.endWithoutRest();
    }),
  );
  const text = `${countText(missing, "file of this upload has", "files of this upload have")} not come whole and were not among those you chose now. Choose them too, or finish without them.`;
  box.append(element("p", { role: "status" }, text), buttons);
  return box;
}

function importing(standing: Standing): HTMLElement {
  const box = element("section", { class: "upload-card" });
  const bar = element("progress", { "aria-label": "Archive", max: String(Math.max(1, standing.files)) });
  bar.value = standing.imported;
  box.append(bar, element("p", { class: "figures", role: "status" }, importingText(standing)));
  return box;
}

/** Uploads of the last days, whose reports can be read again. */
function earlier(uploads: readonly Standing[]): HTMLElement[] {
  const ended = uploads.filter(({ state }) => state === "ENDED");
  if (ended.length === 0) return [];
  const box = element("details", { class: "upload-earlier" });
  box.append(element("summary", {}, `${countText(ended.length, "upload", "uploads")} of the last days`));
  for (const standing of ended) {
    const pictures = countText(standing.stored + standing.heldBefore, "picture", "pictures");
    box.append(
      button(`${timeText(standing.beganAt)} · ${pictures}`, "Show what came of it", () => {
        void session.follow(calls.addressOf(standing), []);
      }),
    );
  }
  return [box];
}

function timeText(iso: string): string {
  return new Date(iso).toLocaleString("en-GB", { day: "numeric", month: "short", hour: "2-digit", minute: "2-digit" });
}
