import { describe, expect, it } from "vitest";
import { readAddress, writeAddress, type Address } from "./address";

describe("the address", () => {
  it.each<Address>([{ at: "start" }, { at: "walk", id: "0a1b-2c" }, { at: "nowhere" }])("$at is read as it was written", (address) => {
    expect(readAddress(writeAddress(address))).toEqual(address);
  });

  it("what is no address is nowhere", () => {
    for (const hash of ["#", "#/walks/", "#/walks/a/b", "#somewhere"]) expect(readAddress(hash)).toEqual({ at: "nowhere" });
  });
});
