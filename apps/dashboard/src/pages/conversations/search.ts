import { dayIn, type Search, textIn } from '../../app/search-params';

/** Which conversations are shown: all of it stands in the address, beside one of them, too. */
export interface ConversationsSearch {
  readonly sender?: string;
  readonly phone?: string;
  readonly campaign?: string;
  /** The person wrote at this instant or later. */
  readonly unreadSince?: string;
  /** Days on which they opened, both inclusive. */
  readonly from?: string;
  readonly to?: string;
  readonly subaccount?: string;
}

export function conversationsSearch(search: Search): ConversationsSearch {
  const some = {
    sender: textIn(search['sender']),
    phone: textIn(search['phone'])?.trim(),
    campaign: textIn(search['campaign']),
    unreadSince: instantIn(search['unreadSince']),
    from: dayIn(search['from']),
    to: dayIn(search['to']),
    subaccount: textIn(search['subaccount']),
  };
  return Object.fromEntries(Object.entries(some).filter(([, value]) => value !== undefined));
}

/** Whether anything is left out of the list by choice. */
export function isFiltered({ subaccount: _, ...filters }: ConversationsSearch): boolean {
  return Object.keys(filters).length > 0;
}

function instantIn(value: unknown): string | undefined {
  const text = textIn(value);
  const isOne = text !== undefined && /^\d{4}-\d{2}-\d{2}T[\d:.]+Z$/.test(text) && !Number.isNaN(Date.parse(text));
  return isOne ? text : undefined;
}
