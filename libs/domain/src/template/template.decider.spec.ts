import { fold } from '../decider';
import { given } from '../specification';
import { type TemplateCommand, templateDecider } from './template.decider';
import { frozenTemplate, type TemplateEvent } from './template.state';
import type { TemplateStatus } from './template.words';

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

  describe('with a time that its messages have', () => {
    const timed = given(templateDecider)
      .when({ ...register, messageSendTtlSeconds: 600 })
      .happens();
    const ttl = (messageSendTtlSeconds: number | null) =>
      ({ type: 'ChangeTemplateTtl', messageSendTtlSeconds }) as const;
    const frozenAfter = (...events: TemplateEvent[]) =>
      frozenTemplate(fold(templateDecider, [...timed, ...events]))?.messageSendTtlSeconds;

    it('is frozen with it', () => {
      expect(frozenAfter()).toBe(600);
      expect(frozenTemplate(fold(templateDecider, registered))).not.toHaveProperty('messageSendTtlSeconds');
    });

    it('says when it changes', () => {
      given(templateDecider, timed).when(ttl(600)).thenNothing();
      given(templateDecider, registered).when(ttl(null)).thenNothing();
      const changed = given(templateDecider, timed).when(ttl(-1)).happens();
      expect(frozenAfter(...changed)).toBe(-1);
      expect(
        frozenAfter(
          ...changed,
          ...given(templateDecider, [...timed, ...changed])
            .when(ttl(null))
            .happens(),
        ),
      ).toBe(undefined);
    });

    it('loses it when the platform moves it into another category', () => {
      const moved = {
        type: 'ChangeTemplateCategory',
        category: 'MARKETING',
        saidAt: '2026-03-01T10:00:00.000Z',
      } as const;
      given(templateDecider, timed).when(moved).thenTypes('TemplateCategoryChanged', 'TemplateTtlChanged');
      given(templateDecider, timed)
        .when({ ...moved, category: 'UTILITY' })
        .thenTypes('TemplateCategoryChanged');
    });
  });

  describe('told of by the platform', () => {
    const at = (hour: number) => `2026-11-28T0${hour}:00:00.000Z`;
    const status = (to: TemplateStatus, hour: number): TemplateCommand => ({
      ...{ type: 'HearTemplate', about: 'status', status: to, reason: null, saidAt: at(hour) },
    });
    const archive = (archived: boolean, hour: number): TemplateCommand => ({
      ...{ type: 'HearTemplate', about: 'archive', archived, saidAt: at(hour) },
    });
    const statusAfter = (...commands: TemplateCommand[]) =>
      commands.reduce(
        (template, command) => fold(templateDecider, templateDecider.decide(command, template), template),
        fold(templateDecider, registered),
      ).status;

    it('is what the newest word says, in any order', () => {
      expect(statusAfter(status('paused', 1), status('approved', 2))).toBe('approved');
      expect(statusAfter(status('approved', 2), status('paused', 1))).toBe('approved');
      expect(statusAfter(status('approved', 2), status('paused', 2))).toBe('paused');
      expect(statusAfter(status('paused', 2), status('approved', 2))).toBe('paused');
    });

    it('keeps a stamp that changes nothing, because it decides about an older word', () => {
      expect(statusAfter(status('paused', 1), status('paused', 3), status('approved', 2))).toBe('paused');
    });

    it('cannot be used while it is archived, and is what it was once it is taken out', () => {
      expect(statusAfter(archive(true, 1))).toBe('disabled');
      expect(statusAfter(archive(true, 1), archive(false, 2))).toBe('approved');
      expect(statusAfter(archive(false, 2), archive(true, 1))).toBe('approved');
      expect(statusAfter(status('disabled', 1), archive(false, 2))).toBe('disabled');
      expect(statusAfter(status('paused', 1), archive(true, 2), archive(false, 3))).toBe('paused');
      expect(statusAfter(archive(true, 1), status('approved', 2))).toBe('approved');
      expect(statusAfter(status('approved', 1), archive(true, 2))).toBe('disabled');
    });

    it('is freed when it was looked up while it was archived', () => {
      const look: TemplateCommand = { type: 'ChangeTemplateStatus', status: 'disabled', reason: null };
      expect(statusAfter(look, archive(false, 2))).toBe('approved');
      expect(statusAfter(status('paused', 1), look, archive(false, 2))).toBe('paused');
    });

    it('says why it is as it is now, and not why it would be', () => {
      given(templateDecider, [...registered, ...given(templateDecider, registered).when(archive(true, 2)).happens()])
        .when(status('paused', 1))
        .then({
          type: 'TemplateStatusChanged',
          data: {
            ...{ status: 'disabled', reason: 'ARCHIVED' },
            heard: { about: 'status', status: 'paused', reason: null, saidAt: at(1) },
          },
        });
    });

    it('has the category that was said last', () => {
      const category = (to: string, hour: number): TemplateCommand => ({
        ...{ type: 'ChangeTemplateCategory', category: to, saidAt: at(hour) },
      });
      const moved = given(templateDecider, registered).when(category('MARKETING', 2)).happens();
      given(templateDecider, [...registered, ...moved])
        .when(category('UTILITY', 1))
        .thenNothing();
      given(templateDecider, [...registered, ...moved])
        .when(category('UTILITY', 2))
        .thenNothing();
      given(templateDecider, [...registered, ...moved])
        .when(category('UTILITY', 3))
        .thenTypes('TemplateCategoryChanged');
    });
  });
});
