import type { InjectOptions } from 'fastify';
import { FakeApp } from './testing/fake-app';
import { BODIES } from './testing/routes';

type Errors = readonly (readonly [path: string, code: string, message: string])[];

const json = { 'content-type': 'application/json' };
const campaign = BODIES['POST /v1/campaigns']!;
const content = campaign['content'] as object;
const sender = BODIES['POST /v1/senders']!;
const template = BODIES['POST /v1/templates']!;
const key = BODIES['POST /v1/keys']!;

const post = (url: string, payload: unknown, headers: Record<string, string> = {}): InjectOptions => ({
  method: 'POST',
  url,
  headers: { ...json, ...headers },
  payload: typeof payload === 'string' || Buffer.isBuffer(payload) ? payload : JSON.stringify(payload),
});
const campaigns = (change: object) => post('/v1/campaigns', { ...campaign, ...change });
const senders = (change: object) => post('/v1/senders', { ...sender, ...change });
const templates = (change: object) => post('/v1/templates', { ...template, ...change });
const keys = (change: object) => post('/v1/keys', { ...key, ...change });
const contacts = (value: unknown) => post('/v1/campaigns/c1/contacts', { contacts: value });
const schedule = (body: object) => post('/v1/campaigns/c1/schedule', body);
const patch = (payload: object, what = 'campaigns/c1'): InjectOptions => ({
  method: 'PATCH',
  url: `/v1/${what}`,
  payload,
});
const get = (url: string): InjectOptions => ({ method: 'GET', url });
const detailed = (query: string) =>
  get(`/v1/reports/detailed?from=2026-01-01T00:00:00Z&to=2026-02-01T00:00:00Z${query}`);

const LINK = 'https://files.example/a.png';
const deep = `${'['.repeat(40)}${']'.repeat(40)}`;
const exported = { report: 'detailed', filters: { from: '2026-01-01', to: '2026-02-01' }, format: 'csv' };
const NO_COLUMNS = ['columns', 'too_few', 'columns must have at least 1 entry.'] as const;
const TIME = 'must be a time like 2026-03-01T00:00:00Z.';

