/** Tests of the shape of the program: modules, SQL, texts, endpoints. They read sources and classes, not behaviour. */
package org.lianxin.shape;
