/** Whether a server is called with TLS, and which certificate is its: the first one seen at an address, as ssh does it. */
import { CERTIFICATE, known, pin } from './pins.js';
import { codeOf } from '../../files/private-files.js';

export class TlsTrust {
  private pinned: string | null;
  private isOn: boolean;
  private isEphemeral = false;
  private news: string | null = null;

  /** `address` is as it was typed, with its port. A server that has once spoken TLS is never called without. */
  constructor(private readonly address: string) {
    this.pinned = known(CERTIFICATE, address);
    this.isOn = this.pinned !== null;
  }

  /** For `dial`. */
  get isServer(): ((fingerprint: string) => boolean) | null {
    return this.isOn ? (fingerprint) => this.trusts(fingerprint) : null;
  }

  /** The one that this connection is safe by; null where there is none that could be known again. */
  get certificate(): string | null {
    return this.isOn ? this.pinned : null;
  }

  /** The server has said that it speaks TLS too, and whether with a certificate that will not be seen again. */
  turnOn(isEphemeral: boolean): void {
    this.isOn = true;
    this.isEphemeral = isEphemeral;
  }

  /** It does not any more. False where that is not to be believed. */
  turnOff(): boolean {
    if (this.pinned === null) this.isOn = false;
    return !this.isOn;
  }

  /** What the person has to know, once. */
  takeNews(): string | null {
    const { news } = this;
    this.news = null;
    return news;
  }

  private trusts(fingerprint: string): boolean {
    if (this.pinned !== null) return fingerprint === this.pinned;
    if (this.isEphemeral) return true;
    try {
      this.pinned = pin(CERTIFICATE, this.address, fingerprint);
      this.news = 'Encrypted. /account helps to check that it is the host you are talking to.';
    } catch (error) {
      this.pinned = fingerprint;
      this.news = `The certificate of this chatroom cannot be kept (${codeOf(error)}): the next visit will not know it again.`;
    }
    return this.pinned === fingerprint;
  }
}