describe('bad requests: each is refused with its exact answer', () => {
  let fake: FakeApp;
  beforeAll(async () => {
    fake = await FakeApp.start({ maxFileBytes: 1000 });
  });
  // A request that gets through must not fail every row after its own.
  afterEach(() => void fake.dispatched.splice(0));
  afterAll(() => fake.stop());

  const cases: readonly (readonly [name: string, request: InjectOptions, errors: Errors])[] = [
    // Columns
    ['an export of no columns', post('/v1/exports', { ...exported, columns: [] }), [NO_COLUMNS]],
    [
      'a search of no columns',
      post('/v1/searches', { name: 'Lidas', report: 'detailed', period: 'today', columns: [] }),
      [NO_COLUMNS],
    ],
    ['an edit to no columns', patch({ columns: [] }, 'searches/s1'), [NO_COLUMNS]],

    // Bodies as a whole
    ['no body', post('/v1/campaigns', ''), [['', 'required', 'The body is missing: send a JSON object.']]],
    ['a list as body', post('/v1/campaigns', []), [['', 'not_an_object', 'The body must be a JSON object.']]],
    ['null as body', post('/v1/campaigns', 'null'), [['', 'required', 'The body is missing: send a JSON object.']]],
    ['a text as body', post('/v1/campaigns', '"x"'), [['', 'not_an_object', 'The body must be a JSON object.']]],
    [
      'half a body',
      post('/v1/campaigns', '{"name": "x'),
      [['', 'unreadable', 'The body is not JSON: it breaks off at character 11.']],
    ],
    [
      'a body that ends early',
      post('/v1/campaigns', '{"name":'),
      [['', 'unreadable', 'The body is not JSON: it ends too early.']],
    ],
    [
      'single quotes',
      post('/v1/campaigns', "{'a':1}"),
      [['', 'unreadable', 'The body is not JSON: it breaks off at character 1.']],
    ],
    [
      'a body in Latin-1',
      post('/v1/campaigns', Buffer.from('{"name":"março"}', 'latin1')),
      [['', 'unreadable', 'The body is not UTF-8.']],
    ],
    ['a deep body', post('/v1/campaigns', deep), [['', 'unreadable', 'The body is nested deeper than 32 levels.']]],
    [
      'a prototype',
      post('/v1/campaigns', '{"__proto__":{}}'),
      [['', 'unreadable', 'The body is not JSON: it has a forbidden property name.']],
    ],
    [
      'a name of every object',
      post('/v1/campaigns', { ...campaign, toString: 1 }),
      [['toString', 'unknown_field', 'toString is no field of this request.']],
    ],
    [
      'a name of every object in a part',
      post('/v1/campaigns', { ...campaign, content: { type: 'template', templateId: 't1', constructor: 'x' } }),
      [['content.constructor', 'unknown_field', 'content.constructor is no field of this request.']],
    ],
    [
      'a name of every object below what is no field',
      post('/v1/campaigns/c1/cancel', { force: { constructor: 'x' } }),
      [['force', 'unknown_field', 'force is no field of this request.']],
    ],
    [
      'a prototype in a query',
      get('/v1/campaigns?__proto__=x'),
      [['__proto__', 'unknown_parameter', '__proto__ is no parameter of this request.']],
    ],
    [
      'a body where none is taken',
      post('/v1/campaigns/c1/cancel', { force: true }),
      [['force', 'unknown_field', 'force is no field of this request.']],
    ],
    // Campaigns
    [
      'an unknown field',
      campaigns({ colour: 'red' }),
      [['colour', 'unknown_field', 'colour is no field of this request.']],
    ],
    [
      'an unknown field below',
      campaigns({ pace: { messagesPerSecond: 1, burst: 2 } }),
      [['pace.burst', 'unknown_field', 'pace.burst is no field of this request.']],
    ],
    [
      'nothing that is needed',
      post('/v1/campaigns', {}),
      [
        ['name', 'required', 'name is missing.'],
        ['senderIds', 'required', 'senderIds is missing.'],
        ['content', 'required', 'content is missing.'],
      ],
    ],
    ['a number as name', campaigns({ name: 7 }), [['name', 'not_a_text', 'name must be a text.']]],
    ['an empty name', campaigns({ name: ' ' }), [['name', 'empty', 'name must not be empty.']]],
    [
      'a long name',
      campaigns({ name: 'x'.repeat(201) }),
      [['name', 'too_long', 'name must be at most 200 characters long, is 201.']],
    ],
    [
      'a line break in a name',
      campaigns({ name: 'a\nb' }),
      [['name', 'unprintable', 'name must not contain control characters.']],
    ],
    [
      'half a character',
      post('/v1/campaigns', JSON.stringify({ ...campaign, name: 'x' }).replace('"x"', '"\\ud800"')),
      [['name', 'unprintable', 'name must not contain control characters.']],
    ],
    ['no sender', campaigns({ senderIds: [] }), [['senderIds', 'too_few', 'senderIds must have at least 1 entry.']]],
    ['a text as senders', campaigns({ senderIds: 'n1' }), [['senderIds', 'not_a_list', 'senderIds must be a list.']]],
    [
      'null as sender',
      campaigns({ senderIds: [null] }),
      [['senderIds[0]', 'not_a_text', 'senderIds[0] must be a text.']],
    ],
    [
      'a sender twice',
      campaigns({ senderIds: ['a', 'b', 'a'] }),
      [['senderIds', 'twice', 'senderIds has a number twice.']],
    ],
    [
      'seventeen senders',
      campaigns({ senderIds: Array.from({ length: 17 }, (_, n) => `n${n}`) }),
      [['senderIds', 'too_many', 'senderIds must have at most 16 entries, has 17.']],
    ],
    ['a text as content', campaigns({ content: 'Olá' }), [['content', 'not_an_object', 'content must be an object.']]],
    ['a list as content', campaigns({ content: [] }), [['content', 'not_an_object', 'content must be an object.']]],
    [
      'a text without a text',
      campaigns({ content: { type: 'text', templateId: 't1' } }),
      [
        ['content.templateId', 'unknown_field', 'content.templateId is no field of content of the type text.'],
        ['content.text', 'required', 'content.text is missing.'],
      ],
    ],
    [
      'an empty text',
      campaigns({ content: { type: 'text', text: ' ' } }),
      [['content.text', 'empty', 'content.text must not be empty.']],
    ],
    [
      'placeholders that name nothing',
      campaigns({ content: { type: 'text', text: 'Olá {{}} {{name' } }),
      [
        [
          'content.text',
          'placeholder_invalid',
          'content.text holds {{}}, which names no field of a contact as {{name}} does.',
        ],
        [
          'content.text',
          'placeholder_invalid',
          'content.text holds {{, which names no field of a contact as {{name}} does.',
        ],
      ],
    ],
    [
      'a mapping without a template that it is of',
      campaigns({ content: { type: 'text', text: 'Olá', parameterMapping: { 1: { from: 'name' } } } }),
      [
        [
          'content.parameterMapping',
          'unknown_field',
          'content.parameterMapping is of the fallback template, and there is none.',
        ],
      ],
    ],
    [
      'a file by a link that nobody may fetch',
      campaigns({ content: { type: 'media', media: { type: 'image', link: 'http://files.example/a.png' } } }),
      [['content.media.link', 'invalid', 'content.media.link must be an https link without blanks.']],
    ],
    [
      'a file in two places',
      campaigns({ content: { type: 'media', media: { type: 'image', uploaded: 'm1', link: LINK } } }),
      [['content.media', 'ambiguous', 'content.media must have link or uploaded, not both.']],
    ],
    [
      'a file in no place',
      campaigns({ content: { type: 'media', media: { type: 'image' } } }),
      [['content.media', 'required', 'content.media must have link, or uploaded.']],
    ],
    [
      'a caption of sound, and a name of it',
      campaigns({
        content: { type: 'media', media: { type: 'audio', link: LINK }, caption: 'Olá', filename: 'a.ogg' },
      }),
      [
        ['content.caption', 'unknown_field', 'content.caption is no field of an audio file: it has no caption.'],
        ['content.filename', 'unknown_field', 'content.filename is a field of documents and uploaded files alone.'],
      ],
    ],
    [
      'unknown content',
      campaigns({ content: { ...content, type: 'fax' } }),
      [['content.type', 'unknown_value', 'content.type must be one of template, text, media.']],
    ],
    [
      'a fallback template',
      campaigns({ content: { ...content, fallbackTemplateId: 't2' } }),
      [
        [
          'content.fallbackTemplateId',
          'unknown_field',
          'content.fallbackTemplateId is no field of content of the type template.',
        ],
      ],
    ],
    [
      'a mapping from nowhere',
      campaigns({ content: { ...content, parameterMapping: { 1: {} } } }),
      [['content.parameterMapping.1.from', 'required', 'content.parameterMapping.1.from is missing.']],
    ],
    [
      'a mapping from two places',
      campaigns({ content: { ...content, parameterMapping: { 1: { from: 'name', value: 'x' } } } }),
      [
        [
          'content.parameterMapping.1.from',
          'unknown_field',
          'content.parameterMapping.1.from is no field beside value.',
        ],
      ],
    ],
    [
      'a mapping of texts',
      campaigns({ content: { ...content, parameterMapping: { 1: 'name' } } }),
      [
        [
          'content.parameterMapping.1',
          'not_an_object',
          'content.parameterMapping.1 must be an object with from, or with value.',
        ],
      ],
    ],
    [
      'a pace of nothing',
      campaigns({ pace: { messagesPerSecond: 0 } }),
      [['pace.messagesPerSecond', 'out_of_range', 'pace.messagesPerSecond must be a number above 0 and up to 1000.']],
    ],
    [
      'a pace without a number',
      campaigns({ pace: {} }),
      [['pace.messagesPerSecond', 'required', 'pace.messagesPerSecond is missing.']],
    ],
    ['a number as pace', campaigns({ pace: 5 }), [['pace', 'not_an_object', 'pace must be an object.']]],
    [
      'an unknown zone',
      campaigns({ timeZone: 'Brasil/Sampa' }),
      [['timeZone', 'unknown_time_zone', 'timeZone must be a time zone like America/Sao_Paulo.']],
    ],
    [
      'an offset as zone',
      campaigns({ timeZone: '-03:00' }),
      [['timeZone', 'unknown_time_zone', 'timeZone must be a time zone like America/Sao_Paulo.']],
    ],
    [
      'half an attempt',
      campaigns({ retryPolicy: { maxAttempts: 1.5 } }),
      [['retryPolicy.maxAttempts', 'out_of_range', 'retryPolicy.maxAttempts must be a whole number from 1 to 20.']],
    ],
    [
      'a horizon of a year',
      campaigns({ reportingHorizonSeconds: 31_536_000 }),
      [
        [
          'reportingHorizonSeconds',
          'out_of_range',
          'reportingHorizonSeconds must be a whole number from 1 to 2592000.',
        ],
      ],
    ],
    [
      'a horizon in words',
      campaigns({ reportingHorizonSeconds: '72h' }),
      [
        [
          'reportingHorizonSeconds',
          'out_of_range',
          'reportingHorizonSeconds must be a whole number from 1 to 2592000.',
        ],
      ],
    ],
    [
      'an unknown decision',
      campaigns({ unknownOutcome: { then: 'resend' } }),
      [
        [
          'unknownOutcome.then',
          'unknown_value',
          'unknownOutcome.then must be one of ask, assume_delivered, assume_not_sent.',
        ],
      ],
    ],
    [
      'a send window of two wrong times, on no day',
      campaigns({ sendWindow: { from: '24:00', to: '8pm', days: [] } }),
      [
        ['sendWindow.from', 'invalid', 'sendWindow.from must be a time like 09:00.'],
        ['sendWindow.to', 'invalid', 'sendWindow.to must be a time like 20:00, or 24:00.'],
        ['sendWindow.days', 'too_few', 'sendWindow.days must have at least 1 entry.'],
      ],
    ],
    [
      'a send window that is nothing, or all',
      campaigns({ sendWindow: { from: '09:00', to: '09:00' } }),
      [
        [
          'sendWindow',
          'empty_window',
          'sendWindow must end at another time than it begins; a whole day is 00:00 to 24:00.',
        ],
      ],
    ],
    [
      'a send window by the clocks of the moon',
      campaigns({ sendWindow: { from: '09:00', to: '20:00', zone: 'moon' } }),
      [['sendWindow.zone', 'unknown_value', 'sendWindow.zone must be one of campaign, contact.']],
    ],
    [
      'guard rails beyond what can be',
      campaigns({ guardRails: { maxFailureRate: 10, overLast: 5, maxErrorsInARow: 1, maxOptOutRate: 0 } }),
      [
        [
          'guardRails.maxFailureRate',
          'out_of_range',
          'guardRails.maxFailureRate must be a number above 0 and up to 1.',
        ],
        ['guardRails.overLast', 'out_of_range', 'guardRails.overLast must be a whole number from 20 to 10000.'],
        [
          'guardRails.maxErrorsInARow',
          'out_of_range',
          'guardRails.maxErrorsInARow must be a whole number from 2 to 1000.',
        ],
        ['guardRails.maxOptOutRate', 'out_of_range', 'guardRails.maxOptOutRate must be a number above 0 and up to 1.'],
      ],
    ],
    [
      'a canary in settings',
      campaigns({ canary: 10 }),
      [['canary', 'unknown_field', 'canary is no field of this request.']],
    ],
    [
      'half a send window in an edit',
      patch({ sendWindow: { from: '09:00' } }),
      [['sendWindow.to', 'required', 'sendWindow.to is missing.']],
    ],
    [
      'a subaccount in an edit',
      patch({ subaccountId: 's1' }),
      [['subaccountId', 'unknown_field', 'subaccountId is no field of this request.']],
    ],
    ['null as a name', patch({ name: null }), [['name', 'not_a_text', 'name must be a text.']]],
    [
      'a canary of nobody',
      post('/v1/campaigns/c1/start', { canary: 0 }),
      [['canary', 'out_of_range', 'canary must be a whole number from 1 to 10000.']],
    ],
    ['a schedule without a time', schedule({}), [['localTime', 'required', 'localTime is missing.']]],
    [
      'a schedule with an offset',
      schedule({ localTime: '2026-12-01T09:00Z' }),
      [['localTime', 'invalid', 'localTime must be a wall clock without offset, like 2026-12-01T09:00.']],
    ],
    [
      'a schedule in month 13',
      schedule({ localTime: '2026-13-01T09:00' }),
      [['localTime', 'invalid', 'localTime must be a wall clock without offset, like 2026-12-01T09:00.']],
    ],
    [
      'a search on a schedule without a time',
      post('/v1/searches', { name: 'Lidas', report: 'detailed', schedule: { every: 'day' } }),
      [['schedule.at', 'required', 'schedule.at is missing.']],
    ],
    [
      'a search at an hour that there is not, on a day that there is not, as what is no report',
      patch({ schedule: { every: 'hour', on: 'funday', at: '24:00', format: 'ndjson', zone: 'UTC' } }, 'searches/s1'),
      [
        ['schedule.zone', 'unknown_field', 'schedule.zone is no field of this request.'],
        ['schedule.every', 'unknown_value', 'schedule.every must be one of day, week.'],
        [
          'schedule.on',
          'unknown_value',
          'schedule.on must be one of monday, tuesday, wednesday, thursday, friday, saturday, sunday.',
        ],
        ['schedule.at', 'invalid', 'schedule.at must be a time of day like 08:00.'],
        ['schedule.format', 'unknown_value', 'schedule.format must be one of csv, xlsx, pdf.'],
      ],
    ],
    [
      'retrying the unknown',
      post('/v1/campaigns/c1/retry-failed', { which: 'all' }),
      [['which', 'unknown_value', 'which must be one of failed, unsent, unread.']],
    ],
    [
      'a test with a number as parameter',
      post('/v1/campaigns/c1/test', { phone: '+5511900001234', parameters: { amount: 10 } }),
      [['parameters.amount', 'not_a_text', 'parameters.amount must be a text.']],
    ],
    [
      'contacts of a copy in words',
      post('/v1/campaigns/c1/duplicate', { withContacts: 'yes' }),
      [['withContacts', 'not_a_boolean', 'withContacts must be true or false.']],
    ],
    [
      'an unknown outcome assumed',
      post('/v1/campaigns/c1/contacts/k1/assume', { outcome: 'read' }),
      [['outcome', 'unknown_value', 'outcome must be one of delivered, not_sent.']],
    ],
    // Contacts as JSON
    ['no contacts', post('/v1/campaigns/c1/contacts', {}), [['contacts', 'required', 'contacts is missing.']]],
    ['contacts as an object', contacts({}), [['contacts', 'not_a_list', 'contacts must be a list.']]],
    ['an empty list of contacts', contacts([]), [['contacts', 'too_few', 'contacts must have at least 1 entry.']]],
    [
      'too many contacts',
      contacts(Array.from({ length: 10_001 }, () => ({ phone: '1' }))),
      [['contacts', 'too_many', 'contacts must have at most 10000 entries, has 10001: upload a file.']],
    ],
    [
      'contacts with mistakes',
      contacts([{ phone: '1' }, 'x', { phone: 5511900001234, nome: 'x' }, { name: 'x', parameters: [] }]),
      [
        ['contacts[1]', 'not_an_object', 'contacts[1] must be an object.'],
        ['contacts[2].phone', 'not_a_text', 'contacts[2].phone must be a text.'],
        ['contacts[2].nome', 'unknown_field', 'contacts[2].nome is no field of a contact.'],
        ['contacts[3].phone', 'required', 'contacts[3].phone is missing.'],
        ['contacts[3].parameters', 'not_an_object', 'contacts[3].parameters must be an object.'],
      ],
    ],
    [
      'a mapping with JSON',
      post('/v1/campaigns/c1/contacts', { contacts: [{ phone: '1' }], mapping: {} }),
      [['mapping', 'unknown_field', 'mapping is no field of this request.']],
    ],
    // Senders, templates, keys, subaccounts, suppressions
    [
      'an unknown provider',
      senders({ provider: 'sms' }),
      [['provider', 'unknown_value', 'provider must be one of cloud-api, gupshup.']],
    ],
    [
      'a warm-up at registration',
      senders({ warmUp: {} }),
      [['warmUp', 'unknown_field', 'warmUp is no field of this request.']],
    ],
    [
      'a warm-up of nobody',
      post('/v1/senders/s1/warm-up', { limits: [0], curve: { from: 1, to: 2 } }),
      [
        ['limits[0]', 'out_of_range', 'limits[0] must be a whole number from 1 to 100000.'],
        ['curve.days', 'required', 'curve.days is missing.'],
      ],
    ],
    [
      'a setting that no provider has',
      senders({ connection: { ...(sender['connection'] as object), url: 'https://graph.facebook.com' } }),
      [['connection.url', 'unknown_field', 'connection.url is no field of this request.']],
    ],
    [
      'a connection that leads nowhere',
      senders({ connection: { appName: 'AuroraLoja', source: '551133330000' } }),
      [['connection.baseUrl', 'required', 'connection.baseUrl is missing.']],
    ],
    [
      'credentials with an empty secret',
      senders({ credentials: { apiKey: ' ', webhookToken: 'a-token-of-our-own' } }),
      [['credentials.apiKey', 'empty', 'credentials.apiKey must not be empty.']],
    ],
    [
      'a template in capitals',
      templates({ name: 'Aviso' }),
      [['name', 'invalid', 'name must be lower case letters, digits and _.']],
    ],
    [
      'a template in Klingon',
      templates({ language: 'pt-BR' }),
      [['language', 'invalid', 'language must be a language like pt_BR.']],
    ],
    [
      'a component in words',
      templates({ components: ['BODY'] }),
      [['components[0]', 'not_an_object', 'components[0] must be an object.']],
    ],
    [
      'an unknown role',
      keys({ roles: ['admin', 'root'] }),
      [['roles[1]', 'unknown_value', 'roles[1] must be one of admin, operator, auditor, reporter.']],
    ],
    ['no role', keys({ roles: [] }), [['roles', 'too_few', 'roles must have at least 1 entry.']]],
    [
      'no subaccount',
      keys({ subaccountIds: [] }),
      [['subaccountIds', 'too_few', 'subaccountIds must have at least 1 entry.']],
    ],
    [
      'everything and something',
      keys({ subaccountIds: ['*', 's1'] }),
      [['subaccountIds', 'invalid', 'subaccountIds is either * alone or a list of ids.']],
    ],
    [
      'a long portfolio',
      senders({ portfolioId: 'x'.repeat(65) }),
      [['portfolioId', 'too_long', 'portfolioId must be at most 64 characters long, is 65.']],
    ],
    [
      'a country without a numbering plan',
      post('/v1/subaccounts', { name: 'Loja', defaultCountry: 'XX' }),
      [['defaultCountry', 'invalid', 'defaultCountry must be an ISO 3166-1 code like BR.']],
    ],
    [
      'a country in words',
      post('/v1/subaccounts', { name: 'Loja', defaultCountry: 'Brasil' }),
      [['defaultCountry', 'too_long', 'defaultCountry must be at most 2 characters long, is 6.']],
    ],
    [
      'an unknown category',
      post('/v1/suppressions', { phone: '+5511900001234', category: 'some' }),
      [['category', 'unknown_value', 'category must be one of all, marketing.']],
    ],
    // Addresses
    [
      'an unknown parameter',
      get('/v1/campaigns?stauts=draft'),
      [['stauts', 'unknown_parameter', 'stauts is no parameter of this request.']],
    ],
    [
      'a parameter of a command',
      post('/v1/campaigns/c1/start?force=true', {}),
      [['force', 'unknown_parameter', 'force is no parameter of this request.']],
    ],
    [
      'an unknown status',
      get('/v1/campaigns?status=draft&status=gone'),
      [
        [
          'status[1]',
          'unknown_value',
          'status[1] must be one of draft, scheduled, sending, paused, canceling, canceled, completed, failed.',
        ],
      ],
    ],
    [
      'a limit of 0',
      get('/v1/campaigns?limit=0'),
      [['limit', 'out_of_range', 'limit must be a whole number from 1 to 500.']],
    ],
    [
      'a limit of 501',
      get('/v1/campaigns?limit=501'),
      [['limit', 'out_of_range', 'limit must be a whole number from 1 to 500.']],
    ],
    [
      'a limit in words',
      get('/v1/campaigns?limit=ten'),
      [['limit', 'out_of_range', 'limit must be a whole number from 1 to 500.']],
    ],
    ['two limits', get('/v1/campaigns?limit=1&limit=2'), [['limit', 'repeated', 'limit may be given once.']]],
    [
      'an unknown order',
      get('/v1/campaigns?sort=color'),
      [
        [
          'sort',
          'unknown_value',
          'sort must be one of createdAt, -createdAt, name, -name, status, -status, progress, -progress.',
        ],
      ],
    ],
    ['a day as time', get('/v1/campaigns?from=2026-01-01'), [['from', 'not_a_time', `from ${TIME}`]]],
    ['the 31st of February', get('/v1/campaigns?from=2026-02-31T00:00:00Z'), [['from', 'not_a_time', `from ${TIME}`]]],
    [
      'an unsealed cursor',
      get('/v1/campaigns?cursor=abc'),
      [['cursor', 'invalid_cursor', 'cursor must be the nextCursor of this list, with the same filters.']],
    ],
    [
      'a position that is none',
      get('/v1/campaigns/c1?after=now'),
      [['after', 'invalid', 'after must be a position as a command answered it.']],
    ],
    ['an empty search', get('/v1/campaigns?q='), [['q', 'empty', 'q must not be empty.']]],
    [
      'an unknown state',
      get('/v1/campaigns/c1/contacts?needsAttention=1'),
      [['needsAttention', 'unknown_value', 'needsAttention must be one of true, false.']],
    ],
    [
      'a report without dates',
      get('/v1/reports/detailed'),
      [
        ['from', 'required', 'from is missing.'],
        ['to', 'required', 'to is missing.'],
      ],
    ],
    ['a report of what nobody sends', detailed('&type=MX'), [['type', 'unknown_value', 'type must be one of MT, MO.']]],
    [
      'a report of a day that there is not',
      get('/v1/reports/detailed?from=2026-02-30&to=2026-03-01'),
      [['from', 'not_a_time', 'from must be a time like 2026-03-01T00:00:00Z, or a day like 2026-03-01.']],
    ],
    [
      'consolidated by nothing',
      get('/v1/reports/consolidated?from=2026-02-01&to=2026-03-01'),
      [['groupBy', 'required', 'groupBy is missing.']],
    ],
    [
      'a report in French',
      detailed('&language=fr'),
      [['language', 'unknown_value', 'language must be one of en, pt-BR, es.']],
    ],
    [
      'a page of a file',
      get('/v1/reports/records.csv?campaign=all&limit=5'),
      [['limit', 'unknown_parameter', 'limit is no parameter of this request.']],
    ],
    ['records of nothing', get('/v1/reports/records'), [['campaign', 'required', 'campaign is missing.']]],
    [
      'what is not there yet',
      get('/v1/campaigns/c1?asOf=2026-01-01T00:00:00Z'),
      [['asOf', 'unknown_parameter', 'asOf is no parameter of this request.']],
    ],
    [
      'an address that cannot be decoded',
      get('/v1/campaigns/%E0%A4%A'),
      [['', 'bad_url', 'The address cannot be decoded.']],
    ],
    // Headers
    [
      'a short idempotency key',
      post('/v1/campaigns', campaign, { 'idempotency-key': 'short' }),
      [['Idempotency-Key', 'invalid', 'Idempotency-Key must be 8 to 128 printable ASCII characters.']],
    ],
    [
      'a revision without quotes',
      post('/v1/campaigns/c1/start', {}, { 'if-match': '7' }),
      [['If-Match', 'invalid', 'If-Match must be one ETag as it was answered, like "7".']],
    ],
  ];

  it.each(cases)('%s', async (_, request, errors) => {
    const answer = await fake.inject(request);
    const expected = errors.map(([path, code, message]) => ({ path, code, message }));
    const detail =
      expected.length === 1 ? expected[0]!.message : `${expected.length} values are not valid: see errors.`;
    expect(answer.headers['content-type']).toBe('application/problem+json; charset=utf-8');
    expect(answer.json()).toEqual({
      type: 'urn:arauto:problem:validation_failed',
      title: 'The request is not valid',
      status: 400,
      detail,
      code: 'validation_failed',
      instance: answer.headers['x-request-id'],
      errors: expected,
    });
    expect(answer.statusCode).toBe(400);
    expect(fake.dispatched).toEqual([]);
  });

  it.each(['pt-BR', 'es'])('each says all that is wrong in %s', async (language) => {
    const english: string[] = [];
    for (const [, request, errors] of cases) {
      const answer = await fake.inject({ ...request, headers: { ...request.headers, 'accept-language': language } });
      const said = answer.json<{ errors: { message: string }[]; detail: string }>();
      const told = new Set([...said.errors.map(({ message }) => message), said.detail]);
      english.push(...errors.map(([, , message]) => message).filter((message) => told.has(message)));
    }
    expect(english).toEqual([]);
  });

  const big = JSON.stringify({ name: 'x'.repeat(1024 * 1024) });
  it.each<readonly [string, InjectOptions & { key?: string | null }, number, string, string]>([
    [
      'no key',
      { ...get('/v1/campaigns'), key: null },
      401,
      'unauthenticated',
      'Send a key: Authorization: Bearer <key>.',
    ],
    [
      'an unknown key',
      { ...get('/v1/campaigns'), key: 'nobody' },
      401,
      'unauthenticated',
      'The key is unknown or revoked.',
    ],
    [
      'a password',
      { ...get('/v1/campaigns'), key: null, headers: { authorization: 'Basic YTpi' } },
      401,
      'unauthenticated',
      'The Authorization header is not of the form Bearer <key>.',
    ],
    [
      'a role without the permission',
      { ...post('/v1/campaigns/c1/start', {}), key: 'reporter' },
      403,
      'forbidden',
      'The key "reporter" lacks the permission campaign:start.',
    ],
    [
      'what is not there',
      get('/v1/nothing'),
      404,
      'not_found',
      'There is nothing at this address, or nothing this key may see.',
    ],
    [
      'a slash too many',
      get('/v1/campaigns/'),
      404,
      'not_found',
      'There is nothing at this address, or nothing this key may see.',
    ],
    [
      'another method',
      { method: 'PUT', url: '/v1/campaigns/c1' },
      405,
      'method_not_allowed',
      'Only GET, PATCH is possible here.',
    ],
    [
      'a body too large',
      post('/v1/campaigns', big),
      413,
      'payload_too_large',
      'The body is larger than this route takes.',
    ],
    [
      'a form',
      post('/v1/campaigns', 'name=x', { 'content-type': 'application/x-www-form-urlencoded' }),
      415,
      'unsupported_media_type',
      'Send application/json; a contact file as multipart/form-data.',
    ],
    [
      'plain text',
      post('/v1/campaigns/c1/contacts', 'phone\n1', { 'content-type': 'text/csv' }),
      415,
      'unsupported_media_type',
      'Send application/json; a contact file as multipart/form-data.',
    ],
    [
      'a file where none is taken',
      post('/v1/campaigns', '--b--', { 'content-type': 'multipart/form-data; boundary=b' }),
      415,
      'unsupported_media_type',
      'Send JSON with the content type application/json.',
    ],
  ])('%s', async (_, request, status, code, detail) => {
    const answer = await fake.inject(request);
    expect(answer.statusCode).toBe(status);
    expect(answer.json()).toMatchObject({ status, code, detail });
    expect(answer.headers['content-type']).toBe('application/problem+json; charset=utf-8');
    if (status === 405) expect(answer.headers['allow']).toBe('GET, PATCH');
    if (status === 401) expect(answer.headers['www-authenticate']).toBe('Bearer');
    expect(fake.dispatched).toEqual([]);
  });
});
