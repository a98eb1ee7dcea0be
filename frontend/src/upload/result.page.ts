import { element } from "../overlay/dom.page";
import type { Item } from "./items";
import type { Note, Report, Study } from "./parse-upload";
import { countText, patientText, resultText, skippedText } from "./words";

/** What came of an upload: studies, what was kept aside, what was refused. */
export function resultOf(report: Report, failed: readonly Item[]): HTMLElement {
  const { standing, notes, studies } = report;
  const box = element("section", { class: "upload-card", "aria-label": "What came of it" });
  box.append(element("p", { class: "upload-result", role: "status" }, resultText(standing)));
  if (studies.length > 0) box.append(studiesOf(standing.hospital, studies));
  if (standing.keptAside > 0) box.append(aside(standing.keptAside, notes));
  const refused = notes.filter(({ keptAside }) => !keptAside);
  const unsent = failed.map(({ facts, state }) => ({
    name: facts.name,
    why: state.kind === "failed" ? state.reason : "",
    keptAside: false,
  }));
  if (standing.refused + unsent.length > 0) {
    box.append(leftOut("Not taken", [...unsent, ...refused], standing.refused + unsent.length));
  }
  if (standing.skipped > 0) box.append(element("p", { class: "quiet" }, skippedText(standing.skipped)));
  return box;
}

function studiesOf(hospital: string, studies: readonly Study[]): HTMLElement {
  const table = element("table", { class: "upload-studies" });
  table.append(element("caption", {}, countText(studies.length, "study", "studies")));
  const head = element("tr");
  for (const name of ["Patient", "Date", "Modality", "Study", "Pictures"]) {
    head.append(element("th", { scope: "col" }, name));
  }
  table.append(head);
  for (const study of studies) table.append(rowOf(hospital, study));
  return table;
}

function rowOf(hospital: string, study: Study): HTMLElement {
  const row = element("tr");
  const patient = element("td");
  patient.append(element("bdi", {}, patientText(study)), element("bdi", { class: "quiet" }, study.patientId));
  const link = element("a", { href: `/study/${hospital}/${study.studyInstanceUid}` });
  link.append(element("bdi", {}, study.description === "" ? "Without description" : study.description));
  const name = element("td");
  name.append(link);
  const pictures = study.instances === study.brought ? "" : ` of ${study.instances}`;
  row.append(
    patient,
    element("td", {}, study.date ?? "—"),
    element("td", {}, study.modality),
    name,
    element("td", {}, `${study.brought}${pictures}`),
  );
  return row;
}

function aside(count: number, notes: readonly Note[]): HTMLElement {
  const kept = leftOut("Kept aside", notes.filter(({ keptAside }) => keptAside), count);
  const where = element("p");
  where.append("They contradict what we hold. ", element("a", { href: "/set-aside" }, "Decide about them on Set aside"), ".");
  kept.querySelector("h3")?.after(where);
  return kept;
}

function leftOut(heading: string, notes: readonly Note[], count: number): HTMLElement {
  const box = element("section", { class: "upload-left-out" });
  box.append(element("h3", {}, `${heading}: ${countText(count, "file", "files")}`));
  const list = element("ul");
  for (const { name, why } of notes) {
    const line = element("li");
    line.append(element("bdi", { class: "upload-name" }, name), element("span", { class: "quiet" }, why));
    list.append(line);
  }
  if (count > notes.length) {
    list.append(element("li", { class: "quiet" }, `and ${(count - notes.length).toLocaleString("en")} more`));
  }
  box.append(list);
  return box;
}
