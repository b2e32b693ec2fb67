/** How TypeScript becomes something Node 20 can run; shared by the build and by `run.js`. */

/**
 * blessed/lib/unicode.js asks lazily for all of blessed, of which we use two widgets.
 * @type {import('esbuild').Plugin}
 */
const onlyTheWidgetsWeUse = {
  name: 'only-the-widgets-we-use',
  setup(build) {
    build.onResolve({ filter: /^\.\.\/?$/ }, (args) =>
      args.importer.endsWith('blessed/lib/unicode.js') ? { path: args.path, namespace: 'empty' } : undefined,
    );
    build.onLoad({ filter: /.*/, namespace: 'empty' }, () => ({ contents: 'module.exports = {}' }));
  },
};

/**
 * @param {string} root
 * @param {string} version
 * @returns {import('esbuild').BuildOptions}
 */
export function bundleOptions(root, version) {
  return {
    absWorkingDir: root,
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    external: ['term.js', 'pty.js', 'libsql', 'esbuild', '@lydell/node-pty', '@xterm/*'],
    alias: { 'string-width': `${root}lib/cli/string-width.ts` },
    // They become `require`, which needs no loader of its own.
    supported: { 'dynamic-import': false },
    define: { 'import.meta.url': '__url', LANCHAT_VERSION: JSON.stringify(version) },
    banner: { js: "var __url=require('url').pathToFileURL(__filename).href;" },
    plugins: [onlyTheWidgetsWeUse],
    legalComments: 'none',
    logLevel: 'warning',
  };
}
