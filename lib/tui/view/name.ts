/** The first screen: which chatroom this is, and `Your name:`. */
import { viewEditor } from '../editor.js';
import type { Frame, Row } from '../frame.js';
import type { Model, NamePrompt } from '../model.js';
import { THEME } from '../theme.js';
import { retryText } from './status.js';
import { span, wrapSpans } from '../wrap.js';

const PROMPT = 'Your name: ';

export function nameScreen(model: Model, prompt: NamePrompt): Pick<Frame, 'rows' | 'cursor'> {
  const { columns, rows } = model.size;
  const { text, cursorX } = viewEditor(prompt.editor, columns - PROMPT.length - 1);
  const above = [
    ...wrapSpans([span(`Welcome to the chatroom at ${model.address}.`, THEME.title)], columns - 1),
    ...wrapSpans([span(subtitle(model, prompt), troubleStyle(prompt))], columns - 1),
  ].slice(0, rows - 3);
  const top = Math.max(0, Math.floor((rows - above.length - 4) / 2));
  const blank = Array.from({ length: top }, (): Row => []);
  const shown: Row[] = [
    ...blank,
    ...above.map((row) => [span(' '), ...row]),
    [],
    [span(` ${PROMPT}`, THEME.prompt), span(text)],
    [span(' Enter goes in, Ctrl-Q leaves.', THEME.event)],
  ];
  return { rows: shown, cursor: { x: PROMPT.length + 1 + cursorX, y: shown.length - 2 } };
}

function subtitle(model: Model, prompt: NamePrompt): string {
  if (prompt.trouble !== '') return prompt.trouble;
  if (prompt.asked)
    return model.status.kind === 'waiting' ? `No connection; ${retryText(model)}` : 'Going in...';
  return 'What you say in a room can be read by everyone on this network.';
}

function troubleStyle(prompt: NamePrompt): { readonly fg?: number } {
  return prompt.trouble === '' ? THEME.text : THEME.trouble;
}
