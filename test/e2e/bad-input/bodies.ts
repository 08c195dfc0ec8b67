import { senderBody, templateBody } from '../tenants';
import { call, onCampaign, post, raw } from './calls';
import { invalid, problem, type Row, type World } from './row';

const campaign =
  (change: object) =>
  ({ subaccountId, senderId, templateId }: World) => ({
    subaccountId,
    name: 'Cobrança',
    senderIds: [senderId],
    content: { type: 'template', templateId, parameterMapping: { 1: { from: 'name' }, 2: { from: 'amount' } } },
    ...change,
  });
const mapped = (parameterMapping: object) => (world: World) =>
  campaign({ content: { type: 'template', templateId: world.templateId, parameterMapping } })(world);
const sender =
  (change: object) =>
  ({ subaccountId }: World) => ({ ...senderBody(subaccountId, '9002'), ...change });
const connection = (baseUrl: string) => ({ baseUrl, apiVersion: 'v25.0', phoneNumberId: '1', businessAccountId: '2' });
const suppression =
  (change: object) =>
  ({ subaccountId }: World) => ({ subaccountId, phone: '+5511900001234', ...change });
const key =
  (change: object) =>
  ({ subaccountId }: World) => ({ name: 'ana', roles: ['operator'], subaccountIds: [subaccountId], ...change });

