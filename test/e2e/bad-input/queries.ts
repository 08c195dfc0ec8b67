import { Api } from '../api';
import { makeKey } from '../tenants';
import { call, get, onCampaign } from './calls';
import { invalid, problem, refusal, type Row } from './row';

const PERIOD = 'from=2026-01-01T00:00:00Z&to=2026-02-01T00:00:00Z';

/** Addresses and query strings. */
export const QUERIES: readonly Row[] = [
  {
    name: 'no key',
    ask: async ({ api }) => refusal(await new Api(api.url, null).get('/v1/campaigns')),
    answer: problem('unauthenticated', 'Send a key: Authorization: Bearer <key>.'),
  },
  {
    name: 'an unknown key',
    ask: async ({ api }) => refusal(await new Api(api.url, 'ak_nobody').get('/v1/campaigns')),
    answer: problem('unauthenticated', 'The key is unknown or revoked.'),
  },
  {
    name: 'a password instead of a key',
    ask: async ({ api }) => refusal(await new Api(api.url, null).get('/v1/campaigns', { authorization: 'Basic YTpi' })),
    answer: problem('unauthenticated', 'The Authorization header is not of the form Bearer <key>.'),
  },
  {
    name: 'an address where nothing is',
    ask: get('/v1/nothing'),
    answer: problem('not_found', 'There is nothing at this address, or nothing this key may see.'),
  },
  {
    name: 'an address that cannot be decoded',
    ask: get('/v1/campaigns/%E0%A4%A'),
    answer: invalid(['', 'bad_url', 'The address cannot be decoded.']),
  },
  {
    name: 'another method',
    ask: call('PUT', onCampaign('')),
    answer: problem('method_not_allowed', 'Only GET, PATCH is possible here.'),
  },
  {
    name: 'an id nobody has',
    ask: get('/v1/campaigns/nobody'),
    answer: problem('not_found', 'There is no such campaign.'),
  },
  {
    name: 'an id with everything in it',
    ask: get(`/v1/campaigns/${encodeURIComponent("' OR 1=1 --\u0000/../../etc")}`),
    answer: problem('not_found', 'There is nothing at this address, or nothing this key may see.'),
  },
  {
    name: 'a long id',
    ask: get(`/v1/campaigns/${'x'.repeat(290)}`),
    answer: problem('not_found', 'There is no such campaign.'),
  },
  {
    name: 'a longer id',
    ask: get(`/v1/campaigns/${'x'.repeat(3000)}`),
    answer: problem('not_found', 'There is nothing at this address, or nothing this key may see.'),
  },
  {
    name: 'a stream that is called wrong',
    ask: async ({ api, subaccountId }) => {
      const { secret } = await makeKey(api, 'auditor', [subaccountId]);
      const auditor = new Api(api.url, secret);
      const names = [
        'contact-x',
        'conversation-x',
        'suppression-',
        'nonsense',
        'contact-a.b.c',
        'key-x',
        encodeURIComponent('campaign-\ud83d\ude00'),
      ];
      return Promise.all(
        names
          .flatMap((name) => [`/v1/streams/${name}`, `/v1/events?stream=${name}`])
          .map(async (path) => (await auditor.get(path)).status),
      );
    },
    answer: [404, 404, 404, 404, 404, 404, 404, 404, 404, 404, 404, 404, 404, 404],
  },
  {
    name: 'a contact that is called wrong',
    ask: async ({ api, campaignId }) =>
      Promise.all(
        ['a.b', 'row-x', 'test-1', '.', '%2e%2e%2f'].map(async (id) => [
          (await api.get(`/v1/campaigns/${campaignId}/contacts/${id}`)).status,
          (await api.get(`/v1/campaigns/${campaignId}/contacts/${id}/history`)).status,
          (await api.call('DELETE', `/v1/campaigns/${campaignId}/contacts/${id}`)).status,
          (await api.get(`/v1/campaigns/${id}/contacts`)).status,
        ]),
      ),
    answer: [
      [404, 404, 404, 404],
      [404, 404, 404, 404],
      [404, 404, 404, 404],
      [404, 404, 404, 404],
      [404, 404, 404, 404],
    ],
  },
  {
    name: 'a search for everything',
    ask: async ({ api, campaignId }) =>
      Promise.all(
        ['%', '_', '"', "'", '*', '\\', '%00', '%F0%9F%98%80', 'a'.repeat(200)].map(
          async (q) => (await api.get(`/v1/campaigns/${campaignId}/contacts?q=${q}`)).status,
        ),
      ),
    answer: [200, 200, 200, 200, 200, 200, 400, 200, 200],
  },
  {
    name: 'an unknown parameter',
    ask: get('/v1/campaigns?stauts=draft'),
    answer: invalid(['stauts', 'unknown_parameter', 'stauts is no parameter of this request.']),
  },
  {
    name: 'an unknown status',
    ask: get('/v1/campaigns?status=draft&status=gone'),
    answer: invalid([
      'status[1]',
      'unknown_value',
      'status[1] must be one of draft, scheduled, sending, paused, canceling, canceled, completed, failed.',
    ]),
  },
  {
    name: 'what is linked to an unknown campaign',
    ask: get('/v1/campaigns?source=nobody'),
    answer: problem('not_found', 'There is no such campaign.'),
  },
  {
    name: 'a pre-flight for a pause',
    ask: get(onCampaign('/preflight?for=pause')),
    answer: invalid(['for', 'unknown_value', 'for must be one of start, resume, cancel.']),
  },
  {
    name: 'a series without steps',
    ask: get(onCampaign('/series')),
    answer: invalid(['step', 'required', 'step is missing.']),
  },
  {
    name: 'a series of seconds in no zone',
    ask: get(onCampaign('/series?step=second&timeZone=Mars/Phobos&from=soon')),
    answer: invalid(
      ['step', 'unknown_value', 'step must be one of minute, hour, day.'],
      ['from', 'not_a_time', 'from must be a time like 2026-03-01T00:00:00Z, or a day like 2026-03-01.'],
      ['timeZone', 'unknown_time_zone', 'timeZone must be a time zone like America/Sao_Paulo.'],
    ),
  },
  {
    name: 'a series of too many steps',
    ask: get(onCampaign('/series?step=minute&from=2026-01-01&to=2026-02-01')),
    answer: invalid([
      'from',
      'too_many',
      'from must be at most 2000 steps before to: ask for longer steps, or for less time.',
    ]),
  },
  {
    name: 'a series from later to earlier',
    ask: get(onCampaign('/series?step=day&from=2026-02-01&to=2026-01-01')),
    answer: invalid(['to', 'out_of_range', 'to must not be before from.']),
  },
  {
    name: 'a limit of 501',
    ask: get('/v1/campaigns?limit=501'),
    answer: invalid(['limit', 'out_of_range', 'limit must be a whole number from 1 to 500.']),
  },
  {
    name: 'two limits',
    ask: get('/v1/campaigns?limit=1&limit=2'),
    answer: invalid(['limit', 'repeated', 'limit may be given once.']),
  },
  {
    name: 'an unknown order',
    ask: get('/v1/campaigns?sort=color'),
    answer: invalid([
      'sort',
      'unknown_value',
      'sort must be one of createdAt, -createdAt, name, -name, status, -status, progress, -progress.',
    ]),
  },
  {
    name: 'a day for a time',
    ask: get('/v1/campaigns?from=2026-01-01'),
    answer: invalid(['from', 'not_a_time', 'from must be a time like 2026-03-01T00:00:00Z.']),
  },
  {
    name: 'the 31st of February',
    ask: get('/v1/campaigns?from=2026-02-31T00:00:00Z'),
    answer: invalid(['from', 'not_a_time', 'from must be a time like 2026-03-01T00:00:00Z.']),
  },
  {
    name: 'a cursor of nobody',
    ask: get('/v1/campaigns?cursor=abc'),
    answer: invalid(['cursor', 'invalid_cursor', 'cursor must be the nextCursor of this list, with the same filters.']),
  },
  {
    name: 'a position that is none',
    ask: get('/v1/campaigns?after=now'),
    answer: invalid(['after', 'invalid', 'after must be a position as a command answered it.']),
  },
  {
    name: 'a state that is none',
    ask: get(onCampaign('/contacts?state=gone')),
    answer: invalid([
      'state[0]',
      'unknown_value',
      'state[0] must be one of initial, in_progress, retry_scheduled, sent, delivered, read, error, sending_failed, delivery_failed, invalid_record, removed, canceled_by_admin.',
    ]),
  },
  {
    name: 'attention in numbers',
    ask: get(onCampaign('/contacts?needsAttention=1')),
    answer: invalid(['needsAttention', 'unknown_value', 'needsAttention must be one of true, false.']),
  },
  {
    name: 'a report without dates',
    ask: get('/v1/reports/detailed'),
    answer: invalid(['from', 'required', 'from is missing.'], ['to', 'required', 'to is missing.']),
  },
  {
    name: 'a report from later to earlier',
    ask: get('/v1/reports/detailed?from=2026-02-01T00:00:00Z&to=2026-01-01T00:00:00Z'),
    answer: invalid(['to', 'out_of_range', 'to must not be before from.']),
  },
  {
    name: 'a report of what came in, by what only goes out',
    ask: get(`/v1/reports/detailed?${PERIOD}&type=MO&errorCode=131026`),
    answer: invalid(['errorCode', 'not_of_this_type', 'errorCode is a filter of type=MT only.']),
  },
  {
    name: 'a report in French',
    ask: get(`/v1/reports/detailed.csv?${PERIOD}&language=fr`),
    answer: invalid(['language', 'unknown_value', 'language must be one of en, pt-BR, es.']),
  },
  {
    name: 'a report of an unknown campaign',
    ask: get(`/v1/reports/detailed?${PERIOD}&campaign=nobody`),
    answer: problem('not_found', 'There is no such campaign.'),
  },
  {
    name: 'a page of a file',
    ask: get('/v1/reports/records.csv?campaign=all&limit=5'),
    answer: invalid(['limit', 'unknown_parameter', 'limit is no parameter of this request.']),
  },
  {
    name: 'values of an unknown filter',
    ask: get('/v1/reports/values?field=phone'),
    answer: invalid(['field', 'unknown_value', 'field must be user.']),
  },
  {
    name: 'records of nothing',
    ask: get('/v1/reports/records'),
    answer: invalid(['campaign', 'required', 'campaign is missing.']),
  },
  {
    name: 'an unknown verdict',
    ask: get('/v1/uploads/nobody/verdicts?verdict=maybe'),
    answer: invalid([
      'verdict[0]',
      'unknown_value',
      'verdict[0] must be one of accepted, duplicate, invalid, suppressed.',
    ]),
  },
  {
    name: 'refused rows that were accepted',
    ask: get('/v1/uploads/nobody/refused.csv?verdict=accepted'),
    answer: invalid(['verdict[0]', 'unknown_value', 'verdict[0] must be one of invalid, suppressed, duplicate.']),
  },
  {
    name: 'refused rows of an unknown upload',
    ask: get('/v1/uploads/nobody/refused.csv'),
    answer: problem('not_found', 'There is no such upload.'),
  },
  {
    name: 'a stream nobody wrote',
    ask: get('/v1/streams/campaign-nobody'),
    answer: problem('not_found', 'There is no such stream.'),
  },
  {
    name: 'what is not there yet',
    ask: get(onCampaign('?asOf=2026-01-01T00:00:00Z')),
    answer: invalid(['asOf', 'unknown_parameter', 'asOf is no parameter of this request.']),
  },
];
