/** The host's full-screen console: the log, the people, the figures and a command line on a terminal. */
import { MINUTE_MS } from '../base/result.js';
import type { Candidates } from '../tui/completion.js';
import type { LogEntry } from '../tui/console/log-rows.js';
import { record } from '../tui/console/chart.js';
import { appendToLog, createConsole, setPeople } from '../tui/console/model.js';
import { updateConsole, type ConsoleRequest } from '../tui/console/update.js';
import { consoleSettingWords } from '../tui/console/settings.js';
import { viewConsole } from '../tui/console/view.js';
import { openTerminal, type Terminal } from '../tui/blessed/terminal.js';
import type { Frame } from '../tui/frame.js';
import type { InputEvent } from '../tui/input-event.js';
import { CONSOLE_ROWS, usage } from '../server/console-commands.js';
import { figuresText } from '../server/host.js';
import type { SettingChange } from '../client/settings.js';
import type { Console, ConsoleParts } from './console.js';
import { keepSetting, readSettings, writeSettings } from './settings-file.js';

/** Milliseconds between two looks at whether there is anything new to show. */
const LOOK_MS = 1000;

/** Milliseconds after a line of the log: somebody may have come or gone. */
const REFRESH_SOON_MS = 100;

export function screenConsole(parts: ConsoleParts, early: readonly string[]): Console {
  const { log, host, chatroom, invitation, quit } = parts;
  const commands = CONSOLE_ROWS.map((row) => ({ label: usage(row), help: row.help }));
  const { settings, troubles } = readSettings();
  const size = { columns: 80, rows: 24 };
  const model = createConsole({ chatroom, invitation, commands, settings, size });
  const frame = (): Frame => viewConsole(model);
  const add = (kind: LogEntry['kind'], text: string): void => {
    appendToLog(model, { at: Date.now(), kind, text });
    terminal.paint(frame);
  };
  const terminal: Terminal = openTerminal({
    onInput: (events) => {
      for (const event of events) for (const request of input(event)) perform(request);
      terminal.paint(frame, true);
    },
    onResize: (size) => {
      model.size = size;
      terminal.paint(frame, true);
    },
    onSignal: quit,
  });
  model.size = terminal.size;
  terminal.setLook(settings);
  terminal.setMouse(model.mouse);

  const show = (lines: readonly string[]): void => {
    for (const line of lines) add('answer', line);
  };
  const keep = (change: SettingChange): void => {
    terminal.setLook(model.settings);
    terminal.setMouse(model.mouse);
    const trouble = keepSetting(change);
    if (trouble !== '') show([trouble]);
  };
  const input = (event: InputEvent): readonly ConsoleRequest[] => {
    return updateConsole(model, event, (text) => candidates(parts, text));
  };
  const perform = (request: ConsoleRequest): void => {
    switch (request.kind) {
      case 'run':
        add('typed', request.line);
        host.run(request.line);
        return;
      case 'set':
        add('typed', request.line);
        show(request.lines);
        if (request.change !== null) keep(request.change);
        return;
      case 'settings-file':
        add('typed', request.line);
        show([writeSettings()]);
        return;
      case 'quit':
        quit();
        return;
      case 'suspend':
        terminal.suspend();
        return;
      case 'mouse':
        terminal.setMouse(request.on);
        return;
      case 'redraw':
        terminal.redraw();
        return;
    }
  };
  let shown = '';
  let isBusy = false;
  /** What goes by without anything happening, such as how long people have been idle, is shown by the minute. */
  const now = (): string => `${Math.floor(Date.now() / MINUTE_MS)} ${host.pulse()}`;
  const refresh = (): void => {
    const figures = host.figures();
    shown = now();
    isBusy = figures.messagesPerSecond > 0;
    setPeople(model, host.people());
    model.figures = figuresText(figures);
    record(model.chart, Date.now(), figures.people, figures.messages);
    terminal.paint(frame);
  };
  const look = (): void => {
    if (isBusy || now() !== shown) refresh();
  };

  for (const line of early) add('log', line);
  show(troubles);
  let soon: NodeJS.Timeout | undefined;
  const detach = log.attach((line) => {
    add('log', line);
    soon ??= setTimeout(() => {
      soon = undefined;
      refresh();
    }, REFRESH_SOON_MS);
  });
  refresh();
  const timer = setInterval(look, LOOK_MS);
  return {
    show,
    close: () => {
      clearInterval(timer);
      clearTimeout(soon);
      detach();
      terminal.close();
      return Promise.resolve();
    },
  };
}

/** What Tab offers: the commands, or what the command at the start of the line takes. */
function candidates({ host }: ConsoleParts, text: string): Candidates {
  const command = /^\/(\S+) /.exec(text)?.[1];
  const row = CONSOLE_ROWS.find(({ name }) => name === command);
  const completes = row?.completes ?? null;
  return {
    names:
      completes === 'name'
        ? host.people().map(({ name }) => name)
        : completes === 'banned'
          ? host.barred()
          : [],
    commands: command === undefined ? [...CONSOLE_ROWS.map(({ name }) => `/${name}`), '/set'] : [],
    wordsAfter: consoleSettingWords,
    rooms: completes === 'room' ? host.roomNames() : [],
  };
}
