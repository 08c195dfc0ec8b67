import { namedId, uuidV5 } from './named-id';

it('makes the ids of RFC 9562', () => {
  expect(uuidV5('6ba7b810-9dad-11d1-80b4-00c04fd430c8', 'www.example.com')).toBe(
    '2ed6657d-e927-568b-95e1-2665a8aea6a2',
  );
});

it('gives what is named alike one id, and what is not another', () => {
  const id = namedId('sender-1', 'MessageReceived', 'hash');
  expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  expect(namedId('sender-1', 'MessageReceived', 'hash')).toBe(id);
  expect(namedId('sender-1', 'MessageReceived', 'other')).not.toBe(id);
});
