import { multipart } from './multipart';

/** As a server that knows nothing of us reads it. */
const read = ({ type, body }: { type: string; body: Buffer }) =>
  new Response(new Uint8Array(body), { headers: { 'content-type': type } }).formData();

describe('a form with a file', () => {
  const bytes = Buffer.from([0, 13, 10, 45, 45, 255, 13, 10]);

  it.each(['nota.pdf', 'a "nota" de março.pdf', ' ', 'a.pdf'.repeat(50)])(
    'is read as it was written: %s',
    async (filename) => {
      const form = await read(
        multipart([
          { name: 'messaging_product', value: 'whatsapp' },
          { name: 'file', filename, mimeType: 'application/pdf', content: bytes },
        ]),
      );
      expect(form.get('messaging_product')).toBe('whatsapp');
      const file = form.get('file') as File;
      expect([file.name, file.type]).toEqual([filename, 'application/pdf']);
      expect(Buffer.from(await file.arrayBuffer())).toEqual(bytes);
    },
  );

  it('holds no line break or quote in a name, which would end it', () => {
    const { body } = multipart([
      { name: 'file', filename: 'a"\r\nX: y', mimeType: 'text/plain', content: Buffer.from('x') },
    ]);
    expect(body.toString()).toContain('filename="a%22%0D%0AX: y"\r\nContent-Type');
  });

  it('keeps a file apart that holds another form', async () => {
    const inner = multipart([{ name: 'a', value: 'b' }]).body;
    const form = await read(multipart([{ name: 'file', filename: 'f', mimeType: 'text/plain', content: inner }]));
    expect([...form.keys()]).toEqual(['file']);
    expect(await (form.get('file') as File).text()).toBe(inner.toString());
  });

  it('may be empty', async () => {
    const nothing = { name: 'file', filename: 'f', mimeType: 'text/plain', content: Buffer.alloc(0) };
    expect(((await read(multipart([nothing]))).get('file') as File).size).toBe(0);
  });
});
