// The house rules, kept by a test: floors, circles, sizes, names, globals, orphans, mirrors, openings, stray words.

import { basename, posix } from 'node:path';
import { describe, expect, it } from 'vitest';
import { paths } from '../packages/contract/src/paths.ts';
import { authority } from '../packages/server/src/domain/authority.ts';
import {
  allFiles,
  findCircles,
  hasBehaviour,
  type Import,
  isTest,
  nameOf,
  readSources,
  readText,
  type Source,
} from './support/source-tree.ts';

const SERVER = 'packages/server/src/';
const everything = readSources();
const files = allFiles();
const written = everything.filter(({ path }) => !isTest(path));
const server = written.filter(({ path }) => path.startsWith(SERVER));
const packaged = written.filter(({ path }) => path.startsWith('packages/'));

/** Each broken rule is one line, so that a failure lists them all. */
const broken = (sources: readonly Source[], judge: (source: Source) => readonly string[]): string[] =>
  sources.flatMap((source) => judge(source).map((fault) => `${source.path}: ${fault}`)).sort();

// Ground first. A room is the first folder under packages/server/src; the composition root has none.
const FLOORS: readonly (readonly string[])[] = [
  ['domain'],
  ['platform', 'config'],
  ['storage', 'webauthn'],
  ['app'],
  ['http'],
  ['api', 'oauth', 'federation', 'signals', 'pages', 'jobs'],
  [''],
];
const roomOf = (path: string): string => /^packages\/server\/src\/([^/]+)\//.exec(path)?.[1] ?? '';
const floorOf = (path: string): number => FLOORS.findIndex((rooms) => rooms.includes(roomOf(path)));
const HTTP_FLOOR = FLOORS.findIndex((rooms) => rooms.includes('http'));

/** Libraries that shape whatever they touch, and the rooms that they are kept in. */
const CONFINED: Readonly<Record<string, (path: string) => boolean>> = {
  fastify: (path) => floorOf(path) >= HTTP_FLOOR,
  '@fastify/': (path) => floorOf(path) >= HTTP_FLOOR,
  '@holdfast/': (path) => floorOf(path) >= HTTP_FLOOR,
  kysely: (path) => roomOf(path) === 'storage',
  'better-sqlite3': (path) => roomOf(path) === 'storage',
  pg: (path) => roomOf(path) === 'storage',
  '@simplewebauthn/': (path) => roomOf(path) === 'webauthn',
  nodemailer: (path) => roomOf(path) === 'platform',
  'oidc-provider': (path) => roomOf(path) === 'oauth',
};

