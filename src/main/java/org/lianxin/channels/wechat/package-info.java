/**
 * WeChat official accounts. A post goes through a draft to a publication that WeChat reports some time later; what has been asked for and not
 * answered is looked up, never asked for again blindly. Comments are fetched, messages are pushed; the library is used for tokens, uploads and
 * encryption, and everything else goes as plain JSON, because its own types lose ids.
 */
@NullMarked
package org.lianxin.channels.wechat;

import org.jspecify.annotations.NullMarked;
