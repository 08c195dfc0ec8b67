import { DateTime } from 'luxon';
import { PERIOD_END, PERIOD_START, ZONES } from './asking';
import { otherNotation, subscriber } from './people';
import type { Recount, Row } from './rows';

/** Filters as a query has them; several values of one are a list. */
export type Filters = Readonly<Record<string, string | readonly string[]>>;

type Dice = () => number;

/** The same throws for the same seed. */
export function dice(seed: number): Dice {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const ALWAYS = { from: PERIOD_START, to: PERIOD_END };

/** Whether a row is one that the filters mean. */
export function fits(row: Row, filters: Filters): boolean {
  const zone = text(filters, 'timeZone') ?? 'UTC';
  const instant = (moment: string) => instantOf(moment, zone);
  const meant: Readonly<Record<string, (value: string) => boolean>> = {
    type: (value) => row.type === value,
    from: (value) => row.at >= instant(value),
    to: (value) => row.at < instant(value),
    subaccount: (value) => row.subaccountId === value,
    user: (value) => row.user === value,
    campaign: (value) => row.campaignId === value,
    contentType: (value) => row.contentType === value,
    optOut: (value) => String(row.optOut) === value,
    withSession: (value) => String(row.sent!.withSession) === value,
    correlationId: (value) => row.correlationId === value,
    correlationIdPrefix: (value) => row.correlationId?.startsWith(value) === true,
    status: (value) => row.sent!.status === value,
    // Rows of somebody who was erased say nothing of the person, and are still found by who knows the number.
    phone: (value) => row.person === subscriber(value),
    contact: (value) => row.contactId === value,
    name: (value) => row.name?.toLowerCase().includes(value.toLowerCase()) === true,
    conversationId: (value) => row.conversationId === value,
    conversationType: (value) => row.conversationType === value,
    errorCode: (value) => row.sent!.error === value,
    sender: (value) => row.senderId === value,
    template: (value) => row.templateId === value,
    button: (value) => row.contentType === 'button' && row.button === value,
    timeZone: () => true,
  };
  return Object.entries(filters).every(([name, value]) => [value].flat().some((each) => meant[name]!(each)));
}

const instants = new Map<string, number>();

function instantOf(moment: string, zone: string): number {
  const name = `${moment} ${zone}`;
  let at = instants.get(name);
  if (at === undefined) instants.set(name, (at = DateTime.fromISO(moment, { zone }).toMillis()));
  return at;
}

function text(filters: Filters, name: string): string | undefined {
  const value = filters[name];
  return typeof value === 'string' ? value : undefined;
}

/** Whether somebody who asks so must name a campaign, too: the button stands at different places. */
function isAmbiguous({ known: { tenants } }: Recount, button: string): boolean {
  const places = [...tenants.first, tenants.second].flatMap(({ templates }) =>
    templates.flatMap(({ replies }) => [...replies].filter(([, label]) => label === button).map(([index]) => index)),
  );
  return new Set(places).size > 1;
}

/** Every filter alone, by values that some rows have, and by some that none has. */
export function singleFilters(recount: Recount): Filters[] {
  const both = (['MT', 'MO'] as const).flatMap((type) => {
    const rows = recount.rows[type];
    const values = (of: (row: Row) => string | null | undefined, most = 3) =>
      [...new Set(rows.map(of))].filter((value) => value !== null && value !== undefined).slice(0, most) as string[];
    const each = (name: string, some: readonly string[]) => some.map((value) => ({ [name]: value }));
    const times = rows.map(({ at }) => new Date(at).toISOString()).sort();
    const middle = times[Math.floor(times.length / 2)]!;
    const named = rows.find(({ name }) => name?.includes('9') === true);
    const shown = rows.filter(({ phone, person }) => phone !== null && person !== null);
    const gone = rows.find(({ phone, person }) => phone === null && person !== null);
    const found: Record<string, string | readonly string[]>[] = [
      {},
      ...each(
        'subaccount',
        values(({ subaccountId }) => subaccountId),
      ),
      ...each('user', [...values(({ user }) => user), 'nobody']),
      ...each(
        'campaign',
        values(({ campaignId }) => campaignId, 10),
      ),
      ...each('contentType', [...values(({ contentType }) => contentType, 30), 'system']),
      ...each(
        'correlationId',
        values(({ correlationId }) => correlationId, 2),
      ),
      ...each(
        'correlationId',
        values(({ correlationId: id }) => (id?.startsWith('=') === true ? id : null), 1),
      ),
      ...each(
        'phone',
        shown.slice(0, 4).map(({ person }, n) => otherNotation(person!, n)),
      ),
      { phone: shown.slice(-3).map(({ person }) => person!) },
      ...(gone ? [{ phone: gone.person! }] : []),
      ...each(
        'contact',
        values(({ contactId }) => contactId, 2),
      ),
      ...each(
        'conversationId',
        values(({ conversationId }) => conversationId, 2),
      ),
      ...each('conversationType', ['business_initiated', 'user_initiated', 'free_entry_point']),
      ...each(
        'sender',
        values(({ senderId }) => senderId),
      ),
      { from: middle },
      { to: middle },
      { from: middle, to: middle },
      ...ZONES.map((timeZone) => ({ timeZone, ...days(middle, timeZone) })),
    ];
    if (type === 'MO') {
      const labels = values(({ button }) => button, 5);
      found.push({ button: 'no such button' }, { optOut: 'true' }, { optOut: 'false' });
      for (const button of labels) {
        const campaign = rows.find((row) => row.button === button)!.campaignId!;
        found.push(isAmbiguous(recount, button) ? { button, campaign } : { button });
      }
    } else {
      found.push(
        ...each('withSession', ['true', 'false']),
        ...each('correlationIdPrefix', ['pedido-1', 'ordem', '=', 'edido']),
        ...each(
          'status',
          values(({ sent }) => sent!.status, 20),
        ),
        { status: ['read', 'invalid_destination', 'queued'] },
        ...each('errorCode', [...values(({ sent }) => sent!.error, 20), '1']),
        ...each(
          'template',
          values(({ templateId }) => templateId, 10),
        ),
        { name: named!.name!, campaign: named!.campaignId! },
        { name: 'ninguém', campaign: named!.campaignId! },
      );
    }
    return found.map((filters) => ({ ...ALWAYS, type, ...filters }));
  });
  return both;
}

/** The day of an instant in a zone. */
function days(instant: string, zone: string): { readonly from: string; readonly to: string } {
  const day = DateTime.fromISO(instant, { zone });
  return { from: day.toISODate()!, to: day.plus({ days: 1 }).toISODate()! };
}

/** Several filters at once: of what one row has, so that something is found, and of what another has, so that it is not always much. */
export function combination(recount: Recount, throwing: Dice): Filters {
  const pick = <Value>(values: readonly Value[]) => values[Math.floor(throwing() * values.length)]!;
  const type = throwing() < 0.6 ? 'MT' : 'MO';
  const rows = recount.rows[type];
  const about = pick(rows);
  const other = pick(rows);
  const filters: Record<string, string | readonly string[]> = { ...ALWAYS, type };
  const seldom = (name: string, of: (row: Row) => string | readonly string[] | null | undefined, share = 0.15) => {
    if (throwing() >= share) return;
    const value = of(throwing() < 0.85 ? about : other);
    if (value !== null && value !== undefined) filters[name] = value;
  };
  const when = throwing();
  if (when < 0.3) {
    const timeZone = pick(ZONES);
    Object.assign(filters, { timeZone, ...days(new Date(about.at).toISOString(), timeZone) });
  } else if (when < 0.5) {
    const [from, to] = [about.at, other.at].sort((a, b) => a - b).map((at) => new Date(at).toISOString());
    Object.assign(filters, { from, to });
  }
  seldom('subaccount', ({ subaccountId }) => subaccountId, 0.3);
  seldom('user', ({ user }) => user, 0.25);
  seldom('campaign', ({ campaignId }) => campaignId, 0.25);
  seldom('contentType', ({ contentType }) => contentType, 0.25);
  seldom('correlationId', ({ correlationId }) => correlationId, 0.04);
  seldom(
    'phone',
    ({ person }) => person && [otherNotation(person, Math.floor(throwing() * 4)), pick(rows).person ?? person],
    0.08,
  );
  seldom('contact', ({ contactId }) => contactId, 0.05);
  seldom('conversationId', ({ conversationId }) => conversationId, 0.05);
  seldom('conversationType', ({ conversationType }) => conversationType, 0.25);
  seldom('sender', ({ senderId }) => senderId, 0.25);
  if (type === 'MO') {
    seldom('button', ({ button }) => button, 0.3);
    seldom('optOut', ({ optOut }) => String(optOut), 0.15);
    const { button } = filters as { button?: string };
    const tapped = rows.find((row) => row.button === button);
    if (button !== undefined && isAmbiguous(recount, button)) filters['campaign'] ??= tapped!.campaignId!;
    return filters;
  }
  seldom('withSession', ({ sent }) => (sent!.withSession === null ? null : String(sent!.withSession)), 0.25);
  seldom('correlationIdPrefix', ({ correlationId }) => correlationId?.slice(0, 3 + Math.floor(throwing() * 5)), 0.1);
  seldom('status', ({ sent }) => [sent!.status, pick(rows).sent!.status], 0.4);
  seldom('errorCode', ({ sent }) => sent!.error, 0.2);
  seldom('template', ({ templateId }) => templateId, 0.25);
  if (filters['campaign'] !== undefined)
    seldom('name', ({ name }) => name && (name.startsWith('Pessoa') ? name.slice(2) : name), 0.3);
  return filters;
}
