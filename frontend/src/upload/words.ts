import type { Totals } from "./items";
import type { Standing, Study } from "./parse-upload";

const UNITS = ["bytes", "KB", "MB", "GB", "TB"] as const;

/** 1 KB is 1024 bytes, as file managers count. */
export function sizeText(bytes: number): string {
  let value = bytes;
  let unit = 0;
  while (value >= 1000 && unit < UNITS.length - 1) {
    value /= 1024;
    unit++;
  }
  const digits = unit === 0 || value >= 99.5 ? 0 : 1;
  return `${value.toFixed(digits)} ${UNITS[unit] ?? ""}`;
}

export function countText(count: number, one: string, many: string): string {
  return `${count.toLocaleString("en")} ${count === 1 ? one : many}`;
}

export function sendingText(totals: Totals, bytesPerSecond: number): string {
  const left = totals.bytes - totals.sentBytes;
  const time = left > 0 && bytesPerSecond > 0 ? ` · about ${durationText(left / bytesPerSecond)} left` : "";
  const files = `${totals.sentFiles.toLocaleString("en")} of ${countText(totals.files - totals.failedFiles, "file", "files")}`;
  return `${sizeText(totals.sentBytes)} of ${sizeText(totals.bytes)} · ${files}${time}`;
}

export function durationText(seconds: number): string {
  if (seconds < 90) return `${Math.max(1, Math.round(seconds))} s`;
  return seconds < 5400 ? `${Math.round(seconds / 60)} min` : `${Math.round(seconds / 3600)} h`;
}

export function importingText(standing: Standing): string {
  const files = `${standing.imported.toLocaleString("en")} of ${countText(standing.files, "file", "files")}`;
  const within = standing.looked > 1 ? `, ${standing.looked.toLocaleString("en")} looked at in the next` : "";
  return `Putting them into the archive: ${files}${within}`;
}

/** What came of it, in one sentence. */
export function resultText(standing: Standing): string {
  const pictures = standing.stored + standing.heldBefore;
  const before = standing.heldBefore === 0 ? "" : `, ${standing.heldBefore.toLocaleString("en")} of them before`;
  const here = `${countText(pictures, "picture is", "pictures are")} in the archive${before}.`;
  if (standing.ending === "GIVEN_UP") return `You gave this upload up. ${here}`;
  if (standing.ending === "EXPIRED") return `Nothing came for a day, so this upload ended. ${here}`;
  return here;
}

export function skippedText(skipped: number): string {
  return `${countText(skipped, "file holds", "files hold")} no pictures (viewers, texts, the medium’s directory) and stayed out.`;
}

/** Family name first, as DICOM has it: `Müller^Anna` is Müller, Anna. */
export function patientText(study: Study): string {
  const [family = "", given = ""] = study.patientName.split("=")[0]?.split("^") ?? [];
  const name = [family, given].filter((part) => part !== "").join(", ");
  return name === "" ? "No name" : name;
}
