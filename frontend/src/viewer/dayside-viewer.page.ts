import { parseFindings, type Finding } from "../findings/findings";
import type { Command } from "../keys/commands";
import { listenToKeys } from "../keys/key-listener.page";
import { parseManifest } from "../manifest/parse-manifest";
import type { StudyManifest } from "../manifest/manifest";
import type { Tool } from "../viewport/mouse-tools.page";
import { StackView } from "../viewport/stack-view.page";
import { WEBGL_LOST, WEBGL_MISSING, webGlWorks } from "../viewport/webgl.page";
import { Cine } from "./cine";
import { fetchManifest } from "./fetch-manifest.page";
import { OpenCase } from "./open-case.page";
import { Screen } from "./screen.page";
import type { Tell } from "./viewer-events";

/** A reader who scrolls past slices does not mean each of them. */
const REST_BEFORE_TELLING_MS = 120;

/**
 * `<dayside-viewer>`: shows one case. Fed by {@link open} or the attribute `manifest-url`, and by
 * {@link showFindings}; speaks by the events of `ViewerEvents`.
 */
export class DaysideViewer extends HTMLElement {
  static readonly observedAttributes = ["manifest-url"];

  private readonly screen: Screen;
  private readonly cine = new Cine(() => {
    this.beat();
  });
  /** Kept over a move of the element within the page; everything else is rebuilt from these two. */
  private manifest: StudyManifest | null = null;
  private findings: readonly Finding[] = [];
  private openCase: OpenCase | null = null;
  private view: StackView | null = null;
  private canDraw = false;
  private tool: Tool = "window";
  private manifestFetch: AbortController | null = null;
  private sliceTimer: ReturnType<typeof setTimeout> | undefined;
  private openTimer: ReturnType<typeof setTimeout> | undefined;
  private undo: (() => void)[] = [];

  constructor() {
    super();
    this.screen = new Screen(this.attachShadow({ mode: "open" }), {
      command: (command) => {
        this.run(command);
      },
      sliceChosen: (index) => {
        this.move(() => this.openCase?.reading.current?.moveTo(index) ?? false);
      },
      seriesChosen: (index) => {
        this.move(() => this.openCase?.reading.chooseSeries(index) ?? false);
      },
      presetsToggled: () => {
        this.screen.presets.toggle();
        this.drawTools();
      },
    });
    this.drawTools();
  }

  /** Shows a case in place of the one before. `document` is a manifest as a value or as JSON text. */
  open(document: unknown): void {
    this.findings = [];
    this.showManifest(document);
  }

  /**
   * Shows a model's findings, as a value or as JSON text; replaces those shown before. Findings that cannot be read
   * take none of the pictures away.
   */
  showFindings(document: unknown): void {
    try {
      this.findings = parseFindings(document);
    } catch (problem) {
      this.findings = [];
      this.tell("viewer-failed", { reason: wordsOf(problem) });
    }
    this.openCase?.showFindings(this.findings);
    this.drawTools();
  }

  /** Brings the slice of a finding into view. False if the finding or its slice is not in this case. */
  goTo(findingId: string): boolean {
    const known = this.openCase?.reading.goToFinding(findingId) ?? false;
    if (known) this.move(() => true);
    return known;
  }

  connectedCallback(): void {
    this.canDraw = webGlWorks();
    if (!this.canDraw) {
      this.fail(WEBGL_MISSING);
      return;
    }
    this.undo.push(
      listenToKeys(this, (command) => {
        this.run(command);
      }),
      this.watchSize(),
    );
    if (this.manifest !== null) this.start();
  }

  disconnectedCallback(): void {
    this.manifestFetch?.abort();
    this.undo.splice(0).forEach((undo) => {
      undo();
    });
    this.close();
    this.view?.dispose();
    this.view = null;
  }

  attributeChangedCallback(_name: string, _before: string | null, url: string | null): void {
    this.manifestFetch?.abort();
    if (url === null || url === "") return;
    const fetching = new AbortController();
    this.manifestFetch = fetching;
    this.close();
    this.manifest = null;
    // Findings shown from now on belong to the case that is coming.
    this.findings = [];
    this.screen.veil.instead("The case is coming");
    fetchManifest(url, fetching.signal).then(
      (document) => {
        if (!fetching.signal.aborted) this.showManifest(document);
      },
      (problem: unknown) => {
        if (!fetching.signal.aborted) this.fail(wordsOf(problem));
      },
    );
  }

  private showManifest(document: unknown): void {
    this.attempt(() => {
      this.manifest = parseManifest(document);
      if (this.isConnected) this.start();
    });
  }

