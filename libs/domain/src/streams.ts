/** Stream names: built here, parsed here, nowhere else. */

export const stream = {
  campaign: (campaignId: string) => `campaign-${campaignId}`,
  contact: (campaignId: string, contactKey: string) => `contact-${campaignId}.${contactKey}`,
  upload: (uploadId: string) => `upload-${uploadId}`,
  rejectedRow: (campaignId: string, rowHash: string) => `rejected-${campaignId}.${rowHash}`,
  conversation: (senderId: string, personKey: string) => `conversation-${senderId}.${personKey}`,
  sender: (senderId: string) => `sender-${senderId}`,
  /** Who is registered with a phone number id of the platform. */
  number: (phoneNumberId: string) => `number-${phoneNumberId}`,
  template: (templateId: string) => `template-${templateId}`,
  subaccount: (subaccountId: string) => `subaccount-${subaccountId}`,
  /** One for each element: `key` is the same whenever it is delivered again. */
  unmatched: (senderId: string, key: string) => `unmatched-${senderId}.${key}`,
  suppression: (subaccountId: string, personKey: string) => `suppression-${subaccountId}.${personKey}`,
  /** Under which other keys the person of one is known. */
  person: (personKey: string) => `person-${personKey}`,
  request: (commandId: string) => `request-${commandId}`,
  key: (keyId: string) => `key-${keyId}`,
  /** Of a link that signs in once. */
  login: (linkId: string) => `login-${linkId}`,
  search: (searchId: string) => `search-${searchId}`,
  /** Which search of a key has a name: of the name, only a hash. */
  searchName: (owner: string, nameHash: string) => `searchname-${owner}.${nameHash}`,
  export: (exportId: string) => `export-${exportId}`,
  /** What the log knows of itself. */
  log: () => 'log-history',
} as const;

/** What stream names begin with, up to and including the hyphen. */
export const streamPrefix = {
  campaign: 'campaign-',
  contact: 'contact-',
  contactsOf: (campaignId: string) => `contact-${campaignId}.`,
  upload: 'upload-',
  rejectedRow: 'rejected-',
  conversation: 'conversation-',
  sender: 'sender-',
  number: 'number-',
  template: 'template-',
  subaccount: 'subaccount-',
  unmatched: 'unmatched-',
  suppression: 'suppression-',
  person: 'person-',
  request: 'request-',
  key: 'key-',
  login: 'login-',
  search: 'search-',
  searchName: 'searchname-',
  export: 'export-',
  log: 'log-',
} as const;

/** The two halves of `contact-{campaignId}.{contactKey}` or of any other `kind-{left}.{right}`. */
export function splitPair(name: string, prefix: string): { left: string; right: string } {
  const at = name.indexOf('.', prefix.length);
  const dot = at === -1 ? name.length : at;
  return { left: name.slice(prefix.length, dot), right: name.slice(dot + 1) };
}

/** The id in `kind-{id}`. */
export function idOf(name: string, prefix: string): string {
  return name.slice(prefix.length);
}

/** What view documents of a contact are keyed by, and what its stream is called without the prefix. */
export function contactDocumentId(campaignId: string, contactKey: string): string {
  return `${campaignId}.${contactKey}`;
}

/** Whose a view document of a contact is. */
export function contactOfDocument(id: string): { campaignId: string; contactKey: string } {
  const { left: campaignId, right: contactKey } = splitPair(id, '');
  return { campaignId, contactKey };
}

/** The key of a row that could not become a person: every rejected row has a contact of its own. */
export function rejectedRowKey(uploadId: string, row: number): string {
  return `row-${uploadId}-${row}`;
}

/** Test messages live outside the audience and its counters. */
export function testContactKey(n: number): string {
  return `test-${n}`;
}

/** A person key may begin like one: it is random, and longer than any number. */
export function isTestContact(contactKey: string): boolean {
  return contactKey.startsWith('test-') && /^test-[1-9]\d{0,8}$/.test(contactKey);
}

/** Whether a contact's stream is that of a test message: asked of every contact event, so that nothing is cut out of the name for it. */
export function isTestStream(name: string): boolean {
  const dot = name.indexOf('.test-', streamPrefix.contact.length);
  return dot >= 0 && isTestContact(name.slice(dot + 1));
}

/** The vault ref of a file's row; zero-padded so that a file's refs sort in file order. */
export function rowRef(uploadId: string, row: number): string {
  return `${uploadId}.${String(row).padStart(9, '0')}`;
}

/** `m1|{campaignId}|{contactKey}|a{n}`: what a provider echoes in every status. Test sends begin with `t1`. */
export function callbackData(campaignId: string, contactKey: string, attempt: number): string {
  return `${isTestContact(contactKey) ? 't1' : 'm1'}|${campaignId}|${contactKey}|a${attempt}`;
}

/** The parts of our callback data, or undefined for what is not ours. */
export function parseCallbackData(
  text: string | undefined,
): { campaignId: string; contactKey: string; attempt: number } | undefined {
  const match = text === undefined ? null : /^[mt]1\|([^|]{1,64})\|([^|]{1,128})\|a([1-9]\d{0,8})$/.exec(text);
  return match ? { campaignId: match[1]!, contactKey: match[2]!, attempt: Number(match[3]) } : undefined;
}
