import { type Random, seededRandom, systemClock } from '@arauto/clock';
import type { Leases } from '@arauto/coordination';
import type { EventReader } from '@arauto/event-store';
import type { MongoClient } from '@arauto/mongo';
import { Api, until } from '../e2e/api';
import type { Summary } from '../e2e/campaigns';
import { onStoresOf } from '../e2e/engine-stores';
import { startSimulatorProcess } from '../e2e/simulator-process';
import { contacts, draftCampaign, numberOf, setStage } from '../e2e/stage';
import { attemptOf, Truth } from '../e2e/truth';
import { Fleet, type Member } from './fleet';
import { ended, GIVE_UP_MS, judge } from './judge';

export interface SleepsOptions {
  readonly sleeps: number;
  /** The longest, milliseconds. */
  readonly longest: number;
  /** Messages a second of each of two numbers. */
  readonly pace: number;
  readonly seed: number;
  /** A client of the server that holds the views. */
  readonly mongo: MongoClient;
  readonly say: (line: string) => void;
}

/** One stop of a process, and where it was. */
export interface Sleep {
  readonly name: string;
  readonly ms: number;
  /** A transaction of a projector was open while it slept. */
  readonly inTransaction: boolean;
  /** Attempts that were claimed and not called while their dispatcher slept. */
  readonly claimed: number;
  /** Of these, those that were called all the same when it woke, too late. */
  readonly late: number;
}

export interface SleepsResult {
  readonly sleeps: readonly Sleep[];
  readonly messages: number;
  readonly doubles: number;
  readonly broken: readonly string[];
}

/** From the claim to the call at most, milliseconds. */
const CALL_BY = 2000;
/** What was on its way when a process was stopped has arrived by then, milliseconds. */
const ARRIVED_AFTER = 300;
const ENVIRONMENT = { ARAUTO_UNKNOWN_GRACE: '90s', ARAUTO_RETRY_SCALE: '0.05', ARAUTO_HORIZON: '45s' };

/**
 * Two dispatcher and two projector processes (and two of each other duty) under load are stopped at points of chance and go on later than anybody waited for them: neither is anybody
 * sent to twice, nor anything counted twice.
 */
export async function sleepProcesses(options: SleepsOptions): Promise<SleepsResult> {
  const { say, pace, seed } = options;
  const random = seededRandom(`sleeps ${seed}`);
  const simulator = await startSimulatorProcess();
  await simulator.control('POST', '/__sim/reset', { seed, speed: 20_000, scenario: 'instant' });
  const truth = new Truth(simulator);
  const fleet = await Fleet.start(2, { environment: ENVIRONMENT });
  const stopping = new AbortController();
  try {
    const api = new Api(fleet.front.url, fleet.adminKey);
    const ids: string[] = [];
    // Enough for all sleeps, however long they are; what is left is canceled.
    const each = Math.ceil(pace * (options.sleeps * (options.longest / 2000 + 3) + 60));
    for (const nth of [0, 1]) {
      const stage = await setStage(api, simulator, { ...numberOf(nth), pace });
      ids.push(await draftCampaign(api, stage, contacts(each, nth * each)));
    }
    say(`seed ${seed}: two campaigns of ${each} contacts`);
    for (const id of ids) await api.make(`/v1/campaigns/${id}/start`);
    await until(
      async () => (await truth.metrics()).requests,
      (requests) => requests > pace,
      GIVE_UP_MS,
    );
    return await onStoresOf(fleet.stores, async (stores) => {
      const reader = await stores.openLogReader(systemClock);
      const others = (await stores.openAmongOthers(systemClock, () => undefined))!;
      const open = new OpenAttempts();
      const following = open.follow(reader, stopping.signal);
      const sleeps: Sleep[] = [];
      for (let nth = 0; nth < options.sleeps; nth++) {
        const sleep = await putToSleep(
          { ...options, fleet, truth, attempts: open, leases: others.leases, random },
          nth,
        );
        say(
          `${String(nth + 1).padStart(3)}  ${sleep.name.padEnd(13)} ${(sleep.ms / 1000).toFixed(1).padStart(5)} s` +
            `${sleep.inTransaction ? '  in a transaction' : ''}${sleep.claimed > 0 ? `  ${sleep.claimed} claimed and not called, ${sleep.late} called late` : ''}`,
        );
        sleeps.push(sleep);
      }
      for (const id of ids) await api.make(`/v1/campaigns/${id}/cancel`);
      const isOver = ({ status }: Summary) => status === 'canceled' || status === 'completed';
      for (const id of ids) await ended(api, id, say, isOver);
      await truth.drained(GIVE_UP_MS);
      const broken = await judge(fleet, truth, ids);
      const { messages, doubles } = await truth.summary();
      for (const { name, late } of sleeps)
        if (late > 1) broken.push(`${late} calls of ${name} left late after one sleep`);
      stopping.abort();
      await following;
      await reader.close();
      await others.close();
      return { sleeps, messages, doubles, broken };
    });
  } finally {
    stopping.abort();
    for (const { engine } of fleet.members) engine.process.kill('SIGCONT');
    await fleet.discard();
    await simulator.stop();
  }
}