  private start(): void {
    const { manifest } = this;
    if (manifest === null || !this.canDraw) return;
    this.close();
    this.screen.veil.instead("The case is coming");
    const opened = new OpenCase(manifest, this.screen, this.tell);
    this.openCase = opened;
    opened.reading.findings = this.findings;
    this.drawTools();
    // A page that opens a case and gives its findings in one go sees the flagged slice first, not slice 1 for a moment.
    this.openTimer = setTimeout(() => {
      this.attempt(() => {
        opened.begin(this.view);
      });
    });
  }

  /** Cornerstone cannot draw into nothing: the view is made when the element first has a size. */
  private watchSize(): () => void {
    const observer = new ResizeObserver(() => {
      const { clientWidth, clientHeight } = this.screen.picture;
      if (clientWidth === 0 || clientHeight === 0) return;
      if (this.view !== null) this.view.resize();
      else this.attempt(() => {
        this.createView();
      });
    });
    observer.observe(this.screen.picture);
    return () => {
      observer.disconnect();
    };
  }

  private createView(): void {
    this.view = new StackView({
      element: this.screen.picture,
      stored: (slice) => this.openCase?.stored(slice),
      onRendered: (slice) => this.openCase?.rendered(slice),
      onWindowDragged: (window) => this.openCase?.windowDragged(window),
      onContextLost: () => {
        this.fail(WEBGL_LOST);
      },
    });
    this.view.choose(this.tool);
    this.tell("viewer-ready", {});
    this.openCase?.attach(this.view);
  }

  private run(command: Command): void {
    const { openCase } = this;
    const series = openCase?.reading.current ?? null;
    if (openCase === null || series === null) return;
    switch (command.kind) {
      case "step":
        this.cine.stop();
        this.move(() => series.moveTo(series.index + command.slices));
        break;
      case "edge":
        this.move(() => series.moveTo(command.end === "first" ? 0 : Infinity));
        break;
      case "series":
        this.move(() => openCase.reading.chooseSeries(openCase.reading.currentIndex + command.step));
        break;
      case "preset":
        if (openCase.choosePreset(command.number)) this.screen.presets.glance();
        break;
      case "tool":
        this.tool = command.tool;
        this.view?.choose(command.tool);
        break;
      case "invert":
        series.inverted = !series.inverted;
        openCase.lookAgain();
        break;
      case "reset":
        series.reset();
        this.view?.fit();
        openCase.lookAgain();
        break;
      case "cine":
        this.cine.toggle();
        break;
      case "toggleFindings":
        openCase.findingsShown = !openCase.findingsShown;
        openCase.lookAgain();
        break;
      case "removeMeasurement":
        this.view?.removeMeasurement();
    }
    this.drawTools();
  }

  /** The reader goes elsewhere: from now on the viewer goes nowhere by itself. */
  private move(go: () => boolean): void {
    if (this.openCase === null) return;
    this.openCase.reading.readerHasMoved = true;
    if (go()) this.openCase.present();
  }

  private beat(): void {
    const series = this.openCase?.reading.current ?? null;
    if (series === null || this.openCase === null || this.openCase.waiting) return;
    this.move(() => series.moveTo((series.index + 1) % series.slices.length));
  }

  private drawTools(): void {
    this.screen.tools.draw({
      tool: this.tool,
      inverted: this.openCase?.reading.current?.inverted ?? false,
      cine: this.cine.playing,
      findingsShown: this.openCase?.findingsShown ?? true,
      presetsShown: this.screen.presets.shown,
      hasFindings: this.findings.length > 0,
    });
  }

  private readonly tell: Tell = (type, detail) => {
    const send = (): boolean => this.dispatchEvent(new CustomEvent(type, { detail, bubbles: true, composed: true }));
    if (type !== "slice-changed") {
      send();
      return;
    }
    clearTimeout(this.sliceTimer);
    this.sliceTimer = setTimeout(send, REST_BEFORE_TELLING_MS);
  };

  private attempt(action: () => void): void {
    try {
      action();
    } catch (problem) {
      this.fail(wordsOf(problem));
    }
  }

  /** Closes the case: what failed to replace it must not leave another patient's pictures standing. */
  private fail(reason: string): void {
    this.close();
    this.manifest = null;
    this.screen.veil.instead(reason);
    this.screen.say("no picture");
    this.tell("viewer-failed", { reason });
  }

  private close(): void {
    clearTimeout(this.openTimer);
    clearTimeout(this.sliceTimer);
    this.cine.stop();
    this.openCase?.dispose();
    this.openCase = null;
    this.view?.forget();
    this.screen.clear();
  }
}

function wordsOf(problem: unknown): string {
  return problem instanceof Error ? problem.message : "The viewer failed for an unknown reason";
}