describe('floors', () => {
  it('has a floor for every folder of the server', () => {
    expect(broken(server, ({ path }) => (floorOf(path) < 0 ? ['in a room that no floor names'] : []))).toEqual([]);
  });

  it('imports only go down, and neighbours on a floor never import each other', () => {
    const judge = ({ path, imports }: Source) =>
      imports
        .filter(({ file }) => file?.startsWith(SERVER) && roomOf(file) !== roomOf(path))
        .filter(({ file }) => floorOf(file ?? '') >= floorOf(path))
        .map(({ file }) => `imports ${file}`);
    expect(broken(server, judge)).toEqual([]);
  });

  it('the domain imports nothing outside itself, not even a library', () => {
    const domain = server.filter(({ path }) => roomOf(path) === 'domain');
    const outside = ({ file }: Import) => !file?.startsWith(`${SERVER}domain/`);
    expect(broken(domain, ({ imports }) => imports.filter(outside).map(({ from }) => `imports ${from}`))).toEqual([]);
  });

  it('the contract is met at http and above, and each confining library stays in its room', () => {
    const judge = ({ path, imports }: Source) =>
      imports
        .filter(({ from }) => {
          const [, isAllowed] =
            Object.entries(CONFINED).find(([name]) => from === name || from.startsWith(name.replace(/\/?$/, '/'))) ??
            [];
          return isAllowed?.(path) === false;
        })
        .map(({ from }) => `imports ${from}`);
    expect(broken(server, judge)).toEqual([]);
  });

  it('a package reaches another by its name, and never by a path', () => {
    const judge = ({ path, imports }: Source) => {
      const home = path.split('/').slice(0, 2).join('/');
      return imports.filter(({ file }) => file !== null && !file.startsWith(home)).map(({ from }) => `imports ${from}`);
    };
    expect(broken(packaged, judge)).toEqual([]);
  });

  it('the pages know the contract and no other package, and of its schemas the types alone', () => {
    const web = packaged.filter(({ path }) => path.startsWith('packages/web/'));
    const judge = ({ imports }: Source) =>
      imports
        .filter(({ from, typeOnly }) => {
          if (from.startsWith('node:')) return true;
          if (!from.startsWith('@holdfast/')) return false;
          return !from.startsWith('@holdfast/contract') || (from === '@holdfast/contract' && !typeOnly);
        })
        .map(({ from }) => `imports ${from}`);
    expect(
      broken(
        web.filter(({ path }) => path.startsWith('packages/web/src/')),
        judge,
      ),
    ).toEqual([]);
  });

  it('the contract imports its schema library and nothing else', () => {
    const contract = packaged.filter(({ path }) => path.startsWith('packages/contract/'));
    const judge = ({ imports }: Source) =>
      imports.filter(({ file, from }) => file === null && from !== 'typebox').map(({ from }) => `imports ${from}`);
    expect(broken(contract, judge)).toEqual([]);
  });

  it('no file imports itself round a corner, types included', () => {
    expect(findCircles(everything).map((circle) => circle.join(' → '))).toEqual([]);
  });

  it('has no barrel but the entry of a package', () => {
    const entries = files
      .filter((path) => path.endsWith('package.json'))
      .flatMap((path) =>
        [...readText(path).matchAll(/"\.\/(src\/[^"]+)"/g)].map(([, entry]) =>
          path.replace('package.json', entry ?? ''),
        ),
      );
    const onlyPassesOn = ({ statements }: Source) =>
      statements.length > 0 && statements.every(({ type, source }) => type.startsWith('Export') && source);
    expect(written.filter(onlyPassesOn).map(({ path }) => path)).toEqual(
      entries.filter((path) => written.some((source) => source.path === path && onlyPassesOn(source))),
    );
  });
});

describe('sizes', () => {
  const LINES_MAX = 400;
  const ROUTINE_LINES_MAX = 70;

  it(`no file has more than ${LINES_MAX} lines`, () => {
    const judge = ({ text }: Source) => {
      const lines = text.replace(/\n$/, '').split('\n').length;
      return lines > LINES_MAX ? [`${lines} lines`] : [];
    };
    expect(broken(everything, judge)).toEqual([]);
  });

  // What is handed to `describe` is a heading over tests, not a function that somebody has to follow.
  it(`no function has more than ${ROUTINE_LINES_MAX} lines`, () => {
    const judge = ({ routines }: Source) =>
      routines
        .filter(({ lines, handedTo }) => lines > ROUTINE_LINES_MAX && !handedTo.startsWith('describe'))
        .map(({ line, lines }) => `the function at line ${line} has ${lines} lines`);
    expect(broken(everything, judge)).toEqual([]);
  });
});

