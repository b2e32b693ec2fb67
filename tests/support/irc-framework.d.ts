/** irc-framework has no types of its own; these are of what the tests use. */
declare module 'irc-framework' {
  /** What the library tells; each event has some of it. */
  export interface Told {
    readonly nick?: string;
    readonly target?: string;
    readonly message?: string;
    readonly channel?: string;
    readonly account?: string;
    readonly type?: string;
    readonly ident?: string;
    readonly new_nick?: string;
    readonly idle?: string;
    readonly channels?: string;
    readonly topic?: string;
    readonly reason?: string;
    readonly tags?: Readonly<Record<string, string>>;
    readonly users?: readonly { readonly nick: string }[];
    readonly commands?: readonly unknown[];
    readonly reply?: (text: string) => void;
  }

  export interface Bot {
    connect: (options: object) => void;
    on: (event: string, listener: (told: Told) => void) => void;
    once: (event: string, listener: (told: Told) => void) => void;
    join: (room: string) => void;
    say: (target: string, text: string) => void;
    notice: (target: string, text: string) => void;
    action: (target: string, text: string) => void;
    changeNick: (name: string) => void;
    whois: (name: string) => void;
    who: (target: string) => void;
    list: () => void;
    setTopic: (room: string, text: string) => void;
    part: (room: string, text: string) => void;
    quit: (text: string) => void;
    raw: (...words: readonly string[]) => void;
    requestCap: (caps: readonly string[]) => void;
    network: {
      readonly supports: (token: string) => unknown;
      readonly cap: { isEnabled: (cap: string) => boolean };
    };
  }

  const library: { readonly Client: new () => Bot };
  export default library;
}
