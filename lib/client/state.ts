/** What the client knows of the chatroom: its own name, the rooms it is in, who is there, topics. */
import { fold, sameName, type Folded } from '../base/casefold.js';

export interface Person {
  readonly name: string;
  /** The symbols of what they may do in the room, highest first: `@`, `+`, `@+` or nothing. */
  readonly ranks: string;
  readonly away: boolean;
}

export interface Room {
  readonly name: string;
  topic: string;
  /** Changed by the functions below alone. */
  readonly people: Map<Folded, Person>;
  /** Another number after each change of `people`, so that what is made of all of them is made once. */
  peopleVersion: number;
  /** False while the connection is lost, or after one was put out. */
  inside: boolean;
  /** False until the list of people has come, after each entry. */
  listed: boolean;
}

export interface ChatState {
  /** The own name; empty before the first registration. */
  me: string;
  /** What the chatroom calls itself. */
  network: string;
  /** The own `name!user@host` as others see it, where it has been seen. */
  mask: string | null;
  away: boolean;
  readonly rooms: Map<Folded, Room>;
}

export function emptyChat(): ChatState {
  return { me: '', network: '', mask: null, away: false, rooms: new Map() };
}

export function isMe(chat: ChatState, name: string): boolean {
  return sameName(chat.me, name);
}

export function findRoom(chat: ChatState, name: string): Room | undefined {
  return chat.rooms.get(fold(name));
}

/** Whether somebody of that name is in a room with us. */
export function isAround({ rooms }: ChatState, name: string): boolean {
  return Array.from(rooms.values()).some(({ people }) => people.has(fold(name)));
}

export function enterRoom(chat: ChatState, name: string): Room {
  const known = findRoom(chat, name);
  const room: Room = known ?? {
    name,
    topic: '',
    people: new Map(),
    peopleVersion: 0,
    inside: true,
    listed: false,
  };
  room.inside = true;
  room.listed = false;
  room.people.clear();
  room.peopleVersion += 1;
  room.topic = '';
  chat.rooms.set(fold(name), room);
  return room;
}

export function leaveRoom(chat: ChatState, name: string): void {
  chat.rooms.delete(fold(name));
}

/** Keeps the rooms, so that they can be entered again, but nobody is known to be there. */
export function loseRooms(chat: ChatState): void {
  for (const room of chat.rooms.values()) room.inside = false;
}

export function addPerson(room: Room, name: string, ranks = ''): void {
  const away = room.people.get(fold(name))?.away ?? false;
  room.people.set(fold(name), { name, ranks, away });
  room.peopleVersion += 1;
}

export function removePerson(room: Room, name: string): boolean {
  room.peopleVersion += 1;
  return room.people.delete(fold(name));
}

export function changePerson(room: Room, name: string, change: Partial<Person>): void {
  const person = room.people.get(fold(name));
  if (person === undefined) return;
  room.people.set(fold(name), { ...person, ...change });
  room.peopleVersion += 1;
}

/** Away or back again, in every room in which we know a person to be. */
export function changeAway(chat: ChatState, name: string, away: boolean): void {
  for (const room of roomsOf(chat, name)) changePerson(room, name, { away });
}

/** The rooms in which we know a person to be. */
export function roomsOf(chat: ChatState, name: string): readonly Room[] {
  return [...chat.rooms.values()].filter((room) => room.people.has(fold(name)));
}

export function renamePerson(chat: ChatState, from: string, to: string): readonly Room[] {
  const rooms = roomsOf(chat, from);
  for (const room of rooms) {
    const person = room.people.get(fold(from));
    room.people.delete(fold(from));
    if (person !== undefined) room.people.set(fold(to), { ...person, name: to });
    room.peopleVersion += 1;
  }
  return rooms;
}
