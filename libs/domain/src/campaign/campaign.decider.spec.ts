import fc from 'fast-check';
import { fold } from '../decider';
import { given } from '../specification';
import {
  campaignAfter,
  abandonUpload,
  closeUpload,
  complete,
  create,
  IN_STATUS,
  openUpload,
  pause,
  pauseBySystem,
  resume,
  resumeBySystem,
  schedule,
  SETTINGS,
  start,
  TEMPLATE,
} from './campaign.builders';
import type { CampaignCommand } from './campaign.commands';
import { campaignDecider } from './campaign.decider';
import type { CampaignEvent } from './campaign.events';
import type { KnownCampaign } from './campaign.state';
import { PHONE_READING } from './phone-reading';

const campaign = (...commands: readonly CampaignCommand[]) => given(campaignDecider, campaignAfter(...commands));
const known = (...commands: readonly CampaignCommand[]) =>
  fold(campaignDecider, campaignAfter(...commands)) as KnownCampaign;

describe('starting', () => {
  it('freezes settings and template, and names who did it', () => {
    campaign(...IN_STATUS.draft)
      .when(start())
      .then({
        type: 'CampaignStarted',
        data: { settings: SETTINGS, template: TEMPLATE, startedAt: '2026-03-02T12:00:00.000Z', user: 'ana' },
      });
  });

  it('waits for open uploads, by a person and by the schedule', () => {
    campaign(...IN_STATUS.scheduled, openUpload('up-2'))
      .when(start())
      .thenRefused('upload_open');
    campaign(...IN_STATUS.scheduled, openUpload('up-2'))
      .when(start({ scheduled: true }))
      .thenRefused('upload_open');
  });

  it('is refused without an audience, and stays a draft', () => {
    campaign(create)
      .when(start())
      .thenRefused('preflight_failed', { errors: [expect.objectContaining({ code: 'audience_empty' })] as never });
  });

  it('is refused when no row can be sent', () => {
    campaign(create, openUpload(), closeUpload({ contacts: 4, invalid: 3, suppressed: 1 }))
      .when(start())
      .thenRefused('preflight_failed', { errors: [expect.objectContaining({ code: 'audience_unsendable' })] as never });
  });

  it('is not refused once somebody who was suppressed is released and uploaded again', () => {
    const suppressed = closeUpload({ rows: 1, contacts: 1, invalid: 0, suppressed: 1, duplicates: 0 });
    const before = [create, openUpload(), suppressed, openUpload('up-2')];
    const again = { uploadId: 'up-2', rows: 1, contacts: 0, again: 1, invalid: 0, duplicates: 0 };
    campaign(...before, closeUpload({ ...again, suppressed: 1 }))
      .when(start())
      .thenRefused('preflight_failed', { errors: [expect.objectContaining({ code: 'audience_unsendable' })] as never });
    campaign(...before, closeUpload({ ...again, suppressed: 0 }))
      .when(start())
      .thenTypes('CampaignStarted');
  });

  it('tells everything that pre-flight found', () => {
    const problems = [{ path: 'senderIds[0]', code: 'sender_not_connected', message: 'Connect the sender.' }];
    campaign(create)
      .when(start({ problems }))
      .thenRefused('preflight_failed', {
        errors: [problems[0]!, expect.objectContaining({ code: 'audience_empty' })] as never,
      });
  });

  it('is refused without a template, and says so', () => {
    campaign(...IN_STATUS.draft)
      .when(start({ template: null }))
      .thenRefused('preflight_failed', { errors: [expect.objectContaining({ code: 'template_missing' })] as never });
  });

  it.each([
    ['starts without a template where nothing stands in for free-form content', undefined, 'CampaignStarted' as const],
    ['is refused where what stands in is not there', 'template-2', undefined],
  ])('%s', (_, fallbackTemplateId, type) => {
    const content = {
      ...({ type: 'text', text: 'Olá', parameterMapping: {} } as const),
      ...(fallbackTemplateId !== undefined && { fallbackTemplateId }),
    };
    const edited = campaign(...IN_STATUS.draft, { type: 'EditCampaign', settings: { content } });
    const started = edited.when(start({ template: null }));
    if (type) return started.thenTypes(type);
    const missing = { path: 'content.fallbackTemplateId', code: 'template_missing' };
    return started.thenRefused('preflight_failed', { errors: [expect.objectContaining(missing)] as never });
  });

  it('at its time fails the campaign when pre-flight refuses, with reason and remedy', () => {
    const problems = [{ path: '', code: 'template_paused', message: 'Wait until the template is approved again.' }];
    campaign(...IN_STATUS.scheduled)
      .when(start({ scheduled: true, problems }))
      .then({
        type: 'CampaignFailed',
        data: { reason: 'template_paused', remedy: 'Wait until the template is approved again.' },
      });
  });
});

