import { pulumiDefault } from '../dated-defaults.ts';
import type { IacFinding } from '../judge/finding.ts';
import { plainFinding } from '../judge/plain-finding.ts';
import type { IacVerdict } from '../judge/verdict.ts';
import type { SourceText } from '../text/place.ts';

/** What imports a library that can make clusters. */
const libraries =
  /pulumi|arm-containerservice|armcontainerservice|azure\.mgmt\.containerservice|Azure\.ResourceManager\.ContainerService|cdktf|cdktn|constructs/i;

/** The property, as TypeScript, Python, Go, C# and Java name it, up to the end of what it is given. */
const property = /\b(networkPlugin|network_plugin|NetworkPlugin)\b["']?\)?\s*(?:[:(]|=(?![=~]))\s*([^\n]*)/g;

const modeNames: Readonly<Record<string, string>> = {
  network_plugin: 'network_plugin_mode',
  NetworkPlugin: 'NetworkPluginMode',
};

const cluster =
  /\bnew\s+(?:[\w.]+\.)?(ManagedCluster|KubernetesCluster)\s*\(|\bNew(ManagedCluster|KubernetesCluster)\s*\(|\b(?:[\w.]+\.)(ManagedCluster|KubernetesCluster)\s*\(/;

const networkProfile = /\b(networkProfile|network_profile|NetworkProfile)\b["']?\)?\s*(?:[:(]|=(?![=~]))/;
const azureNative = /azure-native|azure_native|AzureNative|azurenative/;

/** Programs are not worked out: what is told here is told by the property's name, and says so. */
export function readProgram(source: SourceText): IacFinding[] {
  if (!libraries.test(source.text)) return [];
  const code = withoutComments(source);
  const found = [...code.matchAll(property)].flatMap((match) => {
    const [, name = '', given = ''] = match;
    const verdict = verdictOf(given);
    if (verdict === undefined) return [];
    const at = source.placeAt(match.index);
    return [
      plainFinding(
        at,
        verdict,
        'pulumi-program',
        name,
        whyOf(verdict),
        `Give ${name} the value azure and ${modeNames[name] ?? 'networkPluginMode'} the value overlay.`,
      ),
    ];
  });
  if (new RegExp(property).test(code)) return found;
  const made = cluster.exec(code);
  if (made === null) return [];
  const profile = azureNative.test(code) ? networkProfile.exec(code) : null;
  if (profile !== null) return [filledIn(source, profile)];
  const at = source.placeAt(made.index);
  return [
    plainFinding(
      at,
      'unknown',
      'pulumi-program',
      made[0],
      'The program makes a cluster and names no plugin that could be found: look up what it is given, or what AKS chose ("az aks show").',
    ),
  ];
}

/** A network profile without a plugin: what is sent depends on the major version of Pulumi's provider. */
function filledIn(source: SourceText, { index, 1: name = '' }: RegExpExecArray): IacFinding {
  return plainFinding(
    source.placeAt(index),
    'may-create-kubenet',
    'pulumi-program',
    name,
    `The network profile names no plugin that could be found. ${pulumiDefault.whose}; later versions leave it to AKS.`,
    'Give networkPlugin the value azure and networkPluginMode the value overlay; the mode alone is not enough.',
  );
}

function verdictOf(given: string): IacVerdict | undefined {
  const value = given.trim();
  // A setting by this name is whatever it is set to.
  if (/^[\w.]*(get|require|env|config|setting|lookup)\w*\s*[(.[]/i.test(value) && !/kubenet/i.test(value))
    return 'unknown';
  if (
    /^[\w.]*\(?&?\s*["']kubenet["']|^(pulumi\.)?String(Ptr)?\(\s*"kubenet"|^[\w.]*NetworkPlugin\w*\.?Kubenet\b|^[\w.]*\.KUBENET\b/i.test(
      value,
    )
  )
    return 'creates-kubenet';
  if (/kubenet/i.test(value)) return 'may-create-kubenet';
  if (
    /^[\w.]*\(?\s*["'][\w-]*["']|^[\w.]*NetworkPlugin\w*\.?(Azure|None)\b|^[\w.]*\.(AZURE|NONE)\b|^(string|str|Input|pulumi\.Input)\b|^(==|!=)/i.test(
      value,
    )
  )
    return undefined;
  return 'unknown';
}

function whyOf(verdict: IacVerdict): string {
  const how = 'Told by the name of the property: the program was not worked out.';
  if (verdict === 'creates-kubenet') return `The plugin is given as kubenet. ${how}`;
  return verdict === 'may-create-kubenet'
    ? `The plugin can be kubenet. ${how}`
    : `The plugin is given by something that was not worked out: look the value up where the program runs. ${how}`;
}

/** Blanks in place of comments, so that nothing moves. */
function withoutComments({ file, text }: SourceText): string {
  const comments = /\.py$/.test(file)
    ? /("(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*')|#[^\n]*/g
    : /("(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|`(?:[^`\\]|\\.)*`)|\/\/[^\n]*|\/\*[\s\S]*?\*\//g;
  return text.replace(comments, (written: string, kept: string | undefined) => kept ?? written.replace(/[^\n]/g, ' '));
}
