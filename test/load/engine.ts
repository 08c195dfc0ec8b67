import { randomUUID } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import { dirname } from 'node:path';
import { secretLabel } from '@arauto/application';
import { systemClock, systemRandom } from '@arauto/clock';
import {
  campaignDecider,
  type Decider,
  senderDecider,
  stream,
  subaccountDecider,
  templateDecider,
} from '@arauto/domain';
import { type DomainEvent, execute } from '@arauto/event-store';
import { openerOn } from '@arauto/whatsapp';
import { ANY_HOST } from '@arauto/whatsapp/contract';
import Fastify from 'fastify';
import { BodiesInFlight } from '../../apps/engine/src/http/bodies/bodies-in-flight';
import { ExportProcesses } from '../../apps/engine/src/exporter/export-processes';
import { openLog } from '../../apps/engine/src/log';
import { boundHeaps } from '../../apps/engine/src/memory';
import { platformOf } from '../../apps/engine/src/platform';
import { Runtime } from '../../apps/engine/src/runtime';
import { takeFolder } from '../../apps/engine/src/stores/embedded-stores';
import { openStores, type Stores } from '../../apps/engine/src/stores/stores';
import { registerWebhookRoutes } from '../../apps/engine/src/webhooks/webhook-routes';
import type { StorePlaces } from '../../config/store-places';
import { DUTIES } from '../../config/keys';
import { DEFAULT_LIMITS } from '../../config/limits';
import { type Audience, makeAudience, upload } from './audience';
import {
  ACCESS_TOKEN,
  API_VERSION,
  APP_SECRET,
  IDENTITY_SECRET,
  PHONE_NUMBER_ID,
  SENDER,
  SUBACCOUNT,
  TEMPLATE,
} from './connection';

const TEMPLATE_ID = '0190aaaa-bbbb-7ccc-8ddd-eeeeeeee0003';
const ACTOR = { v: 1, actor: { id: 'bench', name: 'bench' } };

/** The engine without its API: stores, duties and the webhook route, with one connected sender. */
export interface Engine {
  readonly stores: Stores;
  readonly runtime: Runtime;
  /** Where the sender's webhooks go. */
  readonly webhooks: string;
  /** A campaign with all its contacts uploaded and in the views, not started. */
  addCampaign(contacts: number): Promise<Audience>;
  /** The campaign of an audience whose contacts somebody else puts into the log. */
  addEmptyCampaign(audience: Audience): Promise<void>;
  /** Begins to send and to react. */
  start(): Promise<void>;
  startCampaign(campaignId: string): Promise<void>;
  /** Resolves when the views of both groups have everything that is in the log now. */
  viewsCaughtUp(): Promise<void>;
  /** What it wrote stays where it is. */
  close(): Promise<void>;
}

/**
 * @param places of empty stores
 * @param provider address of the provider
 * @param throughput messages per second of the number
 */
export async function openEngine(places: StorePlaces, provider: string, throughput: number): Promise<Engine> {
  boundHeaps();
  const log = openLog('warn', false);
  const lock =
    places.kind === 'embedded' ? takeFolder(dirname(places.eventStore), places, log, systemClock) : undefined;
  const stores = await openStores({ stores: places, limits: DEFAULT_LIMITS, duties: DUTIES }, log, systemClock);
  const runtime = new Runtime({
    ...{ stores, log, clock: systemClock, random: systemRandom },
    providers: openerOn(ANY_HOST),
    platform: (sender, connections) => platformOf(sender, connections, ANY_HOST, console.error),
    secret: 'a secret of the benchmark, 32 chars',
    exportWriter: (secret) => new ExportProcesses(places, secret),
    exportSettings: { keptForMs: 3_600_000, waiting: 20, atOnce: 1 },
    optOuts: NO_OPT_OUTS,
    attributionSeconds: 259_200,
    duties: DUTIES,
  });
  const fastify = Fastify();
  registerWebhookRoutes(fastify, runtime, new BodiesInFlight(DEFAULT_LIMITS.webhookBytes, 'oldest'));
  await fastify.listen({ port: 0, host: '127.0.0.1' });
  const { port } = fastify.server.address() as AddressInfo;
  await register(runtime, provider, throughput);
  let campaigns = 0;

  const viewsCaughtUp = async () => {
    const head = await stores.events.head();
    for (const group of ['operational', 'reporting'] as const) await stores.views.reached(group, head, 600_000);
  };

  return {
    stores,
    runtime,
    webhooks: `http://127.0.0.1:${port}/webhooks/cloud-api/${SENDER}`,
    addEmptyCampaign: (audience) => createCampaign(stores, audience, ++campaigns),
    async addCampaign(contacts) {
      const audience = makeAudience(contacts, campaigns + 1);
      await createCampaign(stores, audience, ++campaigns);
      await upload(stores, audience);
      const { campaignId, uploadId } = audience;
      const counts = { rows: contacts, contacts, invalid: 0, suppressed: 0, duplicates: 0 };
      await act(stores, campaignDecider, stream.campaign(campaignId), { type: 'CloseUpload', uploadId, ...counts });
      await viewsCaughtUp();
      return audience;
    },
    start: () => runtime.start(),
    async startCampaign(campaignId) {
      await act(stores, campaignDecider, stream.campaign(campaignId), {
        type: 'StartCampaign',
        now: new Date().toISOString(),
        user: 'bench',
        template: TEMPLATE,
        problems: [],
        scheduled: false,
      });
    },
    viewsCaughtUp,
    async close() {
      await fastify.close();
      await runtime.stop();
      await stores.close();
      lock?.release();
    },
  };
}

