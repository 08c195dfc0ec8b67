import { parseArgs } from 'node:util';
import { crashCampaign, type CrashResult } from './crash-run';
import { type Move, MOVES } from './moves';
import { conclude, positive, stopwatch } from './report';

/**
 * Runs a campaign while its engine is killed again and again; exit code 0 only if every promise was kept.
 * `node dist/test/crash/crash.js --contacts 20000 --kills 20 [--seed S] [--pace 400] [--without pause,cancel_and_kill]`
 */
async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      contacts: { type: 'string', default: '20000' },
      kills: { type: 'string', default: '20' },
      seed: { type: 'string', default: String(Date.now() % 1_000_000) },
      pace: { type: 'string', default: '400' },
      without: { type: 'string', default: '' },
    },
  });
  const { contacts, kills, seed, pace } = values;
  const moves = movesWithout(values.without.split(',').filter((name) => name !== ''));
  const say = stopwatch();
  say(`a campaign of ${contacts} rows, ${kills} kills, seed ${seed}`);
  const result = await crashCampaign({
    contacts: positive('contacts', contacts),
    kills: positive('kills', kills),
    seed: positive('seed', seed),
    moves,
    pace: positive('pace', pace),
    speed: 20_000,
    horizon: 45,
    say,
  });
  print(result);
  process.exit(conclude(result.broken));
}

function movesWithout(names: readonly string[]): Move[] {
  const unknown = names.filter((name) => !MOVES.some((move) => move === name));
  if (unknown.length === 0) return MOVES.filter((move) => !names.includes(move));
  console.error(`--without knows ${MOVES.join(', ')}, not ${unknown.join(', ')}`);
  process.exit(2);
}

function print(result: CrashResult): void {
  const { ledger, restarts, kills } = result;
  const sorted = [...restarts].sort((a, b) => a - b);
  const count = (during: string) => kills.filter((kill) => kill.during === during).length;
  const rows: readonly (readonly [string, string | number])[] = [
    [
      'kills',
      `${kills.length}: ${count('upload')} in upload, ${count('sending')} in sending, ${count('start-up')} in start-up`,
    ],
    ['messages on handsets', ledger.messages],
    ['doubles', ledger.doubles],
    ['attempts', result.attempts],
    ['withdrawn', result.withdrawn],
    ['open at a kill', result.openAtKills],
    ['never answered, or 5xx', result.unanswered],
    ['unknown outcomes', result.unknown],
    ['still needing attention', result.needsAttention],
    ['pauses of campaigns and numbers', result.pauses],
    ['people of the number with a tier of 250', result.written],
    ['messages of persons', result.replies],
    ['contact events', result.events],
    ['until ready, median and most', `${sorted[sorted.length >> 1]} ms, ${sorted.at(-1)} ms`],
    ['in all', `${result.seconds.toFixed(0)} s`],
  ];
  for (const [name, value] of rows) console.log(`  ${name.padEnd(30)} ${value}`);
  const states = Object.entries(result.states).filter(([, contacts]) => contacts > 0);
  console.log(`  ${'states'.padEnd(30)} ${states.map(([state, contacts]) => `${state} ${contacts}`).join(', ')}`);
}

void main();
