package org.lianxin.launch.city;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Random;
import javax.imageio.ImageIO;

/** Pictures for the demo's posts: the city's hills, river and bridge, drawn anew for each from its name. No word stands in them. */
final class Drawing {
    private static final int WIDTH = 1600;
    private static final int HEIGHT = 900;

    private Drawing() {}

    static byte[] png(String name) {
        Random random = new Random(name.hashCode());
        BufferedImage image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
        Graphics2D g = image.createGraphics();
        g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        float hue = 0.08f + random.nextFloat() * 0.06f;
        g.setPaint(new GradientPaint(
                0, 0, Color.getHSBColor(hue, 0.10f, 0.97f), 0, HEIGHT, Color.getHSBColor(hue + 0.03f, 0.18f, 0.92f)));
        g.fillRect(0, 0, WIDTH, HEIGHT);
        double sun = 70 + random.nextInt(60);
        g.setColor(Color.getHSBColor(hue - 0.03f, 0.35f, 0.96f));
        g.fill(new Ellipse2D.Double(200 + random.nextInt(1100), 120 + random.nextInt(160), sun * 2, sun * 2));
        for (int layer = 0; layer < 4; layer++) {
            g.setColor(Color.getHSBColor(0.46f, 0.18f + layer * 0.14f, 0.78f - layer * 0.14f));
            g.fill(hills(random, 380 + layer * 95, 120 - layer * 14));
        }
        g.setPaint(new GradientPaint(
                0, 760, Color.getHSBColor(0.47f, 0.22f, 0.80f), 0, HEIGHT, Color.getHSBColor(0.47f, 0.30f, 0.66f)));
        g.fillRect(0, 770, WIDTH, HEIGHT - 770);
        bridge(g, 240 + random.nextInt(500), 620 + random.nextInt(180));
        g.dispose();
        try {
            ByteArrayOutputStream out = new ByteArrayOutputStream(200_000);
            ImageIO.write(image, "png", out);
            return out.toByteArray();
        } catch (IOException memory) {
            throw new UncheckedIOException(memory);
        }
    }

    private static Path2D hills(Random random, double base, double height) {
        Path2D path = new Path2D.Double();
        path.moveTo(0, HEIGHT);
        double phase = random.nextDouble() * 6;
        double stretch = 220 + random.nextInt(160);
        for (int x = 0; x <= WIDTH; x += 8) {
            path.lineTo(
                    x,
                    base
                            - Math.sin(x / stretch + phase) * height * 0.6
                            - Math.sin(x / (stretch * 0.37) + phase * 2) * height * 0.25);
        }
        path.lineTo(WIDTH, HEIGHT);
        path.closePath();
        return path;
    }

    private static void bridge(Graphics2D g, double left, double width) {
        g.setColor(new Color(0x1d, 0x22, 0x20));
        g.setStroke(new BasicStroke(9, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
        Path2D arch = new Path2D.Double();
        arch.moveTo(left, 770);
        arch.curveTo(left + width * 0.25, 640, left + width * 0.75, 640, left + width, 770);
        g.draw(arch);
        g.setColor(Color.WHITE);
        g.fill(new Ellipse2D.Double(left - 17, 753, 34, 34));
        g.setColor(new Color(0x1d, 0x22, 0x20));
        g.draw(new Ellipse2D.Double(left - 17, 753, 34, 34));
        g.fill(new Ellipse2D.Double(left + width - 20, 750, 40, 40));
    }
}
