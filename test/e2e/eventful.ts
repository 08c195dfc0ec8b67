import { Api, until } from './api';
import { type EngineProcess, startEngineProcess } from './engine-process';
import { type SimulatorProcess, startSimulatorProcess } from './simulator-process';
import { campaignBody, PHONE_NUMBER_ID, setStage, type Stage, uploadContacts } from './stage';
import { exportEnded } from './tenants';
import { postWebhook, webhookBody } from './webhook';

/** Somebody a run is about, as a file has them. */
export interface Person {
  /** Digits, international. */
  readonly digits: string;
  readonly name: string;
  readonly amount: string;
}

/** A run in which everything happened that can happen to campaigns and contacts. */
export interface EventfulRun extends Stage {
  readonly engine: EngineProcess;
  readonly simulator: SimulatorProcess;
  readonly api: Api;
  readonly people: readonly Person[];
  /** Texts that people wrote, and what of a file could not be read. */
  readonly texts: readonly string[];
  /** By what became of them. */
  readonly campaigns: Readonly<
    Record<'completed' | 'draft' | 'scheduled' | 'paused' | 'canceled' | 'failed' | 'copy' | 'retry', string>
  >;
  readonly uploadId: string;
  /** Filtered by persons, the last of them discarded. */
  readonly exports: readonly string[];
}

/** Makes what the simulator does with them certain; see its magic numbers. */
const MAGIC = [1, 2, 3, 4, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 22, 23, 24];
const NAMES = ['Zuleica', 'Quitéria', 'Wanderléia', 'Xerxes', 'Hildegardo', 'Belarmina', 'Jacinta', 'Ubiratã'];
const SURNAMES = ['Pamplona', 'Quaresma', 'Vasconcelos', 'Zambrotti', 'Yamaguti', 'Kubitscheque', 'Itararé'];

const ENVIRONMENT = { ARAUTO_UNKNOWN_GRACE: '1s', ARAUTO_RETRY_SCALE: '0.01', ARAUTO_LOG_LEVEL: 'debug' };

function person(tail: string, n: number): Person {
  const name = `${NAMES[n % NAMES.length]!} ${SURNAMES[n % SURNAMES.length]!} ${String.fromCodePoint(65 + (n % 26))}xyz`;
  return { digits: `5521907${tail.padStart(6, '0')}`, name, amount: `R$ ${7000 + n},${10 + n}` };
}

/** As people write numbers. */
function notations({ digits }: Person): readonly string[] {
  const [area, first, last] = [digits.slice(2, 4), digits.slice(4, 9), digits.slice(9)];
  return [
    `+${digits}`,
    `(${area}) ${first}-${last}`,
    `${area} ${first}.${last}`,
    `00${digits}`,
    `'+55 ${area} ${first} ${last}`,
  ];
}

function file(people: readonly Person[]): string {
  const rows = people.map((one, n) => `${notations(one)[n % 5]!},${one.name},pedido-${n},"${one.amount}"`);
  const [first, second] = people as [Person, Person];
  return [
    'phone,name,correlation_id,amount',
    ...rows,
    // The same person again, in another notation, and rows that cannot be.
    `${notations(first)[1]!},${first.name},pedido-900,"1,00"`,
    `+55 21 0${second.digits.slice(5)},${second.name},pedido-901,"1,00"`,
    `5,52190E+12,Gumercindo Formosinho,pedido-902,"1,00"`,
    `+5521907009901 / +5521907009902,Dorotéia Peçanha,pedido-903,"1,00"`,
    `${notations(second)[0]!},"Esmeraldina`,
  ].join('\n');
}

/** Makes it. Its engine and simulator are the caller's to stop. */
export async function eventfulRun(): Promise<EventfulRun> {
  const simulator = await startSimulatorProcess();
  const engine = await startEngineProcess({ environment: ENVIRONMENT });
  try {
    return { engine, simulator, ...(await happen(engine, simulator)) };
  } catch (error) {
    await Promise.all([engine.kill(), simulator.stop()]);
    await engine.discard();
    throw error;
  }
}