describe('scheduling', () => {
  it('refuses a time that has passed', () => {
    campaign(...IN_STATUS.draft)
      .when({ ...schedule, now: '2026-03-02T12:00:00.000Z' } as CampaignCommand)
      .thenRefused('validation_failed', { errors: [expect.objectContaining({ path: 'localTime' })] as never });
  });

  it('at the same instant again adds nothing', () =>
    campaign(...IN_STATUS.scheduled)
      .when(schedule)
      .thenNothing());
});

describe('an upload that was abandoned', () => {
  it('is opened and closed at once, and never opened again', () => {
    const error = { code: 'upload_interrupted', message: 'It broke off.' };
    campaign(create)
      .when(abandonUpload())
      .then(
        { type: 'UploadOpened', data: { uploadId: 'up-1', source: 'csv' } },
        {
          type: 'UploadClosed',
          data: { uploadId: 'up-1', rows: 0, contacts: 0, invalid: 0, suppressed: 0, duplicates: 0, error },
        },
      );
    campaign(create, abandonUpload()).when(openUpload()).thenNothing();
    expect(known(create, abandonUpload())).toMatchObject({ contacts: 0, openUploads: [], closedUploads: ['up-1'] });
  });
});

describe('the reasons of a pause are a set', () => {
  const both = [...IN_STATUS.paused, pauseBySystem()];

  it('in which an admin stands once, whatever the words', () =>
    campaign(...IN_STATUS.paused)
      .when(pause('other words'))
      .thenNothing());

  it('in which the system stands once per reason', () => {
    campaign(...both)
      .when(pauseBySystem())
      .thenNothing();
    campaign(...both)
      .when(pauseBySystem('token_expired'))
      .thenTypes('CampaignPaused');
  });

  it('that every pause event carries whole', () => {
    const { data } = campaignAfter(...both).at(-1)!;
    expect(data).toMatchObject({ reasons: [{ by: 'admin' }, { by: 'system', reason: 'template_paused' }] });
  });

  it('of which the system takes only its own, and sending waits for the rest', () => {
    expect(known(...both, resumeBySystem()).status).toBe('paused');
    expect(known(...both, resumeBySystem()).pauseReasons).toMatchObject([{ by: 'admin' }]);
    expect(known(...IN_STATUS.sending, pauseBySystem(), resumeBySystem()).status).toBe('sending');
  });

  it('of which the system leaves an admin’s reason of the same words', () => {
    const same = [...IN_STATUS.sending, pause('template_paused'), pauseBySystem('template_paused')];
    expect(known(...same, resumeBySystem('template_paused')).pauseReasons).toMatchObject([{ by: 'admin' }]);
  });

  it('to which nothing adds that was done before somebody resumed it', () => {
    const of = (afterResumes: number) =>
      ({ type: 'PauseCampaign', by: 'system', reason: 'error_132015', remedy: null, afterResumes }) as const;
    campaign(...both, resume)
      .when(of(0))
      .thenNothing();
    campaign(...both, resume)
      .when(of(1))
      .thenTypes('CampaignPaused');
    campaign(...both, resume, pause())
      .when(of(0))
      .thenNothing();
  });

  it('which an admin’s resume empties', () => expect(known(...both, resume).status).toBe('sending'));

  it('and stays paused while an upload is open, by whomever it is resumed', () => {
    campaign(...both, openUpload('up-2'))
      .when(resume)
      .thenRefused('upload_open');
    campaign(...IN_STATUS.sending, pauseBySystem(), openUpload('up-2'))
      .when(resumeBySystem())
      .thenRefused('upload_open');
    expect(known(...both, openUpload('up-2'), resumeBySystem()).status).toBe('paused');
  });
});

describe('an upload', () => {
  const reading = [create, openUpload(), closeUpload(), openUpload('up-2')];
  const cancel: CampaignCommand = { type: 'CancelCampaign' };

  it.each<[string, readonly CampaignCommand[]]>([
    ['draft', reading],
    ['scheduled', [...reading, schedule]],
    ['paused', [...IN_STATUS.paused, openUpload('up-2')]],
    ['canceling', [...reading, cancel]],
  ])('is closed and counted when the campaign is %s', (status, history) => {
    expect(known(...history).status).toBe(status);
    const closed = known(...history, closeUpload({ uploadId: 'up-2', contacts: 5 }));
    expect(closed).toMatchObject({ status, contacts: 14, openUploads: [], closedUploads: ['up-1', 'up-2'] });
  });

  it('says how its numbers are read, and the campaign remembers those that were read otherwise', () => {
    const first: CampaignEvent = { type: 'UploadOpened', data: { uploadId: 'up-0', source: 'csv' } };
    campaign(create)
      .when(openUpload())
      .then({ type: 'UploadOpened', data: { uploadId: 'up-1', source: 'csv', phoneReading: PHONE_READING } });
    expect(known(create, openUpload())).toMatchObject({ openUploads: ['up-1'], olderUploads: [] });
    const older = campaignDecider.evolve(known(create, openUpload()), first);
    expect(older).toMatchObject({ openUploads: ['up-1', 'up-0'], olderUploads: ['up-0'] });
    const closed = { rows: 1, contacts: 1, invalid: 0, suppressed: 0, duplicates: 0 };
    const event: CampaignEvent = { type: 'UploadClosed', data: { uploadId: 'up-0', ...closed } };
    expect(campaignDecider.evolve(older, event)).toMatchObject({ openUploads: ['up-1'], olderUploads: ['up-0'] });
  });

  it('holds up the end of a cancel until it is closed', () => {
    const canceling = [create, openUpload(), { type: 'CancelCampaign' } as const];
    campaign(...canceling)
      .when({ type: 'FinishCancel' })
      .thenNothing();
    campaign(...canceling, closeUpload())
      .when({ type: 'FinishCancel' })
      .thenTypes('CampaignCanceled');
  });
});

