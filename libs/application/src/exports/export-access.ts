import { may, type Permission, type Principal, seesEverything } from '@arauto/access';
import type { ExportAsker, ExportReport } from '@arauto/domain';
import { Forbidden } from '../errors';
import { seesPersonal } from '../use-case/personal';
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

/** An export is there for the key that asked for it, and for keys of every subaccount. @throws Refusal `not_found` */
export function requireVisible(principal: Principal, askedBy: Pick<ExportAsker, 'id'>): void {
  if (principal.id !== askedBy.id && !seesEverything(principal)) throw notFound('export');
}

/** A file shows what its asker may see. @throws Forbidden for who may not see as much */
export function requireAsMuch(principal: Principal, askedBy: ExportAsker, report: ExportReport): void {
  requireContents(principal, report);
  if (seesPersonal(askedBy) && !seesPersonal(principal)) {
    throw new Forbidden('This file shows phones and names, which the roles of this key do not.');
  }
}
