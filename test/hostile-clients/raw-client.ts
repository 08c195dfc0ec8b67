import { readFile } from 'node:fs/promises';
import { connect, type Socket } from 'node:net';

/** A client that sends what no library would. */
export interface RawClient {
  readonly socket: Socket;
  /** Everything that came back so far. */
  answer(): string;
  /** Status of the first answer; undefined while there is none. */
  status(): number | undefined;
  send(data: string | Buffer): void;
  /** Milliseconds from the opening to the end of the connection, whoever ended it. */
  readonly closed: Promise<number>;
  /** Resolves with the first answer's status, or undefined when the connection ends without one. */
  readonly answered: Promise<number | undefined>;
}

/** A webhook that tells of nothing. */
export const EMPTY_WEBHOOK = '{"object":"whatsapp_business_account","entry":[]}';

/** Clients that end with the test that opened them. */
export class RawClients {
  readonly opened: RawClient[] = [];

  async open(url: string): Promise<RawClient> {
    const client = await openRaw(url);
    this.opened.push(client);
    return client;
  }

  end(): void {
    for (const { socket } of this.opened.splice(0)) socket.destroy();
  }
}

async function openRaw(url: string): Promise<RawClient> {
  const { hostname, port } = new URL(url);
  const socket = connect({ host: hostname, port: Number(port), allowHalfOpen: false });
  const opened = Date.now();
  let answer = '';
  const status = () => {
    const text = /^HTTP\/1\.1 (\d{3})/.exec(answer)?.[1];
    return text === undefined ? undefined : Number(text);
  };
  socket.on('error', () => undefined);
  const closed = new Promise<number>((resolve) => socket.once('close', () => resolve(Date.now() - opened)));
  const answered = new Promise<number | undefined>((resolve) => {
    socket.on('data', (data) => {
      answer += data.toString('latin1');
      if (status() !== undefined) resolve(status());
    });
    socket.once('close', () => resolve(status()));
  });
  await new Promise((resolve) => socket.once('connect', resolve));
  return { socket, answer: () => answer, status, send: (data) => void socket.write(data), closed, answered };
}

/** The head of a request, with the empty line that ends it. */
export function headOf(method: string, path: string, headers: Readonly<Record<string, string | number>>): string {
  const lines = Object.entries({ Host: 'arauto', ...headers }).map(([name, value]) => `${name}: ${value}\r\n`);
  return `${method} ${path} HTTP/1.1\r\n${lines.join('')}\r\n`;
}

/** Resident memory of a process, bytes. Linux only. */
export async function residentBytes(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8');
  return Number(/^VmRSS:\s+(\d+) kB$/m.exec(status)![1]) * 1024;
}
