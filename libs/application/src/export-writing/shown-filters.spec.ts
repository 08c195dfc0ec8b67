import type { ExportOrder, Language } from '@arauto/domain';
import { makeCampaign, makeTenant, SENDER, TEMPLATE, type Tenant } from '../testing/scenario';
import { openSmallEngine, principal, type SmallEngine } from '../testing/small-engine';
import type { GivenFilters } from '../exports/export-filters';
import { aboutExport } from './about-export';
import { shownFilters } from './shown-filters';

let engine: SmallEngine;
let tenant: Tenant;
let other: Tenant;

beforeAll(async () => {
  engine = await openSmallEngine();
  tenant = await makeTenant(engine);
  other = await makeTenant(engine, 'Outra');
  await makeCampaign(engine, tenant);
  await engine.views.project();
});
afterAll(() => engine.close());

const shown = async (filters: GivenFilters, language: Language = 'pt-BR', subaccountIds = ['*']) => {
  const order = { askedBy: principal({ subaccountIds }), language, timeZone: 'America/Sao_Paulo' };
  return (await shownFilters(engine, order, filters)).map(([name, value]) => `${name}: ${value}`);
};

describe('the filters of a file', () => {
  it('are in the words of its language, and by its clocks', async () => {
    const filters = {
      ...{ from: '2026-01-05T12:00:00Z', to: '2026-02-01', withSession: true, needsAttention: false },
      ...{ status: ['delivered', 'opted_out'], contentType: 'template', conversationType: 'business_initiated' },
      ...{ groupBy: ['day', 'status'], phone: ['+5511900000001'], errorCode: '131026', type: 'MT' },
    };
    expect(await shown(filters)).toEqual([
      'De: 2026-01-05 09:00:00',
      'Até (exclusive): 2026-02-01',
      'Enviado com sessão: Sim',
      'Requer atenção: Não',
      'Status: Entregue, Não entregue por opt-out',
      'Tipo de conteúdo: Template',
      'Tipo de conversa: Iniciada pela empresa',
      'Por: Dia, Status',
      'Telefone: +5511900000001',
      'Código de erro: 131026',
      'Tipo: MT',
    ]);
    expect(await shown({ withSession: false, state: 'read' }, 'es')).toEqual([
      'Enviado con sesión: No',
      'Estado: Leído',
    ]);
  });

  it('are names for ids, of what the asker sees', async () => {
    const filters = { subaccount: tenant.subaccountId, sender: tenant.senderId, template: tenant.templateId };
    const names = [`Subconta: Loja`, `Remetente: ${SENDER.phone}`, `Template: ${TEMPLATE.name}`];
    expect(await shown(filters)).toEqual(names);
    expect(await shown(filters, 'pt-BR', [tenant.subaccountId])).toEqual(names);
    expect(await shown({ ...filters, template: 'unknown' }, 'pt-BR', [other.subaccountId])).toEqual([
      `Subconta: ${tenant.subaccountId}`,
      `Remetente: ${tenant.senderId}`,
      'Template: unknown',
    ]);
  });
});

it('rates are defined where there are some, in the language of the file', () => {
  const order = {
    ...{ askedBy: principal(), report: 'consolidated', filters: {}, personalRef: null, columns: null },
    ...{ format: 'pdf', language: 'es', timeZone: 'UTC', delimiter: null },
  } satisfies ExportOrder;
  const moment = { at: '2026-01-05T12:00:00.000Z', position: '7' };
  expect(aboutExport(order, [], moment, null, 1).rates).toEqual([
    ['Tasa de entrega', 'Mensajes entregados y leídos, sobre todos.'],
    ['Tasa de lectura', 'Mensajes leídos, sobre los entregados.'],
    ['Tasa de respuesta', 'Mensajes cuya persona respondió, sobre los entregados.'],
    [
      'Tasa de fallo',
      'Mensajes que terminaron sin ser entregados, sobre todos. Los que requieren atención no terminaron.',
    ],
  ]);
  expect(aboutExport({ ...order, filters: { type: 'MO' } }, [], moment, null, 1).rates).toEqual([]);
  expect(aboutExport({ ...order, report: 'detailed' }, [], moment, null, 1).rates).toEqual([]);
});
