import { undocumented } from './documented';

const ANSWER = { id: 'c1', revision: 3, position: '42' };
const PROBLEM = { type: '', title: '', status: 409, detail: '', code: 'wrong_status', instance: '' };
const json = 'application/json';
const problem = 'application/problem+json';

it.each<[string, number, string, unknown, readonly string[]]>([
  ['what it says', 200, json, ANSWER, []],
  ['a refusal', 409, problem, PROBLEM, []],
  ['something less', 200, json, { id: 'c1', revision: 3 }, ['body.position is missing']],
  ['something more', 200, json, { ...ANSWER, more: true }, ['body.more is there']],
  ['another type', 200, json, { ...ANSWER, revision: '3' }, ['body.revision is string and not integer']],
  ['out of range', 200, json, { ...ANSWER, revision: -2 }, ['body.revision is -2']],
  ['another status', 201, json, ANSWER, ['the status 201 with application/json']],
  ['another media type', 200, 'text/html', '<p>', ['the status 200 with text/html']],
  ['a code nobody knows', 409, problem, { ...PROBLEM, code: 'tired' }, ['body.code is "tired"']],
  ['a status of no refusal', 418, problem, PROBLEM, ['the status 418']],
])('the document is held against an answer of %s', (_, status, mediaType, body, found) => {
  expect(undocumented('POST', '/v1/campaigns/c1/start?x=y', { status, mediaType, body })).toEqual(found);
});
