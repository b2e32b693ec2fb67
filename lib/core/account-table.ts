/** Every account by its folded name, and how many names each device proves. */
import type { Folded } from '../base/casefold.js';
import type { Account } from './account.js';

export class AccountTable extends Map<Folded, Account> {
  private readonly names = new Map<string, number>();

  /** How many names the device with this key has. */
  namesOf(key: string): number {
    return this.names.get(key) ?? 0;
  }

  override set(name: Folded, account: Account): this {
    this.count(this.get(name), -1);
    this.count(account, 1);
    return super.set(name, account);
  }

  override delete(name: Folded): boolean {
    this.count(this.get(name), -1);
    return super.delete(name);
  }

  private count(account: Account | undefined, by: 1 | -1): void {
    for (const { key } of account?.devices ?? []) {
      const count = this.namesOf(key) + by;
      if (count > 0) this.names.set(key, count);
      else this.names.delete(key);
    }
  }
}
