import type { OptOutLists } from '@arauto/domain';
import type { Tenant } from './scenario';
import type { SmallEngine } from './small-engine';
import { senderOf } from './streams';
import { openWebhooks, webhook, WORDS } from './webhooks';

/** What people and the platform say of people, as webhooks to the sender of a tenant. */
export function webhooksOf(engine: SmallEngine, lists: OptOutLists = WORDS) {
  let opened: ReturnType<typeof openWebhooks> | undefined;

  /** Takes in a change of one field. */
  async function receive({ senderId }: Tenant, field: string, value: object, time?: number): Promise<void> {
    const { post } = await (opened ??= openWebhooks(engine, lists));
    const { phoneNumberId } = (await senderOf(engine, senderId)).connection;
    const metadata = { display_phone_number: '5511900000001', phone_number_id: phoneNumberId };
    const entry = { id: '200', ...(time !== undefined && { time }) };
    await post(senderId, webhook(field, { messaging_product: 'whatsapp', metadata, ...value }, entry));
  }

  return {
    receive,
    /** A person writes: `content` is that of `type`. */
    says: (tenant: Tenant, who: object, id: string, seconds: number, type: string, content: unknown) =>
      receive(tenant, 'messages', { messages: [{ ...who, id, timestamp: String(seconds), type, [type]: content }] }),
    /** A person uses the switch in the app. */
    prefers: (tenant: Tenant, who: object, value: 'stop' | 'resume', timestamp?: number, time?: number) => {
      const preference = { ...who, detail: 'x', category: 'marketing_messages', value, timestamp };
      return receive(tenant, 'user_preferences', { user_preferences: [preference] }, time);
    },
  };
}
