import type { Body, Codec, Declaration, DeclarationId, TypeUse } from "./model.ts";
import { resolveUse } from "./uses.ts";

/** Another form that a payload may be given in, and the media type that it is sent as then. */
export interface OtherForm {
  readonly codec: Extract<Codec, "multipart" | "form" | "text" | "bytes">;
  readonly mediaType: string;
}

/**
 * The media types of a payload besides the first that a caller can choose by giving what only they can hold, one of
 * each codec. A text is one where the first takes none, for else it could mean either.
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
      // `FormData` tells its own type.
      (codec === "multipart" && subtype !== "form-data");
    if (!isUnclear) forms.set(codec, { codec, mediaType });
  }
  return [...forms.values()];
}

/** Whether JSON of a use may be a text. */
function mayBeText(declarations: ReadonlyMap<DeclarationId, Declaration>, use: TypeUse): boolean {
  const { declaration, use: plain } = resolveUse(declarations, use);
  if (declaration === undefined)
    return (
      plain.kind === "unknown" || plain.kind === "literal" || (plain.kind === "scalar" && plain.scalar === "string")
    );
  // A member that is a union again is believed to have texts: it might be this one.
  return declaration.kind === "union"
    ? declaration.members.some(
        (member) =>
          resolveUse(declarations, member.use).declaration?.kind === "union" || mayBeText(declarations, member.use),
      )
    : declaration.kind === "enum";
}
