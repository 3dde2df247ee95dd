package org.lianxin.review;

/**
 * One rendering that a review keeps, byte for byte.
 *
 * @param target id of the account it is for, as text
 * @param label where it goes, as the leader reads it ("微网站 示范交警")
 */
public record Kept(String target, String label, String mediaType, byte[] bytes) {}
