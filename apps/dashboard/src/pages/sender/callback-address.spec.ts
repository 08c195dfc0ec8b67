import { callbackPath, rememberToken } from './callback-address';

describe('the callback address of a number', () => {
  it('is the path as it is, where no secret stands in it', () => {
    expect(callbackPath('n1', '/webhooks/cloud-api/n1')).toEqual({ path: '/webhooks/cloud-api/n1', lacks: null });
  });

  it('lacks a secret that nobody is shown, until it is typed on this page', () => {
    const path = '/webhooks/gupshup/n2/{webhookToken}';
    expect(callbackPath('n2', path)).toEqual({ path, lacks: '{webhookToken}' });
    rememberToken('n2', undefined);
    rememberToken('n2', '');
    rememberToken('n3', 'a-token-of-another');
    expect(callbackPath('n2', path)).toEqual({ path, lacks: '{webhookToken}' });
    rememberToken('n2', 'a-token-of-our-own');
    expect(callbackPath('n2', path)).toEqual({ path: '/webhooks/gupshup/n2/a-token-of-our-own', lacks: null });
  });
});
