import { describe, expect, it } from "vitest";
import { Listening } from "./listening";

function listening() {
  let heard = 0;
  return { made: new Listening(() => heard++), heard: () => heard };
}

const at = (step: number, ...place: number[]) => ({ step, place });

describe("listening", () => {
  it("hears where the hand let go, once, and nothing while it moves", () => {
    const { made, heard } = listening();
    made.moves();
    made.shows(at(0, 0.3));
    made.moves();
    made.shows(at(0, 0.5));
    expect(heard()).toBe(0);
    made.released(at(0, 0.5));
    expect(heard()).toBe(1);
    made.released(at(0, 0.5));
    expect(heard()).toBe(1);
  });

  it("waits for the output of that very place", () => {
    const { made, heard } = listening();
    made.moves();
    made.shows(at(0, 0.3));
    made.released(at(0, 0.5));
    made.shows(at(0, 0.4));
    expect(heard()).toBe(0);
    made.shows(at(0, 0.5));
    made.shows(at(0, 0.5));
    expect(heard()).toBe(1);
  });

  it("a hand that moves on takes back what it let go", () => {
    const { made, heard } = listening();
    made.moves();
    made.released(at(0, 0.5));
    made.moves();
    made.shows(at(0, 0.5));
    expect(heard()).toBe(0);
  });

  it("hears the step that was asked for, not the one that Next leads to", () => {
    const { made, heard } = listening();
    made.arrives(at(1, 0));
    made.shows(at(1, 0));
    expect(heard()).toBe(0);
    made.expects();
    made.shows(at(1, 0));
    made.arrives(at(0, 0.5));
    expect(heard()).toBe(0);
    made.shows(at(0, 0.5));
    expect(heard()).toBe(1);
    made.expects();
    made.forget();
    made.arrives(at(2, 0));
    made.shows(at(2, 0));
    expect(heard()).toBe(1);
  });

  it("hears what leads to where the page is already", () => {
    const { made, heard } = listening();
    made.shows(at(0, 0.5));
    made.expects();
    made.arrives(at(0, 0.5));
    expect(heard()).toBe(1);
  });

  it("knows what has not been heard yet", () => {
    const { made } = listening();
    expect(made.forget()).toBe(false);
    made.moves();
    expect(made.forget()).toBe(true);
    made.moves();
    made.released(at(0, 0.5));
    expect(made.forget()).toBe(true);
    made.moves();
    made.released(at(0, 0.5));
    made.shows(at(0, 0.5));
    expect(made.forget()).toBe(false);
  });

  it("takes nothing of one walk for another's", () => {
    const { made, heard } = listening();
    made.shows(at(0, 0));
    made.leaves();
    made.expects();
    made.arrives(at(0, 0));
    expect(heard()).toBe(0);
    made.shows(at(0, 0));
    expect(heard()).toBe(1);
  });
});
