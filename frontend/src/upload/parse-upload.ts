import { Json } from "../json/json";

/** Where an upload stands, as `GET /api/uploads` says. Sizes in bytes, times in ISO 8601. */
export interface Standing {
  readonly hospital: string;
  readonly id: string;
  readonly facility: string;
  readonly state: "OPEN" | "ENDING" | "ENDED";
  readonly ending: "FINISHED" | "GIVEN_UP" | "EXPIRED" | null;
  readonly beganAt: string;
  readonly expiresAt: string | null;
  readonly files: number;
  readonly whole: number;
  readonly imported: number;
  /** Of one large archive, while it is being looked through. */
  readonly looked: number;
  readonly bytes: number;
  readonly receivedBytes: number;
  readonly stored: number;
  readonly heldBefore: number;
  readonly keptAside: number;
  readonly refused: number;
  readonly skipped: number;
}

export interface Note {
  readonly name: string;
  readonly why: string;
  readonly keptAside: boolean;
}

export interface Study {
  readonly studyInstanceUid: string;
  readonly patientName: string;
  readonly patientId: string;
  readonly date: string | null;
  readonly modality: string;
  readonly description: string;
  readonly brought: number;
  readonly instances: number;
}

export interface Report {
  readonly standing: Standing;
  readonly notes: readonly Note[];
  readonly studies: readonly Study[];
}

/** A file as the server knows it. */
export interface ServerFile {
  readonly number: number;
  readonly name: string;
  readonly bytes: number;
  readonly modifiedMs: number;
  readonly receivedBytes: number;
  readonly state: "ARRIVING" | "WHOLE" | "IMPORTED";
}

export interface Place {
  readonly code: string;
  readonly name: string;
}

/** A hospital whose coordinator uses the page. */
export interface Hospital extends Place {
  readonly facilities: readonly Place[];
}

const count = (json: Json): number => json.wholeNumberBetween(0, Number.MAX_SAFE_INTEGER);

export function parseStanding(json: Json): Standing {
  const number = (name: string): number => count(json.field(name));
  return {
    hospital: json.field("hospital").nonEmptyText(),
    id: json.field("id").nonEmptyText(),
    facility: json.field("facility").nonEmptyText(),
    state: json.field("state").oneOf(["OPEN", "ENDING", "ENDED"]),
    ending: json.field("ending").orNull((ending) => ending.oneOf(["FINISHED", "GIVEN_UP", "EXPIRED"])),
    beganAt: json.field("beganAt").nonEmptyText(),
    expiresAt: json.field("expiresAt").orNull((time) => time.nonEmptyText()),
    files: number("files"),
    whole: number("whole"),
    imported: number("imported"),
    looked: number("looked"),
    bytes: number("bytes"),
    receivedBytes: number("receivedBytes"),
    stored: number("stored"),
    heldBefore: number("heldBefore"),
    keptAside: number("keptAside"),
    refused: number("refused"),
    skipped: number("skipped"),
  };
}

export function parseReport(json: Json): Report {
  return {
    standing: parseStanding(json.field("standing")),
    notes: json.field("notes").list((note) => ({
      name: note.field("name").text(),
      why: note.field("why").nonEmptyText(),
      keptAside: note.field("keptAside").flag(),
    })),
    studies: json.field("studies").list((study) => ({
      studyInstanceUid: study.field("studyInstanceUid").nonEmptyText(),
      patientName: study.field("patientName").text(),
      patientId: study.field("patientId").text(),
      date: study.field("date").orNull((date) => date.nonEmptyText()),
      modality: study.field("modality").text(),
      description: study.field("description").text(),
      brought: count(study.field("brought")),
      instances: count(study.field("instances")),
    })),
  };
}

export function parseServerFile(json: Json): ServerFile {
  return {
    number: count(json.field("number")),
    name: json.field("name").text(),
    bytes: count(json.field("bytes")),
    modifiedMs: json.field("modifiedMs").number(),
    receivedBytes: count(json.field("receivedBytes")),
    state: json.field("state").oneOf(["ARRIVING", "WHOLE", "IMPORTED"]),
  };
}

export function parseHospitals(text: string): readonly Hospital[] {
  const place = (json: Json): Place => ({
    code: json.field("code").nonEmptyText(),
    name: json.field("name").nonEmptyText(),
  });
  return Json.document(text, "hospitals").list((hospital) => ({
    ...place(hospital),
    facilities: hospital.field("facilities").list(place),
  }));
}
