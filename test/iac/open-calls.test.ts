import { describe, expect, it } from 'vitest';
import { type MarkedFiles, marksAndScan } from './marked-files.ts';

const situations: readonly (readonly [string, MarkedFiles])[] = [
  [
    'PowerShell that starts az with words of its caller',
    {
      'a.ps1':
        '# makes the cluster: az aks create\nStart-Process az -ArgumentList $args «unknown»\nStart-Process -FilePath "az" -ArgumentList $words -Wait «unknown»\n& az @args «unknown»\naz $command «unknown»\n',
    },
  ],
  [
    'bash that hands on everything',
    { 'a.sh': 'echo "give me: aks create --network-plugin kubenet"\naz "$@" «unknown»\nsudo az $WORDS «unknown»\n' },
  ],
  ["a wrapper in a script that has nothing to do with clusters' making", { 'a.sh': 'az aks list\naz "$@"\n' }],
  [
    'a function that its callers in the file give words, and one that nobody calls',
    {
      'a.sh':
        'run() {\n  az "$@"\n}\nother() {\n  az "$@"\n}\nrun aks create -n a --network-plugin kubenet «creates-kubenet»\nrun aks create -n b --network-plugin azure\n',
    },
  ],
  [
    'the program in a variable, known by its default, or only by what follows it',
    {
      'a.sh':
        'AZ="§{AZ:-az}"\n$AZ aks create -n a --network-plugin kubenet «creates-kubenet»\n§{AZ_BIN} aks create -n b --network-plugin kubenet «creates-kubenet»\n"$OTHER" aks create "§{ARGS[@]}" «unknown»\n"$OTHER" show --network-plugin kubenet\n',
      'a.ps1': '& $az aks create -n a --network-plugin kubenet «creates-kubenet»\n',
    },
  ],
  [
    'a command of az aks that is not known',
    {
      'a.sh':
        'az aks "$@" «unknown»\naz aks $VERB -n a --network-plugin kubenet «may-create-kubenet»\naz aks $VERB -n a --network-plugin azure\naz aks $VERB -n a -g b\n',
    },
  ],
];

const notAks: readonly (readonly [string, MarkedFiles])[] = [
  [
    'a unit of systemd, its drop-in and the file of its options',
    {
      'kubelet.service': '[Service]\nExecStart=/usr/bin/kubelet \\\n  --network-plugin=kubenet «not-aks»\n',
      '10-kubeadm.conf':
        '# Environment="KUBELET_NETWORK_ARGS=--network-plugin=kubenet"\nEnvironment="KUBELET_NETWORK_ARGS=--network-plugin=kubenet" «not-aks»\n',
      'default/kubelet': 'KUBELET_OPTS="--network-plugin=kubenet" «not-aks»\n',
    },
  ],
  [
    'a Makefile with both',
    {
      Makefile:
        'up:\n\tminikube start --network-plugin=kubenet «not-aks»\n\taz aks create -n a --network-plugin kubenet «creates-kubenet»\n',
    },
  ],
  [
    'a kubelet in a container',
    {
      'pod.yaml':
        'apiVersion: v1\nkind: Pod\nmetadata:\n  name: k\nspec:\n  containers:\n  - name: k\n    command:\n    - /hyperkube\n    - kubelet\n    - --network-plugin=kubenet «not-aks»\n',
    },
  ],
  [
    'cloud-init: what it writes, and what it runs',
    {
      'user-data.yaml':
        '#cloud-config\nwrite_files:\n  - path: /etc/systemd/system/kubelet.service\n    content: |\n      [Service]\n      ExecStart=/usr/local/bin/kubelet --network-plugin=kubenet «not-aks»\n  - path: /opt/a.sh\n    content: |\n      #!/bin/bash\n      az aks create -n a --network-plugin kubenet «creates-kubenet»\nruncmd:\n  - az aks create -n b --network-plugin kubenet «creates-kubenet»\n  - [az, aks, create, -n, c, --network-plugin, kubenet] «creates-kubenet»\n  - [sh, -c, "az aks create -n d --network-plugin kubenet"] «creates-kubenet»\n  - [sh, -c, "az aks create -n e --network-plugin azure"]\n',
    },
  ],
];

describe('calls of az that are not known whole', () => {
  it.each(situations)('%s', async (_, files) => {
    const { wanted, found, report } = await marksAndScan(files);
    expect(found, JSON.stringify(report.findings, null, 1)).toEqual(wanted);
  });
});

describe('kubelets of other clusters', () => {
  it.each(notAks)('%s', async (_, files) => {
    const { wanted, found, report } = await marksAndScan(files);
    expect(found, JSON.stringify(report.findings, null, 1)).toEqual(wanted);
  });
});
