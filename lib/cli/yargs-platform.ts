/**
 * What yargs stands on in the bundle, in place of its own platform: that one looks for a package.json in the folder that
 * one is in and in all above it, looks for translations, and loads what only its own faults need (docs/performance.md).
 */
import cliui from 'cliui';
import { readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, extname, join, relative, resolve } from 'node:path';
import { format, inspect } from 'node:util';
import Parser from 'yargs-parser';
import stringWidth from './yargs-string-width.js';

/** What is said in other words than yargs would. */
const ownWords = new Map<string, string>();

function say(text: string, ...values: readonly unknown[]): string {
  return format(ownWords.get(text) ?? text, ...values);
}

function unused(): never {
  throw new Error('Commands are not read from folders.');
}

export default {
  assert: {
    strictEqual: (actual: unknown, expected: unknown, message?: string) => {
      if (actual !== expected) throw new Error(message);
    },
    notStrictEqual: (actual: unknown, expected: unknown, message?: string) => {
      if (actual === expected) throw new Error(message);
    },
  },
  cliui,
  findUp: () => undefined,
  getEnv: (name: string) => process.env[name],
  inspect,
  getProcessArgvBin: () => process.argv[1],
  mainFilename: '',
  Parser,
  path: { basename, dirname, extname, relative, resolve, join },
  process: {
    argv: () => process.argv,
    cwd: () => process.cwd(),
    emitWarning: (warning: string, type?: string) => process.emitWarning(warning, type),
    execPath: () => process.execPath,
    exit: (code: number) => process.exit(code),
    // eslint-disable-next-line @typescript-eslint/unbound-method
    nextTick: process.nextTick,
    stdColumns: process.stdout.columns,
  },
  readFileSync,
  readdirSync,
  require: unused,
  getCallerFile: unused,
  stringWidth,
  y18n: {
    __: say,
    __n: (one: string, several: string, count: number, ...values: readonly unknown[]) => {
      const text = count === 1 ? one : several;
      return say(text, ...(text.includes('%d') ? [count, ...values] : values));
    },
    getLocale: () => 'en',
    setLocale: () => undefined,
    updateLocale: (words: Readonly<Record<string, string>>) => {
      for (const [text, own] of Object.entries(words)) ownWords.set(text, own);
    },
  },
};
