/** The shapes that the widget's modules hand to each other. For the type check alone: no browser loads this file. */

export interface Choice {
  id: string;
  title: string;
}

export interface Source {
  title: string;
  link: string | null;
}

/** A message as the server tells it. */
export interface Message {
  id: string | null; // null while a visitor's message is unanswered
  from: 'visitor' | 'bot' | 'staff';
  text: string;
  at: string;
  client_id?: string;
  metadata?: { utter_action?: string };
  source?: Source | null;
  choices?: Choice[];
}

/** `failed` may be sent again; `refused` would only be refused again. */
export type Delivery = 'sending' | 'sent' | 'failed' | 'refused';

/** One line of the thread. A changed entry is a new object, so that the view can tell by identity. */
export interface Entry {
  key: string; // unique in this page, and the same before and after the server has named the message
  id: string | null;
  clientId: string;
  from: 'visitor' | 'bot' | 'staff' | 'note';
  text: string;
  at: string;
  action?: string; // the response that a reply came from
  source?: Source | null;
  choices: readonly Choice[];
  choice?: string; // the button that a visitor pressed
  delivery: Delivery;
  trouble?: string; // a sentence on why it was not taken
}

export interface Thread {
  number: number; // counts the conversations of this page: message ids may repeat in the next one
  earlier: readonly Entry[]; // what is still shown of conversations that have ended
  entries: readonly Entry[]; // the present conversation
}

/** What the visitor wrote or pressed, before it is an entry. */
export interface Written {
  clientId: string;
  text: string;
  choice?: string;
  at: string;
}

/** What the clinic says before the first message. */
export interface Config {
  clinic: string;
  greeting: string;
  privacy: string;
  starters: string[];
}

/** All that the view needs to draw. */
export interface State {
  config: Config | null;
  thread: Thread;
  choices: readonly Choice[]; // the buttons that may be pressed now
  loading: boolean; // the conversation of an earlier page is being fetched
  waiting: boolean; // a reply is due
  slow: boolean; // ... and takes long
  offline: boolean;
}

/** What the visitor can do. */
export interface Actions {
  show(): void;
  hide(): void;
  say(text: string): void;
  write(): void;
  askForPerson(): void;
  choose(choice: Choice): void;
  retry(clientId: string): void;
  forget(): void;
}

export interface Following {
  token: string;
  after: () => string; // the last id seen, asked for at each connection
  onMessage: (message: Message) => void;
  onConnection: (failures: number) => void; // 0 on success, else how often in a row it failed
  signal: AbortSignal;
}
