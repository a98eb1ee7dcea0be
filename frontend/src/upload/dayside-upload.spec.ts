// @vitest-environment happy-dom
import { expect, it, vi } from "vitest";
import { DaysideUpload } from "./dayside-upload.page";

const UNFINISHED = {
  hospital: "northgate",
  id: "A",
  facility: "NGJ",
  state: "OPEN",
  ending: null,
  beganAt: "2026-11-26T10:42:00Z",
  expiresAt: null,
  files: 1,
  whole: 0,
  imported: 0,
  looked: 0,
  bytes: 100,
  receivedBytes: 40,
  stored: 0,
  heldBefore: 0,
  keptAside: 0,
  refused: 0,
  skipped: 0,
};

it("proposes the place of an unfinished upload, so that its rest goes on", async () => {
  vi.stubGlobal("fetch", () => Promise.resolve(new Response(JSON.stringify([UNFINISHED]))));
  customElements.define("dayside-upload", DaysideUpload);
  const page = document.createElement("dayside-upload");
  const facilities = [
    { code: "NGM", name: "Main" },
    { code: "NGJ", name: "Jersey" },
  ];
  page.setAttribute("hospitals", JSON.stringify([{ code: "northgate", name: "Northgate", facilities }]));
  document.body.append(page);

  await vi.waitFor(() => {
    expect(page.textContent).toContain("An upload is not finished");
  });
  expect(page.querySelector("select")?.value).toBe("northgate NGJ");
  page.remove();
});
