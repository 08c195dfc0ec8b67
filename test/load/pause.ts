import { parseArgs } from 'node:util';
import { pauseAgainAndAgain, type PauseSeen, quantile } from './pause-run';

/** No call may reach the provider later than this after the commit of `CampaignPaused`, milliseconds. */
const BOUND = 500;

/** Measures the pause bound; exit code 0 only if every pause kept it. `node dist/test/load/pause.js --pauses 100 [--seed S] [--pace 1000]` */
async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      pauses: { type: 'string', default: '100' },
      pace: { type: 'string', default: '1000' },
      seed: { type: 'string', default: String(Date.now() % 1_000_000) },
    },
  });
  const [pauses, pace, seed] = [Number(values.pauses), Number(values.pace), Number(values.seed)];
  if (!(pauses > 0 && pace > 0 && seed > 0)) {
    console.error('--pauses, --pace and --seed must be numbers above 0');
    process.exit(2);
  }
  console.log(`${pauses} pauses at up to ${pace} messages a second, seed ${seed}`);
  const result = await pauseAgainAndAgain({ pauses, pace, seed, say: (line) => console.log(line) });
  const row = (name: string, of: (pause: PauseSeen) => number, unit: string) => {
    const measured = result.pauses.map(of);
    const cells = [0.5, 0.99, 1].map((share) => quantile(measured, share).toFixed(0).padStart(8));
    console.log(`  ${name.padEnd(44)}${cells.join('')} ${unit}`);
  };
  console.log(`  ${''.padEnd(44)}${['p50', 'p99', 'max'].map((head) => head.padStart(8)).join('')}`);
  row('last call after the commit of the pause', ({ late }) => late, 'ms');
  row('calls after the commit', ({ after }) => after, '');
  row('until the pause is answered', ({ answered }) => answered, 'ms');
  row('last call after the answer', ({ overdue }) => overdue, 'ms');
  row('calls unanswered then', ({ inFlight }) => inFlight, '');
  row('messages a second before', ({ rate }) => rate, '');
  row('from resuming to the next call', ({ resumed }) => resumed, 'ms');
  const broken = result.pauses.filter(({ late }) => late > BOUND).length;
  const forgetful = result.pauses.filter(({ inFlight, least }) => inFlight < least).length;
  console.log(
    `${result.sent} messages, ${result.doubles} doubles, ${broken} pauses above ${BOUND} ms, ${forgetful} that forgot a call without answer`,
  );
  process.exit(broken === 0 && forgetful === 0 && result.doubles === 0 ? 0 : 1);
}

void main();
