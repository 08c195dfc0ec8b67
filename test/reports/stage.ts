import { Api } from '../e2e/api';
import type { Setting } from '../e2e/setting';
import { numberOf, setStage } from '../e2e/stage';
import { makeKey } from '../e2e/tenants';

/** A number of ours with the templates that it sends. */
export interface Line {
  readonly subaccountId: string;
  readonly senderId: string;
  /** The provider's id of it. */
  readonly number: string;
  /** As people dial it. */
  readonly phone: string;
  readonly templates: readonly Template[];
}

export interface Template {
  readonly id: string;
  readonly name: string;
  /** Texts of all buttons, in order. */
  readonly labels: readonly string[];
  /** Texts of the quick replies, by their index. */
  readonly replies: ReadonlyMap<number, string>;
}

/** Two subaccounts: two numbers at one callback address in the first, one number in the second; a key of each. */
export interface Tenants {
  readonly first: readonly [Line, Line];
  readonly second: Line;
  readonly names: ReadonlyMap<string, string>;
  /** By subaccount: an operator's. */
  readonly operators: ReadonlyMap<string, Api>;
  /** Sees and exports the reports of the first subaccount only. */
  readonly reporter: string;
}

const LINK = { type: 'URL', text: 'Ver fatura', url: 'https://example.com/f' };
const quick = (text: string) => ({ type: 'QUICK_REPLY', text });
/** The same three replies stand at other places in the second subaccount. */
const BUTTONS = {
  first: [LINK, quick('Já paguei'), quick('Preciso de prazo'), quick('Parar promoções')],
  second: [quick('Preciso de prazo'), LINK, quick('Quero falar')],
};

export async function setTenants(setting: Setting): Promise<Tenants> {
  const { api, simulator, stage } = setting;
  const { body } = await api.get<{ webhookPath: string }>(`/v1/senders/${stage.senderId}`);
  const other = await setStage(api, simulator, {
    ...{ ...numberOf(1), pace: 1000, subaccountId: stage.subaccountId, webhookPath: body.webhookPath },
  });
  const { id: subaccountId } = await api.make('/v1/subaccounts', { name: 'Tienda', defaultCountry: 'MX' });
  const abroad = await setStage(api, simulator, { ...numberOf(2), pace: 1000, subaccountId });
  const template = async (
    { subaccountId, senderId }: typeof stage,
    name: string,
    buttons: readonly { readonly type: string; readonly text: string }[],
    category = 'UTILITY',
  ): Promise<Template> => {
    const made = {
      ...{ subaccountId, senderId, name, language: 'pt_BR', category, parameterFormat: 'positional' },
      components: [
        { type: 'BODY', text: 'Olá {{1}}, sua fatura de {{2}} vence amanhã.' },
        { type: 'BUTTONS', buttons },
      ],
    };
    await simulator.control('POST', `/__sim/template/${name}/approve`, made);
    const { id } = await api.make('/v1/templates', made);
    const replies = new Map(
      buttons.flatMap(({ type, text }, index) => (type === 'QUICK_REPLY' ? [[index, text] as const] : [])),
    );
    return { id, name, labels: buttons.map(({ text }) => text), replies };
  };
  const line = async (nth: number, of: typeof stage, templates: readonly Promise<Template>[]): Promise<Line> => ({
    ...{ subaccountId: of.subaccountId, senderId: of.senderId, templates: await Promise.all(templates) },
    ...{ number: numberOf(nth).phoneNumberId!, phone: `+${numberOf(nth).phone!}` },
  });
  const { first, second } = BUTTONS;
  const offers = template(stage, 'oferta_1', first, 'MARKETING');
  const lines = [
    await line(0, stage, [template(stage, 'com_botoes_1', first), offers]),
    await line(1, other, [template(other, 'com_botoes_2', first)]),
    await line(2, abroad, [template(abroad, 'com_botoes_3', second)]),
  ] as const;
  const ids = [stage.subaccountId, abroad.subaccountId];
  const operators = new Map<string, Api>();
  for (const id of ids) operators.set(id, new Api(api.url, (await makeKey(api, 'operator', [id])).secret));
  return {
    first: [lines[0], lines[1]],
    second: lines[2],
    names: new Map([
      [stage.subaccountId, 'Loja'],
      [subaccountId, 'Tienda'],
    ]),
    operators,
    reporter: (await makeKey(api, 'reporter', [stage.subaccountId])).secret,
  };
}
