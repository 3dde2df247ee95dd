package org.lianxin.intake.web;

/** What the receipt shows; {@code key} is empty if the letter has got another one meanwhile. {@code follow}: address of the page, without the key. */
public record ReceiptPage(String number, String key, boolean mailed, String follow, QrCode code) {}
