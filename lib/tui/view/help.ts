/** The help of `lanchat join`, made from the tables that decide what keys and commands do. */
import { slashSpecs, slashUsage } from '../../protocol/slash.js';
import { helpPane, type HelpPane, type HelpSection } from '../help-pane.js';
import { EDITING_KEYS, KEYS, SELECTION_KEYS } from '../keys.js';

const SECTIONS: readonly HelpSection[] = [
  {
    heading: 'Commands',
    entries: [
      ...slashSpecs('client').map((spec) => ({ label: slashUsage(spec.verb), help: spec.help })),
      { label: '//TEXT', help: 'Say a text that begins with a slash' },
    ],
  },
  { heading: 'Keys', entries: KEYS },
  { heading: 'While a message is chosen (Alt-S)', entries: SELECTION_KEYS },
  { heading: 'In the input line', entries: EDITING_KEYS },
];

export function clientHelp(offset: number, width: number, height: number): HelpPane {
  return helpPane(SECTIONS, offset, width, height);
}
