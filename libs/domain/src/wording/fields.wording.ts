import type { Wording } from './wording';

/** What is wrong with a field of a body or a parameter of a query. */
export const fieldWording = {
  '{0} is no field of this request.': {
    'pt-BR': '{0} não é um campo desta requisição.',
    es: '{0} no es un campo de esta solicitud.',
  },
  '{0} is no parameter of this request.': {
    'pt-BR': '{0} não é um parâmetro desta requisição.',
    es: '{0} no es un parámetro de esta solicitud.',
  },
  '{0} may be given once.': {
    'pt-BR': '{0} só pode ser informado uma vez.',
    es: '{0} solo puede indicarse una vez.',
  },
  '{0} must be at most {1} characters long.': {
    'pt-BR': '{0} deve ter no máximo {1} caracteres.',
    es: '{0} debe tener como máximo {1} caracteres.',
  },
  '{0} must be at most {1} characters long, is {2}.': {
    'pt-BR': '{0} deve ter no máximo {1} caracteres, tem {2}.',
    es: '{0} debe tener como máximo {1} caracteres, tiene {2}.',
  },
  'at most {0} characters long': {
    'pt-BR': 'um texto de no máximo {0} caracteres',
    es: 'un texto de {0} caracteres como máximo',
  },
  '{0} must be at least {1} characters long.': {
    'pt-BR': '{0} deve ter pelo menos {1} caracteres.',
    es: '{0} debe tener al menos {1} caracteres.',
  },
  '{0} must not contain halves of characters.': {
    'pt-BR': '{0} não pode conter metades de caracteres.',
    es: '{0} no puede contener mitades de caracteres.',
  },
  '{0} must not contain control characters.': {
    'pt-BR': '{0} não pode conter caracteres de controle.',
    es: '{0} no puede contener caracteres de control.',
  },
  '{0} must not be empty.': {
    'pt-BR': '{0} não pode ficar vazio.',
    es: '{0} no puede estar vacío.',
  },
  '{0} must be {1}.': {
    'pt-BR': '{0} deve ser {1}.',
    es: '{0} debe ser {1}.',
  },
  'messageSendTtlSeconds must be -1 or at least {0}.': {
    'pt-BR': 'messageSendTtlSeconds deve ser -1 ou pelo menos {0}.',
    es: 'messageSendTtlSeconds debe ser -1 o al menos {0}.',
  },
  '{0} must be like {1}.': {
    'pt-BR': '{0} deve seguir o padrão {1}.',
    es: '{0} debe seguir el patrón {1}.',
  },
  '{0} must be a text.': {
    'pt-BR': '{0} deve ser um texto.',
    es: '{0} debe ser un texto.',
  },
  '{0} must be a whole number from {1} to {2}.': {
    'pt-BR': '{0} deve ser um número inteiro de {1} a {2}.',
    es: '{0} debe ser un número entero de {1} a {2}.',
  },
  '{0} must be a number above {1} and up to {2}.': {
    'pt-BR': '{0} deve ser um número acima de {1} e até {2}.',
    es: '{0} debe ser un número mayor que {1} y hasta {2}.',
  },
  '{0} must be true or false.': {
    'pt-BR': '{0} deve ser true ou false.',
    es: '{0} debe ser true o false.',
  },
  '{0} must be one of true, false.': {
    'pt-BR': '{0} deve ser um destes: true, false.',
    es: '{0} debe ser uno de estos: true, false.',
  },
  '{0} must be one of {1}.': {
    'pt-BR': '{0} deve ser um destes: {1}.',
    es: '{0} debe ser uno de estos: {1}.',
  },
  '{0} must be a list.': {
    'pt-BR': '{0} deve ser uma lista.',
    es: '{0} debe ser una lista.',
  },
  '{0} must have at most {1} entries, has {2}.': {
    'pt-BR': '{0} deve ter no máximo {1} itens, tem {2}.',
    es: '{0} debe tener como máximo {1} elementos, tiene {2}.',
  },
  '{0} must have at most {1} entries, has {2}: upload a file.': {
    'pt-BR': '{0} deve ter no máximo {1} itens, tem {2}: carregue um arquivo.',
    es: '{0} debe tener como máximo {1} elementos, tiene {2}: cargue un archivo.',
  },
  '{0} must have at least {1} entries.': {
    'pt-BR': '{0} deve ter pelo menos {1} itens.',
    es: '{0} debe tener al menos {1} elementos.',
  },
  '{0} must have at least {1} entry.': {
    'pt-BR': '{0} deve ter pelo menos {1} item.',
    es: '{0} debe tener al menos {1} elemento.',
  },
  '{0} must have at least 1 entry.': {
    'pt-BR': '{0} deve ter pelo menos 1 item.',
    es: '{0} debe tener al menos 1 elemento.',
  },
  '{0} must be an object.': {
    'pt-BR': '{0} deve ser um objeto.',
    es: '{0} debe ser un objeto.',
  },
  '{0} must be a time like 2026-03-01T00:00:00Z.': {
    'pt-BR': '{0} deve ser um instante como 2026-03-01T00:00:00Z.',
    es: '{0} debe ser un instante como 2026-03-01T00:00:00Z.',
  },
  '{0} must be a time like 2026-03-01T00:00:00Z, or a day like 2026-03-01.': {
    'pt-BR': '{0} deve ser um instante como 2026-03-01T00:00:00Z ou um dia como 2026-03-01.',
    es: '{0} debe ser un instante como 2026-03-01T00:00:00Z o un día como 2026-03-01.',
  },
  '{0} must be a time zone like America/Sao_Paulo.': {
    'pt-BR': '{0} deve ser um fuso horário como America/Sao_Paulo.',
    es: '{0} debe ser una zona horaria como America/Sao_Paulo.',
  },
  'a time like 09:00': {
    'pt-BR': 'um horário como 09:00',
    es: 'una hora como 09:00',
  },
  'a time like 20:00, or 24:00': {
    'pt-BR': 'um horário como 20:00, ou 24:00',
    es: 'una hora como 20:00, o 24:00',
  },
  '{0} must end at another time than it begins; a whole day is 00:00 to 24:00.': {
    'pt-BR': '{0} deve terminar em outro horário do que começa; um dia inteiro é das 00:00 às 24:00.',
    es: '{0} debe terminar a otra hora de la que empieza; un día entero es de 00:00 a 24:00.',
  },
  '{0} "{1}" comes with a later version.': {
    'pt-BR': '{0}: "{1}" virá em uma versão posterior.',
    es: '{0}: "{1}" vendrá en una versión posterior.',
  },
  '{0} is missing.': {
    'pt-BR': '{0} não foi informado.',
    es: 'Falta {0}.',
  },
  '{0} is no field of a contact.': {
    'pt-BR': '{0} não é um campo de contato.',
    es: '{0} no es un campo de contacto.',
  },
  '{0} is no field beside {1}.': {
    'pt-BR': '{0} não é um campo que possa acompanhar {1}.',
    es: '{0} no es un campo que pueda acompañar a {1}.',
  },
  '{0} is no field of content of the type {1}.': {
    'pt-BR': '{0} não é um campo de conteúdo do tipo {1}.',
    es: '{0} no es un campo de contenido del tipo {1}.',
  },
  '{0} is no field of an audio file: it has no caption.': {
    'pt-BR': '{0} não é um campo de um áudio: ele não tem legenda.',
    es: '{0} no es un campo de un audio: no lleva texto.',
  },
  '{0} is a field of documents and uploaded files alone.': {
    'pt-BR': '{0} é um campo só de documentos e de arquivos enviados a ela.',
    es: '{0} es un campo solo de documentos y de archivos subidos a ella.',
  },
  '{0} must have link, or uploaded.': {
    'pt-BR': '{0} deve ter link ou uploaded.',
    es: '{0} debe tener link o uploaded.',
  },
  '{0} must have link or uploaded, not both.': {
    'pt-BR': '{0} deve ter link ou uploaded, não os dois.',
    es: '{0} debe tener link o uploaded, no los dos.',
  },
  '{0} is of the fallback template, and there is none.': {
    'pt-BR': '{0} é do template de reserva, e não há nenhum.',
    es: '{0} es de la plantilla de reserva, y no hay ninguna.',
  },
  '{0} holds {1}, which names no field of a contact as {{name}} does.': {
    'pt-BR': '{0} contém {1}, que não indica um campo do contato como {{name}}.',
    es: '{0} contiene {1}, que no indica un campo del contacto como {{name}}.',
  },
  'an https link without blanks': {
    'pt-BR': 'um link https sem espaços',
    es: 'un enlace https sin espacios',
  },
  '{0} must be an object with from, or with value.': {
    'pt-BR': '{0} deve ser um objeto com from ou com value.',
    es: '{0} debe ser un objeto con from o con value.',
  },
  '{0} has a number twice.': {
    'pt-BR': '{0} tem um número duas vezes.',
    es: '{0} tiene un número dos veces.',
  },
  '{0} is either * alone or a list of ids.': {
    'pt-BR': '{0} é só * ou uma lista de ids.',
    es: '{0} es solo * o una lista de ids.',
  },
  '{0} must be an ISO 3166-1 code like BR.': {
    'pt-BR': '{0} deve ser um código ISO 3166-1 como BR.',
    es: '{0} debe ser un código ISO 3166-1 como BR.',
  },
  '{0} must be of {1} days at most.': {
    'pt-BR': '{0} deve ter no máximo {1} dias.',
    es: '{0} debe ser de {1} días como máximo.',
  },
  '{0} is a field beside the filters, if it is one, and no filter.': {
    'pt-BR': '{0} é um campo ao lado dos filtros, quando existe, e não um filtro.',
    es: '{0} es un campo junto a los filtros, cuando existe, y no un filtro.',
  },
  '{0} is no filter of this report.': {
    'pt-BR': '{0} não é um filtro deste relatório.',
    es: '{0} no es un filtro de este informe.',
  },
  '{0} cannot stand beside period: give one or the other.': {
    'pt-BR': '{0} não pode acompanhar period: informe um ou outro.',
    es: '{0} no puede acompañar a period: indique uno u otro.',
  },
  'a position as a command answered it': {
    'pt-BR': 'uma posição como a que um comando respondeu',
    es: 'una posición como la que respondió un comando',
  },
  'a wall clock without offset, like 2026-12-01T09:00': {
    'pt-BR': 'um horário local sem deslocamento, como 2026-12-01T09:00',
    es: 'una hora local sin desfase, como 2026-12-01T09:00',
  },
  'today, yesterday, this_week, last_week, this_month, last_month or last_{n}_days (1 to {0})': {
    'pt-BR': 'today, yesterday, this_week, last_week, this_month, last_month ou last_{n}_days (1 a {0})',
    es: 'today, yesterday, this_week, last_week, this_month, last_month o last_{n}_days (1 a {0})',
  },
  'a time of day like 08:00': {
    'pt-BR': 'um horário como 08:00',
    es: 'una hora del día como 08:00',
  },
  'a country like BR': {
    'pt-BR': 'um país como BR',
    es: 'un país como BR',
  },
  'letters, digits, ., _ and -': {
    'pt-BR': 'composto de letras, dígitos, ., _ e -',
    es: 'de letras, dígitos, ., _ y -',
  },
  'lower case letters, digits and _': {
    'pt-BR': 'composto de letras minúsculas, dígitos e _',
    es: 'de letras minúsculas, dígitos y _',
  },
  'a language like pt_BR': {
    'pt-BR': 'um idioma como pt_BR',
    es: 'un idioma como pt_BR',
  },
  'visible ASCII characters without blanks': {
    'pt-BR': 'composto de caracteres ASCII visíveis, sem espaços',
    es: 'de caracteres ASCII visibles, sin espacios',
  },
  'an https address, or http on loopback': {
    'pt-BR': 'um endereço https, ou http em loopback',
    es: 'una dirección https, o http en loopback',
  },
  'an address without query, fragment and blanks': {
    'pt-BR': 'um endereço sem query, fragmento nem espaços',
    es: 'una dirección sin query, fragmento ni espacios',
  },
  'a version like v25.0': {
    'pt-BR': 'uma versão como v25.0',
    es: 'una versión como v25.0',
  },
  '1 to 32 digits': {
    'pt-BR': 'composto de 1 a 32 dígitos',
    es: 'de 1 a 32 dígitos',
  },
  '1 to 64 letters, digits, - or _': {
    'pt-BR': 'composto de 1 a 64 letras, dígitos, - ou _',
    es: 'de 1 a 64 letras, dígitos, - o _',
  },
  '1 to 64 letters, digits, ., - or _': {
    'pt-BR': 'composto de 1 a 64 letras, dígitos, ., - ou _',
    es: 'de 1 a 64 letras, dígitos, ., - o _',
  },
  'a limit like 2000, TIER_10K or UNLIMITED': {
    'pt-BR': 'um limite como 2000, TIER_10K ou UNLIMITED',
    es: 'un límite como 2000, TIER_10K o UNLIMITED',
  },
  'the number with country code, digits only': {
    'pt-BR': 'o número com código do país, só dígitos',
    es: 'el número con código de país, solo dígitos',
  },
  '16 to 128 letters, digits, - or _': {
    'pt-BR': 'composto de 16 a 128 letras, dígitos, - ou _',
    es: 'de 16 a 128 letras, dígitos, - o _',
  },
  'text without control characters, and without blanks at its ends': {
    'pt-BR': 'um texto sem caracteres de controle e sem espaços nas pontas',
    es: 'un texto sin caracteres de control y sin espacios en los extremos',
  },
  'left out: the provider has no such setting': {
    'pt-BR': 'omitido: o provedor não tem essa configuração',
    es: 'omitido: el proveedor no tiene esa configuración',
  },
  '{0} is no column of these rows. They have {1}.': {
    'pt-BR': '{0} não é uma coluna destas linhas. Elas têm {1}.',
    es: '{0} no es una columna de estas filas. Tienen {1}.',
  },
  '{0} is a filter of type=MO only.': {
    'pt-BR': '{0} é um filtro apenas de type=MO.',
    es: '{0} es un filtro solo de type=MO.',
  },
  '{0} is a filter of type=MT only.': {
    'pt-BR': '{0} é um filtro apenas de type=MT.',
    es: '{0} es un filtro solo de type=MT.',
  },
  'connection.baseUrl must be on a host of ARAUTO_PROVIDER_HOSTS.': {
    'pt-BR': 'connection.baseUrl deve estar em um host de ARAUTO_PROVIDER_HOSTS.',
    es: 'connection.baseUrl debe estar en un host de ARAUTO_PROVIDER_HOSTS.',
  },
  'parameters.correlation_id has more than {0} characters.': {
    'pt-BR': 'parameters.correlation_id tem mais de {0} caracteres.',
    es: 'parameters.correlation_id tiene más de {0} caracteres.',
  },
  'name is needed and missing.': {
    'pt-BR': 'name é necessário e não foi informado.',
    es: 'name es necesario y falta.',
  },
  'parameters.{0} is needed and missing.': {
    'pt-BR': 'parameters.{0} é necessário e não foi informado.',
    es: 'parameters.{0} es necesario y falta.',
  },
  'canary must be less than the contacts that wait: {0}.': {
    'pt-BR': 'canary deve ser menor que o número de contatos que esperam: {0}.',
    es: 'canary debe ser menor que el número de contactos que esperan: {0}.',
  },
  'timeZone must be given: neither campaign nor subaccount has one.': {
    'pt-BR': 'timeZone deve ser informado: nem a campanha nem a subconta tem um.',
    es: 'Debe indicarse timeZone: ni la campaña ni la subcuenta tienen una.',
  },
  'localTime must be a time without an offset, like 2026-12-01T09:00.': {
    'pt-BR': 'localTime deve ser um horário sem deslocamento, como 2026-12-01T09:00.',
    es: 'localTime debe ser una hora sin desfase, como 2026-12-01T09:00.',
  },
  'Clocks in {0} never show {1}: they skip that hour.': {
    'pt-BR': 'Os relógios em {0} nunca mostram {1}: eles pulam essa hora.',
    es: 'Los relojes en {0} nunca muestran {1}: se saltan esa hora.',
  },
  'to must not be before from.': {
    'pt-BR': 'to não pode ser anterior a from.',
    es: 'to no puede ser anterior a from.',
  },
  'from must be at most {0} steps before to: ask for longer steps, or for less time.': {
    'pt-BR': 'from deve estar no máximo {0} passos antes de to: peça passos maiores ou menos tempo.',
    es: 'from debe estar como máximo {0} pasos antes de to: pida pasos más largos o menos tiempo.',
  },
  'cursor is not one that this list gave.': {
    'pt-BR': 'cursor não é um que esta lista tenha dado.',
    es: 'cursor no es uno que haya dado esta lista.',
  },
  'cursor must be the nextCursor of this list, with the same filters.': {
    'pt-BR': 'cursor deve ser o nextCursor desta lista, com os mesmos filtros.',
    es: 'cursor debe ser el nextCursor de esta lista, con los mismos filtros.',
  },
  'These columns do not fit on a page of a pdf, the first {0} do: leave out {1} or others, or take csv or xlsx.': {
    'pt-BR':
      'Estas colunas não cabem em uma página de pdf, as {0} primeiras cabem: deixe de fora {1} ou outras, ou escolha csv ou xlsx.',
    es: 'Estas columnas no caben en una página de pdf, las {0} primeras sí: deje fuera {1} u otras, o elija csv o xlsx.',
  },
  'These columns do not fit on a page of a PDF: choose fewer, or take the report as csv or xlsx.': {
    'pt-BR': 'Estas colunas não cabem em uma página de PDF: escolha menos, ou o relatório em csv ou xlsx.',
    es: 'Estas columnas no caben en una página de PDF: elija menos, o el reporte en csv o xlsx.',
  },
  'name is nobody’s whole name in the campaign: to look for a part of one needs personal:read, which the roles of this key do not have.':
    {
      'pt-BR':
        'name não é o nome completo de ninguém na campanha: procurar uma parte do nome exige personal:read, que os papéis desta chave não têm.',
      es: 'name no es el nombre completo de nadie en la campaña: buscar una parte del nombre exige personal:read, que los roles de esta clave no tienen.',
    },
  'columns are chosen of the detailed report only.': {
    'pt-BR': 'columns só se escolhem no relatório detalhado.',
    es: 'columns solo se eligen en el reporte detallado.',
  },
  'delimiter is for csv only.': {
    'pt-BR': 'delimiter é apenas para csv.',
    es: 'delimiter es solo para csv.',
  },
  'groupBy names the same twice.': {
    'pt-BR': 'groupBy repete o mesmo agrupamento.',
    es: 'groupBy repite el mismo agrupamiento.',
  },
  'name is looked for within one campaign: give campaign, too.': {
    'pt-BR': 'name é procurado dentro de uma campanha: informe também campaign.',
    es: 'name se busca dentro de una campaña: indique también campaign.',
  },
  'campaign {0} is one in each of {1} subaccounts: give its id.': {
    'pt-BR': 'campaign {0} existe em cada uma de {1} subcontas: informe o id dela.',
    es: 'campaign {0} existe en cada una de {1} subcuentas: indique su id.',
  },
  'name is in more than {0} contacts of the campaign: give more of it.': {
    'pt-BR': 'name aparece em mais de {0} contatos da campanha: informe uma parte maior.',
    es: 'name aparece en más de {0} contactos de la campaña: indique una parte mayor.',
  },
  'subaccountId must be given: filters.phone is looked for within it.': {
    'pt-BR': 'subaccountId deve ser informado: filters.phone é procurado dentro dela.',
    es: 'Debe indicarse subaccountId: filters.phone se busca dentro de ella.',
  },
  'subaccountId must be given: a search is shared within it.': {
    'pt-BR': 'subaccountId deve ser informado: uma busca é compartilhada dentro dela.',
    es: 'Debe indicarse subaccountId: una búsqueda se comparte dentro de ella.',
  },
  'subaccountId must be given: this key is not for one subaccount alone.': {
    'pt-BR': 'subaccountId deve ser informado: esta chave não é de uma única subconta.',
    es: 'Debe indicarse subaccountId: esta clave no es de una sola subcuenta.',
  },
  'schedule.on is missing: the day of the week.': {
    'pt-BR': 'schedule.on não foi informado: o dia da semana.',
    es: 'Falta schedule.on: el día de la semana.',
  },
  'schedule.on is of every week, and not of every day.': {
    'pt-BR': 'schedule.on é de every week, e não de every day.',
    es: 'schedule.on es de every week, y no de every day.',
  },
  'name is that of another search.': {
    'pt-BR': 'name é o de outra busca.',
    es: 'name es el de otra búsqueda.',
  },
  'mapping must be a JSON object.': {
    'pt-BR': 'mapping deve ser um objeto JSON.',
    es: 'mapping debe ser un objeto JSON.',
  },
  'rows is of a dry run only.': {
    'pt-BR': 'rows é apenas de uma simulação (dryRun).',
    es: 'rows es solo de una simulación (dryRun).',
  },
  'Idempotency-Key must be 8 to 128 printable ASCII characters.': {
    'pt-BR': 'Idempotency-Key deve ter de 8 a 128 caracteres ASCII imprimíveis.',
    es: 'Idempotency-Key debe tener de 8 a 128 caracteres ASCII imprimibles.',
  },
  'If-Match must be one ETag as it was answered, like "7".': {
    'pt-BR': 'If-Match deve ser um ETag como foi respondido, por exemplo "7".',
    es: 'If-Match debe ser un ETag tal como se respondió, por ejemplo "7".',
  },
  'Send contactIds or all, not both.': {
    'pt-BR': 'Envie contactIds ou all, não os dois.',
    es: 'Envíe contactIds o all, no ambos.',
  },
  'Send contactIds, or all: true.': {
    'pt-BR': 'Envie contactIds, ou all: true.',
    es: 'Envíe contactIds, o all: true.',
  },
  '{0} has a name that is empty, longer than {1} characters or holds control characters.': {
    'pt-BR': '{0} tem um nome vazio, com mais de {1} caracteres ou com caracteres de controle.',
    es: '{0} tiene un nombre vacío, de más de {1} caracteres o con caracteres de control.',
  },
} satisfies Wording;