async function happen(
  engine: EngineProcess,
  simulator: SimulatorProcess,
): Promise<Omit<EventfulRun, 'engine' | 'simulator'>> {
  await simulator.control('POST', '/__sim/reset', { seed: 7, speed: 1, scenario: 'instant' });
  const api = new Api(engine.url, engine.adminKey);
  const stage = await setStage(api, simulator);
  const magic = MAGIC.map((n) => person(String(n).padStart(4, '0'), n));
  const ordinary = Array.from({ length: 10 }, (_, n) => person(String(1000 + n), 100 + n));
  const people = [...ordinary, ...magic];
  const listed = person('2000', 300);
  await api.make('/v1/suppressions', { subaccountId: stage.subaccountId, phone: `+${listed.digits}`, reason: 'pediu' });
  const lifted = { subaccountId: stage.subaccountId, phone: '+5521907003000' };
  await api.make('/v1/suppressions', lifted);
  await api.call('DELETE', '/v1/suppressions', lifted);

  const create = async (name: string, more: object = {}) =>
    (await api.make('/v1/campaigns', campaignBody(stage, { name, ...more }))).id;
  const rows = (from: number, count: number) =>
    Array.from({ length: count }, (_, n) => person(String(from + n), from + n)).map(({ digits, name, amount }) => ({
      phone: `+${digits}`,
      name,
      correlationId: `pedido-${digits.slice(-4)}`,
      parameters: { amount },
    }));
  const others: ReturnType<typeof rows> = [];
  const upload = (id: string, from: number, count: number) => {
    const made = rows(from, count);
    others.push(...made);
    return uploadContacts(api, id, made);
  };
  const command = (id: string, action: string, body?: object) => api.make(`/v1/campaigns/${id}/${action}`, body);
  const becomes = (id: string, status: string, also: (body: Summary) => boolean = () => true) =>
    until(
      () => api.get<Summary>(`/v1/campaigns/${id}`),
      ({ body }) => body.status === status && also(body),
    );

  const completed = await create('Cobrança de março', { reportingHorizonSeconds: 8, retryPolicy: { maxAttempts: 3 } });
  const form = new FormData();
  form.append('file', new Blob([file([...people, listed])], { type: 'text/csv' }), 'contacts.csv');
  const { uploadId } = await api.make(`/v1/campaigns/${completed}/contacts`, form);
  await until(
    () => api.get<{ status: string }>(`/v1/uploads/${uploadId}`),
    ({ body }) => body.status === 'completed',
  );
  await command(completed, 'start');

  const [draft, scheduled, paused, canceled, failed] = await Promise.all([
    create('Rascunho'),
    create('Agendada'),
    create('Pausada', { pace: { messagesPerSecond: 2 } }),
    create('Cancelada', { pace: { messagesPerSecond: 2 } }),
    create('Fracassada'),
  ]);
  await Promise.all([
    upload(draft, 4000, 3),
    upload(scheduled, 4100, 3),
    upload(paused, 4200, 8),
    upload(canceled, 4300, 8),
  ]);
  const { body: drafted } = await api.get<{ items: { id: string }[] }>(`/v1/campaigns/${draft}/contacts`);
  await api.call('DELETE', `/v1/campaigns/${draft}/contacts/${drafted.items[0]!.id}`);
  await api.call('PATCH', `/v1/campaigns/${draft}`, { name: 'Rascunho emendado', pace: { messagesPerSecond: 5 } });
  const tested = person('5000', 500);
  await command(draft, 'test', {
    phone: `+${tested.digits}`,
    name: tested.name,
    parameters: { amount: tested.amount },
  });
  const pictured = await create('Com imagem');
  const picture = new FormData();
  picture.append('file', new Blob(['a picture'], { type: 'image/png' }), 'oferta.png');
  const { id: uploaded } = await api.make(`/v1/campaigns/${pictured}/media`, picture);
  const { templateId: fallbackTemplateId } = stage;
  const media = { type: 'media', media: { type: 'image', uploaded }, fallbackTemplateId };
  const parameterMapping = { 1: { value: 'cliente' }, 2: { value: 'R$ 1,00' } };
  await api.call('PATCH', `/v1/campaigns/${pictured}`, { content: { ...media, parameterMapping } });
  await command(pictured, 'test', {
    phone: `+${tested.digits}`,
    name: tested.name,
    parameters: { amount: tested.amount },
  });
  await command(scheduled, 'schedule', { localTime: '2090-01-01T09:00', timeZone: 'America/Sao_Paulo' });
  await command(scheduled, 'unschedule');
  await command(scheduled, 'schedule', { localTime: '2090-01-02T09:00', timeZone: 'America/Sao_Paulo' });
  const soon = new Date(Date.now() + 2000).toISOString().slice(0, 19);
  await command(failed, 'schedule', { localTime: soon, timeZone: 'UTC' });
  await command(paused, 'start');
  await command(canceled, 'start');
  await Promise.all([paused, canceled].map((id) => becomes(id, 'sending', ({ settled }) => settled > 1)));
  await command(paused, 'pause', { reason: 'almoço' });
  await command(paused, 'resume');
  await command(paused, 'pause', { reason: 'conferência' });
  await command(canceled, 'cancel');
  await command(canceled, 'note', { note: 'Combinado com a agência.' });

  const texts = [
    'Quanto devo, afinal?',
    'Gumercindo Formosinho',
    'Dorotéia Peçanha',
    'Esmeraldina',
    'legenda indiscreta',
  ];
  const inbound = (body: object) => simulator.control('POST', '/__sim/inbound', { to: PHONE_NUMBER_ID, ...body });
  await inbound({ from: ordinary[0]!.digits, text: texts[0] });
  await inbound({ from: ordinary[1]!.digits, button: { text: 'Já paguei', payload: 'PAGUEI' } });
  await inbound({ from: ordinary[2]!.digits, media: { type: 'image', mimeType: 'image/jpeg', caption: texts[4] } });
  await strayWebhook(api, stage, ordinary[3]!);

  await becomes(completed, 'completed', ({ needsAttention }) => needsAttention === 1);
  await becomes(canceled, 'canceled');
  await becomes(failed, 'failed');
  const unknown = await api.get<{ items: { id: string }[] }>(`/v1/campaigns/${completed}/contacts?needsAttention=true`);
  await api.make(`/v1/campaigns/${completed}/contacts/${unknown.body.items[0]!.id}/assume`, { outcome: 'not_sent' });
  const copy = (await command(completed, 'duplicate', { name: 'Cópia', withContacts: true })).id;
  const retry = (await command(completed, 'retry-failed', { which: 'failed' })).id;
  await Promise.all(
    [copy, retry].map((id) =>
      until(
        () => api.get<{ openUploads: number; contacts: number }>(`/v1/campaigns/${id}`),
        ({ body }) => body.contacts > 0 && body.openUploads === 0,
      ),
    ),
  );
  await api.call('PATCH', `/v1/senders/${stage.senderId}`, { name: 'Vendas, de novo' });
  await api.make(`/v1/senders/${stage.senderId}/pause`, { reason: 'feriado' });
  await api.make(`/v1/senders/${stage.senderId}/resume`);
  await api.make(`/v1/senders/${stage.senderId}/warm-up`, { curve: { from: 1000, to: 100_000, days: 30 } });
  await api.make(`/v1/senders/${stage.senderId}/warm-up`, { limits: null });
  await api.make('/v1/templates/sync', { subaccountId: stage.subaccountId });
  const { id: keyId } = await api.make('/v1/keys', {
    name: 'x',
    roles: ['reporter'],
    subaccountIds: [stage.subaccountId],
  });
  await api.call('DELETE', `/v1/keys/${keyId}`);
  const search = {
    subaccountId: stage.subaccountId,
    name: 'De alguém',
    report: 'detailed',
    filters: { campaign: completed, name: people[4]!.name, phone: notations(people[5]!).slice(0, 3) },
    period: 'last_7_days',
  };
  const { id: searchId } = await api.make('/v1/searches', search);
  await api.call('PATCH', `/v1/searches/${searchId}`, {
    shared: true,
    columns: ['phone', 'status'],
    schedule: farAway(),
  });
  await api.make(`/v1/searches/${searchId}/copy`);
  const { id: gone } = await api.make('/v1/searches', {
    ...search,
    name: 'Esquecida',
    report: 'records',
    filters: { campaign: 'all' },
  });
  await api.call('DELETE', `/v1/searches/${gone}`);
  const period = { from: '2020-01-01', to: '2090-01-01' };
  const exports: string[] = [];
  for (const order of [
    { report: 'detailed', filters: { ...period, phone: [`+${ordinary[0]!.digits}`] } },
    { report: 'detailed', filters: { ...period, campaign: completed, name: ordinary[1]!.name } },
    { report: 'contacts', filters: { campaign: completed, q: ordinary[2]!.name } },
  ]) {
    const { id } = await api.make('/v1/exports', { ...order, format: 'csv' });
    await exportEnded(api, id);
    exports.push(id);
  }
  await api.call('DELETE', `/v1/exports/${exports.at(-1)!}`);
  const everybody = others.map(({ phone, name, parameters }) => ({
    digits: phone.slice(1),
    name,
    amount: parameters.amount,
  }));
  return {
    ...stage,
    api,
    texts,
    uploadId,
    exports,
    people: [...people, listed, tested, ...everybody],
    campaigns: { completed, draft, scheduled, paused, canceled, failed, copy, retry },
  };
}

