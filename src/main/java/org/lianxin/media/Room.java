package org.lianxin.media;

import java.awt.image.DataBuffer;
import java.awt.image.SampleModel;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import javax.imageio.ImageTypeSpecifier;

/**
 * The memory that pictures may take together. What one will take is reckoned from its head, and it is read as coarsely as it must be to stay
 * within that: a program that runs out of memory ends, and anybody may send a picture.
 */
final class Room {
    /** Of the heap, in hundredths. */
    private static final int SHARE = 40;
    /** Nothing smaller than this is worth keeping of a picture that is larger. */
    private static final int LEAST_SIDE = 1080;

    private static final int MEGA = 1 << 20;
    /** Drawn on the way to its size, it is there once more. */
    private static final int DRAWN = 4;
    /** What is kept is scaled, turned, copied and encoded. */
    private static final int KEPT = 15;

    private static final int KEPT_CLEAR = 24;

    private final int most;
    private final Semaphore free;

    /** @param bytes all together */
    Room(long bytes) {
        this.most = (int) Math.min(bytes / MEGA, Integer.MAX_VALUE);
        this.free = new Semaphore(most, true);
    }

    static Room here() {
        return new Room(Runtime.getRuntime().maxMemory() / 100 * SHARE);
    }

    /**
     * A picture by its head.
     *
     * @param apart bytes that it takes however coarsely it is read
     */
    record Head(int width, int height, ImageTypeSpecifier type, long apart) {}

    /** Each how manieth pixel is read, and what that takes. */
    record Plan(int step, int megabytes) {}

    /** The finest that there is room for, but no finer than makes a difference to what is kept; empty if there is none. */
    Optional<Plan> plan(Head head, int kept) {
        int longer = Math.max(head.width, head.height);
        for (int step = Math.max(1, longer / (kept * 3 / 2));
                step == 1 || longer / step >= Math.min(LEAST_SIDE, kept);
                step++) {
            long megabytes = 1 + bytes(head, step, kept) / MEGA;
            if (megabytes <= most) {
                return Optional.of(new Plan(step, (int) megabytes));
            }
        }
        return Optional.empty();
    }

    private static long bytes(Head head, int step, int kept) {
        SampleModel pixel = head.type.getSampleModel();
        int size = pixel.getNumDataElements() * DataBuffer.getDataTypeSize(pixel.getDataType()) / 8;
        long width = (head.width + step - 1L) / step;
        long height = (head.height + step - 1L) / step;
        long read = width * height;
        double smaller = Math.min(1, (double) kept / Math.max(width, height));
        long left = (long) (read * smaller * smaller);
        boolean clear = head.type.getColorModel().hasAlpha();
        return head.apart + Math.max(read * (size + DRAWN) + left * 2 * DRAWN, left * (clear ? KEPT_CLEAR : KEPT));
    }

    boolean take(Plan plan, int seconds) throws InterruptedException {
        return free.tryAcquire(plan.megabytes, seconds, TimeUnit.SECONDS);
    }

    void leave(Plan plan) {
        free.release(plan.megabytes);
    }
}
