/** Settings: what `/set` answers, and the file in which they are kept. */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  answerSet,
  DEFAULT_SETTINGS,
  readChange,
  SETTINGS_TABLE,
  settingWords,
  withChange,
  type SettingChange,
} from '../../../lib/client/settings.js';
import { changedText, completeText, parseSettings } from '../../../lib/client/settings-text.js';

const LIGHT: SettingChange = { name: 'theme', value: 'light' };

describe('/set', () => {
  it('lists all settings with what they are, mean and take', () => {
    const { lines, change } = answerSet(withChange(DEFAULT_SETTINGS, LIGHT), null, null);
    expect(change).toBeNull();
    expect(lines).toHaveLength(SETTINGS_TABLE.length + 1);
    expect(lines[0]).toMatch(/^theme = light: The colours of the screen[^.]*\.$/);
    expect(lines.at(-1)).toContain('/set NAME VALUE');
  });

  it.each([
    ['one setting is told', 'mouse', null, /^mouse = off: .* Takes on or off \(by default\)\.$/, null],
    ['one that is not there', 'mice', null, 'There is no setting called mice. /set lists them.', null],
    ['a change', 'Theme', 'LIGHT', 'theme = light', LIGHT],
    ['in other words', 'bell', 'no', 'bell = off', { name: 'bell', value: 'off' }],
    ['what it does not take', 'theme', 'late', 'theme takes auto, dark, light or none, not late.', null],
    ['yes where there is no yes', 'theme', 'yes', 'theme takes auto, dark, light or none, not yes.', null],
    [
      'a name of every object',
      '__proto__',
      'on',
      'There is no setting called __proto__. /set lists them.',
      null,
    ],
  ])('%s', (_, name, value, line, change) => {
    const answer = answerSet(DEFAULT_SETTINGS, name, value);
    expect(answer.lines).toEqual([typeof line === 'string' ? line : expect.stringMatching(line)]);
    expect(answer.change).toEqual(change);
  });

  it('is completed: names, then what the name takes', () => {
    expect(settingWords('/set ')).toEqual([...SETTINGS_TABLE.map(({ name }) => name), 'file']);
    expect(settingWords('/set theme ')).toEqual(['auto', 'dark', 'light', 'none']);
    for (const other of ['/set', '/set thme ', '/set theme dark ', 'set ', '/join '])
      expect(settingWords(other)).toEqual([]);
  });
});

describe('The settings file', () => {
  it('is made with every setting, its meaning and its default, and the one that was changed', () => {
    const text = changedText('', LIGHT);
    expect(text).toContain('\n\ntheme = light\n'.slice(1));
    for (const { name, byDefault, meaning } of SETTINGS_TABLE) {
      if (name !== 'theme') expect(text).toContain(`\n# ${name} = ${byDefault}\n`);
      expect(text.replaceAll('\n# ', ' ')).toContain(meaning);
    }
    expect(parseSettings(text)).toEqual({ settings: withChange(DEFAULT_SETTINGS, LIGHT), troubles: [] });
  });

  it('keeps what the user has written', () => {
    const written =
      '# mine: $& stays\r\n  bell=off   # too loud ($1)\r\ntheme = "dark"\r\nbell = on\r\nnonsense\r\n';
    const text = changedText(written, { name: 'bell', value: 'off' });
    expect(text).toContain(
      '# mine: $& stays\n  bell=off   # too loud ($1)\ntheme = "dark"\nbell = off\nnonsense\n',
    );
    expect(changedText(written, LIGHT)).toContain('\ntheme = light\n');
    expect(changedText('bell = on # ding $1\n', { name: 'bell', value: 'off' })).toMatch(
      /^bell = off # ding \$1\n/,
    );
  });

  it('says which lines it ignores, and reads the others', () => {
    const { settings, troubles } = parseSettings(
      '\uFEFFtheme = light # mine\n[look]\nmice = on\nletters = morse\n\nbell off\nBELL = off',
    );
    expect(settings).toEqual({ ...DEFAULT_SETTINGS, theme: 'light', bell: 'off' });
    expect(troubles).toEqual([
      'Line 2 is ignored: it is not name = value.',
      'Line 3 is ignored: There is no setting called mice. /set lists them.',
      'Line 4 is ignored: letters takes auto, utf8 or ascii, not morse.',
      'Line 6 is ignored: it is not name = value.',
    ]);
  });

  it('any change of any text is what is read afterwards, once, and the rest stays', () => {
    const change = fc
      .constantFrom(...SETTINGS_TABLE)
      .chain(({ name, values }) => fc.record({ name: fc.constant(name), value: fc.constantFrom(...values) }));
    const line = fc.oneof(
      change.map(({ name, value }) => `${name} = ${value}`),
      fc.constantFrom('# theme = auto', '  bell= on', '[x]', '', '= =', 'theme =', '"'),
      fc.string(),
    );
    fc.assert(
      fc.property(fc.array(line), change, (lines, wanted) => {
        const text = lines.join('\n');
        const changed = changedText(text, wanted);
        expect(parseSettings(changed).settings).toEqual(withChange(parseSettings(text).settings, wanted));
        expect(changedText(changed, wanted)).toBe(changed);
        expect(completeText(changed)).toBe(changed);
      }),
    );
  });

  it('every default is a value that the setting takes', () => {
    for (const { name, byDefault } of SETTINGS_TABLE)
      expect(readChange(name, byDefault)).toEqual({ name, value: byDefault });
  });
});
