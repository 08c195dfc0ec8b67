import { fold } from '../decider';
import { given } from '../specification';
import { type TemplateCommand, templateDecider } from './template.decider';

const register: TemplateCommand = {
  type: 'RegisterTemplate',
  subaccountId: 'sub-1',
  senderId: 'sender-1',
  status: 'approved',
  name: 'invoice_notice',
  language: 'pt_BR',
  category: 'UTILITY',
  parameterFormat: 'positional',
  components: [{ type: 'BODY', text: 'Hello {{1}}' }],
};
const registered = given(templateDecider).when(register).happens();

describe('a template', () => {
  it('is registered once', () => given(templateDecider, registered).when(register).thenNothing());

  it('is not there before that', () =>
    given(templateDecider).when({ type: 'ChangeTemplateCategory', category: 'MARKETING' }).thenRefused('not_found'));

  it('says when its status changes, and why', () => {
    given(templateDecider, registered)
      .when({ type: 'ChangeTemplateStatus', status: 'paused', reason: 'low quality' })
      .then({ type: 'TemplateStatusChanged', data: { status: 'paused', reason: 'low quality' } });
    given(templateDecider, registered)
      .when({ type: 'ChangeTemplateStatus', status: 'approved', reason: null })
      .thenNothing();
  });

  it('says when its category changes', () => {
    const moved = given(templateDecider, registered).when({ type: 'ChangeTemplateCategory', category: 'MARKETING' });
    moved.then({ type: 'TemplateCategoryChanged', data: { category: 'MARKETING' } });
    expect(fold(templateDecider, moved.happens())).toMatchObject({ category: 'MARKETING', status: 'approved' });
    given(templateDecider, registered).when({ type: 'ChangeTemplateCategory', category: 'UTILITY' }).thenNothing();
  });
});
