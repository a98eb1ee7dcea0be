import { Json } from "../json/json";
import { parseReport, parseServerFile, parseStanding, type Report, type ServerFile, type Standing } from "./parse-upload";

const UPLOADS = "/api/uploads";

/** The server said no, and why. */
export class Refused extends Error {
  override readonly name = "Refused";

  constructor(
    readonly status: number,
    detail: string,
  ) {
    super(detail);
  }

  /** Whether the same call may succeed later; after a login in another tab, too. */
  get mayPass(): boolean {
    return this.status >= 500 || [401, 408, 423, 429].includes(this.status);
  }
}

export const addressOf = (standing: Standing): string => `${UPLOADS}/${standing.hospital}/${standing.id}`;

export async function ownUploads(): Promise<readonly Standing[]> {
  return (await call("GET", UPLOADS)).list(parseStanding);
}

export async function begin(hospital: string, facility: string): Promise<Standing> {
  return parseStanding(await call("POST", UPLOADS, { hospital, facility }));
}

export async function filesOf(address: string): Promise<readonly ServerFile[]> {
  return (await call("GET", `${address}/files`)).list(parseServerFile);
}

/** How far an upload is. The report is long, and of use at its end. */
export async function standingOf(address: string): Promise<Standing> {
  return parseStanding(await call("GET", `${address}/standing`));
}

export async function reportOf(address: string): Promise<Report> {
  return parseReport(await call("GET", address));
}

export async function finish(address: string): Promise<void> {
  await call("POST", `${address}/finish`);
}

export async function giveUp(address: string): Promise<void> {
  await call("DELETE", address);
}

export async function leaveOut(address: string, number: number): Promise<void> {
  await call("DELETE", `${address}/files/${number}`);
}

async function call(method: string, path: string, body?: unknown): Promise<Json> {
  const response = await fetch(path, {
    method,
    headers: { Accept: "application/json", "Content-Type": "application/json", "Tus-Resumable": "1.0.0" },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  if (!response.ok) throw new Refused(response.status, detailIn(text, response.status));
  return Json.document(text === "" ? null : text, path);
}

/** What a problem (RFC 9457) says to people. */
export function detailIn(text: string, status: number): string {
  if (status === 401) return "Your session has ended. Log in again: what arrived is kept.";
  try {
    return Json.document(text, "problem").field("detail").nonEmptyText();
  } catch {
    return status === 404 ? "This upload is no longer there." : `The server answered ${status}.`;
  }
}
