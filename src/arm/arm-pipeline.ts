import { setTimeout as wait } from 'node:timers/promises';
import type { TokenCredential } from '@azure/core-auth';
import {
  createDefaultHttpClient,
  createEmptyPipeline,
  decompressResponsePolicy,
  type HttpClient,
  logPolicy,
  type Pipeline,
  proxyPolicy,
  setClientRequestIdPolicy,
  type TlsSettings,
  tlsPolicy,
  userAgentPolicy,
} from '@azure/core-rest-pipeline';
import { callSubscription } from './policies/call-subscription.ts';
import { countPolicy } from './policies/count.ts';
import { originGuard } from './policies/origin-guard.ts';
import { pacePolicy } from './policies/pace.ts';
import { type Pace, unpaced } from './policies/pacing.ts';
import { pageLoopGuard } from './policies/page-loop-guard.ts';
import { rawPages } from './policies/raw-pages.ts';
import { retryPolicy } from './policies/retry.ts';
import { defaultRetryLimits, type RetryLimits } from './policies/retry-delay.ts';
import { signIn } from './policies/sign-in.ts';
import { timeLimit } from './policies/time-limit.ts';
import { trustBehindProxy } from './policies/trust-behind-proxy.ts';
import type { RequestCounter } from './request-counter.ts';

export interface ArmPipelineOptions {
  /** Origin of ARM; a link to any other origin is refused, so that the token goes nowhere else. */
  readonly endpoint: string;
  readonly credential: TokenCredential;
  /** Audience of the token, without `/.default`. */
  readonly audience: string;
  readonly counter: RequestCounter;
  readonly pace?: Pace;
  readonly retryLimits?: RetryLimits;
  /** Milliseconds one attempt may take, body included. */
  readonly timeoutMs?: number;
  readonly tlsOptions?: TlsSettings;
  /** 0 ≤ random < 1, spreads the retries of clients that failed together. */
  readonly random?: () => number;
  /** Waits so many milliseconds before another attempt. */
  readonly sleep?: (ms: number) => Promise<unknown>;
}

const defaultTimeoutMs = 60_000;

export interface ArmWire {
  readonly pipeline: Pipeline;
  readonly httpClient: HttpClient;
}

/**
 * What every request to Azure goes through, outermost first. Redirects are followed by nobody: one could carry the token away.
 * @param posts the paths that a POST may go to
 */
export function createArmWire(options: ArmPipelineOptions, posts: RegExp): ArmWire {
  const { endpoint, credential, audience, counter, pace = unpaced, random = Math.random, sleep = wait } = options;
  const pipeline = createEmptyPipeline();
  const policies = [
    callSubscription(),
    originGuard({ endpoint, posts }),
    pageLoopGuard(),
    setClientRequestIdPolicy(),
    userAgentPolicy({ userAgentPrefix: 'kubenet-audit' }),
    decompressResponsePolicy(),
    proxyPolicy(),
    tlsPolicy(options.tlsOptions),
    trustBehindProxy(),
    retryPolicy({ limits: options.retryLimits ?? defaultRetryLimits, counter, random, sleep }),
    pacePolicy(pace),
    countPolicy(counter),
    timeLimit(options.timeoutMs ?? defaultTimeoutMs),
    rawPages(),
    signIn({ credential, audience, counter }),
    logPolicy(),
  ];
  for (const policy of policies) pipeline.addPolicy(policy);
  return { pipeline, httpClient: createDefaultHttpClient() };
}
