package org.lianxin.media;

import java.io.InputStream;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.lianxin.kernel.Outcome;
import org.springframework.stereotype.Service;

/** Keeps uploads. A file is public at {@code /media/<hash>/<size>} only while somebody shows it ({@link #show}). */
@Service
public class Media {

    /**
     * Decodes and encodes anew (EXIF gone). JPEG, PNG, GIF (first frame) and WebP where decodable, at most 20 MB and 50 megapixels; refused
     * with a sentence of {@code media.*} otherwise. {@code by}: the uploading person, null for a citizen.
     */
    public Outcome<Stored> picture(InputStream upload, @Nullable Long by) {
        throw new UnsupportedOperationException();
    }

    /** MP4 by its bytes, at most 200 MB; kept as it is. */
    public Outcome<Stored> video(InputStream upload, @Nullable Long by) {
        throw new UnsupportedOperationException();
    }

    public Optional<Stored> find(String hash) {
        throw new UnsupportedOperationException();
    }

    public Map<String, Stored> find(Collection<String> hashes) {
        throw new UnsupportedOperationException();
    }

    /** Who uploaded it first; empty for a citizen's or an unknown file. */
    public Optional<Long> uploader(String hash) {
        throw new UnsupportedOperationException();
    }

    /** These files are public now, because of {@code where} (such as {@code page/123}); joins the caller's transaction. */
    public void show(Collection<String> hashes, String where) {
        throw new UnsupportedOperationException();
    }

    /** What was public because of {@code where} no longer is; at once after the commit. */
    public void hide(String where) {
        throw new UnsupportedOperationException();
    }
}
