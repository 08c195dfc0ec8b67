import { may, type Principal, sees } from '@arauto/access';
import { type Clock, instant } from '@arauto/clock';
import {
  exportAggregate,
  exportDecider,
  keyAggregate,
  type Language,
  type Search,
  searchAggregate,
  searchDecider,
  type SkipCause,
  stream,
} from '@arauto/domain';
import {
  duty,
  type EventStore,
  execute,
  load,
  metadataOf,
  namedId,
  type Position,
  WrongExpectedRevision,
} from '@arauto/event-store';
import type { Vault } from '@arauto/privacy';
import { mayReadContents } from '../exports/export-access';
import type { GivenFilters } from '../exports/export-filters';
import { ExportOrders } from '../exports/export-orders';
import { ExportRoom } from '../exports/export-room';
import { refsOfFilters } from '../exports/filters-in-vault';
import type { ExportSettings } from '../exports/export-settings';
import type { Identities } from '../identities/identities';
import type { Views } from '../views';
import { daysOf } from './counted-days';
import { isTooLate, lastDue, nextDue } from './due-instants';
import { goneFilters } from './gone-filters';
import { PersonalFilters, questionFilters, type WholeFilters } from './personal-filters';
import { within } from './reach';

export interface SearchExportsParts {
  readonly store: EventStore;
  readonly views: Views;
  readonly vault: Vault;
  readonly identities: Identities;
  readonly settings: Pick<ExportSettings, 'waiting'>;
  readonly clock: Clock;
}

/** What a spreadsheet of the language splits cells at. */
const DELIMITERS: Readonly<Record<Language, ',' | ';'>> = { en: ',', 'pt-BR': ';', es: ';' };

type KeptSearch = Extract<Search, { readonly status: 'kept' | 'deleted' }>;

/** Why there is no export at a due instant. */
interface Skip {
  readonly why: SkipCause;
  readonly filters: readonly string[];
}

/** As it was when it was found to be due. */
interface SeenAsDue {
  readonly due: number;
  readonly owner: Principal;
  readonly whole: WholeFilters;
  /** The vault's mark before its filters were read. */
  readonly erasures: string;
}

/** What came of a search that was looked at because it was due. `no_room`: it stays due. */
export type DueOutcome = 'said' | 'nothing' | 'no_room';

/**
 * Asks for the exports of scheduled searches, as their owners would. The export of a due instant has one id, whoever asks for it and however often, and is
 * there before the search says so: where whoever asked ended between the two, the next one finds the export and says it.
 */
export class SearchExports {
  private readonly personal: PersonalFilters;
  private readonly orders: ExportOrders;
  private readonly room: ExportRoom;

  constructor(private readonly parts: SearchExportsParts) {
    const { views, vault, identities, settings } = parts;
    this.personal = new PersonalFilters(vault, identities);
    this.orders = new ExportOrders(views, vault, identities);
    this.room = new ExportRoom(views, settings);
  }

  /** Of instants that passed while nobody looked only the last counts. At the revision that it saw: an edit meanwhile is looked at anew. */
  async askDue(searchId: string): Promise<DueOutcome> {
    const { store, clock } = this.parts;
    const { state: search, revision } = await load(store, searchAggregate, searchId);
    if (search.status !== 'kept' || !search.planned?.nextAt) return 'nothing';
    const { schedule, nextAt: seen } = search.planned;
    const [first, now] = [Date.parse(seen), clock.now()];
    if (first > now) return 'nothing';
    const last = Math.max(first, lastDue(schedule, search.timeZone, now));
    // Whoever asked for the first may have ended before the search said so, and nobody have looked since.
    const asked = await this.askedOf(searchId, first === last ? [first] : [first, last]);
    const due = asked ?? last;
    const exportId = exportIdOf(searchId, due);
    const found = asked === undefined ? await this.ask(search, searchId, exportId, due) : 'asked';
    if (found === 'no_room') return found;
    const skip = found !== 'asked' && 'why' in found ? found : undefined;
    const next = instant(nextDue(schedule, search.timeZone, due));
    const said = { seen, dueAt: instant(due) };
    const command =
      skip === undefined
        ? ({ type: 'RequestSearchExport', ...said, exportId, nextAt: next } as const)
        : // A key that was revoked stays so.
          ({ type: 'SkipSearchExport', ...said, ...skip, nextAt: skip.why === 'key_revoked' ? null : next } as const);
    try {
      const { events } = await execute(store, searchDecider, stream.search(searchId), command, {
        eventId: () => namedId(exportId, command.type),
        metadata: metadataOf({ actor: duty('searches'), correlationId: searchId }),
        expectedRevision: revision,
      });
      return events.length > 0 ? 'said' : 'nothing';
    } catch (error) {
      if (error instanceof WrongExpectedRevision) return 'nothing';
      throw error;
    }
  }

