import type { Provider } from '../provider';
import type { ProviderError } from '../provider-error';

const HOST_NOT_ALLOWED: { readonly error: ProviderError } = {
  error: { code: 'ENG_NET', details: 'baseUrl must be on a host of ARAUTO_PROVIDER_HOSTS' },
};

/** Of a connection that leads to no host on the list: whatever is asked of it, nothing leaves this machine. */
export const closedProvider: Provider = {
  send: () => Promise.resolve({ kind: 'withdrawn' }),
  inspect: () => Promise.resolve(HOST_NOT_ALLOWED),
  templates: () => Promise.resolve(HOST_NOT_ALLOWED),
  media: () => Promise.resolve(HOST_NOT_ALLOWED),
  close: () => Promise.resolve(),
};
