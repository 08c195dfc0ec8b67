import type { Wording } from './wording';

/** What a request or a command is refused with. */
export const refusalWording = {
  '{0} values are not valid: see errors.': {
    'pt-BR': '{0} valores não são válidos: veja errors.',
    es: '{0} valores no son válidos: vea errors.',
  },
  'The body is missing: send a JSON object.': {
    'pt-BR': 'O corpo está ausente: envie um objeto JSON.',
    es: 'Falta el cuerpo: envíe un objeto JSON.',
  },
  'The body must be a JSON object.': {
    'pt-BR': 'O corpo deve ser um objeto JSON.',
    es: 'El cuerpo debe ser un objeto JSON.',
  },
  'The body must be a JSON object with contacts.': {
    'pt-BR': 'O corpo deve ser um objeto JSON com contacts.',
    es: 'El cuerpo debe ser un objeto JSON con contacts.',
  },
  'The body ended too early.': {
    'pt-BR': 'O corpo terminou cedo demais.',
    es: 'El cuerpo terminó demasiado pronto.',
  },
  'The body is not readable.': {
    'pt-BR': 'O corpo não pode ser lido.',
    es: 'El cuerpo no puede leerse.',
  },
  'The body is not UTF-8.': {
    'pt-BR': 'O corpo não está em UTF-8.',
    es: 'El cuerpo no está en UTF-8.',
  },
  'The body is not JSON.': {
    'pt-BR': 'O corpo não é JSON.',
    es: 'El cuerpo no es JSON.',
  },
  'The body is not JSON: it breaks off at character {0}.': {
    'pt-BR': 'O corpo não é JSON: ele se interrompe no caractere {0}.',
    es: 'El cuerpo no es JSON: se interrumpe en el carácter {0}.',
  },
  'The body is not JSON: it ends too early.': {
    'pt-BR': 'O corpo não é JSON: ele termina cedo demais.',
    es: 'El cuerpo no es JSON: termina demasiado pronto.',
  },
  'The body is not JSON: it has a forbidden property name.': {
    'pt-BR': 'O corpo não é JSON: ele tem um nome de propriedade proibido.',
    es: 'El cuerpo no es JSON: tiene un nombre de propiedad prohibido.',
  },
  'The body is nested deeper than {0} levels.': {
    'pt-BR': 'O corpo tem mais de {0} níveis de aninhamento.',
    es: 'El cuerpo tiene más de {0} niveles de anidamiento.',
  },
  'The body is larger than this route takes.': {
    'pt-BR': 'O corpo é maior do que esta rota aceita.',
    es: 'El cuerpo es mayor de lo que acepta esta ruta.',
  },
  'The body did not get on: send it again.': {
    'pt-BR': 'O corpo não avançou: envie-o de novo.',
    es: 'El cuerpo no avanzó: envíelo de nuevo.',
  },
  'Too many bodies are on their way at this moment. Send this one again.': {
    'pt-BR': 'Há corpos demais a caminho neste momento. Envie este de novo.',
    es: 'Hay demasiados cuerpos en camino en este momento. Envíe este de nuevo.',
  },
  'This is no HTTP request.': {
    'pt-BR': 'Isto não é uma requisição HTTP.',
    es: 'Esto no es una solicitud HTTP.',
  },
  'The headers did not come in time.': {
    'pt-BR': 'Os cabeçalhos não chegaram a tempo.',
    es: 'Los encabezados no llegaron a tiempo.',
  },
  'The headers are larger than 16 KiB.': {
    'pt-BR': 'Os cabeçalhos têm mais de 16 KiB.',
    es: 'Los encabezados superan los 16 KiB.',
  },
  'The address cannot be decoded.': {
    'pt-BR': 'O endereço não pode ser decodificado.',
    es: 'La dirección no puede decodificarse.',
  },
  'Send application/json; a contact file as multipart/form-data.': {
    'pt-BR': 'Envie application/json; um arquivo de contatos, como multipart/form-data.',
    es: 'Envíe application/json; un archivo de contactos, como multipart/form-data.',
  },
  'Send JSON with the content type application/json.': {
    'pt-BR': 'Envie JSON com o tipo de conteúdo application/json.',
    es: 'Envíe JSON con el tipo de contenido application/json.',
  },
  'Only {0} is possible here.': {
    'pt-BR': 'Aqui só é possível {0}.',
    es: 'Aquí solo es posible {0}.',
  },
  'There is nothing at this address, or nothing this key may see.': {
    'pt-BR': 'Não há nada neste endereço, ou nada que esta chave possa ver.',
    es: 'No hay nada en esta dirección, o nada que esta clave pueda ver.',
  },
  'It is not at the ETag or date that was sent.': {
    'pt-BR': 'Não está no ETag ou na data enviados.',
    es: 'No está en el ETag o la fecha que se envió.',
  },
  'There is no such range of it.': {
    'pt-BR': 'Esse intervalo não existe.',
    es: 'No existe ese rango.',
  },
  'The file has {0} bytes: there is no such range of it.': {
    'pt-BR': 'O arquivo tem {0} bytes: esse intervalo não existe.',
    es: 'El archivo tiene {0} bytes: no existe ese rango.',
  },
  'The key "{0}" lacks the permission {1}.': {
    'pt-BR': 'A chave "{0}" não tem a permissão {1}.',
    es: 'La clave "{0}" no tiene el permiso {1}.',
  },
  'Only a key of every subaccount (*) can do that.': {
    'pt-BR': 'Somente uma chave de todas as subcontas (*) pode fazer isso.',
    es: 'Solo una clave de todas las subcuentas (*) puede hacer eso.',
  },
  'A key of every subaccount (*) is told why.': {
    'pt-BR': 'A uma chave de todas as subcontas (*) se diz por quê.',
    es: 'A una clave de todas las subcuentas (*) se le dice por qué.',
  },
  'You are not signed in any more. Sign in again.': {
    'pt-BR': 'Sua sessão terminou. Entre de novo.',
    es: 'Su sesión terminó. Inicie sesión de nuevo.',
  },
  'Send a key: Authorization: Bearer <key>.': {
    'pt-BR': 'Envie uma chave: Authorization: Bearer <chave>.',
    es: 'Envíe una clave: Authorization: Bearer <clave>.',
  },
  'The Authorization header is not of the form Bearer <key>.': {
    'pt-BR': 'O cabeçalho Authorization não tem a forma Bearer <chave>.',
    es: 'El encabezado Authorization no tiene la forma Bearer <clave>.',
  },
  'The key is unknown or revoked.': {
    'pt-BR': 'A chave é desconhecida ou foi revogada.',
    es: 'La clave es desconocida o fue revocada.',
  },
  'Send a key or a token, not both.': {
    'pt-BR': 'Envie uma chave ou um token, não os dois.',
    es: 'Envíe una clave o un token, no ambos.',
  },
  'Send a key, or the token of a login link.': {
    'pt-BR': 'Envie uma chave ou o token de um link de acesso.',
    es: 'Envíe una clave o el token de un enlace de acceso.',
  },
  'The link was used already, or is older than 5 minutes.': {
    'pt-BR': 'O link já foi usado ou tem mais de 5 minutos.',
    es: 'El enlace ya se usó o tiene más de 5 minutos.',
  },
  'What changes something by a session must come from a page of this engine. Programs use a key.': {
    'pt-BR': 'O que altera algo por uma sessão deve vir de uma página deste motor. Programas usam uma chave.',
    es: 'Lo que cambia algo mediante una sesión debe venir de una página de este motor. Los programas usan una clave.',
  },
  'This key has made too many requests.': {
    'pt-BR': 'Esta chave fez requisições demais.',
    es: 'Esta clave hizo demasiadas solicitudes.',
  },
  'This key has made too many requests. Try again in {0} second.': {
    'pt-BR': 'Esta chave fez requisições demais. Tente de novo em {0} segundo.',
    es: 'Esta clave hizo demasiadas solicitudes. Inténtelo de nuevo en {0} segundo.',
  },
  'This key has made too many requests. Try again in {0} seconds.': {
    'pt-BR': 'Esta chave fez requisições demais. Tente de novo em {0} segundos.',
    es: 'Esta clave hizo demasiadas solicitudes. Inténtelo de nuevo en {0} segundos.',
  },
  'Too many wrong keys came from this address. A right one is taken.': {
    'pt-BR': 'Chaves erradas demais vieram deste endereço. Uma chave certa é aceita.',
    es: 'Llegaron demasiadas claves erróneas desde esta dirección. Una correcta se acepta.',
  },
  'Too many wrong keys came from this address. A right one is taken. Try again in {0} second.': {
    'pt-BR': 'Chaves erradas demais vieram deste endereço. Uma chave certa é aceita. Tente de novo em {0} segundo.',
    es: 'Llegaron demasiadas claves erróneas desde esta dirección. Una correcta se acepta. Inténtelo de nuevo en {0} segundo.',
  },
  'Too many wrong keys came from this address. A right one is taken. Try again in {0} seconds.': {
    'pt-BR': 'Chaves erradas demais vieram deste endereço. Uma chave certa é aceita. Tente de novo em {0} segundos.',
    es: 'Llegaron demasiadas claves erróneas desde esta dirección. Una correcta se acepta. Inténtelo de nuevo en {0} segundos.',
  },
  'The engine is taking {0} uploads at this moment. Send this one again when one of them is through.': {
    'pt-BR': 'O motor está recebendo {0} carregamentos neste momento. Envie este de novo quando um deles terminar.',
    es: 'El motor está recibiendo {0} cargas en este momento. Envíe esta de nuevo cuando termine una de ellas.',
  },
  'This subaccount is taking {0} uploads at this moment. Send this one again when one of them is through.': {
    'pt-BR':
      'Esta subconta está recebendo {0} carregamentos neste momento. Envie este de novo quando um deles terminar.',
    es: 'Esta subcuenta está recibiendo {0} cargas en este momento. Envíe esta de nuevo cuando termine una de ellas.',
  },
  'The request failed through no fault of its own. The engine logged why.': {
    'pt-BR': 'A requisição falhou, e não por culpa dela. O motor registrou o motivo no log.',
    es: 'La solicitud falló, y no por culpa suya. El motor registró el motivo en el log.',
  },
  'The store cannot be reached at the moment. Try again.': {
    'pt-BR': 'O armazenamento está inacessível no momento. Tente de novo.',
    es: 'El almacenamiento es inaccesible en este momento. Inténtelo de nuevo.',
  },
  'The store does not take this at the moment; nothing was written. Try again.': {
    'pt-BR': 'O armazenamento não aceita isto no momento; nada foi gravado. Tente de novo.',
    es: 'El almacenamiento no acepta esto en este momento; no se escribió nada. Inténtelo de nuevo.',
  },
  'The disk is full; nothing was recorded.': {
    'pt-BR': 'O disco está cheio; nada foi gravado.',
    es: 'El disco está lleno; no se registró nada.',
  },
  'The disk is full: the file could not be stored, and nothing of it was kept.': {
    'pt-BR': 'O disco está cheio: o arquivo não pôde ser guardado, e nada dele foi mantido.',
    es: 'El disco está lleno: el archivo no pudo guardarse y no se conservó nada de él.',
  },
  'The provider broke off before the file began. Try again.': {
    'pt-BR': 'O provedor interrompeu antes do início do arquivo. Tente de novo.',
    es: 'El proveedor interrumpió antes de que empezara el archivo. Inténtelo de nuevo.',
  },
  'A later version of Arauto has written of this. Ask that version.': {
    'pt-BR': 'Uma versão posterior do Arauto escreveu sobre isto. Pergunte a essa versão.',
    es: 'Una versión posterior de Arauto escribió sobre esto. Pregunte a esa versión.',
  },
  'Whether this was recorded is not known. Repeat it with the same Idempotency-Key, or look first.': {
    'pt-BR': 'Não se sabe se isto foi gravado. Repita com a mesma Idempotency-Key ou verifique antes.',
    es: 'No se sabe si esto se registró. Repítalo con la misma Idempotency-Key o compruébelo antes.',
  },
  'It changed at the same moment. Read it again and try again.': {
    'pt-BR': 'Mudou no mesmo instante. Leia de novo e tente outra vez.',
    es: 'Cambió en el mismo momento. Léalo de nuevo e inténtelo otra vez.',
  },
  'It changed at the same moment, several times. Try again.': {
    'pt-BR': 'Mudou no mesmo instante, várias vezes. Tente de novo.',
    es: 'Cambió en el mismo momento, varias veces. Inténtelo de nuevo.',
  },
  'It is at revision {0}, not at {1}. Read it again and decide again.': {
    'pt-BR': 'Está na revisão {0}, não na {1}. Leia de novo e decida outra vez.',
    es: 'Está en la revisión {0}, no en la {1}. Léalo de nuevo y decida otra vez.',
  },
  'This Idempotency-Key was used with another body. Use a new key for a new request.': {
    'pt-BR': 'Esta Idempotency-Key foi usada com outro corpo. Use uma nova chave para uma nova requisição.',
    es: 'Esta Idempotency-Key se usó con otro cuerpo. Use una clave nueva para una solicitud nueva.',
  },
  'What should be recorded is larger than one append takes.': {
    'pt-BR': 'O que deve ser gravado é maior do que cabe em uma gravação.',
    es: 'Lo que debe registrarse es mayor de lo que cabe en un registro.',
  },
  'It was deleted for good.': {
    'pt-BR': 'Foi excluído em definitivo.',
    es: 'Se eliminó definitivamente.',
  },
  'The views have not got to ?after= yet. Try again.': {
    'pt-BR': 'As visões ainda não chegaram a ?after=. Tente de novo.',
    es: 'Las vistas aún no llegaron a ?after=. Inténtelo de nuevo.',
  },
  'The {0} views have not got to {1} yet. Try again in a moment.': {
    'pt-BR': 'As visões {0} ainda não chegaram a {1}. Tente de novo em instantes.',
    es: 'Las vistas {0} aún no llegaron a {1}. Inténtelo de nuevo en un momento.',
  },
  'The {0} views are being made from the log. Try again.': {
    'pt-BR': 'As visões {0} estão sendo refeitas a partir do log. Tente de novo.',
    es: 'Las vistas {0} se están rehaciendo a partir del log. Inténtelo de nuevo.',
  },
  'The {0} views are being made from the log: {1} % of it. Try again.': {
    'pt-BR': 'As visões {0} estão sendo refeitas a partir do log: {1} % dele. Tente de novo.',
    es: 'Las vistas {0} se están rehaciendo a partir del log: {1} % de él. Inténtelo de nuevo.',
  },
  'A file of views is damaged and is being made anew.': {
    'pt-BR': 'Um arquivo de visões está danificado e está sendo refeito.',
    es: 'Un archivo de vistas está dañado y se está rehaciendo.',
  },
  'A webhook is application/json.': {
    'pt-BR': 'Um webhook é application/json.',
    es: 'Un webhook es application/json.',
  },
  'The signature does not fit the body.': {
    'pt-BR': 'A assinatura não corresponde ao corpo.',
    es: 'La firma no corresponde al cuerpo.',
  },
  'The token at the end of the address is wrong.': {
    'pt-BR': 'O token no fim do endereço está errado.',
    es: 'El token al final de la dirección es incorrecto.',
  },
  'The store did not take the webhook. Send it again.': {
    'pt-BR': 'O armazenamento não aceitou o webhook. Envie-o de novo.',
    es: 'El almacenamiento no aceptó el webhook. Envíelo de nuevo.',
  },
  'The verify token or mode is wrong.': {
    'pt-BR': 'O verify token ou o modo está errado.',
    es: 'El verify token o el modo es incorrecto.',
  },
  'There is no such campaign.': {
    'pt-BR': 'Não existe essa campanha.',
    es: 'No existe esa campaña.',
  },
  'There is no such sender.': {
    'pt-BR': 'Não existe esse remetente.',
    es: 'No existe ese remitente.',
  },
  'There is no such template.': {
    'pt-BR': 'Não existe esse template.',
    es: 'No existe esa plantilla.',
  },
  'There is no such contact.': {
    'pt-BR': 'Não existe esse contato.',
    es: 'No existe ese contacto.',
  },
  'There is no such conversation.': {
    'pt-BR': 'Não existe essa conversa.',
    es: 'No existe esa conversación.',
  },
  'There is no such conversation in which a person wrote.': {
    'pt-BR': 'Não existe essa conversa em que uma pessoa tenha escrito.',
    es: 'No existe esa conversación en la que haya escrito una persona.',
  },
  'There is no such message of a person in this conversation.': {
    'pt-BR': 'Não existe essa mensagem de uma pessoa nesta conversa.',
    es: 'No existe ese mensaje de una persona en esta conversación.',
  },
  'There is no such stream.': {
    'pt-BR': 'Não existe esse stream.',
    es: 'No existe ese stream.',
  },
  'There is no such export.': {
    'pt-BR': 'Não existe essa exportação.',
    es: 'No existe esa exportación.',
  },
  'There is no such row.': {
    'pt-BR': 'Não existe essa linha.',
    es: 'No existe esa fila.',
  },
  'There is no such search.': {
    'pt-BR': 'Não existe essa busca.',
    es: 'No existe esa búsqueda.',
  },
  'There is no such subaccount.': {
    'pt-BR': 'Não existe essa subconta.',
    es: 'No existe esa subcuenta.',
  },
  'There is no such key.': {
    'pt-BR': 'Não existe essa chave.',
    es: 'No existe esa clave.',
  },
  'There is no such upload.': {
    'pt-BR': 'Não existe esse carregamento.',
    es: 'No existe esa carga.',
  },
  'There is no such verification.': {
    'pt-BR': 'Não existe essa verificação.',
    es: 'No existe esa verificación.',
  },
  'There is no such projection.': {
    'pt-BR': 'Não existe essa projeção.',
    es: 'No existe esa proyección.',
  },
  'A campaign that is {0} takes no file to send.': {
    'pt-BR': 'Uma campanha com o status {0} não recebe arquivo para enviar.',
    es: 'Una campaña en estado {0} no recibe un archivo para enviar.',
  },
  'A new campaign has no files yet: create it with a link or other content, upload the file to it, then edit its content.':
    {
      'pt-BR':
        'Uma campanha nova ainda não tem arquivos: crie-a com um link ou outro conteúdo, envie o arquivo a ela e depois edite o conteúdo.',
      es: 'Una campaña nueva todavía no tiene archivos: créela con un enlace u otro contenido, súbale el archivo y después edite su contenido.',
    },
  'The campaign has no file {0}: upload it to this campaign first.': {
    'pt-BR': 'A campanha não tem o arquivo {0}: envie-o antes a esta campanha.',
    es: 'La campaña no tiene el archivo {0}: súbalo antes a esta campaña.',
  },
  'The file {0} is of the type {1}, which is not sent as {2}.': {
    'pt-BR': 'O arquivo {0} é do tipo {1}, que não se envia como {2}.',
    es: 'El archivo {0} es del tipo {1}, que no se envía como {2}.',
  },
  'The number {0} is at a provider that takes files by their link alone. Give the file by a link, or leave the number out.':
    {
      'pt-BR':
        'O número {0} é de um provedor que só aceita arquivos por link. Indique o arquivo por um link ou retire o número.',
      es: 'El número {0} es de un proveedor que solo acepta archivos por enlace. Indique el archivo por un enlace o quite el número.',
    },
  'A campaign that is {0} does not allow cancel.': {
    'pt-BR': 'Uma campanha com o status {0} não pode ser cancelada.',
    es: 'Una campaña en estado {0} no puede cancelarse.',
  },
  'A campaign that is {0} does not allow edit.': {
    'pt-BR': 'Uma campanha com o status {0} não pode ser editada.',
    es: 'Una campaña en estado {0} no puede editarse.',
  },
  'A campaign that is {0} does not allow pause.': {
    'pt-BR': 'Uma campanha com o status {0} não pode ser pausada.',
    es: 'Una campaña en estado {0} no puede pausarse.',
  },
  'A campaign that is {0} does not allow remove_contact.': {
    'pt-BR': 'De uma campanha com o status {0} não se podem remover contatos.',
    es: 'De una campaña en estado {0} no pueden eliminarse contactos.',
  },
  'A campaign that is {0} does not allow resume.': {
    'pt-BR': 'Uma campanha com o status {0} não pode ser retomada.',
    es: 'Una campaña en estado {0} no puede reanudarse.',
  },
  'A campaign that is {0} does not allow retry_failed.': {
    'pt-BR': 'Uma campanha com o status {0} não permite reenviar aos que falharam.',
    es: 'Una campaña en estado {0} no permite reintentar los fallidos.',
  },
  'A campaign that is {0} does not allow schedule.': {
    'pt-BR': 'Uma campanha com o status {0} não pode ser agendada.',
    es: 'Una campaña en estado {0} no puede programarse.',
  },
  'A campaign that is {0} does not allow start.': {
    'pt-BR': 'Uma campanha com o status {0} não pode ser iniciada.',
    es: 'Una campaña en estado {0} no puede iniciarse.',
  },
  'A campaign that is {0} does not allow test.': {
    'pt-BR': 'Uma campanha com o status {0} não permite envios de teste.',
    es: 'Una campaña en estado {0} no permite envíos de prueba.',
  },
  'A campaign that is {0} does not allow unschedule.': {
    'pt-BR': 'Uma campanha com o status {0} não pode ter o agendamento desfeito.',
    es: 'A una campaña en estado {0} no se le puede quitar la programación.',
  },
  'A campaign that is {0} does not allow upload.': {
    'pt-BR': 'Uma campanha com o status {0} não aceita carregamentos.',
    es: 'Una campaña en estado {0} no admite cargas.',
  },
  'A paused campaign lets only pace and retryPolicy change, not {0}.': {
    'pt-BR': 'Uma campanha pausada só permite mudar pace e retryPolicy, não {0}.',
    es: 'Una campaña en pausa solo permite cambiar pace y retryPolicy, no {0}.',
  },
  '{0} in {1} has passed.': {
    'pt-BR': '{0} em {1} já passou.',
    es: '{0} en {1} ya pasó.',
  },
  'A contact file is still being read. Wait until it is done.': {
    'pt-BR': 'Um arquivo de contatos ainda está sendo lido. Espere terminar.',
    es: 'Todavía se está leyendo un archivo de contactos. Espere a que termine.',
  },
  'The campaign cannot start yet.': {
    'pt-BR': 'A campanha ainda não pode começar.',
    es: 'La campaña todavía no puede empezar.',
  },
  'Upload contacts first.': {
    'pt-BR': 'Carregue contatos primeiro.',
    es: 'Cargue contactos primero.',
  },
  'No uploaded row can be sent: see the verdicts of the uploads.': {
    'pt-BR': 'Nenhuma linha carregada pode ser enviada: veja os vereditos dos carregamentos.',
    es: 'Ninguna fila cargada puede enviarse: vea los veredictos de las cargas.',
  },
  'Nobody would be sent to: every contact has ended or is suppressed.': {
    'pt-BR': 'Ninguém receberia: todos os contatos terminaram ou estão suprimidos.',
    es: 'Nadie recibiría nada: todos los contactos terminaron o están suprimidos.',
  },
  'Whoever has no open session when their turn comes ends in error: the campaign has no fallback template for them.': {
    'pt-BR':
      'Quem não tiver uma sessão aberta quando chegar a sua vez termina em erro: a campanha não tem template de reserva.',
    es: 'Quien no tenga una sesión abierta cuando llegue su turno termina en error: la campaña no tiene plantilla de reserva.',
  },
  'People beyond the messaging limit, who end in error: at least {0}. The campaign can wait for places instead.': {
    'pt-BR':
      'Pessoas além do limite de mensagens, que terminam em erro: pelo menos {0}. A campanha pode esperar por vagas.',
    es: 'Personas por encima del límite de mensajes, que terminan en error: al menos {0}. La campaña puede esperar lugares.',
  },
  'People beyond the warm-up plan of the number, who end in error: at least {0}. The campaign can wait for places instead.':
    {
      'pt-BR':
        'Pessoas além do plano de aquecimento do número, que terminam em erro: pelo menos {0}. A campanha pode esperar por vagas.',
      es: 'Personas por encima del plan de calentamiento del número, que terminan en error: al menos {0}. La campaña puede esperar lugares.',
    },
  'Nothing is sent before {0}: the send window is closed until then.': {
    'pt-BR': 'Nada é enviado antes de {0}: a janela de envio está fechada até lá.',
    es: 'No se envía nada antes del {0}: la ventana de envío está cerrada hasta entonces.',
  },
  'Either limits or curve must be given.': {
    'pt-BR': 'Informe limits ou curve, um dos dois.',
    es: 'Indique limits o curve, uno de los dos.',
  },
  'The template is not there.': {
    'pt-BR': 'O template não existe.',
    es: 'La plantilla no existe.',
  },
  'The template is {0}; only an approved one can be sent.': {
    'pt-BR': 'O template está com o status {0}; só um aprovado pode ser enviado.',
    es: 'La plantilla está en estado {0}; solo puede enviarse una aprobada.',
  },
  'The sender is not there.': {
    'pt-BR': 'O remetente não existe.',
    es: 'El remitente no existe.',
  },
  'The sender is paused ({0}). Resume it first.': {
    'pt-BR': 'O remetente está pausado ({0}). Retome-o primeiro.',
    es: 'El remitente está en pausa ({0}). Reanúdelo primero.',
  },
  'The number {0} is of another account, which has no template {1} in {2}. Register it there, or sync its templates.': {
    'pt-BR':
      'O número {0} é de outra conta, que não tem o template {1} em {2}. Cadastre-o lá ou sincronize os templates dela.',
    es: 'El número {0} es de otra cuenta, que no tiene la plantilla {1} en {2}. Regístrela allí o sincronice sus plantillas.',
  },
  'The template {0} in {1} is {2} at the number {3}; only an approved one can be sent.': {
    'pt-BR': 'O template {0} em {1} está {2} no número {3}; só um aprovado pode ser enviado.',
    es: 'La plantilla {0} en {1} está {2} en el número {3}; solo se puede enviar una aprobada.',
  },
  'The template {0} in {1} says something else at the number {2}. What is sent must be the same from every number.': {
    'pt-BR': 'O template {0} em {1} diz outra coisa no número {2}. O que é enviado deve ser igual em todos os números.',
    es: 'La plantilla {0} en {1} dice otra cosa en el número {2}. Lo que se envía debe ser igual desde todos los números.',
  },
  'By the clocks of these countries the send window is closed at first, of the first of them until {0}: {1}.': {
    'pt-BR': 'Pelos relógios destes países a janela de envio está fechada no início, no primeiro deles até {0}: {1}.',
    es: 'Según los relojes de estos países la ventana de envío está cerrada al principio, en el primero de ellos hasta {0}: {1}.',
  },
  'There is no hour at which the send window is open in all time zones of these countries, so that contacts there wait for ever: {0}. Make it longer, or let it go by the clocks of the campaign.':
    {
      'pt-BR':
        'Não há hora em que a janela de envio esteja aberta em todos os fusos destes países, de modo que os contatos de lá esperam para sempre: {0}. Aumente-a ou deixe que siga os relógios da campanha.',
      es: 'No hay hora en que la ventana de envío esté abierta en todas las zonas horarias de estos países, así que los contactos de allí esperan para siempre: {0}. Hágala más larga o déjela seguir los relojes de la campaña.',
    },
  'The platform has not confirmed the sender yet. Check its connection and credentials.': {
    'pt-BR': 'A plataforma ainda não confirmou o remetente. Verifique a conexão e as credenciais dele.',
    es: 'La plataforma aún no confirmó el remitente. Revise su conexión y sus credenciales.',
  },
  'No contact of this campaign is {0}.': {
    'pt-BR': 'Nenhum contato desta campanha está como {0}.',
    es: 'Ningún contacto de esta campaña está como {0}.',
  },
  'Only a contact whose outcome is unknown can be assumed.': {
    'pt-BR': 'Só se pode assumir o resultado de um contato cujo resultado é desconhecido.',
    es: 'Solo puede asumirse el resultado de un contacto cuyo resultado es desconocido.',
  },
  'The contact does not wait to be sent.': {
    'pt-BR': 'O contato não está à espera de envio.',
    es: 'El contacto no está a la espera de envío.',
  },
  'This person is already a contact of the campaign.': {
    'pt-BR': 'Esta pessoa já é um contato da campanha.',
    es: 'Esta persona ya es un contacto de la campaña.',
  },
  'Only a contact that waits to be sent can be removed.': {
    'pt-BR': 'Só um contato à espera de envio pode ser removido.',
    es: 'Solo puede eliminarse un contacto a la espera de envío.',
  },
  'A sender with this {0} is registered already.': {
    'pt-BR': 'Já existe um remetente registrado com este {0}.',
    es: 'Ya hay un remitente registrado con este {0}.',
  },
  'A key cannot give the role {0}: it does not have it.': {
    'pt-BR': 'Uma chave não pode conceder o papel {0}: ela não o tem.',
    es: 'Una clave no puede otorgar el rol {0}: no lo tiene.',
  },
  'The person took this message back.': {
    'pt-BR': 'A pessoa apagou esta mensagem.',
    es: 'La persona eliminó este mensaje.',
  },
  'What the person sent was erased.': {
    'pt-BR': 'O que a pessoa enviou foi eliminado.',
    es: 'Lo que envió la persona se suprimió.',
  },
  'This message has no file.': {
    'pt-BR': 'Esta mensagem não tem arquivo.',
    es: 'Este mensaje no tiene archivo.',
  },
  'The provider has this file no more: it keeps what persons send for 7 days, and it was not kept here.': {
    'pt-BR':
      'O provedor não tem mais este arquivo: ele guarda por 7 dias o que as pessoas enviam, e aqui não foi guardado.',
    es: 'El proveedor ya no tiene este archivo: guarda 7 días lo que envían las personas, y aquí no se guardó.',
  },
  'The provider did not hand the file out. It answered {0}.': {
    'pt-BR': 'O provedor não entregou o arquivo. Respondeu {0}.',
    es: 'El proveedor no entregó el archivo. Respondió {0}.',
  },
  'The provider did not hand the file out. {0} ({1}).': {
    'pt-BR': 'O provedor não entregou o arquivo. {0} ({1}).',
    es: 'El proveedor no entregó el archivo. {0} ({1}).',
  },
  'Write it whole, as in +5511900001234.': {
    'pt-BR': 'Escreva-o por inteiro, como em +5511900001234.',
    es: 'Escríbalo completo, como en +5511900001234.',
  },
  '`phone` is no phone number where the subaccounts are. Write it whole, as in +5511900001234.': {
    'pt-BR':
      '`phone` não é um número de telefone onde as subcontas estão. Escreva-o por inteiro, como em +5511900001234.',
    es: '`phone` no es un número de teléfono donde están las subcuentas. Escríbalo completo, como en +5511900001234.',
  },
  'What people wrote has no status: group by something else, or give type=MT.': {
    'pt-BR': 'O que as pessoas escreveram não tem status: agrupe por outra coisa ou informe type=MT.',
    es: 'Lo que escribieron las personas no tiene estado: agrupe por otra cosa o indique type=MT.',
  },
  'These are more than {0} groups: give a shorter period.': {
    'pt-BR': 'São mais de {0} grupos: informe um período menor.',
    es: 'Son más de {0} grupos: indique un período más corto.',
  },
  'An export of {0} needs contact:read, which the roles of this key do not have.': {
    'pt-BR': 'Uma exportação de {0} exige contact:read, que os papéis desta chave não têm.',
    es: 'Una exportación de {0} requiere contact:read, que los roles de esta clave no tienen.',
  },
  'An export of {0} needs event:read, which the roles of this key do not have.': {
    'pt-BR': 'Uma exportação de {0} exige event:read, que os papéis desta chave não têm.',
    es: 'Una exportación de {0} requiere event:read, que los roles de esta clave no tienen.',
  },
  'An export of {0} needs report:read, which the roles of this key do not have.': {
    'pt-BR': 'Uma exportação de {0} exige report:read, que os papéis desta chave não têm.',
    es: 'Una exportación de {0} requiere report:read, que los roles de esta clave no tienen.',
  },
  'This file shows phones and names, which the roles of this key do not.': {
    'pt-BR': 'Este arquivo mostra telefones e nomes, o que os papéis desta chave não permitem.',
    es: 'Este archivo muestra teléfonos y nombres, lo que los roles de esta clave no permiten.',
  },
  'The file of this export is gone. Ask for the export again.': {
    'pt-BR': 'O arquivo desta exportação não existe mais. Peça a exportação de novo.',
    es: 'El archivo de esta exportación ya no existe. Pida la exportación de nuevo.',
  },
  'The file of this export is not where it was kept. Ask for the export again.': {
    'pt-BR': 'O arquivo desta exportação não está onde foi guardado. Peça a exportação de novo.',
    es: 'El archivo de esta exportación no está donde se guardó. Pida la exportación de nuevo.',
  },
  'The file of this export is not where it was kept: somebody removed it. Ask for the export again.': {
    'pt-BR': 'O arquivo desta exportação não está onde foi guardado: alguém o removeu. Peça a exportação de novo.',
    es: 'El archivo de esta exportación no está donde se guardó: alguien lo quitó. Pida la exportación de nuevo.',
  },
  'The export has not begun yet: there is no file.': {
    'pt-BR': 'A exportação ainda não começou: não há arquivo.',
    es: 'La exportación aún no empezó: no hay archivo.',
  },
  'The export is still being made: there is no file yet.': {
    'pt-BR': 'A exportação ainda está sendo gerada: não há arquivo por enquanto.',
    es: 'La exportación aún se está generando: todavía no hay archivo.',
  },
  'The export failed: there is no file. Its error says why.': {
    'pt-BR': 'A exportação falhou: não há arquivo. O erro dela diz por quê.',
    es: 'La exportación falló: no hay archivo. Su error dice por qué.',
  },
  'The export was canceled: there is no file.': {
    'pt-BR': 'A exportação foi cancelada: não há arquivo.',
    es: 'La exportación se canceló: no hay archivo.',
  },
  '{0} exports of this key wait or are being made already, and {1} may. Wait for one of them, or cancel one.': {
    'pt-BR':
      '{0} exportações desta chave já esperam ou estão sendo geradas, e o limite é {1}. Espere uma delas ou cancele uma.',
    es: '{0} exportaciones de esta clave ya esperan o se están generando, y el límite es {1}. Espere una de ellas o cancele una.',
  },
  'An export of {0} comes as ndjson.': {
    'pt-BR': 'Uma exportação de {0} vem como ndjson.',
    es: 'Una exportación de {0} viene como ndjson.',
  },
  'An export of {0} comes as {1}.': {
    'pt-BR': 'Uma exportação de {0} vem como {1}.',
    es: 'Una exportación de {0} viene como {1}.',
  },
  'A pdf has at most {0} rows: narrow the search, or take the report as csv or xlsx.': {
    'pt-BR': 'Um pdf tem no máximo {0} linhas: restrinja a busca ou use csv ou xlsx.',
    es: 'Un pdf tiene como máximo {0} filas: acote la búsqueda o use csv o xlsx.',
  },
  'A PDF has at most {0} rows: narrow the search, or take the report as csv or xlsx.': {
    'pt-BR': 'Um PDF tem no máximo {0} linhas: restrinja a busca ou use csv ou xlsx.',
    es: 'Un PDF tiene como máximo {0} filas: acote la búsqueda o use csv o xlsx.',
  },
  'The store forgot the moment of the export {0} times before all of it was read. Narrow the search, or let the store remember for longer (minSnapshotHistoryWindowInSeconds).':
    {
      'pt-BR':
        'O armazenamento esqueceu {0} vezes o momento da exportação antes que tudo fosse lido. Restrinja a busca ou faça o armazenamento lembrar por mais tempo (minSnapshotHistoryWindowInSeconds).',
      es: 'El almacenamiento olvidó {0} veces el momento de la exportación antes de que se leyera todo. Acote la búsqueda o haga que el almacenamiento recuerde por más tiempo (minSnapshotHistoryWindowInSeconds).',
    },
  'Persons were erased each time it was made. Ask for it again.': {
    'pt-BR': 'A cada vez que foi gerada, pessoas foram eliminadas. Peça-a de novo.',
    es: 'Cada vez que se generó, se suprimieron personas. Pídala de nuevo.',
  },
  'The file could not be stored, {0} times: {1}. Ask for it again once whoever runs the engine has mended that.': {
    'pt-BR':
      'O arquivo não pôde ser guardado, {0} vezes: {1}. Peça-o de novo quando quem opera o motor tiver corrigido isso.',
    es: 'El archivo no pudo guardarse, {0} veces: {1}. Pídalo de nuevo cuando quien opera el motor lo haya corregido.',
  },
  'The file could not be made, {0} times. Ask for it again.': {
    'pt-BR': 'O arquivo não pôde ser gerado, {0} vezes. Peça-o de novo.',
    es: 'El archivo no pudo generarse, {0} veces. Pídalo de nuevo.',
  },
  'A person was erased while the file was being made.': {
    'pt-BR': 'Uma pessoa foi eliminada enquanto o arquivo era gerado.',
    es: 'Se suprimió a una persona mientras se generaba el archivo.',
  },
  'The export was begun {0} times and never ended.': {
    'pt-BR': 'A exportação começou {0} vezes e nunca terminou.',
    es: 'La exportación empezó {0} veces y nunca terminó.',
  },
  'Files of exports cannot be stored: {0}.': {
    'pt-BR': 'Arquivos de exportações não podem ser guardados: {0}.',
    es: 'Los archivos de exportaciones no pueden guardarse: {0}.',
  },
  'where files of exports are kept is no folder': {
    'pt-BR': 'o lugar dos arquivos de exportações não é uma pasta',
    es: 'el lugar de los archivos de exportaciones no es una carpeta',
  },
  'the folder of exports is not there': {
    'pt-BR': 'a pasta de exportações não existe',
    es: 'la carpeta de exportaciones no existe',
  },
  'the folder of exports may not be written to': {
    'pt-BR': 'a pasta de exportações não permite gravação',
    es: 'la carpeta de exportaciones no permite escritura',
  },
  'the disk of the folder of exports fails': {
    'pt-BR': 'o disco da pasta de exportações está falhando',
    es: 'el disco de la carpeta de exportaciones está fallando',
  },
  'there is no room where files of exports are kept': {
    'pt-BR': 'não há espaço onde os arquivos de exportações são guardados',
    es: 'no hay espacio donde se guardan los archivos de exportaciones',
  },
  'Whom the export was to be filtered by was erased meanwhile. Ask for another export.': {
    'pt-BR': 'A pessoa pela qual a exportação seria filtrada foi eliminada nesse meio-tempo. Peça outra exportação.',
    es: 'La persona por la que se iba a filtrar la exportación se suprimió entretanto. Pida otra exportación.',
  },
  'The {0} that this search asks for is not there any more: edit its filters.': {
    'pt-BR': '{0}: o que esta busca pede não existe mais: edite os filtros dela.',
    es: '{0}: lo que pide esta búsqueda ya no existe: edite sus filtros.',
  },
  'Only whoever saved a search, or an admin, may change it. It can be copied.': {
    'pt-BR': 'Só quem salvou uma busca, ou um administrador, pode alterá-la. Ela pode ser copiada.',
    es: 'Solo quien guardó una búsqueda, o un administrador, puede cambiarla. Puede copiarse.',
  },
  'To schedule a search needs report:export, which the roles of this key do not have.': {
    'pt-BR': 'Agendar uma busca exige report:export, que os papéis desta chave não têm.',
    es: 'Programar una búsqueda requiere report:export, que los roles de esta clave no tienen.',
  },
  'There is a search of that name already.': {
    'pt-BR': 'Já existe uma busca com esse nome.',
    es: 'Ya existe una búsqueda con ese nombre.',
  },
  'The key that saved this search was revoked: copy it, and schedule the copy.': {
    'pt-BR': 'A chave que salvou esta busca foi revogada: copie a busca e agende a cópia.',
    es: 'La clave que guardó esta búsqueda fue revocada: copie la búsqueda y programe la copia.',
  },
  'The key that saved this search may not export it any more: copy it, and schedule the copy.': {
    'pt-BR': 'A chave que salvou esta busca não pode mais exportá-la: copie a busca e agende a cópia.',
    es: 'La clave que guardó esta búsqueda ya no puede exportarla: copie la búsqueda y programe la copia.',
  },
  'Whom this search asks for by {0} was erased: edit its filters.': {
    'pt-BR': 'A pessoa que esta busca pede por {0} foi eliminada: edite os filtros dela.',
    es: 'La persona que esta búsqueda pide por {0} se suprimió: edite sus filtros.',
  },
  'The file {0} is not there.': {
    'pt-BR': 'O arquivo {0} não existe.',
    es: 'El archivo {0} no existe.',
  },
} satisfies Wording;
