/** What a reader of a folder is told to add, so that it holds the clusters of a subscription as Azure tells them. */
export function saveClusters(subscriptionId: string | undefined): string {
  const scope = subscriptionId !== undefined && guid.test(subscriptionId) ? ` --subscription ${subscriptionId}` : '';
  return `Add the output of "az aks list${scope} -o json".`;
}

/** An id of any other form is not printed into a command. */
const guid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
