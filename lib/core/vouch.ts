/** What somebody is told has been done, and that is to outlive the server: where the disk takes nothing, they are told. */

export type Vouched =
  | 'claim'
  | 'link-device'
  | 'mark-read'
  | 'metadata'
  | 'mode'
  | 'redact'
  | 'register-account'
  | 'remove-device'
  | 'rename-room'
  | 'set-password'
  | 'topic';

/** For whoever asked for it, or for the host; `why` may not be known. */
export function unkeptWords(what: Vouched | null, why: string | null): string {
  const done = what === 'claim' ? 'The name is yours from now on' : 'That holds from now on';
  const because = why === null ? '' : `: ${why}`;
  return `${done}, but it is not kept yet${because}. It is tried again by itself; a server that ends before loses it`;
}

/** For whoever comes in meanwhile; those who are there were told when it began. */
export function nothingKeptText(why: string): string {
  return `What is said just now reaches everybody here, but is not kept: ${why}.`;
}
