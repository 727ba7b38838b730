import type {
  Open,
  Closed,
} from "../../../generator/runtime/typescript/types.js";
interface Role {
  status: Open<"A" | "B">;
  many: Open<"A" | "B">[];
  map: Record<string, Open<"A" | "B">>;
  maybe?: Open<"A" | "B"> | null;
}
interface RoleInput {
  status: Closed<"A" | "B">;
  many: Closed<"A" | "B">[];
  map: Record<string, Closed<"A" | "B">>;
  maybe?: Closed<"A" | "B"> | null;
}
declare const role: Role;
declare const plain: string;
// answers
export const a1: Role = {
  status: "NEW",
  many: ["A", "X"],
  map: { a: "Z" },
  maybe: null,
};
export const a2: Role = { status: plain, many: [plain], map: {} };
if (role.status === "NEW") {
  const s: string = role.status;
  void s;
}
switch (role.status) {
  case "A":
    break;
  case "NEW":
    break;
  default: {
    const s: string = role.status;
    void s;
  }
}
const up: string = role.status;
void up;
role.status.toUpperCase();
// requests
export const r1: RoleInput = role;
export const r2: RoleInput = { ...role };
export const r3: RoleInput = { ...role, status: "B" };
export const r4: RoleInput = {
  status: role.status,
  many: role.many,
  map: role.map,
};
export const r5: Closed<"A" | "B"> = role.status;
// @ts-expect-error
export const x1: Closed<"A" | "B"> = "C";
// @ts-expect-error
export const x2: Closed<"A" | "B"> = plain;
// @ts-expect-error
export const x3: RoleInput = { status: "C", many: [], map: {} };
// @ts-expect-error
export const x4: RoleInput = { status: "A", many: ["C"], map: {} };
// @ts-expect-error
export const x5: RoleInput = { status: "A", many: [], map: { q: "C" } };
// @ts-expect-error
export const x6: RoleInput = { ...role, status: "C" };
// @ts-expect-error
export const x7: RoleInput = { status: plain, many: [], map: {} };
// @ts-expect-error
export const x8: RoleInput = { status: "A", many: [plain], map: {} };
// @ts-expect-error
export const x9: RoleInput = { status: 5, many: [], map: {} };
// @ts-expect-error
export const x10: RoleInput = { status: { foo: 1 }, many: [], map: {} };
// fails? empty object
export const q1: Closed<"A"> = {};
declare function f(args: { body: RoleInput }): void;
f({ body: role });
f({ body: { ...role, many: ["A"] } });
// @ts-expect-error
f({ body: { ...role, many: ["C"] } });
export const escape: Closed<"A"> = "NEW" as Open<never>;
const viaVar = role.status;
export const r6: Closed<"A" | "B"> = viaVar;
let mutable = role.status;
mutable = "A";
export const r7: Closed<"A" | "B"> = mutable;
const narrowed = role.status;
if (narrowed !== "A") {
  const z: Closed<"A" | "B"> = narrowed;
  void z;
}
if (narrowed === "NEW") {
  const z: Closed<"A" | "B"> = narrowed;
  void z;
}
