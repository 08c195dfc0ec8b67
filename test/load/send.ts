import { StateCache } from '@arauto/event-store';
import { callbackData, type Contact } from '@arauto/domain';
import { DEFAULT_LIMITS, Dispatcher } from '@arauto/dispatch';
import { campaignCountersView, milestoneCounter } from '@arauto/read-models/operational';
import { systemClock } from '@arauto/clock';
import type { Scale } from './bench.options';
import { type Audience, makeAudience } from './audience';
import { Child } from './child';
import { type Engine, openEngine } from './engine';
import type { ProviderReply, ProviderRequest } from './provider.process';
import { type Row, toRow } from './row';
import { runSendYardstick } from './send.yardstick';

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
  const results = [];
  for (let run = 0; run < runs; run++) {
    const ours = () => sendWithEngine(provider, count);
    const yardstick = () => sendBare(provider, count);
    const seconds = run % 2 === 0 ? [await ours(), await yardstick()] : [await yardstick(), await ours()].reverse();
    results.push({ ours: count / seconds[0]!, yardstick: count / seconds[1]! });
    console.error(`B4 run ${run + 1}: ${JSON.stringify(results.at(-1))}`);
  }
  await provider.stop();
  const name = `send ${count} messages, answered after ${ANSWER_AFTER_MS} ms, ${IN_FLIGHT} in flight`;
  return [toRow({ id: 'B4', name, unit: 'messages/s', must: 0.45, moonshot: 0.8 }, results)];
}

async function sendWithEngine(provider: Provider, count: number): Promise<number> {
  const { url } = await provider.ask({ type: 'reset', answerAfterMs: ANSWER_AFTER_MS, webhooks: null });
  const engine = await openEngine(url, THROUGHPUT);
  const { campaignId } = await engine.addCampaign(count);
  await engine.viewsCaughtUp();
  const ending = new AbortController();
  const dispatcher = dispatcherOf(engine);
  const running = dispatcher.run(ending.signal);
  const start = process.hrtime.bigint();
  await engine.startCampaign(campaignId);
  await provider.ask({ type: 'whenAnswered', count });
  while (dispatcher.inFlight(campaignId) > 0) await systemClock.sleep(1);
  const seconds = Number(process.hrtime.bigint() - start) / 1e9;
  ending.abort();
  await running;
  await engine.viewsCaughtUp();
  const counters = await engine.stores.views.operational.get(campaignCountersView, campaignId);
  const accepted = counters?.[milestoneCounter('accepted')];
  if (accepted !== count) throw new Error(`${String(accepted)} of ${count} messages were accepted`);
  await engine.close();
  return seconds;
}

/** The engine's dispatcher with as many calls in flight as the job says. */
function dispatcherOf({ runtime, stores }: Engine): Dispatcher {
  const { clock, random, connections } = runtime;
  return new Dispatcher(
    {
      store: stores.events,
      vault: stores.vault,
      views: stores.views.operational,
      viewsAt: () => stores.projector.progress('operational').position,
      clock,
      random,
      contacts: new StateCache<Contact>(20_000),
      connections,
      log: (message, facts) => console.error(message, facts),
    },
    { ...DEFAULT_LIMITS, inFlight: IN_FLIGHT },
  );
}

async function sendBare(provider: Provider, count: number): Promise<number> {
  const { url } = await provider.ask({ type: 'reset', answerAfterMs: ANSWER_AFTER_MS, webhooks: null });
  const messages = messagesOf(makeAudience(count, 1));
  const start = process.hrtime.bigint();
  await runSendYardstick(url, messages, IN_FLIGHT);
  return Number(process.hrtime.bigint() - start) / 1e9;
}

function messagesOf({ campaignId, contacts }: Audience): { to: string; name: string; callbackData: string }[] {
  return contacts.map(({ phone, name, personKey }) => ({
    to: phone,
    name,
    callbackData: callbackData(campaignId, personKey, 1),
  }));
}
