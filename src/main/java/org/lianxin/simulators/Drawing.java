package org.lianxin.simulators;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.imageio.ImageIO;

/** Pictures that simulated people send when no other is given. */
public final class Drawing {
    private Drawing() {}

    /** A road with a hole in it, as PNG. */
    public static byte[] plain() {
        BufferedImage image = new BufferedImage(480, 320, BufferedImage.TYPE_INT_RGB);
        Graphics2D brush = image.createGraphics();
        brush.setColor(new Color(0xb9c7d1));
        brush.fillRect(0, 0, 480, 140);
        brush.setColor(new Color(0x6f7478));
        brush.fillRect(0, 140, 480, 180);
        brush.setColor(new Color(0x2f3236));
        brush.fillOval(170, 200, 150, 60);
        brush.dispose();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, "png", bytes);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }
}
