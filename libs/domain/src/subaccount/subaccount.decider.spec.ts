import { given } from '../specification';
import { type SubaccountCommand, subaccountDecider } from './subaccount.decider';

const create: SubaccountCommand = {
  type: 'CreateSubaccount',
  name: 'Shop',
  defaultCountry: 'BR',
  timeZone: 'America/Sao_Paulo',
  identitySecretRef: 'secret-1',
};
const created = given(subaccountDecider).when(create).happens();
const reserve = (campaignId: string): SubaccountCommand => ({ type: 'ReserveCampaignNumber', campaignId });

describe('a subaccount', () => {
  it('is created once, so its identity secret never changes', () =>
    given(subaccountDecider, created)
      .when({ ...create, identitySecretRef: 'secret-2' })
      .thenNothing());

  it('is not there before that', () => given(subaccountDecider).when(reserve('campaign-1')).thenRefused('not_found'));

  it('numbers its campaigns 1, 2, 3 for people', () => {
    const first = given(subaccountDecider, created).when(reserve('campaign-1'));
    first.then({ type: 'CampaignNumberReserved', data: { campaignId: 'campaign-1', number: 1 } });
    given(subaccountDecider, first.happens())
      .when(reserve('campaign-2'))
      .then({ type: 'CampaignNumberReserved', data: { campaignId: 'campaign-2', number: 2 } });
  });

  it('gives a campaign one number, however often it asks', () => {
    const reserved = given(subaccountDecider, created).when(reserve('campaign-1')).happens();
    given(subaccountDecider, reserved).when(reserve('campaign-1')).thenNothing();
  });
});
