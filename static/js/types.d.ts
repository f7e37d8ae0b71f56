/* What pages and libraries bring along, and the things that several modules pass on. For tsc and editors alone. */

/** htmx, as static/vendor has it. */
declare const htmx: {
  process(element: Element): void;
  swap(options: {
    text: string;
    target: Element;
    sourceElement: Element;
    swap: string;
    came?: string[];
  }): Promise<void>;
};

/** One thing that this person sent off, from the tap until the server has answered. */
interface Entry {
  /** Its own id, the same each try. */
  op: string;
  /** The command, as its address says it: `cast-vote`. */
  verb: string;
  path: string;
  /** What was typed, in one piece. */
  text: string;
  /** What it is about, in the words of the page. */
  about: string;
  topic?: string;
  fields: [string, string][];
}

/** An entry as this device keeps it. */
interface Kept extends Entry {
  /** What people read of it. */
  called?: string;
  key: string;
  /** By which entries are in order; later than all before. */
  stamp: number;
  person: string;
  /** Milliseconds by the device's clock. */
  at: number;
  state: "waiting" | "sent" | "refused";
  tries: number;
  failed?: boolean;
  /** How often somebody in between answered in the server's place. */
  foreign?: number;
  /** It stepped aside for those behind it. */
  aside?: boolean;
  away?: boolean;
  /** Milliseconds that it has waited without a connection. */
  aged?: number;
  /** Why it was refused. */
  sentence?: string;
}

/** What says about a topic whether it interests me, or whether I go there. */
interface Tap extends Entry {
  topic: string;
}

/** A photo on its way, from being chosen until the server has it. */
interface Photo {
  op: string;
  /** Where it hangs; empty where the wall decides. */
  section?: string;
  wall: string;
  path: string;
  name: string;
  description: string;
  type: string;
  preview: string;
  state: "draft" | "waiting" | "refused" | "sent";
}

/** A photo as this device keeps it. */
interface KeptPhoto extends Photo {
  code: string;
  person: string;
  stamp: number;
  tries: number;
  /** Milliseconds by the device's clock until which `holder`, a tab, sends it. */
  until: number;
  holder?: string;
  failed?: boolean;
  foreign?: number;
  sentence?: string;
  /** It will not become a photo however often it is sent. */
  never?: boolean;
  /** Only this page knows it. */
  unsafe?: boolean;
}

/** What htmx's events tell of a request. */
interface Asked {
  ctx: {
    request: { method: string; action: string; body: FormData; submitter?: HTMLElement };
    response: { status: number };
    text: string;
    /** Of what came over the socket: the ids of the pieces. */
    came?: string[];
  };
}

/** What a template has written into the attributes of an element for its script. */
type Words = Record<string, string>;

/** An event that is heard on the page or on one of its elements: it comes from one of them. */
type Heard<Kind extends Event = Event> = Kind & { readonly target: Found };

/* What is heard there; any other one that bubbles may be written beside these. */
interface HTMLElementEventMap {
  change: Heard;
  click: Heard<PointerEvent>;
  input: Heard;
  reset: Heard;
}
interface DocumentEventMap {
  change: Heard;
  click: Heard<PointerEvent>;
  error: Heard<ErrorEvent>;
  focusin: Heard<FocusEvent>;
  input: Heard;
  keydown: Heard<KeyboardEvent>;
  paste: Heard<ClipboardEvent>;
  pointerdown: Heard<PointerEvent>;
  submit: Heard<SubmitEvent> & { readonly submitter: Found | null };
  toggle: Heard<ToggleEvent>;
  touchstart: Heard<TouchEvent>;
  "barcamp:answered": Event;
  "barcamp:aside": CustomEvent<string>;
  "barcamp:chosen": CustomEvent<{ theirs: number; over: number }>;
  "barcamp:clock": CustomEvent;
  "barcamp:entries": CustomEvent<{ elsewhere?: string } | null>;
  "barcamp:moved": CustomEvent<{ note: string; section: string; cards: string }>;
  "barcamp:news": Event;
  "barcamp:painted": CustomEvent<string[] | null>;
  "barcamp:photos": CustomEvent;
  "barcamp:progress": CustomEvent<KeptPhoto>;
  "barcamp:reached": CustomEvent;
  "barcamp:leafed": CustomEvent;
  "htmx:after:request": Heard<CustomEvent<Asked>>;
  "htmx:after:swap": Heard<CustomEvent<Asked>>;
  "htmx:before:request": Heard<CustomEvent<Asked>>;
  "htmx:config:request": Heard<CustomEvent<Asked>>;
  "htmx:error": Heard<CustomEvent<Asked>>;
}

/* What is found by a selector, and what events come from, is an element of our own pages: its selector says which. */

/** What fields, forms, links, buttons, cells and lists that unfold have besides. */
interface Beside {
  action: string;
  alt: string;
  cellIndex: number;
  cells: HTMLCollectionOf<HTMLTableCellElement>;
  checked: boolean;
  checkValidity(): boolean;
  children: HTMLCollectionOf<Found>;
  cloneNode(deep?: boolean): Found;
  colSpan: number;
  complete: boolean;
  content: Content;
  defaultChecked: boolean;
  defaultValue: string;
  disabled: boolean;
  elements: ArrayLike<Found> & Iterable<Found> & Record<string, Found>;
  enctype: string;
  files: FileList;
  firstElementChild: Found;
  form: Found;
  hash: string;
  href: string;
  htmlFor: string;
  max: string | number;
  method: string;
  moveBefore(moved: Node, before: Node | null): void;
  multiple: boolean;
  name: string;
  nextElementSibling: Found;
  noValidate: boolean;
  open: boolean;
  options: HTMLOptionsCollection;
  origin: string;
  parentElement: Found;
  pathname: string;
  previousElementSibling: Found;
  protocol: string;
  readOnly: boolean;
  requestSubmit(submitter?: Element | null): void;
  required: boolean;
  reset(): void;
  rows: HTMLCollectionOf<HTMLTableRowElement>;
  search: string;
  select(): void;
  selectedIndex: number;
  selectedOptions: HTMLCollectionOf<HTMLOptionElement>;
  setSelectionRange(start: number, end: number): void;
  showModal(): void;
  src: string;
  submit(): void;
  type: string;
  value: string;
}
type Found = Omit<HTMLElement, keyof Beside> & Beside;
/** One that was found by an attribute for its script, and has it. */
type Piece = Found & { dataset: Words };
/** What is in a template. */
type Content = Omit<DocumentFragment, "cloneNode" | "firstElementChild"> & {
  cloneNode(deep?: boolean): Content;
  firstElementChild: Found;
};

interface ParentNode {
  querySelector(selectors: string): Found | null;
  querySelectorAll(selectors: string): NodeListOf<Found>;
}
interface Element {
  /** Numbers, and whether something is so, are written as they are. */
  setAttribute(name: string, value: string | number | boolean): void;
  closest(selectors: string): Found | null;
}
interface Document {
  getElementById(elementId: string): Found | null;
}
interface HTMLFormControlsCollection {
  /** Where whoever sent the form comes to. */
  readonly back: Found;
}
interface Performance {
  getEntriesByType(type: "navigation"): PerformanceNavigationTiming[];
}
interface Window {
  /** What modules of this page export, for scripts that come later: see barcamp/rendering/scripts.py. */
  barcamp: Record<string, unknown>;
  webkitAudioContext?: typeof AudioContext;
}
interface Node {
  contains(other: EventTarget | null | undefined): boolean;
}
interface String {
  /** Numbers are written as they are. */
  replace(searchValue: string, replaceValue: number): string;
}
