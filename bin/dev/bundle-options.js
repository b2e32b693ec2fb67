/** How TypeScript becomes something Node 20 can run; shared by the build and by `run.js`. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);

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
 * The xterm-256color description that blessed ships, so that no TERM and no file of the machine matters.
 * @type {import('esbuild').Plugin}
 */
const embeddedTerminfo = {
  name: 'embedded-terminfo',
  setup(build) {
    build.onResolve({ filter: /^embedded:terminfo$/ }, (args) => ({
      path: args.path,
      namespace: 'terminfo',
    }));
    build.onLoad({ filter: /.*/, namespace: 'terminfo' }, () => ({
      contents: `module.exports = ${JSON.stringify(
        readFileSync(require.resolve('blessed/usr/xterm-256color')).toString('base64'),
      )}`,
    }));
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
    plugins: [onlyTheWidgetsWeUse, embeddedTerminfo],
    legalComments: 'none',
    logLevel: 'warning',
  };
}
