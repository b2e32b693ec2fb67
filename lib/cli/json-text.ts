/** JSON that is harmless on a terminal. */

/** What JSON leaves as it is, and a terminal would obey. */
const TERMINAL_CONTROLS = /[\u007f-\u009f]/g;

/** One line. */
export function jsonText(value: object): string {
  return JSON.stringify(value).replace(
    TERMINAL_CONTROLS,
    (control) => `\\u00${control.charCodeAt(0).toString(16)}`,
  );
}
