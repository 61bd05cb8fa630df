import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import { defineConfig, type Options } from 'tsup';

type Plugin = NonNullable<Options['esbuildPlugins']>[number];

/** What a package's manifest may say to its build, beside what npm reads. */
interface Manifest {
  readonly sallyport?: {
    /** The entry of the types, where it is not the code's. */
    readonly types?: string;
    /** Private packages that are built in. */
    readonly bundle?: readonly string[];
    /** Files that run in threads of their own, below `src`: each is built beside the code. */
    readonly threads?: readonly string[];
    /** Files of data below `src`, which the code of both formats reads from beside it. */
    readonly data?: readonly string[];
    /** In CommonJS the module itself is its default export, a class, as well. */
    readonly callable?: boolean;
  };
}

/** Makes a CommonJS module callable, as `require('openai')` is. */
const CALLABLE = `{
  const exported = module.exports;
  module.exports = function (...args) {
    return Reflect.construct(exported.default, args, new.target ?? exported.default);
  };
  module.exports.prototype = exported.default.prototype;
  Object.setPrototypeOf(module.exports, exported.default);
  for (const key of ['__esModule', ...Object.keys(exported)]) {
    Object.defineProperty(module.exports, key, Object.getOwnPropertyDescriptor(exported, key));
  }
}`;

const packages = resolve(import.meta.dirname, '../packages');
const types = process.env.TYPES !== 'off';

/** Each package is built from its one entry file to ESM, CommonJS and the types of both. `TYPES=off` leaves the types out. */
function build(name: string): Options {
  const root = resolve(packages, name);
  const { sallyport = {} } = JSON.parse(readFileSync(resolve(root, 'package.json'), 'utf8')) as Manifest;
  const bundled = sallyport.bundle ?? [];
  return {
    name,
    entry: { index: resolve(root, 'src/index.ts'), ...threadsOf(root, sallyport.threads ?? []) },
    outDir: resolve(root, 'dist'),
    format: ['esm', 'cjs'],
    target: 'node20.10',
    platform: 'node',
    shims: true,
    // Each file stands by itself.
    splitting: false,
    clean: true,
    silent: true,
    // Every name that is not a path is a dependency, and stays one.
    external: [new RegExp(`^(?!${[...bundled.map((other) => `${other}$`), '[./]'].join('|')})`)],
    noExternal: [...bundled],
    footer: ({ format }) => (sallyport.callable && format === 'cjs' ? { js: CALLABLE } : {}),
    esbuildPlugins: [dataBeside(root, sallyport.data ?? [])],
    dts: types && { entry: { index: resolve(root, sallyport.types ?? 'src/index.ts') } },
  };
}

function threadsOf(root: string, threads: readonly string[]): Record<string, string> {
  return Object.fromEntries(threads.map((file) => [basename(file, '.ts'), resolve(root, 'src', file)]));
}

/** Leaves files of data out of the code, and copies them beside it. */
function dataBeside(root: string, files: readonly string[]): Plugin {
  const names = new Set(files.map((file) => resolve(root, 'src', file)));
  return {
    name: 'data-beside',
    setup({ onResolve, onEnd }) {
      onResolve({ filter: /\.json$/ }, ({ path, resolveDir }) =>
        names.has(resolve(resolveDir, path)) ? { path: `./${basename(path)}`, external: true } : undefined,
      );
      onEnd(() => {
        if (names.size > 0) mkdirSync(resolve(root, 'dist'), { recursive: true });
        for (const file of names) copyFileSync(file, resolve(root, 'dist', basename(file)));
      });
    },
  };
}

export default defineConfig(
  readdirSync(packages)
    .filter((name) => existsSync(resolve(packages, name, 'package.json')))
    .map(build),
);
