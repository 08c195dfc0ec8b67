import { answeredIn, netError, parseJson, type Refused } from '../calls/answers';
import type { Exchange } from '../calls/exchange';
import { type FilePlace, gone } from '../calls/files';
import type { NoMedia } from '../provider';
import { field, optionalText } from '../reading';
import { readGraphError } from './answer';

/** Where no object with an id exists for the token. Source: Meta's documentation of the Graph API, *Handle errors*. */
const NO_SUCH_OBJECT = 33;

/**
 * What the answer about an id of a file means: where it lies for five minutes.
 * Source: Meta's documentation of media, *Get media URL*.
 */
export function readMediaPlace(exchange: Exchange): FilePlace | NoMedia {
  const answer = answeredIn(exchange);
  if ('error' in answer) return answer;
  const { status, body } = answer;
  const json = parseJson(body);
  const error = readGraphError(json);
  if (status === 404 || field(field(json, 'error'), 'error_subcode') === NO_SUCH_OBJECT) return gone(error?.code);
  if (error) return { error };
  const url = optionalText(json, 'url');
  if (status !== 200 || url === undefined) return netError(`HTTP ${status} without the address of a file`);
  const size = Number(field(json, 'file_size'));
  const bytes = Number.isSafeInteger(size) && size > 0 ? size : null;
  return { url, mimeType: optionalText(json, 'mime_type') ?? null, bytes };
}

/** What the answer to an upload means: the id of the file. */
export function readUploaded(exchange: Exchange): { readonly id: string } | Refused {
  const answer = answeredIn(exchange);
  if ('error' in answer) return answer;
  const json = parseJson(answer.body);
  const error = readGraphError(json);
  if (error) return { error };
  const id = optionalText(json, 'id');
  return id === undefined || answer.status !== 200
    ? netError(`HTTP ${answer.status} without the id of a file`)
    : { id };
}
