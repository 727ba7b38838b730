// Programs that use every class, method, argument, model and constant of a published package once: one program for each
// class, and one for the models that no method leads to. Every use stands behind a comment that names it.

/** `{ path, text, uses }` for each program; a use is `{ kind, name }`, and stands behind `// use N`. */
export function makePrograms(table) {
  const types = new Map(table.types.map((type) => [type.name, type]));
  return table.versions.flatMap(({ version }) => {
    const operations = table.operations.filter((operation) => operation.version === version);
    const seen = new Set();
    const classes = [...new Set(operations.map((operation) => operation.class))];
    const programs = classes.map((name) => {
      const own = operations.filter((operation) => operation.class === name);
      const models = reachable(own, { types, seen });
      return makeProgram({ name, version, operations: own, models, types, from: table.package });
    });
    const rest = table.types.filter((type) => type.version === version && !seen.has(type.name));
    return [
      ...programs,
      makeProgram({ name: "Rest", version, operations: [], models: rest, types, from: table.package }),
    ];
  });
}

/** The types that the methods lead to, those that an earlier program has left out. */
function reachable(operations, { types, seen }) {
  const found = [];
  const visit = (text) => {
    for (const [name] of text.matchAll(/\b[A-Z]\w*\b/gu)) {
      const type = types.get(name);
      if (type === undefined || seen.has(name)) continue;
      seen.add(name);
      found.push(type);
      for (const inner of Object.values(type.properties ?? {})) visit(inner);
      if (type.is !== undefined) visit(type.is);
    }
  };
  for (const operation of operations) {
    visit(operation.result);
    for (const argument of operation.arguments) visit(argument.type);
  }
  return found;
}

/** A call of an operation with all its arguments, as JavaScript; the names that it imports are added to a set. */
export function callText(table, operation, imports) {
  const types = new Map(table.types.map((type) => [type.name, type]));
  const literal = operation.arguments.map((argument) => {
    const value = argument.place === "header" ? '"true"' : valueOf(operation, argument, { types, imports, depth: 0 });
    return `${argument.name}: ${value}`;
  });
  imports.add(operation.class);
  const args = operation.request === undefined ? "" : `{ ${literal.join(", ")} }`;
  return `new ${operation.class}(config).${operation.method}(${args})`;
}

/** An object in the body of a PATCH is a step of a JSON Patch, whatever its type says. */
function valueOf({ http }, { place, type }, context) {
  return place === "body" &&
    http.startsWith("PATCH ") &&
    /^Array<(?:object|any|\{ \[key: string\]: (?:object|any); \})>$/u.test(type)
    ? '[{ op: "replace", path: "/name", value: {} }]'
    : sampleOf(type, context);
}

function makeProgram({ name, version, operations, models, types, from }) {
  const uses = [];
  const imports = new Set(["Configuration"]);
  const body = [];
  const use = (kind, about, text) => {
    body.push(`// use ${uses.length}\n${text}`);
    uses.push({ kind, name: about });
  };
  if (operations.length > 0) {
    imports.add(name);
    use(
      "class",
      name,
      `export const api = new ${name}(new Configuration({ baseurl: "https://acme.api.identitynow.com", accessToken: "token" }));`,
    );
  }
  for (const operation of operations) {
    const { method } = operation;
    const required = operation.arguments.filter(({ optional }) => optional !== true);
    const literal = (given) =>
      given
        .map((argument) => `${argument.name}: ${valueOf(operation, argument, { types, imports, depth: 0 })}`)
        .join(", ");
    const call = (given) => {
      const args =
        operation.request === undefined || (given.length === 0 && operation.optional) ? "" : `{ ${literal(given)} }`;
      return `api.${method}(${args})`;
    };
    use(
      "method",
      `${name}.${method}`,
      `export async function ${method}() {\n  const response = await ${call(required)};\n  return response.data;\n}`,
    );
    for (const argument of operation.arguments) {
      const given = argument.optional === true ? [...required, argument] : required;
      use(
        "argument",
        `${name}.${method} ${argument.name}`,
        `export async function ${method}With${argument.name}() {\n  await ${call(given)};\n}`,
      );
    }
  }
  for (const model of models) {
    imports.add(model.name);
    if (model.values !== undefined) {
      for (const key of Object.keys(model.values))
        use(
          "constant",
          `${model.name}.${key}`,
          `export const ${model.name}_${key.replaceAll(/\W/gu, "_")}: ${model.name} = ${constant(model.name, key)};`,
        );
      continue;
    }
    const keys = Object.keys(model.properties ?? {}).filter((key) => !key.startsWith("["));
    const reads = keys.map((key) => `value${member(key.replace(/\?$/u, ""))}`);
    use(
      "model",
      model.name,
      `export function read${model.name}(value: ${model.name}) {\n  return [${reads.length > 0 ? reads.join(", ") : "value"}];\n}`,
    );
  }
  const text = `import { ${[...imports].sort().join(", ")} } from "${from}";\n\n${body.join("\n\n")}\n`;
  return { path: `${version}/${name}.ts`, version, text, uses };
}

const member = (key) => (/^[A-Za-z_$][\w$]*$/u.test(key) ? `.${key}` : `[${JSON.stringify(key)}]`);
const constant = (name, key) => `${name}${member(key)}`;

/** A value of a published type, with every property that is required and, at the top, every other one. */
function sampleOf(text, context) {
  const { types, imports, depth } = context;
  const type = text.trim();
  const [first = type] = splitUnion(type).filter((part) => part !== "null" && part !== "undefined");
  if (first !== type) return sampleOf(first, context);
  const list = /^(?:Array<([\s\S]*)>|([\s\S]*)\[\])$/u.exec(type);
  if (list !== null) return `[${sampleOf(list[1] ?? list[2], context)}]`;
  const set = /^Set<([\s\S]*)>$/u.exec(type);
  if (set !== null) return `new Set([${sampleOf(set[1], context)}])`;
  const map = /^\{ \[key: string\]: ([\s\S]*?);? \}$/u.exec(type);
  if (map !== null) return `{ key: ${sampleOf(map[1], context)} }`;
  if (type === "string") return '"text"';
  if (type === "number") return "1";
  if (type === "boolean") return "true";
  if (type === "File") return 'new File(["text"], "file.csv")';
  if (type === "any" || type === "object" || type === "unknown") return "{}";
  const model = types.get(type);
  if (model === undefined) return "{}";
  if (model.is !== undefined) return sampleOf(model.is, context);
  if (model.values !== undefined) {
    imports.add(model.name);
    return constant(model.name, Object.keys(model.values)[0]);
  }
  const members = Object.entries(model.properties ?? {})
    .filter(([key]) => !key.startsWith("[") && (depth === 0 || !key.endsWith("?")))
    .map(([key, inner]) => {
      const name = key.replace(/\?$/u, "");
      const shown = /^[A-Za-z_$][\w$]*$/u.test(name) ? name : JSON.stringify(name);
      return `${shown}: ${depth > 6 ? "undefined as never" : sampleOf(inner, { ...context, depth: depth + 1 })}`;
    });
  return members.length === 0 ? "{}" : `{ ${members.join(", ")} }`;
}

function splitUnion(text) {
  const parts = [];
  let depth = 0;
  let start = 0;
  for (let index = 0; index < text.length; index += 1) {
    const letter = text[index];
    if ("<({[".includes(letter)) depth += 1;
    else if (">)}]".includes(letter)) depth -= 1;
    else if (letter === "|" && depth === 0) {
      parts.push(text.slice(start, index).trim());
      start = index + 1;
    }
  }
  return [...parts, text.slice(start).trim()];
}
