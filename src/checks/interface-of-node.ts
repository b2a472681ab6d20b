import { whyInterfacesAreMissing } from '../network/node-interface.ts';
import { assessEach, cannotTell } from './assess-each.ts';
import { type Assessment, assessed, type Judgement } from './assessment.ts';

/** What could be judged, unless all of it passes while interfaces are missing: that would be a pass nobody looked at. */
export function assessedWithoutInterfaces(
  judgements: readonly Judgement[],
  nodesWithout: readonly string[],
): Assessment {
  const why = whyInterfacesAreMissing(nodesWithout);
  return why === undefined ? assessed(judgements) : assessEach([...judgements, cannotTell(why)]);
}
