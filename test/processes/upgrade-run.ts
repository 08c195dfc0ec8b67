import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemClock } from '@arauto/clock';
import { Api, until } from '../e2e/api';
import { summaryOf } from '../e2e/campaigns';
import { startSimulatorProcess } from '../e2e/simulator-process';
import { contacts, numberOf, setStage, startCampaign } from '../e2e/stage';
import { Truth } from '../e2e/truth';
import { Fleet, type Member } from './fleet';
import { ended, GIVE_UP_MS, judge } from './judge';

const DUTIES: readonly Member['duty'][] = ['reactions', 'dispatcher', 'api'];
/** Messages a second of each of two numbers. */
const PACE = 10;
/** How long each program is at work between two exchanges, in messages of both numbers. */
const BETWEEN = 40;
/** A dispatcher that ends gives back what it held: the other goes on at once, on a busy machine within seconds. */
const PAUSE_WITHIN = 10;
/** One exchange and what is waited for before it takes no longer, seconds: what is left of the campaigns then is canceled. */
const EXCHANGE_WITHIN = 60;

export interface UpgradeOptions {
  /** The program that is running: a commit of this repository. */
  readonly from: string;
  /** Exchanges all again, for the program of before. */
  readonly back: boolean;
  readonly say: (line: string) => void;
}

export interface UpgradeResult {
  readonly messages: number;
  readonly doubles: number;
  /** The longest that nothing was sent for, seconds. */
  readonly longestPause: number;
  /** Requests of people that were not answered as ever, by status. */
  readonly unanswered: Readonly<Record<number, number>>;
  /** One sentence for each promise that was not kept. */
  readonly broken: readonly string[];
}

/** As `docker/README.md` says: views whose shape has changed are made before anybody asks for them, those of before are kept up for who still does. */
function inOrder({ members }: Fleet): readonly Member[] {
  const [first, ...projectors] = members.filter(({ duty }) => duty === 'projector');
  return [first!, ...DUTIES.flatMap((duty) => members.filter((each) => each.duty === duty)), ...projectors];
}

/** Builds the program of a commit. @returns its folder */
export function buildProgram(commit: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'arauto-older-'));
  const run = (command: string, ...args: string[]) => execFileSync(command, args, { cwd: folder, stdio: 'ignore' });
  const repository = join(__dirname, '../../..');
  execFileSync('git', ['clone', '--quiet', repository, folder], { stdio: 'ignore' });
  run('git', 'checkout', '--quiet', execFileSync('git', ['rev-parse', commit], { cwd: repository }).toString().trim());
  run('npm', 'ci', '--no-audit', '--no-fund', '--prefer-offline');
  run('npx', 'nest', 'build');
  return folder;
}

/**
 * Two api, dispatcher, projector and reactions processes of an older program send two campaigns, and are exchanged for this one, one after the other, while
 * somebody asks after the campaigns all the time.
 */
export async function upgradeProcesses({ from, back, say }: UpgradeOptions): Promise<UpgradeResult> {
  const older = buildProgram(from);
  const program = join(older, 'dist/apps/engine/src/main.js');
  say(`${from} is built`);
  const simulator = await startSimulatorProcess();
  await simulator.control('POST', '/__sim/reset', { seed: 1, speed: 10_000, scenario: 'instant' });
  const truth = new Truth(simulator);
  const fleet = await Fleet.start(2, { program });
  try {
    const api = new Api(fleet.front.url, fleet.adminKey);
    const exchanges = fleet.members.length * (back ? 2 : 1);
    const ids: string[] = [];
    for (const nth of [0, 1]) {
      const stage = await setStage(api, simulator, { ...numberOf(nth), pace: PACE });
      ids.push(await startCampaign(api, stage, contacts(PACE * EXCHANGE_WITHIN * exchanges, 10_000 * nth)));
    }
    let isOver = false;
    const asking = askAll(api, ids, () => isOver);
    const broken: string[] = [];
    const exchange = async (options: Parameters<Fleet['start']>[1], to: string) => {
      for (const member of inOrder(fleet)) {
        const sent = (await truth.metrics()).requests;
        await until(
          async () => (await truth.metrics()).requests,
          (requests) => requests >= sent + BETWEEN,
          GIVE_UP_MS,
        );
        const code = await member.engine.stop();
        if (code !== 0) broken.push(`${member.name} ended with ${code} when asked to stop`);
        await fleet.start(member, options);
        await until(
          () => new Api(member.engine.url, null).get('/health/ready'),
          ({ status }) => status === 200,
          GIVE_UP_MS,
        );
        say(`${member.name} runs ${to}`);
      }
    };
    await exchange({ program: undefined }, 'this program');
    if (back) await exchange({}, from);
    isOver = true;
    const unanswered = await asking;
    for (const id of ids) await api.make(`/v1/campaigns/${id}/cancel`);
    for (const id of ids) await ended(api, id, say, ({ status }) => status === 'canceled');
    await truth.drained(GIVE_UP_MS);
    broken.push(...(await judge(fleet, truth, ids)));
    for (const id of ids) {
      const { needsAttention } = await summaryOf(api, id);
      if (needsAttention > 0) broken.push(`${needsAttention} need a person`);
    }
    for (const [status, count] of Object.entries(unanswered))
      broken.push(`${count} questions were answered with ${status}`);
    const { messages, doubles } = await truth.summary();
    const arrivals = (await truth.sends()).map(({ arrivedAt }) => arrivedAt).sort((a, b) => a - b);
    const pauses = arrivals.slice(1).map((at, nth) => at - arrivals[nth]!);
    const longestPause = Math.max(...pauses) / 1000;
    if (longestPause > PAUSE_WITHIN) broken.push(`nothing was sent for ${longestPause.toFixed(1)} s`);
    return { messages, doubles, unanswered, broken, longestPause };
  } finally {
    await fleet.discard();
    await simulator.stop();
    rmSync(older, { recursive: true, force: true });
  }
}

/** Asks for the campaigns ten times a second. @returns how often something else than 200 was answered, by status */
async function askAll(api: Api, ids: readonly string[], isOver: () => boolean): Promise<Record<number, number>> {
  const others: Record<number, number> = {};
  while (!isOver()) {
    for (const id of ids) {
      const { status } = await api.get(`/v1/campaigns/${id}`);
      if (status !== 200) others[status] = (others[status] ?? 0) + 1;
    }
    await systemClock.sleep(100);
  }
  return others;
}
