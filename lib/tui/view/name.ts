/** The first screen: which chatroom this is, and `Your name:`. */
import { viewEditor } from '../editor.js';
import type { Frame, Row, Span, Style } from '../frame.js';
import type { Model, NamePrompt } from '../model.js';
import { secretLabel, secretShown, type SecretPrompt } from '../secret.js';
import { THEME } from '../theme.js';
import { retryText } from './status.js';
import { span, wrapSpans } from '../wrap.js';

const PROMPT = 'Your name: ';

export function nameScreen(model: Model, prompt: NamePrompt): Screen {
  const { text, cursorX } = viewEditor(prompt.editor, model.size.columns - PROMPT.length - 1);
  const password = prompt.mayProve === null ? '' : ` Tab asks for the password of ${prompt.mayProve},`;
  return doorScreen(model, {
    subtitle: span(subtitle(model, prompt), troubleStyle(prompt.trouble)),
    label: PROMPT,
    text: span(text),
    cursorX,
    hint: `Enter goes in,${password} Ctrl-Q leaves.`,
  });
}

/** Whether a password is asked for before one is in, where the name is asked for too. */
export function asksAtTheDoor({ purpose }: SecretPrompt): boolean {
  return purpose.kind === 'room' || purpose.kind === 'login';
}

export function secretScreen(model: Model, secret: SecretPrompt): Screen {
  const text = secretShown(secret);
  const why = secret.purpose.kind === 'room' ? ROOM_PASSWORD : 'What you type is not shown.';
  return doorScreen(model, {
    subtitle: span(secret.trouble === '' ? why : secret.trouble, troubleStyle(secret.trouble)),
    label: secretLabel(secret),
    text: span(text, THEME.event),
    cursorX: text.length,
    hint: `Enter goes in, ${secret.purpose.kind === 'login' ? 'Escape goes back, ' : ''}Ctrl-Q leaves.`,
  });
}

const ROOM_PASSWORD = 'This chatroom has a password: ask the host for it. What you type is not shown.';

type Screen = Pick<Frame, 'rows' | 'cursor'>;

interface Door {
  readonly subtitle: Span;
  readonly label: string;
  readonly text: Span;
  readonly cursorX: number;
  readonly hint: string;
}

/** A question before one is in: on a small screen whole, and what is only friendly gives way. */
function doorScreen(model: Model, { subtitle, label, text, cursorX, hint }: Door): Screen {
  const { columns, rows } = model.size;
  const wrapped = (one: Span): readonly Row[] =>
    wrapSpans([one], columns - 1).map((row) => [span(' '), ...row]);
  const below = wrapped(span(hint, THEME.event));
  const told = wrapped(subtitle).slice(0, Math.max(1, rows - 1 - below.length));
  const left = rows - told.length - 1 - below.length;
  const all = wrapped(span(`Welcome to the chatroom at ${model.address}.`, THEME.title));
  const welcome = all.length <= left ? all : [];
  const gap = welcome.length < left ? 1 : 0;
  const above = [...welcome, ...told, ...blanks(gap)];
  const top = blanks(Math.floor((rows - above.length - 1 - below.length) / 2));
  return {
    rows: [...top, ...above, [span(` ${label}`, THEME.prompt), text], ...below],
    cursor: { x: Math.min(label.length + 1 + cursorX, columns - 1), y: top.length + above.length },
  };
}

function blanks(count: number): readonly Row[] {
  return Array.from({ length: Math.max(0, count) }, (): Row => []);
}

function subtitle(model: Model, prompt: NamePrompt): string {
  if (prompt.trouble !== '') return prompt.trouble;
  if (prompt.asked)
    return model.status.kind === 'waiting' ? `No connection; ${retryText(model)}` : 'Going in...';
  return 'What you say in a room can be read by everyone on this network.';
}

function troubleStyle(trouble: string): Style {
  return trouble === '' ? THEME.text : THEME.trouble;
}
