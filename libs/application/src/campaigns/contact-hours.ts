import { instant } from '@arauto/clock';
import { openingOf } from '@arauto/dispatch';
import type { CampaignSettings, Problem } from '@arauto/domain';
import type { ViewReader } from '@arauto/read-models';
import { contactsView } from '@arauto/read-models/operational';
import type { CampaignNumber } from './campaign-numbers';
import { durationOf } from './duration';
import type { PreflightBody } from './preflight.body';

/** Those of an audience who live by the same clocks. */
export interface Inhabitants {
  /** Null where it is not known; of an audience whose clocks do not count, everybody's. */
  readonly country: string | null;
  readonly contacts: number;
}

/** More are not named one by one. */
const MOST_NAMED = 8;

/** Who waits, by the country whose clocks count for them. Goes through all who wait, where a window goes by the clocks of contacts. */
export async function inhabitantsOf(
  campaignId: string,
  { sendWindow }: CampaignSettings,
  waiting: number,
  views: Pick<ViewReader, 'countBy'>,
): Promise<readonly Inhabitants[]> {
  if (sendWindow?.zone !== 'contact') return [{ country: null, contacts: waiting }];
  const counted = await views.countBy(contactsView, [{ field: 'queue', equals: campaignId }], ['country']);
  return counted.map(({ values: [country], count }) => ({
    country: (country ?? null) as string | null,
    contacts: count,
  }));
}

/** Until the last country has been sent to, and not before the numbers are through with everybody. */
export function longestDuration(
  people: number,
  settings: CampaignSettings,
  numbers: readonly CampaignNumber[],
  begins: number,
  inhabitants: readonly Inhabitants[],
): PreflightBody['duration'] {
  if (settings.sendWindow?.zone !== 'contact') return durationOf(people, settings, numbers, begins);
  const atAnyHour = durationOf(people, { ...settings, sendWindow: null }, numbers, begins);
  if (atAnyHour === null) return null;
  const waiting = inhabitants.reduce((sum, { contacts }) => sum + contacts, 0);
  return inhabitants.reduce((longest, { country, contacts }) => {
    // The first message of all may be another country's: what is closed at the beginning counts.
    const { isOpen, until } = openingOf(settings, begins, country);
    const opensIn = isOpen ? 0 : (until - begins) / 1000;
    const own = durationOf((people * contacts) / waiting, settings, numbers, begins, country);
    const seconds = opensIn + (own?.seconds ?? 0);
    return seconds > longest.seconds ? { ...longest, seconds, days: Math.ceil(seconds / 86_400) } : longest;
  }, atAnyHour);
}

/** Whom the window keeps waiting at first, and for whom it never opens. */
export function hoursWarnings(
  settings: CampaignSettings,
  inhabitants: readonly Inhabitants[],
  begins: number,
): readonly Problem[] {
  const closed = inhabitants
    .map(({ country }) => ({ country, ...openingOf(settings, begins, country) }))
    .filter(({ isOpen }) => !isOpen);
  const never = closed.filter(({ country, until }) => !openingOf(settings, until, country).isOpen);
  const later = closed.filter((each) => !never.includes(each));
  const opens = later.reduce((first, { until }) => Math.min(first, until), Infinity);
  return [
    ...(never.length > 0 ? [neverOpen(namesOf(never))] : []),
    ...(later.length === 0
      ? []
      : [later.length < inhabitants.length ? someWait(namesOf(later), opens) : allWait(opens)]),
  ];
}

function namesOf(closed: readonly { readonly country: string | null }[]): string {
  const names = closed.slice(0, MOST_NAMED).map(({ country }) => country ?? '?');
  return (closed.length > MOST_NAMED ? [...names, '…'] : names).join(', ');
}

function allWait(opens: number): Problem {
  const message = `Nothing is sent before ${instant(opens)}: the send window is closed until then.`;
  return { path: 'sendWindow', code: 'outside_window', message };
}

function someWait(countries: string, opens: number): Problem {
  const message = `By the clocks of these countries the send window is closed at first, of the first of them until ${instant(opens)}: ${countries}.`;
  return { path: 'sendWindow', code: 'outside_window', message };
}

function neverOpen(countries: string): Problem {
  const message = `There is no hour at which the send window is open in all time zones of these countries, so that contacts there wait for ever: ${countries}. Make it longer, or let it go by the clocks of the campaign.`;
  return { path: 'sendWindow', code: 'window_never_opens', message };
}
