package org.lianxin.review;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The canonical form of what a review keeps, over which its digest is taken: every part with its length before it, in order. */
final class Contents {
    private static final String FORM = "lianxin review 1";

    private Contents() {}

    /** Equal bytes if and only if targets, labels, media types, bytes and media hashes are equal, in order. */
    static byte[] canonical(List<Kept> contents, List<String> mediaHashes) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(
                contents.stream().mapToInt(k -> k.bytes().length + 200).sum() + 64);
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            put(out, FORM);
            out.writeInt(contents.size());
            for (Kept kept : contents) {
                put(out, kept.target());
                put(out, kept.label());
                put(out, kept.mediaType());
                put(out, kept.bytes());
            }
            out.writeInt(mediaHashes.size());
            for (String hash : mediaHashes) {
                put(out, hash);
            }
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }

    private static void put(DataOutputStream out, String text) throws IOException {
        put(out, text.getBytes(StandardCharsets.UTF_8));
    }

    private static void put(DataOutputStream out, byte[] part) throws IOException {
        out.writeInt(part.length);
        out.write(part);
    }
}
