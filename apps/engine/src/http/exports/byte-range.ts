import type { ByteRange } from '@arauto/contact-files';
import { HttpProblem } from '../problems/problem';

/**
 * The one range that a `Range` header asks for (RFC 9110 section 14.2); undefined for what is answered with the whole: no header, another
 * unit, several ranges, or what is none.
 * @throws HttpProblem `range_not_satisfiable` for one that begins after the end
 */
export function byteRange(header: string | undefined, bytes: number): ByteRange | undefined {
  const match = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(header?.trim() ?? '');
  if (!match) return undefined;
  const [, first, last] = match as unknown as [string, string, string];
  if (first === '' && last === '') return undefined;
  if (first !== '' && last !== '' && Number(last) < Number(first)) return undefined;
  const from = first === '' ? Math.max(0, bytes - Number(last)) : Number(first);
  const to = first === '' || last === '' ? bytes : Math.min(bytes, Number(last) + 1);
  if (from < to) return { from, to };
  throw new HttpProblem(
    'range_not_satisfiable',
    `The file has ${bytes} bytes: there is no such range of it.`,
    {},
    { 'content-range': `bytes */${bytes}` },
  );
}
