import { readdirSync, readFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { dirname, join, relative, resolve } from 'node:path';

const PACKAGE = resolve(__dirname, '..');
const { dependencies, devDependencies } = JSON.parse(readFileSync(join(PACKAGE, 'package.json'), 'utf8'));

/** Every import of the TypeScript files below a folder of the package. */
function importsBelow(folder: string): { file: string; from: string }[] {
  const files = readdirSync(join(PACKAGE, folder), { recursive: true }).map(String);
  return files
    .filter((file) => file.endsWith('.ts'))
    .map((file) => join(folder, file))
    .flatMap((file) => {
      const text = readFileSync(join(PACKAGE, file), 'utf8');
      return [...text.matchAll(/(?:\bfrom|\bimport|\brequire\(|\bimport\()\s*'([@.\w/-]+)'/g)].map(
        ([, from]) => ({
          file,
          from: from!,
        }),
      );
    });
}

const packageOf = (from: string): string => /^(@[^/]+\/)?[^/]+/.exec(from)![0];

function strangers(folder: string, known: object): string[] {
  const isAllowed = ({ file, from }: { file: string; from: string }): boolean => {
    if (!from.startsWith('.')) {
      return from.startsWith('node:') || builtinModules.includes(from) || packageOf(from) in known;
    }
    const target = relative(PACKAGE, resolve(PACKAGE, dirname(file), from));
    return target.startsWith('src') || target.startsWith(folder);
  };
  return importsBelow(folder)
    .filter((one) => !isAllowed(one))
    .map(({ file, from }) => `${file} imports ${from}`);
}

describe('the package', () => {
  it('imports what is its own or a dependency of its own', () => {
    expect(importsBelow('src').length).toBeGreaterThan(500);
    expect(strangers('src', dependencies)).toEqual([]);
  });

  it('is tested with nothing else but what its tests depend on', () => {
    expect(strangers('test', { ...dependencies, ...devDependencies })).toEqual([]);
  });

  it('depends on nothing that it does not use', () => {
    const text = ['src', 'test'].flatMap((folder) =>
      readdirSync(join(PACKAGE, folder), { recursive: true })
        .map((file) => join(PACKAGE, folder, String(file)))
        .filter((file) => /\.(ts|cjs)$/.test(file))
        .map((file) => readFileSync(file, 'utf8')),
    );
    const isUsed = (name: string) =>
      text.some((one) => one.includes(`'${name}'`) || one.includes(`'${name}/`));
    const all = Object.keys({ ...dependencies, ...devDependencies });

    expect(all.filter((name) => !isUsed(name.replace(/^@types\//, '')))).toEqual([]);
  });
});
