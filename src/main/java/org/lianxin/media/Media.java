package org.lianxin.media;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.lianxin.kernel.Hash;
import org.lianxin.kernel.Outcome;
import org.lianxin.kernel.Sql;
import org.lianxin.media.Stored.Kind;
import org.lianxin.media.Stored.Size;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Keeps uploads. A file is public at {@code /media/<hash>/<size>} only while somebody shows it ({@link #show}). */
@Service
public class Media {
    /** Largest upload of a picture in bytes. */
    public static final long MOST_PICTURE = 20L * 1024 * 1024;
    /** Largest upload of a video in bytes. */
    public static final long MOST_VIDEO = 200L * 1024 * 1024;

    private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");

    private final JdbcClient db;
    private final Clock clock;
    private final Folder folder;
    private final Pictures pictures;
    /** Keeping a file and taking one away do not overlap, so that no row is left without its bytes. */
    private final Object gate = new Object();

    Media(JdbcClient db, Clock clock, Folder folder, Pictures pictures) {
        this.db = db;
        this.clock = clock;
        this.folder = folder;
        this.pictures = pictures;
    }

    /**
     * Decodes and encodes anew (EXIF gone). JPEG, PNG, WebP, GIF (first frame), at most 20 MB and 50 megapixels; anything else is refused with a
     * sentence of {@code media.*}. {@code by}: the uploading person, null for a citizen. The stream is not closed.
     */
    public Outcome<Stored> picture(InputStream upload, @Nullable Long by) {
        return receive(upload, MOST_PICTURE, "media.too-large", (file, format) -> picture(file, format, by));
    }

    /** MP4 by its bytes, at most 200 MB; kept as it is but for the boxes that tell place and device. */
    public Outcome<Stored> video(InputStream upload, @Nullable Long by) {
        return receive(upload, MOST_VIDEO, "media.video-too-large", (file, format) -> video(file, format, by));
    }

    /** A picture or a video, whichever it is by its bytes. */
    public Outcome<Stored> upload(InputStream upload, @Nullable Long by) {
        return receive(upload, MOST_VIDEO, "media.video-too-large", (file, format) -> {
            if (format == Format.MP4) {
                return video(file, format, by);
            }
            return Files.size(file) > MOST_PICTURE
                    ? Outcome.invalid("file", "media.too-large", MOST_PICTURE >> 20)
                    : picture(file, format, by);
        });
    }

    private interface Taking {
        Outcome<Stored> take(Path file, Format format) throws IOException, Folder.Full;
    }

    private Outcome<Stored> receive(InputStream upload, long most, String tooLarge, Taking taking) {
        Path file = null;
        try {
            file = folder.receive(upload, most);
            return Files.size(file) == 0 ? Outcome.invalid("file", "media.empty") : taking.take(file, Format.of(file));
        } catch (Folder.TooLarge much) {
            return Outcome.invalid("file", tooLarge, most >> 20);
        } catch (Folder.Full full) {
            org.slf4j.LoggerFactory.getLogger(Media.class)
                    .error("an upload was refused: the disk did not take it", full);
            return Outcome.invalid("file", "media.disk-full");
        } catch (IOException lost) {
            throw new UncheckedIOException(lost);
        } finally {
            if (file != null) {
                folder.discard(file);
            }
        }
    }

    private Outcome<Stored> picture(Path file, Format format, @Nullable Long by) throws IOException, Folder.Full {
        String why = switch (format) {
            case JPEG, PNG, GIF, WEBP -> "";
            case HEIC -> "media.heic";
            case SVG -> "media.svg";
            case MP4 -> "media.video-here";
            case OTHER -> "media.not-a-picture";
        };
        if (!why.isEmpty()) {
            return Outcome.invalid("file", why);
        }
        Outcome<Pictures.Made> outcome = pictures.make(file, format);
        if (!(outcome instanceof Outcome.Done<Pictures.Made>(Pictures.Made made))) {
            return ((Outcome.Refused<Pictures.Made>) outcome).cast();
        }
        byte[] original = Objects.requireNonNull(made.sizes().get(Size.ORIGINAL));
        Stored stored = new Stored(
                Hash.sha256(original), Kind.PICTURE, made.type(), made.width(), made.height(), original.length);
        Map<String, byte[]> files = made.sizes().entrySet().stream()
                .collect(Collectors.toMap(
                        e -> Objects.requireNonNull(Pictures.name(made.type(), e.getKey())), Map.Entry::getValue));
        synchronized (gate) {
            folder.keep(stored.hash(), files);
            enter(stored, by);
        }
        return Outcome.done(stored);
    }

    private Outcome<Stored> video(Path file, Format format, @Nullable Long by) throws IOException, Folder.Full {
        if (format != Format.MP4) {
            return Outcome.invalid("file", "media.not-a-video");
        }
        Outcome<Videos.Measured> outcome = Videos.inspect(file);
        if (!(outcome instanceof Outcome.Done<Videos.Measured>(Videos.Measured size))) {
            return ((Outcome.Refused<Videos.Measured>) outcome).cast();
        }
        Stored stored =
                new Stored(Hash.sha256(file), Kind.VIDEO, "video/mp4", size.width(), size.height(), Files.size(file));
        synchronized (gate) {
            folder.keep(stored.hash(), "original.mp4", file);
            enter(stored, by);
        }
        return Outcome.done(stored);
    }

    /** The row comes after the bytes are safe. */
    private void enter(Stored stored, @Nullable Long by) {
        var now = Sql.time(clock.instant());
        db.sql("""
                with kept as (insert into media.file (hash, kind, media_type, width, height, bytes, stored_at)
                  values (:hash, :kind, :type, :width, :height, :bytes, :at) on conflict (hash) do nothing)
                insert into media.upload (hash, person, at) select :hash, p, :at from unnest(:by::bigint[]) p on conflict do nothing""")
                .param("hash", stored.hash())
                .param("kind", stored.kind().name())
                .param("type", stored.mediaType())
                .param("width", stored.width())
                .param("height", stored.height())
                .param("bytes", stored.bytes())
                .param("at", now)
                .param("by", by == null ? new Long[0] : new Long[] {by})
                .update();
    }

    public Optional<Stored> find(String hash) {
        return Optional.ofNullable(find(List.of(hash)).get(hash));
    }

    /** What is kept under these hashes; unknown ones are missing from the answer. */
    public Map<String, Stored> find(Collection<String> hashes) {
        Map<String, Stored> found = new HashMap<>();
        List<String> known =
                hashes.stream().filter(hash -> HASH.matcher(hash).matches()).toList();
        if (!known.isEmpty()) {
            db.sql("select * from media.file where hash = any(?::text[])")
                    .param(array(known))
                    .query(Media::read)
                    .list()
                    .forEach(s -> found.put(s.hash(), s));
        }
        return found;
    }

    /** Who uploaded it first; empty for a citizen's or an unknown file. */
    public Optional<Long> uploader(String hash) {
        return db.sql("select person from media.upload where hash = ? order by at, person limit 1")
                .param(hash)
                .query((row, n) -> row.getLong(1))
                .optional();
    }

    /** Whether this person brought the file, first or again. */
    public boolean uploadedBy(String hash, long person) {
        return db.sql("select exists (select from media.upload where hash = ? and person = ?)")
                .params(hash, person)
                .query((row, n) -> row.getBoolean(1))
                .single();
    }

    /**
     * These files are public now, because of {@code where} (such as {@code page/123}) and as long as nobody withholds {@code about}; joins the
     * caller's transaction. Unknown hashes are left out.
     */
    @Transactional
    public void show(Collection<String> hashes, String where, String about) {
        if (!hashes.isEmpty()) {
            db.sql("""
                            insert into media.shown (hash, place, about, shown_at) select hash, ?, ?, cast(? as timestamptz) from media.file where hash = any(?::text[])
                            order by hash on conflict do nothing""")
                    .params(where, about, Sql.time(clock.instant()), array(hashes))
                    .update();
        }
    }

    /** What was public because of {@code where} no longer is; at once after the commit. */
    @Transactional
    public void hide(String where) {
        db.sql("delete from media.shown where place = ?").param(where).update();
    }

    /** No page makes files of this public, those to come included, until it is released; at once after the commit. */
    @Transactional
    public void withhold(String about) {
        db.sql("insert into media.withheld (about, since) values (?, ?) on conflict do nothing")
                .params(about, Sql.time(clock.instant()))
                .update();
    }

    /** What pages show of this is public again. */
    @Transactional
    public void release(String about) {
        db.sql("delete from media.withheld where about = ?").param(about).update();
    }

    /** Takes citizens' files away for good: those of these that nobody shows and nobody of the staff has uploaded. */
    public void forget(Collection<String> hashes) {
        if (hashes.isEmpty()) {
            return;
        }
        synchronized (gate) {
            db.sql("""
                    delete from media.file f where hash = any(?::text[])
                      and not exists (select from media.shown s where s.hash = f.hash) and not exists (select from media.upload u where u.hash = f.hash)
                    returning hash""")
                    .param(array(hashes))
                    .query((row, n) -> row.getString(1))
                    .list()
                    .forEach(folder::remove);
        }
    }

    /** The bytes of a public file; empty if nobody shows it, or if all that shows it is withheld. */
    Optional<Served> shown(String hash, String size) {
        return !HASH.matcher(hash).matches()
                ? Optional.empty()
                : db.sql("""
                                select * from media.file f where hash = ? and exists (select from media.shown s where s.hash = f.hash
                                  and not exists (select from media.withheld w where w.about = s.about))""").param(hash).query(Media::read).optional().flatMap(stored -> served(stored, size));
    }

    /** The bytes of a file whoever may see it; the caller has asked. */
    public Optional<Served> kept(String hash, String size) {
        return HASH.matcher(hash).matches() ? find(hash).flatMap(stored -> served(stored, size)) : Optional.empty();
    }

    private Optional<Served> served(Stored stored, String size) {
        for (Size known : Size.values()) {
            String name = known.path().equals(size) ? Pictures.name(stored.mediaType(), known) : null;
            if (name != null) {
                return Optional.of(new Served(
                                folder.file(stored.hash(), name),
                                stored.mediaType(),
                                stored.hash().substring(0, 24) + "-" + size))
                        .filter(s -> Files.isRegularFile(s.file()));
            }
        }
        return Optional.empty();
    }

    private static String[] array(Collection<String> hashes) {
        return hashes.toArray(String[]::new);
    }

    private static Stored read(ResultSet row, int n) throws SQLException {
        return new Stored(
                row.getString("hash"),
                Kind.valueOf(row.getString("kind")),
                row.getString("media_type"),
                row.getInt("width"),
                row.getInt("height"),
                row.getLong("bytes"));
    }
}