  /** Has one that is due too late for its schedule due when it should be: it would be silent until then. @returns whether it was */
  async pullBack(searchId: string): Promise<boolean> {
    const { store, clock } = this.parts;
    const { state: search, revision } = await load(store, searchAggregate, searchId);
    if (search.status !== 'kept' || !search.planned?.nextAt) return false;
    const { schedule, nextAt: seen } = search.planned;
    const now = clock.now();
    if (!isTooLate(schedule, search.timeZone, Date.parse(seen), now)) return false;
    const nextAt = instant(nextDue(schedule, search.timeZone, now));
    try {
      const command = { type: 'RescheduleSearch', seen, nextAt } as const;
      const { events } = await execute(store, searchDecider, stream.search(searchId), command, {
        eventId: () => namedId(searchId, command.type, String(revision)),
        metadata: metadataOf({ actor: duty('searches'), correlationId: searchId }),
        expectedRevision: revision,
      });
      return events.length > 0;
    } catch (error) {
      if (error instanceof WrongExpectedRevision) return false;
      throw error;
    }
  }

  private async ask(
    search: KeptSearch,
    searchId: string,
    exportId: string,
    due: number,
  ): Promise<Skip | { readonly position: Position } | 'no_room'> {
    const { vault, views } = this.parts;
    const owner = await this.ownerOf(search);
    if ('why' in owner) return owner;
    const erasures = await vault.erasures();
    const [whole] = await this.personal.read([search]);
    const gone = await goneFilters(views.operational, search, whole!, owner);
    const erased = whole!.erased.filter((filter) => filter !== 'phone' || whole!.phones!.length === 0);
    if (erased.length > 0) return { why: 'filters_erased', filters: erased };
    const missing = gone.filter((filter) => filter !== 'phone');
    if (missing.length > 0) return { why: 'filters_gone', filters: missing };
    const request = () => this.request(search, searchId, exportId, { due, owner, whole: whole!, erasures });
    return this.room.within<{ readonly position: Position }, 'no_room'>(search.owner, request, () => 'no_room');
  }

  private async request(
    search: KeptSearch,
    searchId: string,
    exportId: string,
    { due, owner, whole, erasures }: SeenAsDue,
  ): Promise<{ readonly position: Position }> {
    const { store, vault } = this.parts;
    const { report, period, columns, language, timeZone } = search;
    const format = search.planned?.schedule.format ?? search.format;
    const days = period === null ? {} : daysOf(period, due, timeZone);
    const order = await this.orders.take(within(owner, search.subaccountId), exportId, {
      ...{ report, filters: { ...questionFilters(whole), ...days } as GivenFilters },
      ...{ columns, format, language, timeZone, delimiter: format === 'csv' ? DELIMITERS[language] : null },
      searchId,
    });
    if (order.personalRef !== null && (await vault.erasures()) !== erasures) {
      // Somebody was erased while it was copied, and must not come back with the copy.
      await vault.remove(await refsOfFilters(vault, [order.personalRef]));
      throw new Error(`somebody was erased while an export of the search ${searchId} was asked for`);
    }
    const command = { type: 'RequestExport', ...order } as const;
    return execute(store, exportDecider, stream.export(exportId), command, {
      eventId: () => namedId(exportId, 'RequestExport'),
      metadata: metadataOf({ actor: duty('searches'), correlationId: searchId }),
    });
  }

  /** The key that saved it, as it may act now. */
  private async ownerOf({ owner: id, subaccountId, report }: KeptSearch): Promise<Principal | Skip> {
    const { state: key } = await load(this.parts.store, keyAggregate, id);
    if (key.status !== 'active') return { why: 'key_revoked', filters: [] };
    const owner = { id, name: key.name, roles: key.roles, subaccountIds: key.subaccountIds };
    const mayExport = may(owner, 'report:export') && mayReadContents(owner, report);
    if (mayExport && (subaccountId === null || sees(owner, subaccountId))) return owner;
    return { why: 'not_permitted', filters: [] };
  }

  /** The first of these instants of which there is an export. */
  private async askedOf(searchId: string, instants: readonly number[]): Promise<number | undefined> {
    for (const due of instants) {
      const { state } = await load(this.parts.store, exportAggregate, exportIdOf(searchId, due));
      if (state.status !== 'none') return due;
    }
    return undefined;
  }
}

function exportIdOf(searchId: string, due: number): string {
  return namedId(searchId, instant(due));
}
