import { LogFollower, StateCache } from '@arauto/event-store';
import { callbackData, type Contact } from '@arauto/domain';
import { DEFAULT_LIMITS, Dispatcher } from '@arauto/dispatch';
import { campaignCountersView, milestoneCounter } from '@arauto/read-models/operational';
import { systemClock } from '@arauto/clock';
import { onProductionStores } from '../e2e/production-stores';
import type { Scale } from './bench.options';
import { type Audience, makeAudience } from './audience';
import { Child } from './child';
import { type Engine, openEngine } from './engine';
import type { ProviderReply, ProviderRequest } from './provider.process';
import { bothSides, cpuEach, measure, type Measured } from './measure';
import { freshStores } from './stores';
import { median, type Row, toRow } from './row';
import { runSendYardstick } from './send.yardstick';
import { runSendOnServersYardstick } from './send-on-servers.yardstick';

export type Provider = Child<ProviderRequest, ProviderReply>;

const MESSAGES = 50_000;
export const IN_FLIGHT = 256;
const ANSWER_AFTER_MS = 5;
/** Pace is on and kept account of, but is not what is measured. */
const THROUGHPUT = 1_000_000;

/**
 * B4: 50,000 messages to a provider that answers after 5 ms, 256 in flight; every intent and every answer is an event, durable
 * before what follows from it; the views are written meanwhile. Measured from the start of the campaign to the last answer in the log.
 */
export async function runB4({ runs, scale }: Scale): Promise<Row[]> {
  const count = Math.round(MESSAGES * scale);
  const provider: Provider = new Child('provider.process.js');
  const results: { ours: number; yardstick: number; cpu: readonly [number, number] }[] = [];
  for (let run = 0; run < runs; run++) {
    const { ours, yardstick } = await bothSides(
      run,
      () => sendWithEngine(provider, count),
      () => (onProductionStores ? sendOnServersBare(provider, count) : sendBare(provider, count)),
    );
    results.push({
      ours: count / ours.seconds,
      yardstick: count / yardstick.seconds,
      cpu: [cpuEach(ours, count), cpuEach(yardstick, count)] as const,
    });
    console.error(`B4 run ${run + 1}: ${JSON.stringify(results.at(-1))}`);
  }
  await provider.stop();
  const name = `send ${count} messages, answered after ${ANSWER_AFTER_MS} ms, ${IN_FLIGHT} in flight`;
  const [own, bare] = [0, 1].map((side) => median(results.map(({ cpu }) => cpu[side]!)));
  const note = `CPU a message, all threads of the sending process: ${own} µs, bare ${bare} µs`;
  const promise = onProductionStores ? { must: 0.6, moonshot: 0.85 } : { must: 0.45, moonshot: 0.8 };
  return [toRow({ id: 'B4', name, unit: 'messages/s', ...promise, note }, results)];
}

async function sendWithEngine(provider: Provider, count: number): Promise<Measured> {
  const { url } = await provider.ask({ type: 'reset', answerAfterMs: ANSWER_AFTER_MS, webhooks: null });
  const { places, discard } = await freshStores();
  const engine = await openEngine(places, url, THROUGHPUT);
  const { campaignId } = await engine.addCampaign(count);
  const ending = new AbortController();
  const { dispatcher, run } = dispatcherOf(engine);
  const running = run(ending.signal);
  const measured = await measure(async () => {
    await engine.startCampaign(campaignId);
    await provider.ask({ type: 'whenAnswered', count });
    while (dispatcher.openAttempts > 0) await systemClock.sleep(1);
  });
  ending.abort();
  await running;
  await engine.viewsCaughtUp();
  const counters = await engine.stores.views.operational.get(campaignCountersView, campaignId);
  const accepted = counters?.[milestoneCounter('accepted')];
  if (accepted !== count) throw new Error(`${String(accepted)} of ${count} messages were accepted`);
  await engine.close();
  await discard();
  return measured;
}

/** The engine's dispatcher with as many calls in flight as the job says; `run` sends and follows the log. */
function dispatcherOf({ runtime, stores }: Engine) {
  const { connections, directory: owners, senders } = runtime;
  const { clock, random } = runtime.parts;
  const { events, vault, views } = stores;
  const follower = new LogFollower(events, clock, (error) => console.error(error));
  const dispatcher = new Dispatcher(
    {
      store: events,
      vault,
      views: views.operational,
      viewsAt: () => stores.projector.progress('operational').position,
      clock,
      random,
      contacts: new StateCache<Contact>(20_000),
      senders,
      follower,
      connections,
      owners,
      log: (message, facts) => console.error(message, facts),
    },
    { ...DEFAULT_LIMITS, inFlight: IN_FLIGHT },
  );
  const run = async (signal: AbortSignal): Promise<void> => {
    const after = await views.operational.position('operational');
    const following = follower.run([senders, ...dispatcher.listeners], after, signal);
    await Promise.all([following, dispatcher.run(signal, following)]);
  };
  return { dispatcher, run };
}

async function sendBare(provider: Provider, count: number): Promise<Measured> {
  const { url } = await provider.ask({ type: 'reset', answerAfterMs: ANSWER_AFTER_MS, webhooks: null });
  const messages = messagesOf(makeAudience(count, 1));
  return measure(() => runSendYardstick(url, messages, IN_FLIGHT));
}

async function sendOnServersBare(provider: Provider, count: number): Promise<Measured> {
  const { url } = await provider.ask({ type: 'reset', answerAfterMs: ANSWER_AFTER_MS, webhooks: null });
  const { places, discard } = await freshStores();
  if (places.kind !== 'production') throw new Error('these stores are no servers');
  const engine = await openEngine(places, url, THROUGHPUT);
  const { campaignId } = await engine.addCampaign(count);
  await engine.close();
  let counted: () => Promise<number> = () => Promise.resolve(0);
  const measured = await measure(async () => {
    counted = await runSendOnServersYardstick(places, url, campaignId, IN_FLIGHT);
  });
  const accepted = await counted();
  if (accepted !== count) throw new Error(`${accepted} of ${count} messages were accepted by the loop`);
  await discard();
  return measured;
}

function messagesOf({ campaignId, contacts }: Audience): { to: string; name: string; callbackData: string }[] {
  return contacts.map(({ phone, name, personKey }) => ({
    to: phone,
    name,
    callbackData: callbackData(campaignId, personKey, 1),
  }));
}
