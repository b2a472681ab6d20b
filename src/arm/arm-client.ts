import { createHttpHeaders, createPipelineRequest, isRestError } from '@azure/core-rest-pipeline';
import { createArmClients } from './arm-clients.ts';
import { armParent } from './arm-parent.ts';
import { type ArmPipelineOptions, createArmWire } from './arm-pipeline.ts';
import { type ArmRead, armPath, type PathRead, resourceTypeOfRead } from './arm-read.ts';
import { armReads } from './arm-reads.ts';
import { AzureAnswerError } from './errors.ts';
import { type ArmAnswer, answerOf, itemsOf, nextPageOf } from './raw-answers.ts';

export type { ArmAnswer } from './raw-answers.ts';

/** Reads Azure Resource Manager. Nothing here can write. */
export interface ArmClient {
  /**
   * One resource, as ARM's JSON.
   * @throws {AzureRequestError} when Azure refused or did not answer
   * @throws {AzureAnswerError} when the answer is no JSON
   */
  get(read: ArmRead, id: string): Promise<unknown>;
  /**
   * Every item of a list, page after page.
   * @throws {AzureRequestError} when a page was refused
   * @throws {AzureAnswerError} when a page links to another host, to a page already seen, or has no `value`
   */
  list(read: ArmRead, parent?: string): Promise<readonly unknown[]>;
  /** A query by POST (Resource Graph); same errors as `get`. */
  post(read: PathRead, body: unknown): Promise<ArmAnswer>;
}

/** Can also try whether a list may be read. */
export interface ArmProbe extends ArmClient {
  /** The items of a list's first page; same errors as `list`. */
  firstPage(read: ArmRead, parent: string): Promise<readonly unknown[]>;
}

export type ArmClientOptions = ArmPipelineOptions;

const onlyResourceGraph = new RegExp(`^${RegExp.escape(armReads.resourceGraph.path)}$`);

/** A client whose lists and resources are read by the Azure SDK's own clients, through the product's pipeline. */
export function createArmClient(options: ArmClientOptions): ArmProbe {
  const { endpoint, credential } = options;
  const wire = createArmWire(options, onlyResourceGraph);
  const clientsFor = createArmClients({ endpoint, credential, ...wire });

  /** Asks by the read's operation, or by its path; a page after the first is asked for by the link before it. */
  async function askForPages(read: ArmRead, parent: string, most: number): Promise<void> {
    if ('list' in read) {
      const place = armParent(parent);
      const pages = read.list(clientsFor(place.subscriptionId), place).byPage();
      for (let page = 0; page < most && (await pages.next()).done !== true; page += 1);
      return;
    }
    let next = 'path' in read ? addressOf(armPath(read, parent)) : undefined;
    if (next === undefined) throw new Error(`${resourceTypeOfRead(read)} is read one by one.`);
    for (let page = 0; page < most && next !== undefined; page += 1) next = nextPageOf(await send('GET', next));
  }

  async function askForOne(read: ArmRead, id: string): Promise<unknown> {
    if ('get' in read) {
      const place = armParent(id);
      return read.get(clientsFor(place.subscriptionId), place);
    }
    if ('path' in read) return send('GET', addressOf(armPath(read, id)));
    throw new Error(`${resourceTypeOfRead(read)} is read as a list.`);
  }

  function addressOf(path: string): string {
    return new URL(path, endpoint).href;
  }

  function send(method: 'GET' | 'POST', url: string, body?: unknown) {
    const headers = createHttpHeaders({
      accept: 'application/json',
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    });
    return wire.pipeline.sendRequest(
      wire.httpClient,
      createPipelineRequest({ url, method, headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) }),
    );
  }

  const about = (read: ArmRead, parent: string) => `${parent} ${resourceTypeOfRead(read)}`.trim();
  return {
    get: async (read, id) => {
      const { body } = await telling(
        about(read, id),
        answerOf(() => askForOne(read, id)),
      );
      return body;
    },
    list: (read, parent = '') =>
      telling(
        about(read, parent),
        itemsOf(() => askForPages(read, parent, Number.POSITIVE_INFINITY)),
      ),
    firstPage: (read, parent) =>
      telling(
        about(read, parent),
        itemsOf(() => askForPages(read, parent, 1)),
      ),
    post: (read, body) =>
      telling(
        read.path,
        answerOf(() => send('POST', addressOf(armPath(read)), body)),
      ),
  };
}

/** What the SDK's clients refuse by themselves (a success of another kind than they know) is an answer outside the protocol. */
async function telling<T>(about: string, call: Promise<T>): Promise<T> {
  try {
    return await call;
  } catch (error) {
    if (!isRestError(error)) throw error;
    throw new AzureAnswerError(`Azure answered as it does not document: ${error.message}`, about, { cause: error });
  }
}
