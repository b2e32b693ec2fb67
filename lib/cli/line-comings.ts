/** Who comes and goes, line by line: by the same rules as on the full screen, but what is printed stays as it is. */
import { fold, sameName, type Folded } from '../base/casefold.js';
import type { ClientEvent, Speech } from '../client/event.js';
import type { Settings } from '../client/settings.js';
import {
  forgetQuiet,
  hasSpokenLately,
  isQuiet,
  keepQuiet,
  noteSpeech,
  noVoices,
  quietText,
  renameVoice,
  takeQuiet,
  type Voices,
} from '../tui/voices.js';

type Joined = Extract<ClientEvent, { kind: 'joined' }>;
type Gone = Extract<ClientEvent, { kind: 'left' | 'quit' }>;
type Renamed = Extract<ClientEvent, { kind: 'renamed' }>;

export class LineComings {
  private readonly rooms = new Map<Folded, Voices>();

  constructor(private readonly settings: () => Settings) {}

  /** Whether it is told now; what is not is told when they speak. */
  tellsJoined(event: Joined): boolean {
    const { room, who, at } = event;
    if (this.isAlways) return true;
    const voices = this.voices(room);
    if (this.isOn && hasSpokenLately(voices, who, at)) return true;
    keepQuiet(voices, who, event);
    return false;
  }

  /** Also told of the one to whom one talks in private. */
  tellsGone({ who, at }: Gone, rooms: readonly string[], place: string): boolean {
    if (this.isAlways) return true;
    const voices = rooms.map((room) => this.voices(room));
    for (const each of voices) forgetQuiet(each, who);
    return this.isOn && (sameName(who, place) || voices.some((each) => hasSpokenLately(each, who, at)));
  }

  tellsRenamed(event: Renamed, place: string): boolean {
    const { from, to, at, own } = event;
    const voices = event.rooms.map((room) => this.voices(room));
    for (const each of voices) renameVoice(each, from, to);
    if (own || this.isAlways || sameName(from, place)) return true;
    if (voices.some((each) => hasSpokenLately(each, to, at))) return true;
    for (const each of voices) if (!isQuiet(each, to)) keepQuiet(each, to, event);
    return false;
  }

  /** What was kept quiet about somebody who speaks now; null for nothing. */
  heard({ place, from, at, earlier }: Speech): string | null {
    const voices = this.voices(place);
    noteSpeech(voices, from, at);
    if (earlier || this.isAlways) return null;
    const quiet = takeQuiet(voices, from, at);
    return quiet === null || !this.isOn ? null : quietText(quiet, at, this.settings().time);
  }

  private get isOn(): boolean {
    return this.settings().comings !== 'off';
  }

  private get isAlways(): boolean {
    return this.settings().comings === 'all';
  }

  private voices(place: string): Voices {
    const key = fold(place);
    const known = this.rooms.get(key);
    if (known !== undefined) return known;
    const voices = noVoices();
    this.rooms.set(key, voices);
    return voices;
  }
}
