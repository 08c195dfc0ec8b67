import type { Random } from '@arauto/clock';
import type { Api } from '../e2e/api';
import { summaryOf } from '../e2e/campaigns';
import { CREDENTIALS, type Stage } from '../e2e/stage';

/** What people do while a campaign is sent and its engine is killed. */
export const MOVES = [
  'pause',
  'pause_and_kill',
  'sender_pause',
  'sender_pause_and_kill',
  'sender_edit_and_kill',
  'sender_edit_refused',
  'cancel_and_kill',
  'tier_reached_under_kills',
  'restart_between_campaigns',
] as const;

export type Move = (typeof MOVES)[number];

/** What a move is made on. */
export interface Floor {
  /** Of the engine as it runs now. */
  readonly api: () => Api;
  readonly killAndStart: () => Promise<void>;
  readonly random: Random;
  readonly stage: Stage;
  /** Messages per second. */
  readonly pace: number;
  /** The campaign that is paused, and the one that is canceled. */
  readonly main: string;
  readonly doomed: string;
  readonly broken: string[];
}

/** Calls that go on so long after a pause would be found, milliseconds. */
const WATCHED = 1000;

/** Makes one move, kill included. Ends with everything that it stopped going on again. */
export async function make(move: Move, floor: Floor): Promise<void> {
  const { api, stage, main, doomed } = floor;
  const ofCampaign = (verb: string) => command(api(), `/v1/campaigns/${main}/${verb}`);
  const ofSender = (verb: string) => command(api(), `/v1/senders/${stage.senderId}/${verb}`);
  switch (move) {
    case 'pause':
    case 'pause_and_kill':
      await ofCampaign('pause');
      await hold(floor, move === 'pause_and_kill', async () => (await summaryOf(api(), main)).status);
      return ofCampaign('resume');
    case 'sender_pause':
    case 'sender_pause_and_kill':
      await ofSender('pause');
      await hold(floor, move === 'sender_pause_and_kill', async () => {
        return (await api().get<{ status: string }>(`/v1/senders/${stage.senderId}`)).body.status;
      });
      return ofSender('resume');
    case 'sender_edit_and_kill':
      return editAndKill(floor);
    case 'sender_edit_refused':
      return editUnfit(floor);
    case 'cancel_and_kill':
      await command(api(), `/v1/campaigns/${doomed}/cancel`);
      return floor.killAndStart();
    case 'tier_reached_under_kills':
    case 'restart_between_campaigns':
      // Parts of the run itself: see crash-run.ts.
      return;
  }
}

async function command(api: Api, path: string): Promise<void> {
  const { status, body } = await api.post(path);
  // What has come to its end meanwhile says so.
  if (status !== 200 && status !== 409) throw new Error(`${path} answered ${status}: ${JSON.stringify(body)}`);
}

/** Holds a pause for a while, through a kill or without one. */
async function hold({ killAndStart, broken }: Floor, kill: boolean, status: () => Promise<string>): Promise<void> {
  if (kill) await killAndStart();
  await new Promise((resolve) => setTimeout(resolve, WATCHED));
  const now = await status();
  if (now === 'sending' || now === 'connected') broken.push(`what was paused is ${now} by itself`);
}

/** The same settings and credentials again, and half the pace and back: killed somewhere within, it is said again. */
async function editAndKill({ api, killAndStart, random, stage, pace }: Floor): Promise<void> {
  const path = `/v1/senders/${stage.senderId}`;
  const change = (messagesPerSecond: number) => ({ credentials: CREDENTIALS, pace: { messagesPerSecond } });
  const begun = api().call('PATCH', path, change(Math.ceil(pace / 2)));
  begun.catch(() => undefined);
  await new Promise((resolve) => setTimeout(resolve, random.fraction() * 40));
  await killAndStart();
  const { status, body } = await api().call('PATCH', path, change(pace));
  if (status !== 200) throw new Error(`PATCH ${path} answered ${status}: ${JSON.stringify(body)}`);
}

/** A token that cannot be sent as a header: refused, and the number goes on with the one it has. */
async function editUnfit({ api, stage, broken }: Floor): Promise<void> {
  const path = `/v1/senders/${stage.senderId}`;
  const credentials = { ...CREDENTIALS, accessToken: `${CREDENTIALS.accessToken}\nof old` };
  const { status } = await api().call('PATCH', path, { credentials });
  if (status >= 400 && status < 500) return;
  broken.push(`a token of two lines was answered ${status}`);
  await api().call('PATCH', path, { credentials: CREDENTIALS });
}
