import { Json } from "../json/json";
import { frameKey, type FrameKey } from "../manifest/slices";

export const VERDICTS = ["PENDING", "ACCEPTED", "REJECTED", "CORRECTED"] as const;
export type Verdict = (typeof VERDICTS)[number];

/** What a model claims at one place, and what a specialist decided about it. */
export interface Finding {
  readonly id: string;
  readonly label: string;
  /** Calibrated, 0 to 1. */
  readonly probability: number;
  readonly sopInstanceUid: string;
  /** From 1. */
  readonly frame: number;
  readonly region: Region | null;
  readonly verdict: Verdict;
  /** Name and version of the model. */
  readonly model: string;
}

/** In pixels of the frame, from its upper left edge. */
export interface Region {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Reads findings given as a value or as JSON text. Throws UnexpectedJson. */
export function parseFindings(document: unknown): readonly Finding[] {
  return Json.document(document, "findings").list((json) => ({
    id: json.field("id").nonEmptyText(),
    label: json.field("label").nonEmptyText(),
    probability: json.field("probability").numberBetween(0, 1),
    sopInstanceUid: json.field("sopInstanceUid").nonEmptyText(),
    frame: json.field("frame").wholeNumberBetween(1, Number.MAX_SAFE_INTEGER),
    region: json.field("region").orNull(parseRegion),
    verdict: json.field("verdict").oneOf(VERDICTS),
    model: json.field("model").text(),
  }));
}

function parseRegion(json: Json): Region {
  return {
    x: json.field("x").number(),
    y: json.field("y").number(),
    width: json.field("width").numberBetween(0, Number.MAX_VALUE),
    height: json.field("height").numberBetween(0, Number.MAX_VALUE),
  };
}

export function frameKeyOf(finding: Finding): FrameKey {
  return frameKey(finding.sopInstanceUid, finding.frame);
}

/** Nobody has decided about it, or a person stands behind it, or a person turned it down. */
export type Standing = "claimed" | "confirmed" | "rejected";

export function standingOf({ verdict }: Finding): Standing {
  switch (verdict) {
    case "PENDING":
      return "claimed";
    case "ACCEPTED":
    case "CORRECTED":
      return "confirmed";
    case "REJECTED":
      return "rejected";
  }
}

/** An open diamond for a machine's claim, a filled one when a person has confirmed it. */
export function markOf(finding: Finding): "◇" | "◆" {
  return standingOf(finding) === "confirmed" ? "◆" : "◇";
}

/** For example `◇ haemorrhage 0.94`. */
export function findingText(finding: Finding): string {
  const decided = { PENDING: "", ACCEPTED: "", REJECTED: " · rejected", CORRECTED: " · corrected" }[finding.verdict];
  return `${markOf(finding)} ${finding.label} ${finding.probability.toFixed(2)}${decided}`;
}

/** Stands beside every output of a model. */
export const NOT_FOR_CLINICAL_USE = "demonstration, not for clinical use";

export function modelText(finding: Finding): string {
  return finding.model === "" ? NOT_FOR_CLINICAL_USE : `${finding.model} · ${NOT_FOR_CLINICAL_USE}`;
}

/** Most important first: what waits or is confirmed before what a person turned down, then by probability. */
export function byImportance(findings: readonly Finding[]): readonly Finding[] {
  const down = (finding: Finding): number => (standingOf(finding) === "rejected" ? 1 : 0);
  return findings.toSorted((a, b) => down(a) - down(b) || b.probability - a.probability);
}

/** What the reader should see first: the most probable finding that nobody has decided about. */
export function mostProbablePending(findings: readonly Finding[]): Finding | undefined {
  return byImportance(findings).find((finding) => finding.verdict === "PENDING");
}
