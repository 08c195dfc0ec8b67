import { type KeptKey, KeyRing, makeFirstKey } from '@arauto/access';
import {
  CLOCK,
  CONTACT_FILES,
  type Defaults,
  DEFAULTS,
  EVENT_SEARCH,
  EVENT_STORE,
  EXPORT_FILES,
  EXPORT_PROGRESS,
  EXPORT_SETTINGS,
  FLOOR,
  Identities,
  KeptMedia,
  PLATFORM,
  RANDOM,
  SECRETS,
  STORED_EVENTS,
  VAULT,
  type Verifier,
  VERIFIER,
  VIEWS,
  WEBHOOK_ARRIVALS,
} from '@arauto/application';
import { idOf, streamPrefix } from '@arauto/domain';
import type { EventReader, Position } from '@arauto/event-store';
import type { Configuration } from '../../../config/configuration';
import type { Log } from './log';
import { optOutLists } from './opt-outs';
import { afterRestores, type OutsideMemory } from './restores';
import { Runtime, type RuntimeParts } from './runtime';

/** What an engine is put together of. */
export interface EngineParts extends Omit<
  RuntimeParts,
  'secret' | 'optOuts' | 'attributionSeconds' | 'duties' | 'mark'
> {
  /**
   * The secret of the installation.
   * @param sealed whether the vault holds anything that only the right one opens
   */
  readonly secret: (sealed: boolean) => string;
  /** Undefined: the first key is made by hand. */
  readonly firstKey: KeptKey | undefined;
  readonly verifier: Verifier;
  readonly marks: OutsideMemory;
  readonly log: Log;
}

/** All of an engine but its HTTP edge. */
export interface Composition {
  /** Not started. */
  readonly runtime: Runtime;
  readonly secret: string;
  /** Where the log ended before. */
  readonly head: Position;
  readonly newAdminKey: string | undefined;
  /** What use cases are given, besides each other. */
  readonly given: readonly Given[];
}

export interface Given {
  readonly provide: symbol | typeof Identities | typeof KeyRing | typeof KeptMedia;
  readonly useValue: unknown;
}

/**
 * Puts the duties together, and does what must be done before any of them starts.
 * @throws SecretError, SqliteError, WrittenByLaterVersion, the system's error for a file that cannot be kept
 */
export async function compose(parts: EngineParts, configuration: Configuration): Promise<Composition> {
  const { events } = parts.stores;
  const subaccountId = await firstSubaccount(events);
  const secret = parts.secret(subaccountId !== undefined);
  const mark = await afterRestores(parts, parts.marks, subaccountId !== undefined);
  const head = await events.head();
  const { duties, attributionSeconds } = configuration;
  const optOuts = optOutLists(configuration.optOuts);
  const runtime = new Runtime({ ...parts, secret, mark, duties, optOuts, attributionSeconds });
  // What the first subaccount has sealed: with another secret every person would become somebody else, and be sent to again.
  if (subaccountId !== undefined) await runtime.identities.secretOf(subaccountId);
  const newKey = parts.firstKey && (await makeFirstKey(events, parts.random, parts.firstKey));
  return { runtime, secret, head, newAdminKey: newKey?.secret, given: givenOf(parts, runtime, configuration) };
}

async function firstSubaccount(events: EventReader): Promise<string | undefined> {
  const filter = { streamPrefixes: [streamPrefix.subaccount], types: ['SubaccountCreated'] };
  for await (const { stream } of events.readAll({ filter, limit: 1 })) return idOf(stream, streamPrefix.subaccount);
  return undefined;
}

function givenOf(parts: EngineParts, runtime: Runtime, configuration: Configuration): readonly Given[] {
  const { stores } = parts;
  const defaults: Defaults = {
    reportingHorizonSeconds: configuration.reportingHorizonSeconds,
    unknownGraceSeconds: configuration.unknownGraceSeconds,
    retryScale: configuration.retryScale,
  };
  const keptMedia = new KeptMedia(stores.vault, configuration.keepMedia, (error) =>
    runtime.say('a file that a person sent could not be kept', { error }),
  );
  const values: readonly (readonly [Given['provide'], unknown])[] = [
    [EVENT_STORE, stores.events],
    [STORED_EVENTS, stores.stored],
    [EVENT_SEARCH, stores.search],
    [VIEWS, stores.views],
    [VAULT, stores.vault],
    [VERIFIER, parts.verifier],
    [CLOCK, parts.clock],
    [RANDOM, parts.random],
    [SECRETS, runtime.secrets],
    [FLOOR, runtime.floor],
    [CONTACT_FILES, stores.files],
    [EXPORT_FILES, stores.exportFiles],
    [EXPORT_PROGRESS, runtime.exportProgress],
    [WEBHOOK_ARRIVALS, runtime.arrivals],
    [EXPORT_SETTINGS, parts.exportSettings],
    [DEFAULTS, defaults],
    [PLATFORM, runtime.platform],
    [Identities, runtime.identities],
    [KeptMedia, keptMedia],
    [KeyRing, runtime.keys],
  ];
  return values.map(([provide, useValue]) => ({ provide, useValue }));
}
