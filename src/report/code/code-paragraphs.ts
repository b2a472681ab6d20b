import type { CodeReport } from '../../model/iac-report.ts';
import { counted } from '../../words/words.ts';
import { clustersAtRisk, codeInShort, joinedText } from './words.ts';

const riskShown = 5;

/** Of an audit with code in short: the sum, and the clusters that their code would destroy. None without code. */
export function codeParagraphs(code: CodeReport | undefined): string[] {
  if (code === undefined) return [];
  const risks = clustersAtRisk(code);
  const more = risks.length - riskShown;
  return [
    `Code: ${codeInShort(code)}`,
    ...risks.slice(0, riskShown).map((cluster) => `Code against ${cluster.name}: ${joinedText(cluster)}`),
    ...(more > 0 ? [`And code against ${counted(more, 'more cluster')}; the other formats name them.`] : []),
  ];
}
