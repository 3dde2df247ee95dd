/**
 * Mailboxes to which citizens write: read by IMAP without changing anything there, answered by SMTP over the same review as every answer.
 * A letter is what a person wrote; an answering machine, a bounce or a list is not, and nothing here ever answers by itself.
 */
@NullMarked
package org.lianxin.channels.mail;

import org.jspecify.annotations.NullMarked;
