import { type Shape, type UnlistedTag } from "isc-sdk";
import { type Cat, Door, type House, Level, Pet, type PetInput, Tame } from "isc-sdk/beta";

/** Programs on the golden case `unions-that-narrow`, which the compiler has to accept or to refuse. */

export function numbers(level: Level): string | undefined {
  if (level.levelType === 1) return level.floor;
  if (Level.is["2"](level)) return level.roof;
  switch (level.levelType) {
    case 2:
    case 3:
      return level.roof;
    default: {
      const tag: number = level.levelType;
      return String(tag);
    }
  }
}

export function truthValues(door: Door): string | undefined {
  return door.openType ? door.since : Door.is.false(door) ? door.lock : undefined;
}

export function unknownTags(pets: readonly Pet[]): readonly string[] {
  return pets.filter(Pet.isUnlisted).map((pet) => `${pet.kind}: ${pet.name ?? pet.id}`);
}

export function severalValues(pet: Pet): "dog" | "wolf" | undefined {
  return Pet.is.wolf(pet) ? pet.kind : undefined;
}

export function oneOfSeveralValues(tame: Tame): "dog" | undefined {
  return Tame.is.dog(tame) ? tame.kind : undefined;
}

export function inPlace(house: House): number | undefined {
  return house.type === "rented" ? house.rent : undefined;
}

/** The tag of all variants is a text. */
export const tags = (pets: readonly Pet[]): ReadonlySet<string> => new Set(pets.map(({ kind }) => kind));

export const sent = (pet: Pet): PetInput => pet;

export const computed = (kind: string): PetInput => ({ kind: kind as UnlistedTag, name: "x" });

export class Tom implements Shape<PetInput> {
  readonly kind = "cat";
  name = "Tom";
}

export const tom: PetInput = new Tom();

export const own = (cat: Cat): "cat" => cat.kind;

// @ts-expect-error a slip of the pen is no tag
export const slip: PetInput = { kind: "cta" };

// @ts-expect-error a cat has no tricks
export const mixed: PetInput = { kind: "cat", tricks: [] };
