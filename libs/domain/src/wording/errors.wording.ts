import type { Wording } from './wording';

/** What an error code means, and what to do about it. */
export const errorWording = {
  'A template variable has no value': {
    'pt-BR': 'Uma variável do template está sem valor',
    es: 'Una variable de la plantilla no tiene valor',
  },
  'Accept the terms of WhatsApp Payments in WhatsApp Manager.': {
    'pt-BR': 'Aceite os termos do WhatsApp Payments no Gerenciador do WhatsApp.',
    es: 'Acepte los términos de WhatsApp Payments en el Administrador de WhatsApp.',
  },
  'Access token expired or invalid': {
    'pt-BR': 'Token de acesso vencido ou inválido',
    es: 'Token de acceso vencido o inválido',
  },
  'Access token not accepted': {
    'pt-BR': 'Token de acesso não aceito',
    es: 'Token de acceso no aceptado',
  },
  'Account in maintenance': {
    'pt-BR': 'Conta em manutenção',
    es: 'Cuenta en mantenimiento',
  },
  'Account limited after wrong template categories': {
    'pt-BR': 'Conta limitada por categorias de template incorretas',
    es: 'Cuenta limitada por categorías de plantilla incorrectas',
  },
  'Account locked': {
    'pt-BR': 'Conta bloqueada',
    es: 'Cuenta bloqueada',
  },
  'Account restricted for a policy violation': {
    'pt-BR': 'Conta restrita por violação de política',
    es: 'Cuenta restringida por infringir una política',
  },
  'Add the phone number of the person to the contact.': {
    'pt-BR': 'Inclua o número de telefone da pessoa no contato.',
    es: 'Agregue el número de teléfono de la persona al contacto.',
  },
  'Add the recipient, or use a real number.': {
    'pt-BR': 'Inclua o destinatário na lista ou use um número real.',
    es: 'Agregue al destinatario a la lista o use un número real.',
  },
  'Allow marketing messages on the Cloud API in WhatsApp Manager, then resume.': {
    'pt-BR': 'Permita mensagens de marketing na Cloud API, no Gerenciador do WhatsApp, e retome.',
    es: 'Permita los mensajes de marketing en la Cloud API, en el Administrador de WhatsApp, y reanude.',
  },
  'Ask the person to send it again, smaller if it is large.': {
    'pt-BR': 'Peça à pessoa que envie de novo, em tamanho menor se for grande.',
    es: 'Pida a la persona que lo envíe de nuevo, en menor tamaño si es grande.',
  },
  'Business number deleted': {
    'pt-BR': 'Número da empresa excluído',
    es: 'Número de la empresa eliminado',
  },
  'Campaign canceled before this contact': {
    'pt-BR': 'Campanha cancelada antes deste contato',
    es: 'Campaña cancelada antes de este contacto',
  },
  'Capability or permission missing': {
    'pt-BR': 'Falta um recurso ou uma permissão',
    es: 'Falta una capacidad o un permiso',
  },
  'Change the template and have it approved again.': {
    'pt-BR': 'Altere o template e submeta-o de novo à aprovação.',
    es: 'Cambie la plantilla y haga que la aprueben de nuevo.',
  },
  'Check network, address and certificate if it goes on; it is tried again.': {
    'pt-BR': 'Se continuar, verifique rede, endereço e certificado; há nova tentativa.',
    es: 'Si continúa, revise la red, la dirección y el certificado; se intenta de nuevo.',
  },
  'Check template and parameters; a new account is also held to small batches: go on later.': {
    'pt-BR':
      'Verifique o template e os parâmetros; uma conta nova também só envia lotes pequenos: continue mais tarde.',
    es: 'Revise la plantilla y los parámetros; una cuenta nueva también está limitada a lotes pequeños: continúe más tarde.',
  },
  'Check that the media link is public, fast and served over https.': {
    'pt-BR': 'Verifique se o link da mídia é público, rápido e servido por https.',
    es: 'Compruebe que el enlace del archivo multimedia sea público, rápido y por https.',
  },
  'Check the number: it has no WhatsApp account, has not accepted the terms, or uses a very old app.': {
    'pt-BR': 'Confira o número: não tem conta de WhatsApp, não aceitou os termos ou usa um aplicativo muito antigo.',
    es: 'Compruebe el número: no tiene cuenta de WhatsApp, no aceptó los términos o usa una aplicación muy antigua.',
  },
  'Check type, size and address of the media.': {
    'pt-BR': 'Verifique tipo, tamanho e endereço da mídia.',
    es: 'Revise el tipo, el tamaño y la dirección del archivo multimedia.',
  },
  'Compare template and mapping with the field that the details name.': {
    'pt-BR': 'Compare o template e o mapeamento com o campo indicado nos detalhes.',
    es: 'Compare la plantilla y el mapeo con el campo que indican los detalles.',
  },
  'Confirm the identity of the person before sending again.': {
    'pt-BR': 'Confirme a identidade da pessoa antes de enviar de novo.',
    es: 'Confirme la identidad de la persona antes de volver a enviar.',
  },
  'Connect another number as a sender; this one no longer exists.': {
    'pt-BR': 'Conecte outro número como remetente; este não existe mais.',
    es: 'Conecte otro número como remitente; este ya no existe.',
  },
  'Contact removed by an admin': {
    'pt-BR': 'Contato removido por um administrador',
    es: 'Contacto eliminado por un administrador',
  },
  'Content violates a WhatsApp policy': {
    'pt-BR': 'O conteúdo viola uma política do WhatsApp',
    es: 'El contenido infringe una política de WhatsApp',
  },
  'Correct connection and credentials of the number; then resume it, and its campaigns.': {
    'pt-BR': 'Corrija a conexão e as credenciais do número; depois retome o número e as campanhas dele.',
    es: 'Corrija la conexión y las credenciales del número; después reanude el número y sus campañas.',
  },
  'Correct the categories of the templates and resume after some hours: the limit lifts by itself.': {
    'pt-BR': 'Corrija as categorias dos templates e retome depois de algumas horas: o limite termina sozinho.',
    es: 'Corrija las categorías de las plantillas y reanude después de unas horas: el límite se levanta solo.',
  },
  'Correct the flow of this template in WhatsApp Manager.': {
    'pt-BR': 'Corrija o flow deste template no Gerenciador do WhatsApp.',
    es: 'Corrija el flow de esta plantilla en el Administrador de WhatsApp.',
  },
  'Correct the flow: until then only 10 messages an hour may carry it.': {
    'pt-BR': 'Corrija o flow: até lá só 10 mensagens por hora podem levá-lo.',
    es: 'Corrija el flow: hasta entonces solo 10 mensajes por hora pueden llevarlo.',
  },
  'Correct the number in the contact file and upload it again.': {
    'pt-BR': 'Corrija o número no arquivo de contatos e carregue-o de novo.',
    es: 'Corrija el número en el archivo de contactos y cárguelo de nuevo.',
  },
  'Correct the template as the details say.': {
    'pt-BR': 'Corrija o template conforme os detalhes.',
    es: 'Corrija la plantilla según los detalles.',
  },
  'Correct the value that the details name, often the phone or a link.': {
    'pt-BR': 'Corrija o valor indicado nos detalhes, em geral o telefone ou um link.',
    es: 'Corrija el valor que indican los detalles, a menudo el teléfono o un enlace.',
  },
  'Correct the value that the details name; check the mapping.': {
    'pt-BR': 'Corrija o valor indicado nos detalhes; verifique o mapeamento.',
    es: 'Corrija el valor que indican los detalles; revise el mapeo.',
  },
  'Correct the row and upload it again.': {
    'pt-BR': 'Corrija a linha e carregue-a de novo.',
    es: 'Corrija la fila y cárguela de nuevo.',
  },
  'Create a new template: this one will not come back.': {
    'pt-BR': 'Crie um novo template: este não volta mais.',
    es: 'Cree una plantilla nueva: esta no volverá.',
  },
  'Delete templates that are not used.': {
    'pt-BR': 'Exclua templates que não são usados.',
    es: 'Elimine las plantillas que no se usan.',
  },
  'Deregister the number again, then register it.': {
    'pt-BR': 'Cancele de novo o registro do número e depois registre-o.',
    es: 'Anule de nuevo el registro del número y después regístrelo.',
  },
  'Display name not approved': {
    'pt-BR': 'Nome de exibição não aprovado',
    es: 'Nombre para mostrar no aprobado',
  },
  'Do not resend: it would fail again; a person who writes first can be answered.': {
    'pt-BR': 'Não reenvie: falharia de novo; quem escreve primeiro pode receber resposta.',
    es: 'No lo reenvíe: fallaría de nuevo; a quien escribe primero se le puede responder.',
  },
  'Earlier deregistration failed': {
    'pt-BR': 'O cancelamento anterior do registro falhou',
    es: 'Falló la anulación anterior del registro',
  },
  'Fill the column for this contact or set a default.': {
    'pt-BR': 'Preencha a coluna para este contato ou defina um valor padrão.',
    es: 'Complete la columna para este contacto o defina un valor por defecto.',
  },
  'Finish the onboarding of the account, then resume.': {
    'pt-BR': 'Conclua a integração da conta e retome.',
    es: 'Termine la incorporación de la cuenta y reanude.',
  },
  'Flow blocked': {
    'pt-BR': 'Flow bloqueado',
    es: 'Flow bloqueado',
  },
  'Flow throttled': {
    'pt-BR': 'Flow limitado',
    es: 'Flow limitado',
  },
  'Give the access token the permission whatsapp_business_messaging for this account, then resume.': {
    'pt-BR': 'Dê ao token de acesso a permissão whatsapp_business_messaging para esta conta e retome.',
    es: 'Dé al token de acceso el permiso whatsapp_business_messaging para esta cuenta y reanude.',
  },
  'Give the campaign a fallback template.': {
    'pt-BR': 'Defina um template de fallback para a campanha.',
    es: 'Asigne a la campaña una plantilla de respaldo.',
  },
  'Give the sender a new access token, then resume.': {
    'pt-BR': 'Informe um novo token de acesso para o remetente e retome.',
    es: 'Asigne al remitente un nuevo token de acceso y reanude.',
  },
  'Give the sender a valid access token of a system user, then resume.': {
    'pt-BR': 'Informe para o remetente um token de acesso válido de um usuário do sistema e retome.',
    es: 'Asigne al remitente un token de acceso válido de un usuario del sistema y reanude.',
  },
  'Have the display name of the number approved, then resume.': {
    'pt-BR': 'Obtenha a aprovação do nome de exibição do número e retome.',
    es: 'Haga que aprueben el nombre para mostrar del número y reanude.',
  },
  'No room in the warm-up plan of the number': {
    'pt-BR': 'Sem vaga no plano de aquecimento do número',
    es: 'Sin lugar en el plan de calentamiento del número',
  },
  'Held back to protect the person from too much marketing': {
    'pt-BR': 'Retida para proteger a pessoa do excesso de marketing',
    es: 'Retenido para proteger a la persona del exceso de marketing',
  },
  'Identity of the recipient changed': {
    'pt-BR': 'A identidade do destinatário mudou',
    es: 'La identidad del destinatario cambió',
  },
  'If it goes on, compare template and parameters with the details.': {
    'pt-BR': 'Se continuar, compare o template e os parâmetros com os detalhes.',
    es: 'Si continúa, compare la plantilla y los parámetros con los detalles.',
  },
  'Inbound media could not be downloaded': {
    'pt-BR': 'A mídia recebida não pôde ser baixada',
    es: 'No se pudo descargar el archivo multimedia recibido',
  },
  'Invalid request or server error': {
    'pt-BR': 'Requisição inválida ou erro do servidor',
    es: 'Solicitud inválida o error del servidor',
  },
  'It is tried again by itself, as often as the campaign allows; who failed in the end can be sent to by a retry of the failed.':
    {
      'pt-BR':
        'Há novas tentativas automáticas, tantas quantas a campanha permite; quem falhar no fim pode receber por um reenvio dos que falharam.',
      es: 'Se intenta de nuevo automáticamente, tantas veces como permite la campaña; a quien falle al final se le puede enviar con un reintento de los fallidos.',
    },
  'Map every variable of the template and fill it for every contact.': {
    'pt-BR': 'Mapeie todas as variáveis do template e preencha-as para cada contato.',
    es: 'Mapee todas las variables de la plantilla y complételas para cada contacto.',
  },
  'Marketing is switched off for this account on the Cloud API': {
    'pt-BR': 'O marketing está desativado para esta conta na Cloud API',
    es: 'El marketing está desactivado para esta cuenta en la Cloud API',
  },
  'Media could not be fetched': {
    'pt-BR': 'A mídia não pôde ser obtida',
    es: 'No se pudo obtener el archivo multimedia',
  },
  'Media upload failed': {
    'pt-BR': 'Falha no carregamento da mídia',
    es: 'Falló la carga del archivo multimedia',
  },
  'Message content unavailable': {
    'pt-BR': 'Conteúdo da mensagem indisponível',
    es: 'Contenido del mensaje no disponible',
  },
  'Message could not be made': {
    'pt-BR': 'A mensagem não pôde ser montada',
    es: 'No se pudo componer el mensaje',
  },
  'Message dropped by WhatsApp': {
    'pt-BR': 'Mensagem descartada pelo WhatsApp',
    es: 'Mensaje descartado por WhatsApp',
  },
  'Message undeliverable': {
    'pt-BR': 'Mensagem não entregável',
    es: 'Mensaje no entregable',
  },
  'Messages to this country are not allowed': {
    'pt-BR': 'Não são permitidas mensagens para este país',
    es: 'No se permiten mensajes a este país',
  },
  'Messaging limit of the portfolio used up': {
    'pt-BR': 'Limite de mensagens do portfólio esgotado',
    es: 'Límite de mensajes del portafolio agotado',
  },
  'No open window for a free message': {
    'pt-BR': 'Não há janela aberta para uma mensagem livre',
    es: 'No hay ventana abierta para un mensaje libre',
  },
  'No usable answer from the provider': {
    'pt-BR': 'O provedor não deu uma resposta utilizável',
    es: 'El proveedor no dio una respuesta utilizable',
  },
  'No usable phone number': {
    'pt-BR': 'Não há número de telefone utilizável',
    es: 'No hay un número de teléfono utilizable',
  },
  'Not delivered in time': {
    'pt-BR': 'Não entregue a tempo',
    es: 'No entregado a tiempo',
  },
  'Not started: pre-flight refused the campaign': {
    'pt-BR': 'Não iniciada: a verificação prévia recusou a campanha',
    es: 'No iniciada: la verificación previa rechazó la campaña',
  },
  'Nothing left: see that the number is connected and not paused, then send another test.': {
    'pt-BR': 'Nada saiu: verifique se o número está conectado e não pausado e envie outro teste.',
    es: 'No salió nada: compruebe que el número esté conectado y no en pausa y envíe otra prueba.',
  },
  'Nothing to do: it ends within minutes, often with a higher throughput.': {
    'pt-BR': 'Nada a fazer: termina em minutos, muitas vezes com vazão maior.',
    es: 'No hay nada que hacer: termina en minutos, a menudo con mayor capacidad de envío.',
  },
  'Nothing to do: it ends within minutes.': {
    'pt-BR': 'Nada a fazer: termina em minutos.',
    es: 'No hay nada que hacer: termina en minutos.',
  },
  'Nothing was sent: try again when the plan has room, or have the campaign wait for it.': {
    'pt-BR': 'Nada foi enviado: tente de novo quando o plano tiver vagas ou faça a campanha esperar por elas.',
    es: 'No se envió nada: inténtelo de nuevo cuando el plan tenga lugares o haga que la campaña los espere.',
  },
  'Nothing to do: it is tried again in ten minutes.': {
    'pt-BR': 'Nada a fazer: há nova tentativa em dez minutos.',
    es: 'No hay nada que hacer: se intenta de nuevo en diez minutos.',
  },
  'Nothing to do: sending slows down for some minutes.': {
    'pt-BR': 'Nada a fazer: o envio fica mais lento por alguns minutos.',
    es: 'No hay nada que hacer: el envío se ralentiza unos minutos.',
  },
  'Nothing to do: sending slows down; lower the pace if it goes on.': {
    'pt-BR': 'Nada a fazer: o envio fica mais lento; reduza o ritmo se continuar.',
    es: 'No hay nada que hacer: el envío se ralentiza; baje el ritmo si continúa.',
  },
  'Nothing to do: sending slows down; reduce other uses of the same app.': {
    'pt-BR': 'Nada a fazer: o envio fica mais lento; reduza outros usos do mesmo aplicativo.',
    es: 'No hay nada que hacer: el envío se ralentiza; reduzca otros usos de la misma aplicación.',
  },
  'Nothing to do: this recipient waits, others go on.': {
    'pt-BR': 'Nada a fazer: este destinatário espera, os outros seguem.',
    es: 'No hay nada que hacer: este destinatario espera, los demás siguen.',
  },
  'Nothing was sent.': {
    'pt-BR': 'Nada foi enviado.',
    es: 'No se envió nada.',
  },
  'Nothing was sent: mend what the campaign names, duplicate it and start the copy.': {
    'pt-BR': 'Nada foi enviado: corrija o que a campanha indica, duplique-a e inicie a cópia.',
    es: 'No se envió nada: corrija lo que indica la campaña, duplíquela e inicie la copia.',
  },
  'Nothing was sent: the log of the engine says why.': {
    'pt-BR': 'Nada foi enviado: o log do motor diz por quê.',
    es: 'No se envió nada: el log del motor dice por qué.',
  },
  'Nothing was sent: try again when places are free, or have the campaign wait for them.': {
    'pt-BR': 'Nada foi enviado: tente de novo quando houver vagas ou faça a campanha esperar por elas.',
    es: 'No se envió nada: inténtelo de nuevo cuando haya lugares o haga que la campaña los espere.',
  },
  'Nothing was sent; duplicate the campaign to send it.': {
    'pt-BR': 'Nada foi enviado; duplique a campanha para enviar.',
    es: 'No se envió nada; duplique la campaña para enviarlo.',
  },
  'Number cannot be called with its settings': {
    'pt-BR': 'O número não pode ser acessado com a configuração que tem',
    es: 'No se puede acceder al número con la configuración que tiene',
  },
  'Number deleted a moment ago': {
    'pt-BR': 'Número excluído há pouco',
    es: 'Número eliminado hace un momento',
  },
  'Number in maintenance': {
    'pt-BR': 'Número em manutenção',
    es: 'Número en mantenimiento',
  },
  'Number not registered': {
    'pt-BR': 'Número não registrado',
    es: 'Número no registrado',
  },
  'Number of parameters differs from the template': {
    'pt-BR': 'A quantidade de parâmetros difere da do template',
    es: 'La cantidad de parámetros difiere de la de la plantilla',
  },
  'Number registration error': {
    'pt-BR': 'Erro no registro do número',
    es: 'Error en el registro del número',
  },
  'Number restricted after blocks or spam reports': {
    'pt-BR': 'Número restrito após bloqueios ou denúncias de spam',
    es: 'Número restringido tras bloqueos o denuncias de spam',
  },
  'Only marketing templates allowed here': {
    'pt-BR': 'Aqui só são permitidos templates de marketing',
    es: 'Aquí solo se permiten plantillas de marketing',
  },
  'Parameter has the wrong format': {
    'pt-BR': 'O parâmetro tem formato incorreto',
    es: 'El parámetro tiene un formato incorrecto',
  },
  'Parameter value invalid': {
    'pt-BR': 'Valor de parâmetro inválido',
    es: 'Valor de parámetro inválido',
  },
  'Payment problem': {
    'pt-BR': 'Problema de pagamento',
    es: 'Problema de pago',
  },
  'Payments terms not accepted': {
    'pt-BR': 'Termos de pagamento não aceitos',
    es: 'Términos de pago no aceptados',
  },
  'Permission missing': {
    'pt-BR': 'Falta permissão',
    es: 'Falta un permiso',
  },
  'Person is in an experiment of Meta': {
    'pt-BR': 'A pessoa participa de um experimento da Meta',
    es: 'La persona participa en un experimento de Meta',
  },
  'Person is on the suppression list': {
    'pt-BR': 'A pessoa está na lista de supressão',
    es: 'La persona está en la lista de supresión',
  },
  'Person stopped marketing messages': {
    'pt-BR': 'A pessoa interrompeu as mensagens de marketing',
    es: 'La persona detuvo los mensajes de marketing',
  },
  'Provider not reachable': {
    'pt-BR': 'Provedor inacessível',
    es: 'Proveedor inaccesible',
  },
  'Rate limit of the business account': {
    'pt-BR': 'Limite de taxa da conta comercial',
    es: 'Límite de velocidad de la cuenta comercial',
  },
  'Rate limit of the number': {
    'pt-BR': 'Limite de taxa do número',
    es: 'Límite de velocidad del número',
  },
  'Read the details and ask the provider what this code means.': {
    'pt-BR': 'Leia os detalhes e pergunte ao provedor o que este código significa.',
    es: 'Lea los detalles y pregunte al proveedor qué significa este código.',
  },
  'Read the message in the WhatsApp Business app.': {
    'pt-BR': 'Leia a mensagem no aplicativo WhatsApp Business.',
    es: 'Lea el mensaje en la aplicación WhatsApp Business.',
  },
  'Recipient not on the allow list of the test number': {
    'pt-BR': 'O destinatário não está na lista permitida do número de teste',
    es: 'El destinatario no está en la lista permitida del número de prueba',
  },
  'Remove line breaks, tabs and runs of spaces; check the mapping.': {
    'pt-BR': 'Remova quebras de linha, tabulações e espaços seguidos; verifique o mapeamento.',
    es: 'Quite los saltos de línea, las tabulaciones y los espacios seguidos; revise el mapeo.',
  },
  'Remove the contacts of this country from the audience.': {
    'pt-BR': 'Remova do público os contatos deste país.',
    es: 'Quite de la audiencia los contactos de este país.',
  },
  'Remove the number of the sender from the contacts.': {
    'pt-BR': 'Remova dos contatos o número do remetente.',
    es: 'Quite de los contactos el número del remitente.',
  },
  'Required parameter missing': {
    'pt-BR': 'Falta um parâmetro obrigatório',
    es: 'Falta un parámetro obligatorio',
  },
  'Respect it: the person is suppressed for marketing until they opt in again.': {
    'pt-BR': 'Respeite: a pessoa está suprimida para marketing até aceitar de novo (opt-in).',
    es: 'Respételo: la persona está suprimida para marketing hasta que vuelva a aceptar (opt-in).',
  },
  'Respect it; lift the suppression only with an opt-in.': {
    'pt-BR': 'Respeite; retire a supressão somente com um opt-in.',
    es: 'Respételo; levante la supresión solo con un opt-in.',
  },
  'See the account in WhatsApp Manager and appeal; resume when it is unlocked.': {
    'pt-BR': 'Veja a conta no Gerenciador do WhatsApp e recorra; retome quando for desbloqueada.',
    es: 'Vea la cuenta en el Administrador de WhatsApp y apele; reanude cuando se desbloquee.',
  },
  'See the account quality page of WhatsApp Manager, appeal or wait until the restriction ends, then resume.': {
    'pt-BR':
      'Veja a página de qualidade da conta no Gerenciador do WhatsApp, recorra ou espere o fim da restrição e retome.',
    es: 'Vea la página de calidad de la cuenta en el Administrador de WhatsApp, apele o espere a que termine la restricción y reanude.',
  },
  'Send an approved template instead of a free message.': {
    'pt-BR': 'Envie um template aprovado em vez de uma mensagem livre.',
    es: 'Envíe una plantilla aprobada en lugar de un mensaje libre.',
  },
  'Sender and recipient are the same number': {
    'pt-BR': 'Remetente e destinatário são o mesmo número',
    es: 'El remitente y el destinatario son el mismo número',
  },
  'Set the PIN of the number again, wait some hours, then resume.': {
    'pt-BR': 'Defina de novo o PIN do número, espere algumas horas e retome.',
    es: 'Defina de nuevo el PIN del número, espere unas horas y reanude.',
  },
  'Settle the payment method or credit line of the account, then resume.': {
    'pt-BR': 'Regularize a forma de pagamento ou a linha de crédito da conta e retome.',
    es: 'Regularice el método de pago o la línea de crédito de la cuenta y reanude.',
  },
  'Shorten the values of this contact or the text of the template.': {
    'pt-BR': 'Encurte os valores deste contato ou o texto do template.',
    es: 'Acorte los valores de este contacto o el texto de la plantilla.',
  },
  'Synchronise the template and correct the mapping.': {
    'pt-BR': 'Sincronize o template e corrija o mapeamento.',
    es: 'Sincronice la plantilla y corrija el mapeo.',
  },
  'Synchronise the templates, check name and language, then resume.': {
    'pt-BR': 'Sincronize os templates, verifique nome e idioma e retome.',
    es: 'Sincronice las plantillas, revise el nombre y el idioma y reanude.',
  },
  'Template disabled': {
    'pt-BR': 'Template desativado',
    es: 'Plantilla desactivada',
  },
  'Template does not exist in this language or is not approved': {
    'pt-BR': 'O template não existe neste idioma ou não está aprovado',
    es: 'La plantilla no existe en este idioma o no está aprobada',
  },
  'Template parameter not valid': {
    'pt-BR': 'Parâmetro do template inválido',
    es: 'Parámetro de la plantilla inválido',
  },
  'Template paused for low quality': {
    'pt-BR': 'Template pausado por baixa qualidade',
    es: 'Plantilla en pausa por baja calidad',
  },
  'Template refused when it was saved': {
    'pt-BR': 'Template recusado ao ser salvo',
    es: 'Plantilla rechazada al guardarse',
  },
  'Template still being synchronised': {
    'pt-BR': 'Template ainda em sincronização',
    es: 'Plantilla aún en sincronización',
  },
  'Template unavailable for marketing messages': {
    'pt-BR': 'Template indisponível para mensagens de marketing',
    es: 'Plantilla no disponible para mensajes de marketing',
  },
  'Test message not sent': {
    'pt-BR': 'Mensagem de teste não enviada',
    es: 'Mensaje de prueba no enviado',
  },
  'Text too long after filling in': {
    'pt-BR': 'Texto longo demais depois de preenchido',
    es: 'Texto demasiado largo una vez completado',
  },
  'The 24-hour window is closed': {
    'pt-BR': 'A janela de 24 horas está fechada',
    es: 'La ventana de 24 horas está cerrada',
  },
  'The phone was off or the person blocks us: try another channel.': {
    'pt-BR': 'O telefone estava desligado ou a pessoa nos bloqueia: tente outro canal.',
    es: 'El teléfono estaba apagado o la persona nos bloquea: pruebe otro canal.',
  },
  'This message needs a phone number': {
    'pt-BR': 'Esta mensagem precisa de um número de telefone',
    es: 'Este mensaje necesita un número de teléfono',
  },
  'Too many API calls by this app': {
    'pt-BR': 'Chamadas de API demais deste aplicativo',
    es: 'Demasiadas llamadas de API de esta aplicación',
  },
  'Too many messages to this recipient': {
    'pt-BR': 'Mensagens demais para este destinatário',
    es: 'Demasiados mensajes a este destinatario',
  },
  'Too many registration attempts': {
    'pt-BR': 'Tentativas de registro demais',
    es: 'Demasiados intentos de registro',
  },
  'Too many templates': {
    'pt-BR': 'Templates demais',
    es: 'Demasiadas plantillas',
  },
  'Two-step verification PIN refused': {
    'pt-BR': 'PIN da verificação em duas etapas recusado',
    es: 'PIN de la verificación en dos pasos rechazado',
  },
  'Unblock the person in the block list of the number before sending.': {
    'pt-BR': 'Desbloqueie a pessoa na lista de bloqueio do número antes de enviar.',
    es: 'Desbloquee a la persona en la lista de bloqueo del número antes de enviar.',
  },
  'Unknown error at WhatsApp': {
    'pt-BR': 'Erro desconhecido no WhatsApp',
    es: 'Error desconocido en WhatsApp',
  },
  'Unknown error code': {
    'pt-BR': 'Código de erro desconhecido',
    es: 'Código de error desconocido',
  },
  'Unsupported message type': {
    'pt-BR': 'Tipo de mensagem não suportado',
    es: 'Tipo de mensaje no compatible',
  },
  'Unsupported or invalid parameter': {
    'pt-BR': 'Parâmetro não suportado ou inválido',
    es: 'Parámetro no compatible o inválido',
  },
  'Use a content type that WhatsApp supports.': {
    'pt-BR': 'Use um tipo de conteúdo que o WhatsApp suporte.',
    es: 'Use un tipo de contenido que WhatsApp admita.',
  },
  'Use a marketing template, or send this one through the ordinary messages endpoint.': {
    'pt-BR': 'Use um template de marketing ou envie este pelo endpoint comum de mensagens.',
    es: 'Use una plantilla de marketing o envíe esta por el endpoint común de mensajes.',
  },
  'Verify and register the number with the Cloud API, then resume.': {
    'pt-BR': 'Verifique e registre o número na Cloud API e retome.',
    es: 'Verifique y registre el número en la Cloud API y reanude.',
  },
  'Wait at least a day before another marketing message to this person.': {
    'pt-BR': 'Espere pelo menos um dia antes de outra mensagem de marketing para esta pessoa.',
    es: 'Espere al menos un día antes de otro mensaje de marketing a esta persona.',
  },
  'Wait five minutes, register the number, then resume.': {
    'pt-BR': 'Espere cinco minutos, registre o número e retome.',
    es: 'Espere cinco minutos, registre el número y reanude.',
  },
  'Wait for a status; then decide whether to assume it delivered or not sent: it is never resent by itself.': {
    'pt-BR':
      'Espere um status; depois decida se deve ser assumida como entregue ou não enviada: nunca é reenviada sozinha.',
    es: 'Espere un estado; después decida si se asume entregado o no enviado: nunca se reenvía por sí solo.',
  },
  'Wait some hours before registering the number again.': {
    'pt-BR': 'Espere algumas horas antes de registrar o número de novo.',
    es: 'Espere unas horas antes de registrar el número de nuevo.',
  },
  'Wait some hours, send to people who expect it, and resume when the quality has recovered.': {
    'pt-BR': 'Espere algumas horas, envie a quem espera a mensagem e retome quando a qualidade tiver se recuperado.',
    es: 'Espere unas horas, envíe a quienes lo esperan y reanude cuando la calidad se haya recuperado.',
  },
  'Wait until the pause ends or improve the template, then resume.': {
    'pt-BR': 'Espere o fim da pausa ou melhore o template e retome.',
    es: 'Espere a que termine la pausa o mejore la plantilla y reanude.',
  },
  'We have blocked this person': {
    'pt-BR': 'Nós bloqueamos esta pessoa',
    es: 'Hemos bloqueado a esta persona',
  },
  'WhatsApp server temporarily unavailable': {
    'pt-BR': 'Servidor do WhatsApp temporariamente indisponível',
    es: 'Servidor de WhatsApp temporalmente no disponible',
  },
  'WhatsApp service unavailable': {
    'pt-BR': 'Serviço do WhatsApp indisponível',
    es: 'Servicio de WhatsApp no disponible',
  },
  'WhatsApp temporarily unavailable': {
    'pt-BR': 'WhatsApp temporariamente indisponível',
    es: 'WhatsApp temporalmente no disponible',
  },
  'Gupshup has no opt-in of this person': {
    'pt-BR': 'A Gupshup não tem opt-in desta pessoa',
    es: 'Gupshup no tiene opt-in de esta persona',
  },
  'Ask the person to opt in: until then nothing reaches them.': {
    'pt-BR': 'Peça o opt-in à pessoa: até lá nada chega a ela.',
    es: 'Pida el opt-in a la persona: hasta entonces nada le llega.',
  },
  'No open window, and the template does not match': {
    'pt-BR': 'Sem janela aberta, e o texto não corresponde ao template',
    es: 'Sin ventana abierta, y el texto no corresponde a la plantilla',
  },
  'Synchronise the templates, compare text and variables with the template, then resume.': {
    'pt-BR': 'Sincronize os templates, compare texto e variáveis com o template e depois retome.',
    es: 'Sincronice las plantillas, compare texto y variables con la plantilla y luego reanude.',
  },
  'Gupshup does not take this number': {
    'pt-BR': 'A Gupshup não aceita este número',
    es: 'Gupshup no acepta este número',
  },
  'Correct the number, and send to it again.': {
    'pt-BR': 'Corrija o número e envie para ele de novo.',
    es: 'Corrija el número y envíele de nuevo.',
  },
  'App and number do not belong together': {
    'pt-BR': 'O app e o número não pertencem um ao outro',
    es: 'La app y el número no se corresponden',
  },
  'Correct the app name and the source of the sender as the Gupshup dashboard has them, then resume.': {
    'pt-BR': 'Corrija o nome do app e o número de origem do remetente conforme o painel da Gupshup e depois retome.',
    es: 'Corrija el nombre de la app y el número de origen del remitente como los tiene el panel de Gupshup y luego reanude.',
  },
  'API key not accepted': {
    'pt-BR': 'Chave de API não aceita',
    es: 'Clave de API no aceptada',
  },
  'Give the sender the API key of its Gupshup account, then resume.': {
    'pt-BR': 'Informe no remetente a chave de API da conta Gupshup dele e depois retome.',
    es: 'Dé al remitente la clave de API de su cuenta de Gupshup y luego reanude.',
  },
  'Too many requests to Gupshup': {
    'pt-BR': 'Requisições demais à Gupshup',
    es: 'Demasiadas solicitudes a Gupshup',
  },
  'Internal error at Gupshup': {
    'pt-BR': 'Erro interno na Gupshup',
    es: 'Error interno en Gupshup',
  },
  'If it goes on, ask the support of Gupshup.': {
    'pt-BR': 'Se continuar, consulte o suporte da Gupshup.',
    es: 'Si continúa, consulte al soporte de Gupshup.',
  },
  'Number not connected to the app': {
    'pt-BR': 'Número não conectado ao app',
    es: 'Número no conectado a la app',
  },
  'Connect the number to its app in the Gupshup dashboard, then resume.': {
    'pt-BR': 'Conecte o número ao app dele no painel da Gupshup e depois retome.',
    es: 'Conecte el número a su app en el panel de Gupshup y luego reanude.',
  },
  'Number does not exist on WhatsApp': {
    'pt-BR': 'O número não existe no WhatsApp',
    es: 'El número no existe en WhatsApp',
  },
  'Check the number: it has no WhatsApp account.': {
    'pt-BR': 'Confira o número: ele não tem conta no WhatsApp.',
    es: 'Revise el número: no tiene cuenta de WhatsApp.',
  },
  'Wallet balance too low': {
    'pt-BR': 'Saldo da carteira insuficiente',
    es: 'Saldo de la billetera insuficiente',
  },
  'Recharge the wallet of the Gupshup account, then resume.': {
    'pt-BR': 'Recarregue a carteira da conta Gupshup e depois retome.',
    es: 'Recargue la billetera de la cuenta de Gupshup y luego reanude.',
  },
  'No open window, and templates are switched off': {
    'pt-BR': 'Sem janela aberta, e os templates estão desativados',
    es: 'Sin ventana abierta, y las plantillas están desactivadas',
  },
  'Switch templates on for the app, then resume.': {
    'pt-BR': 'Ative os templates do app e depois retome.',
    es: 'Active las plantillas de la app y luego reanude.',
  },
  'Parameter missing in the request': {
    'pt-BR': 'Falta um parâmetro na requisição',
    es: 'Falta un parámetro en la solicitud',
  },
  'Map every variable of the template, then resume.': {
    'pt-BR': 'Mapeie todas as variáveis do template e depois retome.',
    es: 'Asigne todas las variables de la plantilla y luego reanude.',
  },
  'Media link not valid': {
    'pt-BR': 'Link de mídia inválido',
    es: 'Enlace multimedia no válido',
  },
  'Check that the media link is public and served over https, then resume.': {
    'pt-BR': 'Verifique se o link de mídia é público e servido por https e depois retome.',
    es: 'Compruebe que el enlace multimedia sea público y esté servido por https y luego reanude.',
  },
  'Media too large': {
    'pt-BR': 'Mídia grande demais',
    es: 'Archivo multimedia demasiado grande',
  },
  'Use a smaller file, then resume.': {
    'pt-BR': 'Use um arquivo menor e depois retome.',
    es: 'Use un archivo más pequeño y luego reanude.',
  },
  'Person opted out at Gupshup': {
    'pt-BR': 'A pessoa fez opt-out na Gupshup',
    es: 'La persona hizo opt-out en Gupshup',
  },
  'Gupshup asks to stop sending': {
    'pt-BR': 'A Gupshup pede que se pare de enviar',
    es: 'Gupshup pide que se deje de enviar',
  },
  'Ask the support of Gupshup what limit was passed, then resume.': {
    'pt-BR': 'Pergunte ao suporte da Gupshup que limite foi ultrapassado e depois retome.',
    es: 'Pregunte al soporte de Gupshup qué límite se superó y luego reanude.',
  },
  'Gupshup did not understand WhatsApp’s answer': {
    'pt-BR': 'A Gupshup não entendeu a resposta do WhatsApp',
    es: 'Gupshup no entendió la respuesta de WhatsApp',
  },
  'See whether the person got it before it is sent again.': {
    'pt-BR': 'Veja se a pessoa a recebeu antes de enviar de novo.',
    es: 'Vea si la persona lo recibió antes de enviarlo de nuevo.',
  },
  'Only possible on the API that Meta hosts': {
    'pt-BR': 'Só é possível na API hospedada pela Meta',
    es: 'Solo es posible en la API que aloja Meta',
  },
  'Use another kind of message, or have the app moved to that API.': {
    'pt-BR': 'Use outro tipo de mensagem ou peça a mudança do app para essa API.',
    es: 'Use otro tipo de mensaje o pida que la app pase a esa API.',
  },
  'Template paused': {
    'pt-BR': 'Template pausado',
    es: 'Plantilla en pausa',
  },
} satisfies Wording;
