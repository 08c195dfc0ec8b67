import { queryOptions } from '@tanstack/react-query';
import { answerOf, api } from '../../api/client';
import type { components } from '../../api/schema';
import { afterWritten, noted } from '../../api/written';

export type Sender = components['schemas']['Sender'];
export type RegisterSender = components['schemas']['RegisterSenderBody'];
export type EditSender = components['schemas']['EditSenderBody'];

export function senderQuery(id: string) {
  return queryOptions({
    queryKey: ['senders', 'one', id],
    refetchInterval: 15_000,
    queryFn: ({ signal }) =>
      answerOf(api.GET('/v1/senders/{id}', { signal, params: { path: { id }, query: afterWritten() } })),
  });
}

/** @throws Problem `validation_failed`, `already_registered` */
export async function registerSender(body: RegisterSender): Promise<string> {
  return noted(await answerOf(api.POST('/v1/senders', { body }))).id;
}

/** @param revision that was shown while it was edited: what somebody else did meanwhile is not overwritten unseen */
export async function editSender({ id, revision }: Sender, body: EditSender): Promise<void> {
  const params = { path: { id }, header: { 'If-Match': `"${revision}"` } };
  noted(await answerOf(api.PATCH('/v1/senders/{id}', { params, body })));
}

export async function pauseSender(id: string, reason: string): Promise<void> {
  const body = reason.trim() === '' ? {} : { reason: reason.trim() };
  noted(await answerOf(api.POST('/v1/senders/{id}/pause', { params: { path: { id } }, body })));
}

export async function resumeSender(id: string): Promise<void> {
  noted(await answerOf(api.POST('/v1/senders/{id}/resume', { params: { path: { id } } })));
}

/** @throws Problem `validation_failed` */
export async function planWarmUp(id: string, body: components['schemas']['PlanWarmUpBody']): Promise<void> {
  noted(await answerOf(api.POST('/v1/senders/{id}/warm-up', { params: { path: { id } }, body })));
}

export async function syncTemplates({ id, subaccountId }: Sender) {
  return noted(await answerOf(api.POST('/v1/templates/sync', { body: { senderId: id, subaccountId } })));
}