describe('completion', () => {
  it('is never concluded from absence', () => {
    campaign(...IN_STATUS.sending)
      .when(complete({ settled: 0, accepted: 0, failures: 0 }))
      .thenNothing();
    campaign(...IN_STATUS.sending)
      .when(complete({ settled: 8 }))
      .thenNothing();
    campaign(...IN_STATUS.sending)
      .when(complete({ settled: 10 }))
      .thenNothing();
  });

  it('comes when every contact has settled', () => {
    campaign(...IN_STATUS.sending)
      .when(complete())
      .then({ type: 'CampaignCompleted', data: { settled: 9, failures: 1 } });
  });

  it('is a failure when nothing was accepted, with the remedy', () => {
    campaign(...IN_STATUS.sending)
      .when(complete({ accepted: 0 }))
      .thenTypes('CampaignFailed');
    expect(known(...IN_STATUS.failed).failure).toMatchObject({ reason: 'nothing_accepted' });
  });

  it('is none when nothing was accepted but an outcome is unknown', () => {
    campaign(...IN_STATUS.sending)
      .when(complete({ accepted: 0, needsAttention: 1 }))
      .thenTypes('CampaignCompleted');
  });
});

describe('test messages', () => {
  const asked = (ref: string): CampaignCommand => ({ type: 'RequestTestMessage', ref, person: 'person-1' });

  it('have a number each, in the order in which they were asked for', () => {
    campaign(...IN_STATUS.draft, asked('ref-1'))
      .when(asked('ref-1'))
      .thenNothing();
    const events = campaignAfter(...IN_STATUS.draft, asked('ref-1'), asked('ref-2'));
    expect(events.slice(-2).map(({ data }) => data)).toEqual([
      { n: 1, ref: 'ref-1', person: 'person-1' },
      { n: 2, ref: 'ref-2', person: 'person-1' },
    ]);
  });
});

describe('the laws of a campaign', () => {
  const any = fc.constantFrom<CampaignCommand>(
    { type: 'EditCampaign', name: 'April', settings: {} },
    openUpload(),
    abandonUpload('up-2'),
    closeUpload(),
    openUpload('up-2'),
    closeUpload({ uploadId: 'up-2' }),
    schedule,
    { type: 'UnscheduleCampaign' },
    start(),
    start({ scheduled: true, problems: [{ path: '', code: 'x', message: 'x' }] }),
    pause(),
    pauseBySystem(),
    resume,
    resumeBySystem(),
    { type: 'CancelCampaign' },
    { type: 'FinishCancel' },
    complete(),
    { type: 'NoteCampaign', note: 'Ask Ana first.' },
    { type: 'NoteCampaign', note: null },
    { type: 'RecordDuplicate', copyId: 'copy-1' },
    { type: 'RequestTestMessage', ref: 'ref-1', person: 'person-1' },
  );

  const live = (commands: readonly CampaignCommand[]) => {
    const taken: CampaignCommand[] = [create];
    for (const command of commands) {
      try {
        campaignAfter(...taken, command);
        taken.push(command);
      } catch {
        continue;
      }
    }
    return taken;
  };

  it('hold: a repeat adds nothing, folding in two parts is folding all, pause reasons are there exactly when paused', () => {
    fc.assert(
      fc.property(fc.array(any, { maxLength: 15 }), fc.nat(), (commands, cut) => {
        const taken = live(commands);
        const events = campaignAfter(...taken);
        campaign(...taken)
          .when(taken.at(-1)!)
          .thenNothing();
        const at = cut % (events.length + 1);
        const state = fold(campaignDecider, events) as KnownCampaign;
        expect(fold(campaignDecider, events.slice(at), fold(campaignDecider, events.slice(0, at)))).toEqual(state);
        expect(state.pauseReasons.length > 0).toBe(state.status === 'paused');
      }),
      { numRuns: 300 },
    );
  });
});
