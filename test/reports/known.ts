import type { Arrival, WrittenMessage } from '../e2e/truth';
import type { Person } from './people';
import type { Line, Template, Tenants } from './stage';

/** A campaign, as the run made it. */
export interface Campaign {
  readonly id: string;
  readonly name: string;
  readonly line: Line;
  readonly template: Template;
  /** Who started it; null of what never began. */
  readonly user: string | null;
}

/** An event, as the API shows it. */
export interface Logged {
  readonly stream: string;
  readonly type: string;
  readonly at: string;
  readonly data: Readonly<Record<string, unknown>>;
}

/** Everything that figures are counted anew from. */
export interface Known {
  readonly tenants: Tenants;
  readonly campaigns: readonly Campaign[];
  /** Rows of uploads, by their id: the first is row 1. */
  readonly uploads: ReadonlyMap<string, readonly Partial<Person>[]>;
  /** Keys of persons of whom nothing is left in the vault: each subaccount has its own of a subscriber. */
  readonly erased: ReadonlySet<string>;
  readonly ledger: readonly Arrival[];
  readonly written: readonly WrittenMessage[];
  readonly events: readonly Logged[];
}
