// @ts-check
/**
 * Every string that the widget itself says. What the clinic says (its name, greeting, privacy line and starter
 * questions) comes from the server; the ones here stand in until it answers. For another language, edit this file.
 */

export const MESSAGE_LIMIT = 1000;

export const words = {
  launcher: 'Ask us a question',
  /** @param {number} count */
  newReply: (count) => (count === 1 ? 'new reply' : 'new replies'),
  clinic: 'Chat with us',
  role: 'Automatic assistant',
  greeting: 'Hello. What would you like to know?',
  privacy: 'What you write here is kept so that the clinic can read it and improve its answers.',
  emergency: 'This is not an emergency service. In an emergency, call your local emergency number.',
  starters: 'Questions to start with',

  close: 'Close the chat',
  menu: 'More options',
  log: 'Conversation',
  suggestions: 'Suggested replies',
  loading: 'Fetching your conversation…',
  you: 'You',
  assistant: 'Assistant',
  source: 'From:',
  calls: 'Numbers to call',
  /** @param {string} number */
  call: (number) => `Call ${number}`,
  newTab: '(opens in a new tab)',
  typing: 'The assistant is writing',
  latest: 'Newest message',

  field: 'Your message',
  placeholder: 'Write a message',
  send: 'Send',
  person: 'Talk to a person',
  personMessage: "I'd like to talk to a person",
  /** @param {number} left */
  left: (left) => `${left} character${left === 1 ? '' : 's'} left`,
  /** @param {number} over */
  over: (over) => `${over} character${over === 1 ? '' : 's'} too many`,

  sending: 'Sending…',
  unreached: "That didn't reach us. It is kept here; tap to send it again.",
  tryAgain: 'Tap to send it again.',
  refused: "We couldn't take this message. Please put it another way.",
  slow: 'This is taking longer than usual. Your message has reached us.',
  offline: 'No connection at the moment. We keep trying.',
  startedAfresh: 'We started a fresh conversation because the last one had expired.',

  restart: 'New conversation',
  restartTitle: 'Start a new conversation?',
  restartText: 'This one will no longer show on this device. What you have sent stays with the clinic.',
  restartYes: 'Start a new one',
  restartNo: 'Keep this one',
};
