// @vitest-environment happy-dom
import { describe, expect, it } from "vitest";
import { DaysideKeys } from "./dayside-keys.page";

customElements.define("dayside-keys", DaysideKeys);

describe("a key", () => {
  it("says what the page showed when it was pressed", () => {
    const keys = document.createElement("dayside-keys");
    keys.setAttribute("chords", '{"a": "a"}');
    keys.setAttribute("scene", "1");
    const told: unknown[] = [];
    keys.addEventListener("page-key", (event) => {
      if (event instanceof CustomEvent) told.push(event.detail);
    });
    document.body.append(keys);
    const press = (): boolean => document.dispatchEvent(new KeyboardEvent("keydown", { key: "a", bubbles: true }));

    press();
    keys.setAttribute("scene", "2");
    press();

    expect(told).toEqual([
      { command: "a", scene: "1" },
      { command: "a", scene: "2" },
    ]);
    keys.remove();
  });
});
