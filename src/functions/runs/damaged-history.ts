import type { OnDamaged } from '../../store/errors.ts';
import type { WorkLog } from './work-services.ts';

/** What a run does about history that cannot be read: it goes on without it, and says so. */
export function passOver(log: WorkLog): OnDamaged {
  return ({ message }) => log.error(`The history is used without a part that cannot be read. ${message}`);
}
