import type { KeyRing, LoginLinks, Permission } from '@arauto/access';
import { shapes, type Shown } from '@arauto/application/fields';
import type { Duty } from '../../../../config/configuration';
import type { Limits } from '../../../../config/limits';

const { described, list, named, object, oneOf, orNull, text, time, whole } = shapes;

/** Who a bearer key belongs to. Revoking works at once, so it is asked on every request. */
export type Keys = Pick<KeyRing, 'whoIs' | 'holder'>;

/** Links that sign in once. */
export type Links = Pick<LoginLinks, 'make' | 'use'>;

/** One projection, as people watch it. `lag` is in events. */
export const projection = named(
  'Projection',
  object({
    name: text,
    version: whole,
    /** Standing by: another process writes it. */
    status: oneOf(['live', 'catching_up', 'standing_by', 'stopped']),
    /** When it stopped, or began to stand by. */
    since: orNull(text),
    position: text,
    lag: whole,
    /** The event it cannot apply. */
    poison: orNull(object({ position: text, type: text, message: text })),
  }),
);
export type ProjectionStatus = Shown<typeof projection>;

export const subscription = object({ name: text, status: text, position: text });
export type SubscriptionStatus = Shown<typeof subscription>;

/** How a store answers, and since when. */
export const storeCondition = object({
  name: oneOf(['event_store', 'view_store', 'vault']),
  status: oneOf(['up', 'slow', 'away']),
  since: text,
});
export type StoreConditionShown = Shown<typeof storeCondition>;

/** What runs here, on what. */
export const system = named(
  'System',
  object({
    version: text,
    node: text,
    platform: text,
    startedAt: described(time, 'Of the process that answers.'),
    uptimeSeconds: whole,
    duties: list(text),
    stores: list(object({ name: text, kind: text, status: text, since: text })),
    memoryBytes: whole,
    /** Of the data folder; null where the stores are servers. */
    disk: orNull(object({ totalBytes: whole, freeBytes: whole, usedByStores: whole })),
  }),
);
export type SystemShown = Shown<typeof system>;

/** What the composed engine says of itself. */
export interface EngineStatus {
  /** Ready: commands, queries and webhooks are served, and the views have what the log had at start. */
  readiness(): Promise<{
    readonly ready: boolean;
    readonly duties: readonly Duty[];
    /** What is missing, in words; empty when ready. */
    readonly waitingFor: readonly string[];
    /** What a person should look at, in words; it keeps nobody from being served. */
    readonly warnings: readonly string[];
    readonly stores: readonly StoreConditionShown[];
    readonly projections: readonly ProjectionStatus[];
    readonly subscriptions: readonly SubscriptionStatus[];
  }>;
  /** Begins to fill a projection anew, unless that is under way; undefined for a name that is none. */
  rebuild(name: string): Promise<ProjectionStatus | undefined>;
  system(): Promise<SystemShown>;
  /** For `/metrics`. Lag in events. */
  measures(): Promise<{
    readonly openAttempts: number;
    /** Null while the views cannot say. */
    readonly unmatched: number | null;
    /** Webhook elements for nobody we know since the start, by the sender at whose address they arrived. */
    readonly foreign: ReadonlyMap<string, number>;
    readonly lag: Readonly<Record<string, number>>;
  }>;
}

/** The part of a pino logger that is used here. */
export interface HttpLog {
  error(details: object, message: string): void;
  warn(details: object, message: string): void;
}

export interface HttpSettings {
  /** Keys of cursors and sessions are derived from it (`ARAUTO_SECRET`). */
  readonly secret: string | Uint8Array;
  /** The running version, for the documents. */
  readonly version: string;
  /** Where people reach the engine, as far as that is set; without a slash at the end. */
  readonly publicUrl: string | null;
  /** Most bytes of one contact file. */
  readonly maxFileBytes: number;
  readonly limits: Limits;
}

export const KEY_RING = Symbol('KeyRing');
export const LOGIN_LINKS = Symbol('LoginLinks');
export const ENGINE_STATUS = Symbol('EngineStatus');
export const HTTP_LOG = Symbol('HttpLog');
export const HTTP_SETTINGS = Symbol('HttpSettings');

/** Whether a request may do without a key, or what its key must permit: nothing in particular where that is empty. */
export type Access = 'public' | readonly Permission[];
