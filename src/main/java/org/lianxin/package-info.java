@org.jspecify.annotations.NullMarked
package org.lianxin;
