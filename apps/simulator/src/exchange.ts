import { type IncomingMessage, type ServerResponse } from 'node:http';
import { asObject, type JsonObject } from './json-object';

const BODY_LIMIT = 5 * 1024 * 1024;

/** A request body that cannot be used; the message says why. */
export class UnreadableBody extends Error {}

/** Reads a whole request body. @param limit bytes at most; throws UnreadableBody for more */
export function readBody(request: IncomingMessage, limit = BODY_LIMIT): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let length = 0;
    request.on('data', (chunk: Buffer) => {
      length += chunk.length;
      if (length > limit) reject(new UnreadableBody(`the body is larger than ${limit} bytes`));
      else chunks.push(chunk);
    });
    request.on('error', reject);
    request.on('end', () => {
      resolve(chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks));
    });
  });
}

/** Reads a JSON object; an empty body is an empty object. Throws UnreadableBody. */
export async function readJson(request: IncomingMessage): Promise<JsonObject> {
  const text = (await readBody(request)).toString('utf8');
  if (text.trim() === '') return {};
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new UnreadableBody(`the body is not JSON: ${(error as Error).message}`);
  }
  const object = asObject(value);
  if (!object) throw new UnreadableBody('the body must be a JSON object');
  return object;
}

/** The token of an `Authorization: Bearer …` header. */
export function bearer(request: IncomingMessage): string | undefined {
  return /^Bearer\s+(\S+)$/i.exec(request.headers.authorization ?? '')?.[1];
}

/** Answers with a JSON text, whatever type the header is to say. Nothing happens when the client has gone. */
export function answerJson(
  response: ServerResponse,
  status: number,
  text: string,
  type = 'application/json; charset=UTF-8',
): void {
  if (response.destroyed) return;
  response.writeHead(status, { 'content-type': type, 'content-length': Buffer.byteLength(text) });
  response.end(text);
}

/** Streams lines as NDJSON, in portions, so that a ledger of any size needs little memory. */
export async function answerLines(response: ServerResponse, lines: Iterable<string>): Promise<void> {
  response.writeHead(200, { 'content-type': 'application/x-ndjson; charset=UTF-8' });
  let portion = '';
  for (const line of lines) {
    portion += `${line}\n`;
    if (portion.length < 65_536) continue;
    if (!response.write(portion)) await drained(response);
    if (response.destroyed) return;
    portion = '';
  }
  response.end(portion);
}

function drained(response: ServerResponse): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      response.off('drain', done);
      response.off('close', done);
      resolve();
    };
    response.on('drain', done);
    response.on('close', done);
  });
}
