import { describe, expect, it } from "vitest";
import { Refused } from "./calls.page";
import { addressOf, begun, chosen, ELSEWHERE, HARBOUR, NORTHGATE, type Server } from "./fixtures";

const begins = (server: Server): string[] => server.asked.filter((call) => call.startsWith("begin"));

describe("what is brought while files are being sent", () => {
  it("goes with them where it is of the same place", async () => {
    const { server, session, sender } = begun();
    await session.bring([chosen("a")], NORTHGATE);
    await session.bring([chosen("b")], NORTHGATE);

    expect(begins(server)).toEqual(["begin northgate NGM"]);
    expect(sender(0).items.map(({ facts }) => facts.name)).toEqual(["a", "b"]);
  });

  it.each([HARBOUR, ELSEWHERE])("never goes into the upload of another place: %o", async (place) => {
    const { session, sender } = begun();
    await session.bring([chosen("a")], NORTHGATE);
    await session.bring([chosen("b")], place);

    expect(sender(0).items.map(({ facts }) => facts.name)).toEqual(["a"]);
    expect(session.problem).toContain("another place");
  });
});

describe("an unfinished upload", () => {
  it.each([HARBOUR, ELSEWHERE])("is not gone on with for another place: %o", async (place) => {
    const { server, session, sender } = begun();
    const open = server.has(NORTHGATE, "OPEN");
    server.files.set(addressOf(open), [
      { number: 1, name: "a", bytes: 100, modifiedMs: 7, receivedBytes: 40, state: "ARRIVING" },
    ]);
    await session.look();

    await session.bring([chosen("a")], place);

    expect(begins(server)).toEqual([`begin ${place.hospital} ${place.facility}`]);
    expect(sender(0).address).not.toBe(addressOf(open));
  });

  it("is gone on with for the same place", async () => {
    const { server, session, sender } = begun();
    const open = server.has(NORTHGATE, "OPEN");
    server.files.set(addressOf(open), [
      { number: 1, name: "a", bytes: 100, modifiedMs: 7, receivedBytes: 40, state: "ARRIVING" },
    ]);

    await session.bring([chosen("a")], NORTHGATE);

    expect(begins(server)).toEqual([]);
    expect(sender(0).address).toBe(addressOf(open));
  });
});

describe("the next medium, brought while the first is being imported", () => {
  it("is shown, sent and finished", async () => {
    const { server, session, sender, settled, afterPause } = begun();
    await session.bring([chosen("a")], NORTHGATE);
    sender(0).allArrived();
    await settled();
    expect(session.stage.kind).toBe("importing");

    await session.bring([chosen("b")], NORTHGATE);
    await afterPause();
    server.become(sender(0).address, "ENDED");
    await afterPause();

    expect(session.stage).toMatchObject({ kind: "sending", sending: sender(1) });
    sender(1).allArrived();
    await settled();
    expect(server.asked).toContain(`finish ${sender(1).address}`);
  });

  it("is no part of an upload that is just being finished", async () => {
    const { server, session, sender, settled } = begun();
    await session.bring([chosen("a")], NORTHGATE);
    sender(0).allArrived();
    await session.bring([chosen("b")], NORTHGATE);
    await settled();

    expect(begins(server)).toHaveLength(2);
    expect(sender(0).items).toHaveLength(1);
    expect(session.stage).toMatchObject({ kind: "sending", sending: sender(1) });
  });
});

describe("giving up", () => {
  it("takes what is being sent, and not an older upload", async () => {
    const { server, session, sender, settled } = begun();
    const older = server.has(NORTHGATE, "OPEN");
    await session.look();
    await session.bring([chosen("b")], NORTHGATE);

    await session.giveUpRunning();
    await settled();

    expect(server.asked.filter((call) => call.startsWith("giveUp"))).toEqual([`giveUp ${sender(0).address}`]);
    expect(sender(0).address).not.toBe(addressOf(older));
    expect(sender(0).closed).toBe(true);
  });

  it("knows the upload that was begun meanwhile", async () => {
    const { session } = begun();
    await session.bring([chosen("a")], NORTHGATE);
    expect(session.unfinished).toMatchObject(NORTHGATE);
  });
});

describe("a server that is away for a while", () => {
  it.each(["filesOf", "finish", "standingOf"])("does not end the page's work at %s", async (call) => {
    const { server, session, sender, settled, afterPause } = begun();
    await session.bring([chosen("a")], NORTHGATE);
    server.failures.set(call, [new Refused(502, "Bad gateway"), new TypeError("Failed to fetch")]);
    sender(0).allArrived();
    await settled();
    expect(session.problem).toContain("goes on by itself");

    await afterPause();
    await afterPause();
    server.become(sender(0).address, "ENDED");
    await afterPause();

    expect(session.stage.kind).toBe("done");
    expect(session.problem).toBeNull();
  });

  it("is asked for the report once, at the end, and again where it was away then", async () => {
    const { server, session, sender, settled, afterPause } = begun();
    await session.bring([chosen("a")], NORTHGATE);
    sender(0).allArrived();
    await settled();
    await afterPause();
    await afterPause();
    expect(server.asked.filter((call) => call.startsWith("reportOf"))).toEqual([]);

    server.failures.set("reportOf", [new Refused(503, "away")]);
    server.become(sender(0).address, "ENDED");
    await afterPause();
    await afterPause();

    expect(session.stage.kind).toBe("done");
    expect(server.asked.filter((call) => call.startsWith("reportOf"))).toHaveLength(2);
  });

  it("may have finished the upload although its answer was lost", async () => {
    const { server, session, sender, settled, afterPause } = begun();
    await session.bring([chosen("a")], NORTHGATE);
    server.failures.set("finish", [new TypeError("Failed to fetch"), new Refused(409, "This upload takes no more files.")]);
    sender(0).allArrived();
    await settled();
    server.become(sender(0).address, "ENDED");
    await afterPause();

    expect(session.stage.kind).toBe("done");
  });

  it("is not asked again where it says no", async () => {
    const { server, session, sender, settled } = begun();
    await session.bring([chosen("a")], NORTHGATE);
    server.failures.set("finish", [new Refused(409, "1 of 2 files have not come whole.")]);
    sender(0).allArrived();
    await settled();

    expect(session.stage.kind).toBe("sending");
    expect(session.problem).toBe("1 of 2 files have not come whole.");
  });
});

describe("what cannot be read", () => {
  it("is listed, and the rest is sent", async () => {
    const { session, sender, settled } = begun();
    await session.bring([chosen("a")], NORTHGATE, ["CD/scratched"]);
    sender(0).allArrived();
    await settled();

    expect(sender(0).items.map(({ facts, state }) => [facts.name, state.kind])).toEqual([
      ["a", "sent"],
      ["CD/scratched", "failed"],
    ]);
  });

  it("is said where nothing else was chosen", async () => {
    const { session } = begun();
    await session.bring([], NORTHGATE, ["CD/scratched"]);
    expect(session.problem).toBe("What you chose cannot be read.");
  });
});
