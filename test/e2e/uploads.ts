import { type Api, until } from './api';

export interface Upload {
  readonly status: string;
  readonly rows: number;
  readonly accepted: number;
  readonly duplicate: number;
  readonly invalid: number;
  readonly suppressed: number;
  readonly error: unknown;
}

export interface Verdict {
  readonly row: number;
  readonly verdict: string;
  readonly phone: string | null;
  readonly reasons: readonly { readonly code: string; readonly column: string | null; readonly message: string }[];
  readonly cleaned: readonly string[];
  readonly contactId: string | null;
}

/** Waits until an upload is read, to its end or as far as that goes. */
export async function uploadRead(api: Api, uploadId: string, timeoutMs = 60_000): Promise<Upload> {
  const { body } = await until(
    () => api.get<Upload>(`/v1/uploads/${uploadId}`),
    ({ body: { status } }) => status === 'completed' || status === 'failed',
    timeoutMs,
  );
  return body;
}

export async function verdictsOf(api: Api, uploadId: string): Promise<readonly Verdict[]> {
  return (await api.get<{ items: Verdict[] }>(`/v1/uploads/${uploadId}/verdicts?limit=500`)).body.items;
}

/** A contact file as a form. */
export function fileForm(file: Blob, mapping?: object): FormData {
  const form = new FormData();
  form.append('file', file, 'contacts.csv');
  if (mapping) form.append('mapping', JSON.stringify(mapping));
  return form;
}
