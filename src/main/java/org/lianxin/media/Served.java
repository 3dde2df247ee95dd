package org.lianxin.media;

import java.nio.file.Path;
import org.springframework.core.io.FileSystemResource;
import org.springframework.core.io.Resource;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;

/** A file and how it is to be sent. */
public record Served(Path file, String mediaType, String tag) {

    public ResponseEntity<Resource> sent(CacheControl caching) {
        return ResponseEntity.ok()
                .cacheControl(caching)
                .contentType(MediaType.parseMediaType(mediaType))
                .eTag("\"" + tag + "\"")
                .header("X-Content-Type-Options", "nosniff")
                .body(new FileSystemResource(file));
    }
}