/** Attempts that the log has claimed and has no outcome of, kept current. */
class OpenAttempts {
  /** By stream: attempt as calls name it, and when it was claimed, by the store's clock. */
  readonly open = new Map<string, { readonly attempt: number; readonly at: number }>();

  async follow(reader: Pick<EventReader, 'subscribe'>, signal: AbortSignal): Promise<void> {
    const filter = { streamPrefixes: ['contact-'] };
    try {
      for await (const messages of reader.subscribe({ after: '', filter, signal })) {
        for (const message of messages) {
          if (message.kind !== 'event') continue;
          const { stream, type, data, at } = message.event;
          if (type === 'SendAttempted') this.open.set(stream, { attempt: Number(data['attempt']), at });
          else if (!(data['to'] as { open?: boolean } | undefined)?.open) this.open.delete(stream);
        }
      }
    } catch (error) {
      if (!signal.aborted) throw error;
    }
  }
}

interface Night extends Pick<SleepsOptions, 'longest' | 'mongo'> {
  readonly fleet: Fleet;
  readonly truth: Truth;
  readonly attempts: OpenAttempts;
  readonly leases: Pick<Leases, 'holders'>;
  readonly random: Random;
}

/** A dispatcher and a projector in turn; each as soon as it is where it is to be caught. */
async function putToSleep(night: Night, nth: number): Promise<Sleep> {
  const { truth, attempts, random, longest, mongo } = night;
  const duty = nth % 2 === 0 ? 'dispatcher' : 'projector';
  const member = await atWork(night, duty);
  const ms = Math.round(1000 + random.fraction() * (longest - 1000));
  const { process: child } = member.engine;
  child.kill('SIGSTOP');
  await systemClock.sleep(ARRIVED_AFTER);
  const inTransaction = duty === 'projector' && (await openTransactions(mongo, child.pid!)) > 0;
  const called = await calls(truth);
  const waiting = [...attempts.open].filter(([stream, { attempt }]) => !called.has(nameOf(stream, attempt)));
  await systemClock.sleep(ms - ARRIVED_AFTER);
  child.kill('SIGCONT');
  const wokeAt = Date.now();
  await systemClock.sleep(1000);
  const claimed = duty === 'dispatcher' ? waiting : [];
  const since = await calls(truth);
  const late = claimed.filter(([stream, { attempt, at }]) => {
    const arrivedAt = since.get(nameOf(stream, attempt));
    return arrivedAt !== undefined && arrivedAt >= wokeAt && arrivedAt > at + CALL_BY;
  });
  return { name: member.name, ms, inTransaction, claimed: claimed.length, late: late.length };
}

/** One of a duty that does its work now, if one can be caught in a moment: it sends for a portfolio, or has a transaction open. */
async function atWork({ fleet, leases, mongo, random }: Night, duty: Member['duty']): Promise<Member> {
  const members = fleet.members.filter((member) => member.duty === duty);
  const pidOf = ({ engine }: Member) => engine.process.pid!;
  const works = async (member: Member) => {
    if (duty === 'projector') return (await openTransactions(mongo, pidOf(member))) > 0;
    const holders = [...(await leases.holders())].filter(([name]) => name.startsWith('portfolio-'));
    return holders.some(([, holder]) => holder.includes(`-${pidOf(member)}-`));
  };
  for (const until = Date.now() + 2000; Date.now() < until;) {
    for (const member of members) if (await works(member)) return member;
  }
  return members[Math.floor(random.fraction() * members.length)]!;
}

/** Transactions that a process has open. */
async function openTransactions(mongo: MongoClient, pid: number): Promise<number> {
  const found = await mongo
    .db('admin')
    .aggregate(
      [
        { $currentOp: { idleSessions: true, allUsers: true } },
        { $match: { transaction: { $exists: true }, appName: new RegExp(`-${pid}$`) } },
        { $limit: 10 },
      ],
      { readConcern: { level: 'local' } },
    )
    .toArray();
  return found.length;
}

/** When each attempt was called, by its name. */
async function calls(truth: Truth): Promise<Map<string, number>> {
  const found = new Map<string, number>();
  for (const { callbackData, arrivedAt } of await truth.sends()) {
    const attempt = attemptOf(callbackData);
    if (attempt) found.set(`contact-${attempt.campaignId}.${attempt.contactKey}|${attempt.attempt}`, arrivedAt);
  }
  return found;
}

function nameOf(stream: string, attempt: number): string {
  return `${stream}|${attempt}`;
}
