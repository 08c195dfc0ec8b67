import type { Problem } from '@arauto/domain';

/** What would happen if it were started now. */
export interface PreflightBody {
  readonly ok: boolean;
  /** What a start would be refused with. */
  readonly problems: readonly Problem[];
  /** What a start would not be refused for, and somebody should know before it. */
  readonly warnings: readonly Problem[];
  /** Contacts as they stand now. Those that ended otherwise, removed for one, are in `contacts` only. */
  readonly audience: {
    readonly rows: number;
    readonly contacts: number;
    /** Wait to be sent to, and would be. */
    readonly valid: number;
    readonly invalid: number;
    readonly duplicate: number;
    /** Ended as opted out, or wait and would. */
    readonly suppressed: number;
    readonly uploadsOpen: number;
  };
  /** Per template variable, contacts that have no value for it and no default. */
  readonly missingVariables: readonly { readonly variable: string; readonly contacts: number }[];
  /** Per field, contacts whose value the template cannot take once it is filled in. */
  readonly unfitValues: readonly { readonly field: string; readonly message: string; readonly contacts: number }[];
  readonly template: { readonly id: string; readonly name: string | null; readonly status: string | null } | null;
  readonly sender: { readonly id: string; readonly status: string | null; readonly tier: number | null } | null;
  /** At this pace and tier, from the first message to the last. */
  readonly duration: { readonly seconds: number; readonly days: number; readonly messagesPerSecond: number } | null;
  /** Null until there is a dated rate table: an estimate without one would be a guess. */
  readonly cost: null;
}
