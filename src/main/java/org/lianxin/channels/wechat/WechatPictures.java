package org.lianxin.channels.wechat;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import org.lianxin.channels.Connection;
import org.lianxin.channels.wechat.WechatClient.Said;
import org.lianxin.delivery.Manuscript;
import org.lianxin.media.Media;
import org.springframework.stereotype.Component;

/** Brings pictures to WeChat: those of the text, and the cover, which every article must have; a plain one where there is no picture. */
@Component
class WechatPictures {
    private static final int WIDTH = 900;
    private static final int HEIGHT = 383;
    private static final Color PLAIN = new Color(0x1d4f8c);

    private final Media media;
    private final WechatClient client;

    WechatPictures(Media media, WechatClient client) {
        this.media = media;
        this.client = client;
    }

    /**
     * Where they are there.
     *
     * @param cover its media_id
     * @param urls of the pictures in the text, in order
     */
    record Brought(String cover, List<String> urls) {}

    /** What WeChat said to the first that did not get there. */
    static final class NotBrought extends Exception {
        private static final long serialVersionUID = 1;
        private final transient Said said;

        NotBrought(Said said) {
            super("not brought", null, false, false);
            this.said = said;
        }

        Said said() {
            return said;
        }
    }

    Brought bring(Connection connection, List<Manuscript.Picture> pictures) throws NotBrought, IOException {
        List<String> urls = new ArrayList<>();
        String cover = "";
        for (Manuscript.Picture picture : pictures) {
            Path file = copy(picture);
            try {
                urls.add(said(client.uploadImage(connection, file), "url"));
                if (cover.isEmpty()) {
                    cover = said(client.uploadCover(connection, file), "media_id");
                }
            } finally {
                Files.deleteIfExists(file);
            }
        }
        return new Brought(cover.isEmpty() ? plain(connection) : cover, urls);
    }

    private static String said(Said said, String name) throws NotBrought {
        if (said instanceof Said.Yes(var body) && !body.path(name).asString("").isEmpty()) {
            return body.path(name).asString("");
        }
        throw new NotBrought(said);
    }

    /** By its name WeChat sees what it is. */
    private Path copy(Manuscript.Picture picture) throws IOException {
        var kept = media.kept(picture.hash(), "medium").orElseThrow(() -> new IOException("gone"));
        Path file = Files.createTempFile("wechat", kept.mediaType().equals("image/png") ? ".png" : ".jpg");
        return Files.copy(kept.file(), file, StandardCopyOption.REPLACE_EXISTING);
    }

    private String plain(Connection connection) throws NotBrought, IOException {
        Path file = Files.createTempFile("wechat", ".png");
        try {
            BufferedImage image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
            Graphics2D brush = image.createGraphics();
            brush.setColor(PLAIN);
            brush.fillRect(0, 0, WIDTH, HEIGHT);
            brush.dispose();
            ImageIO.write(image, "png", file.toFile());
            return said(client.uploadCover(connection, file), "media_id");
        } finally {
            Files.deleteIfExists(file);
        }
    }
}
