import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Room, Tree } from "./tree";

/** How many characters of a digest tell one spec from another. */
const DIGEST_LENGTH = 12;

/**
 * Says which spec a page was made from: its commit and version where the page's front matter has them,
 * else the digest of the spec that the manifest beside the pages records.
 */
export function createMadeFrom(tree: Tree): (room: Room, frontMatter: Readonly<Record<string, unknown>>) => string {
  const manifest = join(dirname(tree.root), "manifest.json");
  const specs = existsSync(manifest)
    ? ((JSON.parse(readFileSync(manifest, "utf8")) as { specs?: Record<string, unknown> }).specs ?? {})
    : {};
  return (room, frontMatter) => {
    if (room.version === undefined) return "";
    const { spec_version: version, spec_commit: commit } = frontMatter;
    const parts = [
      ...(typeof version === "string" || typeof version === "number" ? [`version ${String(version)}`] : []),
      ...(typeof commit === "string" ? [`commit ${commit.slice(0, DIGEST_LENGTH)}`] : []),
    ];
    const digest = specs[room.version];
    if (parts.length === 0 && typeof digest === "string") parts.push(`SHA-256 ${digest.slice(0, DIGEST_LENGTH)}`);
    return parts.length === 0 ? room.version : `${room.version}, ${parts.join(", ")}`;
  };
}
