import fc from 'fast-check';
import { fold } from '../decider';
import { given } from '../specification';
import { countVerdicts, type UploadCommand, uploadDecider, type UploadEvent } from './upload.decider';

const receive: UploadCommand = {
  type: 'ReceiveContactFile',
  campaignId: 'campaign-1',
  subaccountId: 'sub-1',
  source: 'csv',
  mapping: null,
  required: ['amount'],
};
const judge = (from: number, verdicts: string): UploadCommand => ({ type: 'JudgeRows', from, verdicts });
const finish: UploadCommand = { type: 'FinishReading', error: null };

function after(...commands: UploadCommand[]): readonly UploadEvent[] {
  return commands.reduce<readonly UploadEvent[]>(
    (events, command) => given(uploadDecider, events).when(command).happens(),
    [],
  );
}
const upload = (...commands: UploadCommand[]) => given(uploadDecider, after(...commands));

describe('an upload', () => {
  it('is received once', () => upload(receive).when(receive).thenNothing());

  it('is not there before that', () => upload().when(finish).thenRefused('not_found'));

  it('judges its rows in order, and says up to where', () =>
    upload(receive, judge(1, 'aad'))
      .when(judge(4, 'is'))
      .then({ type: 'RowsJudged', data: { from: 4, to: 5, verdicts: 'is' } }));

  it('judges no row twice and leaves none out, so a chunk repeated after a crash adds nothing', () => {
    upload(receive, judge(1, 'aad')).when(judge(1, 'aad')).thenNothing();
    upload(receive, judge(1, 'aad')).when(judge(5, 'a')).thenNothing();
    upload(receive).when(judge(1, '')).thenNothing();
  });

  it('ends once, with the rows it judged, and judges none after that', () => {
    upload(receive, judge(1, 'aad'))
      .when(finish)
      .then({ type: 'ContactFileRead', data: { rows: 3, error: null } });
    upload(receive, finish).when(finish).thenNothing();
    upload(receive, finish).when(judge(1, 'a')).thenNothing();
  });

  it('that broke off keeps what it had and says why', () => {
    const error = { code: 'row_malformed', message: 'A quote in row 4 is never closed.' };
    expect(fold(uploadDecider, after(receive, judge(1, 'aad'), { type: 'FinishReading', error }))).toMatchObject({
      status: 'read',
      error,
      counts: { rows: 3, accepted: 2, duplicate: 1 },
    });
  });

  it('counts who was uploaded again by verdict, and beside it, since no contact was made', () =>
    expect(countVerdicts('aAdsSA')).toEqual({
      rows: 6,
      accepted: 3,
      duplicate: 1,
      invalid: 0,
      suppressed: 2,
      again: 3,
    }));

  it('counts the same however its rows are cut into chunks', () => {
    const letters = fc.array(fc.constantFrom('a', 'A', 'd', 'i', 's', 'S'), { maxLength: 40 });
    fc.assert(
      fc.property(letters, fc.integer({ min: 1, max: 10 }), (rows, size) => {
        const chunks: UploadCommand[] = [];
        for (let at = 0; at < rows.length; at += size) chunks.push(judge(at + 1, rows.slice(at, at + size).join('')));
        expect(fold(uploadDecider, after(receive, ...chunks))).toMatchObject({ counts: countVerdicts(rows.join('')) });
      }),
    );
  });
});
