import { type ServerResponse } from 'node:http';
import { answerJson } from './exchange';
import { type World } from './world';

/** The other end of the HTTP request. */
export interface Exchange {
  /** Answers with a JSON text. @param type the content type, if it is to be another than JSON's */
  json(status: number, body: string, type?: string): void;
  /** Answers with a file of a person. */
  file(type: string, bytes: Buffer): void;
  /** Answers as a broken proxy does: a status, and no JSON. */
  bare(status: number): void;
  /** Closes the connection without an answer. */
  cut(): void;
}

/** The answer to a request; it is noted in the journal. */
export function journaledExchange(world: World, entry: number, response: ServerResponse): Exchange {
  world.unanswered.add(response);
  const answered = (status: number): void => {
    world.unanswered.delete(response);
    if (!response.destroyed) world.journal.answered(entry, status);
  };
  return {
    json(status, body, type) {
      answered(status);
      answerJson(response, status, body, type);
    },
    file(type, bytes) {
      answered(200);
      if (response.destroyed) return;
      response.writeHead(200, { 'content-type': type, 'content-length': bytes.length });
      response.end(bytes);
    },
    bare(status) {
      answered(status);
      if (response.destroyed) return;
      response.writeHead(status, { 'content-type': 'text/html' });
      response.end(`<html><body><h1>${status}</h1></body></html>`);
    },
    cut() {
      world.unanswered.delete(response);
      response.destroy();
    },
  };
}
