import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { PROJECT_ROOT } from '../lib/project-root';

/** Rooms that may be imported by those before them only; `bench` and `cli` are both above the library. */
const ORDER = ['scripts', 'bin', 'bench', 'cli', 'lib', 'functions', 'contract'];

/** `assets` has scripts that make what is shipped, `launcher` compiles the command; nothing imports either. */
const ROOMS = [...ORDER, 'assets', 'launcher'];

const PACKAGES = ['packages/ros-template-check/src', 'packages/stand-in-cloud/src'];

const IMPORT = /(?:from|import|import\(|require\()\s*'(\.{1,2}\/[^']+)'/g;

const sources = [...ROOMS, ...PACKAGES].flatMap((room) =>
  readdirSync(join(PROJECT_ROOT, room), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => join(room, name)),
);

const importsOf = (file: string): string[] =>
  [...readFileSync(join(PROJECT_ROOT, file), 'utf8').matchAll(IMPORT)].flatMap(([, path = '']) => {
    const target = join(dirname(file), path);
    // A dynamic import names the compiled file.
    const source = target.replace(/\.js$/, '');
    const found = [`${source}.ts`, join(source, 'index.ts'), source].find((candidate) =>
      existsSync(join(PROJECT_ROOT, candidate)),
    );
    return found?.endsWith('.ts') ? [found] : [];
  });

const read = (file: string): string => readFileSync(join(PROJECT_ROOT, file), 'utf8');

const graph = new Map(sources.map((file) => [file, importsOf(file)]));
const roomOf = (file: string): string => relative('.', file).split('/')[0]!;

it('imports go down only', () => {
  const upward = [...graph].flatMap(([file, imports]) =>
    imports
      .filter(
        (target) =>
          ORDER.includes(roomOf(target)) && ORDER.indexOf(roomOf(target)) < ORDER.indexOf(roomOf(file)),
      )
      .map((target) => `${file} imports ${target}`),
  );
  expect(upward).toEqual([]);
});

it('nothing but the function itself and its bundler reaches into functions/', () => {
  const reaching = [...graph].flatMap(([file, imports]) =>
    imports
      .filter((target) => roomOf(target) === 'functions' && roomOf(file) !== 'functions')
      .map((target) => `${file} imports ${target}`),
  );
  expect(reaching).toEqual([]);
});

it('nothing reaches past the doors of the packages, which are their names', () => {
  const below = [...ROOMS, 'examples', 'test'].flatMap((room) =>
    readdirSync(join(PROJECT_ROOT, room), { recursive: true, encoding: 'utf8' })
      .filter((name) => /\.(ts|mjs)$/.test(name) && !name.includes('node_modules'))
      .map((name) => join(room, name)),
  );
  const past = below.flatMap((file) =>
    [...read(file).matchAll(/(?:from|import|import\(|require\()\s*'([^']+)'/g)]
      .map(([, name = '']) => name)
      .filter((name) => /^(ros-template-check|stand-in-cloud)\/|^\..*packages\//.test(name))
      .map((name) => `${file} imports ${name}`),
  );
  expect(below.length).toBeGreaterThan(500);
  expect(past).toEqual([]);
});

it('imports nothing in a circle', () => {
  const done = new Set<string>();
  const circles: string[] = [];
  const visit = (file: string, path: readonly string[]): void => {
    const at = path.indexOf(file);
    if (at >= 0) circles.push([...path.slice(at), file].join(' → '));
    if (at >= 0 || done.has(file)) return;
    for (const target of graph.get(file) ?? []) visit(target, [...path, file]);
    done.add(file);
  };
  for (const file of sources) visit(file, []);
  expect(circles).toEqual([]);
});

it('has files of one idea: none above 250 lines', () => {
  // A list that is generated has as many lines as it has entries.
  const written = sources.filter((file) => !read(file).startsWith('// Written by `npm run docs`'));
  expect(written.filter((file) => read(file).split('\n').length - 1 > 250)).toEqual([]);
});
