package org.lianxin.launch;

/** {@code simulate sandbox}: a stand-in for an outside network, in this process and nothing else in it. */
record SimulateCommand(Options options) implements Command {

    @Override
    public int run(Terminal terminal) {
        String network = options.word(0).orElse("");
        if (!network.equals("sandbox")) {
            throw new Options.Wrong("launch.simulate.unknown", network);
        }
        try {
            org.lianxin.simulators.Sandbox.main(new String[] {
                "--port",
                Integer.toString(options.port(8090)),
                "--journal",
                options.value("journal").orElse("sandbox-journal.jsonl"),
                "--token",
                options.value("token").orElse("sandbox")
            });
        } catch (java.io.IOException broken) {
            throw new org.lianxin.launch.postgres.Refusal(
                            "launch.folder.not-writable",
                            options.value("journal").orElse(""),
                            String.valueOf(broken.getMessage()))
                    .because(broken);
        }
        return STAYS;
    }
}
