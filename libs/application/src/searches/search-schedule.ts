import { may, type Principal } from '@arauto/access';
import {
  REPORT_FORMATS,
  type ReportFormat,
  type SearchedReport,
  type SearchSchedule,
  type Weekday,
  WEEKDAYS,
} from '@arauto/domain';
import { Forbidden } from '../errors';
import { requireContents } from '../exports/export-access';
import { Field, nullable, oneOf, optional, text } from '../fields';
import { invalid } from '../use-case/problems';

const TIME_OF_DAY = text({
  max: 5,
  pattern: /^([01]\d|2[0-3]):[0-5]\d$/,
  of: 'a time of day like 08:00',
  example: '08:00',
});

export class SearchScheduleBody {
  @Field(oneOf(['day', 'week'])) readonly every!: 'day' | 'week';
  @Field(optional(nullable(oneOf(WEEKDAYS))), 'The day of a week, and of nothing else.') readonly on?: Weekday | null;
  @Field(TIME_OF_DAY, 'By the clocks of the search’s `timeZone`.') readonly at!: string;
  @Field(optional(nullable(oneOf(REPORT_FORMATS))), 'Of the files: that of the search by default.')
  readonly format?: ReportFormat | null;
}

/**
 * A schedule as somebody gives it to a search.
 * @throws Forbidden for who may not ask for an export of the report; Refusal `validation_failed`
 */
export function scheduleOf(
  { every, on = null, at, format = null }: SearchScheduleBody,
  principal: Principal,
  report: SearchedReport,
): SearchSchedule {
  if (!may(principal, 'report:export')) {
    throw new Forbidden('To schedule a search needs report:export, which the roles of this key do not have.');
  }
  requireContents(principal, report);
  if (every === 'week' && on === null) {
    throw invalid('schedule.on', 'required', 'schedule.on is missing: the day of the week.');
  }
  if (every === 'day' && on !== null) {
    throw invalid('schedule.on', 'out_of_place', 'schedule.on is of every week, and not of every day.');
  }
  return { every, on, at, format };
}
