import type { Context } from '../context';
import type { DemoEngine } from './processes';
import type { SimulatedPlatform } from './simulated-platform';

/** A day of people's time takes about a second. */
const SPEED = 100_000;

/** Of one business account, and so with one template; the first goes twice as fast. */
const NUMBERS = [
  { name: 'Cobrança', phoneNumberId: '700100200300', displayPhoneNumber: '5511900000000', pace: 80 },
  { name: 'Cobrança 2', phoneNumberId: '700100200301', displayPhoneNumber: '5511900000001', pace: 40 },
] as const;
const OWNER = { businessAccountId: '900800700', portfolioId: 'pf-demo' };
const TIME_ZONE = 'America/Sao_Paulo';
const HOUR = 3_600_000;
const CREDENTIALS = {
  accessToken: 'demo-access-token',
  appSecret: 'demo-app-secret',
  verifyToken: 'demo-verify-token',
};
const TEMPLATE = {
  name: 'lembrete_de_fatura',
  language: 'pt_BR',
  category: 'UTILITY',
  parameterFormat: 'positional',
  components: [
    { type: 'BODY', text: 'Olá {{1}}, sua fatura de R$ {{2}} vence em {{3}}.' },
    { type: 'BUTTONS', buttons: [{ type: 'QUICK_REPLY', text: 'Já paguei' }] },
  ],
};
const MAPPING = {
  '1': { from: 'name', default: 'cliente' },
  '2': { from: 'amount' },
  '3': { from: 'due_date', default: 'breve' },
};

interface Made {
  readonly id: string;
  readonly position: string;
}

/** A draft, and what is worth saying of it, a line each. */
export interface Draft {
  readonly id: string;
  readonly lines: readonly string[];
}

/** Makes a tenant, two connected numbers, an approved template and a draft with them that is sent at this hour. */
export async function makeCampaign(
  { api }: Context,
  engine: DemoEngine,
  platform: SimulatedPlatform,
  now: number,
): Promise<Draft> {
  const make = (path: string, body: object) => api.post<Made>(path, body);
  await platform.post('/__sim/reset', { seed: 1, speed: SPEED, scenario: 'default' });
  const { id: subaccountId } = await make('/v1/subaccounts', {
    name: 'Loja Aurora',
    defaultCountry: 'BR',
    timeZone: TIME_ZONE,
  });
  const senderIds: string[] = [];
  for (const number of NUMBERS) senderIds.push(await connect({ api }, engine, platform, subaccountId, number));
  const template = { subaccountId, senderId: senderIds[0], ...TEMPLATE };
  await platform.post(`/__sim/template/${TEMPLATE.name}/approve`, template);
  const { id: templateId } = await make('/v1/templates', template);
  const sendWindow = { from: shown(now - HOUR), to: shown(now + 2 * HOUR) };
  const { id } = await make('/v1/campaigns', {
    subaccountId,
    name: 'Faturas de março',
    senderIds,
    content: { type: 'template', templateId, parameterMapping: MAPPING },
    sendWindow,
    timeZone: TIME_ZONE,
  });
  const phones = NUMBERS.map(({ displayPhoneNumber, pace }) => `+${displayPhoneNumber} (${pace}/s)`).join(' and ');
  return {
    id,
    lines: [
      `Numbers  ${phones}: each person is always written to from the same one`,
      `Window   ${sendWindow.from} to ${sendWindow.to} in ${TIME_ZONE}: nothing leaves outside of it`,
    ],
  };
}

async function connect(
  { api }: Pick<Context, 'api'>,
  engine: DemoEngine,
  platform: SimulatedPlatform,
  subaccountId: string,
  { name, phoneNumberId, displayPhoneNumber, pace }: (typeof NUMBERS)[number],
): Promise<string> {
  const at = `/__sim/number/${phoneNumberId}/connect`;
  const number = { displayPhoneNumber, ...OWNER, ...CREDENTIALS, throughputLevel: 'HIGH' };
  await platform.post(at, number);
  const { businessAccountId, portfolioId } = OWNER;
  const { id, position } = await api.post<Made>('/v1/senders', {
    subaccountId,
    name,
    provider: 'cloud-api',
    phone: `+${displayPhoneNumber}`,
    portfolioId,
    connection: { baseUrl: engine.simulator.url, apiVersion: 'v25.0', phoneNumberId, businessAccountId },
    credentials: CREDENTIALS,
    pace: { messagesPerSecond: pace },
  });
  const { webhookPath } = await api.get<{ webhookPath: string }>(`/v1/senders/${id}`, { after: position });
  await platform.post(at, { ...number, webhookUrl: engine.url + webhookPath });
  return id;
}

/** What clocks of the campaign show, to the minute. */
function shown(at: number): string {
  const clock = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23', timeZone: TIME_ZONE } as const;
  return new Intl.DateTimeFormat('en-GB', clock).format(at);
}
