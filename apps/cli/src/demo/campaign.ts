import type { Context } from '../context';
import type { DemoEngine } from './processes';
import type { SimulatedPlatform } from './simulated-platform';

/** A day of people's time takes about a second. */
const SPEED = 100_000;

const NUMBER = {
  phoneNumberId: '700100200300',
  displayPhoneNumber: '5511900000000',
  businessAccountId: '900800700',
  portfolioId: 'pf-demo',
};
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

/** Makes a tenant, a connected number, an approved template and a draft with them. Answers the draft's id. */
export async function makeCampaign({ api }: Context, engine: DemoEngine, platform: SimulatedPlatform): Promise<string> {
  const make = (path: string, body: object) => api.post<Made>(path, body);
  await platform.post('/__sim/reset', { seed: 1, speed: SPEED, scenario: 'default' });
  const { phoneNumberId, displayPhoneNumber, businessAccountId, portfolioId } = NUMBER;
  const connect = `/__sim/number/${phoneNumberId}/connect`;
  const number = { displayPhoneNumber, businessAccountId, portfolioId, ...CREDENTIALS, throughputLevel: 'HIGH' };
  await platform.post(connect, number);
  const { id: subaccountId } = await make('/v1/subaccounts', {
    name: 'Loja Aurora',
    defaultCountry: 'BR',
    timeZone: 'America/Sao_Paulo',
  });
  const sender = await make('/v1/senders', {
    subaccountId,
    name: 'Cobrança',
    provider: 'cloud-api',
    phone: `+${displayPhoneNumber}`,
    portfolioId,
    connection: { baseUrl: engine.simulator.url, apiVersion: 'v25.0', phoneNumberId, businessAccountId },
    credentials: CREDENTIALS,
  });
  const { webhookPath } = await api.get<{ webhookPath: string }>(`/v1/senders/${sender.id}`, {
    after: sender.position,
  });
  await platform.post(connect, { ...number, webhookUrl: engine.url + webhookPath });
  const template = { subaccountId, senderId: sender.id, ...TEMPLATE };
  await platform.post(`/__sim/template/${TEMPLATE.name}/approve`, template);
  const { id: templateId } = await make('/v1/templates', template);
  const { id } = await make('/v1/campaigns', {
    subaccountId,
    name: 'Faturas de março',
    senderIds: [sender.id],
    content: { type: 'template', templateId, parameterMapping: MAPPING },
  });
  return id;
}
