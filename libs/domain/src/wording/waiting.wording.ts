import type { Wording } from './wording';

/** Why something waits, stands still or needs a person, and what mends it. */
export const waitingWording = {
  'A contact file is still being read.': {
    'pt-BR': 'Um arquivo de contatos ainda está sendo lido.',
    es: 'Todavía se está leyendo un archivo de contactos.',
  },
  'It starts at {0}.': {
    'pt-BR': 'Começa em {0}.',
    es: 'Empieza el {0}.',
  },
  'Its time has come and it has not started: no running process takes care of the schedule.': {
    'pt-BR': 'A hora chegou e ela não começou: nenhum processo em execução cuida do agendamento.',
    es: 'Llegó su hora y no empezó: ningún proceso en ejecución se ocupa de la programación.',
  },
  'It is paused: {0}.': {
    'pt-BR': 'Está pausada: {0}.',
    es: 'Está en pausa: {0}.',
  },
  '{0} (system)': {
    'pt-BR': '{0} (sistema)',
    es: '{0} (sistema)',
  },
  '{0} (admin)': {
    'pt-BR': '{0} (administrador)',
    es: '{0} (administrador)',
  },
  '{0} contacts are still to be canceled; {1} attempts wait for their outcome.': {
    'pt-BR':
      '{0} {0|contato ainda será cancelado|contatos ainda serão cancelados}; {1} {1|tentativa espera|tentativas esperam} o resultado.',
    es: '{0} {0|contacto aún se cancelará|contactos aún se cancelarán}; {1} {1|intento espera|intentos esperan} su resultado.',
  },
  '{0} contacts that could not be sent to at once are tried again.': {
    'pt-BR':
      '{0} {0|contato que não pôde receber de imediato é tentado de novo|contatos que não puderam receber de imediato são tentados de novo}.',
    es: '{0} {0|contacto al que no se pudo enviar de inmediato se intenta de nuevo|contactos a los que no se pudo enviar de inmediato se intentan de nuevo}.',
  },
  'Outside the send window, {0} to {1} in {2}: it goes on at {3}.': {
    'pt-BR': 'Fora da janela de envio, das {0} às {1} em {2}: continua em {3}.',
    es: 'Fuera de la ventana de envío, de {0} a {1} en {2}: continúa el {3}.',
  },
  'Outside the send window, {0} to {1} where the contacts are: it goes on at {2}.': {
    'pt-BR': 'Fora da janela de envio, das {0} às {1} onde os contatos estão: continua em {2}.',
    es: 'Fuera de la ventana de envío, de {0} a {1} donde están los contactos: continúa el {2}.',
  },
  'Waiting for retries due {0}.': {
    'pt-BR': 'À espera de novas tentativas previstas para {0}.',
    es: 'A la espera de reintentos previstos para el {0}.',
  },
  'What the vault has of {0} contact cannot be opened: put the vault back from a backup, or cancel the campaign.': {
    'pt-BR':
      'O que o cofre guarda de {0} contato não pode ser aberto: restaure o cofre de um backup ou cancele a campanha.',
    es: 'Lo que la bóveda guarda de {0} contacto no puede abrirse: restaure la bóveda desde una copia de seguridad o cancele la campaña.',
  },
  'What the vault has of {0} contacts cannot be opened: put the vault back from a backup, or cancel the campaign.': {
    'pt-BR':
      'O que o cofre guarda de {0} contatos não pode ser aberto: restaure o cofre de um backup ou cancele a campanha.',
    es: 'Lo que la bóveda guarda de {0} contactos no puede abrirse: restaure la bóveda desde una copia de seguridad o cancele la campaña.',
  },
  'The views or the vault cannot be read at the moment: who is due is not known.': {
    'pt-BR': 'As visões ou o cofre não podem ser lidos no momento: não se sabe quem é o próximo.',
    es: 'Las vistas o la bóveda no pueden leerse en este momento: no se sabe a quién le toca.',
  },
  'It cannot be sent as it is set: the log of the engine says why.': {
    'pt-BR': 'Não pode ser enviada como está configurada: o log do motor diz por quê.',
    es: 'No puede enviarse como está configurada: el log del motor dice por qué.',
  },
  'A later version of Arauto has written to the log: this one sends no more.': {
    'pt-BR': 'Uma versão posterior do Arauto escreveu no log: esta não envia mais.',
    es: 'Una versión posterior de Arauto escribió en el log: esta ya no envía.',
  },
  'The views are catching up with the log.': {
    'pt-BR': 'As visões estão alcançando o log.',
    es: 'Las vistas se están poniendo al día con el log.',
  },
  'The log cannot be read at the moment: nothing is sent while a pause would not be heard.': {
    'pt-BR': 'O log não pode ser lido no momento: nada é enviado enquanto uma pausa não seria percebida.',
    es: 'El log no puede leerse en este momento: no se envía nada mientras una pausa no se oiría.',
  },
  'The platform has not confirmed the sender yet.': {
    'pt-BR': 'A plataforma ainda não confirmou o remetente.',
    es: 'La plataforma aún no confirmó el remitente.',
  },
  'The sender is paused ({0}).': {
    'pt-BR': 'O remetente está pausado ({0}).',
    es: 'El remitente está en pausa ({0}).',
  },
  'What the number has sent of late is being read.': {
    'pt-BR': 'O que o número enviou recentemente está sendo lido.',
    es: 'Se está leyendo lo que el número envió últimamente.',
  },
  'No running process sends for this number.': {
    'pt-BR': 'Nenhum processo em execução envia por este número.',
    es: 'Ningún proceso en ejecución envía por este número.',
  },
  'The provider asked this number to go slower.': {
    'pt-BR': 'O provedor pediu que este número vá mais devagar.',
    es: 'El proveedor pidió que este número vaya más despacio.',
  },
  'The messaging limit of the portfolio is reached for these 24 hours.': {
    'pt-BR': 'O limite de mensagens do portfólio foi atingido para estas 24 horas.',
    es: 'Se alcanzó el límite de mensajes del portafolio para estas 24 horas.',
  },
  'It is being counted to whom the portfolio has sent in the last 24 hours.': {
    'pt-BR': 'Está sendo contado a quem o portfólio enviou nas últimas 24 horas.',
    es: 'Se está contando a quién envió el portafolio en las últimas 24 horas.',
  },
  'The number cannot be called at the moment: its connection or the log is not to be had. It is tried again by itself.':
    {
      'pt-BR':
        'O número não pode ser acessado no momento: a conexão dele ou o log não está disponível. Há nova tentativa automática.',
      es: 'No se puede acceder al número en este momento: su conexión o el log no están disponibles. Se intenta de nuevo automáticamente.',
    },
  'The file of the campaign is being left with the platform, by its number.': {
    'pt-BR': 'O arquivo da campanha está sendo deixado na plataforma, pelo número dela.',
    es: 'El archivo de la campaña se está dejando en la plataforma, por su número.',
  },
  'The file of the campaign could not be left with the platform: {0}. It is tried again by itself.': {
    'pt-BR': 'O arquivo da campanha não pôde ser deixado na plataforma: {0}. Há nova tentativa automática.',
    es: 'El archivo de la campaña no se pudo dejar en la plataforma: {0}. Se intenta de nuevo automáticamente.',
  },
  'Mend the connection or the credentials of the number, then resume it and its campaigns.': {
    'pt-BR': 'Corrija a conexão ou as credenciais do número e depois retome o número e as campanhas dele.',
    es: 'Corrija la conexión o las credenciales del número y después reanude el número y sus campañas.',
  },
  'The first {0} contacts have been sent to. Look at what became of them, then resume the campaign, or cancel it.': {
    'pt-BR':
      'Os primeiros {0} contatos já receberam. Veja o que aconteceu com eles e depois retome a campanha ou cancele-a.',
    es: 'Ya se envió a los primeros {0} contactos. Vea qué pasó con ellos y después reanude la campaña o cancélela.',
  },
  'The last {0} messages were refused, one after the other. Look at the errors by cause and mend them, then resume the campaign, or cancel it.':
    {
      'pt-BR':
        'As últimas {0} mensagens foram recusadas, uma após a outra. Veja os erros por causa e corrija-os; depois retome a campanha ou cancele-a.',
      es: 'Los últimos {0} mensajes fueron rechazados, uno tras otro. Vea los errores por causa y corríjalos; después reanude la campaña o cancélela.',
    },
  'Of the last {0} contacts {1} failed, more than {2} %. Look at the errors by cause and mend them, then resume the campaign, or cancel it.':
    {
      'pt-BR':
        'Dos últimos {0} contatos, {1} falharam, mais de {2} %. Veja os erros por causa e corrija-os; depois retome a campanha ou cancele-a.',
      es: 'De los últimos {0} contactos fallaron {1}, más del {2} %. Vea los errores por causa y corríjalos; después reanude la campaña o cancélela.',
    },
  'Of {0} persons who were reached {1} want no more, over {2} %. Look at whom it is sent to, then resume the campaign, or cancel it.':
    {
      'pt-BR':
        'De {0} pessoas que receberam, {1} não querem mais, acima de {2} %. Veja para quem é enviada; depois retome a campanha ou cancele-a.',
      es: 'De {0} personas que lo recibieron, {1} no quieren más, por encima del {2} %. Vea a quién se envía; después reanude la campaña o cancélela.',
    },
  'The platform has lowered the quality of the number to {0}. Look at how people take the messages, then resume the campaign, or cancel it.':
    {
      'pt-BR':
        'A plataforma baixou a qualidade do número para {0}. Veja como as pessoas recebem as mensagens; depois retome a campanha ou cancele-a.',
      es: 'La plataforma bajó la calidad del número a {0}. Vea cómo reciben las personas los mensajes; después reanude la campaña o cancélela.',
    },
  'A person may get only so many messages in a short time: whoever has had them waits.': {
    'pt-BR': 'Uma pessoa só pode receber um certo número de mensagens em pouco tempo: quem já as recebeu espera.',
    es: 'Una persona solo puede recibir cierta cantidad de mensajes en poco tiempo: quien ya los recibió espera.',
  },
  'Everybody has been sent to. Contacts whose report is waited for: {0}.': {
    'pt-BR': 'Todos já receberam. Contatos cujo relatório é aguardado: {0}.',
    es: 'Ya se envió a todos. Contactos cuyo informe se espera: {0}.',
  },
  'The number warms up, and its plan has no more people for these 24 hours.': {
    'pt-BR': 'O número está em aquecimento, e o plano dele não tem mais pessoas para estas 24 horas.',
    es: 'El número está en calentamiento, y su plan no tiene más personas para estas 24 horas.',
  },
  'The platform has lowered the quality of the number while it warms up. Wait until it is good again, or plan a slower warm-up, then resume the sender.':
    {
      'pt-BR':
        'A plataforma baixou a qualidade do número durante o aquecimento. Espere até que ela melhore ou planeje um aquecimento mais lento e depois retome o remetente.',
      es: 'La plataforma bajó la calidad del número durante el calentamiento. Espere a que mejore o planee un calentamiento más lento, y después reanude el remitente.',
    },
  'Resume the campaign.': {
    'pt-BR': 'Retome a campanha.',
    es: 'Reanude la campaña.',
  },
  'Resume the sender.': {
    'pt-BR': 'Retome o remetente.',
    es: 'Reanude el remitente.',
  },
  'No message was accepted by the provider. Look at the errors by cause, mend them and send to a duplicate.': {
    'pt-BR':
      'Nenhuma mensagem foi aceita pelo provedor. Veja os erros por causa, corrija-os e envie com uma cópia da campanha.',
    es: 'El proveedor no aceptó ningún mensaje. Vea los errores por causa, corríjalos y envíe con una copia de la campaña.',
  },
  'Give the sender a base URL on a host of ARAUTO_PROVIDER_HOSTS, or add its host to that setting and start the engine again.':
    {
      'pt-BR':
        'Dê ao remetente uma URL base em um host de ARAUTO_PROVIDER_HOSTS, ou inclua o host dele nessa configuração e reinicie o motor.',
      es: 'Asigne al remitente una URL base en un host de ARAUTO_PROVIDER_HOSTS, o agregue su host a esa configuración y reinicie el motor.',
    },
  'The log was put back from a backup, and whoever was sent to after that backup, until {0} at least, may be sent to again. Compare with what the provider says was sent in that time, and resume the campaign only if a second message is acceptable, or cancel it.':
    {
      'pt-BR':
        'O log foi restaurado de um backup, e quem recebeu depois desse backup, até {0} pelo menos, pode receber de novo. Compare com o que o provedor diz ter sido enviado nesse período e retome a campanha só se uma segunda mensagem for aceitável, ou cancele-a.',
      es: 'El log se restauró desde una copia de seguridad, y quien recibió después de esa copia, hasta el {0} por lo menos, puede recibir de nuevo. Compare con lo que el proveedor dice que se envió en ese tiempo y reanude la campaña solo si un segundo mensaje es aceptable, o cancélela.',
    },
  'The platform disabled the account. Look at the quality page of the account in the platform and appeal; when the account is given back, resume the campaigns.':
    {
      'pt-BR':
        'A plataforma desativou a conta. Veja a página de qualidade da conta na plataforma e recorra; quando a conta for devolvida, retome as campanhas.',
      es: 'La plataforma desactivó la cuenta. Vea la página de calidad de la cuenta en la plataforma y apele; cuando le devuelvan la cuenta, reanude las campañas.',
    },
  'The platform is about to disable the account. Look at the quality page of the account in the platform, then resume the sender.':
    {
      'pt-BR':
        'A plataforma está prestes a desativar a conta. Veja a página de qualidade da conta na plataforma e retome o remetente.',
      es: 'La plataforma está por desactivar la cuenta. Vea la página de calidad de la cuenta en la plataforma y reanude el remitente.',
    },
  'The platform restricted the account until {0} UTC. Look at the quality page of the account in the platform, then resume the sender.':
    {
      'pt-BR':
        'A plataforma restringiu a conta até {0} UTC. Veja a página de qualidade da conta na plataforma e retome o remetente.',
      es: 'La plataforma restringió la cuenta hasta el {0} UTC. Vea la página de calidad de la cuenta en la plataforma y reanude el remitente.',
    },
  'The platform restricted the account. Look at the quality page of the account in the platform, then resume the sender.':
    {
      'pt-BR':
        'A plataforma restringiu a conta. Veja a página de qualidade da conta na plataforma e retome o remetente.',
      es: 'La plataforma restringió la cuenta. Vea la página de calidad de la cuenta en la plataforma y reanude el remitente.',
    },
  'The platform found that the account broke a policy. Look at the quality page of the account in the platform, then resume the sender.':
    {
      'pt-BR':
        'A plataforma constatou que a conta violou uma política. Veja a página de qualidade da conta na plataforma e retome o remetente.',
      es: 'La plataforma determinó que la cuenta infringió una política. Vea la página de calidad de la cuenta en la plataforma y reanude el remitente.',
    },
  'The account was disconnected from the platform. Connect it again, then resume the campaigns.': {
    'pt-BR': 'A conta foi desconectada da plataforma. Conecte-a de novo e retome as campanhas.',
    es: 'La cuenta se desconectó de la plataforma. Conéctela de nuevo y reanude las campañas.',
  },
  'The account was deleted. Give the sender another number.': {
    'pt-BR': 'A conta foi excluída. Dê outro número ao remetente.',
    es: 'La cuenta se eliminó. Asigne otro número al remitente.',
  },
  'The platform lets the account send no utility templates until {0} UTC. Look at the quality page of the account in the platform, then resume.':
    {
      'pt-BR':
        'A plataforma não deixa a conta enviar templates de utilidade até {0} UTC. Veja a página de qualidade da conta na plataforma e retome.',
      es: 'La plataforma no deja que la cuenta envíe plantillas de utilidad hasta el {0} UTC. Vea la página de calidad de la cuenta en la plataforma y reanude.',
    },
  'The platform lets the account send no utility templates. Look at the quality page of the account in the platform, then resume.':
    {
      'pt-BR':
        'A plataforma não deixa a conta enviar templates de utilidade. Veja a página de qualidade da conta na plataforma e retome.',
      es: 'La plataforma no deja que la cuenta envíe plantillas de utilidad. Vea la página de calidad de la cuenta en la plataforma y reanude.',
    },
  'Look at the template in the platform; resume once it is approved again.': {
    'pt-BR': 'Veja o template na plataforma; retome quando for aprovado de novo.',
    es: 'Vea la plantilla en la plataforma; reanude cuando la aprueben de nuevo.',
  },
  'Callbacks of a number arrive at /webhooks/{0}/{1}, and no sender with the app secret of this one is registered with it. Register it with that secret, or take the number out of the app.':
    {
      'pt-BR':
        'Chegam callbacks de um número em /webhooks/{0}/{1}, e nenhum remetente com o app secret deste está registrado com ele. Registre-o com esse segredo ou retire o número do aplicativo.',
      es: 'Llegan callbacks de un número a /webhooks/{0}/{1}, y ningún remitente con el app secret de este está registrado con él. Regístrelo con ese secreto o quite el número de la aplicación.',
    },
  'Callbacks of a number of the business account {0} arrive at /webhooks/{1}/{2}, and no sender with the app secret of this one is registered with it. Register it with that secret, or take the number out of the app.':
    {
      'pt-BR':
        'Chegam callbacks de um número da conta comercial {0} em /webhooks/{1}/{2}, e nenhum remetente com o app secret deste está registrado com ele. Registre-o com esse segredo ou retire o número do aplicativo.',
      es: 'Llegan callbacks de un número de la cuenta comercial {0} a /webhooks/{1}/{2}, y ningún remitente con el app secret de este está registrado con él. Regístrelo con ese secreto o quite el número de la aplicación.',
    },
  'Callbacks of the number {0} arrive at /webhooks/{1}/{2}, and no sender with the app secret of this one is registered with it. Register it with that secret, or take the number out of the app.':
    {
      'pt-BR':
        'Chegam callbacks do número {0} em /webhooks/{1}/{2}, e nenhum remetente com o app secret deste está registrado com ele. Registre-o com esse segredo ou retire o número do aplicativo.',
      es: 'Llegan callbacks del número {0} a /webhooks/{1}/{2}, y ningún remitente con el app secret de este está registrado con él. Regístrelo con ese secreto o quite el número de la aplicación.',
    },
  'Callbacks of the number {0} of the business account {1} arrive at /webhooks/{2}/{3}, and no sender with the app secret of this one is registered with it. Register it with that secret, or take the number out of the app.':
    {
      'pt-BR':
        'Chegam callbacks do número {0} da conta comercial {1} em /webhooks/{2}/{3}, e nenhum remetente com o app secret deste está registrado com ele. Registre-o com esse segredo ou retire o número do aplicativo.',
      es: 'Llegan callbacks del número {0} de la cuenta comercial {1} a /webhooks/{2}/{3}, y ningún remitente con el app secret de este está registrado con él. Regístrelo con ese secreto o quite el número de la aplicación.',
    },
  'callbacks of numbers or accounts that are not registered arrive: see the warnings of the senders': {
    'pt-BR': 'chegam callbacks de números ou contas que não estão registrados: veja os avisos dos remetentes',
    es: 'llegan callbacks de números o cuentas que no están registrados: vea los avisos de los remitentes',
  },
  'a restored log would not be noticed: ARAUTO_WATERMARK_DIR names no folder that can be written to': {
    'pt-BR': 'um log restaurado não seria percebido: ARAUTO_WATERMARK_DIR não indica uma pasta que permita gravação',
    es: 'no se advertiría un log restaurado: ARAUTO_WATERMARK_DIR no indica una carpeta que permita escritura',
  },
  'the high-water mark of the log cannot be kept: see the log': {
    'pt-BR': 'a marca máxima do log não pode ser mantida: veja o log',
    es: 'la marca máxima del log no puede guardarse: vea el log',
  },
  'nobody serves requests and webhooks': {
    'pt-BR': 'ninguém atende requisições e webhooks',
    es: 'nadie atiende solicitudes y webhooks',
  },
  'nothing is sent': {
    'pt-BR': 'nada é enviado',
    es: 'no se envía nada',
  },
  'the views stay as they are': {
    'pt-BR': 'as visões ficam como estão',
    es: 'las vistas se quedan como están',
  },
  'files are not read, and campaigns do not begin or end by themselves': {
    'pt-BR': 'arquivos não são lidos, e campanhas não começam nem terminam sozinhas',
    es: 'no se leen archivos, y las campañas no empiezan ni terminan por sí solas',
  },
  'the {0} has not answered since {1}': {
    'pt-BR': 'sem resposta de {0} desde {1}',
    es: 'sin respuesta de {0} desde el {1}',
  },
  'the {0} views have not caught up with the log': {
    'pt-BR': 'as visões {0} ainda não alcançaram o log',
    es: 'las vistas {0} aún no se pusieron al día con el log',
  },
  'the {0} views have stopped: see projections': {
    'pt-BR': 'as visões {0} pararam: veja projections',
    es: 'las vistas {0} se detuvieron: vea projections',
  },
  'the subscription to the log is {0}': {
    'pt-BR': 'a assinatura do log está {0}',
    es: 'la suscripción al log está {0}',
  },
  'the {0} has answered slowly since {1}': {
    'pt-BR': 'resposta lenta de {0} desde {1}',
    es: 'respuesta lenta de {0} desde el {1}',
  },
  'the {0} views are written by another process: see projections': {
    'pt-BR': 'as visões {0} são escritas por outro processo: veja projections',
    es: 'las vistas {0} las escribe otro proceso: vea projections',
  },
  'no running process has had the duty {0} since {1}: files are not read, and campaigns do not begin or end by themselves':
    {
      'pt-BR':
        'nenhum processo em execução tem a função {0} desde {1}: arquivos não são lidos, e campanhas não começam nem terminam sozinhas',
      es: 'ningún proceso en ejecución tiene la función {0} desde el {1}: no se leen archivos, y las campañas no empiezan ni terminan por sí solas',
    },
  'no running process has had the duty {0} since {1}: nobody serves requests and webhooks': {
    'pt-BR': 'nenhum processo em execução tem a função {0} desde {1}: ninguém atende requisições e webhooks',
    es: 'ningún proceso en ejecución tiene la función {0} desde el {1}: nadie atiende solicitudes y webhooks',
  },
  'no running process has had the duty {0} since {1}: nothing is sent': {
    'pt-BR': 'nenhum processo em execução tem a função {0} desde {1}: nada é enviado',
    es: 'ningún proceso en ejecución tiene la función {0} desde el {1}: no se envía nada',
  },
  'no running process has had the duty {0} since {1}: the views stay as they are': {
    'pt-BR': 'nenhum processo em execução tem a função {0} desde {1}: as visões ficam como estão',
    es: 'ningún proceso en ejecución tiene la función {0} desde el {1}: las vistas se quedan como están',
  },
} satisfies Wording;
