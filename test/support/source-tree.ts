// Reads this repository as text and as syntax trees, for the tests that keep its house rules.

import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseSync } from 'vite';

const root = fileURLToPath(new URL('../..', import.meta.url));

interface Node {
  readonly type: string;
  readonly start: number;
  readonly end: number;
  readonly [member: string]: unknown;
}

export interface Import {
  /** As written: '../domain/id.ts', 'fastify'. */
  readonly from: string;
  /** Path from the root for a relative import, null for a package. */
  readonly file: string | null;
  readonly typeOnly: boolean;
  /** Names asked for; '*' for a namespace, a side effect or a whole re-export. */
  readonly names: readonly string[];
}

export interface Routine {
  readonly line: number;
  readonly lines: number;
  /** The function that it is handed to, such as `describe`; empty otherwise. */
  readonly handedTo: string;
}

export interface Source {
  /** From the root, with `/`: 'packages/server/src/main.ts'. */
  readonly path: string;
  readonly text: string;
  readonly imports: readonly Import[];
  readonly routines: readonly Routine[];
  readonly typeNames: readonly string[];
  readonly nodes: readonly Node[];
  /** Top-level statements. */
  readonly statements: readonly Node[];
}

const ignored = new Set(
  readFileSync(join(root, '.gitignore'), 'utf8')
    .split('\n')
    .map((line) => line.trim().replace(/\/$/, ''))
    .filter((line) => line !== '' && !line.startsWith('#'))
    .concat('.git'),
);

/** Every file of the repository that git would track, from the root. */
export function allFiles(folder = ''): string[] {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
    if (ignored.has(entry.name) || entry.name.endsWith('.tsbuildinfo')) return [];
    return entry.isDirectory() ? allFiles(path) : [path];
  });
}

export const readText = (path: string): string => readFileSync(join(root, path), 'utf8');

/** Tests, and the samples that stand beside them for several tests to share. */
export const isTest = (path: string): boolean => /\.(test|sample)\.tsx?$/.test(path);

const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && typeof (value as Node).type === 'string';

function collect(node: Node, into: Node[], parents: Map<Node, Node>): void {
  into.push(node);
  for (const value of Object.values(node)) {
    for (const child of Array.isArray(value) ? value : [value]) {
      if (!isNode(child)) continue;
      parents.set(child, node);
      collect(child, into, parents);
    }
  }
}

export const nameOf = (node: unknown): string => {
  if (!isNode(node)) return '';
  if (node.type === 'Identifier') return String(node.name);
  if (node.type === 'Literal') return String(node.value);
  if (node.type === 'MemberExpression') return `${nameOf(node.object)}.${nameOf(node.property)}`;
  return node.type === 'CallExpression' ? nameOf(node.callee) : '';
};

const resolveFrom = (path: string, from: string): string | null =>
  from.startsWith('.') ? relative(root, join(root, dirname(path), from)).replaceAll('\\', '/') : null;

const literal = (node: unknown): string => (isNode(node) && node.type === 'Literal' ? String(node.value) : '');

/** Static, dynamic and type imports and re-exports. */
function importsOf(path: string, nodes: readonly Node[]): Import[] {
  return nodes.flatMap((node) => {
    const source = node.type === 'TSImportType' ? literal(node.source ?? node.argument) : literal(node.source);
    if (source === '' || !/^(Import|Export|TSImportType)/.test(node.type)) return [];
    const specifiers = (node.specifiers ?? []) as readonly Node[];
    const kind = (part: Node) => part.importKind === 'type' || part.exportKind === 'type';
    const names = specifiers.map((one) => nameOf(one.imported ?? one.local) || '*');
    const typeOnly =
      node.type === 'TSImportType' || kind(node) || (specifiers.length > 0 && specifiers.every((one) => kind(one)));
    return [{ from: source, file: resolveFrom(path, source), typeOnly, names: names.length > 0 ? names : ['*'] }];
  });
}

const ROUTINES = new Set(['FunctionDeclaration', 'FunctionExpression', 'ArrowFunctionExpression']);
const TYPES = new Set(['TSInterfaceDeclaration', 'TSTypeAliasDeclaration', 'ClassDeclaration']);

function parse(path: string): Source {
  const text = readText(path);
  const { program, errors } = parseSync(path, text);
  if (errors.length > 0) throw new Error(`${path}: ${errors[0]?.message}`);
  const nodes: Node[] = [];
  const parents = new Map<Node, Node>();
  collect(program as unknown as Node, nodes, parents);
  const lineAt = (offset: number): number => text.slice(0, offset).split('\n').length;
  return {
    path,
    text,
    nodes,
    statements: program.body as unknown as readonly Node[],
    imports: importsOf(path, nodes),
    routines: nodes
      .filter((node) => ROUTINES.has(node.type))
      .map((node) => {
        const parent = parents.get(node);
        const handedTo = parent?.type === 'CallExpression' && parent.callee !== node ? nameOf(parent.callee) : '';
        return { line: lineAt(node.start), lines: lineAt(node.end) - lineAt(node.start) + 1, handedTo };
      }),
    typeNames: nodes.filter((node) => TYPES.has(node.type)).map((node) => nameOf(node.id)),
  };
}

/** Every TypeScript file of the repository, parsed. */
export const readSources = (): Source[] =>
  allFiles()
    .filter((path) => /\.tsx?$/.test(path) && !path.endsWith('.d.ts'))
    .map(parse);

/** Statements that only name types, or constants without any function in them, do nothing: there is nothing to test. */
export function hasBehaviour(source: Source): boolean {
  return source.routines.length > 0;
}

/** Groups of files that import each other in a ring (strongly connected components of more than one file). */
export function findCircles(sources: readonly Source[]): string[][] {
  const edges = new Map(sources.map(({ path, imports }) => [path, imports.flatMap(({ file }) => file ?? [])]));
  const order = new Map<string, number>();
  const low = new Map<string, number>();
  const stack: string[] = [];
  const circles: string[][] = [];
  const visit = (path: string): void => {
    order.set(path, order.size);
    low.set(path, order.size - 1);
    stack.push(path);
    for (const next of edges.get(path) ?? []) {
      if (!edges.has(next)) continue;
      if (!order.has(next)) visit(next);
      if (stack.includes(next)) low.set(path, Math.min(low.get(path) ?? 0, low.get(next) ?? 0));
    }
    if (low.get(path) !== order.get(path)) return;
    const circle = stack.splice(stack.indexOf(path));
    if (circle.length > 1) circles.push(circle);
  };
  for (const path of edges.keys()) if (!order.has(path)) visit(path);
  return circles;
}
