import type { Command } from 'commander';
import { contextOf, print } from '../context';
import { type Io, WrongUsage } from '../io';
import { table } from '../terminal/table';
import { toSecond } from '../terminal/times';
import { id as parseId, whole, wholes } from './options';

/** As far as it is shown. */
interface Sender {
  readonly warmUp: Plan | null;
}

interface Plan {
  /** From when its days are counted, each of 24 hours. */
  readonly startsAt: string;
  readonly limits: readonly number[];
  /** The one that it is in, from 1. */
  readonly day: number;
}

interface PlanOptions {
  readonly limits?: readonly number[];
  readonly from?: number;
  readonly to?: number;
  readonly days?: number;
  readonly off?: true;
}

const DAY_MS = 86_400_000;

export function addSenderCommands(program: Command, io: Io): void {
  const group = program.command('sender').description('numbers to send from');

  group
    .command('warm-up')
    .description('show to how many people a new number writes day by day; plan it, from now on, or end the plan')
    .argument('<id>', 'of the number', parseId)
    .option('--limits <people>', 'different people in 24 hours, a number a day: 50,100,250', wholes)
    .option('--from <people>', 'in their place: people on the first day, growing by the same factor every day', whole)
    .option('--to <people>', 'people on the last day', whole)
    .option('--days <number>', 'how many days', whole)
    .option('--off', 'end the plan')
    .action(async (id: string, options: PlanOptions, command: Command) => {
      const context = contextOf(command, io);
      const path = `/v1/senders/${encodeURIComponent(id)}`;
      const plan = planOf(options);
      const after = plan && (await context.api.post<{ position: string }>(`${path}/warm-up`, plan)).position;
      const found = await context.api.get<Sender>(path, { after });
      print(context, found, (width) => describe(found, width));
    });
}

/** As the API takes it; undefined where nothing is to be changed. */
function planOf({ limits, from, to, days, off }: PlanOptions): object | undefined {
  const curve = { from, to, days };
  const missing = Object.entries(curve).filter(([, value]) => value === undefined);
  const isCurve = missing.length < 3;
  if ([limits, isCurve || undefined, off].filter((way) => way !== undefined).length > 1)
    throw new WrongUsage('--limits, --from with --to and --days, and --off are three ways: give one of them.');
  if (isCurve && missing.length > 0) {
    const names = missing.map(([name]) => `--${name}`).join(' and ');
    throw new WrongUsage(
      `--from, --to and --days go together: ${names} ${missing.length > 1 ? 'are' : 'is'} not given.`,
    );
  }
  if (isCurve) return { curve };
  if (off) return { limits: null };
  return limits && { limits };
}

function describe({ warmUp }: Sender, width: number): string {
  if (warmUp === null) return 'No warm-up is planned for this number, or its plan is over.\n';
  const begins = Date.parse(warmUp.startsAt);
  const days = warmUp.limits.map((limit, nth) => ({
    limit,
    day: nth + 1,
    from: new Date(begins + nth * DAY_MS).toISOString(),
  }));
  return table(
    [
      { title: 'DAY', value: ({ day }) => day, right: true },
      { title: 'FROM', value: ({ from }) => toSecond(from), leaves: 1 },
      { title: 'LIMIT', value: ({ limit }) => limit, right: true },
      { title: '', value: ({ day }) => (day === warmUp.day ? '← today' : '') },
    ],
    days,
    width,
  );
}
