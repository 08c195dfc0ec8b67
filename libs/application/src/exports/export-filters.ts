import type { ExportReport, JsonValue } from '@arauto/domain';
import type { Type } from '@nestjs/common';
import { ListContactsQuery } from '../contacts/list-contacts';
import { Field, id } from '../fields';
import { ConsolidatedQuery } from '../reports/consolidated-query';
import { findingsOf, valuesOf } from '../reports/given-filters';
import { RecordsFileQuery } from '../reports/record-filters';
import { DetailedFileQuery } from '../reports/stream-detailed-report';
import { StreamVerdictsQuery } from '../uploads/stream-verdicts';
import { Problems } from '../use-case/problems';

class ContactFilters extends ListContactsQuery {
  @Field(id) readonly campaign!: string;
}

class VerdictFilters extends StreamVerdictsQuery {
  @Field(id) readonly upload!: string;
}

class EventFilters {
  @Field(id) readonly campaign!: string;
}

/** What each report is filtered by, as its query has it. */
export interface FiltersOf {
  readonly detailed: DetailedFileQuery;
  readonly consolidated: ConsolidatedQuery;
  readonly records: RecordsFileQuery;
  readonly verdicts: VerdictFilters;
  readonly contacts: ContactFilters;
  readonly events: EventFilters;
}

const CLASSES: { readonly [Report in ExportReport]: Type<FiltersOf[Report]> } = {
  detailed: DetailedFileQuery,
  consolidated: ConsolidatedQuery,
  records: RecordsFileQuery,
  verdicts: VerdictFilters,
  contacts: ContactFilters,
  events: EventFilters,
};

/** What names a person: kept in the vault. */
const PERSONAL: readonly string[] = ['phone', 'name', 'q'];

/** Filters as they are written in JSON. */
export type GivenFilters = { readonly [name: string]: JsonValue };

/**
 * Filters of a report, read as its query would be from text.
 * @throws Refusal `validation_failed` with every one that is wrong, missing or unknown
 */
export function readFilters<Report extends ExportReport>(report: Report, given: GivenFilters): FiltersOf[Report] {
  const problems = new Problems();
  problems.addAll(findingsOf(CLASSES[report], given));
  problems.refuse();
  return valuesOf(CLASSES[report], given) as unknown as FiltersOf[Report];
}

/** Filters that may stand in the log, and those that name persons; undefined where none does. */
export function partsOfFilters(given: GivenFilters): {
  readonly filters: GivenFilters;
  readonly personal: GivenFilters | undefined;
} {
  const entries = Object.entries(given);
  const personal = entries.filter(([name]) => PERSONAL.includes(name));
  return {
    filters: Object.fromEntries(entries.filter(([name]) => !PERSONAL.includes(name))),
    personal: personal.length === 0 ? undefined : Object.fromEntries(personal),
  };
}
