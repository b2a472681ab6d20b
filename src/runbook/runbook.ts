/** What a step does to the cluster while it runs. */
export type StepEffect = 'reads' | 'changes' | 'interrupts' | 'irreversible';

export interface RunbookStep {
  /** Stable within one runbook: ticks are kept by it. */
  readonly id: string;
  readonly title: string;
  /** Why, and what it costs; empty where the title says it. */
  readonly why: string;
  /** Lines that bash and PowerShell read alike, complete with this cluster's names. */
  readonly commands: readonly string[];
  /** How to know that it worked. */
  readonly expect: string;
  readonly effect: StepEffect;
  /** The check that asks for it; null where every migration needs it. */
  readonly code: string | null;
}

export const sectionNames = ['owner', 'prepare', 'export', 'window', 'update', 'verify', 'cleanUp'] as const;
export type SectionName = (typeof sectionNames)[number];

export interface RunbookSection {
  readonly name: SectionName;
  readonly title: string;
  /** A sentence or two; empty for none. */
  readonly intro: string;
  readonly steps: readonly RunbookStep[];
}

/** Something that has to be true before the window opens. `noGo`: it is not. `ask`: the report cannot tell. */
export interface GoCondition {
  readonly state: 'go' | 'noGo' | 'ask';
  readonly text: string;
  readonly code: string | null;
}

/** Who declares the cluster, so that a change made beside it is undone or destroys the cluster. */
export interface ClusterOwner {
  /** `Cluster API (CAPZ)`, `Terraform`. */
  readonly system: string;
  /** The tag that says so with its value, the place in code, or both. */
  readonly evidence: string;
  readonly change: string;
  /** Of the declaration; empty where no form is known. */
  readonly declaration: readonly string[];
}

export interface ExpectedDuration {
  readonly lowMinutes: number;
  readonly highMinutes: number;
  /** The pool that takes longest, and how many batches that is. */
  readonly pool: string;
  readonly batches: number;
  /** Times that every node is reimaged, this update included. */
  readonly passes: number;
  readonly basis: string;
}

/** An error that a migration is known to end with. */
export interface KnownError {
  /** As Azure prints it, or the beginning of its text. */
  readonly code: string;
  readonly meaning: string;
  readonly action: string;
  readonly commands: readonly string[];
  /** Checks that foretell it. */
  readonly foretoldBy: readonly string[];
}

/** How one cluster leaves kubenet, from the report of one audit. */
export interface Runbook {
  readonly schemaVersion: '1.0';
  readonly cluster: {
    readonly key: string;
    readonly id: string;
    readonly name: string;
    readonly subscriptionId: string;
    readonly resourceGroup: string;
  };
  /** Of the audit. */
  readonly asOf: string;
  readonly verdict: string;
  readonly facts: readonly { readonly label: string; readonly value: string }[];
  readonly owner: ClusterOwner | null;
  readonly conditions: readonly GoCondition[];
  readonly duration: ExpectedDuration;
  readonly sections: readonly RunbookSection[];
  readonly errors: readonly KnownError[];
  readonly rollback: string;
}
