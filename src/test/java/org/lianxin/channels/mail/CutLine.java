package org.lianxin.channels.mail;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** A line to a server that breaks where it hurts: the words have gone over with their final dot, the server has taken them, and no answer comes back. */
final class CutLine implements AutoCloseable {
    private final ServerSocket door;
    private final int to;
    private final boolean silent;

    private CutLine(int to, boolean silent) {
        try {
            this.door = new ServerSocket(0, 10, InetAddress.ofLiteral("127.0.0.1"));
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
        this.to = to;
        this.silent = silent;
        Thread.ofVirtual().start(this::serve);
    }

    /** Cuts after the final dot has been answered over there. */
    static CutLine afterTheDot(int to) {
        return new CutLine(to, false);
    }

    /** Takes calls and never says a word. */
    static CutLine silent() {
        return new CutLine(0, true);
    }

    int port() {
        return door.getLocalPort();
    }

    private void serve() {
        while (!door.isClosed()) {
            try {
                Socket near = door.accept();
                if (!silent) {
                    Socket far = new Socket(InetAddress.ofLiteral("127.0.0.1"), to);
                    Cut cut = new Cut();
                    Thread.ofVirtual().start(() -> back(far, near, cut));
                    Thread.ofVirtual().start(() -> out(near, far, cut));
                }
            } catch (IOException closed) {
                return;
            }
        }
    }

    private static final class Cut {
        private volatile boolean made;
    }

    private static void out(Socket near, Socket far, Cut cut) {
        try (near;
                far) {
            InputStream in = near.getInputStream();
            OutputStream on = far.getOutputStream();
            ByteArrayOutputStream all = new ByteArrayOutputStream();
            byte[] some = new byte[8192];
            for (int n = in.read(some); n >= 0; n = in.read(some)) {
                all.write(some, 0, n);
                if (all.toString(StandardCharsets.ISO_8859_1).contains("\r\n.\r\n")) {
                    // from here nothing comes back
                    cut.made = true;
                }
                on.write(some, 0, n);
                on.flush();
            }
        } catch (IOException over) {
            // one of them has gone
        }
    }

    private static void back(Socket far, Socket near, Cut cut) {
        try (near;
                far) {
            InputStream in = far.getInputStream();
            OutputStream on = near.getOutputStream();
            byte[] some = new byte[8192];
            for (int n = in.read(some); n >= 0; n = in.read(some)) {
                if (cut.made) {
                    return;
                }
                on.write(some, 0, n);
                on.flush();
            }
        } catch (IOException over) {
            // one of them has gone
        }
    }

    @Override
    public void close() {
        try {
            door.close();
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
    }
}
