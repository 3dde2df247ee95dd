package org.lianxin.delivery;

/**
 * What stands on a network already, as the sheet of a post names it that carries it further: part of the bytes that are approved.
 *
 * @param delivery that published it; digest: of the bytes that stand there
 * @param remoteId the network's id of it; url: where people read it
 * @param account name of the account whose words these are; text: the words, plain
 */
public record Carried(long delivery, String digest, String remoteId, String url, String account, String text) {}
