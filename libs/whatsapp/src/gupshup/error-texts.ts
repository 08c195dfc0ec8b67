import { type ErrorText, text } from '../errors/error-row';

const OPT_IN = text(
  'Gupshup has no opt-in of this person',
  'Ask the person to opt in: until then nothing reaches them.',
);
const UNMATCHED = text(
  'No open window, and the template does not match',
  'Synchronise the templates, compare text and variables with the template, then resume.',
);

/** Source of what they mean: Gupshup's documentation, *Error codes*. */
export const ERROR_TEXTS: Readonly<Record<string, ErrorText>> = {
  GS_INVALID_DESTINATION: text('Gupshup does not take this number', 'Correct the number, and send to it again.'),
  GS_INVALID_APP: text(
    'App and number do not belong together',
    'Correct the app name and the source of the sender as the Gupshup dashboard has them, then resume.',
  ),
  '401': text('API key not accepted', 'Give the sender the API key of its Gupshup account, then resume.'),
  '429': text('Too many requests to Gupshup', 'Nothing to do: sending slows down; lower the pace if it goes on.'),
  '500': text('Internal error at Gupshup', 'If it goes on, ask the support of Gupshup.'),
  '1001': text(
    'Number not connected to the app',
    'Connect the number to its app in the Gupshup dashboard, then resume.',
  ),
  '1002': text('Number does not exist on WhatsApp', 'Check the number: it has no WhatsApp account.'),
  '1003': text('Wallet balance too low', 'Recharge the wallet of the Gupshup account, then resume.'),
  '1004': text('No open window, and templates are switched off', 'Switch templates on for the app, then resume.'),
  '1005': UNMATCHED,
  '1006': OPT_IN,
  '1007': OPT_IN,
  '1008': OPT_IN,
  '1009': text('Parameter missing in the request', 'Map every variable of the template, then resume.'),
  '1010': text('Media link not valid', 'Check that the media link is public and served over https, then resume.'),
  '1011': text('Media too large', 'Use a smaller file, then resume.'),
  '1012': text(
    'Person opted out at Gupshup',
    'Respect it: the person is suppressed for marketing until they opt in again.',
  ),
  '4001': text('Gupshup asks to stop sending', 'Ask the support of Gupshup what limit was passed, then resume.'),
  '4002': text(
    'Gupshup did not understand WhatsApp’s answer',
    'See whether the person got it before it is sent again.',
  ),
  '4003': UNMATCHED,
  '4004': text(
    'Only possible on the API that Meta hosts',
    'Use another kind of message, or have the app moved to that API.',
  ),
  '4005': text('Template paused', 'Wait until the pause ends or improve the template, then resume.'),
};
