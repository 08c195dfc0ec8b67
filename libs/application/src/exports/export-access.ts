import { may, type Permission, type Principal, seesEverything } from '@arauto/access';
import type { ExportAsker, ExportReport } from '@arauto/domain';
import { Forbidden } from '../errors';
import { seesPersonal } from '../use-case/personal';
import { seesSearch, type SharedSearch } from '../searches/reach';
import { notFound } from '../use-case/problems';

/** What one must be allowed to read what is in the file of a report. */
const CONTENTS: Readonly<Record<ExportReport, Permission>> = {
  detailed: 'report:read',
  consolidated: 'report:read',
  records: 'report:read',
  verdicts: 'contact:read',
  contacts: 'contact:read',
  events: 'event:read',
};

export function mayReadContents(principal: Principal, report: ExportReport): boolean {
  return may(principal, CONTENTS[report]);
}

/** @throws Forbidden for who may not read what is in it */
export function requireContents(principal: Principal, report: ExportReport): void {
  if (mayReadContents(principal, report)) return;
  throw new Forbidden(`An export of ${report} needs ${CONTENTS[report]}, which the roles of this key do not have.`);
}

/** What decides who an export is for. */
export interface Owned {
  readonly askedBy: ExportAsker;
  readonly report: ExportReport;
  readonly searchId?: string | null;
}

/** A search as it is now; undefined of one that is not there any more. */
export type SearchOf = (searchId: string) => Promise<SharedSearch | undefined>;

/** An export is its asker's, and that of keys of every subaccount: they may take it away. @throws Refusal `not_found` */
export function requireOwn(principal: Principal, { askedBy }: Owned): void {
  if (!isOwn(principal, askedBy)) throw notFound('export');
}

/**
 * An export is there for the key that asked for it, for keys of every subaccount, and, where a search that is shared made it, for whoever sees that and may
 * read the report. @throws Refusal `not_found`
 */
export async function requireVisible(principal: Principal, { askedBy, report, searchId }: Owned, searchOf: SearchOf) {
  if (isOwn(principal, askedBy)) return;
  const search = searchId ? await searchOf(searchId) : undefined;
  if (!search || !seesSearch(principal, search) || !mayReadContents(principal, report)) throw notFound('export');
}

function isOwn(principal: Principal, { id }: Pick<ExportAsker, 'id'>): boolean {
  return principal.id === id || seesEverything(principal);
}

/** Whether whoever sees a search that is shared may have the files it makes, as they show what their asker may see. */
export function mayHaveFilesOf(principal: Principal, { asker, report }: { asker: ExportAsker; report: ExportReport }) {
  const seesAsMuch = seesPersonal(principal) || !seesPersonal(asker);
  return may(principal, 'report:export') && mayReadContents(principal, report) && seesAsMuch;
}

/** A file shows what its asker may see. @throws Forbidden for who may not see as much */
export function requireAsMuch(principal: Principal, askedBy: ExportAsker, report: ExportReport): void {
  requireContents(principal, report);
  if (seesPersonal(askedBy) && !seesPersonal(principal)) {
    throw new Forbidden('This file shows phones and names, which the roles of this key do not.');
  }
}
