/**
 * Signatures of HTTP requests in the two forms that servers of the fediverse use: draft-cavage-12 and RFC 9421, RSA with SHA-256. Plain
 * functions over an {@link org.lianxin.federation.signature.Exchange}; knows no key's owner and asks nobody.
 */
@NullMarked
package org.lianxin.federation.signature;

import org.jspecify.annotations.NullMarked;