const SETTINGS = {
  senderIds: [SENDER],
  content: { type: 'template', templateId: TEMPLATE_ID, parameterMapping: { '1': { from: 'name' } } },
  pace: null,
  timeZone: null,
  retryPolicy: { maxAttempts: 5, scale: 1, retryAfterAcceptance: [] },
  reportingHorizonSeconds: 72 * 3600,
  unknownOutcome: { graceSeconds: 60, then: 'ask' },
  whenTierIsFull: 'wait',
} as const;

const NO_OPT_OUTS = { stop: { words: [], buttons: [] }, start: { words: [], buttons: [] } };

async function createCampaign(stores: Stores, { campaignId, uploadId }: Audience, number: number): Promise<void> {
  const name = stream.campaign(campaignId);
  const facts = { subaccountId: SUBACCOUNT, number, name: 'benchmark', settings: SETTINGS };
  await act(stores, campaignDecider, name, { type: 'CreateCampaign', ...facts });
  await act(stores, campaignDecider, name, { type: 'OpenUpload', uploadId, source: 'json' });
}

async function register({ parts: { stores }, secrets }: Runtime, provider: string, throughput: number): Promise<void> {
  const [identity, credentials, phone] = ['identity', 'credentials', 'phone'];
  const keys = { accessToken: ACCESS_TOKEN, appSecret: APP_SECRET, verifyToken: 'verify' };
  const secret = { kind: 'secret', person: null, campaign: null } as const;
  await stores.vault.put([
    { ...secret, ref: identity, data: { sealed: secrets.seal(secretLabel.identity(SUBACCOUNT), IDENTITY_SECRET) } },
    {
      ...secret,
      ref: credentials,
      data: { sealed: secrets.seal(secretLabel.credentials(SENDER), JSON.stringify(keys)) },
    },
    { ref: phone, kind: 'sender', person: null, campaign: null, phone: '+5511900000000', data: {} },
  ]);
  await act(stores, subaccountDecider, stream.subaccount(SUBACCOUNT), {
    type: 'CreateSubaccount',
    name: 'benchmark',
    defaultCountry: 'BR',
    timeZone: null,
    identitySecretRef: identity,
  });
  await act(stores, senderDecider, stream.sender(SENDER), {
    type: 'RegisterSender',
    subaccountId: SUBACCOUNT,
    provider: 'cloud-api',
    phoneRef: phone,
    name: 'benchmark',
    portfolioId: 'portfolio',
    connection: {
      baseUrl: provider,
      apiVersion: API_VERSION,
      phoneNumberId: PHONE_NUMBER_ID,
      businessAccountId: '900',
    },
    credentialsRef: credentials,
    pace: null,
  });
  const facts = { quality: 'GREEN', tier: null, throughput } as const;
  await act(stores, senderDecider, stream.sender(SENDER), { type: 'ConnectSender', ...facts });
  await act(stores, templateDecider, stream.template(TEMPLATE_ID), {
    type: 'RegisterTemplate',
    subaccountId: SUBACCOUNT,
    senderId: SENDER,
    status: 'approved',
    ...TEMPLATE,
  });
}

async function act<State, Command, Event extends DomainEvent>(
  { events }: Stores,
  decider: Decider<State, Command, Event>,
  name: string,
  command: Command,
): Promise<void> {
  await execute(events, decider, name, command, { eventId: () => randomUUID(), metadata: ACTOR });
}
