import type { AlertSettings } from '../settings/schema.ts';
import type { AppSettings } from '../settings/secrets.ts';
import type { ResolveName } from '../transport/public-address.ts';
import type { AttachedFormat } from './attachment.ts';

/** A token of the app's own identity, as the Azure SDKs' credentials give it. */
export interface AppIdentity {
  getToken(scope: string): Promise<{ readonly token: string; readonly expiresOnTimestamp: number } | null>;
}

/** What channels need of the world. */
export interface ChannelServices {
  readonly settings: AlertSettings;
  /** Where secrets are. */
  readonly appSettings: AppSettings;
  readonly identity: AppIdentity;
  readonly resolve: ResolveName;
  /** What the findings are attached to a mail as. */
  readonly attachedFormat: AttachedFormat;
  now(): Date;
}
