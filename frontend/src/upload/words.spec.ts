import { describe, expect, it } from "vitest";
import { Json } from "../json/json";
import { parseHospitals, parseReport, parseStanding } from "./parse-upload";
import { importingText, patientText, resultText, sendingText, sizeText } from "./words";

const STANDING = {
  hospital: "northgate",
  id: "1",
  facility: "NGM",
  state: "ENDED",
  ending: "FINISHED",
  beganAt: "2026-11-26T08:00:00Z",
  expiresAt: null,
  files: 3,
  whole: 3,
  imported: 3,
  looked: 0,
  bytes: 10,
  receivedBytes: 10,
  stored: 1,
  heldBefore: 0,
  keptAside: 0,
  refused: 0,
  skipped: 0,
};
const standing = (changes: object = {}) => parseStanding(Json.document({ ...STANDING, ...changes }, "standing"));

describe("words", () => {
  it("name sizes as file managers do", () => {
    expect(sizeText(0)).toBe("0 bytes");
    expect(sizeText(1023)).toBe("1.0 KB");
    expect(sizeText(1536 * 1024)).toBe("1.5 MB");
    expect(sizeText(700 * 1024 * 1024)).toBe("700 MB");
  });

  it("say how far it is, and how long it takes where that is known", () => {
    const totals = { files: 3, sentFiles: 1, failedFiles: 1, bytes: 2048, sentBytes: 1024 };
    expect(sendingText(totals, 0)).toBe("1.0 KB of 2.0 KB · 1 of 2 files");
    expect(sendingText(totals, 8)).toBe("1.0 KB of 2.0 KB · 1 of 2 files · about 2 min left");
  });

  it("say what came of it", () => {
    expect(resultText(standing())).toBe("1 picture is in the archive.");
    expect(resultText(standing({ stored: 2, heldBefore: 3 }))).toBe("5 pictures are in the archive, 3 of them before.");
    expect(resultText(standing({ ending: "GIVEN_UP" }))).toMatch(/^You gave this upload up\. 1 picture/);
    expect(importingText(standing({ imported: 1, looked: 40 }))).toContain("1 of 3 files, 40 looked at in the next");
  });

  it("call patients by their names", () => {
    const study = { patientName: "Müller^Anna^^Dr", modality: "CT" };
    const read = (name: string) =>
      patientText({ ...study, patientName: name, studyInstanceUid: "1", patientId: "", date: null, description: "", brought: 1, instances: 1 });
    expect(read("Müller^Anna^^Dr")).toBe("Müller, Anna");
    expect(read("Yamada^Tarou=山田^太郎")).toBe("Yamada, Tarou");
    expect(read("")).toBe("No name");
  });
});

describe("what the server says", () => {
  it("is read with words for what is wrong, without what it said", () => {
    expect(() => standing({ state: "Müller" })).toThrow("standing.state: expected one of OPEN, ENDING, ENDED, received text of 6 characters");
    expect(() => parseReport(Json.document("{", "report"))).toThrow("report: expected JSON");
    expect(parseHospitals('[{"code": "a", "name": "A", "facilities": []}]')).toEqual([{ code: "a", name: "A", facilities: [] }]);
  });
});
