import { type ErrorText, text } from '../errors/error-row';

/** 200 to 299 are one error, of an access token that lacks a permission. */
export const PERMISSION_CODES: readonly string[] = Array.from({ length: 100 }, (_, n) => String(200 + n));

const PIN = text('Two-step verification PIN refused', 'Set the PIN of the number again, wait some hours, then resume.');
const REGISTER = text('Number not registered', 'Verify and register the number with the Cloud API, then resume.');
const PERMISSION = text(
  'Permission missing',
  'Give the access token the permission whatsapp_business_messaging for this account, then resume.',
);
const PAYMENT = text('Payment problem', 'Settle the payment method or credit line of the account, then resume.');
const MARKETING_ONLY = text(
  'Only marketing templates allowed here',
  'Use a marketing template, or send this one through the ordinary messages endpoint.',
);
const TRIED_AGAIN =
  'It is tried again by itself, as often as the campaign allows; who failed in the end can be sent to by a retry of the failed.';
const TEMPLATE_EDIT = text('Template refused when it was saved', 'Correct the template as the details say.');

export const ERROR_TEXTS: Readonly<Record<string, ErrorText>> = {
  '0': text('Access token not accepted', 'Give the sender a valid access token of a system user, then resume.'),
  '1': text('Invalid request or server error', 'If it goes on, compare template and parameters with the details.'),
  '2': text('WhatsApp temporarily unavailable', TRIED_AGAIN),
  '3': text('Capability or permission missing', PERMISSION.advice),
  '4': text('Too many API calls by this app', 'Nothing to do: sending slows down; reduce other uses of the same app.'),
  '10': PERMISSION,
  '33': text('Business number deleted', 'Connect another number as a sender; this one no longer exists.'),
  '100': text('Unsupported or invalid parameter', 'Compare template and mapping with the field that the details name.'),
  '190': text('Access token expired or invalid', 'Give the sender a new access token, then resume.'),
  ...Object.fromEntries(PERMISSION_CODES.map((code) => [code, PERMISSION])),
  '368': text(
    'Account restricted for a policy violation',
    'See the account quality page of WhatsApp Manager, appeal or wait until the restriction ends, then resume.',
  ),
  '470': text('The 24-hour window is closed', 'Send an approved template instead of a free message.'),
  '80007': text('Rate limit of the business account', 'Nothing to do: sending slows down for some minutes.'),
  '130403': text('We have blocked this person', 'Unblock the person in the block list of the number before sending.'),
  '130429': text('Rate limit of the number', 'Nothing to do: sending slows down; lower the pace if it goes on.'),
  '130472': text(
    'Person is in an experiment of Meta',
    'Do not resend: it would fail again; a person who writes first can be answered.',
  ),
  '130497': text('Messages to this country are not allowed', 'Remove the contacts of this country from the audience.'),
  '131000': text('Unknown error at WhatsApp', TRIED_AGAIN),
  '131005': PERMISSION,
  '131008': text('Required parameter missing', 'Map every variable of the template and fill it for every contact.'),
  '131009': text('Parameter value invalid', 'Correct the value that the details name, often the phone or a link.'),
  '131014': text('Media could not be fetched', 'Check that the media link is public, fast and served over https.'),
  '131016': text('WhatsApp service unavailable', TRIED_AGAIN),
  '131021': text('Sender and recipient are the same number', 'Remove the number of the sender from the contacts.'),
  '131026': text(
    'Message undeliverable',
    'Check the number: it has no WhatsApp account, has not accepted the terms, or uses a very old app.',
  ),
  '131030': text('Recipient not on the allow list of the test number', 'Add the recipient, or use a real number.'),
  '131031': text('Account locked', 'See the account in WhatsApp Manager and appeal; resume when it is unlocked.'),
  '131037': text('Display name not approved', 'Have the display name of the number approved, then resume.'),
  '131042': PAYMENT,
  '131044': PAYMENT,
  '131045': text('Number registration error', REGISTER.advice),
  '131047': text('The 24-hour window is closed', 'Send an approved template instead of a free message.'),
  '131048': text(
    'Number restricted after blocks or spam reports',
    'Wait some hours, send to people who expect it, and resume when the quality has recovered.',
  ),
  '131049': text(
    'Held back to protect the person from too much marketing',
    'Wait at least a day before another marketing message to this person.',
  ),
  '131050': text(
    'Person stopped marketing messages',
    'Respect it: the person is suppressed for marketing until they opt in again.',
  ),
  '131051': text('Unsupported message type', 'Use a content type that WhatsApp supports.'),
  '131052': text('Inbound media could not be downloaded', 'Ask the person to send it again, smaller if it is large.'),
  '131053': text('Media upload failed', 'Check type, size and address of the media.'),
  '131055': MARKETING_ONLY,
  '131056': text('Too many messages to this recipient', 'Nothing to do: this recipient waits, others go on.'),
  '131057': text('Account in maintenance', 'Nothing to do: it ends within minutes, often with a higher throughput.'),
  '131060': text('Message content unavailable', 'Read the message in the WhatsApp Business app.'),
  '131062': text('This message needs a phone number', 'Add the phone number of the person to the contact.'),
  '131063': text(
    'Marketing is switched off for this account on the Cloud API',
    'Allow marketing messages on the Cloud API in WhatsApp Manager, then resume.',
  ),
  '131064': text(
    'Account limited after wrong template categories',
    'Correct the categories of the templates and resume after some hours: the limit lifts by itself.',
  ),
  '132000': text('Number of parameters differs from the template', 'Synchronise the template and correct the mapping.'),
  '132001': text(
    'Template does not exist in this language or is not approved',
    'Synchronise the templates, check name and language, then resume.',
  ),
  '132005': text('Text too long after filling in', 'Shorten the values of this contact or the text of the template.'),
  '132007': text('Content violates a WhatsApp policy', 'Change the template and have it approved again.'),
  '132012': text('Parameter has the wrong format', 'Correct the value that the details name; check the mapping.'),
  '132015': text('Template paused for low quality', 'Wait until the pause ends or improve the template, then resume.'),
  '132016': text('Template disabled', 'Create a new template: this one will not come back.'),
  '132018': text('Template parameter not valid', 'Remove line breaks, tabs and runs of spaces; check the mapping.'),
  '132068': text('Flow blocked', 'Correct the flow of this template in WhatsApp Manager.'),
  '132069': text('Flow throttled', 'Correct the flow: until then only 10 messages an hour may carry it.'),
  '133000': text('Earlier deregistration failed', 'Deregister the number again, then register it.'),
  '133004': text('WhatsApp server temporarily unavailable', TRIED_AGAIN),
  '133005': PIN,
  '133006': REGISTER,
  '133008': PIN,
  '133009': PIN,
  '133010': REGISTER,
  '133015': text('Number deleted a moment ago', 'Wait five minutes, register the number, then resume.'),
  '133016': text('Too many registration attempts', 'Wait some hours before registering the number again.'),
  '134011': text('Payments terms not accepted', 'Accept the terms of WhatsApp Payments in WhatsApp Manager.'),
  '134100': MARKETING_ONLY,
  '134101': text('Template still being synchronised', 'Nothing to do: it is tried again in ten minutes.'),
  '134102': text('Template unavailable for marketing messages', 'Finish the onboarding of the account, then resume.'),
  '135000': text(
    'Message dropped by WhatsApp',
    'Check template and parameters; a new account is also held to small batches: go on later.',
  ),
  '137000': text('Identity of the recipient changed', 'Confirm the identity of the person before sending again.'),
  '2388019': text('Too many templates', 'Delete templates that are not used.'),
  '2388039': TEMPLATE_EDIT,
  '2388040': TEMPLATE_EDIT,
  '2388047': TEMPLATE_EDIT,
  '2388072': TEMPLATE_EDIT,
  '2388073': TEMPLATE_EDIT,
  '2388293': TEMPLATE_EDIT,
  '2388299': TEMPLATE_EDIT,
  '2494100': text('Number in maintenance', 'Nothing to do: it ends within minutes.'),
};
