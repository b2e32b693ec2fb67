/** Turns what a terminal sends, cut up in any way, into text, keys, pastes, reports of the mouse and focus changes. */
import { withoutEscapes } from '../base/safe-text.js';
import type { InputEvent } from './input-event.js';
import { altKey, controlKey, csiEvents, key, linuxEvents, rxvtEvents, ss3Events } from './input-sequences.js';

export type { InputEvent } from './input-event.js';

/** A lone ESC that nothing follows for so long is the Escape key: longer than a sequence takes over a slow link. */
export const ESCAPE_MS = 40;

/** A sequence or a terminal's answer that has begun is given longer to end. */
export const SEQUENCE_MS = 500;

/** A paste whose end marker got lost ends after so much silence; a slow link pauses for less. */
export const PASTE_MS = 3_000;

/** Characters of one paste; what goes beyond is dropped, or a wrong paste fills the memory. */
export const PASTE_MAX = 1_048_576;

/** Characters of one control sequence; real ones are far shorter. */
const SEQUENCE_MAX = 128;

/** Characters of one answer that is skipped; beyond, its end was lost and text follows. */
const STRING_MAX = 65_536;

const ESC = '\u001b';
const PASTE_START = `${ESC}[200~`;
const PASTE_END = `${ESC}[201~`;

const PRINTABLE = /[^\u0000-\u001f\u007f-\u009f]+/y;
const CSI = /(?:(\d+)([$^@])|([0-?]*)[ -/]*([@-~]))/y;
const CSI_BEGUN = /[0-?]*[ -/]*/y;
const STRING_STOP = /[\u0007\u0018\u001a\u001b\u009c]/g;
const LONE_SURROGATES = /\p{Surrogate}/gu;

/** Characters of an answer that anybody looks at: a colour has 25. */
const ANSWER_MAX = 64;

/** What the beginning of the input means, and where it ends; null when more must arrive first. */
type Step = { readonly events: readonly InputEvent[]; readonly end: number } | null;

export class InputDecoder {
  /** What has arrived and means nothing yet. */
  #rest = '';
  /** The paste that has begun, and its last characters, in which the end marker may begin. */
  #paste: string | null = null;
  #pasteTail = '';
  /** How much of a terminal's answer has been skipped, and how that begins. */
  #skipped: number | null = null;
  #answer = '';

  /** Answers to what the terminal was asked (OSC, DCS) go there, those that are longer cut off. */
  constructor(private readonly onAnswer: (answer: string) => void = () => undefined) {}

