import { type BusinessNumber } from './business-numbers';
import { type Fate } from './fate';
import { type Handset } from './handsets';
import { type SentFile } from './inbound-media';
import { type Writer } from './inbound-update';
import { type Step } from './journey';
import { type JsonObject } from './json-object';
import { type Knobs } from './knobs';
import { type ScenarioName } from './scenarios';
import { type Update } from './update';

export interface Settings {
  readonly seed: number | string;
  /** Divides every delay; 1 is real time. */
  readonly speed: number;
  readonly scenario: ScenarioName;
}

/** What is known about an accepted message. */
export interface Accepted {
  readonly number: BusinessNumber;
  readonly digits: string;
  readonly handset: Handset;
  readonly person: Writer;
  readonly template: string | null;
  readonly freeForm?: JsonObject;
  readonly category: string;
  readonly quickReplies: readonly { readonly text: string; readonly payload: string }[];
  readonly callbackData: string | null;
  readonly serial: number;
  /** When its journey began, wall clock, ms; missing in what an earlier version wrote. */
  readonly acceptedAt?: number;
}

/** A message that is on its way, as it is kept over a restart. */
export interface MessageState {
  readonly message: Omit<Accepted, 'number'> & { readonly number: string };
  readonly fate: Fate;
  readonly drawsKey: string;
  readonly steps: readonly Step[];
  readonly priced: number;
}

/** A run as it is kept over a restart. */
export interface WorldState {
  readonly settings: Settings;
  readonly knobs: Knobs;
  readonly sessions: Map<string, number>;
  readonly optedOut: ReadonlySet<string>;
  /** Missing in what an earlier version wrote. */
  readonly media?: ReadonlyMap<string, SentFile>;
  readonly portfolios: ReadonlyMap<string, Map<Handset, number>>;
  /** Null where the run was cut off in the middle: what was under way is not known, and ids begin anew. */
  readonly underway: {
    readonly epoch: string;
    readonly serial: number;
    readonly attempts: ReadonlyMap<number, number>;
    readonly messages: readonly MessageState[];
    /** By number: what no receiver has acknowledged. */
    readonly updates: readonly (readonly [number: string, updates: readonly Update[]])[];
  } | null;
}
