import type { Catalogue } from './catalogue';

/** English. */
export const en: Catalogue = {
  contactState: {
    initial: {
      label: 'Initial',
      description: 'No message was sent to the contact yet. This is its state right after the upload.',
    },
    in_progress: {
      label: 'In progress',
      description: 'The message is being sent to the client. Usually not noticed: it changes to another state quickly.',
    },
    retry_scheduled: {
      label: 'Retry scheduled',
      description: 'The message failed to send for now. Another attempt is scheduled.',
    },
    sent: {
      label: 'Sent',
      description:
        'The message was sent, but has not reached the client yet: the phone may be off or in airplane mode.',
    },
    delivered: {
      label: 'Delivered',
      description: 'The message was delivered to the client, who has not displayed it yet.',
    },
    read: { label: 'Read', description: 'The message was delivered to the client, who has viewed it.' },
    error: { label: 'Error', description: 'The message failed to send: it was refused, or could not be sent at all.' },
    sending_failed: {
      label: 'Sending failed',
      description: "The message was not sent: the client's phone number has no WhatsApp account.",
    },
    delivery_failed: {
      label: 'Delivery failed',
      description: 'The message was sent, but could not be delivered to the client.',
    },
    invalid_record: {
      label: 'Invalid record',
      description: 'The contact was uploaded incorrectly, for example with an empty phone number.',
    },
    removed: {
      label: 'Removed',
      description:
        'The contact was removed from the campaign, by an administrator while it was not started or paused, or by an erasure.',
    },
    canceled_by_admin: {
      label: 'Canceled by admin',
      description: 'An administrator ended the campaign before the contact was sent to.',
    },
  },
  needsAttention: {
    label: 'Needs attention',
    description:
      'Nobody knows whether the message left: no answer and no webhook came in time. It is not sent again by itself; say what to assume.',
  },
  campaignStatus: {
    draft: { label: 'Draft', description: 'The campaign is saved but not scheduled.' },
    scheduled: { label: 'Scheduled', description: 'The campaign is queued and starts at its time.' },
    sending: { label: 'Sending', description: 'The campaign is being delivered.' },
    paused: { label: 'Paused', description: 'Delivery is stopped for now, by an administrator or by the system.' },
    canceling: {
      label: 'Canceling',
      description: 'An administrator ended the campaign; the contacts not sent to are being canceled.',
    },
    canceled: { label: 'Canceled', description: 'An administrator ended the campaign before all messages were sent.' },
    completed: { label: 'Completed', description: 'All messages have been processed.' },
    failed: { label: 'Failed', description: 'The campaign could not be sent; the reason and the remedy are shown.' },
  },
  reportStatus: {
    queued: { label: 'Queued', description: 'The message waits to be sent, or to be tried again.' },
    sent: { label: 'Sent', description: 'The message left the platform; its delivery is not confirmed yet.' },
    delivered: { label: 'Delivered', description: 'Message delivered to the device.' },
    read: {
      label: 'Read',
      description: 'Message read by the end user; known only where the user has this function enabled.',
    },
    ttl_expired: {
      label: 'Time to live expired (TTL)',
      description: 'The message was not delivered within its time to live.',
    },
    carrier_communication_failure: {
      label: 'Communication failure with the carrier',
      description:
        'Communication error with the carrier. Where nobody knows whether it took the message, a person decides.',
    },
    carrier_rejected: { label: 'Rejected by the carrier', description: 'The carrier rejected the message.' },
    not_delivered: { label: 'Not delivered', description: 'Message not delivered to the device.' },
    invalid_destination: { label: 'Invalid destination number', description: 'Invalid WhatsApp contact.' },
    opted_out: { label: 'Not delivered: opt-out', description: 'Destination blocked by opt-out.' },
    invalid_session: {
      label: 'Invalid session',
      description: 'The session or service window is not open and no fallback template is configured.',
    },
    internal_error: { label: 'Internal error', description: 'Internal error; contact our support team.' },
    invalid_content: {
      label: 'Invalid content',
      description: 'Content of an invalid type for sending. Review your template.',
    },
    warm_up_blocked: {
      label: 'Blocked by warm-up',
      description: "The warm-up programme that raises the number's tier is on: only what it has planned is sent.",
    },
    tier_limit: {
      label: 'WhatsApp tier limit',
      description: 'You have reached your daily messages; the tier of your number is shown with the number.',
    },
    invalid_parameter: { label: 'Invalid parameter/contact', description: 'Invalid destination data.' },
  },
  recordResult: {
    accepted: {
      label: 'Accepted',
      description: 'The message left the platform, but its delivery to the recipient has not yet been confirmed.',
    },
    submitted: {
      label: 'Submitted',
      description:
        'The message was sent correctly from the platform, but its delivery to the recipient has not yet been confirmed.',
    },
    delivered: { label: 'Delivered', description: 'The message was successfully delivered to the recipient.' },
    read: { label: 'Read', description: 'The recipient has already read the message.' },
    failed: { label: 'Failed', description: 'An error occurred while sending the message.' },
  },
  conversationType: {
    business_initiated: 'Business initiated',
    user_initiated: 'User initiated',
    free_entry_point: 'Free entry point',
  },
  contentType: {
    template: 'Template',
    text: 'Text',
    image: 'Image',
    audio: 'Audio',
    video: 'Video',
    document: 'Document',
    sticker: 'Sticker',
    location: 'Location',
    contacts: 'Contacts',
    reaction: 'Reaction',
    button: 'Button',
    interactive: 'Interactive',
    order: 'Order',
    system: 'System',
    unsupported: 'Unsupported',
  },
  yes: 'Yes',
  no: 'No',
  notTracked:
    'Taps on link and call buttons cannot be tracked: WhatsApp says nothing of them. Quick replies, lists and flows can.',
};
