import type { ExportReport, JsonValue } from '@arauto/domain';
import type { Type } from '@nestjs/common';
import { ListContactsQuery } from '../contacts/list-contacts';
import { Field, finding, id, type Kind, kindsOf, under } from '../fields';
import { ConsolidatedQuery } from '../reports/consolidated-query';
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

/** Of every report alike: they stand beside the filters, or mean nothing for a file. */
const BESIDE: readonly string[] = ['after', 'limit', 'cursor', 'language', 'timeZone', 'columns'];

/** What names a person: kept in the vault. */
const PERSONAL: readonly string[] = ['phone', 'name', 'q'];

/** Filters as they are written in JSON. */
export type GivenFilters = { readonly [name: string]: JsonValue };

/**
 * Filters of a report, read as its query would be from text.
 * @throws Refusal `validation_failed` with every one that is wrong, missing or unknown
 */
export function readFilters<Report extends ExportReport>(report: Report, given: GivenFilters): FiltersOf[Report] {
  const kinds = new Map([...kindsOf(CLASSES[report])].filter(([name]) => !BESIDE.includes(name)));
  const problems = new Problems();
  const add = (name: string, kind: Kind<unknown>, value: unknown) => {
    const findings = value === undefined ? finding('required', 'is missing') : kind.check(value);
    for (const { path, code, message } of under(`filters.${name}`, findings)) {
      problems.add(path, code, `${path} ${message}.`);
    }
  };
  const values: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(given)) {
    const kind = kinds.get(name);
    if (!kind) problems.add(`filters.${name}`, 'unknown_field', `filters.${name} is no filter of this report.`);
    else values[name] = valueOf(kind, value);
  }
  for (const [name, kind] of kinds) {
    if (values[name] !== undefined || !kind.optional) add(name, kind, values[name]);
  }
  problems.refuse();
  return values as unknown as FiltersOf[Report];
}

function valueOf({ ofText, repeats }: Kind<unknown>, given: JsonValue): unknown {
  if (repeats) return [given].flat();
  return typeof given === 'string' && ofText ? ofText(given) : given;
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