  push(chunk: string): readonly InputEvent[] {
    const events: InputEvent[] = [];
    let input = this.#rest + chunk;
    this.#rest = '';
    while (input !== '') {
      if (this.#paste !== null) input = this.#readPaste(input, events);
      else if (this.#skipped !== null) input = this.#skipString(input);
      else input = this.#readKeys(input, events);
    }
    return events;
  }

  /** Nothing followed for `patience` milliseconds: what is pending was all there is. */
  flush(): readonly InputEvent[] {
    if (this.#paste !== null) return this.#endPaste();
    const rest = this.#rest;
    this.#rest = '';
    this.#skipped = null;
    if (rest === ESC) return [key('escape')];
    if (rest === ESC + ESC) return [key('escape'), key('escape')];
    // Alt and a character with which sequences begin.
    return rest.length === 2 && rest.charAt(1) < '\u007f' ? [altKey(rest.charAt(1))] : [];
  }

  get pending(): boolean {
    return this.#rest !== '' || this.#paste !== null || this.#skipped !== null;
  }

  /** Milliseconds of silence after which to call `flush`, while `pending`. */
  get patience(): number {
    if (this.#paste !== null) return PASTE_MS;
    return this.#skipped === null && this.#rest.length <= 2 ? ESCAPE_MS : SEQUENCE_MS;
  }

  /** Reads up to the end, or to the start of a paste or of a string; returns what comes after. */
  #readKeys(input: string, events: InputEvent[]): string {
    let at = 0;
    while (at < input.length) {
      const step = readOne(input, at);
      if (step === null) {
        this.#rest = input.slice(at);
        return '';
      }
      events.push(...step.events);
      const read = input.slice(at, step.end);
      at = step.end;
      if (read.endsWith(PASTE_START)) {
        this.#paste = '';
        return input.slice(at);
      }
      if (isStringStart(read)) {
        this.#skipped = 0;
        this.#answer = '';
        return input.slice(at);
      }
    }
    return '';
  }

  #readPaste(input: string, events: InputEvent[]): string {
    const text = this.#pasteTail + input;
    const end = text.indexOf(PASTE_END);
    const kept = end === -1 ? Math.max(0, text.length - PASTE_END.length + 1) : end;
    const room = PASTE_MAX - (this.#paste ?? '').length;
    this.#paste = (this.#paste ?? '') + text.slice(0, Math.min(kept, room));
    this.#pasteTail = end === -1 ? text.slice(kept) : '';
    if (end === -1) return '';
    events.push(...this.#endPaste());
    return text.slice(end + PASTE_END.length);
  }

  #endPaste(): readonly InputEvent[] {
    const text = cleanPaste((this.#paste ?? '') + this.#pasteTail);
    this.#paste = null;
    this.#pasteTail = '';
    return text === '' ? [] : [{ kind: 'paste', text }];
  }

  #skipString(input: string): string {
    STRING_STOP.lastIndex = 0;
    const stop = STRING_STOP.exec(input);
    this.#answer += input.slice(0, Math.min(stop?.index ?? input.length, ANSWER_MAX - this.#answer.length));
    if (stop === null) {
      this.#skipped = (this.#skipped ?? 0) + input.length;
      if (this.#skipped > STRING_MAX) this.#skipped = null;
      return '';
    }
    if (stop[0] === ESC && stop.index === input.length - 1) {
      this.#rest = ESC;
      return '';
    }
    this.#skipped = null;
    this.onAnswer(this.#answer);
    if (stop[0] !== ESC) return input.slice(stop.index + 1);
    // ESC \ ends the string; any other escape begins a sequence of its own.
    return input.slice(input.charAt(stop.index + 1) === '\\' ? stop.index + 2 : stop.index);
  }
}

function readOne(input: string, at: number): Step {
  PRINTABLE.lastIndex = at;
  const run = PRINTABLE.exec(input)?.[0];
  if (run !== undefined) return readText(run, at, at + run.length === input.length);
  const char = input.charAt(at);
  if (char === ESC) return readEscape(input, at);
  // C1 controls mean nothing from a UTF-8 terminal.
  return { events: char > '\u007f' ? [] : [controlKey(char)], end: at + 1 };
}

/** Half a surrogate pair at the very end waits for its other half. */
function readText(run: string, at: number, isLast: boolean): Step {
  const isHalf = isLast && isHighSurrogate(run.charCodeAt(run.length - 1));
  const whole = isHalf ? run.slice(0, -1) : run;
  if (whole === '') return null;
  const text = whole.replace(LONE_SURROGATES, '\ufffd');
  return { events: [{ kind: 'text', text }], end: at + whole.length };
}

function readEscape(input: string, at: number): Step {
  const second = input.charAt(at + 1);
  if (second === '') return null;
  if (second !== ESC) return readSequence(input, at + 1, false);
  // Some terminals send Alt with an arrow as one more ESC before the sequence.
  const third = input.charAt(at + 2);
  if (third === '') return null;
  if (third === '[' || third === 'O') return readSequence(input, at + 2, true);
  return { events: [key('escape')], end: at + 1 };
}

/** The character at `at` follows an ESC. */
function readSequence(input: string, at: number, alt: boolean): Step {
  const char = input.charAt(at);
  const isAtEnd = at + 1 === input.length;
  if (char === '[') return isAtEnd ? null : readCsi(input, at + 1, alt);
  if (char === 'O') return isAtEnd ? null : readSs3(input, at + 1, alt);
  if (isStringStart(ESC + char)) return isAtEnd ? null : { events: [], end: at + 1 };
  const code = input.codePointAt(at) ?? 0;
  if (isHighSurrogate(code) && isAtEnd) return null;
  if (code >= 0x80 && code < 0xa0) return { events: [], end: at + 1 };
  const whole = String.fromCodePoint(code);
  return { events: [altKey(whole.replace(LONE_SURROGATES, '\ufffd'))], end: at + whole.length };
}

function readCsi(input: string, at: number, alt: boolean): Step {
  if (input.charAt(at) === '[') {
    const final = input.charAt(at + 1);
    return final === '' ? null : { events: linuxEvents(final), end: at + 2 };
  }
  CSI.lastIndex = at;
  const match = CSI.exec(input);
  if (match === null || match[0].length > SEQUENCE_MAX) return skipBrokenCsi(input, at);
  const [whole, number, rxvtFinal, parameters = '', final = ''] = match;
  const end = at + whole.length;
  if (number !== undefined && rxvtFinal !== undefined) {
    return { events: rxvtEvents(number, rxvtFinal, alt), end };
  }
  // The oldest mouse report: three characters follow.
  if (whole === 'M') return input.length < end + 3 ? null : { events: [], end: end + 3 };
  return { events: csiEvents(whole === parameters + final ? parameters : '?', final, alt), end };
}

/** Waits for the final character, unless something came that no sequence contains. */
function skipBrokenCsi(input: string, at: number): Step {
  CSI_BEGUN.lastIndex = at;
  const length = CSI_BEGUN.exec(input)?.[0].length ?? 0;
  if (at + length === input.length && length < SEQUENCE_MAX) return null;
  return { events: [], end: at + Math.min(length, SEQUENCE_MAX) };
}

function readSs3(input: string, at: number, alt: boolean): Step {
  const char = input.charAt(at);
  const parameter = char >= '0' && char <= '9' ? char : '';
  const final = input.charAt(at + parameter.length);
  if (final === '') return null;
  const isFinal = final >= '@' && final <= '~';
  if (!isFinal) return { events: [], end: at + parameter.length };
  return { events: ss3Events(parameter, final, alt), end: at + parameter.length + 1 };
}

/** OSC, DCS, SOS, PM and APC: what follows is for programs that asked. */
function isStringStart(sequence: string): boolean {
  return sequence.length === 2 && sequence.startsWith(ESC) && ']PX^_'.includes(sequence.charAt(1));
}

function isHighSurrogate(code: number): boolean {
  return code >= 0xd800 && code <= 0xdbff;
}

/** Line ends become \n, tabs spaces; escape sequences go whole, as far as their line goes, and all other controls. */
export function cleanPaste(text: string): string {
  return text
    .split(/\r\n?|[\n\u2028\u2029\u0085]/)
    .map(withoutEscapes)
    .join('\n')
    .replace(/\t/g, '    ')
    .replace(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/g, '')
    .replace(LONE_SURROGATES, '\ufffd');
}
