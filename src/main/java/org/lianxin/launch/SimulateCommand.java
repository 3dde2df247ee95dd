package org.lianxin.launch;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.lianxin.launch.postgres.Refusal;
import org.lianxin.simulators.Simulators;

/**
 * {@code simulate NETWORK}: a stand-in for an outside network, in this process and nothing else in it. Several, separated by commas, have
 * as many ports, and their journals in a folder: one process costs the memory of one.
 */
record SimulateCommand(Options options) implements Command {

    @Override
    public int run(Terminal terminal) {
        List<String> networks = List.of(options.word(0).orElse("").split(",", -1));
        List<Integer> ports = options.ports(8090);
        if (networks.size() != ports.size()) {
            throw new Options.Wrong("launch.simulate.ports", networks.size(), ports.size());
        }
        for (String network : networks) {
            if (!network.equals("sandbox") && !Simulators.knows(network)) {
                throw new Options.Wrong("launch.simulate.unknown", network);
            }
        }
        for (int i = 0; i < networks.size(); i++) {
            start(networks.get(i), ports.get(i), journal(networks, i));
        }
        return STAYS;
    }

    private String journal(List<String> networks, int which) {
        String network = networks.get(which);
        return networks.size() == 1
                ? options.value("journal").orElse(network + "-journal.jsonl")
                : Path.of(options.value("journal").orElse("."), network, "journal.jsonl")
                        .toString();
    }

    private void start(String network, int port, String journal) {
        try {
            if (network.equals("sandbox")) {
                org.lianxin.simulators.Sandbox.main(new String[] {
                    "--port",
                    Integer.toString(port),
                    "--journal",
                    journal,
                    "--token",
                    options.value("token").orElse("sandbox")
                });
            } else {
                Simulators.main(new String[] {
                    network, "--port", Integer.toString(port), "--journal", journal, "--speed", speed()
                });
            }
        } catch (IOException broken) {
            throw new Refusal("launch.folder.not-writable", journal, String.valueOf(broken.getMessage()))
                    .because(broken);
        }
    }

    private String speed() {
        String speed = options.value("speed").orElse("1");
        if (!speed.matches("[0-9]{1,6}(\\.[0-9]{1,3})?")) {
            throw new Options.Wrong("launch.simulate.speed-form", speed);
        }
        return speed;
    }
}
