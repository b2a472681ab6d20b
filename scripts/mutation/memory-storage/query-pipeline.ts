import type { Entity } from './table-filter.ts';

interface QueryRequest {
  readonly method: 'GET';
  url: string;
}

/** `rows`, unless a policy writes another text. */
interface QueryResponse {
  readonly rows: readonly Entity[];
  readonly headers: Map<string, string>;
  bodyAsText: string | undefined;
}

type Send = (request: QueryRequest) => Promise<QueryResponse>;

interface QueryPolicy {
  readonly name: string;
  sendRequest(request: QueryRequest, next: Send): Promise<QueryResponse>;
}

/** The client's pipeline as far as a test needs it that stands between a query and its pages. */
export class QueryPipeline {
  private policies: QueryPolicy[] = [];

  addPolicy(policy: QueryPolicy): void {
    this.policies.push(policy);
  }

  removePolicy({ name }: Pick<QueryPolicy, 'name'>): void {
    this.policies = this.policies.filter((policy) => policy.name !== name);
  }

  async send(url: string, answer: Send): Promise<Omit<QueryResponse, 'bodyAsText'>> {
    const whole = this.policies.reduce((next: Send, policy) => (request) => policy.sendRequest(request, next), answer);
    const { rows, headers, bodyAsText } = await whole({ method: 'GET', url });
    return { rows: bodyAsText === undefined ? rows : JSON.parse(bodyAsText).value, headers };
  }
}
