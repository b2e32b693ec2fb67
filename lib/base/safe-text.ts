/** Makes remote text harmless. */
import type { Brand } from './result.js';
export type SafeText = Brand<string, 'SafeText'>;
export function safeText(text: string): SafeText {
  return text.replace(/[\u0000-\u001f\u007f-\u009f\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g, '') as SafeText;
}
