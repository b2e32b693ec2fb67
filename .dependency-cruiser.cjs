/**
 * Imports run one way, from the outer rings to the inner ones (docs/architecture.md).
 * Each entry says what a ring may import beside itself; anything else is an error.
 */
const RINGS = {
  base: [],
  protocol: ['base'],
  core: ['base'],
  dialects: ['base', 'protocol', 'core'],
  storage: ['base', 'core', 'files'],
  net: ['base'],
  files: [],
  server: ['base', 'protocol', 'core', 'dialects', 'storage', 'net', 'files'],
  client: ['base', 'protocol'],
  tui: ['base', 'protocol', 'client'],
  cli: ['base', 'protocol', 'core', 'dialects', 'storage', 'net', 'files', 'server', 'client', 'tui'],
};

const ringRules = Object.entries(RINGS).map(([ring, allowed]) => ({
  name: `ring-${ring}`,
  comment: `lib/${ring} may import only: ${[ring, ...allowed].join(', ')}`,
  severity: 'error',
  from: { path: `^lib/${ring}/` },
  to: { path: '^lib/', pathNot: `^lib/(${[ring, ...allowed].join('|')})/` },
}));

/** Libraries that are pure themselves, and so may be used in the pure rings. */
const PURE_LIBRARIES = 'node_modules/(unicode-segmenter|get-east-asian-width)/';

module.exports = {
  forbidden: [
    ...ringRules,
    { name: 'no-circular', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'pure-rings-have-no-platform',
      comment:
        'The pure rings use plain data only: no Node API, and only libraries that are pure themselves.',
      severity: 'error',
      from: { path: '^lib/(base|protocol|core|dialects|client|tui)/', pathNot: '^lib/tui/blessed/' },
      to: { dependencyTypes: ['core', 'npm', 'npm-dev', 'npm-no-pkg', 'unknown'], pathNot: PURE_LIBRARIES },
    },
    {
      name: 'blessed-only-at-the-edge',
      severity: 'error',
      from: { pathNot: '^lib/tui/blessed/' },
      to: { path: 'node_modules/(blessed|@types/blessed)/' },
    },
    {
      name: 'tui-model-knows-no-blessed',
      severity: 'error',
      from: { path: '^lib/tui/', pathNot: '^lib/tui/blessed/' },
      to: { path: '^lib/tui/blessed/' },
    },
    {
      name: 'client-path-has-no-server',
      comment: 'lanchat join must start without the server and its store.',
      severity: 'error',
      from: { path: '^lib/cli/join' },
      to: { path: '^lib/(core|dialects|storage|server)/', reachable: true },
    },
    {
      name: 'lib-imports-no-tests',
      severity: 'error',
      from: { path: '^(lib|bin)/', pathNot: '^bin/dev/' },
      to: { path: '^tests/' },
    },
    {
      name: 'no-dev-dependencies-in-lib',
      severity: 'error',
      // What makes certificates is bundled into a file of its own, and its library is no part of an installation.
      from: { path: '^lib/', pathNot: '^lib/server/auth/certificate-maker\\.ts$' },
      to: {
        dependencyTypes: ['npm-dev'],
        dependencyTypesNot: ['type-only'],
        pathNot: 'node_modules/@types/',
      },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^dist/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
      extensions: ['.ts', '.js', '.cjs', '.json'],
    },
  },
};
