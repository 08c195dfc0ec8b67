import { get, type IncomingMessage } from 'node:http';
import { Readable } from 'node:stream';
import { Refusal } from '@arauto/domain';
import { FileBrokeOff } from '@arauto/whatsapp';
import { FakeApp } from '../testing/fake-app';
import { disposition } from './media-file';

const URL = '/v1/conversations/c1/messages/m1/media';

describe('a file of a person', () => {
  let fake: FakeApp;
  beforeEach(async () => {
    fake = await FakeApp.start();
  });
  afterEach(() => fake.stop());

  const answers = (content: Iterable<Buffer> | AsyncIterable<Buffer>, changes: object = {}) => {
    const file = { mimeType: 'image/jpeg', bytes: null, fileName: 'recibo.jpg' };
    fake.answers['GetMedia'] = () => ({ ...file, content: Readable.from(content, { objectMode: false }), ...changes });
  };
  const media = () => fake.inject({ method: 'GET', url: URL });

  it('comes as it is, to be saved and never to be run', async () => {
    const bytes = Buffer.from([0xff, 0xd8, 0, 0x80, 0x0a]);
    answers([bytes.subarray(0, 2), bytes.subarray(2)], { bytes: 5 });
    const { rawPayload, headers, statusCode } = await media();
    expect(fake.dispatched[0]).toMatchObject({ name: 'GetMedia', input: { conversationId: 'c1', messageId: 'm1' } });
    expect([statusCode, rawPayload]).toEqual([200, bytes]);
    expect(headers).toMatchObject({
      'content-type': 'image/jpeg',
      'content-length': '5',
      'content-disposition': 'attachment; filename="recibo.jpg"',
      'content-security-policy': "sandbox; default-src 'none'",
      'x-content-type-options': 'nosniff',
      'cache-control': 'no-store',
    });
  });

  it.each([
    ['audio/ogg; codecs=opus', 'audio/ogg; codecs=opus'],
    ['text/plain', 'text/plain'],
    ['application/vnd.ms-excel', 'application/vnd.ms-excel'],
    ['video/mp4;codecs="avc1, mp4a"', 'video/mp4;codecs="avc1, mp4a"'],
    [null, 'application/octet-stream'],
    ['', 'application/octet-stream'],
    ['image', 'application/octet-stream'],
    ['image/jpeg\r\nset-cookie: a=b', 'application/octet-stream'],
    ['image/jpeg; ', 'application/octet-stream'],
    ['imagem/jpég', 'application/octet-stream'],
  ])('of the type %j is of the type %s', async (mimeType, type) => {
    answers([Buffer.from('a')], { mimeType });
    expect((await media()).headers['content-type']).toBe(type);
  });

  it('is refused as a problem before its first byte', async () => {
    answers(broken(new FileBrokeOff('ECONNRESET')));
    expect((await media()).json()).toMatchObject({ code: 'provider_unavailable', status: 502 });
    answers(broken(new Refusal('not_found', 'What the person sent was erased.')));
    expect((await media()).json()).toMatchObject({ code: 'not_found', status: 404 });
  });

  it('may be empty', async () => {
    answers([], { bytes: 0 });
    const { rawPayload, headers } = await media();
    expect([rawPayload.length, headers['content-length']]).toEqual([0, '0']);
  });

  it('never looks whole when it broke off, however long it was to be', async () => {
    await fake.app.listen(0, '127.0.0.1');
    for (const bytes of [null, 100]) {
      answers(broken(new FileBrokeOff('it fell silent'), 99), { bytes });
      const answer = await open();
      await expect(Readable.from(answer).toArray()).rejects.toThrow('aborted');
    }
  });

  it('is read on only as the client does, and given up when it goes', async () => {
    let produced = 0;
    let given: () => void = () => undefined;
    const up = new Promise<void>((resolve) => (given = resolve));
    async function* endless() {
      try {
        for (; ; produced++) yield await Promise.resolve(Buffer.alloc(65_536));
      } finally {
        given();
      }
    }
    answers(endless());
    await fake.app.listen(0, '127.0.0.1');
    const answer = await open();
    for (let before = -1; before !== produced;) {
      before = produced;
      for (let turn = 0; turn < 200; turn++) await new Promise((resolve) => setImmediate(resolve));
    }
    expect(produced).toBeLessThan(500);
    answer.destroy();
    await up;
  });

  it('is not read for a HEAD', async () => {
    const content = Readable.from([Buffer.alloc(10), Buffer.alloc(90)]);
    answers([], { content, bytes: 100 });
    const { headers, rawPayload } = await fake.inject({ method: 'HEAD', url: URL });
    expect([headers['content-length'], rawPayload.length, content.destroyed]).toEqual(['100', 0, true]);
  });

  function open(): Promise<IncomingMessage> {
    const { port } = fake.app.getHttpServer().address() as { port: number };
    return new Promise((resolve, reject) => {
      get(`http://127.0.0.1:${port}${URL}`, { headers: { authorization: 'Bearer admin' } }, resolve).on(
        'error',
        reject,
      );
    });
  }
});

async function* broken(error: Error, after = 0): AsyncGenerator<Buffer> {
  if (after > 0) yield Buffer.alloc(after);
  await new Promise((resolve) => setImmediate(resolve));
  throw error;
}

it.each([
  ['recibo.pdf', 'filename="recibo.pdf"'],
  ['nota de março.pdf', `filename="nota de mar_o.pdf"; filename*=UTF-8''nota%20de%20mar%C3%A7o.pdf`],
  ['100%.pdf', `filename="100_.pdf"; filename*=UTF-8''100%25.pdf`],
  ["it's (1)!*.pdf", `filename="it's (1)!_.pdf"`],
  ["é's (1)!.pdf", `filename="_'s (1)!.pdf"; filename*=UTF-8''%C3%A9%27s%20%281%29%21.pdf`],
  ['../../etc/passwd', 'filename="_.._etc_passwd"'],
  ['C:\\Windows\\a.exe', 'filename="C__Windows_a.exe"'],
  ['a"; filename="b.exe', 'filename="a_; filename=_b.exe"'],
  ['a\r\nset-cookie: a=b', 'filename="a__set-cookie_ a=b"'],
  ['invoice\u202efdp.exe', 'filename="invoice_fdp.exe"'],
  ['\ud800.pdf', 'filename="_.pdf"'],
  ['...', 'filename="file"'],
  ['', 'filename="file"'],
  [`${'a'.repeat(300)}.pdf`, `filename="${'a'.repeat(116)}.pdf"`],
])('a file that a person called %j is offered as %s', (name, expected) => {
  expect(disposition(name)).toBe(`attachment; ${expected}`);
});
