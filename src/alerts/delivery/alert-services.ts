import type { ReportStream } from '../../model/report.ts';
import type { ChannelServices } from '../channels/channel-services.ts';
import type { AlertStore } from './alert-store.ts';

/** Asks for work on alerts. Ids only: what they stand for is stored. */
export type AlertMessage =
  | { readonly kind: 'audit'; readonly run: string }
  | { readonly kind: 'notice'; readonly channel: string; readonly batch: string };

/** What telling and delivering need of the host. */
export interface AlertServices extends ChannelServices {
  readonly store: AlertStore;
  readonly queue: {
    /** @param delayMs before anybody sees it; 0 when left out */
    send(message: AlertMessage, delayMs?: number): Promise<void>;
  };
  /** `latest`, or the id of a run; undefined where there is no such report, or it is kept no longer. */
  openReport(runId: string): Promise<ReportStream | undefined>;
  /** Undefined where the run did not fail, or has a report that tells it. */
  failedRun(runId: string): Promise<FailedRun | undefined>;
}

/** A run that ended without a report. */
export interface FailedRun {
  readonly id: string;
  /** ISO 8601 in UTC. */
  readonly createdAt: string;
  readonly failure: string;
}

/** Where the work tells what it does. Nothing secret reaches it. */
export interface AlertLog {
  log(text: string): void;
  warn(text: string): void;
  error(text: string): void;
}
