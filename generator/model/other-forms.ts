import type { Body, Codec, Declaration, DeclarationId, TypeUse } from "./model.ts";
import { resolveUse } from "./uses.ts";

/** Another codec for a payload, with the media type that is sent with it. */
export interface OtherForm {
  readonly codec: Extract<Codec, "multipart" | "form" | "text" | "bytes">;
  readonly mediaType: string;
}

/**
 * The other media types of a payload that a caller selects by passing a value that only they can hold, one for each
 * codec. Text counts only where the first media type cannot hold a string; otherwise a string would be ambiguous.
 */
export function otherForms(
  body: Body | undefined,
  declarations: ReadonlyMap<DeclarationId, Declaration>,
): readonly OtherForm[] {
  const [first, ...others] = body?.contents ?? [];
  if (first === undefined) return [];
  const forms = new Map<Codec, OtherForm>();
  for (const { codec, mediaType, isRange, subtype } of others) {
    if (codec === "json" || codec === "stream" || codec === "events") continue;
    if (codec === first.codec || forms.has(codec)) continue;
    const isUnclear =
      (codec === "text" && mayBeText(declarations, first.use)) ||
      (codec === "bytes" && isRange) ||
      // `FormData` sets its own media type, `multipart/form-data`.
      (codec === "multipart" && subtype !== "form-data");
    if (!isUnclear) forms.set(codec, { codec, mediaType });
  }
  return [...forms.values()];
}

/** Whether a JSON value of this use may be a string. */
function mayBeText(declarations: ReadonlyMap<DeclarationId, Declaration>, use: TypeUse): boolean {
  const { declaration, use: plain } = resolveUse(declarations, use);
  if (declaration === undefined)
    return (
      plain.kind === "unknown" || plain.kind === "literal" || (plain.kind === "scalar" && plain.scalar === "string")
    );
  // A member that is a union may be this union again, so it counts as a string without a look inside.
  return declaration.kind === "union"
    ? declaration.members.some(
        (member) =>
          resolveUse(declarations, member.use).declaration?.kind === "union" || mayBeText(declarations, member.use),
      )
    : declaration.kind === "enum";
}
