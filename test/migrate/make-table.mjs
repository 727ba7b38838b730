// Makes the table of a published package that a codemod reads: names, arguments, places on the wire and shapes of types,
// nothing else. usage: npm run migrate:table -- PACKAGE@VERSION [OUT]; it asks npm for the package.
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import ts from "typescript";

const [wanted = "sailpoint-api-client@1.4.15", out] = process.argv.slice(2);
const folder = mkdtempSync(join(tmpdir(), "old-package-"));
try {
  const [{ filename, integrity, name, version }] = JSON.parse(
    execFileSync("npm", ["pack", wanted, "--json", "--silent"], { cwd: folder, encoding: "utf8" }),
  );
  const archive = readFileSync(join(folder, filename));
  execFileSync("tar", ["xzf", filename], { cwd: folder });
  const table = readPackage(join(folder, "package"));
  const head = {
    format: 1,
    package: name,
    version,
    integrity,
    sha256: createHash("sha256").update(archive).digest("hex"),
  };
  const target = out ?? `old-packages/${name}.json`;
  writeFileSync(target, printTable({ ...head, ...table }));
  process.stdout.write(`${target}: ${table.operations.length} operations, ${table.types.length} types\n`);
} finally {
  rmSync(folder, { recursive: true, force: true });
}

/** One entry a line, so that a diff of two tables can be read. */
function printTable(table) {
  const entries = Object.entries(table).map(([key, value]) => {
    const text = Array.isArray(value)
      ? `[\n${value.map((entry) => JSON.stringify(entry)).join(",\n")}\n]`
      : JSON.stringify(value);
    return `${JSON.stringify(key)}: ${text}`;
  });
  return `{\n${entries.join(",\n")}\n}\n`;
}

/** The folders below the package that have an `api.ts` are its versions. */
function readPackage(root) {
  const folders = readdirSync(root)
    .filter((name) => statSync(join(root, name)).isDirectory())
    .filter((name) => readdirSync(join(root, name)).includes("api.ts"))
    .sort();
  const versions = folders.map((name) => readVersion(root, name));
  return {
    versions: versions.map(({ version, basePath }) => ({ version, basePath })),
    operations: versions.flatMap(({ operations }) => operations),
    types: versions.flatMap(({ types }) => types),
  };
}

function readVersion(root, version) {
  const read = (path) =>
    ts.createSourceFile(path, readFileSync(join(root, path), "utf8"), ts.ScriptTarget.Latest, true);
  const source = read(`${version}/api.ts`);
  const declarations = read(`dist/${version}/api.d.ts`);
  const [, address = ""] = /BASE_PATH = "([^"]+)"/u.exec(readFileSync(join(root, `${version}/base.ts`), "utf8")) ?? [];
  // The client appends this to the configured URL, whatever the spec's own server is.
  const [, basePath = new URL(address).pathname] =
    /basePath \+ "(\/[^"]*)"/u.exec(readFileSync(join(root, `${version}/common.ts`), "utf8")) ?? [];
  const requests = readRequests(source);
  const classes = declarations.statements.filter(
    (node) => ts.isClassDeclaration(node) && node.heritageClauses !== undefined,
  );
  const operations = classes.flatMap((node) =>
    node.members.filter(ts.isMethodDeclaration).map((method) => {
      const name = method.name.getText();
      const request = requests.get(`${node.name.text}.${name}`);
      if (request === undefined) throw new Error(`${node.name.text}.${name}: no request`);
      const given = method.parameters[0];
      const isGiven = given !== undefined && given.name.getText() === "requestParameters";
      return {
        version,
        class: node.name.text,
        method: name,
        ...request,
        ...(isGiven ? { request: given.type.getText(), ...(given.questionToken ? { optional: true } : {}) } : {}),
        result: resultOf(method.type.getText()),
      };
    }),
  );
  // What a method's arguments are gathered in is told by the operation.
  const gathered = new Set(operations.map(({ request }) => request));
  return {
    version,
    basePath,
    operations,
    types: readTypes(declarations, version).filter(({ name }) => !gathered.has(name)),
  };
}

/** `Promise<import("axios").AxiosResponse<T, any>>` is T. */
function resultOf(text) {
  const match = /^Promise<import\("axios"\)\.AxiosResponse<([\s\S]*), any(?:, \{\})?>>$/u.exec(text);
  if (match === null) throw new Error(`not a response: ${text}`);
  return match[1].replaceAll(/\s+/gu, " ");
}

