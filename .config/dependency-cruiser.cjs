/** Who may import whom, after docs/architecture.md. A package that is not listed may import nothing. */
const LIBRARIES = ['phi', 'policy', 'wire', 'ledger', 'recording', 'vault'];
const MAY_IMPORT = {
  core: [],
  phi: ['core'],
  policy: ['core'],
  wire: ['core'],
  ledger: ['core'],
  recording: ['core'],
  vault: ['core'],
  identity: ['core'],
  engines: ['core', 'phi'],
  pipeline: ['core', ...LIBRARIES],
  guard: ['core', 'ledger', 'recording', 'vault', 'pipeline', 'identity'],
  openai: ['core', 'guard'],
  companion: ['core', ...LIBRARIES, 'engines', 'pipeline'],
  cli: ['core', ...LIBRARIES, 'guard', 'companion', 'testkit'],
  testkit: ['core'],
};

/** These run in browsers and edge runtimes too: no Node built-ins. */
const PURE = ['core', 'phi', 'policy', 'wire', 'ledger', 'recording', 'vault'];
const TESTS = '\\.(test(-support)?|interop)\\.ts$';

const direction = Object.entries(MAY_IMPORT).map(([name, allowed]) => ({
  name: `${name}-imports-only-${allowed.join('-') || 'nothing'}`,
  severity: 'error',
  from: { path: `^packages/${name}/src`, pathNot: TESTS },
  to: { path: '^packages/', pathNot: [name, ...allowed].map((other) => `^packages/${other}/`) },
}));

module.exports = {
  forbidden: [
    ...direction,
    {
      name: 'engines-imports-only-types-from-phi',
      severity: 'error',
      from: { path: '^packages/engines/src', pathNot: TESTS },
      to: { path: '^packages/phi/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'no-unlisted-package',
      severity: 'error',
      from: { path: '^packages/', pathNot: Object.keys(MAY_IMPORT).map((name) => `^packages/${name}/`) },
      to: {},
    },
    {
      name: 'only-the-entry-file-is-public',
      severity: 'error',
      from: { path: '^packages/([^/]+)/' },
      to: { path: '^packages/[^/]+/src/', pathNot: ['^packages/$1/', '^packages/[^/]+/src/(index|types)\\.ts$'] },
    },
    {
      name: 'outside-uses-only-entry-files',
      severity: 'error',
      from: { path: '^(test|examples)/' },
      to: { path: '^packages/[^/]+/src/', pathNot: '^packages/[^/]+/src/(index|types)\\.ts$' },
    },
    {
      name: 'pure-packages-use-no-node-builtins',
      severity: 'error',
      from: { path: `^packages/(${PURE.join('|')})/src`, pathNot: TESTS },
      to: { dependencyTypes: ['core'] },
    },
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    { name: 'nothing-unresolved', severity: 'error', from: {}, to: { couldNotResolve: true } },
    {
      name: 'tests-are-not-imported',
      severity: 'error',
      from: { pathNot: TESTS },
      to: { path: TESTS },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '/dist/' },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'types', 'default'] },
  },
};
