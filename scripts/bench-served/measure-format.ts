import { startMeasuredApp } from './measured-app.ts';

export interface MeasuredFormat {
  readonly megabytes: number;
  readonly firstByteMs: number;
  readonly seconds: number;
  /** Of the processor, the local host's work included. */
  readonly cpuSeconds: number;
  /** What the process held when it was idle, and the most that it held above that. */
  readonly idleMegabytes: number;
  readonly addedMegabytes: number;
}

/** `GET /api/report` of the latest run in one format, from a fresh process of the app in that folder. Linux only. */
export async function measureFormat(
  appDirectory: string,
  connectionString: string,
  format: string,
): Promise<MeasuredFormat> {
  const { url, key, usage, stop } = await startMeasuredApp(appDirectory, connectionString);
  try {
    const idle = await usage();
    const start = performance.now();
    const response = await fetch(`${url}/api/report?format=${format}&code=${key}`);
    if (response.status !== 200 || response.body === null) throw new Error(`${format}: ${response.status}`);
    let [bytes, firstByteMs] = [0, 0];
    for await (const chunk of response.body) {
      if (bytes === 0) firstByteMs = performance.now() - start;
      bytes += chunk.length;
    }
    const seconds = (performance.now() - start) / 1000;
    const after = await usage();
    return {
      ...{ megabytes: bytes / 1e6, firstByteMs, seconds },
      cpuSeconds: after.cpuSeconds - idle.cpuSeconds,
      idleMegabytes: idle.peakMegabytes,
      addedMegabytes: after.peakMegabytes - idle.peakMegabytes,
    };
  } finally {
    stop();
  }
}
