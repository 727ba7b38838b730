/**
 * Sets a property of a record whose keys come from a spec. `record["__proto__"] = value` would set the prototype
 * instead of a property.
 */
export function setOwn<Value>(record: Record<string, Value>, key: string, value: Value): void {
  if (key === "__proto__")
    Object.defineProperty(record, key, { value, enumerable: true, writable: true, configurable: true });
  else record[key] = value;
}
