/** How TypeScript becomes something Node 20 can run; shared by the build and by `run.js`. */

/**
 * Of blessed we use a screen with one node (lib/tui/blessed/adapter.ts): the terminal behind it, the elements and what
 * the machine is asked for are left out.
 * @type {import('esbuild').Plugin}
 */
const onlyWhatWeUseOfBlessed = {
  name: 'only-what-we-use-of-blessed',
  setup(build) {
    const isOfBlessed = /[/\\]blessed[/\\]lib[/\\]widgets[/\\](screen|node)\.js$/;
    build.onResolve({ filter: /.*/ }, ({ path, importer }) =>
      isOfBlessed.test(importer) && !['./screen', './node', '../events'].includes(path)
        ? { path, namespace: 'empty' }
        : undefined,
    );
    build.onLoad({ filter: /.*/, namespace: 'empty' }, () => ({ contents: 'module.exports = {}' }));
  },
};

/**
 * yargs is made for what it stands on: that is ours.
 * @param {string} root
 * @returns {import('esbuild').Plugin}
 */
function yargsOnOurPlatform(root) {
  return {
    name: 'yargs-on-our-platform',
    setup(build) {
      build.onResolve({ filter: /\/platform-shims\/esm\.mjs$/ }, () => ({
        path: `${root}lib/cli/yargs-platform.ts`,
      }));
    },
  };
}

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
    external: ['libsql', 'esbuild', '@lydell/node-pty', '@xterm/*'],
    alias: { 'string-width': `${root}lib/cli/yargs-string-width.ts` },
    // They become `require`, which needs no loader of its own.
    supported: { 'dynamic-import': false },
    define: {
      // Only `createRequire` is given it, which takes a path as well; to make a URL takes a start 1 ms.
      'import.meta.url': '__filename',
      'import.meta.dirname': '__dirname',
      LANCHAT_VERSION: JSON.stringify(version),
    },
    plugins: [onlyWhatWeUseOfBlessed, yargsOnOurPlatform(root)],
    legalComments: 'none',
    logLevel: 'warning',
  };
}