describe('names', () => {
  const BANNED = new Set(['util', 'utils', 'helper', 'helpers', 'common', 'manager', 'service', 'misc']);
  const wordsOf = (name: string): string[] =>
    name.split(/[^A-Za-z]+|(?<=[a-z])(?=[A-Z])/).map((word) => word.toLowerCase());
  const bannedIn = (name: string) => wordsOf(name).filter((word) => BANNED.has(word));

  it('no file, folder or type is named for nothing in particular', () => {
    const inPaths = files.filter((path) => bannedIn(path).length > 0);
    const inTypes = broken(everything, ({ typeNames }) => typeNames.filter((name) => bannedIn(name).length > 0));
    expect([...inPaths, ...inTypes]).toEqual([]);
  });

  it('files are named in kebab-case', () => {
    const isKebab = (path: string) =>
      /^[a-z0-9]+(-[a-z0-9]+)*(\.(test|sample))?\.tsx?$/.test(basename(path).replace('.config', ''));
    expect(everything.map(({ path }) => path).filter((path) => !isKebab(path))).toEqual([]);
  });

  it('every file opens with a sentence on what it is for', () => {
    const judge = ({ text }: Source) => {
      const [opening = ''] = /^(?:\/\/.*\n)+|^\/\*[\s\S]*?\*\//.exec(text.replace(/^#!.*\n/, '')) ?? [];
      const sentence = opening.replace(/^\/\/ ?|^\/\*+ ?|\*\/$/gm, ' ').trim();
      return /\S{2,} .*\S[.?]/s.test(sentence) ? [] : ['opens without one'];
    };
    expect(broken(written, judge)).toEqual([]);
  });
});

describe('globals', () => {
  const HOMES = new Set(['platform', 'config']);
  const MEMBERS = new Set(['Date.now', 'Math.random', 'process.env', 'globalThis.fetch', 'performance.now']);
  const isRandom = (name: string) => /^(random|getRandomValues|webcrypto|generatePrime)/.test(name);
  const guarded = server.filter(({ path }) => !HOMES.has(roomOf(path)));

  it('time, chance, the environment and the network are met in platform/ and config/ alone', () => {
    const judge = ({ nodes, imports }: Source) => [
      ...nodes.flatMap((node) => {
        const name = nameOf(node);
        if (node.type === 'MemberExpression' && MEMBERS.has(name)) return [name];
        if (node.type === 'MemberExpression' && /^crypto\./.test(name) && isRandom(name.slice(7))) return [name];
        if (node.type === 'CallExpression' && nameOf(node.callee) === 'fetch') return ['fetch'];
        const isDate = nameOf(node.callee) === 'Date';
        return node.type === 'NewExpression' && isDate && (node.arguments as unknown[]).length === 0
          ? ['new Date()']
          : [];
      }),
      ...imports
        .filter(({ from, typeOnly }) => /^(node:)?crypto$/.test(from) && !typeOnly)
        .flatMap(({ names }) => names.filter((name) => isRandom(name) || name === '*' || name === 'default')),
    ];
    expect(broken(guarded, judge)).toEqual([]);
  });

  it('no module keeps state: nothing at the top of a file can be assigned again', () => {
    const judge = ({ statements }: Source) =>
      statements
        .map((statement) => (statement.declaration ?? statement) as { type?: string; kind?: string })
        .filter(({ type, kind }) => type === 'VariableDeclaration' && kind !== 'const')
        .map(({ kind }) => `a top-level ${kind}`);
    expect(broken(packaged, judge)).toEqual([]);
  });
});

