import type { AlertLog, AlertServices } from '../../alerts/delivery/alert-services.ts';
import { deliverNotice } from '../../alerts/delivery/deliver-notice.ts';
import { tellAudit } from '../../alerts/delivery/tell-audit.ts';
import { alertMessageSchema } from './alert-messages.ts';

/** Does what a message of the alert queue asks for. It may come twice and late. */
export async function handleAlertMessage(services: AlertServices, content: unknown, log: AlertLog): Promise<void> {
  const parsed = alertMessageSchema.safeParse(content);
  if (!parsed.success) {
    // Trying again would not make it readable; what it stood for is stored, and the sweep sends for it.
    log.error(`A message of the alert queue cannot be understood and is dropped: ${parsed.error.issues[0]?.message}.`);
    return;
  }
  const message = parsed.data;
  if (message.kind === 'audit') await tellAudit(services, message.run, log);
  else await deliverNotice(services, message.channel, message.batch, log);
}
