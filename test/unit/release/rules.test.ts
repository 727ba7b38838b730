import { describe, expect, it } from "vitest";
import { bumpConfig } from "../../../generator/release/bump-config.ts";
import { addEntry, changelogEntry, hasEntry, unreleasedNotes } from "../../../generator/release/changelog.ts";
import { nextVersion } from "../../../generator/release/version.ts";

describe("the next version", () => {
  it.each([
    ["1.2.3", "major", undefined, "2.0.0"],
    ["1.2.3", "minor", undefined, "1.3.0"],
    ["1.2.3", "patch", undefined, "1.2.4"],
    ["0.2.3", "major", undefined, "0.3.0"],
    ["0.2.3", "minor", undefined, "0.2.4"],
    ["0.2.3", "patch", undefined, "0.2.4"],
    ["1.2.3", "major", "beta", "2.0.0-beta.1"],
    ["2.0.0-beta.1", "major", "beta", "2.0.0-beta.2"],
    ["2.0.0-beta.9", "minor", "beta", "2.0.0-beta.10"],
    ["2.0.0-beta.9", "minor", "rc", "2.0.0-rc.1"],
    ["2.0.0-beta.2", "patch", undefined, "2.0.0"],
    // A breaking change needs more than the minor step that was due.
    ["1.3.0-beta.2", "major", undefined, "2.0.0"],
    ["1.3.0-beta.2", "major", "beta", "2.0.0-beta.1"],
    ["0.3.0-beta.1", "major", undefined, "0.3.0"],
  ] as const)("after %s by a %s change, letters %s: %s", (released, verdict, prerelease, expected) => {
    const more = prerelease === undefined ? {} : { prerelease };
    expect(nextVersion({ target: "typescript", released, verdict, ...more })).toBe(expected);
  });

  it.each([
    ["1.2.3", "1.3.0-beta001"],
    ["1.3.0-beta001", "1.3.0-beta002"],
    ["1.3.0-rc009", "1.3.0-beta001"],
  ])("of a module has letters and digits: after %s, %s", (released, expected) => {
    expect(nextVersion({ target: "powershell", released, verdict: "minor", prerelease: "beta" })).toBe(expected);
  });
});

const ENTRY = { version: "1.1.0", date: "2026-01-31", sections: new Map([["Added", ["- New."]] as const]) };

describe("the changelog", () => {
  it.each([
    [
      "is begun",
      undefined,
      /^# Changelog\n\nAll notable[^\n]+\n\n## \[1\.1\.0\] - 2026-01-31\n\n### Added\n\n- New\.\n$/u,
    ],
    [
      "has the newest on top",
      "# C\n\nHead.\n\n## 1.0.0\n\n- Old.\n",
      /^# C\n\nHead\.\n\n## \[1\.1\.0\][^#]+### Added\n\n- New\.\n\n## 1\.0\.0\n\n- Old\.\n$/u,
    ],
    [
      "keeps Unreleased above",
      "## [Unreleased]\n\n## [1.0.0]\n",
      /^## \[Unreleased\]\n\n## \[1\.1\.0\][^#]+### Added\n\n- New\.\n\n## \[1\.0\.0\]\n$/u,
    ],
    [
      "joins notes of the same heading",
      "## Unreleased\n\nHello.\n\n### Added\n\n- Mine.\n\n### Other\n\n- More.\n",
      /^## Unreleased\n\n## \[1\.1\.0\] - 2026-01-31\n\nHello\.\n\n### Added\n\n- Mine\.\n- New\.\n\n### Other\n\n- More\.\n$/u,
    ],
    [
      "takes no heading from a block of code",
      "# C\n\n```\n## 9.9.9\n```\n",
      /^# C\n\n```\n## 9\.9\.9\n```\n\n## \[1\.1\.0\]/u,
    ],
    [
      "keeps line ends",
      "# C\r\n\r\n## 1.0.0\r\n",
      /^# C\r\n\r\n## \[1\.1\.0\] - 2026-01-31\r\n\r\n### Added\r\n\r\n- New\.\r\n\r\n## 1\.0\.0\r\n$/u,
    ],
  ])("%s", (_, text, expected) => {
    const added = addEntry(text, ENTRY);
    expect(added).toMatch(expected);
    expect(addEntry(added, { ...ENTRY, sections: new Map() })).toBe(added);
    expect(changelogEntry(added, "1.1.0")).toContain("- New.");
  });

  it("keeps an entry that somebody has rewritten", () => {
    for (const heading of ["## [1.1.0] - 2025-01-01", "## 1.1.0 (unreleased)", "## v1.1.0"]) {
      const text = `# C\n\n${heading}\n\n- By hand.\n`;
      expect(hasEntry(text, "1.1.0")).toBe(true);
      expect(addEntry(text, ENTRY)).toBe(text);
    }
    expect(hasEntry("## 1.1.01\n## 1.1.0-beta.1\n## Version 1.1.0\n", "1.1.0")).toBe(false);
    expect(unreleasedNotes("## [Unreleased]\n\n\n## 1.0.0\n- x\n")).toBe("");
  });
});

describe("the configuration", () => {
  it.each([
    ['{"typescript":{"version":"1.0.0"}}', '{"typescript":{"version":"1.1.0"}}'],
    [
      '{\n\t"typescript": {\n\t\t"version": "1.0.0", "name": "x"\n\t}\n}\n',
      '{\n\t"typescript": {\n\t\t"version": "1.1.0", "name": "x"\n\t}\n}\n',
    ],
    [
      '{\r\n    "out": "x"\r\n}',
      '{\r\n    "out": "x",\r\n    "typescript": {\r\n        "version": "1.1.0"\r\n    }\r\n}',
    ],
  ])("keeps its form: %j", (text, expected) => {
    expect(bumpConfig(text, new Map([["typescript", "1.1.0"]]))).toBe(expected);
  });
});