describe('orphans', () => {
  it('every file is imported by another, or is where something starts', () => {
    // Starts: what a package, a page, a script, a thread or a tool names.
    const starts = files
      .filter((path) => /(package|knip)\.json$|\.html$|vitest\.config\.ts$|scripts\/build\.ts$/.test(path))
      .map(readText)
      .join('\n');
    const globs = everything.flatMap(({ path, text }) =>
      [...text.matchAll(/import\.meta\.glob<[^(]*\(\s*\[?\s*'\.\/([^'*]+)\*/g)].map(([, folder]) =>
        path.replace(/[^/]+$/, folder ?? ''),
      ),
    );
    const imported = new Set(written.flatMap(({ imports }) => imports.flatMap(({ file }) => file ?? [])));
    const byTests = new Set(everything.flatMap(({ imports }) => imports.flatMap(({ file }) => file ?? [])));
    const isReached = ({ path }: Source) =>
      (path.startsWith('test/') ? byTests : imported).has(path) ||
      starts.includes(path.replace(/^packages\/[^/]+\//, '')) ||
      globs.some((folder) => path.startsWith(folder)) ||
      path.endsWith('.config.ts');
    expect(written.filter((source) => !isReached(source)).map(({ path }) => path)).toEqual([]);
  });
});

describe('tests', () => {
  // A test of what one operating system alone has may name that system.
  const SWITCHED_OFF =
    /\b(?:describe|it|test)\.(?:skip|only|todo|fails|skipIf|runIf(?!\(process\.platform))\b|\bvi\.(?:mock|spyOn|stubGlobal)\b/g;

  it('none is switched off, and nothing of ours is mocked', () => {
    const tests = everything.filter(({ path }) => isTest(path) && basename(path) !== 'tidy.test.ts');
    expect(broken(tests, ({ text }) => text.match(SWITCHED_OFF) ?? [])).toEqual([]);
  });

  it('none waits with the patience of an idle machine', () => {
    const impatient = everything.filter(
      ({ path, text }) => /\bvi\.waitFor\(/.test(text) && !path.endsWith('wait-until.ts'),
    );
    expect(impatient.map(({ path }) => path)).toEqual([]);
  });

  const TITLE_MAX = 90;

  // As it is written: what `%s`, `$name` or a template puts in is not counted.
  it(`no test title is longer than ${TITLE_MAX} characters`, () => {
    const judge = ({ text, nodes }: Source) =>
      nodes
        .filter(({ callee }) => /^(?:describe\w*|it|test)(?:\.|$)/.test(nameOf(callee)))
        .flatMap((call) => call.arguments as Source['nodes'])
        .filter(({ type }) => type === 'Literal' || type === 'TemplateLiteral')
        .map(({ start, end }) => text.slice(start + 1, end - 1))
        .filter((title) => title.length > TITLE_MAX)
        .map((title) => `${title.length} characters: ${title}`);
    const tests = everything.filter(({ path }) => isTest(path));
    expect(broken(tests, judge)).toEqual([]);
  });
});

// Which files need no mirror, by rule: those without any function. They hold types, or constants that their types
// already judge, so there is nothing that a test could see go wrong.
describe('mirrors', () => {
  it.each(['domain', 'app'])('every file with behaviour in %s/ has its test beside it', (room) => {
    const needed = server.filter((source) => roomOf(source.path) === room && hasBehaviour(source));
    const missing = needed.filter(({ path }) => !files.includes(path.replace(/\.ts$/, '.test.ts')));
    expect(missing.map(({ path }) => path)).toEqual([]);
  });
});

describe('generated files', () => {
  // Asked for only here: it runs the server's own code, and the other rules are judged even when that does not load.
  it('are what `npm run generate` writes', async () => {
    const { generatedFiles } = await import('../scripts/generate/generated-files.ts');
    const generated = [...(await generatedFiles())];
    expect(generated.length).toBeGreaterThan(3);
    const stale = generated.filter(([path, text]) => !files.includes(path) || readText(path) !== text);
    expect(stale.map(([path]) => path)).toEqual([]);
  });
});

describe('pages of words', () => {
  it('every link from one page to another leads somewhere', () => {
    const judge = (page: string) =>
      [...readText(page).matchAll(/\]\((?![a-z]+:|#)([^)#\s]+)/g)]
        .map(([, target = '']) => posix.join(posix.dirname(page), target))
        .filter((target) => !files.includes(target));
    const pages = files.filter((path) => path.endsWith('.md'));
    expect(pages.flatMap((page) => judge(page).map((target) => `${page} → ${target}`))).toEqual([]);
  });

  it('stored-shapes.md has every table and every column', () => {
    const page = readText('docs/stored-shapes.md');
    const sectionOf = (table: string) => page.split(`## \`${table}\`\n`)[1]?.split('\n## ')[0] ?? '';
    const tables = everything.filter(({ path }) => /storage\/(?:log-)?tables\.ts$/.test(path));
    const columns = [
      ...tables
        .map(({ text }) => text)
        .join('\n')
        .matchAll(/interface (\w+)Row \{\n([\s\S]*?)\n\}/g),
    ].flatMap(([, name = '', body = '']) => {
      const table = name
        .replace(/(?<=[a-z])(?=[A-Z])/g, '_')
        .toLowerCase()
        .replace(/^migration$/, 'schema_migration');
      return [...body.matchAll(/^ {2}(\w+)/gm)].map(([, column]) => ({ table, column }));
    });
    expect(columns.length).toBeGreaterThan(80);
    const missing = columns.filter(({ table, column }) => !sectionOf(table).includes(`\`${column}\``));
    expect(missing).toEqual([]);
  });

  it('the threat model names a test for each attack tried, and each story of test/attacks', () => {
    const section =
      /\n## Attacks that were tried[^\n]*\n([\s\S]*?)\n## /.exec(readText('docs/threat-model.md'))?.[1] ?? '';
    const rows = section.split('\n').filter((line) => /^\| (?!What the thief does)/.test(line));
    expect(rows.length).toBeGreaterThan(15);
    const namedIn = (row: string) => [...row.matchAll(/`([^`]+\.test\.ts)`/g)].map(([, path = '']) => path);
    expect(rows.filter((row) => namedIn(row).length === 0)).toEqual([]);
    const named = rows.flatMap(namedIn);
    expect(named.filter((path) => !files.includes(path))).toEqual([]);
    const stories = files.filter((path) => path.startsWith('test/attacks/') && isTest(path));
    expect(stories.filter((path) => !named.includes(path))).toEqual([]);
  });

  it('decisions are numbered without a gap, and the list of them is whole', () => {
    const pages = files.filter((path) => /^docs\/decisions\/\d{4}-/.test(path)).sort();
    const numbers = pages.map((path) => Number(basename(path).slice(0, 4)));
    expect(numbers).toEqual(numbers.map((_, index) => index + 1));
    const list = readText('docs/decisions/README.md');
    expect(pages.filter((path) => !list.includes(`(${basename(path)})`))).toEqual([]);
  });
});

describe('stray words', () => {
  // Put together here, so that this file does not hold what it looks for.
  const STRAY: Readonly<Record<string, RegExp>> = {
    'a path of one machine': new RegExp(`(?<![\\w.])/(${['work', 'root', 'home', 'Users'].join('|')})/`),
    'a registry’s host': new RegExp(
      ['registry', 'npmjs'].map((word) => `${word}\\.(?:npmjs|org|com|yarnpkg)`).join('|'),
    ),
    'an unfinished note': new RegExp(
      `\\b(${['TO', 'FIX', 'XX'].map((half, at) => half + ['DO', 'ME', 'X'][at]).join('|')})\\b`,
    ),
  };
  const isText = (path: string) => !/\.(png|jpe?g|woff2?|ico|mmdb|db|bin|gz)$/.test(path);

  it('no file names a machine, a registry or something still to be done', () => {
    const found = files.filter(isText).flatMap((path) => {
      const text = readText(path);
      return Object.entries(STRAY).flatMap(([what, pattern]) => (pattern.test(text) ? [`${path}: ${what}`] : []));
    });
    expect(found).toEqual([]);
  });
});

describe('operations', () => {
  const routed = Object.keys(paths);

  it('an operation is routed just where somebody outside may do it', () => {
    const forPeople = Object.entries(authority).flatMap(([operation, { who }]) =>
      who === 'system' ? [] : [operation],
    );
    expect([...routed].sort()).toEqual(forPeople.sort());
  });

  it('every routed operation has its row in test/authority', () => {
    const rows = everything.filter(({ path }) => path.startsWith('test/authority/')).map(({ text }) => text);
    const hasRow = (operation: string) => rows.some((text) => new RegExp(`^ +'${operation}':`, 'm').test(text));
    expect(routed.filter((operation) => !hasRow(operation))).toEqual([]);
  });
});