/** Method, path and the place of every argument on the wire, by class and method, out of the functions that build requests. */
function readRequests(source) {
  const found = new Map();
  for (const statement of source.statements) {
    if (!ts.isVariableStatement(statement)) continue;
    const [declaration] = statement.declarationList.declarations;
    const [, owner] = /^(\w+)AxiosParamCreator$/u.exec(declaration.name.getText()) ?? [];
    if (owner === undefined) continue;
    for (const property of findObject(declaration.initializer).properties)
      found.set(`${owner}.${property.name.getText()}`, readRequest(property.initializer));
  }
  return found;
}

function findObject(creator) {
  const returned = creator.body.statements.find(ts.isReturnStatement).expression;
  if (!ts.isObjectLiteralExpression(returned)) throw new Error("the creator returns no object");
  return returned;
}

function readRequest(method) {
  const body = method.body.getText();
  const path = /const localVarPath = `([^`]*)`/u.exec(body)[1];
  const verb = /localVarRequestOptions = \{ method: '(\w+)'/u.exec(body)[1];
  const places = new Map();
  for (const [, wire, name] of body.matchAll(
    /\.replace\(`\{\$\{"([^"]+)"\}\}`, encodeURIComponent\(String\((\w+)\)\)\)/gu,
  ))
    places.set(name, ["path", wire]);
  for (const [, wire, name] of body.matchAll(/localVarQueryParameter\['([^']+)'\] = \(?(\w+)/gu))
    if (!places.has(name)) places.set(name, ["query", wire]);
  for (const [, wire, name] of body.matchAll(/localVarHeaderParameter\['([^']+)'\] = (?:String\()?(?:typeof )?(\w+)/gu))
    if (!places.has(name)) places.set(name, ["header", wire]);
  for (const [, wire, name] of body.matchAll(
    /localVarFormParams\.(?:append|set)\('([^']+)', (?:new Blob\(\[JSON\.stringify\()?(\w+)/gu,
  ))
    if (!places.has(name)) places.set(name, ["form", wire]);
  for (const [, name] of body.matchAll(/localVarRequestOptions\.data = serializeDataIfNeeded\((\w+)/gu))
    places.set(name, ["body"]);
  const parameters = method.parameters.filter((parameter) => parameter.name.getText() !== "axiosOptions");
  return {
    http: `${verb} ${path}`,
    arguments: parameters.map((parameter) => {
      const name = parameter.name.getText();
      const [place = "unsent", wire] = places.get(name) ?? [];
      return {
        name,
        type: parameter.type.getText().replaceAll(/\s+/gu, " "),
        place,
        ...(wire === undefined || wire === name ? {} : { wire }),
        ...(parameter.questionToken === undefined ? {} : { optional: true }),
      };
    }),
  };
}

/** Objects, enumerations and aliases. */
function readTypes(declarations, version) {
  const constants = new Map();
  for (const statement of declarations.statements)
    if (ts.isVariableStatement(statement))
      for (const { name, type } of statement.declarationList.declarations)
        if (type !== undefined && ts.isTypeLiteralNode(type)) constants.set(name.getText(), type);
  return declarations.statements.flatMap((node) => {
    if (ts.isInterfaceDeclaration(node)) {
      if (node.heritageClauses !== undefined) throw new Error(`${node.name.text} extends something`);
      return [{ version, name: node.name.text, properties: propertiesOf(node.members) }];
    }
    if (!ts.isTypeAliasDeclaration(node)) return [];
    const constant = constants.get(node.name.text);
    return constant === undefined
      ? [{ version, name: node.name.text, is: node.type.getText().replaceAll(/\s+/gu, " ") }]
      : [{ version, name: node.name.text, values: valuesOf(constant) }];
  });
}

function propertiesOf(members) {
  return Object.fromEntries(
    members.map((member) => {
      if (ts.isIndexSignatureDeclaration(member)) return [`[${member.parameters[0].getText()}]`, member.type.getText()];
      const name = member.name.getText().replaceAll(/^['"]|['"]$/gu, "");
      return [
        `${name}${member.questionToken === undefined ? "" : "?"}`,
        member.type.getText().replaceAll(/\s+/gu, " "),
      ];
    }),
  );
}

function valuesOf(type) {
  return Object.fromEntries(
    type.members.map((member) => {
      const text = member.type.getText();
      return [member.name.getText().replaceAll(/^['"]|['"]$/gu, ""), JSON.parse(text.replaceAll(/^'|'$/gu, '"'))];
    }),
  );
}