/** A schedule that is not due for six days, whenever it is asked for. */
function farAway() {
  const days = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'];
  return { every: 'week', on: days[(new Date().getUTCDay() + 6) % 7], at: '12:00', format: 'pdf' };
}

interface Summary {
  readonly status: string;
  readonly settled: number;
  readonly needsAttention: number;
}

/** A status of a message nobody sent, a message of a stranger, and something malformed. */
async function strayWebhook(api: Api, { senderId }: Stage, { digits, name }: Person): Promise<void> {
  const sender = await api.get<{ webhookPath: string }>(`/v1/senders/${senderId}`);
  const metadata = { display_phone_number: '5511900000000', phone_number_id: PHONE_NUMBER_ID };
  const id = `wamid.${Buffer.from(`\u001a${digits}\u0012`).toString('base64')}`;
  const value = {
    metadata,
    contacts: [{ profile: { name }, wa_id: digits }],
    statuses: [
      { id, status: 'delivered', timestamp: '1795258803', recipient_id: digits },
      { id: `${id}2`, recipient_id: digits, status: 7 },
    ],
    messages: [{ id: `${id}3`, from: digits, timestamp: '1795258803', type: 'text', text: { body: `Sou ${name}` } }],
  };
  const { status } = await postWebhook(api.url + sender.body.webhookPath, webhookBody('messages', value));
  if (status !== 200) throw new Error(`the webhook was answered ${status}`);
}
