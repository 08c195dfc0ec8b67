import { type Principal, seesEverything } from '@arauto/access';
import { type Clock, instant, instantOrNull } from '@arauto/clock';
import type { SkipCause } from '@arauto/domain';
import type { Found } from '@arauto/read-models';
import {
  type ExportDocument,
  exportsView,
  keysView,
  type SearchDocument,
  type searchesView,
} from '@arauto/read-models/operational';
import { Inject, Injectable } from '@nestjs/common';
import { mayHaveFilesOf } from '../exports/export-access';
import { ExportRoom } from '../exports/export-room';
import { documentsById } from '../reports/documents-by-id';
import type { Filters } from '../reports/given-filters';
import { CLOCK, VIEWS } from '../tokens';
import { shownPhone, shownText } from '../use-case/personal';
import type { Views } from '../views';
import { goneFilters } from './gone-filters';
import { PersonalFilters, type WholeFilters } from './personal-filters';
import type { SearchBody } from './search.body';

/** Searches as people read them. */
@Injectable()
export class ShowSearches {
  constructor(
    @Inject(VIEWS) private readonly views: Views,
    @Inject(PersonalFilters) private readonly personal: PersonalFilters,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(ExportRoom) private readonly room: ExportRoom,
  ) {}

  async show(found: readonly Found<typeof searchesView>[], principal: Principal): Promise<SearchBody[]> {
    const docs = found.map(({ doc }) => doc);
    const keys = await documentsById(
      this.views.operational,
      keysView,
      docs.map(({ owner }) => owner),
    );
    const wholes = await this.personal.read(docs);
    const { operational } = this.views;
    const gone = await Promise.all(docs.map((doc, at) => goneFilters(operational, doc, wholes[at]!, principal)));
    const waits = await Promise.all(docs.map((doc) => this.waitsOf(doc)));
    const exports = await documentsById(
      operational,
      exportsView,
      docs.flatMap(({ lastExport }) => lastExport ?? []),
    );
    return found.map(({ id, doc }, at) => {
      const { subaccountId, name, report, period, columns, format, language, timeZone, shared, owner, revision } = doc;
      return {
        ...{ id, subaccountId, name, report, filters: shownFilters(wholes[at]!, principal) },
        ...{ period, columns, format, language, timeZone, shared, own: owner === principal.id },
        schedule: doc.schedule,
        nextAt: instantOrNull(doc.nextAt),
        waits: waits[at]!,
        lastExport: lastExportOf(doc, exports.get(doc.lastExport ?? ''), principal),
        owner: { id: owner, name: keys.get(owner)?.name ?? null },
        gone: gone[at]!,
        createdAt: instant(doc.createdAt),
        updatedAt: instant(doc.updatedAt),
        revision,
      };
    });
  }

  private async waitsOf({ owner, nextAt }: SearchDocument): Promise<SearchBody['waits']> {
    if (nextAt === null || nextAt > this.clock.now()) return null;
    return (await this.room.openOf(owner)) >= this.room.most ? 'too_many_exports' : null;
  }
}

/** @param made what the views have of its export */
function lastExportOf(
  { lastDueAt, lastExport: id, lastSkip, owner }: SearchDocument,
  made: ExportDocument | undefined,
  principal: Principal,
): SearchBody['lastExport'] {
  if (lastDueAt === null) return null;
  const dueAt = instant(lastDueAt);
  if (lastSkip) {
    const { why: code, filters } = lastSkip;
    return { id: null, dueAt, outcome: 'skipped', why: { code, message: SKIPPED[code](filters) } };
  }
  const isTheirs = principal.id === owner || seesEverything(principal) || (made && mayHaveFilesOf(principal, made));
  return { id: isTheirs ? id : null, dueAt, outcome: made?.status ?? 'queued', why: made?.error ?? null };
}

const SKIPPED: Readonly<Record<SkipCause, (filters: readonly string[]) => string>> = {
  key_revoked: () => 'The key that saved this search was revoked: copy it, and schedule the copy.',
  not_permitted: () => 'The key that saved this search may not export it any more: copy it, and schedule the copy.',
  filters_gone: (filters) =>
    `The ${filters.join(', ')} that this search asks for is not there any more: edit its filters.`,
  filters_erased: (filters) => `Whom this search asks for by ${filters.join(', ')} was erased: edit its filters.`,
};

function shownFilters(whole: WholeFilters, principal: Principal): Filters {
  const { phones, name } = whole;
  return {
    ...whole.filters,
    ...(phones && { phone: phones.map((phone) => shownPhone({ phone }, principal)) }),
    ...(name !== null && { name: shownText(name, principal) }),
  };
}
