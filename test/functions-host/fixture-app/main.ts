import { app, output } from '@azure/functions';
import './http-functions.ts';

interface Work {
  readonly name: string;
  readonly fail?: boolean;
  /** Address that is asked before the function ends; the test answers when it likes. */
  readonly gate?: string;
}

app.hook.appStart(() => {
  app.hook.preInvocation((hook) => {
    if (hook.invocationContext.functionName === 'hooked') {
      hook.hookData['order'] = ['pre'];
      hook.functionHandler = () => ({ body: 'replaced handler' });
    }
  });
});
app.hook.postInvocation((hook) => {
  if (hook.invocationContext.functionName === 'hooked') {
    hook.result = { jsonBody: [hook.hookData['order'], hook.result, 'post'] };
  }
});
app.hook.log((hook) => {
  hook.message = hook.message.replace('secret-word', '***');
});

app.timer('tick', {
  schedule: '%TICK_SCHEDULE%',
  handler: async (timer, context) => {
    context.log(`tick ${JSON.stringify(timer)}`);
    if (process.env['TICK_GATE']) {
      await fetch(process.env['TICK_GATE']);
    }
    if (process.env['TICK_FAILS'] === 'yes') {
      throw new Error('the tick failed');
    }
  },
});

app.storageQueue('work', {
  queueName: 'Work', // the platform makes the capital a small letter
  connection: 'AzureWebJobsStorage',
  handler: async (message, context) => {
    const { dequeueCount } = context.triggerMetadata ?? {};
    context.log(`work ${JSON.stringify({ message, dequeueCount })}`);
    const work = message as Work | string; // the queue's own content; text that is not JSON stays text
    if (typeof work !== 'string' && work.gate) {
      await fetch(work.gate);
    }
    if (typeof work === 'string' || work.fail) {
      throw new Error('the work failed');
    }
    context.log(`done ${work.name}`);
  },
});

const workQueue = output.storageQueue({ queueName: 'WORK', connection: 'AzureWebJobsStorage' });
app.http('enqueue', {
  methods: ['POST'],
  extraOutputs: [workQueue],
  handler: async (request, context) => {
    context.extraOutputs.set(workQueue, await request.json());
    return { status: 202 };
  },
});

app.storageQueue('bury', {
  queueName: 'work-poison',
  connection: 'AzureWebJobsStorage',
  handler: (message, context) => {
    context.log(`buried ${JSON.stringify({ message, dequeueCount: context.triggerMetadata?.['dequeueCount'] })}`);
    throw new Error('the burial failed');
  },
});
