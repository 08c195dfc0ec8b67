import type { Catalogue } from './catalogue';

/** Brazilian Portuguese. */
export const ptBR: Catalogue = {
  contactState: {
    initial: {
      label: 'Inicial',
      description: 'Nenhuma mensagem foi enviada ao contato ainda. É o estado logo após o carregamento.',
    },
    in_progress: {
      label: 'Em andamento',
      description:
        'A mensagem está sendo enviada ao cliente. Em geral não se percebe: muda rapidamente para outro estado.',
    },
    retry_scheduled: {
      label: 'Nova tentativa agendada',
      description: 'O envio da mensagem falhou por enquanto. Outra tentativa está agendada.',
    },
    sent: {
      label: 'Enviado',
      description:
        'A mensagem foi enviada, mas ainda não chegou ao cliente: o telefone pode estar desligado ou em modo avião.',
    },
    delivered: { label: 'Entregue', description: 'A mensagem foi entregue ao cliente, que ainda não a visualizou.' },
    read: { label: 'Lido', description: 'A mensagem foi entregue ao cliente, que a visualizou.' },
    error: { label: 'Erro', description: 'O envio da mensagem falhou: foi recusada ou não pôde ser enviada.' },
    sending_failed: {
      label: 'Falha no envio',
      description: 'A mensagem não foi enviada: o número de telefone do cliente não tem conta de WhatsApp.',
    },
    delivery_failed: {
      label: 'Falha na entrega',
      description: 'A mensagem foi enviada, mas não pôde ser entregue ao cliente.',
    },
    invalid_record: {
      label: 'Registro inválido',
      description: 'O contato foi carregado incorretamente, por exemplo com o número de telefone vazio.',
    },
    removed: {
      label: 'Removido',
      description:
        'O contato foi removido da campanha, por um administrador enquanto não iniciada ou pausada, ou por uma eliminação de dados.',
    },
    canceled_by_admin: {
      label: 'Cancelado pelo administrador',
      description: 'Um administrador encerrou a campanha antes do envio ao contato.',
    },
  },
  needsAttention: {
    label: 'Requer atenção',
    description:
      'Ninguém sabe se a mensagem saiu: não veio resposta nem webhook a tempo. Ela não é reenviada por si só; diga o que deve ser assumido.',
  },
  campaignStatus: {
    draft: { label: 'Rascunho', description: 'A campanha está salva, mas não agendada.' },
    scheduled: { label: 'Agendada', description: 'A campanha está na fila e começa no horário marcado.' },
    sending: { label: 'Enviando', description: 'A campanha está sendo enviada.' },
    paused: {
      label: 'Pausada',
      description: 'O envio está interrompido por enquanto, por um administrador ou pelo sistema.',
    },
    canceling: {
      label: 'Cancelando',
      description: 'Um administrador encerrou a campanha; os contatos sem envio estão sendo cancelados.',
    },
    canceled: {
      label: 'Cancelada',
      description: 'Um administrador encerrou a campanha antes do envio de todas as mensagens.',
    },
    completed: { label: 'Concluída', description: 'Todas as mensagens foram processadas.' },
    failed: { label: 'Falhou', description: 'A campanha não pôde ser enviada; o motivo e a solução são exibidos.' },
  },
  reportStatus: {
    queued: { label: 'Em fila', description: 'A mensagem aguarda o envio ou uma nova tentativa.' },
    sent: { label: 'Enviada', description: 'A mensagem saiu da plataforma; a entrega ainda não foi confirmada.' },
    delivered: { label: 'Entregue', description: 'Mensagem entregue no aparelho.' },
    read: {
      label: 'Lida',
      description:
        'Mensagem lida pelo usuário final, mas só temos esse retorno caso o usuário tenha a função habilitada na plataforma.',
    },
    ttl_expired: {
      label: 'Tempo de vida expirada (TTL)',
      description: 'A mensagem não foi entregue dentro do seu tempo de vida.',
    },
    carrier_communication_failure: {
      label: 'Falha de comunicação com a operadora',
      description: 'Erro de comunicação com a operadora. Se não se sabe se ela aceitou a mensagem, uma pessoa decide.',
    },
    carrier_rejected: { label: 'Rejeitada pela operadora', description: 'Rejeição da mensagem pela operadora.' },
    not_delivered: { label: 'Não entregue', description: 'Mensagem não entregue para o aparelho.' },
    invalid_destination: { label: 'Número de destino inválido', description: 'Contato de WhatsApp inválido.' },
    opted_out: { label: 'Não entregue por opt-out', description: 'Destino bloqueado por opt-out.' },
    invalid_session: {
      label: 'Sessão inválida',
      description: 'Sessão ou janela de atendimento não está aberta e nenhum Template de fallback está configurado.',
    },
    internal_error: { label: 'Erro interno', description: 'Erro interno, procure nossa equipe de suporte.' },
    invalid_content: {
      label: 'Conteúdo inválido',
      description: 'Tipo de conteúdo inválido para envio. Revise seu template.',
    },
    warm_up_blocked: {
      label: 'Mensagem bloqueada por WarmUp',
      description:
        'Programa de aquecimento está habilitado para subir o Tier do telefone, envios não são realizados, apenas os programados pelo Warm Up.',
    },
    tier_limit: {
      label: 'Limite de tier do WhatsApp',
      description: 'Você atingiu seu envio de mensagens diárias; o tier do seu número é exibido junto ao número.',
    },
    invalid_parameter: { label: 'Parâmetro/Contato inválido', description: 'Dados de destino inválidos.' },
  },
  recordResult: {
    accepted: {
      label: 'Aceita',
      description: 'A mensagem saiu da plataforma, mas a entrega ao destinatário ainda não foi confirmada.',
    },
    submitted: {
      label: 'Submetida',
      description:
        'A mensagem foi enviada corretamente pela plataforma, mas a entrega ao destinatário ainda não foi confirmada.',
    },
    delivered: { label: 'Entregue', description: 'A mensagem foi entregue ao destinatário.' },
    read: { label: 'Lida', description: 'O destinatário já leu a mensagem.' },
    failed: { label: 'Falhou', description: 'Ocorreu um erro no envio da mensagem.' },
  },
  conversationType: {
    business_initiated: 'Iniciada pela empresa',
    user_initiated: 'Iniciada pelo usuário',
    free_entry_point: 'Ponto de entrada gratuito',
  },
  contentType: {
    template: 'Template',
    text: 'Texto',
    image: 'Imagem',
    audio: 'Áudio',
    video: 'Vídeo',
    document: 'Documento',
    sticker: 'Figurinha',
    location: 'Localização',
    contacts: 'Contatos',
    reaction: 'Reação',
    button: 'Botão',
    interactive: 'Interativa',
    order: 'Pedido',
    system: 'Sistema',
    unsupported: 'Não suportado',
  },
  yes: 'Sim',
  no: 'Não',
  notTracked:
    'Os cliques em botões de link e de ligação não podem ser rastreados: o WhatsApp não informa nada sobre eles. Respostas rápidas, listas e flows podem.',
};
