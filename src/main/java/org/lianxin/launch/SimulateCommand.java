package org.lianxin.launch;

/** {@code simulate sandbox}: a stand-in for an outside network, in this process and nothing else in it. */
record SimulateCommand(Options options) implements Command {

    @Override
    public int run(Terminal terminal) {
        String network = options.word(0).orElse("");
        if (!network.equals("sandbox")) {
            throw new Options.Wrong("launch.simulate.unknown", network);
        }
        throw new Options.Wrong("launch.simulate.unknown", network);
    }
}
