/** F2: the list of people is put away, as for copying, or fetched where the screen is too narrow for it by itself. */
import type { Model } from '../model.js';
import { FORCED_COLUMNS_MIN, peopleWidth } from '../view/people.js';
import { hint } from './hint.js';

export function switchPeople(model: Model): void {
  model.people = peopleWidth(model) > 0 ? 'hidden' : 'shown';
  if (model.people === 'shown' && model.size.columns < FORCED_COLUMNS_MIN) hint(model, '/who lists them');
}
