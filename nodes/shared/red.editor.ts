/** What the dialogs use of Node-RED's editor, typed as it is in versions 4.1 and 5. */

interface NumberSetting {
  readonly from: number;
  readonly to: number;
  readonly unit: string;
  readonly default?: number;
}

interface ChoiceSetting {
  readonly of: readonly string[];
  readonly default: string;
}

type Site =
  | 'fuseA'
  | 'marginA'
  | 'reserveA'
  | 'voltageV'
  | 'spreadA'
  | 'profileDurationS'
  | 'writesPerHour'
  | 'retentionYears'
  | 'exportLimitW'
  | 'batteryHoldSocPct'
  | 'batteryStartSocPct';
type Charger = 'minA' | 'maxA' | 'safeA' | 'stepA' | 'priority' | 'limitA' | 'ecoPlusA' | 'connectorId';

/** The core's tables of settings, put in by the build so that dialogs and core cannot differ. */
interface Tables {
  /** Name of the package: its catalogues go by it. */
  readonly module: string;
  readonly languages: readonly string[];
  readonly site: Readonly<Record<Site, NumberSetting>> & {
    readonly wakeUp: { readonly default: boolean };
    readonly preset: ChoiceSetting;
  };
  readonly charger: Readonly<
    Record<Charger, NumberSetting> & Record<'model' | 'mode' | 'access' | 'phaseSwitching', ChoiceSetting>
  >;
  readonly circuit: Readonly<Record<'fuseA', NumberSetting>>;
  readonly meter: Readonly<Record<'port' | 'unitId' | 'periodS', NumberSetting>>;
  readonly ocpp: Readonly<Record<'port' | 'tlsPort', NumberSetting>>;
  readonly maps: readonly { readonly id: string; readonly name: string }[];
  /** The choice of map that stands for registers of the user's own. */
  readonly ownMap: string;
  readonly mqttPresets: readonly string[];
}

export type Translate = (key: string, blanks?: Readonly<Record<string, unknown>>) => string;

/** A node in the editor; its own properties stand beside these. */
export interface EditorNode {
  readonly id: string;
  readonly type: string;
  readonly _: Translate;
  name?: string;
  [property: string]: unknown;
}

interface PropertyDefinition {
  readonly value: unknown;
  readonly required?: boolean;
  readonly type?: string;
  /** True, or what is wrong. */
  readonly validate?: (this: EditorNode, value: unknown, how?: unknown) => boolean | string;
}

interface TypeDefinition {
  readonly category: string;
  readonly defaults: Readonly<Record<string, PropertyDefinition>>;
  readonly credentials?: Readonly<Record<string, { readonly type: 'text' | 'password' }>>;
  readonly color?: string;
  readonly icon?: string;
  readonly inputs?: 0 | 1;
  readonly outputs?: number;
  readonly align?: 'left' | 'right';
  readonly paletteLabel?: string | ((this: { readonly _: Translate }) => string);
  readonly label?: (this: EditorNode) => string;
  readonly labelStyle?: (this: EditorNode) => string;
  readonly onadd?: (this: EditorNode) => void;
  readonly oneditprepare?: (this: EditorNode) => void;
  readonly oneditsave?: (this: EditorNode) => void;
  readonly oneditcancel?: (this: EditorNode) => void;
  readonly oneditdelete?: (this: EditorNode) => void;
}

interface Tab {
  readonly id: string;
  readonly label: string;
}

interface SidebarTab {
  readonly id: string;
  readonly label: string;
  readonly name: string;
  readonly iconClass: string;
  readonly content: JQuery;
  readonly enableOnEdit: boolean;
  /** It was chosen. */
  readonly onchange: () => void;
}

interface Notice {
  readonly type?: string;
  /** Stays until it is closed. */
  readonly fixed?: boolean;
  readonly buttons?: readonly { readonly text: string; readonly class?: string; readonly click: () => void }[];
}

/** A step that can be undone; of several the last is undone first. */
type HistoryEvent = { readonly dirty: boolean } & (
  | { readonly t: 'multi'; readonly events: readonly HistoryEvent[] }
  | { readonly t: 'delete'; readonly nodes: readonly EditorNode[] }
  | {
      readonly t: 'edit';
      readonly node: EditorNode;
      /** What it was before. */
      readonly changes: Readonly<Record<string, unknown>>;
      readonly changed: boolean;
    }
);

interface Editor {
  readonly nodes: {
    registerType(type: string, definition: TypeDefinition): void;
    node(id: string): EditorNode | null;
    subflow(id: string): { readonly instances: readonly EditorNode[] } | undefined;
    eachConfig(call: (node: EditorNode) => boolean | undefined): void;
    updateConfigNodeUsers(node: EditorNode, change: { readonly action: 'add' | 'remove' }): void;
    remove(id: string): void;
    dirty(changed?: boolean): boolean;
  };
  readonly history: { push(event: HistoryEvent): void };
  readonly events: {
    on(event: 'workspace:clear', call: () => void): void;
    on(event: 'nodes:add', call: (node: EditorNode) => void): void;
  };
  readonly view: { redraw(anew: boolean): void };
  readonly tabs: {
    create(options: { id: string; onchange: (tab: Tab) => void }): {
      addTab(tab: Tab): void;
      activateTab(id: string): void;
      resize(): void;
    };
  };
  readonly editor: {
    editConfig(name: string, type: string, id: string): void;
    validateNode(node: EditorNode): boolean;
  };
  readonly plugins: { registerPlugin(id: string, plugin: { readonly type: string; readonly onadd: () => void }): void };
  readonly sidebar: { addTab(tab: SidebarTab): void };
  readonly _: Translate;
  readonly validators: { typedInput(typeField: string): NonNullable<PropertyDefinition['validate']> };
  readonly utils: { sanitize(text: string): string };
  notify(text: string, options?: string | Notice): { close(): void };
}

/** Something to choose, and the words it is shown with. */
export interface Choice {
  readonly value: string;
  readonly label: string;
}

/** One kind of value a typed input offers. */
export type ValueType = string | (Choice & { readonly hasValue?: boolean; readonly options?: readonly Choice[] });

declare global {
  const RED: Editor;
  const SURPLUG: Tables;

  interface JQuery {
    typedInput(options: { types: readonly ValueType[]; default?: string; typeField?: string }): this;
    typedInput(action: 'types', types: readonly ValueType[]): void;
    typedInput(action: 'type' | 'value'): string;
    typedInput(action: 'type' | 'value', value: string): void;
    autoComplete(options: {
      search: (text: string, done: (found: readonly Choice[]) => void) => void;
      minLength?: number;
    }): this;
    editableList(options: {
      addItem: (row: JQuery, at: number, item: Record<string, unknown>) => void;
      removeItem?: (item: Record<string, unknown>) => void;
      removable?: boolean;
      sortable?: boolean;
      height?: number | 'auto';
    }): this;
    editableList(action: 'addItem', item: Record<string, unknown>): void;
    editableList(action: 'items'): JQuery;
  }
}
