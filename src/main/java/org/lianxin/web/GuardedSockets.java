package org.lianxin.web;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.util.Set;
import javax.net.SocketFactory;
import org.springframework.stereotype.Component;

/**
 * Connections that are no HTTP to servers that somebody has named ({@link Outbound} is for HTTP): the very address that is connected to is
 * checked, public ones at the usual ports, others where the operator allows them ({@link Reach}).
 */
@Component
public class GuardedSockets {
    private final Reach reach;

    GuardedSockets(Reach reach) {
        this.reach = reach;
    }

    /** Makes sockets that are not connected yet; at each other way of making one it says no. */
    public SocketFactory at(Set<Integer> ports) {
        return new SocketFactory() {
            @Override
            public Socket createSocket() {
                return new Guarded(ports);
            }

            @Override
            public Socket createSocket(String host, int port) throws IOException {
                return connected(new InetSocketAddress(host, port));
            }

            @Override
            public Socket createSocket(String host, int port, InetAddress from, int ours) throws IOException {
                return connected(new InetSocketAddress(host, port));
            }

            @Override
            public Socket createSocket(InetAddress host, int port) throws IOException {
                return connected(new InetSocketAddress(host, port));
            }

            @Override
            public Socket createSocket(InetAddress host, int port, InetAddress from, int ours) throws IOException {
                return connected(new InetSocketAddress(host, port));
            }

            private Socket connected(InetSocketAddress there) throws IOException {
                Socket socket = new Guarded(ports);
                socket.connect(there, 10_000);
                return socket;
            }
        };
    }

    private final class Guarded extends Socket {
        private final Set<Integer> ports;

        Guarded(Set<Integer> ports) {
            this.ports = ports;
        }

        @Override
        public void connect(SocketAddress there) throws IOException {
            connect(there, 10_000);
        }

        @Override
        public void connect(SocketAddress there, int timeout) throws IOException {
            if (!(there instanceof InetSocketAddress address) || address.getAddress() == null) {
                throw new java.net.UnknownHostException("no such host");
            } else if (!reach.reaches(address.getAddress(), address.getPort(), ports)) {
                throw new Reach.Forbidden(address.getHostString());
            }
            super.connect(there, timeout);
        }
    }
}