/** JSON bodies. */
export const BODIES: readonly Row[] = [
  {
    name: 'no body',
    ask: post('/v1/campaigns', undefined),
    answer: invalid(['', 'required', 'The body is missing: send a JSON object.']),
  },
  {
    name: 'a list for a body',
    ask: post('/v1/campaigns', []),
    answer: invalid(['', 'not_an_object', 'The body must be a JSON object.']),
  },
  {
    name: 'half a body',
    ask: raw('/v1/campaigns', '{"name": "x'),
    answer: invalid(['', 'unreadable', 'The body is not JSON: it breaks off at character 11.']),
  },
  {
    name: 'a body in Latin-1',
    ask: raw('/v1/campaigns', Uint8Array.from(Buffer.from('{"name":"março"}', 'latin1'))),
    answer: invalid(['', 'unreadable', 'The body is not UTF-8.']),
  },
  {
    name: 'a prototype in a body',
    ask: raw('/v1/campaigns', '{"__proto__":{"admin":true}}'),
    answer: invalid(['', 'unreadable', 'The body is not JSON: it has a forbidden property name.']),
  },
  {
    name: 'a million brackets',
    ask: raw('/v1/campaigns', '['.repeat(1_000_000)),
    answer: invalid(['', 'unreadable', 'The body is nested deeper than 32 levels.']),
  },
  {
    name: 'a body of more than a MiB',
    ask: raw('/v1/campaigns', JSON.stringify({ name: 'x'.repeat(1024 * 1024) })),
    answer: problem('payload_too_large', 'The body is larger than this route takes.'),
  },
  {
    name: 'a form',
    ask: raw('/v1/campaigns', 'name=x', 'application/x-www-form-urlencoded'),
    answer: problem('unsupported_media_type', 'Send application/json; a contact file as multipart/form-data.'),
  },
  {
    name: 'CSV as a body',
    ask: raw(onCampaign('/contacts'), 'phone\n1', 'text/csv'),
    answer: problem('unsupported_media_type', 'Send application/json; a contact file as multipart/form-data.'),
  },
  {
    name: 'multipart without a boundary',
    ask: raw(onCampaign('/contacts'), 'x', 'multipart/form-data'),
    answer: invalid(['', 'unreadable', 'The multipart body ends too early or is damaged.']),
  },
  {
    name: 'multipart that ends too early',
    ask: raw(
      onCampaign('/contacts'),
      '--b\r\nContent-Disposition: form-data; name="file"; filename="c.csv"\r\n\r\nphone\n',
      'multipart/form-data; boundary=b',
    ),
    answer: invalid(['', 'unreadable', 'The multipart body ends too early or is damaged.']),
  },
  {
    name: 'multipart of nothing',
    ask: raw(onCampaign('/contacts'), '--b--\r\n', 'multipart/form-data; boundary=b'),
    answer: invalid(['file', 'required', 'The part file is missing: send the file in it.']),
  },
  {
    name: 'a body where none is taken',
    ask: post(onCampaign('/cancel'), { force: true }),
    answer: invalid(['force', 'unknown_field', 'force is no field of this request.']),
  },
  {
    name: 'an unknown field',
    ask: post('/v1/campaigns', campaign({ colour: 'red' })),
    answer: invalid(['colour', 'unknown_field', 'colour is no field of this request.']),
  },
  {
    name: 'several wrong fields at once',
    ask: post(
      '/v1/campaigns',
      campaign({ name: '', senderIds: [], pace: { messagesPerSecond: -1, burst: 2 }, timeZone: 'Mars/Phobos' }),
    ),
    answer: invalid(
      ['name', 'empty', 'name must not be empty.'],
      ['senderIds', 'too_few', 'senderIds must have at least 1 entry.'],
      ['pace.burst', 'unknown_field', 'pace.burst is no field of this request.'],
      ['pace.messagesPerSecond', 'out_of_range', 'pace.messagesPerSecond must be a number above 0 and up to 1000.'],
      ['timeZone', 'unknown_time_zone', 'timeZone must be a time zone like America/Sao_Paulo.'],
    ),
  },
  {
    name: 'a campaign without a subaccount',
    ask: post('/v1/campaigns', campaign({ subaccountId: undefined })),
    answer: invalid([
      'subaccountId',
      'required',
      'subaccountId must be given: this key is not for one subaccount alone.',
    ]),
  },
  {
    name: 'a campaign of an unknown subaccount',
    ask: post('/v1/campaigns', campaign({ subaccountId: 'nobody' })),
    answer: problem('not_found', 'There is no such subaccount.'),
  },
  {
    name: 'a campaign of an unknown sender',
    ask: post('/v1/campaigns', campaign({ senderIds: ['nobody'] })),
    answer: problem('not_found', 'There is no such sender.'),
  },
  {
    name: 'a campaign of an unknown template',
    ask: post('/v1/campaigns', campaign({ content: { type: 'template', templateId: 'nobody' } })),
    answer: problem('not_found', 'There is no such template.'),
  },
  {
    name: 'a campaign of a text that names nothing',
    ask: post('/v1/campaigns', campaign({ content: { type: 'text', text: 'Olá {{name}}, {{}}' } })),
    answer: invalid([
      'content.text',
      'placeholder_invalid',
      'content.text holds {{}}, which names no field of a contact as {{name}} does.',
    ]),
  },
  {
    name: 'a campaign of a file that was uploaded',
    ask: post('/v1/campaigns', campaign({ content: { type: 'media', media: { type: 'image', uploaded: 'm1' } } })),
    answer: invalid([
      'content.media.uploaded',
      'file_missing',
      'A new campaign has no files yet: create it with a link or other content, upload the file to it, then edit its content.',
    ]),
  },
  {
    name: 'a text whose template is nobody’s',
    ask: post('/v1/campaigns', campaign({ content: { type: 'text', text: 'Olá', fallbackTemplateId: 'nobody' } })),
    answer: problem('not_found', 'There is no such template.'),
  },
  {
    name: 'a campaign that has a sender twice',
    ask: post('/v1/campaigns', campaign({ senderIds: ['a', 'b', 'a'] })),
    answer: invalid(['senderIds', 'twice', 'senderIds has a number twice.']),
  },
  {
    name: 'a campaign with a send window that ends when it begins',
    ask: post('/v1/campaigns', campaign({ sendWindow: { from: '09:00', to: '09:00' } })),
    answer: invalid([
      'sendWindow',
      'empty_window',
      'sendWindow must end at another time than it begins; a whole day is 00:00 to 24:00.',
    ]),
  },
  {
    name: 'a variable that is mapped to nothing',
    ask: post('/v1/campaigns', mapped({ 1: { from: 'name' } })),
    answer: invalid([
      'content.parameterMapping.2',
      'parameter_unmapped',
      "The template's variable 2 is mapped to nothing.",
    ]),
  },
  {
    name: 'a variable that the template does not have',
    ask: post('/v1/campaigns', mapped({ 1: { from: 'name' }, 2: { value: 'x' }, 3: { value: 'y' } })),
    answer: invalid(['content.parameterMapping.3', 'parameter_unknown', 'The template has no variable 3.']),
  },
  {
    name: 'a variable from two places',
    ask: post('/v1/campaigns', mapped({ 1: { from: 'name', value: 'x' }, 2: { value: 'x' } })),
    answer: invalid([
      'content.parameterMapping.1.from',
      'unknown_field',
      'content.parameterMapping.1.from is no field beside value.',
    ]),
  },
  {
    name: 'a canary of nobody',
    ask: post(onCampaign('/start'), { canary: 0 }),
    answer: invalid(['canary', 'out_of_range', 'canary must be a whole number from 1 to 10000.']),
  },
  {
    name: 'a start without contacts',
    ask: post(onCampaign('/start'), {}),
    answer: problem('preflight_failed', 'The campaign cannot start yet.', {
      errors: [
        {
          path: 'senderIds[0]',
          code: 'sender_not_connected',
          message: 'The platform has not confirmed the sender yet. Check its connection and credentials.',
        },
        { path: '', code: 'audience_empty', message: 'Upload contacts first.' },
      ],
    }),
  },
  {
    name: 'a pause of a draft',
    ask: post(onCampaign('/pause'), {}),
    answer: problem('wrong_status', 'A campaign that is draft does not allow pause.', {
      currentStatus: 'draft',
      allowed: ['edit', 'upload', 'remove_contact', 'schedule', 'start', 'test', 'cancel', 'duplicate'],
    }),
  },
  {
    name: 'a retry of a draft',
    ask: post(onCampaign('/retry-failed'), {}),
    answer: problem('wrong_status', 'A campaign that is draft does not allow retry_failed.', {
      currentStatus: 'draft',
      allowed: ['edit', 'upload', 'remove_contact', 'schedule', 'start', 'test', 'cancel', 'duplicate'],
    }),
  },
  {
    name: 'a schedule in the past',
    ask: post(onCampaign('/schedule'), { localTime: '2001-01-01T09:00', timeZone: 'UTC' }),
    answer: invalid(['localTime', 'in_the_past', '2001-01-01T09:00 in UTC has passed.']),
  },
  {
    name: 'a schedule at a time that the clock skips',
    ask: post(onCampaign('/schedule'), { localTime: '2090-03-12T02:30', timeZone: 'America/New_York' }),
    answer: invalid([
      'localTime',
      'nonexistent',
      'Clocks in America/New_York never show 2090-03-12T02:30: they skip that hour.',
    ]),
  },
  {
    name: 'a schedule without a zone',
    ask: post(onCampaign('/schedule'), { localTime: '2090-01-01T09:00' }),
    answer: invalid(['timeZone', 'required', 'timeZone must be given: neither campaign nor subaccount has one.']),
  },
  {
    name: 'a schedule in month 13',
    ask: post(onCampaign('/schedule'), { localTime: '2026-13-01T09:00' }),
    answer: invalid(['localTime', 'invalid', 'localTime must be a wall clock without offset, like 2026-12-01T09:00.']),
  },
  {
    name: 'a schedule on the 31st of February',
    ask: post(onCampaign('/schedule'), { localTime: '2090-02-31T09:00', timeZone: 'UTC' }),
    answer: invalid(['localTime', 'invalid', 'localTime must be a time without an offset, like 2026-12-01T09:00.']),
  },
  {
    name: 'a test without what the template needs',
    ask: post(onCampaign('/test'), { phone: '123' }),
    answer: invalid(['phone', 'phone_invalid', 'The number has 3 digits; a number with its country code has 8 to 15.']),
  },
  {
    name: 'contacts that are none',
    ask: post(onCampaign('/contacts'), {
      contacts: ['x', { phone: 5511900001234 }, { nome: 'x' }, { phone: '1', parameters: [] }],
    }),
    answer: invalid(
      ['contacts[0]', 'not_an_object', 'contacts[0] must be an object.'],
      ['contacts[1].phone', 'not_a_text', 'contacts[1].phone must be a text.'],
      ['contacts[2].phone', 'required', 'contacts[2].phone is missing.'],
      ['contacts[2].nome', 'unknown_field', 'contacts[2].nome is no field of a contact.'],
      ['contacts[3].parameters', 'not_an_object', 'contacts[3].parameters must be an object.'],
    ),
  },
  {
    name: 'a number of rows that no dry run is of',
    ask: post(onCampaign('/contacts?rows=5'), { contacts: [{ phone: '1' }] }),
    answer: invalid(['rows', 'not_of_this_request', 'rows is of a dry run only.']),
  },
  {
    name: 'a dry run of 501 rows',
    ask: post(onCampaign('/contacts?dryRun=yes&rows=501'), { contacts: [{ phone: '1' }] }),
    answer: invalid(
      ['dryRun', 'unknown_value', 'dryRun must be one of true, false.'],
      ['rows', 'out_of_range', 'rows must be a whole number from 1 to 500.'],
    ),
  },
  {
    name: 'an empty list of contacts',
    ask: post(onCampaign('/contacts'), { contacts: [] }),
    answer: invalid(['contacts', 'too_few', 'contacts must have at least 1 entry.']),
  },
  {
    name: 'more than ten thousand contacts',
    ask: post(onCampaign('/contacts'), { contacts: Array.from({ length: 10_001 }, () => ({ phone: '1' })) }),
    answer: invalid(['contacts', 'too_many', 'contacts must have at most 10000 entries, has 10001: upload a file.']),
  },
  {
    name: 'a sender without encryption',
    ask: post('/v1/senders', sender({ connection: connection('http://graph.example') })),
    answer: invalid([
      'connection.baseUrl',
      'invalid',
      'connection.baseUrl must be an https address, or http on loopback.',
    ]),
  },
  {
    name: 'a sender at an address with a password',
    ask: post('/v1/senders', sender({ connection: connection('https://a:b@graph.example') })),
    answer: invalid([
      'connection.baseUrl',
      'invalid',
      'connection.baseUrl must be an https address, or http on loopback.',
    ]),
  },
  {
    name: 'a sender without a number',
    ask: post('/v1/senders', sender({ phone: 'vendas' })),
    answer: invalid([
      'phone',
      'phone_invalid',
      'The phone number contains letters; only digits, spaces and + ( ) - . are allowed.',
    ]),
  },
  {
    name: 'a sender without a secret',
    ask: post('/v1/senders', sender({ credentials: { accessToken: 'a', verifyToken: 'b' } })),
    answer: invalid([
      'credentials.appSecret',
      'required',
      'credentials.appSecret must be visible ASCII characters without blanks.',
    ]),
  },
  {
    name: 'a sender with an empty secret',
    ask: post('/v1/senders', sender({ credentials: { accessToken: ' ' } })),
    answer: invalid(['credentials.accessToken', 'empty', 'credentials.accessToken must not be empty.']),
  },
  {
    name: 'a sender with a setting of another provider',
    ask: post(
      '/v1/senders',
      sender({
        provider: 'gupshup',
        connection: {
          baseUrl: 'http://127.0.0.1:9',
          appName: 'AuroraLoja',
          source: '5511900009003',
          apiVersion: 'v25.0',
        },
        credentials: { apiKey: 'key', webhookToken: 'a-token-of-our-own' },
      }),
    ),
    answer: invalid([
      'connection.apiVersion',
      'invalid',
      'connection.apiVersion must be left out: the provider has no such setting.',
    ]),
  },
  {
    name: 'a template that is there',
    ask: post('/v1/templates', ({ subaccountId, senderId }) => templateBody(subaccountId, senderId)),
    answer: problem(
      'already_exists',
      'The sender has a template of this name and language with another content. Give it another name.',
    ),
  },
  {
    name: 'a template without a body',
    ask: post('/v1/templates', (w) => ({
      ...templateBody(w.subaccountId, w.senderId, 'outro'),
      components: [{ type: 'FOOTER', text: 'x' }],
    })),
    answer: invalid(['components', 'missing', 'components must have a BODY component.']),
  },
  {
    name: 'a preview of what is no row',
    ask: post(({ templateId }) => `/v1/templates/${templateId}/preview`, {
      parameterMapping: { 1: { from: 7 } },
      parameters: { amount: 10 },
      colour: 'red',
    }),
    answer: invalid(
      ['colour', 'unknown_field', 'colour is no field of this request.'],
      ['parameterMapping.1.from', 'not_a_text', 'parameterMapping.1.from must be a text.'],
      ['parameters.amount', 'not_a_text', 'parameters.amount must be a text.'],
    ),
  },
  {
    name: 'a preview of an unknown template',
    ask: post('/v1/templates/nobody/preview', {}),
    answer: problem('not_found', 'There is no such template.'),
  },
  {
    name: 'a note that nobody reads to its end',
    ask: post(onCampaign('/note'), { note: 'x'.repeat(2001) }),
    answer: invalid(['note', 'too_long', 'note must be at most 2000 characters long, is 2001.']),
  },
  {
    name: 'a note without one',
    ask: post(onCampaign('/note'), {}),
    answer: invalid(['note', 'required', 'note is missing.']),
  },
  {
    name: 'an outcome that is assumed of nobody',
    ask: post(onCampaign('/assume'), { outcome: 'read' }),
    answer: invalid(['outcome', 'unknown_value', 'outcome must be one of delivered, not_sent.']),
  },
  {
    name: 'an outcome of contacts and of all',
    ask: post(onCampaign('/assume'), { outcome: 'delivered', contactIds: ['x'], all: true }),
    answer: problem('validation_failed', 'Send contactIds or all, not both.', {
      errors: [{ path: 'contactIds', code: 'too_many', message: 'Send contactIds or all, not both.' }],
    }),
  },
  {
    name: 'an outcome of an unknown contact',
    ask: post(onCampaign('/assume'), { outcome: 'delivered', contactIds: ['nobody'] }),
    answer: problem('not_found', 'There is no such contact.'),
  },
  {
    name: 'a subaccount in no country',
    ask: post('/v1/subaccounts', { name: 'x', defaultCountry: 'ZZ' }),
    answer: invalid(['defaultCountry', 'invalid', 'defaultCountry must be an ISO 3166-1 code like BR.']),
  },
  {
    name: 'a login with nothing',
    ask: post('/v1/login', {}),
    answer: invalid(['key', 'required', 'Send a key, or the token of a login link.']),
  },
  {
    name: 'a login with a wrong key',
    ask: post('/v1/login', { key: 'ak_nobody' }),
    answer: problem('unauthenticated', 'The key is unknown or revoked.'),
  },
  {
    name: 'a login with a token that is none',
    ask: post('/v1/login', { token: 'a.b' }),
    answer: problem('unauthenticated', 'The link was used already, or is older than 5 minutes.'),
  },
  {
    name: 'a login from another page',
    ask: post('/v1/login', { key: 'ak_nobody' }, { origin: 'https://evil.example' }),
    answer: problem(
      'foreign_origin',
      'What changes something by a session must come from a page of this engine. Programs use a key.',
    ),
  },
  {
    name: 'a key of a role nobody knows',
    ask: post('/v1/keys', key({ roles: ['admin', 'root'] })),
    answer: invalid(['roles[1]', 'unknown_value', 'roles[1] must be one of admin, operator, auditor, reporter.']),
  },
  {
    name: 'a key of everything and something',
    ask: post('/v1/keys', ({ subaccountId }) => ({ name: 'x', roles: ['admin'], subaccountIds: ['*', subaccountId] })),
    answer: invalid(['subaccountIds', 'invalid', 'subaccountIds is either * alone or a list of ids.']),
  },
  {
    name: 'a suppression of a word',
    ask: post('/v1/suppressions', suppression({ phone: 'Ana' })),
    answer: invalid([
      'phone',
      'phone_invalid',
      'The phone number contains letters; only digits, spaces and + ( ) - . are allowed.',
    ]),
  },
  {
    name: 'a suppression of some messages',
    ask: post('/v1/suppressions', suppression({ category: 'some' })),
    answer: invalid(['category', 'unknown_value', 'category must be one of all, marketing.']),
  },
  {
    name: 'an edit of nothing that is known',
    ask: call('PATCH', onCampaign(''), { status: 'sending' }),
    answer: invalid(['status', 'unknown_field', 'status is no field of this request.']),
  },
  {
    name: 'a short idempotency key',
    ask: post(onCampaign('/cancel'), {}, { 'idempotency-key': 'short' }),
    answer: invalid(['Idempotency-Key', 'invalid', 'Idempotency-Key must be 8 to 128 printable ASCII characters.']),
  },
  {
    name: 'a revision without quotes',
    ask: post(onCampaign('/cancel'), {}, { 'if-match': '7' }),
    answer: invalid(['If-Match', 'invalid', 'If-Match must be one ETag as it was answered, like "7".']),
  },
  {
    name: 'a revision that it is not at',
    ask: post(onCampaign('/cancel'), {}, { 'if-match': '"7"' }),
    answer: problem('conflict', 'It is at revision 0, not at 7. Read it again and decide again.'),
  },
];
