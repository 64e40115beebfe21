import { readdirSync, readFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { dirname, join, normalize, relative } from 'node:path';
import manifest from '../package.json';

const SOURCE = join(__dirname, '..', 'src');

const files = readdirSync(SOURCE, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.ts'))
  .map((name) => join(SOURCE, name));

/** What each file imports: files of the package by their path, everything else by its name. */
const imports = new Map(
  files.map((file) => [
    file,
    [...readFileSync(file, 'utf8').matchAll(/from '([^']+)'/g)].map(([, name]) => {
      if (!name!.startsWith('.')) return name!;
      const path = normalize(join(dirname(file), name!));
      return [`${path}.ts`, join(path, 'index.ts')].find((one) => files.includes(one)) ?? path;
    }),
  ]),
);

it('imports its own files and what its package.json names', () => {
  const allowed = [...builtinModules.map((name) => `node:${name}`), ...Object.keys(manifest.dependencies)];
  const strange = [...imports.values()]
    .flat()
    .filter((one) => !files.includes(one) && !allowed.includes(one));

  expect(strange).toEqual([]);
});

it('depends on nothing that it does not use', () => {
  const command = readFileSync(join(SOURCE, '..', 'bin', 'ros-template-check.mjs'), 'utf8');
  const used = [...imports.values()].flat();

  expect(
    Object.keys(manifest.dependencies).filter(
      (name) => !used.includes(name) && !command.includes(`from '${name}/`),
    ),
  ).toEqual([]);
});

it('has no circle of imports', () => {
  const done = new Set<string>();
  const visit = (file: string, trail: string[]): string[] => {
    if (trail.includes(file)) return [...trail.slice(trail.indexOf(file)), file];
    if (done.has(file)) return [];
    done.add(file);
    return (imports.get(file) ?? []).flatMap((next) =>
      files.includes(next) ? visit(next, [...trail, file]) : [],
    );
  };

  expect(files.flatMap((file) => visit(file, [])).map((file) => relative(SOURCE, file))).toEqual([]);
});

it.each(['syntax', 'limits'])('keeps %s free of the rules', (folder) => {
  const outside = [...imports]
    .filter(([file]) => relative(SOURCE, file).startsWith(folder))
    .flatMap(([, names]) => names)
    .filter((name) => !name.startsWith('node:') && !relative(SOURCE, name).startsWith(folder));

  expect(outside).toEqual([]);
});
