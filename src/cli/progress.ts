import type { AuditProgress } from '../audit/run-audit.ts';
import type { RequestCounts } from '../model/report.ts';
import { cutTo } from '../words/terminal-text.ts';
import { counted, numberText } from '../words/words.ts';
import { type Io, say } from './io.ts';

export interface ProgressView {
  /** A line that stays, above the one that moves. */
  line(text: string): void;
  update(progress: AuditProgress): void;
  /** Takes the moving line away; nothing moves any more. */
  stop(): void;
}

const tickMs = 500;

/**
 * A line on a terminal that says how far an audit is; nothing at all where standard error is no terminal. With the log of
 * requests, which moves by itself, only lines that stay.
 */
export function showProgress(io: Io, requests: () => RequestCounts, withLog: boolean): ProgressView {
  if (withLog) return { line: (text) => say(io, text), update: () => {}, stop: () => {} };
  if (!io.isTerminal.stderr || io.env['TERM'] === 'dumb') return { line: () => {}, update: () => {}, stop: () => {} };
  const startedAt = io.now().getTime();
  let latest: AuditProgress | undefined;
  const draw = () => {
    const text = progressText(latest, requests(), io.now().getTime() - startedAt);
    io.stderr.write(`\r\u001B[2K${cutTo(text, (io.columns ?? 80) - 1)}`);
  };
  const clear = () => io.stderr.write('\r\u001B[2K');
  const timer = setInterval(draw, tickMs).unref();
  return {
    line: (text) => {
      clear();
      io.stderr.write(`${text}\n`);
    },
    update: (progress) => {
      latest = progress;
      draw();
    },
    stop: () => {
      clearInterval(timer);
      clear();
    },
  };
}

/** Time left is told once something is done: what is left takes as long for each cluster as what is done took. */
export function progressText(progress: AuditProgress | undefined, requests: RequestCounts, elapsedMs: number): string {
  const asked = [
    counted(requests.total, 'request'),
    ...(requests.throttled > 0 ? [`${numberText(requests.throttled)} throttled`] : []),
  ].join(', ');
  if (progress === undefined) return `Finding subscriptions and clusters · ${asked}`;
  const { subscriptions, clustersDone, clustersTotal } = progress;
  const parts = [
    counted(subscriptions, 'subscription'),
    `${numberText(clustersDone)} of ${counted(clustersTotal, 'cluster')}`,
    asked,
    ...(clustersDone > 0 && clustersDone < clustersTotal
      ? [`${durationText((elapsedMs / clustersDone) * (clustersTotal - clustersDone))} left`]
      : []),
  ];
  return parts.join(' · ');
}

function durationText(ms: number): string {
  const seconds = Math.ceil(ms / 1000);
  if (seconds < 90) return `${seconds} s`;
  const minutes = Math.round(seconds / 60);
  return minutes < 90 ? `${minutes} min` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}
