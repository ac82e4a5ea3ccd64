import { describe, expect, it } from "vitest";
import { en } from "./en";
import { chooseLanguage, languages } from "./language";

describe("languages", () => {
  it.each(Object.entries(languages))("%s says everything", (_, texts) => {
    expect(Object.keys(texts).sort()).toEqual(Object.keys(en).sort());
    for (const [key, value] of Object.entries(texts)) {
      const text = typeof value === "function" ? (value as (...n: unknown[]) => string)(2, 3) : value;
      expect(text.trim(), key).not.toBe("");
      expect(text, key).not.toMatch(/undefined|NaN|\[object/);
    }
  });

  it("Chinese is Chinese: no sentence was left in English", () => {
    const allowed = new Set(["switchLanguage"]);
    for (const [key, value] of Object.entries(languages.zh)) {
      const text = typeof value === "function" ? (value as (...n: unknown[]) => string)(2, 3) : value;
      if (!allowed.has(key)) expect(text, key).toMatch(/[\u4e00-\u9fff]/);
    }
  });

  it("the browser chooses, the person overrules, English is the last resort", () => {
    expect(chooseLanguage(null, ["zh-TW", "en"])).toBe("zh");
    expect(chooseLanguage("en", ["zh-CN"])).toBe("en");
    expect(chooseLanguage(null, ["fr", "zh"])).toBe("zh");
    expect(chooseLanguage("xx", ["de"])).toBe("en");
  });
});
