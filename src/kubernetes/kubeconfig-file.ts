import { parse } from 'yaml';
import { z } from 'zod';

const text = z.string().nullish();

/** What is read of a cluster's entry. */
const clusterSchema = z.looseObject({
  server: z.string(),
  'certificate-authority-data': text,
  'tls-server-name': text,
});
export type KubeconfigCluster = z.infer<typeof clusterSchema>;

/** What is read of a user's entry. Nothing of it is run or opened. */
const userSchema = z.looseObject({
  exec: z.object({ args: z.array(z.string()).nullish() }).nullish(),
  'auth-provider': z.object({ name: z.string(), config: z.record(z.string(), z.unknown()).nullish() }).nullish(),
  'client-certificate-data': text,
  'client-key-data': text,
  token: text,
});
export type KubeconfigUser = z.infer<typeof userSchema>;

const fileSchema = z.object({
  'current-context': text,
  contexts: z
    .array(z.object({ name: z.string(), context: z.object({ cluster: z.string(), user: z.string() }) }))
    .nullish(),
  clusters: z.array(z.object({ name: z.string(), cluster: z.unknown() })).nullish(),
  users: z.array(z.object({ name: z.string(), user: z.unknown() })).nullish(),
});

/** The cluster and the user of the current context; `noContext` where there is none, `unreadable` for what is no kubeconfig. */
export function currentContext(
  yaml: string,
): { readonly cluster: KubeconfigCluster; readonly user: KubeconfigUser } | 'noContext' | 'unreadable' {
  const file = fileSchema.safeParse(tryYaml(yaml));
  if (!file.success) return 'unreadable';
  const { contexts, clusters, users } = file.data;
  const context = contexts?.find(({ name }) => name === file.data['current-context'])?.context;
  if (context === undefined) return 'noContext';
  const cluster = clusters?.find(({ name }) => name === context.cluster)?.cluster;
  const user = users?.find(({ name }) => name === context.user)?.user;
  if (cluster === undefined || user === undefined) return 'noContext';
  const [ownCluster, ownUser] = [clusterSchema.safeParse(cluster), userSchema.safeParse(user)];
  return ownCluster.success && ownUser.success ? { cluster: ownCluster.data, user: ownUser.data } : 'unreadable';
}

function tryYaml(yaml: string): unknown {
  try {
    return parse(yaml);
  } catch {
    // The parser's message quotes the text, and with it a key.
    return undefined;
  }
}
